"""The line that a deed leaves behind: what was kept, and the way back. It is shown once, on the next page."""

from typing import Any

from django.http import HttpRequest


def leave_receipt(request: HttpRequest, text: str, undo: str = "", name: str = "") -> dict[str, str]:
    """Keep a receipt for the next page: a translated sentence about ``name``, and the address that takes it back."""
    receipt = {"text": text, "undo": undo, "name": name}
    request.session["receipt"] = receipt
    return receipt


def take_receipt(request: HttpRequest) -> Any:
    """The receipt that waits, or None; a second call finds nothing."""
    return request.session.pop("receipt", None) if hasattr(request, "session") else None
