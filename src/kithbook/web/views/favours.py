"""Asking and giving with one person, and how often the two are meant to be in touch."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kithbook import book
from kithbook.vocabulary import Refused, say
from kithbook.web.clock import now
from kithbook.web.receipts import leave_receipt

# What the form offers: (deed, whether it is yours).
DEEDS = {"asked": ("asked", True), "gave": ("given", True), "got": ("given", False), "promised": ("promised", True)}


@require_POST
def keep(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write a favour down."""
    told = DEEDS.get(request.POST.get("deed", ""))
    text = request.POST.get("text", "").strip()
    if told is None or not text:
        raise Refused(say("Say what was asked, given or promised, in a few words."))
    deed, by_me = told
    due = request.POST.get("due", "").strip()
    kind = request.POST.get("kind", "help")
    book.log_favour(f"#{person_id}", deed, by_me=by_me, kind=kind, text=text, due=due or None, now=now())
    leave_receipt(request, gettext("Kept."))
    return redirect("person", person_id=person_id)


@require_POST
def answer(request: HttpRequest, person_id: int) -> HttpResponse:
    """Yes or no to a favour that messages seem to tell of."""
    yes = request.POST.get("answer") == "yes"
    book.answer_favour(f"#{person_id}", request.POST.get("favour", ""), yes, now=now())
    leave_receipt(request, gettext("Kept.") if yes else gettext("Not proposed again."))
    return redirect("person", person_id=person_id)


@require_POST
def end(request: HttpRequest, person_id: int) -> HttpResponse:
    """A promise was kept, or a favour is taken out."""
    kept = request.POST.get("answer") == "kept"
    book.end_favour(request.POST.get("favour", ""), kept=kept)
    leave_receipt(request, gettext("A promise kept.") if kept else gettext("Taken out again."))
    return redirect("person", person_id=person_id)


@require_POST
def rhythm(request: HttpRequest, person_id: int) -> HttpResponse:
    """How often, by which way, and whether anything is asked of them."""
    for kind in ("rhythm", "way", "ask_free"):
        if kind in request.POST:
            book.describe(f"#{person_id}", kind, request.POST[kind], now=now())
    leave_receipt(request, gettext("Kept."))
    return redirect("person", person_id=person_id)
