"""Pages that say no: one sentence on what is wrong, and the next step. Never a traceback."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy

from kithbook.vocabulary import Refused


def refused(request: HttpRequest, refusal: Refused, **more: str | bool) -> HttpResponse:
    """The page of a `Refused`: its sentence, its candidates, its status. A swap gets the sentence alone, afloat.

    ``more``: ``text``, a log line that is offered again so that nobody writes it twice; ``ask_whom`` to name somebody.
    """
    context = {"says": refusal.says, "candidates": refusal.candidates} | more
    if request.headers.get("HX-Request"):
        response = render(request, "kithbook/parts/toast.html", context, status=refusal.status)
        response.headers["HX-Retarget"] = "#toasts"
        response.headers["HX-Reswap"] = "innerHTML"
        return response
    return render(request, "kithbook/error.html", context, status=refusal.status)


def unopened(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The book itself cannot be opened."""
    return _outside(request, refusal.status, gettext_lazy("The book could not be opened"), refusal.says)


def locked(request: HttpRequest) -> HttpResponse:
    """403 for a browser that did not come by the printed address."""
    return _outside(
        request,
        403,
        gettext_lazy("This book is closed to you"),
        gettext_lazy("Open the address that “kithbook serve” printed in the terminal, with its token."),
    )


def plain_refusal(request: HttpRequest) -> HttpResponse:
    """403 for a deed that was sent from elsewhere than a page of this book."""
    return _outside(
        request,
        403,
        gettext_lazy("Nothing was done"),
        gettext_lazy("This was not sent from a page of the book. Open the page and press the button there."),
    )


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the CSRF check: the form is older than this visit."""
    return _outside(
        request,
        403,
        gettext_lazy("Nothing was done"),
        gettext_lazy("The form was older than this visit. Go back, load the page again and send it once more."),
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: a request that makes no sense here, or an upload that is too large."""
    if isinstance(exception, RequestDataTooBig):
        return _outside(
            request,
            400,
            gettext_lazy("That is more than the book takes at once"),
            gettext_lazy("Drop at most 4 GB at a time, or bring it in with “kithbook import”. The book is as it was."),
        )
    return _outside(
        request,
        400,
        gettext_lazy("That request could not be read"),
        gettext_lazy("Go back, load the page again and try once more. The book is as it was."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 for whatever else is not allowed."""
    return plain_refusal(request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page."""
    return _outside(
        request,
        404,
        gettext_lazy("There is no such page"),
        gettext_lazy("It may have been undone or renamed. Start again from this week."),
    )


def only_a_deed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """405: somebody looks at the address to which a form is sent, as after another language is chosen on a refusal."""
    page = _outside(
        request,
        405,
        gettext_lazy("There is nothing to see here"),
        gettext_lazy("This address only takes what a form sends. Start again from this week."),
    )
    page.headers["Allow"] = response.headers["Allow"]
    return page


def broken(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours. The terminal has the details, the page has none."""
    return _outside(
        request,
        500,
        gettext_lazy("Something broke in Kithbook"),
        gettext_lazy("The book is as it was. The terminal says what happened; “kithbook doctor” checks the book."),
    )


def _outside(request: HttpRequest, status: int, title: Any, text: Any) -> HttpResponse:
    """A bare page in the reader's language: it must work where no book could be opened."""
    chosen = request.session.get("language") if hasattr(request, "session") else None
    with translation.override(chosen or translation.get_language_from_request(request)):
        return render(request, "kithbook/outside.html", {"title": title, "text": text}, status=status)
