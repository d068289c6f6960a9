"""This week: the few worth a moment, the log box, and what an answer to a nudge leaves behind."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from kithbook import book
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import TouchAnswer
from kithbook.web.clock import now
from kithbook.web.receipts import leave_receipt
from kithbook.web.views import errors
from kithbook.web.words import DEEDS, word_for

NUMBERED = re.compile(r"\((#\d{1,15})\)$")  # a candidate of a refusal: "Ines Varga (#12)"
ANSWERS = ("done", "later", "rest", "not-them")


@require_GET
def week(request: HttpRequest) -> HttpResponse:
    """The home page; before the first import it says how to begin."""
    today = book.today(now=now())
    if today.empty_book:
        return render(request, "kithbook/first.html", {"formats": book.formats().formats})
    return render(request, "kithbook/week.html", {"today": today, "doubts": book.doubts()})


@require_POST
def answer(request: HttpRequest, person_id: int) -> HttpResponse:
    """Done, later, let it rest, not them: the card becomes a receipt with a way back."""
    given = request.POST.get("answer", "")
    if given not in ANSWERS:
        raise Refused(say("That is no answer to a suggestion. Load the page again."))
    book.answer_nudge(person_id, given, now=now())
    texts = {
        "done": gettext("Done, and written down as a touch today."),
        "later": gettext("Comes back another week."),
        "rest": gettext("Rests, and will not be suggested."),
        "not-them": gettext("Not suggested again for now."),
    }
    undo = reverse("undo-answer", args=[person_id])
    receipt = leave_receipt(request, texts[given], undo, request.POST.get("name", "")[:200])
    if request.headers.get("HX-Request"):
        del request.session["receipt"]
        return render(request, "kithbook/parts/receipt.html", {"receipt": receipt})
    return redirect("week")


@require_POST
def undo_answer(request: HttpRequest, person_id: int) -> HttpResponse:
    """Take an answer back; the suggestion returns."""
    book.undo_answer(person_id, now=now())
    return redirect("week")


@require_POST
def log(request: HttpRequest) -> HttpResponse:
    """Keep what happened, as it was written; where nobody or several could be meant, ask without losing the text."""
    text, whom = request.POST.get("text", "").strip(), request.POST.get("whom", "").strip()
    numbered = NUMBERED.search(whom)
    try:
        touch = book.log(numbered[1] if numbered else whom, text, now=now())
    except Refused as refusal:
        return errors.refused(request, refusal, text=text, whom=whom, ask_whom=True)
    leave_touch_receipt(request, touch)
    return redirect("week")


def leave_touch_receipt(request: HttpRequest, touch: TouchAnswer) -> None:
    """Say what was understood and kept, and offer the way back."""
    from kithbook.web.saying import day

    text = gettext("{deed}, {day}. Kept.").format(deed=word_for(DEEDS, touch.kind), day=day(touch.on))
    if touch.next_on:
        text += " " + gettext("Next: {day}.").format(day=day(touch.next_on))
    names = ", ".join(person.name for person in touch.people)[:200]  # the receipt travels in a cookie
    leave_receipt(request, text, reverse("undo-touch", args=[touch.id]), names)


@require_POST
def undo_touch(request: HttpRequest, touch_id: int) -> HttpResponse:
    """Take a touch out of the book again."""
    book.undo_touch(touch_id)
    leave_receipt(request, gettext("Taken out again."))
    return redirect(safe_next(request))


def safe_next(request: HttpRequest) -> str:
    """Where the form wants to go back to, if that is one of our own pages."""
    wanted = request.POST.get("next", "")
    return wanted if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) else reverse("week")
