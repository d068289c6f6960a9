"""What is kept of all ties over the coming year, when each week is planned like this one, and when nothing is done."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kithbook.planning.fading import NODES, Floats, grid, indices
from kithbook.planning.filling import Places, greedy
from kithbook.planning.prospects import STEP, Columns, lateness

WEEKS: Final = 52
DRAWS: Final = 3000  # ties drawn in all: a small book is played through several times
MOST_WORLDS: Final = 20
SEED: Final = 20_260_101  # the same book gives the same figures


class Worth:
    """Index and share of each tie at any silence of the coming year, looked up in a table."""

    def __init__(self, those: Columns) -> None:
        self.those = those
        far = np.maximum(those.silent, those.ideal) + (WEEKS + 1) * STEP
        self.step = np.log1p(far / those.half) / (NODES - 1)
        days = grid(those.half, far)
        left = 1 / (1 + (days / those.half[:, None]) ** those.shape[:, None])
        self.table = those.value[:, None] * indices(days, left, those.inbound)
        self.rate = those.reached / those.minutes
        self.rows = np.arange(len(those.person)) * NODES

    def of(self, silent: Floats) -> Floats:
        """The worth of a touch for each minute; ``silent`` is (worlds, ties)."""
        at = np.log1p((silent + STEP / 2) / self.those.half) / self.step
        low = np.minimum(at.astype(np.int64), NODES - 2)
        flat = self.table.ravel()
        below, above = flat[self.rows + low], flat[self.rows + low + 1]
        found = (below + (at - low) * (above - below)) * self.rate
        ready = (silent >= self.those.ideal) & ~self.those.resting
        return np.asarray(np.where(ready, found * (1 + lateness(silent, self.those.latest)), 0.0))


def foreseen(those: Columns, chosen: Places, *, budget: int, yearly: float) -> tuple[float, float]:
    """Shares (0 to 1) of all value kept over 52 weeks: with ``chosen`` now and the best each week after, and with none.

    After this week there are ``yearly`` minutes a week; what is too little for anybody waits for the next, up to the
    larger of both budgets. Contacts by themselves and touches that do not land are drawn, the same for both, so that
    touching never seems to harm; a book without either is played once, and exactly.
    """
    total = those.value.sum()
    if not total > 0:
        return 0.0, 0.0
    certain = not those.inbound.any() and bool((those.reached == 1).all())
    worlds = 1 if certain else min(MOST_WORLDS, max(1, DRAWS // len(those.person)))
    weights = those.value / total
    kept = _played(those, weights, worlds, chosen, (budget, yearly))
    return kept, _played(those, weights, worlds, None, (0, 0.0))


def _played(those: Columns, weights: Floats, worlds: int, chosen: Places | None, minutes: tuple[int, float]) -> float:
    """The mean share over the year; without ``chosen`` nobody is ever touched. ``minutes``: this week's, later ones."""
    draws = np.random.default_rng(SEED)
    silent = np.tile(those.silent, (worlds, 1))
    worth = None if chosen is None else Worth(those)
    purses, kept = np.zeros(worlds), 0.0
    for week in range(WEEKS):
        comes, lands, when = draws.random((3, *silent.shape))
        if worth is not None and chosen is not None:
            touched = np.zeros(silent.shape, dtype=bool)
            if week == 0:
                touched[:, chosen] = True
            else:
                _touch(touched, worth.of(silent), those.minutes, purses, minutes)
            silent = np.where(touched & (lands < those.reached), 0.0, silent)
        middle = 1 / (1 + ((silent + STEP / 2) / those.half) ** those.shape)
        came = comes < -np.expm1(-those.inbound * STEP * middle)
        fresh = 1 / (1 + (when * STEP / 2 / those.half) ** those.shape)
        kept += float((np.where(came, (1 - when) * middle + when * fresh, middle) @ weights).mean())
        silent = np.where(came, when * STEP, silent + STEP)
    return kept / WEEKS


def _touch(
    touched: NDArray[np.bool_], worth: Floats, minutes: Places, purses: Floats, given: tuple[int, float]
) -> None:
    """Marks whom each world touches this week, and keeps in its purse what was too little for anybody."""
    budget, yearly = given
    for world, row in enumerate(worth):
        purses[world] = min(purses[world] + yearly, max(budget, yearly))
        most = min(len(row), int(purses[world]) // int(minutes.min()) + 20)  # a few more, if some are too long
        best = np.argpartition(-row, most - 1)[:most] if most < len(row) else np.arange(len(row))
        best = best[row[best] > 0]
        order = best[np.lexsort((best, -row[best]))]
        places = greedy(order, minutes, int(purses[world]))
        touched[world, places] = True
        purses[world] -= int(minutes[places].sum())
