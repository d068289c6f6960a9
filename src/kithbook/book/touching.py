"""Logs what happened between you and people; every touch starts the clocks of its ties again."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction

from kithbook import words
from kithbook.book import favouring, measuring, moments, naming
from kithbook.book.preferences import settings
from kithbook.store import models, people
from kithbook.store.context import alias, at_once
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import Named, TouchAnswer

# What a channel says about the deed where the sentence does not.
_BY_CHANNEL: Final = {"phone": "called", "call": "called", "video": "called", "in person": "met", "person": "met"}


KINDS: Final = ("met", "called", "wrote", "note", "gave", "asked")
FAVOURS: Final = {"gave": "given", "asked": "asked"}


@at_once
def log(
    names: str | Sequence[str | int],
    text: str,
    *,
    now: int,
    on: str | date | None = None,
    via: str = "",
    next: str | date = "",
    kind: str = "",
) -> TouchAnswer:
    """Keep what happened with people, and start their clocks again.

    ``names`` is a list of names or numbers, or one text with commas; where it is empty, the sentence must name them.
    ``on`` and ``next`` are days as one says them ("yesterday", "6 months"); without ``on`` the sentence tells the day,
    else it is today. ``kind`` is one of KINDS, else the sentence tells it; a "note" is something learnt about them, and
    starts no clock. Something given or asked is kept as a favour too. Raises Refused where somebody, a day, a kind or
    the sentence itself cannot be made out.
    """
    if not text.strip():
        raise Refused(say("Write a few words about what happened, such as: called Ines yesterday."))
    whom = _whom(names, text)
    return keep(_told(models.Touch(created=now), text, on, via, next, kind, now), whom, now=now)


def understood(names: str | Sequence[str | int], text: str, *, now: int) -> TouchAnswer:
    """What `log` would keep, without keeping it; its number is 0. Raises Refused as that does."""
    whom = _whom(names, text)
    return _answer(_told(models.Touch(created=now), text, None, "", "", "", now), whom)


@at_once
def change_touch(
    touch_id: int,
    text: str,
    *,
    now: int,
    on: str | date | None = None,
    via: str = "",
    next: str | date = "",
    kind: str = "",
) -> TouchAnswer:
    """Write anew what was logged; it stays with the same people. Raises Refused like `log`, and where it is gone."""
    touch = _touch(touch_id)
    if not text.strip():
        raise Refused(say("Write a few words about what happened, such as: called Ines yesterday."))
    whom = [each.pk for each in touch.people.order_by("pk")]
    plain = _take_back(touch)
    touch.favours.all().delete()
    answer = keep(_told(touch, text, on or touch.on, via, next, kind, now), whom, now=now)
    if not plain:
        measuring.refit(now=now)
    return answer


def _told(
    touch: models.Touch, text: str, on: str | date | None, via: str, next: str | date, kind: str, now: int
) -> models.Touch:
    """The touch with what a sentence and the fields beside it tell."""
    text = text.strip()
    today = moments.day(now, settings().zone)
    told_on, told_next = words.when(text, today)
    happened = moments.told(on, today) if on else told_on
    if happened > today:
        raise Refused(say("{day} has not come yet. Log what has happened; use next for a plan.", day=happened))
    next_on = moments.told(next, today, ahead=True) if next else told_next
    if next_on is not None and next_on <= today:
        raise Refused(say("{day} is past. Choose a day ahead for the next time.", day=next_on))
    if kind and kind not in KINDS:
        raise Refused(say("There is no kind {word}. Choose {words}.", word=kind, words=", ".join(KINDS)))
    told_kind = kind or words.deed(text)
    if told_kind == "note" and via and not kind:
        told_kind = _BY_CHANNEL.get(via.strip().lower(), "wrote")
    touch.kind, touch.channel, touch.on, touch.text, touch.next_on = (
        told_kind,
        via.strip() or words.channel(text),
        happened,
        text,
        next_on,
    )
    return touch


def keep(touch: models.Touch, whom: Sequence[int], *, now: int) -> TouchAnswer:
    """Write a touch down with the people whom it was with, and start their clocks again."""
    moment = moments.noon(touch.on, settings().zone)
    contact = touch.kind != "note"
    with transaction.atomic(using=alias()):
        before = {str(person): measuring.snapshot(person) for person in whom} if contact else {}
        touch.details = {"before": before}
        touch.save()
        touch.people.set(whom)
        for person in whom if contact else ():
            measuring.touch(person, moment, touch.pk, now=now)
        for person in whom if touch.kind in FAVOURS else ():
            favouring.of_touch(touch, person, FAVOURS[touch.kind], now=now)
    return _answer(touch, whom)


def _answer(touch: models.Touch, whom: Sequence[int]) -> TouchAnswer:
    shown = people.shown(whom)
    return TouchAnswer(
        id=touch.pk or 0,
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
    touch = _touch(touch_id)
    with transaction.atomic(using=alias()):
        plain = _take_back(touch)
        touch.delete()
    if not plain:
        measuring.refit(now=touch.created if now is None else now)


def _touch(touch_id: int) -> models.Touch:
    touch: models.Touch | None = models.Touch.objects.filter(pk=touch_id).first()
    if touch is None:
        raise Refused(say("That touch is not in the book any more."), status=404)
    return touch


def _take_back(touch: models.Touch) -> bool:
    """Set the clocks as if it had never been; False where a tie was measured since, so that all must be again."""
    before: dict[str, Any] = (touch.details or {}).get("before", {})
    return all(measuring.restore(int(person), kept, touch.pk) for person, kept in before.items())


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
