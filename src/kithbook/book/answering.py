"""What becomes of a suggestion: done, later, let it rest, not them; and the way back."""

from datetime import timedelta
from typing import Final

from django.db import transaction

from kithbook.book import moments, naming, suggesting, touching
from kithbook.book.preferences import settings
from kithbook.store import hands, models, replies
from kithbook.store import people as shelf
from kithbook.store.context import alias
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import TouchAnswer

NOT_THEM: Final = 180 * 86_400  # seconds


def answer_nudge(person_id: int, answer: str, *, now: int) -> TouchAnswer | None:
    """Answer the suggestion of somebody.

    "done" logs a message written today and takes its minutes from the week; "later" brings them back next week at the
    earliest; "rest" lets them rest until you say otherwise; "not-them" suggests them no more for half a year.
    """
    person = naming.find_person(person_id)
    reply = models.Reply(person=person, answer=answer, at=now)
    zone = settings().zone
    with transaction.atomic(using=alias()):
        if answer == "done":
            return _done(reply, now, zone)
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


def _done(reply: models.Reply, now: int, zone: str) -> TouchAnswer:
    """Log a message, with the minutes that the suggestion had."""
    line = shelf.lines([reply.person.pk])[0]
    touch = models.Touch(kind="wrote", on=moments.day(now, zone), source="nudge", created=now)
    reply.minutes = suggesting.minutes(line)
    logged = touching.keep(touch, [reply.person.pk], now=now)
    reply.touch = touch
    reply.save()
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
