"""Whom this week: `python -m benchmarks.planning [--quick] [--json] [--data DIR]`.

Policies on made-up networks (`planning_world`) of 150 ties over three years, with five touches a week, in regimes that
hide more or less from the planner; small networks beside their exact optimum (`planning_exact`). Values are means over
networks, ratios are taken within each network, with 95% intervals of the mean in the place of least and most.

Rivals with periods get those that keep most in the same regime on networks of their own (CHOOSING), and the whole
budget; "tiered cadence, usual" has 30, 180 and 365 days. Ours has nothing that was fitted to made networks, and the
seeds of REPORTED chose nothing. By how much it is above cadences hangs on the world: the faster ties fade and the
fewer speak by themselves, the more; "slow fading" has the median half of the mail networks, 150 days.

``--data`` is taken as by every benchmark; nothing is read, all is made.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.intervals import Z
from benchmarks.planning_exact import best, bound, planned, small
from benchmarks.planning_play import YEARS, played
from benchmarks.planning_policies import (
    PERIODS,
    PLAIN,
    TIERS,
    USUAL_TIERS,
    Policy,
    fixed,
    oracle,
    ours,
    strongest,
    tiered,
)
from benchmarks.planning_world import Regime, world
from benchmarks.table import Aim, Row, as_json, at_least, at_most, row, text
from kithbook.planning import Prospect, week
from kithbook.planning.fading import Floats

REGIMES: Final = (
    Regime("known"),
    Regime("known, inbound", inbound=True),
    Regime("unknown, drifting", noise=0.7, drift=0.35),
    Regime("unknown, drifting, inbound", inbound=True, noise=0.7, drift=0.35),
    Regime("fades exponentially", law="exponential"),
    Regime("fades exponentially, inbound", inbound=True, law="exponential"),
    Regime("fades by the fitted law", law="fitted"),
    Regime("fades by the fitted law, inbound", inbound=True, law="fitted"),
    Regime("40% of contacts unseen", inbound=True, unseen=0.4),
    Regime("a third of the weeks missed", missed=1 / 3),
    Regime("a third of the weeks missed, inbound", inbound=True, missed=1 / 3),
    Regime("touches of 3, 4, 30 minutes", minutes=(3, 4, 30), budget=40),
    Regime("touches of 3, 4, 30 minutes, inbound", inbound=True, minutes=(3, 4, 30), budget=40),
    Regime("touches that may not land", reach=True),
    Regime("touches that may not land, inbound", inbound=True, reach=True),
    Regime("slow fading", half=150.0),
    Regime("slow fading, inbound", inbound=True, half=150.0),
)
CHOOSING, REPORTED = range(8), range(1000, 1030)
QUICK_CHOOSING, QUICK_REPORTED = range(3), range(1000, 1006)
# Small networks: (ties, weeks, minutes of a touch, budget).
SMALL: Final = ((8, 16, (1,), 1), (10, 16, (1,), 2), (8, 14, (3, 4, 6), 8))
SMALL_SEEDS, QUICK_SMALL_SEEDS = range(2000, 2020), range(2000, 2006)
TUNED, USUAL = "tiered cadence, tuned", "tiered cadence, usual"
NOT_RIVALS: Final = ("ours", "oracle", "ours, reach not learned")
MANY: Final = 5_000
SETTLED: Final = 4  # years after which it no longer matters how all began
Kept = dict[str, Floats]


def rivals(regime: Regime, seeds: range, years: int) -> dict[str, Policy]:
    """The policies of others, with the periods that keep most on these networks."""

    def tuned(make: Callable[[Any], Policy], among: Sequence[Any]) -> Policy:
        return make(max(among, key=lambda one: played(regime, make(one), seeds, years=years).mean()))

    return {
        **PLAIN,
        "strongest first, tuned": tuned(strongest, PERIODS),
        "fixed cadence, tuned": tuned(fixed, PERIODS),
        USUAL: tiered(USUAL_TIERS),
        TUNED: tuned(tiered, TIERS),
    }


def measured(regime: Regime, choosing: range, reported: range, years: int) -> Kept:
    """The share kept in each network by each policy."""
    policies = {**rivals(regime, choosing, 1), "ours": ours, "oracle": oracle}
    kept = {name: played(regime, policy, reported, years=years) for name, policy in policies.items()}
    if regime.reach:
        kept["ours, reach not learned"] = played(regime, ours, reported, years=years, learns_reach=False)
    return kept


def mean(where: tuple[str, str, str], metric: str, values: Floats) -> Row:
    """A row of the mean and its 95% interval."""
    middle, off = float(values.mean()), float(Z * values.std(ddof=1) / np.sqrt(len(values)))
    return Row(*where, metric, middle, middle - off, middle + off, len(values))


def rows_of(regime: Regime, kept: Kept, reported: range) -> list[Row]:
    """What each policy keeps in one regime, and ours beside some of them."""
    name, ties = regime.name, "150 ties"
    found = [mean((ties, name, system), "share kept", values) for system, values in kept.items()]
    if regime.name in ("known", "known, inbound"):
        later = played(regime, ours, reported, years=SETTLED + 1, since=SETTLED)
        above = bound(world(regime, reported), regime.budget)
        found.append(mean((ties, name, "ours"), "share kept in the fifth year", later))
        found.append(mean((ties, name, "no plan exceeds"), "share kept in the long run", above))
        off = foreseen(regime, reported) - played(regime, ours, reported, years=1)
        found.append(mean((ties, name, "ours"), "share foreseen less kept, first year", off))
    for other in (*NOT_RIVALS[1:], TUNED, USUAL):
        if other in kept:
            found.append(mean((ties, name, "ours"), f"ratio to {other}", kept["ours"] / kept[other]))
    return found


def foreseen(regime: Regime, seeds: range) -> Floats:
    """What `planning.week` says in the first week of each network that will be kept over the year."""
    made, found = world(regime, seeds), []
    for network in range(len(seeds)):
        columns = (made.value, made.silent, made.half, made.minutes, made.inbound)
        rows = zip(*(one[network].tolist() for one in columns), strict=True)
        people = [Prospect(place, *known, inbound=inbound) for place, (*known, inbound) in enumerate(rows)]
        found.append(week(people, budget=regime.budget).kept_value)
    return np.array(found)


def exact(seeds: range) -> list[Row]:
    """Ours beside the exact optimum of small networks, which knows when all ends."""
    found = []
    for ties, weeks, minutes, budget in SMALL:
        networks = [small(seed, ties, minutes) for seed in seeds]
        shares = [planned(one, weeks, budget) / best(one, weeks, budget) for one in networks]
        what = f"{ties} ties, {weeks} weeks, {'/'.join(map(str, minutes))} of {budget}"
        found.append(mean((what, "known", "ours"), "ratio to exact", np.array(shares)))
    return found


def speed(runs: int = 7) -> Row:
    """Milliseconds for the plan of a book of 5,000 people, with the year foreseen."""
    rng = np.random.default_rng(76)
    drawn = (
        rng.lognormal(0, 1, MANY),
        rng.exponential(120, MANY),
        rng.lognormal(4, 1, MANY),
        rng.exponential(0.02, MANY),
    )
    people = [
        Prospect(person, value, silent, half, (3, 4, 30)[person % 3], inbound=inbound)
        for person, (value, silent, half, inbound) in enumerate(zip(*(one.tolist() for one in drawn), strict=True))
    ]
    took = []
    for _ in range(runs):
        start = time.perf_counter()
        week(people, budget=40)
        took.append(1000 * (time.perf_counter() - start))
    return row(("5,000 people", "3, 4, 30 minutes, inbound", "ours"), "ms for a week", took)


def aims(kept: dict[str, Kept], small_rows: Sequence[Row], took: Row) -> list[Aim]:
    """What was asked, and what was reached; ratios are means over networks."""

    def ratio(regime: str, other: str) -> float:
        return float((kept[regime]["ours"] / kept[regime][other]).mean())

    worst, regime, other = min(
        (ratio(regime, other), regime, other) for regime, of in kept.items() for other in of if other not in NOT_RIVALS
    )
    return [
        at_least(
            "known: ratio to the exact optimum, mean of small networks",
            0.98,
            statistics.mean(r.value for r in small_rows),
        ),
        *(at_least(f"{name}: ratio to the oracle", 0.95, ratio(name, "oracle")) for name in kept if "unknown" in name),
        *(
            at_least(f"{regime}: ratio to {other}", 1.03 if "inbound" in regime else 1.08, ratio(regime, other))
            for regime in kept
            if "known" in regime
            for other in (TUNED, USUAL)
        ),
        at_least(f"never below any rival: least ratio ({other}; {regime})", 1.0, worst),
        at_most("ms for a week of 5,000 people", 200, took.value),
    ]


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planning", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer networks and years, within a minute")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.add_argument("--data", type=Path, help="taken as by every benchmark; all networks here are made")
    told = parser.parse_args()
    choosing, reported = (QUICK_CHOOSING, QUICK_REPORTED) if told.quick else (CHOOSING, REPORTED)
    kept: dict[str, Kept] = {}
    rows: list[Row] = []
    for regime in REGIMES:
        kept[regime.name] = measured(regime, choosing, reported, 1 if told.quick else YEARS)
        rows += rows_of(regime, kept[regime.name], reported)
    small_rows, took = exact(QUICK_SMALL_SEEDS if told.quick else SMALL_SEEDS), speed()
    rows += [*small_rows, took]
    wanted = aims(kept, small_rows, took)
    print(as_json("planning", rows, wanted) if told.json else text(rows, wanted))


if __name__ == "__main__":
    main()
