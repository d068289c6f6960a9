"""The rivals of the forecast of a group: silence, the two-week trend, a logistic regression, boosted trees."""

from typing import Any, Final

import numpy as np
import polars as pl

from benchmarks.drift_sets import Floats
from benchmarks.fit_groups import TERMS
from kithbook.ties.waiting import newton

# What anybody would count first, in logarithms: days of silence, messages in the last 60 days and in the 60 before, the
# rate of the last two weeks beside that of the 60 days, people in the last 60 days, age.
PLAIN: Final = ("silence", "level", "plain before", "plain recent", "voices", "age")
ALL: Final = (*sorted({*TERMS["halves"], *TERMS["alive"], *PLAIN}), "trend")
ROUNDS, RATE, DEPTH, LEAST, BINS = 80, 0.05, 3, 20, 16  # of the trees; a leaf has at least LEAST rows


def silence(table: pl.DataFrame, outcome: str) -> Floats:
    """The longer silent, the likelier it halves and the less likely it lives: a rank, no chance."""
    sign = 1.0 if outcome == "halves" else -1.0
    return np.asarray(sign * table["silence"].to_numpy())


def trend(table: pl.DataFrame, outcome: str) -> Floats:
    """Messages of the last two weeks beside those of the two before, in logarithms: a rank, no chance."""
    sign = -1.0 if outcome == "halves" else 1.0
    return np.asarray(sign * table["trend"].to_numpy())


def logistic(learnt: pl.DataFrame, outcome: str, asked: pl.DataFrame) -> Floats:
    """Chances by the logistic regression of PLAIN: standardised, ridge 1, every row alike, as such models come."""
    known, came = learnt.select(PLAIN).to_numpy(), learnt[outcome].to_numpy()
    middle, scale = known.mean(axis=0), np.maximum(known.std(axis=0), 1e-9)

    def rows(table: pl.DataFrame) -> Floats:
        return np.column_stack([np.ones(len(table)), (table.select(PLAIN).to_numpy() - middle) / scale])

    ridge = np.array([0.0, *[1.0] * len(PLAIN)])
    found = newton(rows(learnt), came, np.zeros(len(ridge)), ridge, np.ones(len(came)))
    return np.asarray(1 / (1 + np.exp(-rows(asked) @ found)))


def boosted(learnt: pl.DataFrame, outcome: str, asked: pl.DataFrame) -> Floats:
    """Chances by boosted trees on ALL numbers: log loss, Newton's leaves (Friedman 2001), splits at quantiles."""
    known, came, later = learnt.select(ALL).to_numpy(), learnt[outcome].to_numpy(), asked.select(ALL).to_numpy()
    edges = [np.unique(np.quantile(column, np.linspace(0, 1, BINS + 1)[1:-1])) for column in known.T]
    base = float(np.log((came.mean() + 1e-3) / (1.001 - came.mean())))
    ahead, beyond = np.full(len(known), base), np.full(len(later), base)
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-ahead))
        tree = _grown(known, came - chance, chance * (1 - chance), edges, DEPTH)
        ahead += RATE * _answer(tree, known)
        beyond += RATE * _answer(tree, later)
    return np.asarray(1 / (1 + np.exp(-beyond)))


def _grown(known: Floats, down: Floats, curve: Floats, edges: list[Floats], depth: int) -> Any:
    """A tree: its answer, or (column, edge, the tree up to it, the tree beyond it)."""
    best, split = 1e-6, None
    whole = down.sum() ** 2 / (curve.sum() + 1)
    for column, some in enumerate(edges if depth and len(down) >= 2 * LEAST else []):
        place = np.searchsorted(some, known[:, column], side="left")
        size, up, bend = (
            np.bincount(place, each, len(some) + 1).cumsum() for each in (np.ones(len(down)), down, curve)
        )
        gain = up**2 / (bend + 1) + (up[-1] - up) ** 2 / (bend[-1] - bend + 1) - whole
        gain[(size < LEAST) | (size[-1] - size < LEAST)] = 0.0
        at = int(gain.argmax())
        if gain[at] > best:
            best, split = float(gain[at]), (column, float(some[at]))
    if split is None:
        return float(down.sum() / (curve.sum() + 1))
    left = known[:, split[0]] <= split[1]
    both = (_grown(known[of], down[of], curve[of], edges, depth - 1) for of in (left, ~left))
    return (*split, *both)


def _answer(tree: Any, known: Floats) -> Floats:
    if isinstance(tree, float):
        return np.full(len(known), tree)
    column, edge, left, right = tree
    return np.where(known[:, column] <= edge, _answer(left, known), _answer(right, known))
