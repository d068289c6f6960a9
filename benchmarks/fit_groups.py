"""Fits groups/forecast.json on the groups at hand: `python -m benchmarks.fit_groups [--write] [--choose]`.

Logistic regressions with a ridge, on cuts of every group each STEP days. Windows of one group overlap, so that a group
of n cuts weighs as much as the root of n, and what the fit does not know is told from leaving groups out, never from
the number of rows.
"""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from benchmarks.drift_sets import Floats
from benchmarks.group_sets import SHARED, exports, streams
from benchmarks.groups_cuts import STEP, asked, cuts, folds
from kithbook.groups import forecast
from kithbook.groups.forecast import Model, Side, Weight, log_odds, scaled, unsure
from kithbook.ties.waiting import newton

STRENGTH: Final = 10.0  # of the ridge: chosen by leaving groups out (--choose)
TRIED: Final = (1.0, 3.0, 10.0, 30.0, 100.0)
PARTS: Final = 20  # groups are divided into so many, of which one is left out in turn
WINDOW: Final = 60  # days of an outcome: cuts closer than that share some of it
OFTEN: Final = 7  # points at which the intercept of a group is tried (Gauss-Hermite)
OUTCOMES: Final = ("halves", "alive")
# Few, as there are few groups: each of them makes both held-out groups and later dates better, and no other did.
TERMS: Final = {
    "halves": ("silence", "level", "regular", "voices_before", "newcomers"),
    "alive": ("since_talk", "best", "regular", "voices", "voices_before", "newcomers", "age"),
}


def weights(names: Sequence[str]) -> Floats:
    """The weight of each row: 1 over the root of how many its group has, with mean 1."""
    _, place, count = np.unique(np.asarray(names), return_inverse=True, return_counts=True)
    each = count[place] ** -0.5
    return np.asarray(each / each.mean())


def plain_fit(table: pl.DataFrame, outcome: str, names: Sequence[str], strength: float = STRENGTH) -> Side:
    """The logistic regression of an outcome on these columns, without any doubt."""
    weight, came = weights(table["group"].to_list()), table[outcome].to_numpy()
    of = {}
    for name in names:
        values = table[name].to_numpy()
        mean = float(np.average(values, weights=weight))
        of[name] = Weight(0.0, mean, float(np.sqrt(np.average((values - mean) ** 2, weights=weight))) or 1.0)
    blank = Side(0.0, of, 0.0)
    rows = np.column_stack([np.ones(len(came)), scaled(columns(table, names), blank)])
    ridge = np.array([1e-3, *[strength] * len(names)])
    found = newton(rows, came, np.zeros(len(names) + 1), ridge, weight)
    terms = {
        name: msgspec.structs.replace(one, weight=float(by))
        for (name, one), by in zip(of.items(), found[1:], strict=True)
    }
    return Side(float(found[0]), terms, 0.0)


def columns(table: pl.DataFrame, names: Sequence[str]) -> dict[str, Floats]:
    """These columns as arrays."""
    return {name: table[name].to_numpy() for name in names}


def said(table: pl.DataFrame, side: Side) -> tuple[Floats, Floats]:
    """(log-odds, their standard deviation) of each row."""
    rows = scaled(columns(table, list(side.terms)), side)
    return log_odds(rows, side), unsure(rows, side)


def fitted(
    table: pl.DataFrame,
    outcome: str,
    names: Sequence[str],
    strength: float = STRENGTH,
    every: int = WINDOW // STEP,
) -> Side:
    """The fit with its doubt: covariances from leaving parts of the groups out, and what is a group's own.

    ``every`` is how many cuts of a group lie between two whose outcomes do not overlap.
    """
    whole = plain_fit(table, outcome, names, strength)
    parts = folds(table["group"].to_list(), PARTS)
    left_out, ahead = [], np.zeros(len(table))
    for part in parts:
        out = table["group"].is_in(list(part))
        side = plain_fit(table.filter(~out), outcome, names, strength)
        ahead[out.to_numpy()] = said(table.filter(out), side)[0]
        left_out.append(_at(side, whole))
    off = np.array(left_out) - np.mean(left_out, axis=0)
    covariance = (len(parts) - 1) / len(parts) * off.T @ off
    doubt = tuple(tuple(float(x) for x in row[: place + 1]) for place, row in enumerate(covariance))
    side = msgspec.structs.replace(whole, doubt=doubt)
    some, fit = thinned(table, every), said(table, side)[1]
    own = _own(table["group"].to_numpy()[some], table[outcome].to_numpy()[some], ahead[some], fit[some])
    return msgspec.structs.replace(side, own=own)


def _at(side: Side, whole: Side) -> list[float]:
    """Level and weights of a fit in the units of another."""
    by = [side.terms[name].weight * one.scale / side.terms[name].scale for name, one in whole.terms.items()]
    shifts = (
        side.terms[name].weight * (one.mean - side.terms[name].mean) / side.terms[name].scale
        for name, one in whole.terms.items()
    )
    return [side.level + sum(shifts), *by]


