"""Reports on groups after something has changed in them, and keeps the report, so that no page reads history."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from importlib.metadata import version
from typing import Final, NamedTuple
from zlib import crc32

import polars as pl
from django.db import transaction

from kithbook import groups
from kithbook import words as tongue
from kithbook.book import besides, diaries, moments
from kithbook.book.keeping import keep
from kithbook.store import columns, models, rooms, timeline
from kithbook.store.columns import Mark
from kithbook.store.context import alias
from kithbook.store.rooms import Room
from kithbook.vocabulary.answers import GroupAnswer, GroupHead, GroupRow, GroupWords, Listed, Members, Named

READ: Final = 20_000  # texts of a group, the last ones, out of which its topics are read
TOPICS: Final = 5
VERSION: Final = version("kithbook")
SHAPE: Final = 3  # raised whenever a report says more: kept ones are then made again
# How much a verdict asks for a decision; what is kept as it is, or cannot be told, asks for none.
WAITS: Final = {"archive": 1.0, "leave": 1.0, "revive": 0.9, "broadcast": 0.7}


class Looking(NamedTuple):
    """From where a group is looked at: the owner's id, everybody's names, the zone, the moment, the owner's country."""

    me: int | None
    names: dict[int, str]
    zone: str
    now: int
    region: str = ""
    language: str = "en"


class Told(NamedTuple):
    """What the owner says of a group: the words, and the attempts to wake it (number, UTC seconds, in which words)."""

    words: GroupWords
    attempts: tuple[tuple[int, int, str], ...]

    def counts(self) -> tuple[object, ...]:
        """What of it a report depends on: a chosen end and asking nothing are for the plan alone."""
        return (self.words.purpose, self.words.feeling, self.attempts)


def report_all(known: Collection[Room], marks: Mapping[int, Mark], seen_until: Mapping[int, int], of: Looking) -> None:
    """Report on those of these groups that have changed since their last report; ``marks`` are of `columns.marks`."""
    if not known:
        return
    casts, told_of = rooms.casts(), _told_of(known)
    kept = dict(models.Standing.objects.values_list("chat_id", "mark"))
    told = {
        room.id: _mark(room, marks.get(room.id), casts.get(room.id, 0), seen_until.get(room.id, 0), of)
        + f" {crc32(repr(told_of[room.id].counts()).encode()):08x}"
        for room in known
    }
    rest = {room.id: room for room in known if kept.get(room.id) != told[room.id]}
    if not rest:
        return
    beside = besides.beside(of.me, region=of.region, language=of.language)
    for some, events in columns.pieces(rest):
        for chat in some:
            # Of one chat there is no need for a copy: it may be the largest.
            spoken = events if len(some) == 1 else events.filter(pl.col("chat") == chat)
            answer = _report(rest[chat], spoken, seen_until.get(chat, 0), told_of[chat], beside, of)
            _keep(answer, told[chat], of.now)


def _told_of(known: Collection[Room]) -> dict[int, Told]:
    """What the owner says of each of these groups."""
    ids = [room.id for room in known]
    attempts: dict[int, list[tuple[int, int, str]]] = {chat: [] for chat in ids}
    told = models.Attempt.objects.filter(chat_id__in=ids).order_by("at", "pk")
    for chat, number, at, words in told.values_list("chat_id", "pk", "at", "words"):
        attempts[chat].append((number, at, words))
    return {chat.pk: Told(words_of(chat), tuple(attempts[chat.pk])) for chat in models.Chat.objects.filter(pk__in=ids)}


def words_of(chat: models.Chat) -> GroupWords:
    """What the owner says of a group."""
    return GroupWords(chat.purpose, chat.feeling, chat.choice, chat.ask_free)


def _mark(room: Room, mark: Mark | None, cast: int, seen_until: int, of: Looking) -> str:
    """Of what a report is made, in short: it stays the same while the messages, their senders and the claims do."""
    told = (VERSION, SHAPE, diaries.MADE, *(mark or ()), cast, seen_until, room.stated, room.seen, of.me, of.zone)
    told += (of.region, of.language)  # countries are named in it
    return " ".join(map(str, told))


def _report(
    room: Room, spoken: pl.DataFrame, seen_until: int, told: Told, beside: Mapping[int, groups.Beside], of: Looking
) -> GroupAnswer:
    """Judge one group."""
    report = groups.report(
        spoken,
        me=of.me,
        stated=room.stated,
        seen_until=seen_until,
        names=of.names,
        words=told.words,
        beside=beside,
        told=told.attempts,
        greets=_greets,
    )
    topics = _topics(room.id, of)
    mine = () if of.me is None else topics.get(of.me, ())
    shared = {one.person: tongue.shared_topics(topics.get(one.person, ()), mine) for one in report.shortlist}
    listed = groups.with_topics(report.shortlist, shared)
    kept = {one.person for one in listed}
    return GroupAnswer(
        group=_head(room, spoken, seen_until, of.zone),
        verdict=report.verdict,
        shortlist=tuple(
            Listed(Named(one.person, of.names.get(one.person, "")), one.strength, one.reasons) for one in listed
        ),
        topics=_common(topics[person] for person in topics if person in kept),
        activity=report.months,
        says=report.says,
        owner_known=of.me is not None,
        health=report.health,
        reach=report.reach,
        circles=report.circles,
        forecast=report.forecast,
        revivals=report.revivals,
        words=told.words,
    )


def _greets(messages: list[int]) -> set[int]:
    """Which of these messages greet or call everybody."""
    return {row for row, text in timeline.texts(messages).items() if tongue.greets_all(text)}


def _topics(chat: int, of: Looking) -> dict[int, tuple[str, ...]]:
    """What sets each person of a group apart, by the last texts of it."""
    whose = columns.owners()
    lines = [(whose[handle], text) for handle, text in timeline.written_in(chat, most=READ)]
    return tongue.topics(lines, stop=list(of.names.values()))


def _common(topics: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The topics that most of some people have, at most five; of equals the one that comes first."""
    counts = Counter(topic for some in topics for topic in some)
    return tuple(topic for topic, _ in counts.most_common(TOPICS))


def _keep(whole: GroupAnswer, mark: str, now: int) -> None:
    """Keep the report on one group."""
    head, verdict = whole.group, whole.verdict
    fields = {
        "waits": WAITS.get(verdict.answer, 0.0) * verdict.confidence,
        "row": keep(GroupRow(head, verdict)),
        "whole": keep(whole),
        "measured": now,
        "mark": mark,
    }
    with transaction.atomic(using=alias()):
        if models.Chat.every.filter(pk=head.id).exists():  # an import may have been undone meanwhile
            models.Standing.objects.update_or_create(chat_id=head.id, defaults=fields)


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
