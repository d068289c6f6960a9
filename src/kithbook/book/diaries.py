"""Keeps what ties are measured from: what each message of a group answers, and the days of each chat with the owner.

A chat to which an import only added at the end is gone through from there; only one whose past has changed is gone
through again as a whole.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from itertools import islice
from typing import Final, TypeVar

import msgspec
import polars as pl

from kithbook import ties
from kithbook.book import moments
from kithbook.store import columns, diaries, rooms
from kithbook.store.columns import Mark
from kithbook.store.rooms import Room

DAY: Final = 86_400
MADE: Final = 2  # raised whenever links or days come out otherwise: kept ones are then made again
ME: Final = -1  # the owner among handles, who may have several
HAND: Final = 0  # the chat of what happened outside of chats
BACK: Final = 8 * DAY  # seconds before what is new from which days are made anew: a wait of a week may end in it
LINKED: Final = 100_000  # messages of a group that are linked at once
AGAIN: Final = 300  # of those before, that are linked again: what came after them says more of whom they answered
TOGETHER: Final = 200  # chats whose end is gone through at once
NOTHING: Final = -1  # no moment from which to go through a chat: it is as it was
_WINTER: Final = 1_705_276_800  # 15 January 2024: one offset for all days, so that no day moves when clocks change


class Kept(msgspec.Struct, frozen=True):
    """Up to which messages something was made, by which version, for whom and where; kept as its mark."""

    by: str
    mark: Mark


_T = TypeVar("_T")


def batched(some: Iterable[_T], count: int) -> Iterator[list[_T]]:
    """So many at a time (itertools.batched of Python 3.12)."""
    left = iter(some)
    while batch := list(islice(left, count)):
        yield batch


def shift(zone: str) -> int:
    """How many seconds the clock of the zone is ahead of UTC in winter."""
    return moments.shift(_WINTER, zone)


def follow(known: Mapping[int, Room], marks: Mapping[int, Mark], mine: Collection[int], *, zone: str, now: int) -> None:
    """Bring what is kept of all chats up to date. ``mine`` are the owner's handles; without any there are no days.

    ``marks`` as `columns.marks` gives them.
    """
    marks = {chat: mark for chat, mark in marks.items() if chat in known}
    before = diaries.marks()
    by = f"{version('kithbook')} {MADE}"
    whose = columns.owners() | dict.fromkeys(mine, ME)
    linked = {
        chat: _link(chat, _since(before.get(chat, ("", ""))[1], by, chat, mark), _told(by, mark), whose)
        for chat, mark in marks.items()
        if not known[chat].direct
    }
    look = _Looking(known, _handles(whose), mine, now)
    by = f"{by} {shift(zone)} {','.join(map(str, sorted(mine)))}"
    told = {chat: f"{_by(by, mark, now)} {look.place(chat)}" for chat, mark in marks.items()}
    since = {chat: _since(before.get(chat, ("", ""))[0], told[chat], chat, mark) for chat, mark in marks.items()}
    changed = {chat: _earlier(moment, linked.get(chat)) for chat, moment in since.items() if moment != NOTHING}
    for found in _days(changed, look, mine, shift(zone)):
        diaries.keep(found, {chat: _told(told[chat], marks[chat]) for chat in found})
    diaries.forget(set(before) - set(marks))


def _earlier(since: int | None, linked: int | None) -> int | None:
    """After which moment days are made anew, where answers are known anew from ``linked`` on."""
    return since if since is None or linked is None else min(since, linked)


def _handles(whose: Mapping[int, int]) -> dict[int, int]:
    """Days are of handles, which stay what they are when people become one; only the owner's count as one."""
    return {handle: ME if person == ME else handle for handle, person in whose.items()}


def _by(by: str, mark: Mark, now: int) -> str:
    """What lies ahead of ``now`` is left out, so such a chat is looked at again another day."""
    return f"{by} {now // DAY}" if mark.last > now else by


def _told(by: str, mark: Mark) -> str:
    return msgspec.json.encode(Kept(by, mark)).decode()


def _since(kept: str, by: str, chat: int, mark: Mark) -> int | None:
    """After which moment a chat has to be gone through: NOTHING where it is as it was, None for all of it."""
    if not kept:
        return None
    before = msgspec.json.decode(kept, type=Kept)
    if before.by != by:
        return None
    if before.mark == mark:
        return NOTHING
    return before.mark.last if columns.mark_until(chat, before.mark.last) == before.mark else None


def _link(chat: int, since: int | None, told: str, whose: Mapping[int, int]) -> int | None:
    """Find out what the messages of a group answer, after ``since`` and a few before; when the first of these was."""
    if since == NOTHING:
        return None
    names = rooms.called(chat, whose)
    before = columns.spoken_until(chat, whose, since, ties.CONTEXT + AGAIN)
    first = before["at"][-min(AGAIN, len(before))] if len(before) else None
    diaries.forget_answers(chat, after=since)
    for some in columns.spoken(chat, whose, after=since, together=LINKED):
        whole = pl.concat([before, some])
        diaries.keep_answers(ties.replies(whole, names=names, fresh=max(0, len(before) - AGAIN)))
        before = whole.tail(ties.CONTEXT + AGAIN)
    diaries.mark_linked(chat, told)
    return first