def thinned(table: pl.DataFrame, every: int) -> NDArray[np.int64]:
    """The places of every so many cuts of each group, from its latest."""
    return np.flatnonzero(table.select(nth=pl.int_range(pl.len()).over("group"))["nth"].to_numpy() % every == 0)


def _own(group: Floats, came: Floats, ahead: Floats, fit: Floats) -> float:
    """The spread of a random intercept by group that makes what came in groups left out likeliest.

    ``fit`` is what the fit does not know already, which shifts all of a group too.
    """
    points, mass = np.polynomial.hermite_e.hermegauss(OFTEN)

    def loss(own: float) -> float:
        shifts = np.sqrt(fit**2 + own**2)[:, None] * points
        log = -np.logaddexp(0, np.where(came[:, None] > 0, -1, 1) * (ahead[:, None] + shifts))
        each = [np.logaddexp.reduce(log[group == one].sum(axis=0) + np.log(mass / mass.sum())) for one in set(group)]
        return -float(np.sum(each))

    return float(minimize_scalar(loss, bounds=(0.0, 3.0), method="bounded").x)


def model(table: pl.DataFrame) -> Model:
    """Both chances, fitted on all cuts."""
    sides = {outcome: fitted(asked(table, outcome), outcome, TERMS[outcome]) for outcome in OUTCOMES}
    groups = {outcome: asked(table, outcome)["group"].n_unique() for outcome in OUTCOMES}
    return Model(sides["halves"], sides["alive"], groups, "python -m benchmarks.fit_groups --write")


def held_out(table: pl.DataFrame, outcome: str, names: Sequence[str], strength: float) -> Floats:
    """The chance of each row, by a fit without its group."""
    ahead = np.zeros(len(table))
    for part in folds(table["group"].to_list(), PARTS):
        out = table["group"].is_in(list(part))
        side = plain_fit(table.filter(~out), outcome, names, strength)
        ahead[out.to_numpy()] = said(table.filter(out), side)[0]
    return np.asarray(1 / (1 + np.exp(-ahead)))


def choose(table: pl.DataFrame) -> None:
    """Prints the log loss on groups left out of each strength of the ridge."""
    for outcome in OUTCOMES:
        some = asked(table, outcome)
        came, weight = some[outcome].to_numpy(), weights(some["group"].to_list())
        for strength in TRIED:
            chance = held_out(some, outcome, TERMS[outcome], strength)
            loss = -np.average(np.log(np.where(came > 0, chance, 1 - chance)), weights=weight)
            print(f"{outcome}, ridge {strength:g}: log loss {loss:.4f}")


def rounded(side: Side) -> Side:
    """Four digits that count are enough, of covariances two."""
    terms = {
        name: Weight(*(float(f"{value:.4g}") for value in (one.weight, one.mean, one.scale)))
        for name, one in side.terms.items()
    }
    doubt = tuple(tuple(float(f"{value:.2g}") for value in row) for row in side.doubt)
    return Side(float(f"{side.level:.4g}"), terms, round(side.own, 2), doubt)


def write(found: Model) -> None:
    """One JSON file beside the code, with the figures that it had."""
    path = Path(forecast.__file__).with_name("forecast.json")
    before = msgspec.json.decode(path.read_bytes()).get("figures", {}) if path.exists() else {}
    whole = msgspec.structs.replace(found, figures=before)
    plain = msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()
    # a term to a line, a row of covariances to a line
    for pattern in (r"\{\s+\"weight\": [^{}]+?\}", r"\[\s*-?\d[^\[\]]*?\]"):
        plain = re.sub(pattern, lambda part: re.sub(r"\s+", " ", part[0]).replace("[ ", "[").replace(" ]", "]"), plain)
    path.write_text(plain + "\n", encoding="utf-8")


def main() -> None:
    """Fit, print, and write where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_groups", description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write groups/forecast.json")
    parser.add_argument("--choose", action="store_true", help="print the loss of each strength of the ridge")
    parser.add_argument("--data", type=Path, default=SHARED / "data", help="the same layout in another folder")
    parser.add_argument("--samples", type=Path, default=SHARED / "samples", help="exports in another folder")
    told = parser.parse_args()
    table = cuts([*streams(told.data), *exports(told.samples)])
    if told.choose:
        choose(table)
    found = model(table)
    found = msgspec.structs.replace(found, halves=rounded(found.halves), alive=rounded(found.alive))
    for name, side in (("halves", found.halves), ("alive", found.alive)):
        print(name, found.groups[name], "groups; level", side.level, "own", side.own)
        print(*(f"  {term}: {one.weight:+.3f}" for term, one in side.terms.items()), sep="\n")
    if told.write:
        write(found)


if __name__ == "__main__":
    main()
