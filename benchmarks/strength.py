"""How close: `python -m benchmarks.strength [--quick] [--json] [--data DIR]`.

Does strength know friends from calls and texts alone, and with whom there will be contact? Shares are fitted again for
each fifth of the students, who are left out of it; who is in contact later is asked of windows that taught nothing.
With --data nothing is fitted: what is shipped is measured. Intervals are of 95%, by drawing people (not pairs) anew.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.fit_strength import DATA, FITTED, covered, equal, fit, fitted, halves, judged, some
from benchmarks.intervals import wilson
from benchmarks.networks import friends
from benchmarks.strength_measures import Measured, Ranking, agreement, area, area_over, resamples
from benchmarks.strength_tasks import KEYS, LABELS, Task, earlier, labelled, last, within
from benchmarks.table import Aim, Row, as_json, at_least, at_most, text
from kithbook.ties.days import DAY, days
from kithbook.ties.quarters import quarters
from kithbook.ties.seen import Seen, of_many
from kithbook.ties.signals import SIGNALS
from kithbook.ties.strength import Shares, name_of, shipped, strengths

FOLDS = 5
WANTED, QUARTERLY = 0.85, 10.0
SIMPLE: dict[str, Callable[[Seen], np.ndarray]] = {
    "days active": lambda seen: seen.days,
    "count": lambda seen: seen.direct + seen.in_groups,
    "recency": lambda seen: -seen.silence,
    "reciprocity": lambda seen: np.minimum(seen.mine, seen.theirs),
}


def of(task: Task, shares: Shares, *, thin: bool = True) -> np.ndarray:
    """Our strength of every tie of a task; ``thin``: also of those of whom a page would say nothing."""
    return strengths(task.ties, task.now, all_heat=task.ties["all_heat"].to_numpy(), shares=shares, thin=thin)[:, 0]


def simple(task: Task) -> dict[str, np.ndarray]:
    """What one number alone says."""
    seen = of_many(task.ties, task.now)
    return {name: score(seen) for name, score in SIMPLE.items()}


def left_out(asked: Task, teach: Sequence[Task], times: int, without: str = "") -> np.ndarray:
    """Our strength of every tie, by shares that no pair of its ego has taught; the mean of ``times`` divisions.

    ``teach`` are tasks of the same students (pairs with a student of the fold at either end are left out) and others.
    """
    size = int(max(asked.ties["ego"].max(), asked.ties["person"].max())) + 1  # type: ignore[type-var, arg-type]
    total = np.zeros(len(asked.answer))
    for division in range(times):
        fold = np.random.default_rng(division).integers(FOLDS, size=size)
        for out in range(FOLDS):
            kept = [_without(task, fold == out) if task.name.startswith("Copenhagen") else task for task in teach]
            found = of(asked, fit(kept, without=without))
            rows = fold[asked.ties["ego"].to_numpy()] == out
            total[rows] += found[rows]
    return total / times


def _without(task: Task, out: np.ndarray) -> Task:
    """A task without the pairs in which one of some people is."""
    return task.of(~(out[task.ties["ego"].to_numpy()] | out[task.ties["person"].to_numpy()]))


def drawn(task: Task, times: int) -> list[np.ndarray]:
    """Weights of the rows with people drawn anew."""
    return resamples(task.ties["ego"].to_numpy(), task.ties["person"].to_numpy(), times)


def row(where: tuple[str, str, str], metric: str, found: Measured, n: int) -> Row:
    """A figure as a row."""
    return Row(*where, metric, *found, n)


def friend_rows(task: Task, regime: str, ours: dict[str, np.ndarray], times: int) -> Iterator[Row]:
    """Friends or not: every system on the same pairs, and how far ours are above days active."""
    weights, systems = drawn(task, times), ours | simple(task)
    for name, score in systems.items():
        yield row((task.name, regime, name), "AUC", area(score, task.answer, weights), len(score))
    over = area_over(ours["kithbook"], systems["days active"], task.answer, weights)
    yield row((task.name, regime, "kithbook"), "AUC over days active", over, len(task.answer))


def common_friends(data: Path, task: Task) -> np.ndarray:
    """The share of friends on the site that two have in common: a ceiling, as no book of one person can see it."""
    of: dict[int, set[int]] = {}
    for a, b in friends(data):
        of.setdefault(a, set()).add(b)
        of.setdefault(b, set()).add(a)
    pairs = task.ties.select(KEYS).iter_rows()
    return np.array([len(of[a] & of[b]) / len(of[a] | of[b]) for a, b in pairs])


def future_rows(task: Task, ours: dict[str, np.ndarray], times: int) -> Iterator[Row]:
    """Contact later: whether at all, and on how many days."""
    weights, systems = drawn(task, times), ours | simple(task)
    assert task.later is not None
    for name, score in systems.items():
        where = (task.name, "later window", name)
        yield row(where, "AUC of contact later", area(score, task.answer, weights), len(score))
        yield row(where, "Spearman with days later", agreement(score, task.later, weights), len(score))


def signal_rows(label: Task, futures: Sequence[Task], teach: Sequence[Task], times: int) -> Iterator[Row]:
    """What each signal tells alone, and what is lost without it (the shares fitted again)."""

    def later(shares: Shares) -> float:
        return float(np.mean([Ranking(of(task, shares), task.answer).area() for task in futures]))

    friend, future = Ranking(left_out(label, teach, times), label.answer).area(), later(fit(teach))
    for signal in SIGNALS:
        name = name_of(signal)
        if name not in FITTED:
            continue
        alone = [_alone(task, signal) for task in (label, *futures)]
        weights = drawn(label, 100)
        yield row((LABELS, "signals", name), "AUC alone", area(alone[0], label.answer, weights), len(label.answer))
        areas = [Ranking(score, task.answer).area() for score, task in zip(alone[1:], futures, strict=True)]
        yield Row(
            "contact later", "signals", name, "AUC alone", float(np.mean(areas)), min(areas), max(areas), len(areas)
        )
        lost = friend - Ranking(left_out(label, teach, times, without=name), label.answer).area()
        yield Row(LABELS, "signals", name, "AUC lost without", lost, lost, lost, len(label.answer))
        lost = future - later(fit(teach, without=name))
        yield Row("contact later", "signals", name, "AUC lost without", lost, lost, lost, len(futures))


def _alone(task: Task, signal: Callable[[Seen], tuple]) -> np.ndarray:  # type: ignore[type-arg]
    return np.asarray(signal(of_many(task.ties, task.now, all_heat=task.ties["all_heat"].to_numpy()))[1])


def interval_rows(data: Path, shares: Shares) -> Iterator[Row]:
    """How often the strength from another half of the days lies within the interval (80% is what it is made for)."""
    right, of = covered(shares, halves(data, late=True))
    if of:
        found = Measured(right / of, *wilson(right, of))
        yield row(("networks", "later days", "kithbook"), "other half within the interval", found, of)


def speed_rows(size: int) -> Iterator[Row]:
    """Every tie of 5,000 people by quarter, from days of contact on."""
    chance, people = np.random.default_rng(8), 5_000
    often = chance.pareto(1.2, people) + 0.01
    at = chance.integers(1_400_000_000, 1_400_000_000 + 3650 * DAY, size)
    contacts = pl.DataFrame(
        {
            "person": chance.choice(people, size, p=often / often.sum()).astype(np.int32),
            "at": at,
            "by_me": chance.random(size) < 0.5,
            "how": np.zeros(size, dtype=np.int8),
            "weight": np.ones(size, dtype=np.float32),
            "size": chance.integers(1, 200, size).astype(np.int32),
        }
    )
    begun = time.perf_counter()
    by_day = days(contacts, keys=("person",))
    middle = time.perf_counter()
    quarters(by_day, until=int(at.max()))
    taken = time.perf_counter() - middle
    where = (f"{people:,} people, {size:,} messages", "synthetic", "kithbook")
    yield row(where, "seconds to days", Measured(*[middle - begun] * 3), 1)
    yield row(where, "seconds to quarters", Measured(*[taken] * 3), 1)


def measure(data: Path, *, quick: bool, unseen: bool) -> Iterator[Row]:
    """All rows; ``unseen``: of a folder that nobody fitted on, with what is shipped."""
    times, divisions = (100, 1) if quick else (500, 5)
    futures = list(last(data))
    teach = [] if unseen else [labelled(data), within(data), *map(some, earlier(data))]
    shares = shipped() if unseen else fitted(data)
    if (data / "copenhagen").is_dir():
        label, everybody = labelled(data), labelled(data, all_pairs=True)
        if unseen:
            yield from friend_rows(label, "unseen", _ours(label, shares), times)
            yield from friend_rows(everybody, "unseen, all pairs", _ours(everybody, shares), times)
        else:
            ours = _ours(label, shares) | {"kithbook": left_out(label, teach, divisions)}
            ours |= {"no label seen": of(label, fit(teach[1:])), "ceiling: common friends": common_friends(data, label)}
            yield from friend_rows(label, "students left out", ours, times)
            ours = _ours(everybody, shares) | {"kithbook": left_out(everybody, teach, divisions)}
            yield from friend_rows(everybody, "students left out, all pairs", ours, times)
    else:
        print(f"copenhagen is not in {data}, so there are no friends to tell.", file=sys.stderr)
    for task in futures:
        yield from future_rows(task, _ours(task, shares), times // 5 or 1)
    if not unseen:
        yield from signal_rows(label, futures, teach, 1)
    yield from interval_rows(data, shares)
    yield from speed_rows(1_000_000)


def _ours(task: Task, shares: Shares) -> dict[str, np.ndarray]:
    """Ours, and ours without strength.json."""
    return {
        "kithbook": of(task, shares),
        "kithbook, equal shares": of(task, equal()),
        "judged shares": of(task, judged()),
    }


def figures(data: Path, shares: Shares) -> dict[str, str]:
    """The main figures in words, to be kept beside the shares."""
    label, teach = labelled(data), [labelled(data), within(data), *map(some, earlier(data))]
    ours, base = left_out(label, teach, 5), simple(label)["days active"]
    weights = drawn(label, 500)
    told = {"measured with": "python -m benchmarks.strength"}
    told[f"{LABELS}, students left out"] = (
        f"AUC {_said(area(ours, label.answer, weights))}, days active {_said(area(base, label.answer, weights))}"
    )
    for task in last(data):
        drew = drawn(task, 100)
        told[f"{task.name}, contact later, a window that taught nothing"] = (
            f"AUC {_said(area(of(task, shares), task.answer, drew))}, "
            f"days active {_said(area(simple(task)['days active'], task.answer, drew))}, "
            f"equal shares {_said(area(of(task, equal()), task.answer, drew))}"
        )
    right, count = covered(shares, halves(data, late=True))
    told["interval, the other half of later days"] = f"{right / count:.2f} within, of {count:,} (made for .80)"
    return told


def _said(found: Measured) -> str:
    return f"{found.value:.3f} ({found.low:.3f} to {found.high:.3f})"


def aims(rows: list[Row]) -> list[Aim]:
    """What the issue asks for."""
    found: list[Aim] = []
    told = {(row.set, row.regime, row.system, row.metric): row.value for row in rows}
    for row in rows:
        name, regime, system, metric, value = row.set, row.regime, row.system, row.metric, row.value
        if system != "kithbook":
            continue
        if name == LABELS and metric == "AUC" and "all pairs" not in regime:
            found.append(at_least(f"{name}, {regime}: AUC", WANTED, value))
        if name == LABELS and metric == "AUC":
            found.append(
                at_least(
                    f"{name}, {regime}: AUC, that of days active", told[name, regime, "days active", metric], value
                )
            )
        if metric == "AUC of contact later":
            for other in ("days active", "kithbook, equal shares"):
                least = told[name, regime, other, metric]
                found.append(at_least(f"{name}: AUC of contact later, that of {other}", least, value))
        if metric == "seconds to quarters":
            found.append(at_most(f"{name}: {metric}", QUARTERLY, value))
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.strength", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer divisions and draws; under a minute")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of the table")
    parser.add_argument("--data", type=Path, help="the same layout in another folder; measured with what is shipped")
    asked = parser.parse_args()
    rows = list(measure(asked.data or DATA, quick=asked.quick, unseen=asked.data is not None))
    print(as_json("strength", rows, aims(rows)) if asked.json else text(rows, aims(rows)))


if __name__ == "__main__":
    main()
