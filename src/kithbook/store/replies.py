"""Answers to suggestions, and what was wished for next."""

from datetime import date

from django.db.models import Q, Sum

from kithbook.store import wholes
from kithbook.store.models import Reply, Touch


def held_back(now: int) -> set[int]:
    """People who are not to be suggested at ``now`` (UTC seconds), because of an earlier answer."""
    whole = wholes.whole_of()
    held = Reply.objects.filter(until__gt=now).values_list("person_id", flat=True)
    return {whole.get(person, person) for person in held}


def minutes_since(moment: int) -> int:
    """Minutes of the budget that answers since ``moment`` (UTC seconds) took."""
    return int(Reply.objects.filter(at__gte=moment).aggregate(sum=Sum("minutes"))["sum"] or 0)


def latest(person: int) -> Reply | None:
    """The last answer about somebody."""
    found: Reply | None = Reply.objects.filter(Q(person=person) | Q(person__whole=person)).order_by("-id").first()
    return found


def wishes() -> dict[int, date]:
    """For each person whose last touch named a next day: that day."""
    told = Touch.objects.exclude(people=None).order_by("on", "id").values_list("people", "next_on")
    whole = wholes.whole_of()
    last = {whole.get(person, person): next_on for person, next_on in told}
    return {person: next_on for person, next_on in last.items() if next_on is not None}
