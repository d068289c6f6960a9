"""Groups cut at many dates: what was known of each then, and what came after."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
import polars as pl

from benchmarks.group_sets import Group
from kithbook.groups import talks
from kithbook.groups.figures import DAY, conversations
from kithbook.groups.forecast import alive_known, halves_known
from kithbook.groups.forecast_numbers import SPAN, numbers, terms

STEP: Final = 15  # days between two cuts of a group
AHEAD: Final = {"halves": 60, "alive": 180}  # days until the outcome is known
LONGEST: Final = 730.0  # days of silence beyond which nothing is asked of a group
FEWEST: Final = 10  # messages ever, below which there is nothing to ask at any date


def cuts(groups: Iterable[Group], step: int = STEP) -> pl.DataFrame:
    """One row for each group and date with an outcome to come: set, group, cut, what was known, what came.

    `halves` and `alive` (1 or 0) are null where the group is not asked about then, or where the outcome lies beyond
    what was seen. The terms of the model are columns by their names; `trend` and the columns that begin with "plain "
    are for the rivals.
    """
    rows: list[dict[str, Any]] = []
    for group in groups:
        spoken = talks.clean(group.events, group.seen_until).select("at", "sender")
        if spoken.height < FEWEST:
            continue
        first = int(spoken["at"][0])
        last = group.seen_until - AHEAD["halves"] * DAY
        for cut in range(last, first + SPAN - 1, -step * DAY):
            rows.append({"set": group.set, "group": f"{group.set}: {group.name}", "cut": cut})
            rows[-1] |= at_cut(spoken, cut, group.seen_until)
    return pl.DataFrame(rows, infer_schema_length=None)


def at_cut(spoken: pl.DataFrame, cut: int, seen_until: int) -> dict[str, Any]:
    """What was known of a group at the cut, and what came."""
    at = spoken["at"].to_numpy()
    known = spoken.head(int(np.searchsorted(at, cut, side="right")))
    found = numbers(known, seen_until=cut)
    alive = halves = None
    if halves_known(found):
        halves = float(_count(at, cut, cut + SPAN) < found.lately / 2)
    if alive_known(found) and found.silence <= LONGEST and cut + AHEAD["alive"] * DAY <= seen_until:
        alive = float(is_alive(spoken, cut, found.people))
    fortnight, month = (_count(at, cut - days * DAY, cut) for days in (14, 28))
    trend = np.log(fortnight + 1) - np.log(month - fortnight + 1)
    recent = np.log(fortnight * 60 / 14 + 1) - np.log(found.lately + 1)
    plain = {"plain recent": recent, "plain before": np.log(found.before + 1)}
    return terms(found) | plain | {"halves": halves, "alive": alive, "trend": float(trend)}


def is_alive(spoken: pl.DataFrame, cut: int, people: int) -> bool:
    """Whether there is a real conversation in the 60 days that end 180 days after the cut."""
    end = cut + AHEAD["alive"] * DAY
    window = spoken.filter(pl.col("at").is_between(end - SPAN, end, closed="right"))
    return conversations(talks.talks(talks.with_talks(window), None), people).height > 0


def asked(table: pl.DataFrame, outcome: str) -> pl.DataFrame:
    """The rows whose outcome is known."""
    return table.filter(pl.col(outcome).is_not_null())


def folds(names: Sequence[str], most: int) -> list[set[str]]:
    """Groups in at most so many parts of about the same size, in an order that says nothing."""
    each = np.random.default_rng(11).permutation(sorted(set(names)))
    return [set(part.tolist()) for part in np.array_split(each, min(most, len(each)))]


def _count(at: Any, begin: int, end: int) -> int:
    low, high = np.searchsorted(at, [begin, end], side="right")
    return int(high - low)
