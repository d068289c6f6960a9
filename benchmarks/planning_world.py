"""Made-up networks whose ties fade, and what a planner knows of them, played day by day.

Everything is an array of (networks, ties); networks are drawn from a seed. How widely ties differ was measured: among
owners with 50 ties or more in email-Eu and Enron, the logarithms of the halves that ties/drift.json gives have a
standard deviation of 1.3 to 1.5, those of the days in touch (the stand-in for value) of 1.3. How fast ties fade and
speak by themselves is set to be as hard as an earlier simulation was: oldest first keeps about .384 without and .570
with contact by themselves, there and here (on the networks of CHOOSING). Value, half and contact are drawn apart:
in mail, ties of much contact have short halves, while old and strong ones were found to fade slower (Burt 2000).
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kithbook.planning.fading import Floats, indices

TIES: Final = 150
CORE, CURATED = 8, 33  # circles by value: the first 8 are core, the next 25 curated, the rest loose
VALUE_SPREAD: Final = 1.3  # of ln(value)
HALF: Final = 34.0  # days, the median
HALF_SPREAD: Final = 1.4  # of ln(half)
INBOUND: Final = 1 / 36  # a day, the median of fresh ties
INBOUND_SPREAD: Final = 1.0
QUIET: Final = 120.0  # mean days of silence at the start
WEEK: Final = 7
LONG: Final = 6 * 365  # days that tables of other laws of fading reach


@dataclass(frozen=True)
class Regime:
    """What is true of a world, and what is hidden from the planner."""

    name: str
    inbound: bool = False
    half: float = HALF
    law: str = "log-logistic"  # or exponential, or fitted: the truth; the planner believes in the first
    noise: float = 0.0  # standard deviation of the first estimates of ln(half) and ln(inbound)
    drift: float = 0.0  # of the truth's ln(half) and ln(inbound) in a year
    unseen: float = 0.0  # share of contacts by themselves that the planner does not see
    missed: float = 0.0  # share of weeks in which nothing is done
    minutes: tuple[int, ...] = (1,)
    budget: int = 5
    reach: bool = False  # touches land with a chance that differs from person to person


@dataclass
class World:
    """The truth: (networks, ties) of each; ``table`` is the share kept after each day, where the law has no formula."""

    value: Floats
    half: Floats
    inbound: Floats
    silent: Floats
    minutes: NDArray[np.int64]
    circle: NDArray[np.int64]  # 0 core, 1 curated, 2 loose
    reached: Floats
    channel: NDArray[np.int64]
    law: str
    table: Floats | None = None

    def share(self, silent: Floats) -> Floats:
        """The share of its value that each tie has left."""
        if self.table is not None:
            day = np.minimum(silent, self.table.shape[1] - 1).astype(np.int64)
            return self.table[np.arange(silent.size), day.ravel()].reshape(silent.shape)
        if self.law == "exponential":
            return np.asarray(0.5 ** (silent / self.half))
        return np.asarray(1 / (1 + silent / self.half))

    def indices(self, silent: Floats) -> Floats:
        """Whittle's index of each tie by the true law, at a silence: what the oracle goes by."""
        flat = silent.ravel() + WEEK / 2
        days = flat[:, None] * np.linspace(0, 1, 40) ** 2
        left = np.stack([self.share(column.reshape(silent.shape)).ravel() for column in days.T], axis=1)
        found = indices(days, left, self.inbound.ravel())[:, -1]
        return np.asarray(self.value * found.reshape(silent.shape) * self.reached)


def world(regime: Regime, seeds: range, ties: int = TIES) -> World:
    """One network for each seed, the same whatever the others are."""
    drawn = [_network(regime, np.random.default_rng([seed, 71]), ties) for seed in seeds]
    value, half, inbound, silent, minutes, reached, channel = (np.stack(one) for one in zip(*drawn, strict=True))
    order = np.argsort(np.argsort(-value, axis=1), axis=1)
    made = World(
        value=value,
        half=half,
        inbound=inbound,
        silent=silent,
        minutes=minutes,
        circle=(order >= CORE).astype(np.int64) + (order >= CURATED),
        reached=reached,
        channel=channel,
        law=regime.law,
    )
    if regime.law != "fitted":
        return made
    table = fitted_shares(made.half.ravel(), np.random.default_rng([seeds.start, 72]))
    crossed = np.where((table <= 0.5).any(axis=1), (table <= 0.5).argmax(axis=1), LONG)
    return replace(made, table=table, half=np.maximum(1.0, crossed).reshape(half.shape))


def _network(regime: Regime, rng: np.random.Generator, ties: int) -> tuple[np.ndarray, ...]:
    value = rng.lognormal(0, VALUE_SPREAD, ties)
    half = regime.half * rng.lognormal(0, HALF_SPREAD, ties)
    inbound = INBOUND * rng.lognormal(0, INBOUND_SPREAD, ties) * regime.inbound
    silent = rng.exponential(QUIET, ties)
    minutes = rng.choice(np.array(regime.minutes, dtype=np.int64), ties)
    channel = rng.integers(0, 3, ties)
    # Three channels of different reach, and people within each.
    reached = rng.beta(*(4 * np.array([[0.85, 0.15], [0.6, 0.4], [0.35, 0.65]])[channel].T)) if regime.reach else None
    return value, half, inbound, silent, minutes, np.ones(ties) if reached is None else reached, channel


def fitted_shares(usual: Floats, rng: np.random.Generator) -> Floats:
    """The share kept after each day of silence by the law of waiting in ties/drift.json, a row for each tie.

    A tie that was in touch every ``usual`` / 4 days for a year or more falls silent. What is kept is its chance of a
    contact within 90 days, beside that on the day of the last one.
    """
    from kithbook.ties import drift  # only this regime needs it

    gap = usual / 4
    age = 365 * (1 + rng.exponential(2.0, len(usual)))
    days = np.maximum(2.0, age / gap)
    fresh = {f"days{span}": 1 / -np.expm1(-np.log(2) * gap / span) for span in (7, 30, 90, 365)}
    fixed = {
        "contacts": days * 3,
        "days": days,
        "gaps": days - 1,
        "gap_logs": (days - 1) * np.log(gap + 0.5),
        "gap_squares": (days - 1) * (np.log(gap + 0.5) ** 2 + 0.8),
        "last_together": np.full(len(usual), np.nan),
        **{f"together{span}": np.full(len(usual), np.nan) for span in (7, 30, 90)},
        **{f"busy{span}": np.full(len(usual), float(span)) for span in (7, 30, 90, 365)},
    }
    at, points = np.unique(np.geomspace(1, LONG + 1, 60).astype(int) - 1), []
    for silent in at:
        faded = {name: value * 0.5 ** (silent / int(name[4:])) for name, value in fresh.items()}
        last = np.zeros(len(usual))
        both = {"mine90": faded["days90"] * 0.7, "theirs90": faded["days90"] * 0.7}
        until = last + silent * 86_400.0
        columns = {"first": -age * 86_400, "last": last, "seen_until": until, **fixed, **faded, **both}
        points.append(1 - drift.chances(columns))
    curve = np.minimum.accumulate(np.stack(points, axis=1), axis=1)
    curve = curve / curve[:, :1]
    return np.stack([np.interp(np.arange(LONG), at, row) for row in curve]).astype(np.float32)
