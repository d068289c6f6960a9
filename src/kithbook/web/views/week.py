"""This week: the few worth a moment, the log box, and what an answer to a nudge leaves behind."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from kithbook import book
from kithbook.vocabulary import Refused, Said, say
from kithbook.vocabulary.answers import DraftAnswer, TouchAnswer
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
    return render(
        request, "kithbook/week.html", {"today": today, "doubts": book.doubts(), "model": book.model_settings()}
    )


@require_POST
def answer(request: HttpRequest, person_id: int) -> HttpResponse:
    """Done, later, let it rest, not them: the card becomes a receipt with a way back."""
    given = request.POST.get("answer", "")
    if given not in ANSWERS:
        raise Refused(say("That is no answer to a suggestion. Load the page again."))
    piece = (request.POST.get("piece", ""), request.POST.get("title", ""))
    book.answer_nudge(
        person_id,
        given,
        now=now(),
        reason=request.POST.get("reason", ""),
        channel=request.POST.get("channel", ""),
        piece=piece if piece[0] else None,
    )
    texts = {
        "done": gettext("Done, and written down as a touch today."),
        "later": gettext("Comes back another week."),
        "rest": gettext("Rests, and will not be suggested."),
        "not-them": gettext("Not suggested again for now."),
    }
    undo = reverse("undo-answer", args=[person_id])
    receipt = leave_receipt(request, texts[given], undo, request.POST.get("name", "")[:200])
    if given == "done":
        receipt["took"] = reverse("took", args=[person_id])
        request.session.modified = True
    if request.headers.get("HX-Request"):
        del request.session["receipt"]
        return render(request, "kithbook/parts/receipt.html", {"receipt": receipt})
    return redirect("week")


@require_GET
def draft(request: HttpRequest, person_id: int) -> HttpResponse:
    """First words to somebody in another tone or wording; a part of the card, or a page of its own without script."""
    return _draft_page(
        request, book.draft(person_id, now=now(), **_wanted(request.GET)), key=request.GET.get("key", "")
    )


def polish(request: HttpRequest, person_id: int) -> HttpResponse:
    """First what would be sent to the language model, in full; sent only when that very text is posted back."""
    wanted = _wanted(request.POST if request.method == "POST" else request.GET)
    if request.method == "POST":
        try:
            found = book.polished(person_id, now=now(), seen=request.POST.get("seen", ""), **wanted)
        except Refused as refusal:
            return _draft_page(request, book.draft(person_id, now=now(), **wanted), refusal.says, wanted["key"])
        return _draft_page(request, found, key=wanted["key"])
    sends = book.look_polish(person_id, now=now(), **wanted)
    context = {"sends": sends, "wanted": wanted, "person_id": person_id, "model": book.model_settings()}
    part = request.headers.get("HX-Request")
    return render(request, "kithbook/parts/polish.html" if part else "kithbook/polish.html", context)


def _wanted(told: QueryDict) -> dict[str, Any]:
    """Tone, wording and piece that a draft is to have."""
    turn = told.get("turn", "")
    return {
        "tone": told.get("tone") or told.get("at", ""),
        "turn": int(turn) if turn.isdecimal() and len(turn) < 5 else 0,
        "key": told.get("key", ""),
    }


def _draft_page(request: HttpRequest, found: DraftAnswer, refusal: Said | None = None, key: str = "") -> HttpResponse:
    page = "kithbook/parts/draft.html" if request.headers.get("HX-Request") else "kithbook/draft.html"
    context = {"draft": found, "refusal": refusal, "model": book.model_settings(), "key": key}
    return render(request, page, context)


@require_POST
def took(request: HttpRequest, person_id: int) -> HttpResponse:
    """How many minutes a suggestion took that was just done: the book learns from it."""
    told = request.POST.get("minutes", "")
    if not told.isdecimal() or len(told) > 5:
        raise Refused(say("Minutes must be a whole number."))
    book.say_took(person_id, int(told))
    leave_receipt(request, gettext("Kept."))
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
    return redirect(safe_next(request))


@require_GET
def log_look(request: HttpRequest) -> HttpResponse:
    """What a sentence in the log box would be kept as, while it is being typed."""
    text, whom = request.GET.get("text", "").strip(), request.GET.get("whom", "").strip()
    context: dict[str, object] = {}
    if len(text) > 3:
        try:
            touch = book.understood(whom, text, now=now())
        except Refused as refusal:
            context = {"says": refusal.says}
        else:
            context = {"touch": touch, "names": ", ".join(f"\u2068{one.name}\u2069" for one in touch.people)}
    return render(request, "kithbook/parts/understood.html", context)


@require_POST
def change_touch(request: HttpRequest, touch_id: int) -> HttpResponse:
    """Write anew what was logged, or what sort of thing it was."""
    text = request.POST.get("text", "")
    told = {name: request.POST.get(name, "").strip() for name in ("on", "again", "kind")}
    touch = book.change_touch(touch_id, text, now=now(), on=told["on"] or None, next=told["again"], kind=told["kind"])
    leave_touch_receipt(request, touch)
    return redirect(safe_next(request))


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
