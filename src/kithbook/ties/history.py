"""A history in plain numbers, kept for each tie, and what follows from it at any moment by closed formulas."""

from collections.abc import Collection, Sequence
from typing import Any, Final

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray

from kithbook.ties import drift, pace, rhythm, sums
from kithbook.ties.backtest import Ground
from kithbook.ties.days import DAY
from kithbook.ties.pace import Pace
from kithbook.ties.rhythm import Rhythm
from kithbook.ties.strength import strength, strengths
from kithbook.ties.sums import Sums
from kithbook.vocabulary import Reason, Score, Tie

HORIZONS: Final = (30, 90, 180, 365)  # days ahead for which drift is told
HORIZON: Final = 90  # of them, the one that a tie carries
FARTHEST: Final = 3 * 365 * DAY  # seconds: a next contact that is expected later than that is no expectation


class History(msgspec.Struct, frozen=True):
    """The owner and one person in numbers; msgspec reads and writes it as JSON.

    ``familiarity`` is what the owner says, 1 to 5; ``groups`` are those in common, ``channels`` the platforms on which
    the two write one to one. ``logged``: nothing but what was logged by hand, and meetings, is known.

    >>> History(7).sums.enough
    False
    """

    person: int
    sums: Sums = Sums()
    pace: Pace = Pace()
    rhythm: Rhythm = Rhythm()
    familiarity: int | None = None
    groups: int = 0
    channels: int = 1
    logged: bool = False


class Ahead(msgspec.Struct, frozen=True):
    """What lies ahead if nothing is done: (days, chance of silence, low, high), why, and the next contact.

    ``expected`` and the ends of its 80% interval are UTC seconds; None where nothing can be said.
    """

    chances: tuple[tuple[int, float, float, float], ...]
    reasons: tuple[Reason, ...]
    expected: tuple[int, int, int] | None  # earliest, expected, latest


def histories(days: pl.DataFrame, until: pl.DataFrame, *, of: Collection[int] | None = None) -> dict[int, History]:
    """The numbers of everybody with any day (or of those of ``of``).

    ``days`` as `days.days` gives them, of all people, since what else the owner was busy with counts too; ``until``
    has person and until (UTC seconds), until when each was seen.
    """
    own = days if of is None else days.filter(pl.col("person").is_in(list(of)))
    when = until if of is None else until.filter(pl.col("person").is_in(list(of)))
    paces = _structs(pace.paces(days, until=when), Pace)
    rhythms = _structs(rhythm.rhythms(own, until=when), Rhythm)
    return {
        person: History(person, summed, paces.get(person, Pace()), rhythms.get(person, Rhythm()))
        for person, summed in _structs(sums.sums(own, until=when), Sums).items()
    }


def _structs(frame: pl.DataFrame, kind: Any) -> dict[int, Any]:
    rows = msgspec.convert(frame.rows(named=True), list[kind])
    return dict(zip(frame["person"].to_list(), rows, strict=True))


def at(history: History, ground: Ground, *, now: int, circle: str = "") -> Tie:
    """The tie as of ``now`` (UTC seconds) out of stored numbers: no history is read.

    Silence counts only up to when the channel was seen, so a book that was last fed years ago does not age.
    """
    summed = history.sums
    score = strength(
        summed,
        now=now,
        familiarity=history.familiarity,
        groups=history.groups,
        channels=history.channels,
    )
    return Tie(
        person=history.person,
        strength=score,
        rhythm_days=rhythm.usual(history.rhythm, ground.population) if summed.enough else None,
        last=summed.last,
        seen_until=summed.seen_until,
        direct=summed.direct,
        in_groups=summed.in_groups,
        circle=circle,
        drift=_silence(history, ground, now, HORIZON) if summed.enough else None,
    )


def all_at(histories: Collection[History], ground: Ground, *, now: int) -> list[Tie]:
    """`at` for many at once, in their order, without reasons and circles: the same numbers, a hundred times faster."""
    known = [each for each in histories if each.sums.last is not None]
    if not known:
        return [at(each, ground, now=now) for each in histories]
    measured = strengths(
        _frame([each.sums for each in known]),
        now,
        familiarity=np.array([float(each.familiarity or 0) for each in known]),
        groups=np.array([float(each.groups) for each in known]),
        channels=np.array([float(each.channels) for each in known]),
    )
    chances = drift.chances(_frame([each.pace for each in known]), now=now, days=float(HORIZON), model=ground.drift)
    rhythms = _frame([each.rhythm for each in known])
    silences = rhythm.silences(rhythms, chances, now=now, days=HORIZON, shift=ground.shift)
    told = {each.person: (measured[place], float(silences[place])) for place, each in enumerate(known)}
    return [
        _tie(each, ground, *told[each.person]) if each.person in told else at(each, ground, now=now)
        for each in histories
    ]


def _frame(numbers: Sequence[msgspec.Struct]) -> pl.DataFrame:
    return pl.DataFrame([msgspec.structs.asdict(each) for each in numbers], infer_schema_length=None)


def _tie(history: History, ground: Ground, strength: NDArray[np.float64], chance: float | None) -> Tie:
    summed = history.sums
    value, low, high = (None if np.isnan(number) else float(number) for number in strength)
    return Tie(
        person=history.person,
        strength=Score(value, (), low, high),
        rhythm_days=rhythm.usual(history.rhythm, ground.population) if summed.enough else None,
        last=summed.last,
        seen_until=summed.seen_until,
        direct=summed.direct,
        in_groups=summed.in_groups,
        circle="",
        drift=chance if summed.enough and chance is not None and not np.isnan(chance) else None,
    )


def _silence(history: History, ground: Ground, now: int, days: float) -> float | None:
    """The chance of no contact within ``days``: by the law of drift, of a yearly tie by its rhythm."""
    chance = drift.chance(history.pace, now=now, days=days, model=ground.drift)
    if chance is None or not rhythm.yearly(history.rhythm):
        return chance
    return float(
        rhythm.silences(_frame([history.rhythm]), np.array([chance]), now=now, days=days, shift=ground.shift)[0]
    )


def ahead(history: History, ground: Ground, *, now: int) -> Ahead | None:
    """What lies ahead of a tie; None where there is too little to say."""
    if not history.sums.enough or history.sums.last is None:
        return None
    told = []
    for days in HORIZONS:
        chance = _silence(history, ground, now, days)
        if chance is not None:
            told.append((days, chance, *drift.interval(history.pace, chance, model=ground.drift)))
    waits = rhythm.next_contact(
        history.rhythm,
        now=now,
        population=ground.population,
        shift=ground.shift,
        model=ground.rhythm,
        silent=_silence(history, ground, now, HORIZON),
    )
    expected = None
    if waits is not None and history.rhythm.gaps and waits[0] - min(now, history.sums.seen_until) < FARTHEST:
        expected = (waits[1][0], waits[0], waits[1][1])
    reasons = drift.reasons(history.pace, now=now, days=HORIZON, model=ground.drift)
    return Ahead(tuple(told), reasons, expected)


def touched(history: History, moment: int, *, shift: int = 0) -> History:
    """The same history after a touch at ``moment`` (UTC seconds): every clock starts again, nothing is fitted."""
    return msgspec.structs.replace(
        history,
        sums=sums.touched(history.sums, moment),
        pace=pace.touched(history.pace, moment),
        rhythm=rhythm.touched(history.rhythm, moment, shift=shift),
    )
