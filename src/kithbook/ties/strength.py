"""How close: from signals to a strength between 0 and 1, with its interval, its reasons and a word.

strength = (sum of share x reach over the signals), less what speaks against, then moved towards what the person says.
The shares sum to 1 and stand in strength.json, each with its ground; so a reason's weight is what it adds.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
import numpy as np
import polars as pl

from kithbook.ties.curves import Numbers, believed, greater, lesser
from kithbook.ties.seen import Seen, of_many, of_one, varied
from kithbook.ties.signals import SIGNALS, TAKES, Signal
from kithbook.ties.sums import ENOUGH, ENOUGH_TOUCHES, Sums
from kithbook.vocabulary import Reason, Said, Score, say, say_n

# Words for a strength, from the strongest down. Below the last one, and above nothing, a tie is faint. Set near
# where 5, 15 and 50 of 150 people lie (Dunbar 1992) among the ties of the four sets of benchmarks/strength_tasks.py of
# which something can be said: close are 1 to 3% of them, warm and up 6 to 17%, familiar and up 27 to 65% (fewer
# on CollegeMsg, which dies out).
WORDS: Final = ((0.55, "close"), (0.45, "warm"), (0.30, "familiar"), (0.0, "faint"))
SAID: Final = (0.0, 0.25, 0.45, 0.65, 0.9)  # the strength that a familiarity of 1 to 5 stands for
LEAST_SAID: Final = 0.55  # what the person says always weighs more than all that was measured,
SAID_HALF: Final = 10.0  # and the more the fewer weighted contacts there are: half of the rest at ten
SAID_STEP: Final = 0.1  # half a step of a familiarity: how exact a word is


class Share(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one signal adds at most, and on what ground."""

    share: float
    ground: str


