"""Reports on groups after something has changed in them, and keeps the report, so that no page reads history."""

from collections.abc import Collection, Mapping
from importlib.metadata import version
from typing import Final, NamedTuple

import polars as pl
from django.db import transaction

from kithbook import groups
from kithbook.book import diaries, moments
from kithbook.book.keeping import keep
from kithbook.store import columns, models, rooms
from kithbook.store.columns import Mark
from kithbook.store.context import alias
from kithbook.store.rooms import Room
from kithbook.vocabulary.answers import GroupAnswer, GroupHead, GroupRow, Listed, Members, Named

VERSION: Final = version("kithbook")
# How much a verdict asks for a decision; what is kept as it is, or cannot be told, asks for none.
WAITS: Final = {"archive": 1.0, "leave": 1.0, "revive": 0.9, "broadcast": 0.7}


class Looking(NamedTuple):
    """From where a group is looked at: the owner's id, everybody's names, the zone, the moment."""

    me: int | None
    names: dict[int, str]
    zone: str
    now: int


def report_all(known: Collection[Room], marks: Mapping[int, Mark], seen_until: Mapping[int, int], of: Looking) -> None:
    """Report on those of these groups that have changed since their last report; ``marks`` are of `columns.marks`."""
    if not known:
        return
    casts = rooms.casts()
    kept = dict(models.Standing.objects.values_list("chat_id", "mark"))
    told = {
        room.id: _mark(room, marks.get(room.id), casts.get(room.id, 0), seen_until.get(room.id, 0), of)
        for room in known
    }
    rest = {room.id: room for room in known if kept.get(room.id) != told[room.id]}
    for some, events in columns.pieces(rest):
        for chat in some:
            # Of one chat there is no need for a copy: it may be the largest.
            spoken = events if len(some) == 1 else events.filter(pl.col("chat") == chat)
            _report(rest[chat], spoken, seen_until.get(chat, 0), told[chat], of)


def _mark(room: Room, mark: Mark | None, cast: int, seen_until: int, of: Looking) -> str:
    """Of what a report is made, in short: it stays the same while the messages, their senders and the claims do."""
    told = (VERSION, diaries.MADE, *(mark or ()), cast, seen_until, room.stated, room.seen, of.me, of.zone)
    return " ".join(map(str, told))


def _report(room: Room, spoken: pl.DataFrame, seen_until: int, mark: str, of: Looking) -> None:
    """Judge one group and keep the report."""
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
