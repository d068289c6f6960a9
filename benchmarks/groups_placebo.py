"""False alarms of what attempts did, at placebo dates, and the power: `python -m benchmarks.groups_placebo [--quick]`.

Every date is an ordinary one of a real group, drawn by a fixed seed and treated as if something had been tried on it.
For the power, messages of the 60 days after it are doubled or tripled; it is told for all dates, and for those with ten
messages and more before and after: nothing doubled is nothing.
"""

import argparse
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from benchmarks.group_sets import Group, exports, streams
from benchmarks.intervals import wilson
from benchmarks.table import Aim, Row, as_json, at_least, text
from kithbook.groups import talks
from kithbook.groups.uplift import BURST, LEVEL, WINDOW, daily, uplift

LEAST_MESSAGES, LEAST_DAYS = 300, 300
DATES: Final = 60  # of each group
QUICK_DATES: Final = 20


def rows(groups: Sequence[Group], quick: bool) -> tuple[list[Row], list[Aim]]:
    """False alarms by set and altogether beside three rivals, and the power at twice and three times as much."""
    rng = np.random.default_rng(11)
    found: dict[tuple[str, str, str], list[bool]] = {}
    told: list[bool] = []
    for group in groups:
        events = talks.clean(group.events, group.seen_until)
        if events.height < LEAST_MESSAGES:
            continue
        counts, _ = daily(events["at"].to_numpy(), group.seen_until)
        if len(counts) < LEAST_DAYS:
            continue
        days = np.arange(WINDOW, len(counts) - WINDOW - BURST)
        for day in rng.choice(days, min(QUICK_DATES if quick else DATES, len(days)), replace=False):
            plain = uplift(counts, int(day))
            told.append(plain is not None)
            for where in (group.set, "all"):
                for name, alarm in _rivals(counts, int(day)).items():
                    found.setdefault((where, name, "placebo"), []).append(alarm)
                if plain is None:
                    continue
                found.setdefault((where, "rank in time", "placebo"), []).append(plain.p <= LEVEL)
                if _speaks(counts, int(day)):
                    found.setdefault((where, "rank in time", "placebo, 10+"), []).append(plain.p <= LEVEL)
                for times in (2, 3):
                    raised = uplift(_raised(counts, int(day), times), int(day))
                    alarm = raised is not None and raised.p <= LEVEL
                    found.setdefault((where, "rank in time", f"{times} times"), []).append(alarm)
                    if _speaks(counts, int(day)):
                        found.setdefault((where, "rank in time", f"{times} times, 10+"), []).append(alarm)
    table = [_row(where, name, regime, alarms) for (where, name, regime), alarms in found.items()]
    ours = {row.regime: row for row in table if row.set == "all" and row.system == "rank in time"}
    aims = []
    if ours:
        aims.append(Aim("false alarms at the 5% level", "< 0.06", ours["placebo"].value, ours["placebo"].value <= 0.06))
        aims.append(at_least("power at twice as much", 0.30, ours["2 times, 10+"].value))
        aims.append(at_least("power at three times as much", 0.55, ours["3 times, 10+"].value))
    table.append(_row("all", "rank in time", "dates with enough to compare", told))
    return table, aims


def _row(where: str, name: str, regime: str, alarms: Sequence[bool]) -> Row:
    low, high = wilson(sum(alarms), len(alarms))
    return Row(where, regime, name, "called more than chance", float(np.mean(alarms)), low, high, len(alarms))


def _speaks(counts: NDArray[np.int64], day: int) -> bool:
    """Whether there were ten messages before and after."""
    return min(counts[day - WINDOW : day].sum(), counts[day + BURST : day + BURST + WINDOW].sum()) >= 10


def _raised(counts: NDArray[np.int64], day: int, times: int) -> NDArray[np.int64]:
    """The counts with so many times as much in the 60 days after a day."""
    raised = counts.copy()
    raised[day : day + WINDOW + BURST] *= times
    return raised


def _rivals(counts: NDArray[np.int64], day: int) -> dict[str, bool]:
    """What tests say that take the days for independent, one-sided, of the same windows."""
    before = counts[day - WINDOW : day].astype(float)
    after = counts[day + BURST : day + BURST + WINDOW].astype(float)
    total = before.sum() + after.sum()
    if not total:
        return {"Poisson": False, "Welch": False, "quasi-Poisson": False}
    poisson = stats.binomtest(int(after.sum()), int(total), 0.5, alternative="greater").pvalue
    welch = stats.ttest_ind(after, before, equal_var=False, alternative="greater").pvalue
    spread = (before.var(ddof=1) + after.var(ddof=1)) / max(1e-9, before.mean() + after.mean())
    z = (after.sum() - before.sum()) / np.sqrt(total * max(1.0, spread))
    return {
        "Poisson": poisson <= LEVEL,
        "Welch": bool(welch <= LEVEL),
        "quasi-Poisson": bool(stats.norm.sf(z) <= LEVEL),
    }


def main() -> None:
    """Measure, and print one table or one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found, aims = rows([*streams(), *exports()], chosen.quick)
    print(as_json("groups_placebo", found, aims) if chosen.json else text(found, aims))


if __name__ == "__main__":
    main()