class Shares(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shares of all signals (they sum to 1) and of what speaks against (each of the rest), and whence.

    ``spread``: standard deviations of the number of days that the interval reaches to either side.
    """

    made_with: str
    figures: dict[str, str]
    spread: float
    signals: dict[str, Share]
    takes: dict[str, Share]

    def of(self, signal: Signal) -> float:
        """The share of one signal."""
        return (self.signals.get(name_of(signal)) or self.takes[name_of(signal)]).share


@cache
def shipped() -> Shares:
    """The shares that come with the program."""
    return msgspec.json.decode(files("kithbook.ties").joinpath("strength.json").read_bytes(), type=Shares)


def name_of(signal: Signal) -> str:
    """The name of a signal as a person reads it.

    >>> from kithbook.ties.signals import who_starts
    >>> name_of(who_starts)
    'who starts'
    """
    return signal.__name__.replace("_", " ")


def word(strength: float | None) -> str:
    """One word for a strength: "close", "warm", "familiar", "faint", or "unknown" for None.

    >>> word(0.7), word(None)
    ('close', 'unknown')
    """
    if strength is None:
        return "unknown"
    return next((name for least, name in WORDS if strength >= least), "faint")


def all_heat(ties: Iterable[Sums], now: int) -> float:
    """The recent days of contact of all ties together as of ``now``, for `attention`: the share of one tie in them."""
    return float(sum(of_one(sums, now).heat for sums in ties))


def strength(
    sums: Sums,
    *,
    now: int,
    familiarity: int | None = None,
    groups: int = 0,
    channels: int = 1,
    all_heat: float | None = None,
    shares: Shares | None = None,
) -> Score:
    """How close two people are as of ``now`` (UTC seconds), 0 to 1; the weights of the reasons sum to the value.

    ``familiarity`` 1 to 5 is what the person says; ``groups`` in common; ``channels`` are the platforms on which there
    was contact; ``all_heat`` as the function of that name tells, without it the other signals share its share. None,
    with the reason, below five weighted contacts or two touches, unless the person said how close it is.
    """
    if familiarity is not None and familiarity not in range(1, 6):
        raise ValueError(f"a familiarity is a whole number from 1 to 5, not {familiarity}")
    if not sums.enough and familiarity is None:
        return _too_little(sums)
    shares = shares or shipped()
    seen = of_one(sums, now, groups=groups, channels=channels, all_heat=all_heat)
    reasons = _reasons(seen, shares) if sums.last is not None else []
    value, (low, high) = sum(reason.weight for reason in reasons), _reaches(seen, sums.last is not None, shares)
    if familiarity is not None:
        said = _said(sums.evidence)
        level = SAID[familiarity - 1]
        reasons = _with_word(reasons, value, familiarity, said)
        value = sum(reason.weight for reason in reasons)
        low = (1 - said) * low + said * max(0.0, level - SAID_STEP)
        high = (1 - said) * high + said * min(1.0, level + SAID_STEP)
    value = min(1.0, max(0.0, value))
    return Score(value, tuple(reasons), low=float(min(low, value)), high=float(max(high, value)))


def strengths(
    frame: pl.DataFrame,
    now: Numbers,
    *,
    familiarity: Numbers | None = None,
    groups: Numbers = 0,
    channels: Numbers = 1,
    all_heat: Numbers | None = None,
    shares: Shares | None = None,
    thin: bool = False,
) -> np.ndarray:
    """The values of `strength` for the rows of a frame of Sums, shape (rows, 3): value, low, high; NaN for None.

    Everything but ``shares`` may be one number for all or an array; a familiarity of 0 or NaN is none.
    ``thin``: say something even where data are too thin to show it.
    """
    shares = shares or shipped()
    seen = of_many(frame, now, groups=groups, channels=channels, all_heat=all_heat)
    met = frame["last"].is_not_null().to_numpy()
    value, (low, high) = _measured(seen, shares) * met, (end * met for end in _reaches(seen, True, shares))
    evidence = seen.mine + seen.theirs
    known = thin | (evidence >= ENOUGH) | (seen.touches + seen.met + seen.calls >= ENOUGH_TOUCHES)
    if familiarity is not None:
        told = np.nan_to_num(familiarity * np.ones(frame.height)).astype(int)
        level, said = np.array([0.0, *SAID])[told], np.where(told > 0, _said(evidence), 0.0)
        value = (1 - said) * value + said * level
        low = (1 - said) * low + said * np.maximum(0.0, level - SAID_STEP)
        high = (1 - said) * high + said * np.minimum(1.0, level + SAID_STEP)
        known |= told > 0
    value = np.clip(value, 0.0, 1.0)
    found = np.stack([value, np.minimum(low, value), np.maximum(high, value)], axis=1)
    found[~known] = np.nan
    return found


def asked(seen: Seen) -> tuple[Signal, ...]:
    """The signals that can say something here: attention needs to know of all ties."""
    return tuple(signal for signal in SIGNALS if seen.all_heat is not None or name_of(signal) != "attention")


def _reasons(seen: Seen, shares: Shares) -> list[Reason]:
    """What each signal adds and each that speaks against takes, of one tie."""
    whole = sum(shares.of(signal) for signal in asked(seen))
    found = []
    for signal in asked(seen):
        sign = signal(seen)
        found.append(
            Reason(name_of(signal), float(sign.value), shares.of(signal) / whole * float(sign.reach), sign.says())
        )
    left = sum(reason.weight for reason in found)
    for signal in TAKES:
        sign = signal(seen)
        taken = left * shares.of(signal) * float(sign.reach)
        left -= taken
        if taken > 0:
            found.append(Reason(name_of(signal), float(sign.value), -taken, sign.says()))
    return found


def _measured(seen: Seen, shares: Shares) -> Numbers:
    """The same as one number, or one for each row."""
    whole = sum(shares.of(signal) for signal in asked(seen))
    return sum(shares.of(signal) / whole * signal(seen).reach for signal in asked(seen)) * _left(seen, shares)


def _left(seen: Seen, shares: Shares) -> Numbers:
    left: Numbers = 1.0
    for signal in TAKES:
        taken = shares.of(signal) * signal(seen).reach
        left = left * (1 - taken)
    return left


def _reaches(seen: Seen, any_contact: bool, shares: Shares) -> tuple[Numbers, Numbers]:
    """The interval: the strength that the same tie might have shown by chance, ``spread`` standard deviations away."""
    if not any_contact:
        return 0.0, 0.0
    left = _left(seen, shares)
    whole = sum(shares.of(signal) for signal in asked(seen))

    def reach(by: Numbers) -> Numbers:
        other = varied(seen, by)
        added = sum(shares.of(signal) / whole * signal(other).reach for signal in asked(seen))
        return lesser(1.0, greater(0.0, added * left))

    return reach(-shares.spread), reach(shares.spread)


def _said(evidence: Numbers) -> Numbers:
    """How much what the person says weighs beside what was measured."""
    return LEAST_SAID + (1 - LEAST_SAID) * (1 - believed(evidence, SAID_HALF))


def _with_word(reasons: list[Reason], measured: float, familiarity: int, said: float) -> list[Reason]:
    """The reasons with what the person says first: it adds, or, when it is "hardly at all", takes."""
    level = SAID[familiarity - 1]
    says = say("you said: {familiarity} of 5", familiarity=familiarity)
    if level == 0:
        return [*reasons, Reason("your word", float(familiarity), -said * measured, says)]
    rest = [Reason(r.name, r.value, r.weight * (1 - said), r.says) for r in reasons]
    return [*rest, Reason("your word", float(familiarity), said * level, says)]


def _too_little(sums: Sums) -> Score:
    count = sums.direct + sums.in_groups
    says: Said = (
        say_n("too little to say: {count} contact so far", "too little to say: {count} contacts so far", count)
        if count
        else say("too little to say: no contact with you was seen")
    )
    return Score(None, (Reason("too little data", float(count), 0.0, says),))
