"""From signals to a strength, a word, a circle: closed formulas over a history in numbers."""

from collections.abc import Collection

from kithbook.ties.drift import drift
from kithbook.ties.first_signals import SIGNALS
from kithbook.ties.parameters import Parameters
from kithbook.vocabulary import Reason, Score, Tie, say, say_n

# Words for a strength, from the strongest down. Below the last one, and above nothing, a tie is faint.
WORDS = ((0.70, "close"), (0.50, "warm"), (0.28, "familiar"), (0.0, "faint"))
CORE, CURATED = (5, 10), (20, 30)  # fewest and most people of a circle
CORE_FROM, CURATED_FROM = 0.40, 0.25  # a circle never reaches below


def word(strength: float | None) -> str:
    """One word for a strength: "close", "warm", "familiar", "faint", or "unknown" for None.

    >>> word(0.7), word(None)
    ('close', 'unknown')
    """
    if strength is None:
        return "unknown"
    return next((name for least, name in WORDS if strength >= least), "faint")


def strength(history: Parameters, *, now: int) -> Score:
    """The sum of what the signals add, 0 to 1, with them as reasons; None with its reason where data are thin."""
    if not history.enough:
        seen = history.direct + history.in_groups
        says = (
            say_n("too little to say: {count} contact so far", "too little to say: {count} contacts so far", seen)
            if seen
            else say("too little to say: no contact with you was seen")
        )
        return Score(None, (Reason("too little data", float(seen), 0.0, says),))
    reasons = tuple(signal(history, now) for signal in SIGNALS)
    return Score(min(1.0, max(0.0, sum(reason.weight for reason in reasons))), reasons)


def at(history: Parameters, *, now: int, circle: str = "") -> Tie:
    """The tie as of ``now`` (UTC seconds) out of stored numbers: no history is read.

    Silence counts only up to ``history.seen_until``, so a book that was last fed years ago does not age.
    """
    return Tie(
        person=history.person,
        strength=strength(history, now=now),
        rhythm_days=history.rhythm_days,
        last=history.last,
        seen_until=history.seen_until,
        direct=history.direct,
        in_groups=history.in_groups,
        circle=circle,
        drift=drift(history, now=now),
    )


def circles(ties: Collection[Tie]) -> dict[int, str]:
    """A suggestion for each person: "core" (5 to 10), "curated" (the next 20 to 30), "loose", or "" when unknown.

    People are ranked by strength; each circle ends before the widest gap between two neighbours within its bounds, and
    never reaches below a least strength (so a thin book may have no core at all).
    """
    known = sorted((t for t in ties if t.strength.value is not None), key=lambda t: (-float(t.strength), t.person))
    values = [float(t.strength) for t in known]
    core = _cut(values, CORE_FROM, *CORE)
    curated = core + _cut(values[core:], CURATED_FROM, *CURATED)
    ranks = {t.person: "core" if i < core else "curated" if i < curated else "loose" for i, t in enumerate(known)}
    return {t.person: ranks.get(t.person, "") for t in ties}


def _cut(values: list[float], least: float, fewest: int, most: int) -> int:
    """How many of the falling ``values``, none below ``least``, belong together: up to the widest gap in the bounds."""
    high = [value for value in values if value >= least]
    ends = range(min(fewest, len(high)), min(most, len(high)) + 1)
    return max(ends, key=lambda i: ((high[i - 1] - [*high, least][i]) if i else 0.0, -i))
