"""Fits the numbers of each history (`Parameters`) out of columns of events, for all people at once."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
import polars as pl

from kithbook.ties.contacts import contacts
from kithbook.ties.first_strength import at, circles
from kithbook.ties.parameters import DAY, HALF_LIFE, Parameters
from kithbook.vocabulary import Tie

TALK_GAP = 8 * 3600  # seconds: a longer silence ends a talk
LONG_TALK = 20  # messages
GROUP_DAY = 0.4  # what a day in groups is worth at most, beside a day with a message one to one
SHRINK = 3  # gaps that the usual gap of all people counts for
USUAL_GAP = 30.0  # days, where no history has one
FEWEST_TALKS = 3


def measure(
    events: pl.DataFrame | Iterable[pl.DataFrame],
    *,
    me: int,
    chats: dict[int, str],
    seen_until: dict[int, int],
    now: int | None = None,
    touches: Sequence[tuple[int, int]] = (),
) -> dict[int, Tie]:
    """The tie of everybody but ``me``: fits the numbers, evaluates them, and suggests circles.

    ``events`` has vocabulary.EVENT_COLUMNS (any number of chats; also in several frames, each of whole chats),
    ``chats`` the kind of each chat ("direct", "unknown" or another), ``seen_until`` the moment until which each was
    seen, ``touches`` pairs (person, when) logged by hand; times in UTC seconds. ``now`` only serves to leave out what
    a wrong clock put into the future: silence counts up to seen_until.
    """
    moment = _moment(seen_until, now, touches)
    fitted = parameters(events, me=me, chats=chats, seen_until=seen_until, now=moment, touches=touches)
    found = {person: at(history, now=moment) for person, history in fitted.items()}
    ranks = circles(found.values())
    return {person: msgspec.structs.replace(tie, circle=ranks[person]) for person, tie in found.items()}


def parameters(
    events: pl.DataFrame | Iterable[pl.DataFrame],
    *,
    me: int,
    chats: dict[int, str],
    seen_until: dict[int, int],
    now: int | None = None,
    touches: Sequence[tuple[int, int]] = (),
) -> dict[int, Parameters]:
    """The numbers of everybody's history with ``me``, to be kept; same arguments as `measure`."""
    moment = _moment(seen_until, now, touches)
    present = {person for person, _ in touches}

    def met() -> Iterator[pl.DataFrame]:
        for piece in (events,) if isinstance(events, pl.DataFrame) else events:
            present.update(piece["sender"].drop_nulls().unique())
            yield piece

    found = contacts(met(), me=me, chats=chats, seen_until=seen_until, now=moment, touches=touches)
    found = found.filter(pl.col("person") != me)
    talks = _talks(found)
    rows = _sums(found).join(_days(found), on="person").join(_talk_sums(talks), on="person").iter_rows(named=True)
    fitted = {row["person"]: _parameters(row) for row in rows}
    return {person: fitted.get(person, Parameters(person)) for person in sorted(present - {me})}


def _moment(seen_until: dict[int, int], now: int | None, touches: Sequence[tuple[int, int]]) -> int:
    if now is not None:
        return now
    return max([*seen_until.values(), *(moment for _, moment in touches)], default=0)


def _sums(found: pl.DataFrame) -> pl.DataFrame:
    """One row for each person: ends, counts and shares of all contacts."""
    return found.group_by("person").agg(
        first=pl.col("at").min(),
        last=pl.col("at").max(),
        seen_until=pl.col("until").median().cast(pl.Int64),
        direct=pl.col("direct").sum(),
        in_groups=(~pl.col("direct")).sum(),
        touches=(pl.col("deep") & (pl.col("until") == pl.col("at"))).sum(),
        evidence=pl.col("weight").sum(),
        by_me=(pl.col("weight") * pl.col("by_me")).sum() / pl.col("weight").sum(),
    )


def _days(found: pl.DataFrame) -> pl.DataFrame:
    """One row for each person: days and months of contact, and the pace."""
    ends = found.group_by("person").agg(
        first=pl.col("at").min(), until=pl.max_horizontal(pl.col("until").median(), pl.col("at").max())
    )
    days = (
        found.group_by("person", day=pl.col("at") // DAY)
        .agg(
            worth=pl.max_horizontal(
                (pl.col("weight") * pl.col("direct")).sum().clip(0, 1),
                (pl.col("weight") * ~pl.col("direct")).sum().clip(0, GROUP_DAY),
            )
        )
        .join(ends, on="person")
        .with_columns(recent=pl.col("day") >= (pl.col("until") - 365 * DAY) // DAY)
        .with_columns(month=(pl.col("day") - pl.col("first") // DAY) // 30)
    )
    return days.group_by("person").agg(
        days=pl.len(),
        year_days=pl.col("recent").sum(),
        pace=(pl.col("worth") * pl.when("recent").then(1.0).otherwise(0.25)).sum(),
        months=pl.col("month").max() + 1,
        active_months=pl.col("month").n_unique(),
    )


def _talks(found: pl.DataFrame) -> pl.DataFrame:
    """One row for each talk: contacts of one person without eight hours of silence between them."""
    begins = (pl.col("person") != pl.col("person").shift()).fill_null(value=True) | (
        pl.col("at") - pl.col("at").shift() > TALK_GAP
    )
    talks = (
        found.with_columns(talk=begins.cum_sum())
        .group_by("talk", maintain_order=True)
        .agg(
            pl.col("person").first(),
            start=pl.col("at").first(),
            end=pl.col("at").last(),
            started=pl.col("by_me").first(),
            long=pl.col("deep").any()
            | ((pl.col("direct").sum() >= LONG_TALK) & pl.col("by_me").any() & ~pl.col("by_me").all()),
        )
    )
    return talks.with_columns(
        gap=((pl.col("start") - pl.col("end").shift().over("person")) / DAY),
        last=pl.col("end").max().over("person"),
    )


def _talk_sums(talks: pl.DataFrame) -> pl.DataFrame:
    """One row for each person: talks, who began them, how many were long, the usual gap, the heat."""
    sums = talks.group_by("person").agg(
        sessions=pl.len(),
        started=pl.col("started").sum(),
        long_talks=pl.col("long").sum(),
        gap=pl.col("gap").median(),
        heat=(0.5 ** ((pl.col("last") - pl.col("start")) / DAY / HALF_LIFE)).sum(),
    )
    own = sums.filter(pl.col("sessions") >= FEWEST_TALKS)["gap"]
    usual = float(np.log(own.to_numpy()).mean()) if len(own) else math.log(USUAL_GAP)
    gaps = pl.col("sessions") - 1
    return sums.with_columns(
        rhythm_days=pl.when(pl.col("sessions") >= FEWEST_TALKS).then(
            ((gaps * pl.col("gap").log() + SHRINK * usual) / (gaps + SHRINK)).exp()
        )
    ).drop("gap")


def _parameters(row: dict[str, Any]) -> Parameters:
    return Parameters(**row | {"seen_until": max(row["seen_until"], row["last"])})
