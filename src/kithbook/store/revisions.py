"""Edited and deleted messages: how each import tells them is kept, and shown is what the newest of them tells.

Only messages that are told in more than one way have revisions, one of each import that holds them. All of it happens
inside the caller's transaction.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from kithbook.store import index, rows
from kithbook.store.models import Known, Message, Revision, Sighting

_FIELDS: Final = ("text", "kind", "edited", "question")


class Telling(NamedTuple):
    """How an import tells the message ``row``, which the book holds already."""

    row: int
    text: str
    kind: int
    edited: bool
    question: bool


def messages() -> set[int]:
    """The rows of all messages that are told in more than one way."""
    return set(Revision.objects.values_list("message", flat=True))


def note(source: int, tellings: Sequence[Telling]) -> None:
    """Keep tellings of an import that is being read; nobody sees them yet."""
    Revision.objects.bulk_create(Revision(source_id=source, message=each.row, **_values(each)) for each in tellings)


def apply(source: int) -> None:
    """The import ``source`` is complete: of what it tells otherwise, the others' telling is kept, the newest shown."""
    changed = []
    for number in list(Revision.objects.filter(source=source).values_list("message", flat=True)):
        message = Message.every.get(pk=number)
        _keep_others(message)
        if _show_newest(message):
            changed.append(number)
    index.stale(changed)


def withdraw(source: int) -> None:
    """The import ``source`` is no more, and its messages belong to others: they are shown as those tell them."""
    numbers = list(Revision.objects.filter(source=source).values_list("message", flat=True))
    Revision.objects.filter(source=source).delete()
    index.stale([message.pk for message in Message.every.filter(pk__in=numbers) if _show_newest(message)])


def forget(first: int, last: int) -> None:
    """Remove the revisions of messages that are gone."""
    rows.run(
        "DELETE FROM store_revision WHERE message BETWEEN %s AND %s AND message NOT IN (SELECT id FROM store_message)",
        (first, last),
    )


def _keep_others(message: Message) -> None:
    """Give each complete import a revision that tells this message as the book does, and so has none yet."""
    seen = Sighting.objects.filter(chat=message.chat_id, source__state="complete").values("source")
    held = Known.objects.filter(source__in=seen, first__lte=message.pk, last__gte=message.pk)
    has = set(Revision.objects.filter(message=message.pk).values_list("source", flat=True))
    missing = {message.source_id, *held.values_list("source", flat=True)} - has
    Revision.objects.bulk_create(
        Revision(source_id=source, message=message.pk, **_values(message)) for source in sorted(missing)
    )


def _show_newest(message: Message) -> bool:
    """Whether the message had to be changed; where all complete imports tell the same, no revision is needed."""
    told = Revision.objects.filter(message=message.pk, source__state="complete")
    seen = dict(Sighting.objects.filter(chat=message.chat_id).order_by("last").values_list("source", "last"))
    tellings = sorted(told, key=lambda each: (seen.get(each.source_id) or 0, each.source_id))
    if not tellings:
        return False
    newest = _values(tellings[-1])
    if all(_values(each) == newest for each in tellings):
        told.delete()
    if newest == _values(message):
        return False
    Message.every.filter(pk=message.pk).update(**newest)
    return True


def _values(telling: Message | Revision | Telling) -> dict[str, Any]:
    return {name: getattr(telling, name) for name in _FIELDS}
