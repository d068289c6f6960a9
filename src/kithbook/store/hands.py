"""What was written by hand about people: kept with the person about whom it was written, counted for their whole."""

from collections.abc import Collection
from typing import Final

from django.db.models import Max

from kithbook.store import derive
from kithbook.store.models import Favour, Field, Note, Offer, Person, Relation, Tag, Touch

_RELATED: Final = ((Relation, "person"), (Relation, "other"))
# Kinds of which a person has one value.
SINGLE: Final = ("alias", "circle", "rest", "notes", "sort", "familiarity", "rhythm", "ask_free", "way")


def put(person: int, kind: str, value: str, *, now: int) -> None:
    """Write a single value down, and let what is shown follow; "" takes it back.

    Where a part of the person has a value of its own, "" is kept: otherwise that would show again.
    """
    if kind not in SINGLE:
        raise ValueError(kind)
    Field.objects.filter(person=person, kind=kind).delete()
    others = Field.objects.filter(person__whole=person, kind=kind)
    if value or others.exists():
        last = others.aggregate(last=Max("created"))["last"] or now  # also where the clock was put back since
        Field.objects.create(person_id=person, kind=kind, value=value, created=max(now, last))
    wholes = Person.every.filter(parts=person).values_list("pk", flat=True)
    derive.people([person, *wholes])


def written(people: Collection[int]) -> set[int]:
    """About which of these people (parts apart) anything was written by hand, which no undo may lose."""
    found: set[int] = set()
    for kind, column in (
        *(
            (Field, "person"),
            (Note, "person"),
            (Touch, "people"),
            (Tag, "person"),
            (Favour, "person"),
            (Offer, "person"),
        ),
        *_RELATED,
    ):
        told = kind.objects.filter(**{f"{column}__in": people})
        found.update(told.values_list(column, flat=True))
    return found & set(people)


def fields(parts: Collection[int]) -> list[Field]:
    """Everything written about a person whose parts these are, in the order of writing."""
    return list(Field.objects.filter(person__in=parts).order_by("created", "pk"))
