"""One batch of an import, ready to be written: people, messages, problems and the place it ends at, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import transaction

from kithbook.store import lease, revisions, rows
from kithbook.store.context import alias
from kithbook.store.models import (
    Encounter,
    Handle,
    Import,
    Known,
    Membership,
    Person,
    Piece,
    Problem,
    Sighting,
    Taste,
)
from kithbook.store.revisions import Telling
from kithbook.vocabulary import Problem as Trouble


class NewHandle(NamedTuple):
    """A handle that the book does not have: the row it gets, platform, key, name."""

    row: int
    platform: str
    key: str
    name: str


class Seen(NamedTuple):
    """That a handle was seen in a chat (None: in none), under a name, with details or None."""

    chat: int | None
    handle: int
    name: str
    details: dict[str, Any] | None


@dataclass
class Batch:
    """What one transaction writes. ``messages`` are in the order of `rows.COLUMNS`, ``known`` are rows.

    ``encounters`` come with the handles that took part.
    """

    source: int
    worker: str
    created: int
    position: int = 0
    done: int = 0
    counts: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    handles: list[NewHandle] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    problems: list[Trouble] = field(default_factory=list)
    messages: list[Sequence[Any]] = field(default_factory=list)
    known: list[int] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)
    encounters: list[tuple[Encounter, list[int]]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    tastes: list[Taste] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)


def write(batch: Batch) -> None:
    """Write ``batch`` in one short transaction. Raises lease.Lost where another worker has taken the import over."""
    with transaction.atomic(using=alias(), durable=True):
        lease.keep(batch.source, batch.worker)
        _write_people(batch)
        Problem.objects.bulk_create(
            Problem(source_id=batch.source, file=each.file, line=each.line, lines=each.lines, why=each.why)
            for each in batch.problems
        )
        rows.insert(batch.messages)
        Known.objects.bulk_create(
            Known(source_id=batch.source, first=first, last=last) for first, last in rows.runs(sorted(batch.known))
        )
        revisions.note(batch.source, batch.tellings)
        _write_others(batch)
        Sighting.objects.bulk_update(batch.sightings, ["seen_until", "last"])
        Import.objects.filter(pk=batch.source).update(
            position=batch.position, done=batch.done, counts=batch.counts, choices=batch.choices
        )


def _write_people(batch: Batch) -> None:
    """A person for each new handle, hidden until the import is complete, and who was seen where."""
    waiting = {"waits_for_id": batch.source}
    people = Person.every.bulk_create(
        Person(name=each.name or each.key, created=batch.created, **waiting) for each in batch.handles
    )
    Handle.every.bulk_create(
        Handle(pk=each.row, platform=each.platform, key=each.key, name=each.name, person=person, home=person, **waiting)
        for each, person in zip(batch.handles, people, strict=True)
    )
    Membership.objects.bulk_create(
        Membership(
            source_id=batch.source, chat_id=each.chat, handle_id=each.handle, name=each.name, details=each.details
        )
        for each in batch.seen
    )


def _write_others(batch: Batch) -> None:
    """Meetings, pieces and tastes; nobody sees them before the import is complete."""
    made = Encounter.objects.bulk_create(encounter for encounter, _ in batch.encounters)
    through = Encounter.handles.through
    through.objects.bulk_create(
        through(encounter=encounter, handle_id=handle)
        for encounter, (_, handles) in zip(made, batch.encounters, strict=True)
        for handle in handles
    )
    Piece.objects.bulk_create(batch.pieces)
    Taste.objects.bulk_create(batch.tastes)
