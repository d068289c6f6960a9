"""Yearly ties: a birthday, a summer. They are silent for most of the year and speak around one day of it."""

import math
from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kithbook.ties.days import DAY
from kithbook.ties.gaps import YEAR
from kithbook.ties.waiting import Floats

# How close together in the year the contacts of a yearly tie lie: 1 is one day, 0 all over it. The fewer years, the
# closer, as two days of a year may lie near each other by chance: within a fortnight they do so once in thirteen times.
CLOSE: Final = {2: 0.97, 3: 0.9}
CLOSE_ENOUGH: Final = 0.8
LONG_BEFORE: Final = 120.0  # days: a contact so shortly before an anniversary was for this one
NARROWEST: Final = 5.0  # days: how far an anniversary may be missed at least (a standard deviation)


def yearly(columns: Mapping[str, Floats]) -> NDArray[np.bool_]:
    """Which ties (columns of Rhythm) have contacts that lie close together in the year and came back after long gaps.

    The length of the mean direction of the days of the year (Mardia and Jupp 2000, Directional Statistics, 2.3).
    """
    close = np.hypot(columns["year_cos"], columns["year_sin"]) / np.maximum(columns["days"], 1)
    least = np.select([columns["long_gaps"] == returns - 1 for returns in CLOSE], list(CLOSE.values()), CLOSE_ENOUGH)
    found: NDArray[np.bool_] = (columns["long_gaps"] >= 1) & (close >= least)
    return found


def silence(tie: Mapping[str, float], at: float, ahead: Floats, shift: int) -> Floats:
    """-ln(chance of no contact) of a yearly tie until each of the days ``ahead`` of the moment ``at`` (UTC seconds).

    Each anniversary brings a contact with the same chance, the share of the years so far that did (with one hit and one
    miss more), around the middle day of the year, as far as the days of the past spread. Between them the tie never
    spoke: that counts as half a contact in the years so far and one more.
    """
    close = min(0.9999, math.hypot(tie["year_cos"], tie["year_sin"]) / tie["days"])
    spread = max(NARROWEST, math.sqrt(-2 * math.log(close)) * YEAR / (2 * math.pi))
    middle = math.atan2(tie["year_sin"], tie["year_cos"]) / (2 * math.pi) * YEAR
    today, silent = (at + shift) / DAY, (at - tie["last"]) / DAY
    away = (middle - today) % YEAR  # days until the next one
    first = away - YEAR if YEAR - away < 3 * spread else away  # one that is just over may still bring it
    if silent + first < LONG_BEFORE:  # this year's has been
        first += YEAR
    missed = max(0, round((silent + first) / YEAR) - 1)
    years = round((tie["last"] - tie["first"]) / DAY / YEAR)
    hits = tie["long_gaps"]
    share = (hits + 1) / (max(hits, years) + missed + 2)
    total = ahead / YEAR * 0.5 / (years + 1)
    for number in range(5):
        from_now, until = (
            _normal(-(first + number * YEAR) / spread),
            np.array([_normal((day - first - number * YEAR) / spread) for day in ahead]),
        )
        total -= np.log1p(-share * (until - from_now) / max(1 - from_now, 1e-6))
    return total


def _normal(z: float) -> float:
    return 0.5 * (1 + math.erf(z / math.sqrt(2)))
