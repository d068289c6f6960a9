"""The library: what is worth sharing, and who would value it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from kithbook import book
from kithbook.web.clock import now
from kithbook.web.receipts import leave_receipt
from kithbook.web.words import PIECES


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """All pieces, newest first, with a box that asks who would value something, and one to write a piece down."""
    return render(request, "kithbook/library.html", {"answer": book.pieces(now=now()), "kinds": PIECES})


@require_GET
def share(request: HttpRequest) -> HttpResponse:
    """Who would value this: a handful at most, each with the reason. Nothing is read over the network."""
    what, about = request.GET.get("what", "").strip(), request.GET.get("about", "").strip()
    if not what:
        return redirect("library")
    return render(request, "kithbook/share.html", {"answer": book.share(what, about=about, now=now()), "about": about})


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Write down a piece: something tried, read, made or saved."""
    told = {name: request.POST.get(name, "") for name in ("kind", "link", "about")}
    book.keep_piece(request.POST.get("title", ""), now=now(), **told)
    leave_receipt(request, gettext("Kept in the library."))
    return redirect("library")


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Take out a piece that was written down here."""
    book.drop_piece(request.POST.get("key", ""))
    leave_receipt(request, gettext("Taken out again."))
    return redirect("library")


@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """Note that a piece went to somebody: it is not offered to them again."""
    whom = request.POST.get("person", "")
    book.give_piece(f"#{whom}", request.POST.get("key", ""), request.POST.get("title", ""), now=now())
    leave_receipt(request, gettext("Written down. It will not be offered to them again."))
    return redirect("library")