def contacts(known: Mapping[int, Room], mine: Collection[int], *, now: int) -> Iterator[pl.DataFrame]:
    """All contact events of the book (vocabulary.CONTACT_COLUMNS; handles, the owner ME), a few chats at a time."""
    look = _Looking(known, _handles(columns.owners() | dict.fromkeys(mine, ME)), mine, now)
    for some, events in columns.pieces(known, look.whose):
        yield look.contacts(events, some).collect()


class _Looking:
    """How the messages of chats become contacts of the owner, whose handles are ``mine``."""

    def __init__(self, known: Mapping[int, Room], whose: Mapping[int, int], mine: Collection[int], now: int) -> None:
        self.known, self.whose, self.now = known, whose, now
        self.others = rooms.partners({chat for chat, room in known.items() if room.direct}, mine)
        self.circles = rooms.circles({chat for chat in known if self._is_circle(chat)})

    def place(self, chat: int) -> str:
        """How a chat is looked at, which may change without any message: as what, with whom."""
        return f"{self.known[chat].direct} {self.others.get(chat, 0)} {self.circles.get(chat, 0)}"

    def contacts(self, events: pl.DataFrame, chats: Sequence[int], after: int | None = None) -> pl.LazyFrame:
        """The contacts of these chats, whose ``events`` are given; of mail also the copies ``after`` a moment."""
        places = [(chat, self.known[chat].direct, self.others.get(chat), self._is_mail(chat)) for chat in chats]
        told = ties.contacts(events.lazy(), pl.LazyFrame(places, schema=_PLACES, orient="row"), me=ME, now=self.now)
        circles = [chat for chat in chats if self._is_circle(chat)]
        if not circles:
            return told
        return pl.concat([told, ties.copies(columns.copies(circles, self.whose, after=after).lazy(), now=self.now)])

    def _is_mail(self, chat: int) -> bool:
        return self.known[chat].platform == "mail"

    def _is_circle(self, chat: int) -> bool:
        """Mail to several, of which everybody gets a copy."""
        return self._is_mail(chat) and not self.known[chat].direct


def _days(
    changed: Mapping[int, int | None], look: _Looking, mine: Collection[int], ahead: int
) -> Iterator[dict[int, pl.DataFrame]]:
    """The days of the chats that have changed, some chats at a time."""
    if not mine:
        yield dict.fromkeys(changed, pl.DataFrame(schema=_SCHEMA))
        return

    def of(events: pl.DataFrame, chats: Sequence[int], after: int | None = None) -> pl.DataFrame:
        return ties.days(ties.seen_from(look.contacts(events, chats, after), ME), shift=ahead).collect()

    for some, events in columns.pieces([chat for chat, since in changed.items() if since is None], look.whose):
        yield _by_chat(of(events, some), some)
    added = {chat: (since - BACK + ahead) // DAY for chat, since in changed.items() if since is not None}
    for some in batched(added, TOGETHER):
        first = {chat: added[chat] for chat in some}  # days from there on are made anew
        after = {chat: day * DAY - ahead - BACK for chat, day in first.items()}
        new = of(columns.events_after(after, look.whose), some, min(after.values()))
        begin = pl.DataFrame({"chat": list(first), "begin": list(first.values())}, schema_overrides={"chat": pl.Int32})
        old = diaries.read(_COLUMNS, some).join(begin, on="chat").filter(pl.col("day") < pl.col("begin"))
        new = new.join(begin, on="chat").filter(pl.col("day") >= pl.col("begin"))
        both = [each.select("chat", pl.col(_COLUMNS).cast(pl.Float64)) for each in (old, new)]
        yield _by_chat(pl.concat(both), some)


_PLACES: Final = {"chat": pl.Int32, "direct": pl.Boolean, "other": pl.Int32, "mail": pl.Boolean}
_COLUMNS: Final = ["person", *(name for name, _ in ties.DAYS)]
_SCHEMA: Final = dict.fromkeys(_COLUMNS, pl.Float64)


def _by_chat(days: pl.DataFrame, chats: Sequence[int]) -> dict[int, pl.DataFrame]:
    nothing = pl.DataFrame(schema=_SCHEMA)
    parts = days.partition_by("chat", as_dict=True) if len(days) else {}
    return {chat: _settled(parts[chat,]) if (chat,) in parts else nothing for chat in chats}


def _settled(days: pl.DataFrame) -> pl.DataFrame:
    """The days of one chat as they are kept: in one order, without the digits that an order of summing would change."""
    plain = days.select(pl.col(_COLUMNS).cast(pl.Float64)).sort("person", "day")
    return plain.with_columns(pl.col(ties.FRACTIONS).round(4))


def days(whose: Mapping[int, int]) -> pl.DataFrame:
    """All days that are kept, of people: person, chat and the columns of ties.DAYS; those of the owner left out."""
    found = diaries.read(_COLUMNS)
    people = found["person"].cast(pl.Int32).replace_strict(dict(whose), default=None, return_dtype=pl.Int32)
    return plain(found.with_columns(person=people).drop_nulls("person"))


def plain(days: pl.DataFrame) -> pl.DataFrame:
    """Days as they are measured: person, chat and the columns of ties.DAYS, whole numbers but for ties.FRACTIONS."""
    whole = [name for name, _ in ties.DAYS if name not in ties.FRACTIONS]
    return days.select(
        pl.col("person", "chat").cast(pl.Int32), pl.col(whole).cast(pl.Int64), pl.col(ties.FRACTIONS).cast(pl.Float64)
    )
