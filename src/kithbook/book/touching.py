"""Logs what happened between you and people; every touch starts the clocks of its ties again."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction

from kithbook import words
from kithbook.book import measuring, moments, naming
from kithbook.book.preferences import settings
from kithbook.store import models, people
from kithbook.store.context import alias, at_once
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import Named, TouchAnswer

# What a channel says about the deed where the sentence does not.
_BY_CHANNEL: Final = {"phone": "called", "call": "called", "video": "called", "in person": "met", "person": "met"}


@at_once
def log(
    names: str | Sequence[str | int],
    text: str,
    *,
    now: int,
    on: str | date | None = None,
    via: str = "",
    next: str | date = "",
) -> TouchAnswer:
    """Keep what happened with people, and start their clocks again.

    ``names`` is a list of names or numbers, or one text with commas; where it is empty, the sentence must name them.
    ``on`` and ``next`` are days as one says them ("yesterday", "6 months"); without ``on`` the sentence tells the day,
    else it is today. Raises Refused where somebody, a day or the sentence itself cannot be made out.
    """
    text = text.strip()
    if not text:
        raise Refused(say("Write a few words about what happened, such as: called Ines yesterday."))
    whom = _whom(names, text)
    today = moments.day(now, settings().zone)
    told_on, told_next = words.when(text, today)
    happened = _day(on, today) if on else told_on
    if happened > today:
        raise Refused(say("{day} has not come yet. Log what has happened; use next for a plan.", day=happened))
    next_on = _day(next, today, ahead=True) if next else told_next
    if next_on is not None and next_on <= today:
        raise Refused(say("{day} is past. Choose a day ahead for the next time.", day=next_on))
    kind = words.deed(text)
    if kind == "note" and via:
        kind = _BY_CHANNEL.get(via.strip().lower(), "wrote")
    touch = models.Touch(kind=kind, channel=via.strip(), on=happened, text=text, next_on=next_on, created=now)
    return keep(touch, whom, now=now)


def keep(touch: models.Touch, whom: Sequence[int], *, now: int) -> TouchAnswer:
    """Write a touch down with the people whom it was with, and start their clocks again."""
    moment = moments.noon(touch.on, settings().zone)
    with transaction.atomic(using=alias()):
        touch.details = {"before": {str(person): measuring.snapshot(person) for person in whom}}
        touch.save()
        touch.people.set(whom)
        for person in whom:
            measuring.touch(person, moment, touch.pk, now=now)
    shown = people.shown(whom)
    return TouchAnswer(
        id=touch.pk,
        people=tuple(Named(person, shown[person]) for person in whom),
        kind=touch.kind,
        channel=touch.channel,
        on=touch.on.isoformat(),
        text=touch.text,
        next_on="" if touch.next_on is None else touch.next_on.isoformat(),
    )


def undo_touch(touch_id: int, *, now: int | None = None) -> None:
    """Take a touch out of the book again, and set the clocks as if it had never been there.

    Raises Refused where there is no such touch.
    """
    touch = models.Touch.objects.filter(pk=touch_id).first()
    if touch is None:
        raise Refused(say("That touch is not in the book any more."), status=404)
    before: dict[str, Any] = (touch.details or {}).get("before", {})
    with transaction.atomic(using=alias()):
        plain = all(measuring.restore(int(person), kept, touch.pk) for person, kept in before.items())
        touch.delete()
    if not plain:
        measuring.refit(now=touch.created if now is None else now)


def _whom(names: str | Sequence[str | int], text: str) -> list[int]:
    """The people that are meant, without the owner."""
    given = re.split("[,،，、]", names) if isinstance(names, str) else names
    given = [name for name in given if str(name).strip()]
    found = [naming.find_person(name).pk for name in given] if given else naming.mentioned(text)
    me = people.owner()
    whom = [person for person in dict.fromkeys(found) if me is None or person != me.pk]
    if not whom:
        raise Refused(say("With whom was it? Name somebody of the book in the sentence, or choose them."))
    return whom


def _day(told: str | date, today: date, *, ahead: bool = False) -> date:
    day = told if isinstance(told, date) else words.day_of(told, today, ahead=ahead)
    if day is None:
        raise Refused(
            say("{day} is no day that can be understood. Write it as 2026-06-14, yesterday or 6 months.", day=str(told))
        )
    return day
