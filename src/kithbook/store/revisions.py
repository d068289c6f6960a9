"""Older tellings of edited and deleted messages: kept when a newer export changes a message, put back by undo.

All of it happens inside the caller's transaction.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from kithbook.store import index, rows
from kithbook.store.models import Known, Message, Revision

_FIELDS: Final = ("text", "kind", "edited", "question")


class Change(NamedTuple):
    """How an import tells a message that the book holds: ``newer`` than the book does, or older."""

    row: int
    text: str
    kind: int
    edited: bool
    question: bool
    newer: bool


def note(source: int, changes: Sequence[Change]) -> None:
    """Keep the tellings of an import that is being read; nobody sees them yet."""
    Revision.objects.bulk_create(
        Revision(source_id=source, message=each.row, newer=each.newer, **_values(each)) for each in changes
    )


def apply(source: int) -> None:
    """The import is complete: its newer tellings become the messages, and what these were is kept."""
    changed = []
    for revision in Revision.objects.filter(source=source, newer=True, applied=False).order_by("pk"):
        message = Message.every.get(pk=revision.message)
        before = _values(message)
        _set(message.pk, _values(revision))
        Revision.objects.filter(pk=revision.pk).update(applied=True, **before)
        changed.append(message.pk)
    index.stale(changed)


def hand_over(source: int) -> None:
    """After messages went from the import ``source`` to others: they are told as those tell them."""
    changed = []
    known = Known.objects.filter(source__state="complete").exclude(source=source)
    for revision in Revision.objects.exclude(source=source).filter(source__state="complete").order_by("pk"):
        message = Message.every.filter(pk=revision.message, source=revision.source_id).first()
        if message is None:
            continue
        others = known.filter(first__lte=message.pk, last__gte=message.pk).exclude(source=revision.source_id)
        if not revision.newer and others.exists():
            continue  # somebody else tells it as it is now
        if not revision.newer:
            _set(message.pk, _values(revision))
            changed.append(message.pk)
        revision.delete()  # whoever has the message has nothing older of it
    index.stale(changed)


def withdraw(source: int) -> None:
    """Take back what the import ``source`` told of other imports' messages."""
    changed = []
    for revision in Revision.objects.filter(source=source).order_by("-pk"):
        if revision.applied:
            above = Revision.objects.filter(message=revision.message, applied=True, pk__gt=revision.pk).order_by("pk")
            later = above.first()
            if later is not None:
                Revision.objects.filter(pk=later.pk).update(**_values(revision))
            else:
                _set(revision.message, _values(revision))
                changed.append(revision.message)
        revision.delete()
    index.stale(changed)


def forget(first: int, last: int) -> None:
    """Remove the revisions of messages that are gone."""
    rows.run(
        "DELETE FROM store_revision WHERE message BETWEEN %s AND %s AND message NOT IN (SELECT id FROM store_message)",
        (first, last),
    )


def _values(telling: Message | Revision | Change) -> dict[str, Any]:
    return {name: getattr(telling, name) for name in _FIELDS}


def _set(message: int, values: dict[str, Any]) -> None:
    Message.every.filter(pk=message).update(**values)
