"""What becomes of a suggestion: done, later, let it rest, not them; and the way back."""

from datetime import timedelta
from typing import Final

from django.db import transaction

from kithbook.book import learning, moments, naming, suggesting, touching
from kithbook.book.preferences import settings
from kithbook.store import described, hands, models, replies
from kithbook.store import people as shelf
from kithbook.store.context import alias
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import TouchAnswer

NOT_THEM: Final = 180 * 86_400  # seconds
MOST_MINUTES: Final = 24 * 60
_DEEDS: Final = {"message": "wrote", "first": "wrote", "voice": "wrote", "call": "called", "meet": "met"}


def answer_nudge(
    person_id: int,
    answer: str,
    *,
    now: int,
    reason: str = "",
    channel: str = "",
    piece: tuple[str, str] | None = None,
    took: int | None = None,
) -> TouchAnswer | None:
    """Answer the suggestion of somebody.

    "done" logs a touch of today, takes its minutes from the week, and keeps that ``piece`` (key, title) went along, so
    that it is never offered to them again; "later" brings them back next week at the earliest; "rest" lets them rest
    until you say otherwise; "not-them" suggests them no more for half a year. ``reason`` and ``channel`` are those of
    the suggestion, ``took`` the minutes that it took: from these is learnt.
    """
    person = naming.find_person(person_id)
    if took is not None and not 0 <= took <= MOST_MINUTES:
        raise Refused(say("Minutes must be a whole number from 0 to {most}.", most=MOST_MINUTES))
    reply = models.Reply(person=person, answer=answer, at=now, reason=reason[:20], channel=channel[:40], took=took)
    zone = settings().zone
    with transaction.atomic(using=alias()):
        if answer == "done":
            return _done(reply, now, zone, piece)
        if answer == "rest":
            reply.rest_before = person.rest_until
            hands.put(person.pk, "rest", "always", now=now)
        elif answer == "later":
            reply.until = moments.start(moments.week(now, zone)[1] + timedelta(days=1), zone)
        elif answer == "not-them":
            reply.until = now + NOT_THEM
        else:
            raise Refused(say("There is no such answer. Choose done, later, rest or not-them."))
        reply.save()
    return None


def _done(reply: models.Reply, now: int, zone: str, piece: tuple[str, str] | None) -> TouchAnswer:
    """Log what was done, with the minutes that it took or that the suggestion had."""
    line = shelf.lines([reply.person.pk])[0]
    way = suggesting.way_of(line, described.single("way"))
    channel = "voice" if way == "voice" else ""
    touch = models.Touch(kind=_DEEDS[way], channel=channel, on=moments.day(now, zone), source="nudge", created=now)
    usual = learning.lessons(now=now).takes(way)
    reply.minutes = usual if reply.took is None else reply.took
    logged = touching.keep(touch, [reply.person.pk], now=now)
    reply.touch = touch
    reply.save()
    if piece is not None and piece[0]:
        models.Offer.objects.get_or_create(
            person=reply.person, key=piece[0], defaults={"title": piece[1][:300], "at": now, "reply": reply}
        )
    return logged


def undo_answer(person_id: int, *, now: int) -> None:
    """Take back the last answer about somebody. Raises Refused where there is none."""
    reply = replies.latest(person_id)
    if reply is None:
        raise Refused(say("There is no answer to take back."), status=404)
    if reply.answer == "rest":
        hands.put(reply.person_id, "rest", reply.rest_before, now=now)
    if reply.touch is not None:
        touching.undo_touch(reply.touch.pk, now=now)
    else:
        reply.delete()


def say_took(person_id: int, minutes: int) -> None:
    """Say how many minutes the suggestion took that was last done. Raises Refused where none was, or for a number that
    cannot be.
    """
    reply = replies.latest(person_id)
    if reply is None or reply.answer != "done":
        raise Refused(say("There is no answer to take back."), status=404)
    if not 0 <= minutes <= MOST_MINUTES:
        raise Refused(say("Minutes must be a whole number from 0 to {most}.", most=MOST_MINUTES))
    reply.minutes = reply.took = minutes
    reply.save(update_fields=["minutes", "took"])
