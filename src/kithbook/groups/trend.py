"""Up or down: a robust slope of monthly counts with its interval."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np

FEWEST = 6  # months below which no trend is told


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


def theil_sen(counts: Sequence[int]) -> Slope | None:
    """The median of all pairwise slopes of log(1 + count) by month, as yearly change; None below six months.

    Robust slope after Theil (1950); interval after Sen (1968): the ranks C = 1.96 sqrt(n (n - 1) (2n + 5) / 18)
    round the middle of the sorted slopes. Logarithms, because a group loses its voices by shares.
    """
    n = len(counts)
    if n < FEWEST:
        return None
    values = np.log1p(np.asarray(counts, float))
    left, right = np.triu_indices(n, 1)
    slopes = np.sort((values[right] - values[left]) / (right - left))
    half = 1.96 * math.sqrt(n * (n - 1) * (2 * n + 5) / 18) / 2
    low = slopes[max(0, round(len(slopes) / 2 - half) - 1)]
    high = slopes[min(len(slopes) - 1, round(len(slopes) / 2 + half))]
    return Slope(_yearly(float(np.median(slopes))), _yearly(float(low)), _yearly(float(high)), n)


def _yearly(slope: float) -> float:
    return math.expm1(max(-5.0, min(5.0, 12 * slope)))
