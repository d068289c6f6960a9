"""Collects how real groups began and whether they held, and fits who of the founders still writes where they did.

    python -m benchmarks.fit_propose [--write]

Writes src/kithbook/groups/proposed.json: bare numbers only. The groups are streams and channels of public chats. They
are few: read the leave-one-out figures beside the base rate before believing any of them.
"""

import argparse
from collections import defaultdict
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.optimize import minimize

import kithbook.groups
from benchmarks.group_sets import SHARED, Group, exports, streams
from kithbook.groups.births import Founder, Past, births, near
from kithbook.groups.proposing import Law, Reference, holding

FILE: Final = Path(kithbook.groups.__file__).with_name("proposed.json")
RIDGE: Final = 1.0
RESAMPLES: Final = 300
Floats = NDArray[np.float64]
Born = tuple[Past, list[Founder]]


def born(groups: list[Group]) -> list[Born]:
    """The groups whose beginning was seen, set by set: persons are numbered within a set."""
    sets: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        sets[group.set].append(group)
    found: list[Born] = []
    for name, some in sorted(sets.items()):
        numbered = [one.events.with_columns(chat=pl.lit(place, dtype=pl.Int32)) for place, one in enumerate(some)]
        events = pl.concat(numbered)
        here = list(births(events, {place: one.seen_until for place, one in enumerate(some)}, near(events)))
        print(f"{name:10} {len(some):4} chats, {len(here):3} born in sight, {sum(p.still for p, _ in here)} held")
        found += here
    return found


def rows(groups: list[Born]) -> tuple[Floats, Floats]:
    """Features (1, share of weeks, share of the rest known) and outcome of the founders with a record."""
    told = [each for _, some in groups for each in some if each.talks is not None]
    x = np.array([(1.0, each.talks, each.knew) for each in told], dtype=float).reshape(-1, 3)
    return x, np.array([each.wrote for each in told], dtype=float)


def logistic(x: Floats, y: Floats) -> Floats:
    """Coefficients of a logistic regression with a ridge on all but the first."""

    def loss(b: Floats) -> tuple[float, Floats]:
        z = x @ b
        p = 1 / (1 + np.exp(-z))
        kept = np.concatenate([[0.0], b[1:]])
        return float(np.logaddexp(0, z).sum() - y @ z + RIDGE / 2 * kept @ kept), x.T @ (p - y) + RIDGE * kept

    return np.asarray(minimize(loss, np.zeros(x.shape[1]), jac=True).x)


def law(groups: list[Born]) -> Law:
    """The law of a founder, with the covariance of its coefficients over groups drawn again."""
    x, y = rows(groups)
    found = logistic(x, y)
    rng = np.random.default_rng(4)
    drawn = [logistic(*rows([groups[i] for i in rng.integers(0, len(groups), len(groups))])) for _ in range(RESAMPLES)]
    spread = np.cov(np.array(drawn).T)
    return Law(
        coefficients=tuple(np.round(found, 3).tolist()),
        means=tuple(np.round(x[:, 1:].mean(axis=0), 3).tolist()),
        covariance=tuple(tuple(row) for row in np.round(spread, 4).tolist()),
        people=len(y),
    )


def brier_of_groups(groups: list[Born]) -> tuple[float, float, int]:
    """Leave-one-out Brier of `holding` and of the base rate of the others, over the groups with a told chance."""
    past = [each for each, _ in groups]
    ours, base = [], []
    for place, one in enumerate(past):
        rest = past[:place] + past[place + 1 :]
        said, _ = holding(one.people, one.knew, rest)
        if said is not None:
            ours.append((said.value - one.still) ** 2)
            base.append((sum(each.still for each in rest) / len(rest) - one.still) ** 2)
    return float(np.mean(ours)), float(np.mean(base)), len(ours)


def brier_of_founders(groups: list[Born]) -> tuple[float, float]:
    """The same of the founders, each group left out as a whole."""
    ours: list[float] = []
    base: list[float] = []
    for place in range(len(groups)):
        x, y = rows(groups[:place] + groups[place + 1 :])
        left, wrote = rows([groups[place]])
        ours += ((1 / (1 + np.exp(-left @ logistic(x, y))) - wrote) ** 2).tolist()
        base += ((y.mean() - wrote) ** 2).tolist()
    return float(np.mean(ours)), float(np.mean(base))


def main() -> None:
    """Collect, show, and write where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_propose", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=SHARED / "data", help="another folder with the same layout")
    parser.add_argument("--samples", type=Path, default=SHARED / "samples", help="another folder of exports")
    parser.add_argument("--write", action="store_true", help=f"put the result into {FILE.name}")
    asked = parser.parse_args()
    groups = born([each for each in (*streams(asked.data), *exports(asked.samples)) if len(each.events)])
    if not groups:
        raise SystemExit("No group whose beginning was seen. Point --data and --samples at folders that hold some.")
    past = tuple(msgspec.structs.replace(each, knew=round(each.knew, 3)) for each, _ in groups)
    # Of a group that died nobody writes any more, whoever they are: the law is of those that held.
    held = [each for each in groups if each[0].still]
    of_founders = law(held)
    ours, base, told = brier_of_groups(groups)
    ours_founders, base_founders = brier_of_founders(held)
    figures = {
        "groups": len(past),
        "groups_told": told,
        "brier": round(ours, 3),
        "brier_base": round(base, 3),
        "founders": of_founders.people,
        "founders_brier": round(ours_founders, 3),
        "founders_brier_base": round(base_founders, 3),
    }
    for name, value in figures.items():
        print(f"{name:20} {value}")
    print(f"law of a founder     {of_founders.coefficients}, means {of_founders.means}")
    if asked.write:
        found = Reference(groups=past, law=of_founders, figures=figures)
        FILE.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")


if __name__ == "__main__":
    main()
