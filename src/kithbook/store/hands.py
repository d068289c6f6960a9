"""What was written by hand about people: kept with the person about whom it was written, counted for their whole."""

from collections.abc import Collection
from typing import Final

from django.db.models import Q

from kithbook.store import derive
from kithbook.store.models import Field, Note, Person, Relation, Tag, Touch

# Kinds of which a person has one value.
SINGLE: Final = ("alias", "circle", "rest", "notes", "sort")


def put(person: int, kind: str, value: str, *, now: int) -> None:
    """Write a single value down, and let what is shown follow; "" takes it back.

    Where a part of the person has a value of its own, "" is kept: otherwise that would show again.
    """
    if kind not in SINGLE:
        raise ValueError(kind)
    Field.objects.filter(person=person, kind=kind).delete()
    if value or Field.objects.filter(person__whole=person, kind=kind).exists():
        Field.objects.create(person_id=person, kind=kind, value=value, created=now)
    wholes = Person.every.filter(parts=person).values_list("pk", flat=True)
    derive.people([person, *wholes])


def written(person: Person) -> bool:
    """Whether anything was written by hand about this person (parts apart), which no undo may lose."""
    return bool(
        Field.objects.filter(person=person).exists()
        or Note.objects.filter(person=person).exists()
        or Touch.objects.filter(people=person).exists()
        or Tag.objects.filter(person=person).exists()
        or Relation.objects.filter(Q(person=person) | Q(other=person)).exists()
    )


def fields(parts: Collection[int]) -> list[Field]:
    """Everything written about a person whose parts these are, in the order of writing."""
    return list(Field.objects.filter(person__in=parts).order_by("created", "pk"))
