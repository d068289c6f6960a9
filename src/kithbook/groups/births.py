"""How groups began: who the founders were, how many of them knew each other, whether they still talked after 90 days.

The same measures serve the reference groups that ship (`benchmarks.fit_propose`) and those of a book.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

import msgspec
import polars as pl

from kithbook.groups.figures import DAY, REAL_MESSAGES
from kithbook.groups.talks import clean, talks, with_talks

NEAR: Final = 5  # messages apart at most: two who write so close to each other are taken to know each other
FOUNDING: Final = 30 * DAY  # who writes so soon after the first message is a founder
WINDOW: Final = (60 * DAY, 90 * DAY)  # a group that still talks does so between these, after its first message
CENSORED: Final = 60 * DAY  # what begins so soon after all that was seen may have begun before
LEAST_PEOPLE, LEAST_MESSAGES = 5, 50  # of the founding: a thread about one question has fewer
WEEK: Final = 7 * DAY
YEAR: Final = 365 * DAY
LEAST_WEEKS: Final = 4  # of a record, to speak of a share


class Past(msgspec.Struct, frozen=True):
    """A group that began: its founders, the share of pairs that knew each other, whether it still talked at 90 days."""

    people: int
    knew: float
    still: bool


class Founder(msgspec.Struct, frozen=True):
    """A founder: share of weeks in which they wrote elsewhere (None: no record), share of the rest they knew, and
    whether they wrote in days 60 to 90.
    """

    talks: float | None
    knew: float
    wrote: bool


def needed(people: int) -> int:
    """How many must talk for it to be a real conversation: three, in a group of up to five two."""
    return 3 if people > 5 else 2


def near(events: pl.DataFrame) -> pl.DataFrame:
    """Pairs who wrote within five messages of each other: chat, one, other (one < other), first (UTC seconds), days.

    ``events`` have the columns of vocabulary.EVENT_COLUMNS, of any number of chats.
    """
    told = events.lazy().sort("chat", "at", "id").select("chat", "sender", "at")
    shifted = [
        told.select(
            "chat",
            "at",
            before=pl.col("sender").shift(apart).over("chat"),
            after="sender",
        )
        for apart in range(1, NEAR + 1)
    ]
    return (
        pl.concat(shifted)
        .filter(pl.col("before").is_not_null() & (pl.col("before") != pl.col("after")))
        .select("chat", "at", one=pl.min_horizontal("before", "after"), other=pl.max_horizontal("before", "after"))
        .group_by("chat", "one", "other")
        .agg(first=pl.col("at").min(), days=(pl.col("at") // DAY).n_unique())
        .sort("chat", "one", "other")
        .collect()
    )


def record(
    events: pl.DataFrame, people: Collection[int], before: int, members: Mapping[int, Collection[int]] | None = None
) -> dict[int, float]:
    """Of the weeks of the last year in which their chats talked, the share in which each of ``people`` wrote there.

    A chat counts for somebody from the week after their first message; for one of its ``members`` (by chat) who never
    wrote, from its own first week. Who has fewer than four such weeks has no record.
    """
    seen = events.lazy().filter(pl.col("at") < before).select("chat", "sender", "at", week=pl.col("at") // WEEK)
    some = pl.Series(sorted(people), dtype=pl.Int32)
    first = seen.filter(pl.col("sender").is_in(some.implode())).group_by("chat", "sender")
    firsts = first.agg(first=pl.col("week").min()).collect()
    silent = [(chat, person) for chat, here in (members or {}).items() for person in here if person in set(people)]
    quiet = pl.DataFrame(silent, schema={"chat": pl.Int32, "sender": pl.Int32}, orient="row")
    quiet = quiet.join(firsts, on=["chat", "sender"], how="anti").with_columns(first=pl.lit(-1, dtype=pl.Int64))
    late = seen.filter(pl.col("at") >= before - YEAR)
    active = late.select("chat", "week").unique()
    wrote = late.select("chat", "sender", "week", wrote=pl.lit(value=True)).unique()
    told = (
        pl.concat([firsts, quiet])
        .lazy()
        .join(active, on="chat")
        .filter(pl.col("week") > pl.col("first"))
        .join(wrote, on=["chat", "sender", "week"], how="left")
        .group_by("sender")
        .agg(weeks=pl.len(), wrote=pl.col("wrote").fill_null(value=False).sum())
        .filter(pl.col("weeks") >= LEAST_WEEKS)
        .collect()
    )
    return {person: wrote / weeks for person, weeks, wrote in told.iter_rows()}


def births(events: pl.DataFrame, until: Mapping[int, int], met: pl.DataFrame) -> Iterator[tuple[Past, list[Founder]]]:
    """The groups among these chats whose beginning and next 90 days were seen, each with its founders.

    ``until`` tells until when each chat was seen (UTC seconds), ``met`` is `near` of the same events. Left out are
    chats born within 60 days of the first event of all, those seen for less than 90 days, and those of fewer than 5
    people and 50 messages in their first 30.
    """
    if events.is_empty():
        return
    start = int(events["at"].min())  # type: ignore[arg-type]
    for (chat,), own in sorted(events.partition_by("chat", as_dict=True).items()):
        born = int(own["at"].min())  # type: ignore[arg-type]
        if born < start + CENSORED or until[chat] < born + WINDOW[1]:
            continue
        founding = own.filter(pl.col("at") < born + FOUNDING)
        founders = set(founding["sender"].to_list())
        if len(founders) < LEAST_PEOPLE or len(founding) < LEAST_MESSAGES:
            continue
        known = _known(met, chat, born, founders)
        elsewhere = record(events.filter(pl.col("chat") != chat), founders, born)
        late = own.filter(pl.col("at").is_between(born + WINDOW[0], born + WINDOW[1], closed="left"))
        pairs = len(founders) * (len(founders) - 1) / 2
        wrote = set(late["sender"].to_list())
        yield (
            Past(len(founders), sum(known.values()) / 2 / pairs, _talked(late, until[chat], len(founders))),
            [
                Founder(elsewhere.get(person), known[person] / (len(founders) - 1), person in wrote)
                for person in sorted(founders)
            ],
        )


def _known(met: pl.DataFrame, chat: int, born: int, founders: Collection[int]) -> dict[int, int]:
    """How many of the other founders each of them knew from elsewhere, before this chat began."""
    some = pl.Series(sorted(founders), dtype=met["one"].dtype).implode()
    before = met.filter((pl.col("chat") != chat) & (pl.col("first") < born))
    pairs = before.filter(pl.col("one").is_in(some) & pl.col("other").is_in(some)).select("one", "other").unique()
    found = dict.fromkeys(founders, 0)
    for pair in pairs.iter_rows():
        for person in pair:
            found[person] += 1
    return found


def _talked(late: pl.DataFrame, seen_until: int, people: int) -> bool:
    """Whether a real conversation happened."""
    talk = talks(with_talks(clean(late, seen_until)), None)
    return bool(((talk["people"] >= needed(people)) & (talk["messages"] >= REAL_MESSAGES)).any())
