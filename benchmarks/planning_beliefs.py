"""What the planner believes of ties whose rates it does not know, learned from what it sees of them.

It starts from rough estimates. At each touch that lands it sees whether the answer was warm (as likely as the share
that was left, as in spaced repetition a recalled card), and it sees the contacts that come by themselves. Halves are
kept as a distribution over a grid, which widens as the truth drifts; rates of contact as a shrunk, fading count.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.planning_world import HALF, HALF_SPREAD, WEEK, Regime, World
from kithbook.planning import reach
from kithbook.planning.fading import Floats
from kithbook.planning.reaching import USUAL_REACH

GRID: Final = np.linspace(np.log(4), np.log(1200), 33)  # of ln(half)
PRIOR_CONTACTS: Final = 2.0  # as many contacts as the first estimate of a rate counts for
MEMORY: Final = 730.0  # days after which a contact counts for 1 / e, where rates drift


class Beliefs:
    """Half, inbound and reached of each tie (networks, ties), as believed now."""

    def __init__(self, regime: Regime, made: World, rng: np.random.Generator, *, learns_reach: bool = True) -> None:
        self.regime, self.made, self.learns_reach = regime, made, learns_reach
        self.half, self.inbound = made.half.copy(), made.inbound.copy()
        self.reached = np.full(made.half.shape, USUAL_REACH) if regime.reach else np.ones(made.half.shape)
        self.answered, self.tries = np.zeros(made.half.shape), np.zeros(made.half.shape)
        # Drawn in any case, so that what follows is drawn alike for every policy.
        off = rng.normal(0, 1, (2, *made.half.shape))
        if regime.noise:
            said = np.log(made.half) + regime.noise * off[0]
            about = (GRID - said[..., None]) / regime.noise, (GRID - np.log(HALF)) / HALF_SPREAD
            self.logs = -0.5 * (about[0] ** 2 + about[1] ** 2)
            self.contacts = np.full(made.half.shape, PRIOR_CONTACTS)
            rough = made.inbound * np.exp(regime.noise * off[1])
            self.exposure = np.divide(PRIOR_CONTACTS, rough, out=np.full(rough.shape, np.inf), where=rough > 0)
            self._settle()

    def tried(self, touched: NDArray[np.bool_], landed: NDArray[np.bool_]) -> None:
        """Counts which touches were answered; a person's share is drawn toward the channel's, that toward all."""
        self.tries += touched
        self.answered += landed
        if not (self.regime.reach and self.learns_reach):
            return
        for channel in np.unique(self.made.channel):
            there = self.made.channel == channel
            sums = [np.where(there, one, 0).sum(axis=1, keepdims=True) for one in (self.answered, self.tries)]
            everywhere = reach(sums[0], sums[1])
            own = reach(self.answered, self.tries, toward=everywhere)
            self.reached = np.where(there, own, self.reached)

    def warm(self, landed: NDArray[np.bool_], silent: Floats, warm: NDArray[np.bool_]) -> None:
        """Learns from whether those who were reached after this silence answered warmly."""
        if not self.regime.noise or not landed.any():
            return
        left = 1 / (1 + silent[landed][:, None] / np.exp(GRID))
        self.logs[landed] += np.log(np.where(warm[landed][:, None], left, 1 - left + 1e-9))

    def a_week(self, silent: Floats, came: NDArray[np.bool_]) -> None:
        """Learns from a week in which each tie spoke by itself or not, and lets what is known age."""
        if not self.regime.noise:
            return
        if self.regime.inbound:
            ahead = self.inbound[..., None] * WEEK / (1 + (silent[..., None] + WEEK / 2) / np.exp(GRID))
            self.logs += np.where(came[..., None], np.log(-np.expm1(-ahead)), -ahead)
            fade = np.exp(-WEEK / MEMORY)
            self.contacts = PRIOR_CONTACTS + fade * (self.contacts - PRIOR_CONTACTS) + came
            prior = PRIOR_CONTACTS / np.maximum(self.inbound, 1e-9)
            self.exposure = prior * (1 - fade) + fade * self.exposure + WEEK / (1 + silent / self.half)
        self._settle()

    def _settle(self) -> None:
        """Widens the distributions by a week's drift and takes their middles."""
        self.logs -= self.logs.max(axis=-1, keepdims=True)
        weights = np.exp(self.logs)
        step = GRID[1] - GRID[0]
        moved = min(0.4, self.regime.drift**2 / 52 / (2 * step**2))
        around = np.zeros_like(weights)
        around[..., 1:] += weights[..., :-1]
        around[..., :-1] += weights[..., 1:]
        weights = (1 - 2 * moved) * weights + moved * around + 1e-12
        weights /= weights.sum(axis=-1, keepdims=True)
        self.logs = np.log(weights)
        self.half = np.exp(weights @ GRID)
        if self.regime.inbound:
            self.inbound = self.contacts / self.exposure
