"""What came after an attempt, set against placebo dates of the same group: ranks in time, not a test of counts.

Messages come in bursts, so that a test that takes days for independent calls most dates effective. The rank among
ordinary dates of the same group holds whatever its bursts are like (`python -m benchmarks.groups_placebo`).
"""

from collections.abc import Collection
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kithbook.groups.figures import DAY

WINDOW: Final = 60  # days before, and days after the burst
BURST: Final = 3  # days of the burst itself, left out: the question is whether it lasted
FEWEST_AFTER: Final = 28  # days after the burst that must have been seen
STEP: Final = 5  # days from one placebo date to the next
NEAR: Final = 15  # days around the date that are no placebo; of 5 to 45 this kept false alarms at 5% on real groups
FEWEST: Final = 20  # placebo dates
LEVEL: Final = 0.05
SMALL: Final = 3.0  # messages a month that are added, so that a few do not count as many times as much
LEVELS: Final = (14, 60, 180)  # days of the levels before from which what comes after is expected
HELD: Final = 3.0  # how much that expectation is held back (ridge)

Days = NDArray[np.int64]


class Uplift(NamedTuple):
    """The change in messages a month (30 days) with its 95% interval, what placebo dates give (2.5% to 97.5%), the
    share of placebo dates with as much (one-sided, the date itself counted), and how many of them there were.
    """

    change: float
    low: float
    high: float
    band: tuple[float, float]
    p: float
    placebos: int


def daily(at: NDArray[np.int64], seen_until: int) -> tuple[Days, int]:
    """Messages of each day (UTC) from the first to ``seen_until``, and the number of the first day since 1970."""
    first = int(at[0]) // DAY
    return np.bincount(at // DAY - first, minlength=seen_until // DAY - first + 1), first


def uplift(counts: Days, day: int, others: Collection[int] = (), only: Days | None = None) -> Uplift | None:
    """What came after ``day`` (a place in the daily ``counts``); None where there is too little to compare with.

    What comes after is expected from the levels of the last 14, 60 and 180 days (a ridge regression of logarithms over
    the placebo dates); what counts is how far above that it lies, by the rank among placebo dates. ``others`` are the
    days of other attempts, whose windows are no placebo; ``only`` are the days to choose placebo dates from.
    """
    after = min(WINDOW, len(counts) - day - BURST)
    if after < FEWEST_AFTER or day < WINDOW:
        return None
    days = np.arange(WINDOW, len(counts) - after - BURST + 1)
    chosen = _placebos(days, day, others, only)
    if len(chosen) < FEWEST:
        return None
    known, came = _levels(counts, days, after)
    here, middle = day - WINDOW, known[chosen].mean(axis=0)
    around, mean = known[chosen] - middle, came[chosen].mean()
    weights = np.linalg.solve(around.T @ around + HELD * np.eye(len(LEVELS)), around.T @ (came[chosen] - mean))
    above = came - mean - (known - middle) @ weights
    placebo, ours = above[chosen], float(above[here])
    p = (1 + np.count_nonzero(placebo >= ours - 1e-9)) / (1 + len(placebo))
    low, high = np.quantile(placebo, [0.025, 0.975])
    before = float(np.exp(known[here, LEVELS.index(WINDOW)]))  # messages a month, SMALL added
    expected = float(np.exp(came[here] - ours))
    return Uplift(
        change=float(np.exp(came[here])) - before,
        low=expected * float(np.exp(ours - high)) - before,
        high=expected * float(np.exp(ours - low)) - before,
        band=(expected * float(np.exp(low)) - before, expected * float(np.exp(high)) - before),
        p=float(p),
        placebos=len(placebo),
    )


def _levels(counts: Days, days: Days, after: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The logarithms of messages a month before each day, one column for each of LEVELS, and after it."""
    sums = np.concatenate([[0], np.cumsum(counts)])
    first = [np.maximum(days - length, 0) for length in LEVELS]
    known = [np.log((sums[days] - sums[low]) * 30 / np.maximum(days - low, 1) + SMALL) for low in first]
    came = np.log((sums[days + BURST + after] - sums[days + BURST]) * 30 / after + SMALL)
    return np.column_stack(known), came


def _placebos(days: Days, day: int, others: Collection[int], only: Days | None) -> NDArray[np.intp]:
    """The places of days that may stand for chance."""
    fits = (days - days[0]) % STEP == 0 if only is None else np.isin(days, only)
    fits &= np.abs(days - day) >= NEAR
    for other in others:
        fits &= (days < other - NEAR) | (days - WINDOW >= other)
    return np.flatnonzero(fits)


def days_up(counts: Days, day: int) -> int | None:
    """Days until a running week held no more than the 60 days before did a week; None where it was above to the end."""
    before = max(float(counts[max(0, day - WINDOW) : day].mean()) if day else 0.0, 1 / 7)
    for passed in range(1, min(WINDOW + BURST, len(counts) - day - 6)):
        if counts[day + passed : day + passed + 7].mean() <= before:
            return passed
    return None
