"""The chance that a tie falls silent if nothing is done. A first piece: one closed formula, the same for everybody."""

import math
from typing import Final

from kithbook.ties.parameters import DAY, HALF_LIFE, Parameters
from kithbook.vocabulary import Tie

HORIZON: Final = 90.0  # days ahead
SETTLED: Final = 10.0  # days: a silence shorter than this hardly matters
BASE: Final = 0.1  # how fast the tail of the silence falls
GROWTH: Final = 0.4  # and how much faster for each unit of the logarithm of talks
FEWEST: Final = 3  # talks below which nothing is said


def drift(history: Parameters, *, now: int, days: float = HORIZON) -> float | None:
    """The chance (0 to 1) of no contact at all within ``days`` after ``now`` (but not after ``seen_until``).

    After s days of silence, and with n talks of which each counts half for every 180 days back:
    P(silence for w more days) = ((10 + s) / (10 + s + w)) ^ (0.1 + 0.4 ln(1 + n)). A waiting time with the tail of a
    power law (a Pareto distribution), as ties decay (Burt 2000), whose exponent grows with the logarithm of what was
    there. Not "gap over usual gap", which forecasts poorly. The four numbers are round ones, chosen by sight
    on two public sets, where the neighbouring offsets of 5 and 15 days in place of 10 gave an area under the curve of
    about .81 and .80 on the email-Eu pairs with three talks or more at 30 and 90 days (recency .77 and .77) and .89 on
    CollegeMsg at 14 days (recency .89): not held-out figures. The calibration error was .06 to .10 on email-Eu and up
    to .5 on CollegeMsg, which dies out as a whole: take the chance as a rank first. None below 3 talks.
    """
    if history.sessions < FEWEST or history.last is None:
        return None
    silent = history.silence(now)
    talks = history.heat * 0.5 ** (silent / HALF_LIFE)
    share = (SETTLED + silent) / (SETTLED + silent + days)
    return float(share ** (BASE + GROWTH * math.log1p(talks)))


def drifting(tie: Tie) -> bool:
    """Whether to call the tie drifting: silence is likely, and it has already lasted twice the usual gap and a month.

    A tie that speaks once a year is therefore not drifting in its sixth month.

    >>> from kithbook.vocabulary import Score
    >>> drifting(Tie(7, Score(0.6), 30.0, 0, 100 * 86_400, 12, 0, "", 0.7))
    True
    """
    if tie.drift is None or tie.rhythm_days is None or tie.last is None:
        return False
    silent = (tie.seen_until - tie.last) / DAY
    return tie.drift >= 0.5 and silent >= max(30.0, 2 * tie.rhythm_days)
