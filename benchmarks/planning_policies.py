"""Whom each policy would touch this week: ours, the oracle, and what people and other tools do.

A policy scores the ties; of those above minus infinity as many are taken, highest first, as fit into the minutes. Where
a rival has periods they were chosen on networks of their own (`tuned`), so that its best is beside ours.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.planning_beliefs import Beliefs
from benchmarks.planning_world import World
from kithbook.planning import LEAST_REST
from kithbook.planning.fading import Floats
from kithbook.planning.filling import filled, greedy
from kithbook.planning.prospects import Columns, may, worth

NOBODY: Final = -np.inf


@dataclass
class View:
    """What is known at the start of a week; arrays of (networks, ties)."""

    made: World
    beliefs: Beliefs
    silent: Floats  # days since a contact that was seen
    tried: Floats  # days since the last touch, landed or not
    true_silent: Floats  # for the oracle alone
    rng: np.random.Generator
    budget: int

    @property
    def clock(self) -> Floats:
        """Days since a contact or a try: what a reminder counts."""
        return np.minimum(self.silent, self.tried)


Policy = Callable[[View], NDArray[np.bool_]]
Score = Callable[[View], Floats]


def by(score: Score) -> Policy:
    """Highest score first, as long as they fit."""

    def chosen(view: View) -> NDArray[np.bool_]:
        touched = np.zeros(view.silent.shape, dtype=bool)
        for network, row in enumerate(score(view)):
            order = np.argsort(-row, kind="stable")
            order = order[row[order] > NOBODY]
            touched[network, greedy(order, view.made.minutes[network], view.budget)] = True
        return touched

    return chosen


def believed(view: View) -> Columns:
    """The ties as `kithbook.planning` takes them, those of one network after those of the other."""
    flat, nothing = view.silent.ravel(), np.zeros(view.silent.size)
    return Columns(
        person=np.arange(flat.size),
        value=view.made.value.ravel(),
        silent=flat,
        half=view.beliefs.half.ravel(),
        minutes=view.made.minutes.ravel(),
        shape=np.ones(flat.size),
        inbound=view.beliefs.inbound.ravel(),
        ideal=nothing,
        latest=np.full(flat.size, np.inf),
        occasion=nothing,
        wished=nothing.astype(bool),
        resting=nothing.astype(bool),
        reached=view.beliefs.reached.ravel(),
        tried=view.tried.ravel(),
    )


def ours(view: View) -> NDArray[np.bool_]:
    """Kithbook, by the functions of which `planning.week` is made."""
    those = believed(view)
    return _fullest(np.where(may(those), worth(those), 0.0).reshape(view.silent.shape), view)


def oracle(view: View) -> NDArray[np.bool_]:
    """The same index with the truth: its law, rates and silences as they are now."""
    return _fullest(np.where(view.true_silent >= LEAST_REST, view.made.indices(view.true_silent), 0.0), view)


def _fullest(gains: Floats, view: View) -> NDArray[np.bool_]:
    touched = np.zeros(gains.shape, dtype=bool)
    for network, row in enumerate(gains):
        touched[network, filled(row, view.made.minutes[network], view.budget)] = True
    return touched


def nobody(view: View) -> NDArray[np.bool_]:
    """No touch at all."""
    return np.zeros(view.silent.shape, dtype=bool)


def fixed(period: float) -> Policy:
    """Reminders after the same period for everybody, overdue longest first; nobody before."""
    return by(lambda view: np.where(view.clock >= period, view.clock, NOBODY))


def tiered(periods: tuple[float, float, float]) -> Policy:
    """A period for each circle: most overdue for its period first, and who is nearly due where minutes are left."""
    return by(lambda view: view.clock / np.array(periods)[view.made.circle])


def strongest(period: float) -> Policy:
    """The most valued of those who were silent for a period."""
    return by(lambda view: np.where(view.clock >= period, view.made.value, NOBODY))


PLAIN: Final[dict[str, Policy]] = {
    "nobody": nobody,
    "random": by(lambda view: view.rng.random(view.silent.shape)),
    "round robin": by(lambda view: view.tried),
    "oldest first": by(lambda view: view.clock),
    "value times staleness": by(lambda view: view.made.value * view.clock),
}
USUAL_TIERS: Final = (30.0, 180.0, 365.0)
# What may be chosen from: periods in days.
PERIODS: Final = (14.0, 30.0, 60.0, 90.0, 120.0, 180.0, 210.0, 365.0)
# Only their ratios matter, as the most overdue for its period comes first.
TIERS: Final = tuple(
    (30.0, 30 * curated, 30 * curated * loose)
    for curated in (1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
    for loose in (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 12.0)
)
