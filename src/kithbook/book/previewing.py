"""What an export holds, before anything of it enters the book."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kithbook.book import figures, joining, sources
from kithbook.book.jobs import nothing_read, zone
from kithbook.book.looking import Look, look
from kithbook.book.sieving import Compared, Sieve
from kithbook.formats import NO_ANSWERS, Answers
from kithbook.identity import likely_owner
from kithbook.store.clock import WallClock
from kithbook.store.models import Handle
from kithbook.vocabulary import KINDS, Message, Record
from kithbook.vocabulary.answers import Offered, Preview

NAMES: Final = 500
_BATCH: Final = 10_000


def preview(path: str | Path, *, answers: Answers = NO_ANSWERS, now: int) -> tuple[Preview, ...]:
    """Look through every export at or below ``path``; nothing is written. Raises Refused where there is none."""
    found, _ = sources.exports(path)
    return tuple(of_export(export, answers=answers, now=now) for export in found)


def of_export(export: sources.Export, *, answers: Answers, now: int) -> Preview:
    """Look through one export, and once more where it continues a chat of the book, to tell what is new."""
    clock = WallClock(zone(keep=False))
    seen = look(export.format.read(export.source, answers=answers, now=now), clock)
    if seen.tally.not_read and not seen.tally.read:
        raise nothing_read(export.inside, seen.problems[0].why if seen.problems else "")
    chats = list(seen.chats.values())
    known = _known_handles(seen)
    joined = {ref: chat for ref, each in seen.chats.items() if (chat := joining.continued(each)) is not None}
    there = (
        _count_known(
            export.format.read(export.source, answers=answers, now=now),
            clock,
            {ref: chat.pk for ref, chat in joined.items()},
            known,
        )
        if joined
        else 0
    )
    choices = {choice.name: choice.value for choice in seen.choices}
    firsts = [each.first for each in chats if each.first is not None]
    lasts = [each.last for each in chats if each.last is not None]
    return Preview(
        path=export.shown,
        format=export.format.NAME,
        chat=figures.titles([each.chat.title for each in chats]),
        chats=len(chats),
        kind=chats[0].chat.kind if chats else "unknown",
        first=figures.moment(min(firsts, default=None)),
        last=figures.moment(max(lasts, default=None)),
        names=tuple(seen.names()[:NAMES]),
        known_people=len(known),
        me=likely_owner(list(seen.contacts.values()), _own_keys(seen)),
        doubtful=tuple(
            Offered(each.name, each.value, each.because, each.options, each.samples)
            for each in seen.choices
            if not each.sure
        ),
        found=figures.of_look(
            export.shown,
            export.inside,
            export.format.NAME,
            seen,
            new=seen.messages - there,
            met=len(seen.contacts) - len(known),
            choices=choices,
        ),
        joins=figures.titles([chat.shown for chat in joined.values()]),
    )


def _platform(seen: Look) -> str:
    return next((contact.handle.platform for contact in seen.contacts.values()), "")


def _known_handles(seen: Look) -> dict[str, int]:
    """The rows of those handles that the book has."""
    known = Handle.objects.filter(platform=_platform(seen), key__in=list(seen.contacts))
    return dict(known.values_list("key", "pk"))


def _own_keys(seen: Look) -> list[str]:
    mine = Handle.objects.filter(platform=_platform(seen), person__is_me=True)
    return list(mine.values_list("key", flat=True))


def _count_known(records: Iterable[Record], clock: WallClock, chats: dict[str, int], handles: dict[str, int]) -> int:
    """How many messages the book holds already; ``chats`` are those of the book that are continued, by ref."""
    sieve, waiting, known = Sieve(), {ref: list[Compared]() for ref in chats}, 0

    def sift(ref: str) -> int:
        found = sieve.known(chats[ref], waiting[ref])
        waiting[ref] = []
        return sum(row is not None for row in found)

    for record in records:
        if isinstance(record, Message) and record.chat in chats:
            at = record.at if record.zone else clock.utc(record.at)
            # Nobody has the row -1: a sender whom the book does not know has said nothing that it holds.
            sender = handles.get(record.sender, -1) if record.sender else None
            waiting[record.chat].append((at, sender, KINDS.index(record.kind), record.text, record.id or None))
            if len(waiting[record.chat]) >= _BATCH:
                known += sift(record.chat)
    return known + sum(sift(ref) for ref in chats)
