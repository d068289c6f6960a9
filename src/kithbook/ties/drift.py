"""The chance that a tie falls silent if nothing is done. A first piece: one closed formula, the same for everybody."""

import math

from kithbook.ties.parameters import Parameters
from kithbook.vocabulary import Tie

DAY = 86_400
HORIZON = 90.0  # days ahead
HALF_LIFE = 180.0  # days until a talk counts half
PRIOR_TALKS, PRIOR_DAYS = 0.3, 60.0  # what is believed of a tie before anything is seen: a talk every 200 days
FEWEST = 3  # talks below which nothing is said


def drift(history: Parameters, *, now: int, days: float = HORIZON) -> float | None:
    """The chance (0 to 1) of no talk at all within ``days`` after ``now`` (but never later than ``seen_until``).

    Talks are taken to come at a rate that is itself uncertain (a gamma distribution: so the waiting time has the heavy
    tail of a power law) and that changes: each talk and each day of watching counts half for every 180 days back.
    With n such talks in T such days, P(silence for w) = ((b + T) / (b + T + w)) ^ (a + n). The counting part of the
    Pareto/NBD model (Schmittlein et al. 1987) with forgetting in the place of its moment of death, which by
    itself forecasts poorly. None below 3 talks.
    """
    if history.sessions < FEWEST or history.last is None or history.first is None:
        return None
    silent = history.silence(now)
    watched = max(0.0, (history.last - history.first) / DAY + silent)
    talks = history.heat * 0.5 ** (silent / HALF_LIFE)
    exposure = HALF_LIFE / math.log(2) * (1 - 0.5 ** (watched / HALF_LIFE))
    return float(((PRIOR_DAYS + exposure) / (PRIOR_DAYS + exposure + days)) ** (PRIOR_TALKS + talks))


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
