"""Taking an import out of the book again: exactly what it brought and nobody else holds, in short transactions.

First its rows are hidden (and what a later import holds too is handed over to that one), which is the undo as anybody
sees it; then they are cleared away. A crash in between leaves hidden rows, which ``sweep`` clears the next time.
"""

from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from kithbook.store import derive, hands, index, revisions, rows, wholes
from kithbook.store.context import alias
from kithbook.store.models import (
    Attempt,
    Chat,
    Encounter,
    Handle,
    Import,
    Known,
    Membership,
    Message,
    Person,
    Piece,
    Setting,
    Sighting,
    Step,
    Taste,
    Word,
)

CHUNK: Final = 20_000
_TOGETHER: Final = 500  # handles of a query
# How an import stands that will be read from its beginning, after ``sweep`` has taken out what it brought.
ANEW: Final[dict[str, Any]] = {"state": "waiting", "position": -1, "done": 0, "counts": {}, "choices": {}}


def withdraw(row: Import, state: str, failure: str = "") -> None:
    """Hide an import and end it as ``state`` ("undone" or "failed"), then clear its rows away."""
    begin_anew(row)
    with transaction.atomic(using=alias(), durable=True):
        if row.state == "complete":
            _hand_over(row)
        Import.objects.filter(pk=row.pk).update(state=state, hides=True, failure=failure, worker="")
        Setting.unsettle()
    sweep()


def sweep() -> None:
    """Clear away what withdrawn imports left behind, and those that begin anew."""
    withdrawn, anew = Q(state__in=("undone", "failed"), hides=True), Q(state="waiting", position__lt=0)
    for row in Import.objects.filter(withdrawn | anew):
        _clear(row)


def begin_anew(but_not: Import) -> None:
    """Take out what other imports of the platform of ``but_not`` brought and were left half read with.

    They wait again, and will be read from their beginning: what was new to them need not be so when that one has come
    or gone.
    """
    half = Import.objects.filter(state="reading", platform=but_not.platform).exclude(pk=but_not.pk)
    if half.update(**ANEW):
        sweep()


def _hand_over(row: Import) -> None:
    """Give the messages that other complete imports hold too to the earliest of those."""
    others = Known.objects.filter(source__state="complete").exclude(source=row)
    for run in others.order_by("source_id", "first"):
        Message.every.filter(pk__range=(run.first, run.last), source=row).update(source=run.source_id)
    revisions.withdraw(row.pk)


def _clear(row: Import) -> None:
    chats = list(Sighting.objects.filter(source=row).values_list("chat_id", flat=True).distinct())
    _clear_messages(row.pk)
    with transaction.atomic(using=alias(), durable=True):
        revisions.withdraw(row.pk)
        handles = list(Membership.objects.filter(source=row).values_list("handle_id", flat=True).distinct())
        rows.forget_lost_replies(chats)
        for kind in (Encounter, Piece, Taste, Membership, Sighting, Known, Word):
            kind.objects.filter(source=row).delete()
        row.problems.all().delete()
        _drop_people(handles)
        _drop_chats(chats)
        derive.chats(chats)
        derive.handles(handles)
        Handle.every.filter(pk__in=handles).update(looked=False)
        Setting.unsettle()
        wholes.forget_lost()
        wholes.settle()
        Import.objects.filter(pk=row.pk).update(hides=row.state == "waiting", position=max(0, row.position))


def _clear_messages(source: int) -> None:
    """Remove an import's messages with their words, a chunk at a time."""
    edges = rows.all_of("SELECT min(id), max(id) FROM store_message WHERE source_id = %s", (source,))[0]
    if edges[0] is None:
        return
    for first in range(edges[0], edges[1] + 1, CHUNK):
        last = first + CHUNK - 1
        with transaction.atomic(using=alias(), durable=True):
            index.forget(first, last, source)
            rows.run(
                "DELETE FROM store_answering WHERE message IN"
                " (SELECT id FROM store_message WHERE source_id = %s AND id BETWEEN %s AND %s)",
                (source, first, last),
            )
            rows.run("DELETE FROM store_message WHERE source_id = %s AND id BETWEEN %s AND %s", (source, first, last))
            revisions.forget(first, last)
            index.step_back()


def _drop_people(handles: Sequence[int]) -> None:
    """Remove handles that no import knows any more, with their people, unless something was written by hand."""
    known = Membership.objects.filter(handle=OuterRef("pk"))
    wrote = Message.every.filter(sender=OuterRef("pk"))
    gone = Handle.every.filter(~Exists(known), ~Exists(wrote), pk__in=handles).values_list("pk", "home_id", "person_id")
    some = list(gone)
    for first in range(0, len(some), _TOGETHER):
        _drop(some[first : first + _TOGETHER])
    if some:
        rows.forget_lost_mentions()


def _drop(gone: Sequence[tuple[int, int, int]]) -> None:
    """Remove these handles (their numbers, homes and people), and the people of whom no handle is left."""
    written = hands.written({home for _, home, _ in gone})
    gone = [each for each in gone if each[1] not in written]
    handles, homes = {handle for handle, _, _ in gone}, {home for _, home, _ in gone}
    homes -= set(Handle.every.filter(home__in=homes).exclude(pk__in=handles).values_list("home_id", flat=True))
    # whoever was one with somebody who goes
    others = {person for _, _, person in gone} | set(Person.every.filter(whole__in=homes).values_list("pk", flat=True))
    Handle.every.filter(pk__in=handles).delete()
    Handle.every.filter(person__in=homes).update(person=F("home"))  # their parts are people of their own first
    Person.every.filter(pk__in=homes).delete()
    derive.people(others)


def _drop_chats(chats: Sequence[int]) -> None:
    """Remove chats that no import knows any more, unless something was set by hand."""
    known = Sighting.objects.filter(chat=OuterRef("pk"))
    by_you = Q(stated_by="you") | ~Q(alias="") | Q(confirmed=True) | ~Q(purpose="") | ~Q(feeling="") | ~Q(choice="")
    by_you |= (
        Q(ask_free=True)
        | Exists(Step.objects.filter(chat=OuterRef("pk")))
        | Exists(Attempt.objects.filter(chat=OuterRef("pk")))
    )
    Chat.every.filter(~Exists(known), pk__in=chats).exclude(by_you).delete()
