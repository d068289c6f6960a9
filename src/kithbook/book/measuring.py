"""Measures ties and groups after something has changed, and keeps what pages need, so that no page reads history."""

from importlib.metadata import version
from typing import Any, Final, NamedTuple

import msgspec
import polars as pl
from django.db import transaction

from kithbook import groups, ties
from kithbook.book import moments
from kithbook.book.keeping import keep
from kithbook.book.preferences import settings
from kithbook.store import columns, encounters, models, people, rooms
from kithbook.store.context import alias
from kithbook.store.rooms import Room
from kithbook.vocabulary import Tie
from kithbook.vocabulary.answers import GroupAnswer, GroupHead, GroupRow, Listed, Members, Named

# How much a verdict asks for a decision; what is kept as it is, or cannot be told, asks for none.
WAITS: Final = {"archive": 1.0, "leave": 1.0, "revive": 0.9, "broadcast": 0.7}


class _Looking(NamedTuple):
    """From where a group is looked at: the owner's id, everybody's names, the zone, the moment."""

    me: int | None
    names: dict[int, str]
    zone: str
    now: int


def refit(*, now: int) -> None:
    """Measure the ties of everybody, and report on the groups that have changed since their last report.

    ``now`` (UTC seconds) leaves out what a wrong clock put into the future. Without an owner only what was logged
    makes ties.
    """
    owner = people.owner()
    of = _Looking(None if owner is None else owner.pk, people.shown_all(), settings().zone, now)
    known = {room.id: room for room in rooms.rooms()}
    seen_until = _seen_until(known, now)
    _measure_ties(known, seen_until, of)
    _report_all({chat: room for chat, room in known.items() if not room.direct}, seen_until, of)


def refit_group(chat: int, *, now: int) -> None:
    """Report on one group again, where it has changed."""
    owner = people.owner()
    of = _Looking(None if owner is None else owner.pk, people.shown_all(), settings().zone, now)
    known = {room.id: room for room in rooms.rooms([chat])}
    _report_all(known, _seen_until(known, now), of)


def touch(person: int, moment: int, touch_id: int, *, now: int) -> None:
    """Start the clocks of one tie again after the touch ``touch_id`` at ``moment``, without reading any history.

    A tie of nothing but touches is measured anew, which is as cheap and finds its rhythm too.
    """
    row = models.Tie.objects.filter(person_id=person).first()
    history = ties.Parameters(person) if row is None else parameters(row)
    if history.in_groups or history.direct > history.touches:
        after = ties.touched(history, min(moment, now))
    else:
        touches = [(one, at) for one, at in _touches(now) if one == person]
        nothing = columns.events([])
        after = ties.parameters(nothing, me=0, chats={}, seen_until={}, now=now, touches=touches)[person]
    fields = _fields(after, ties.at(after, now=now), "" if row is None else row.circle, now)
    fields["parameters"]["touch"] = touch_id
    models.Tie.objects.update_or_create(person_id=person, defaults=fields)


def snapshot(person: int) -> dict[str, Any] | None:
    """What `restore` needs to put one tie back."""
    row = models.Tie.objects.filter(person_id=person).values("parameters", "circle", "as_of").first()
    return None if row is None else dict(row)


def restore(person: int, before: dict[str, Any] | None, touch_id: int) -> bool:
    """Put one tie back as it was before a touch; False where it has been measured since, so that it must be again."""
    row = models.Tie.objects.filter(person_id=person).first()
    if row is None or row.parameters.get("touch") != touch_id:
        return False
    if before is None:
        row.delete()
        return True
    history = msgspec.convert(before["parameters"], ties.Parameters)
    fields = _fields(history, ties.at(history, now=before["as_of"]), before["circle"], before["as_of"])
    models.Tie.objects.filter(person_id=person).update(**fields | {"parameters": before["parameters"]})
    return True


def parameters(row: models.Tie) -> ties.Parameters:
    """The kept numbers of one history."""
    return msgspec.convert(row.parameters, ties.Parameters)


def _seen_until(known: dict[int, Room], now: int) -> dict[int, int]:
    """Until when each chat was seen, never after ``now``: as its exports say, else its last message."""
    moments = {chat: room.seen_until for chat, room in known.items()}
    for some, events in columns.pieces([chat for chat, moment in moments.items() if moment is None]):
        last = dict(events.group_by("chat").agg(pl.col("at").max()).iter_rows())
        moments |= {chat: last.get(chat) for chat in some}
    return {chat: min(now, moment) for chat, moment in moments.items() if moment is not None}


