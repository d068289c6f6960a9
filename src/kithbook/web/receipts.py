"""The line that a deed leaves behind: what was kept, and the way back. It is shown once, on the next page."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest

LARGEST: Final = 1000  # characters of the fields of a way back: the receipt travels in a cookie


def leave_receipt(
    request: HttpRequest, text: str, undo: str = "", name: str = "", fields: Sequence[tuple[str, str]] = ()
) -> dict[str, Any]:
    """Keep a receipt for the next page: a translated sentence about ``name``, and the address that takes it back.

    ``fields`` are what the way back sends there. Where they are too large, there is no way back.
    """
    if sum(len(value) for _, value in fields) > LARGEST:
        undo, fields = "", ()
    receipt = {"text": text, "undo": undo, "name": name, "fields": [list(field) for field in fields]}
    request.session["receipt"] = receipt
    return receipt


def take_receipt(request: HttpRequest) -> Any:
    """The receipt that waits, or None; a second call finds nothing."""
    return request.session.pop("receipt", None) if hasattr(request, "session") else None
