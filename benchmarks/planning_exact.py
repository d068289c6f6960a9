"""Small weeks solved exactly, and what no plan can exceed in large ones.

Without contacts by themselves a plan is for each tie a path through the weeks in which it is touched; what it keeps
between two touches is a number. The best paths under the minutes of each week are an integer programme (HiGHS).
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array

from benchmarks.planning_world import WEEK, World
from kithbook.planning import Prospect, share, week
from kithbook.planning.fading import Floats

MIDDAYS = np.arange(WEEK) + 0.5


def a_week(one: Prospect, silent: float) -> float:
    """The value-weeks that a tie keeps in a week that begins after so many days of silence."""
    return one.value * float(share(silent + MIDDAYS, one.half, one.shape).mean())


def best(ties: Sequence[Prospect], weeks: int, budget: int) -> float:
    """The most value-weeks that any plan keeps of these ties in so many weeks; no inbound contact, all touches land."""
    gains: list[float] = []
    rows: list[tuple[int, int, float]] = []  # (constraint, variable, coefficient)
    starts, ends = len(ties), len(ties) * (weeks + 1)
    for place, one in enumerate(ties):
        for begin in range(-1, weeks):  # -1: not touched yet; the tie is touched at begin, then at end (or never)
            kept, silent = 0.0, one.silent if begin < 0 else 0.0
            for end in range(max(begin, 0), weeks + 1):
                if end > begin:
                    variable = len(gains)
                    gains.append(kept)
                    rows.append((place * (weeks + 1) + begin + 1, variable, 1.0))
                    if end < weeks:
                        rows.append((place * (weeks + 1) + end + 1, variable, -1.0))
                        rows.append((ends + end, variable, float(one.minutes)))
                if end < weeks:
                    kept += a_week(one, silent)
                    silent += WEEK
    flow = np.zeros(ends + weeks)
    flow[[place * (weeks + 1) for place in range(starts)]] = 1.0
    low = np.concatenate([flow[:ends], np.full(weeks, -np.inf)])
    high = np.concatenate([flow[:ends], np.full(weeks, float(budget))])
    where, variables, values = zip(*rows, strict=True)
    table = csr_array((values, (where, variables)), shape=(ends + weeks, len(gains)))
    limits = LinearConstraint(table, low, high)
    found = milp(-np.array(gains), integrality=np.ones(len(gains)), bounds=(0, 1), constraints=limits)
    if not found.success:
        raise RuntimeError(f"The integer programme was not solved: {found.message}")
    return -float(found.fun)


def planned(ties: Sequence[Prospect], weeks: int, budget: int) -> float:
    """The value-weeks that `kithbook.planning.week` keeps of the same ties, asked week by week."""
    silent, kept = {one.person: one.silent for one in ties}, 0.0
    for _ in range(weeks):
        plan = week([_after(one, silent[one.person]) for one in ties], budget=budget)
        silent.update(dict.fromkeys(plan.chosen, 0.0))
        for one in ties:
            kept += a_week(one, silent[one.person])
            silent[one.person] += WEEK
    return kept


def _after(one: Prospect, silent: float) -> Prospect:
    return Prospect(one.person, one.value, silent, one.half, one.minutes, one.shape)


def small(seed: int, ties: int, minutes: Sequence[int]) -> list[Prospect]:
    """A small network: values and halves spread as in the large ones, but all fading within the horizon."""
    rng = np.random.default_rng([seed, 75])
    drawn = rng.lognormal(0, 1, ties), rng.exponential(60, ties), 30 * rng.lognormal(0, 1, ties)
    return [
        Prospect(person, float(value), float(silent), float(half), int(rng.choice(minutes)))
        for person, (value, silent, half) in enumerate(zip(*drawn, strict=True))
    ]


def bound(made: World, budget: int) -> Floats:
    """The share that no plan exceeds in the long run, for each network: by Lagrange's relaxation of the minutes.

    At a price for each minute every tie goes its own best way; the sum of their gains and the price of the budget is
    above what any plan keeps, at every price (Whittle 1988). The least over prices is taken. Known, lasting rates only.
    """
    days = np.concatenate([[0.0], np.geomspace(0.5, 40_000, 400)])
    left = np.stack([made.share(np.full(made.value.shape, day)) for day in days], axis=-1)
    grown = [_summed(days, left)]
    alone = np.exp(-made.inbound[..., None] * grown[0])
    length, kept = _summed(days, alone), _summed(days, alone * left)
    prices = np.geomspace(1e-3, 1e3, 300)
    value = made.value[..., None]
    found = np.full(len(value), np.inf)
    for price in prices:
        paid = price * made.minutes[..., None] * alone
        rates = (value * kept - paid)[..., 1:] / length[..., 1:]
        found = np.minimum(found, rates.max(axis=-1).sum(axis=1) + price * budget / WEEK)
    return np.asarray(found / made.value.sum(axis=1))


def _summed(days: Floats, values: Floats) -> Floats:
    pieces = np.diff(days) * (values[..., 1:] + values[..., :-1]) / 2
    return np.concatenate([np.zeros((*values.shape[:-1], 1)), np.cumsum(pieces, axis=-1)], axis=-1)
