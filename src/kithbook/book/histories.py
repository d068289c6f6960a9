"""Of what the tie of each person is measured: their days in the shape that `kithbook.ties` reads, until when they were
seen, what is known beside, and a mark of all of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any, NamedTuple
from zlib import crc32

import msgspec
import polars as pl

from kithbook import ties
from kithbook.book import diaries
from kithbook.store import described, rooms
from kithbook.store import diaries as shelf
from kithbook.store.rooms import Room


class Around(NamedTuple):
    """What is known of somebody beside their days: the groups in common, the platforms, what the owner says of them."""

    groups: int = 0
    channels: int = 1
    familiarity: int | None = None


def quarters(days: pl.DataFrame, until: pl.DataFrame) -> dict[int, dict[str, Any]]:
    """For each person the first quarter, and the strength at the end of each from it on with its interval."""
    told = ties.quarters(days, until=until).sort("person", "quarter")
    told = told.group_by("person", maintain_order=True).agg(
        pl.col("quarter").first(), pl.col("strength", "low", "high").round(3)
    )
    return {
        person: {"first": first, "strength": strength, "low": low, "high": high}
        for person, first, strength, low, high in told.rows()
    }


def histories(days: pl.DataFrame, until: pl.DataFrame, around: Mapping[int, Around]) -> dict[int, ties.History]:
    """The numbers of these people; who has no days has empty ones."""
    found = ties.histories(days, until, of=around)
    chats = days.filter(pl.col("chat") != diaries.HAND)["person"].unique()
    by_hand = set(days["person"].unique()) - set(chats)
    return {
        person: msgspec.structs.replace(
            found.get(person, ties.History(person)), logged=person in by_hand, **each._asdict()
        )
        for person, each in around.items()
    }


def until(days: pl.DataFrame, seen_until: Mapping[int, int]) -> pl.DataFrame:
    """Until when each person was seen: as the chats that carry half of the contacts were, and to the last contact."""
    chats = pl.DataFrame(
        {"chat": list(seen_until), "until": list(seen_until.values())}, schema={"chat": pl.Int32, "until": pl.Int64}
    )
    by_chat = days.group_by("person", "chat").agg(
        count=(pl.col("direct") + pl.col("in_groups")).sum(), last=pl.col("last").max().cast(pl.Int64)
    )
    by_chat = by_chat.join(chats, on="chat", how="left").with_columns(
        until=pl.max_horizontal(pl.col("until").fill_null(pl.col("last")), "last")
    )
    by_chat = by_chat.sort("person", "until", descending=[False, True])
    half = pl.col("count").cum_sum().over("person") * 2 >= pl.col("count").sum().over("person")
    return (
        by_chat.filter(half)
        .group_by("person")
        .agg(until=pl.col("until").max())
        .join(by_chat.group_by("person").agg(pl.col("last").max()), on="person")
        .select("person", until=pl.max_horizontal("until", "last"))
    )


def around(
    known: Mapping[int, Room], whose: Mapping[int, int], me: int | None
) -> tuple[dict[int, Around], dict[int, set[int]]]:
    """What is known of everybody beside their days, and the chats in which each was seen."""
    chats: dict[int, set[int]] = defaultdict(set)
    mine: set[int] = set()
    for handle, chat in rooms.members():
        if chat not in known:
            continue
        if handle in whose:
            chats[whose[handle]].add(chat)
        elif me is not None:
            mine.add(chat)
    said = {person: int(value) for person, value in described.single("familiarity").items()}
    found = {}
    for person in set(chats) | set(said):
        here = [known[chat] for chat in chats.get(person, ())]
        groups = sum(not room.direct and room.id in mine for room in here)
        platforms = len({room.platform for room in here if room.direct})
        found[person] = Around(groups, max(1, platforms), said.get(person))
    return found, chats


def marks(
    chats: Mapping[int, set[int]],
    seen_until: Mapping[int, int],
    by_hand: Iterable[tuple[int, int, str, int]],
    around: Mapping[int, Around],
    whose: Mapping[int, int],
    zone: str,
) -> dict[int, str]:
    """Of what the tie of each person is measured, in short: it stays the same while all of that does."""
    kept = {chat: crc32(mark.encode()) for chat, (mark, _) in shelf.marks().items()}
    handles: dict[int, list[int]] = defaultdict(list)
    for handle, person in whose.items():
        handles[person].append(handle)
    hand: dict[int, list[Any]] = defaultdict(list)
    for each in by_hand:
        hand[each[0]].append(each[1:])
    by = version("kithbook")
    found = {}
    for person in set(around) | set(hand):
        here = sorted((chat, kept.get(chat, 0), seen_until.get(chat, 0)) for chat in chats.get(person, ()))
        told = (by, zone, sorted(handles[person]), here, sorted(hand[person]), around.get(person))
        found[person] = f"{crc32(repr(told).encode()):08x}"
    return found