def _measure_ties(known: dict[int, Room], seen_until: dict[int, int], of: _Looking) -> None:
    """Replace all kept ties. A touch that is logged meanwhile is not lost: then all is measured once more."""
    me, now = of.me, of.now
    kinds = {chat: "direct" if room.direct else "group" for chat, room in known.items()}
    while True:
        logged = people.touch_mark()
        touches = [(person, moment) for person, moment in _touches(now) if person != me]
        # Nobody has id 0: without an owner only what was logged by hand counts.
        told = (events for _, events in columns.pieces([] if me is None else known))
        fitted = ties.parameters(told, me=me or 0, chats=kinds, seen_until=seen_until, now=now, touches=touches)
        measured = {person: ties.at(history, now=now) for person, history in fitted.items()}
        ranks = ties.circles(list(measured.values()))
        with transaction.atomic(using=alias()):
            if people.touch_mark() != logged:
                continue
            existing = people.ids()
            models.Tie.objects.all().delete()
            models.Tie.objects.bulk_create(
                models.Tie(person_id=person, **_fields(fitted[person], tie, ranks[person], now))
                for person, tie in measured.items()
                if person in existing
            )
        return


def _touches(now: int) -> list[tuple[int, int]]:
    """(person, moment) of all that was logged, of which only the day is known, and of meetings that imports told."""
    zone = settings().zone
    logged = [(person, min(now, moments.noon(on, zone))) for person, on in people.touches_by_hand()]
    return logged + encounters.touches(now)  # today's noon may still lie ahead


def _fields(history: ties.Parameters, tie: Tie, circle: str, now: int) -> dict[str, Any]:
    """The columns of one tie."""
    return {
        "strength": tie.strength.value,
        "low": tie.strength.low,
        "high": tie.strength.high,
        "drift": tie.drift,
        "rhythm_days": tie.rhythm_days,
        "last": tie.last,
        "seen_until": tie.seen_until,
        "direct": tie.direct,
        "in_groups": tie.in_groups,
        "circle": circle,
        "as_of": now,
        "parameters": msgspec.to_builtins(history),
    }


def _report_all(known: dict[int, Room], seen_until: dict[int, int], of: _Looking) -> None:
    """Report on all of these groups."""
    for some, events in columns.pieces(known):
        for chat in some:
            # Of one chat there is no need for a copy: it may be the largest.
            spoken = events if len(some) == 1 else events.filter(pl.col("chat") == chat)
            _report(known[chat], spoken, seen_until.get(chat, 0), of)


def _report(room: Room, spoken: pl.DataFrame, seen_until: int, of: _Looking) -> None:
    """Judge one group and keep the report, unless the one that is kept is of the very same."""
    mark = _mark(room, spoken, seen_until, of)
    if models.Standing.objects.filter(chat_id=room.id, mark=mark).exists():
        return
    report = groups.report(spoken, me=of.me, stated=room.stated, seen_until=seen_until, names=of.names)
    head = _head(room, spoken, seen_until, of.zone)
    whole = GroupAnswer(
        group=head,
        verdict=report.verdict,
        shortlist=tuple(
            Listed(Named(one.person, of.names.get(one.person, "")), one.strength, one.reasons)
            for one in report.shortlist
        ),
        activity=report.months,
        says=report.says,
        owner_known=of.me is not None,
    )
    fields = {
        "waits": WAITS.get(report.verdict.answer, 0.0) * report.verdict.confidence,
        "row": keep(GroupRow(head, report.verdict)),
        "whole": keep(whole),
        "measured": of.now,
        "mark": mark,
    }
    with transaction.atomic(using=alias()):
        if models.Chat.every.filter(pk=room.id).exists():  # an import may have been undone meanwhile
            models.Standing.objects.update_or_create(chat_id=room.id, defaults=fields)


def _mark(room: Room, spoken: pl.DataFrame, seen_until: int, of: _Looking) -> str:
    """Of what a report is made, in short: it stays the same while the messages, their senders and the claims do."""
    senders = pl.col("sender").cast(pl.Int64).sum()
    sums = spoken.select(count=pl.len(), ids=pl.col("id").sum(), senders=senders, at=pl.col("at").sum())
    return " ".join(map(str, (version("kithbook"), *sums.row(0), seen_until, room.stated, room.seen, of.me, of.zone)))


def _head(room: Room, spoken: pl.DataFrame, seen_until: int, zone: str) -> GroupHead:
    first, last = spoken.select(first=pl.col("at").min(), last=pl.col("at").max()).row(0)
    return GroupHead(
        id=room.id,
        title=room.title,
        members=Members(room.stated, room.seen),
        messages=len(spoken),
        first=moments.iso_day(first, zone),
        last=moments.iso_day(last, zone),
        seen_until=moments.iso_day(seen_until or None, zone),
        platform=room.platform,
    )
