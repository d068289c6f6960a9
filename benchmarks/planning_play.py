"""A policy played on made-up networks, day by day for some years."""

from typing import Final

import numpy as np

from benchmarks.planning_beliefs import Beliefs
from benchmarks.planning_policies import Policy, View
from benchmarks.planning_world import LONG, WEEK, Regime, World, world
from kithbook.planning.fading import Floats

YEARS: Final = 3
WEEKS: Final = 52


def played(
    regime: Regime,
    policy: Policy,
    seeds: range,
    *,
    years: int = YEARS,
    since: int = 0,
    learns_reach: bool = True,
    ties: int = 150,
) -> Floats:
    """The share of tie value kept in each network over the years, counted from ``since`` (a year) on.

    Chance is drawn alike for every policy.
    """
    made = world(regime, seeds, ties)
    rng, own = np.random.default_rng([seeds.start, 73]), np.random.default_rng([seeds.start, 74])
    beliefs = Beliefs(regime, made, rng, learns_reach=learns_reach)
    silent, seen = made.silent.copy(), made.silent.copy()
    # A round robin that begins has nobody whom it touched; it begins with the first.
    tried = np.full(silent.shape, float(LONG)) - np.arange(silent.shape[1])
    weights = made.value / made.value.sum(axis=1, keepdims=True)
    kept = np.zeros(len(seeds))
    for week in range(years * WEEKS):
        counts = week >= since * WEEKS
        missed, lands, warm = rng.random((len(seeds), 1)), rng.random(silent.shape), rng.random(silent.shape)
        touched = policy(View(made, beliefs, seen, tried, silent, own, regime.budget)) & (missed >= regime.missed)
        assert ((touched * made.minutes).sum(axis=1) <= regime.budget).all(), "over the budget"
        landed = touched & (lands < made.reached)
        beliefs.tried(touched, landed)
        beliefs.warm(landed, seen, warm < made.share(silent))
        silent, seen = np.where(landed, 0.0, silent), np.where(landed, 0.0, seen)
        tried = np.where(touched, 0.0, tried)
        before = seen
        spoke = np.zeros(silent.shape, dtype=bool)
        for _ in range(WEEK):
            comes, sees = rng.random((2, *silent.shape))
            left = made.share(silent + 0.5)
            kept += counts * (weights * left).sum(axis=1)
            came = comes < -np.expm1(-made.inbound * left)
            shown = came & (sees >= regime.unseen)
            spoke |= shown
            silent, seen, tried = np.where(came, 0.0, silent + 1), np.where(shown, 0.0, seen + 1), tried + 1
        beliefs.a_week(before, spoke)
        _drift(made, regime, rng)
    return np.asarray(kept / ((years - since) * WEEKS * WEEK))


def _drift(made: World, regime: Regime, rng: np.random.Generator) -> None:
    """The truth moves on: a random walk of the logarithms."""
    moves = rng.normal(0, regime.drift / np.sqrt(WEEKS), (2, *made.half.shape))
    if regime.drift:
        made.half *= np.exp(moves[0])
        made.inbound *= np.exp(moves[1])
