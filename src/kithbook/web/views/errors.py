"""Pages that say no: one sentence on what is wrong, and the next step. Never a traceback."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from kithbook.vocabulary import Refused


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The page of a `Refused`: its sentence, its candidates, its status."""
    context = {"title": gettext("That did not work"), "says": refusal.says, "candidates": refusal.candidates}
    return render(request, "kithbook/error.html", context, status=refusal.status)


def locked(request: HttpRequest) -> HttpResponse:
    """403 for a browser that did not come by the printed address."""
    context = {
        "title": gettext("This book is closed to you"),
        "text": gettext("Open the address that “kithbook serve” printed in the terminal, with its token."),
    }
    return render(request, "kithbook/outside.html", context, status=403)


def plain_refusal(request: HttpRequest) -> HttpResponse:
    """403 for a deed that was sent from elsewhere than a page of this book."""
    context = {
        "title": gettext("Nothing was done"),
        "text": gettext("This was not sent from a page of the book. Open the page and press the button there."),
    }
    return render(request, "kithbook/outside.html", context, status=403)


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the CSRF check: the form is older than this visit."""
    context = {
        "title": gettext("Nothing was done"),
        "text": gettext("The form was older than this visit. Go back, load the page again and send it once more."),
    }
    return render(request, "kithbook/outside.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: a request that makes no sense here."""
    context = {
        "title": gettext("That request could not be read"),
        "text": gettext("Go back, load the page again and try once more. The book is as it was."),
    }
    return render(request, "kithbook/outside.html", context, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 for whatever else is not allowed."""
    return plain_refusal(request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page."""
    context = {
        "title": gettext("There is no such page"),
        "text": gettext("It may have been undone or renamed. Start again from this week."),
    }
    return render(request, "kithbook/outside.html", context, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours. The log in the terminal has the details, the page has none."""
    context = {
        "title": gettext("Something broke in Kithbook"),
        "text": gettext("The book is as it was. The terminal says what happened; “kithbook doctor” checks the book."),
    }
    return render(request, "kithbook/outside.html", context, status=500)
