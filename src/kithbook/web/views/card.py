"""What the forms of a person's card do: values, names, tags and relations, each with a way back."""

import re
from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kithbook import book
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import PersonAnswer, ValueRow, WrittenAnswer
from kithbook.web import card_words
from kithbook.web.clock import now
from kithbook.web.receipts import leave_receipt
from kithbook.web.saying import as_moment

BRIEF: Final = ("role", "organisation", "place", "zone")
COMMAS: Final = re.compile(r"[,،，、]")  # between the tags of one line
Fields = Sequence[tuple[str, str]]


def facets(answer: PersonAnswer) -> dict[str, Any]:
    """What the template of a card needs beside the answer."""
    shown = [
        {"key": key, "title": title, "rows": [row for row in answer.values if row.kind in kinds], "kinds": writable}
        for key, title, kinds, writable in card_words.FACETS
        if writable or any(row.kind in kinds for row in answer.values)
    ]
    return {
        "facets": shown,
        "told_notes": [row for row in answer.values if row.kind == "note"],
        "told_relations": [row for row in answer.values if row.kind == "relation"],
        "labels": [row for row in answer.values if row.kind == "label"],
        "also": also(answer),
        "brief": brief(answer),
        "relation_kinds": tuple(card_words.RELATIONS),
        "alias_by_you": bool(answer.person.alias),
    }


def brief(answer: PersonAnswer) -> list[ValueRow]:
    """The line under the name: the first role, organisation, place and zone."""
    found = [next((row for row in answer.values if row.kind == kind), None) for kind in BRIEF]
    return [row for row in found if row is not None]


def also(answer: PersonAnswer) -> list[str]:
    """The names to show beside the one that is shown: the first of each other script, else the one in the exports."""
    shown = next((row.script for row in answer.names if row.shown), "")
    others = {row.script: row.name for row in reversed(answer.names) if not row.shown and row.script not in {shown, ""}}
    found = list(others.values())[:2]
    return [*([answer.person.alias] if answer.person.alias and answer.person.alias not in found else []), *found]


@require_POST
def write(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write a value on the card; ``at`` is the moment of one that is put back."""
    kind, value, label = (request.POST.get(name, "") for name in ("kind", "value", "label"))
    at = as_moment(request.POST.get("at", ""))
    moment = min(now(), int(at.timestamp())) if at else now()
    told = book.describe(person_id, kind, value, now=moment, label=label)
    if told.id:
        undo = _values(person_id, told.id), [("deed", "remove")]
    else:
        undo = _values(person_id), [("kind", told.kind), ("value", told.before), ("at", told.at)]
    return _answered(request, person_id, gettext("Kept."), told, *undo)


@require_POST
def rewrite(request: HttpRequest, person_id: int, value_id: int) -> HttpResponse:
    """Change or remove a value that was written by hand."""
    if request.POST.get("deed") == "remove":
        told = book.remove_value(value_id)
        back = [("kind", told.kind), ("value", told.before), ("label", told.label_before), ("at", told.at)]
        return _answered(request, person_id, gettext("Removed."), told, _values(person_id), back)
    label = request.POST.get("label") if "label" in request.POST else None
    told = book.change_value(value_id, request.POST.get("value", ""), now=now(), label=label)
    back = [("value", told.before)] + ([("label", told.label_before)] if told.label_before else [])
    return _answered(request, person_id, gettext("Changed."), told, _values(person_id, value_id), back)


@require_POST
def tag(request: HttpRequest, person_id: int) -> HttpResponse:
    """Put a tag on somebody, or take one off."""
    off = request.POST.get("deed") == "remove"
    given = request.POST.getlist("word")
    words = given if off else [word for one in given for word in COMMAS.split(one) if word.strip()] or [""]
    changed = [word for word in words if (book.untag if off else book.tag)([person_id], word)]
    text = gettext("Tag removed.") if off else gettext("Tagged.")
    undo = reverse("card-tag", args=[person_id])
    back = [*(("word", word) for word in changed), ("deed", "add" if off else "remove")]
    return _receive(request, person_id, text, " · ".join(word.strip() for word in words), undo * bool(changed), back)


@require_POST
def relate(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write down what somebody else is to this person."""
    other = request.POST.get("other", "").strip()
    if not other:
        raise Refused(say("Say who it is: a name, or a number with its #."))
    kind, label = request.POST.get("kind", ""), request.POST.get("label", "")
    told = book.relate(person_id, kind, other, now=now(), label=label)
    undo = reverse("card-unrelate", args=[person_id, told.id])
    return _receive(request, person_id, gettext("Kept, on both cards."), told.other.name, undo)


@require_POST
def unrelate(request: HttpRequest, person_id: int, relation_id: int) -> HttpResponse:
    """Take a relation off both cards; the way back writes it down again."""
    kept = {row.id: row for row in book.person(person_id, now=now()).relations}.get(relation_id)
    book.unrelate(relation_id)
    if kept is None:
        return _receive(request, person_id, gettext("Removed from both cards."), "", "")
    back = [("kind", kept.kind), ("other", f"#{kept.other.id}"), ("label", kept.label)]
    undo = reverse("card-relate", args=[person_id])
    return _receive(request, person_id, gettext("Removed from both cards."), kept.other.name, undo, back)


def _values(person_id: int, value_id: int | None = None) -> str:
    return (
        reverse("card-write", args=[person_id])
        if value_id is None
        else reverse("card-value", args=[person_id, value_id])
    )


def _answered(
    request: HttpRequest, person_id: int, text: str, told: WrittenAnswer, undo: str, fields: Fields
) -> HttpResponse:
    return _receive(request, person_id, text, (told.value or told.before)[:80], undo, fields)


def _receive(
    request: HttpRequest, person_id: int, text: str, name: str, undo: str, fields: Fields = ()
) -> HttpResponse:
    """The card with its receipt for a swap, else the page again."""
    receipt = leave_receipt(request, text, undo, name, fields)
    if not request.headers.get("HX-Request"):
        return redirect(reverse("person", args=[person_id]) + "#card")
    del request.session["receipt"]
    answer = book.person(person_id, now=now())
    context = {"answer": answer, "row": answer.person, "receipt": receipt} | facets(answer)
    return render(request, "kithbook/parts/card.html", context)
