"""What the owner says of a group, ticks of its plan, and tells of attempts to wake it."""

from collections.abc import Collection
from typing import Final

from django.db import transaction

from kithbook import groups
from kithbook import words as tongue
from kithbook.book import measuring, moments, naming, rooming
from kithbook.book.preferences import settings
from kithbook.store import models
from kithbook.store.context import alias
from kithbook.vocabulary import ANSWERS, Refused, say
from kithbook.vocabulary.answers import FEELINGS, PURPOSES

LONGEST: Final = 500  # characters of what is told of an attempt


def say_of_group(
    name: str | int,
    *,
    purpose: str | None = None,
    feeling: str | None = None,
    choice: str | None = None,
    ask_free: bool | None = None,
    now: int,
) -> None:
    """Keep what the owner says of a group; None leaves a word as it is, "" takes it back. The group is judged again.

    Raises Refused for a word that there is not.
    """
    chat = naming.find_group(name)
    allowed = {"purpose": PURPOSES, "feeling": FEELINGS, "choice": ANSWERS[:-1]}
    for field, value in {"purpose": purpose, "feeling": feeling, "choice": choice}.items():
        if value is None:
            continue
        if value and value not in allowed[field]:
            raise Refused(
                say(
                    "{word} is none of the words for that. Choose {words}.", word=value, words=", ".join(allowed[field])
                )
            )
        setattr(chat, field, value)
    if ask_free is not None:
        chat.ask_free = ask_free
    chat.save(update_fields=["purpose", "feeling", "choice", "ask_free"])
    measuring.refit_group(chat.pk, now=now)


def tick(name: str | int, done: Collection[str] = (), undone: Collection[str] = (), *, now: int) -> None:
    """Tick steps and letters of a group's plan, and take ticks back.

    Raises Refused for a step that the plan does not have, and then changes nothing.
    """
    chat = naming.find_group(name)
    plan = rooming.group(chat.pk, now=now).plan
    keys = () if plan is None else (*(step.key for step in plan.steps), *map(groups.letter_key, plan.letters))
    for key in (*done, *undone):
        if key not in keys:
            raise Refused(
                say("The plan has no step {step}. Its steps are {steps}.", step=key, steps=", ".join(keys[:20]))
            )
    today = moments.day(now, settings().zone).isoformat()
    with transaction.atomic(using=alias()):
        models.Step.objects.filter(chat=chat, key__in=undone).delete()
        for key in done:
            models.Step.objects.get_or_create(chat=chat, key=key, defaults={"done": today})


def tell_attempt(name: str | int, on: str, what: str, *, now: int) -> None:
    """Keep an attempt to wake a group that was made ``on`` a day (ISO, or in words), and judge the group again.

    Raises Refused for a day that is none or is to come.
    """
    chat = naming.find_group(name)
    zone = settings().zone
    today = moments.day(now, zone)
    day = tongue.day_of(on, today)
    if day is None or day > today:
        raise Refused(say("{day} is no day that was. Write it as 2026-06-15, or yesterday.", day=on))
    with transaction.atomic(using=alias()):
        models.Attempt.objects.create(chat=chat, at=moments.start(day, zone), words=what.strip()[:LONGEST])
    measuring.refit_group(chat.pk, now=now)


def untell_attempt(name: str | int, number: int, *, now: int) -> None:
    """Take back an attempt that was told. Raises Refused where there is none of that number."""
    chat = naming.find_group(name)
    if not models.Attempt.objects.filter(chat=chat, pk=number).delete()[0]:
        raise Refused(say("There is no such attempt to take back."), status=404)
    measuring.refit_group(chat.pk, now=now)
