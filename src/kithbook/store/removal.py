"""Taking an import out of the book again: exactly what it brought and nobody else holds, in short transactions.

First its rows are hidden (and what a later import holds too is handed over to that one), which is the undo as anybody
sees it; then they are cleared away. A crash in between leaves hidden rows, which ``sweep`` clears the next time.
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from kithbook.store import derive, index, revisions, rows
from kithbook.store.context import alias
from kithbook.store.models import (
    Chat,
    Encounter,
    Handle,
    Import,
    Known,
    Membership,
    Message,
    Note,
    Person,
    Piece,
    Setting,
    Sighting,
    Taste,
    Touch,
)
from kithbook.store.models.setting import UNSETTLED

CHUNK: Final = 20_000
# How an import stands that will be read from its beginning, after ``sweep`` has taken out what it brought.
ANEW: Final[dict[str, Any]] = {"state": "waiting", "position": -1, "done": 0, "counts": {}, "choices": {}}


def withdraw(row: Import, state: str, failure: str = "") -> None:
    """Hide an import and end it as ``state`` ("undone" or "failed"), then clear its rows away."""
    begin_anew(row)
    with transaction.atomic(using=alias(), durable=True):
        if row.state == "complete":
            _hand_over(row)
        Import.objects.filter(pk=row.pk).update(state=state, hides=True, failure=failure, worker="")
        Setting.write(UNSETTLED, True)
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
        row.touches.all().delete()
        for kind in (Encounter, Piece, Taste, Membership, Sighting, Known):
            kind.objects.filter(source=row).delete()
        row.problems.all().delete()
        owners = set(row.before.get("owners", ())) | set(Person.every.filter(is_me=True).values_list("pk", flat=True))
        _give_back(row)
        _drop_people(handles)
        _drop_bare(owners)
        _drop_chats(chats)
        derive.chats(chats)
        derive.handles(handles)
        derive.people(owners)
        Import.objects.filter(pk=row.pk).update(hides=row.state == "waiting", position=max(0, row.position), before={})


def _clear_messages(source: int) -> None:
    """Remove an import's messages with their words, a chunk at a time."""
    edges = rows.all_of("SELECT min(id), max(id) FROM store_message WHERE source_id = %s", (source,))[0]
    if edges[0] is None:
        return
    for first in range(edges[0], edges[1] + 1, CHUNK):
        last = first + CHUNK - 1
        with transaction.atomic(using=alias(), durable=True):
            index.forget(first, last, source)
            rows.run("DELETE FROM store_message WHERE source_id = %s AND id BETWEEN %s AND %s", (source, first, last))
            revisions.forget(first, last)
            index.step_back()


def _give_back(row: Import) -> None:
    """Put back what "this is me" of an import had moved, unless another import says the same: then that one will."""
    before = row.before
    for owner in before.get("owners", ()):
        heir = _heir(row, set(Handle.every.filter(person=owner).values_list("pk", flat=True)))
        if heir is None:
            Person.every.filter(pk=owner).update(is_me=False)
        else:
            bequeath(heir, owners=[owner])
    for handle, person in before.get("handles", ()):
        went = [each for each in before["people"] if each["id"] == person]
        heir = _heir(row, {handle})
        if heir is not None:
            bequeath(heir, handles=[(handle, person)], people=went)
        elif (back := Handle.every.filter(pk=handle).first()) is not None:
            for each in went:  # they are called as the imports that are left call them
                Person.every.get_or_create(pk=person, defaults={**each, "name": back.name or back.key})
            Handle.every.filter(pk=handle).update(person=person)


def _heir(row: Import, handles: set[int]) -> Import | None:
    """The earliest other complete import that says of one of these handles that it is the owner's."""
    others = Import.objects.filter(state="complete").exclude(pk=row.pk).order_by("pk")
    return next((other for other in others if handles & set(other.before.get("claimed", ()))), None)


def bequeath(heir: Import, **entries: list[Any]) -> None:
    """Add to what undoing ``heir`` will put back (`Import.before`); what is there already is not added again."""
    for name, new in entries.items():
        old = heir.before.get(name, [])
        heir.before = {**heir.before, name: old + [entry for entry in new if entry not in old]}
    heir.save(update_fields=["before"])


def _drop_people(handles: Sequence[int]) -> None:
    """Remove handles that no import knows any more, and people left with none, unless something was written by hand."""
    known = Membership.objects.filter(handle=OuterRef("pk"))
    wrote = Message.every.filter(sender=OuterRef("pk"))
    gone = list(Handle.every.filter(~Exists(known), ~Exists(wrote), pk__in=handles).select_related("person"))
    for handle in gone:
        person = handle.person
        last_one = not person.handles.exclude(pk=handle.pk).exists()
        if last_one and by_hand(person):
            continue
        handle.delete()
        if last_one:
            person.delete()
    if gone:
        rows.forget_lost_mentions()


def _drop_bare(owners: Collection[int]) -> None:
    """Remove an owner of whom no handle is left after some went back to their people."""
    for person in Person.every.filter(pk__in=owners, handles__isnull=True):
        if not by_hand(person):
            person.delete()


def by_hand(person: Person) -> bool:
    """Whether anything was written by hand about this person, which no undo may lose."""
    return bool(
        person.alias
        or person.notes
        or person.rest_until
        or person.circle_by == "you"
        or Note.objects.filter(person=person).exists()
        or Touch.objects.filter(people=person).exclude(source="import").exists()
    )


def _drop_chats(chats: Sequence[int]) -> None:
    """Remove chats that no import knows any more, unless something was set by hand."""
    known = Sighting.objects.filter(chat=OuterRef("pk"))
    by_you = Q(stated_by="you") | ~Q(alias="") | Q(confirmed=True)
    Chat.every.filter(~Exists(known), pk__in=chats).exclude(by_you).delete()
