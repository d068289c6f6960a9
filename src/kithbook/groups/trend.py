"""Up or down: a robust slope of monthly counts with its interval, and the seasons, kept apart from it."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

FEWEST = 6  # months below which no trend is told
FEWEST_OF_SEASONS = 36  # months: three of each
SHUFFLES = 999


class Slope(msgspec.Struct, frozen=True):
    """Change over a year as a share (-0.5: halves), with its 95% interval, and the months it rests on."""

    yearly: float
    low: float
    high: float
    months: int

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out "no change"."""
        return self.low > 0 or self.high < 0


class Season(msgspec.Struct, frozen=True):
    """What the months of the year do by themselves: ``factors`` are the log levels of January to December, of sum 0.

    ``p`` is how likely chance alone is to part the months so much.
    """

    factors: tuple[float, ...]
    p: float

    @property
    def quietest(self) -> int:
        """The month (1 to 12) in which the group is most quiet."""
        return int(np.argmin(self.factors)) + 1


def season(counts: Sequence[int], first: int) -> Season | None:
    """The seasons of full months from calendar month ``first`` (1 to 12) on; None where there are none to be told.

    The ratio to a running median of a year (so that growth and decline are no season), averaged by month over the last
    whole years; the month furthest from it is set against SHUFFLES in which the months of each year change places, at
    1%. At least 36 months, of which twelve must not be empty.
    """
    whole = len(counts) // 12 * 12
    if whole < FEWEST_OF_SEASONS or np.count_nonzero(counts) < 12:
        return None
    values = np.log1p(np.asarray(counts, float))
    padded = np.pad(values, 6, mode="reflect", reflect_type="odd")
    level = np.median(np.lib.stride_tricks.sliding_window_view(padded, 13), axis=1)
    years = (values - level)[-whole:].reshape(-1, 12)
    found = years.mean(axis=0)
    rng = np.random.default_rng(1)
    shuffled = rng.permuted(np.broadcast_to(years, (SHUFFLES, *years.shape)), axis=2).mean(axis=1)
    p = (1 + np.count_nonzero(np.abs(shuffled).max(axis=1) >= np.abs(found).max() - 1e-9)) / (SHUFFLES + 1)
    if p > 0.01:
        return None
    begins = (first - 1 + len(counts) - whole) % 12
    factors = np.roll(found - found.mean(), begins)
    return Season(tuple(factors.tolist()), p)


def theil_sen(counts: Sequence[int], known: Season | None = None, first: int = 1) -> Slope | None:
    """The median of all pairwise slopes of log(1 + count) by month, as yearly change; None below six months.

    What is ``known`` of the seasons is taken out before; ``first`` is the calendar month of the first count.

    Robust slope after Theil (1950); interval after Sen (1968): the ranks C = 1.96 sqrt(n (n - 1) (2n + 5) / 18)
    round the middle of the sorted slopes. Logarithms, because a group loses its voices by shares.
    """
    n = len(counts)
    if n < FEWEST:
        return None
    values: NDArray[np.float64] = np.log1p(np.asarray(counts, float))
    if known is not None:
        values -= np.array([known.factors[(first - 1 + i) % 12] for i in range(n)])
    left, right = np.triu_indices(n, 1)
    slopes = np.sort((values[right] - values[left]) / (right - left))
    half = 1.96 * math.sqrt(n * (n - 1) * (2 * n + 5) / 18) / 2
    low = slopes[max(0, round(len(slopes) / 2 - half) - 1)]
    high = slopes[min(len(slopes) - 1, round(len(slopes) / 2 + half))]
    return Slope(_yearly(float(np.median(slopes))), _yearly(float(low)), _yearly(float(high)), n)


def _yearly(slope: float) -> float:
    return math.expm1(max(-5.0, min(5.0, 12 * slope)))
