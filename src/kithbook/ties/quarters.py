"""Strength by quarter: how close each tie was at the end of each quarter, and who came closer or drifted since."""

from typing import Any

import msgspec
import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoFrame

from kithbook.ties.curves import Numbers
from kithbook.ties.days import DAY
from kithbook.ties.seen import of_many
from kithbook.ties.strength import strengths
from kithbook.ties.sums import SUMMED, contributions, finished
from kithbook.vocabulary import Said, say


def quarter_of(day: Numbers) -> Numbers:
    """The quarter, year * 4 + 0 to 3, of a day since 1970; a whole number or a column of them.

    Right from March 1900 to February 2100, when every fourth year is a leap year: years count from March (Richards,
    Mapping Time, 1998). No number is used more often than it must be: an engine like Spark writes it out each time.

    >>> quarter_of(19_675) == 2023 * 4 + 3  # the 14th of November
    True
    """
    since = day + 25_508  # the first of March 1900
    year = (4 * since + 3) // 1461
    month = (5 * (since - 1461 * year // 4) + 2) // 153  # 0 is March
    january = month // 10  # 1 in January and February, which belong to the next year
    return (year + 1900 + january) * 4 + (month + 2 - 12 * january) // 3


def begins(quarters: np.ndarray) -> np.ndarray:
    """The days since 1970 on which some quarters begin; shape as given."""
    months = np.datetime64("1970-01") + (quarters - 1970 * 4) * 3
    return months.astype("datetime64[D]").astype(np.int64)


def named(quarter: int) -> str:
    """A quarter as it is written.

    >>> named(2024 * 4 + 2)
    '2024-Q3'
    """
    return f"{quarter // 4}-Q{quarter % 4 + 1}"


def quarters(
    days: IntoFrame, *, keys: tuple[str, ...] = ("person",), until: int | IntoFrame, ego: tuple[str, ...] | None = None
) -> pl.DataFrame:
    """The strength of each tie at the end of each quarter from its first contact on, and at until in the last one.

    ``days`` and ``until`` as for `sums.sums`. Columns: keys, quarter (year * 4 + 0 to 3), strength, low, high (null
    where there is too little to say), ascending. What has no date is left out: a familiarity, platforms, groups in
    common. ``ego``: the keys whose ties share one person's attention, () for a book; without it attention is left out,
    so that the history of each tie stands by itself and those that an import touched can be made anew alone.
    """
    found = _to_the_end(_running(days, keys, until), keys)
    end = begins(found["quarter"].to_numpy() + 1) * DAY
    now = np.minimum(end, found["until"].to_numpy())
    found = _finished(found.with_columns(seen_until=pl.Series(now)))
    total = None
    if ego is not None:
        heat = pl.Series("heat", of_many(found, now).heat)
        total = found.with_columns(heat).select(pl.col("heat").sum().over(*ego, "quarter")).to_series().to_numpy()
    value = strengths(found, now, all_heat=total)
    columns = [pl.Series(name, value[:, i]).fill_nan(None) for i, name in enumerate(("strength", "low", "high"))]
    return found.select(*keys, "quarter").with_columns(columns)


def _finished(found: pl.DataFrame) -> pl.DataFrame:
    """Sums as they are kept."""
    native: pl.DataFrame = finished(nw.from_native(found)).to_native()
    return native


def _running(days: IntoFrame, keys: tuple[str, ...], until: int | IntoFrame) -> pl.DataFrame:
    """One row for each tie and quarter with contact: what all its days added up to by the end of it."""
    frame = contributions(days, keys=keys, until=until).with_columns(quarter_of(nw.col("day")).alias("quarter"))
    frame = frame.group_by(*keys, "quarter").agg(
        nw.col("first").min(), nw.col("last").max(), nw.col("until").max(), *(nw.col(name).sum() for name in SUMMED)
    )
    found = frame.collect("polars") if isinstance(frame, nw.LazyFrame) else frame
    added: pl.DataFrame = found.to_native() if isinstance(found.to_native(), pl.DataFrame) else found.to_polars()
    return added.sort(*keys, "quarter").with_columns(
        pl.col("first").min().over(keys),
        pl.col("last").cum_max().over(keys),
        pl.col("until").max().over(keys),
        *(pl.col(name).cum_sum().over(keys) for name in SUMMED),
    )


def _to_the_end(running: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    """Each row repeated for the quarters without contact that follow, up to the quarter of until."""
    last = quarter_of(pl.col("until") // DAY) + 1
    following = pl.col("quarter").shift(-1).over(keys).fill_null(pl.max_horizontal(last, pl.col("quarter") + 1))
    rows = running.with_columns(times=following - pl.col("quarter"))
    place = np.repeat(np.arange(rows.height), rows["times"].to_numpy())
    first = np.repeat(np.cumsum(rows["times"].to_numpy()) - rows["times"].to_numpy(), rows["times"].to_numpy())
    return rows[place].with_columns(pl.col("quarter") + pl.Series(np.arange(len(place)) - first)).drop("times")


class Mover(msgspec.Struct, frozen=True):
    """A tie whose strength changed by more than chance explains: ``by`` is the difference, minus when it drifted."""

    person: Any  # the keys of the tie: one value, or a tuple of them
    before: float | None  # None when too little was known then
    after: float
    by: float

    def say(self) -> Said:
        """One sentence."""
        if self.before is None:
            return say("new: closeness is {after:.0%} now", after=self.after)
        if self.by > 0:
            return say("came closer: from {before:.0%} to {after:.0%}", before=self.before, after=self.after)
        return say("drifted: from {before:.0%} to {after:.0%}", before=self.before, after=self.after)


def movers(
    frame: pl.DataFrame, *, since: int, to: int | None = None, keys: tuple[str, ...] = ("person",)
) -> list[Mover]:
    """Who came closer and who drifted from the end of quarter ``since`` to the end of ``to`` (else the last one).

    ``frame`` as of `quarters`; largest difference first. Only those whose intervals do not meet. Somebody of
    whom there was too little to say then counts as 0, and before is None.
    """
    to = int(frame["quarter"].max() or 0) if to is None else to  # type: ignore[arg-type]
    after = frame.filter((pl.col("quarter") == to) & pl.col("strength").is_not_null())
    before = frame.filter(pl.col("quarter") == since)
    both = after.join(before, on=keys, how="left", suffix="_before")
    then = {name: pl.col(f"{name}_before").fill_null(0.0) for name in ("strength", "low", "high")}
    apart = (pl.col("low") > then["high"]) | (pl.col("high") < then["low"])
    moved = both.filter(apart).with_columns(by=pl.col("strength") - then["strength"])
    moved = moved.sort(pl.col("by").abs(), *keys, descending=[True, *[False] * len(keys)])
    rows = moved.select(*keys, "strength_before", "strength", "by").iter_rows()
    size = len(keys)
    return [Mover(row[0] if size == 1 else row[:size], *row[size:]) for row in rows]
