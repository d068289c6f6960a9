"""Fits drift.json and rhythm.json: `python -m benchmarks.fit_drift [--write] [--data DIR]`; under five minutes.

Only the early half of the time of each network is used; `python -m benchmarks.drift` measures on the late half. Each
network weighs the same. How much the terms are held back was chosen by fitting on two networks and forecasting the
third: what describes the owner (busy...) carried over worst, and is held back most.
"""

import argparse
import dataclasses
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.drift_sets import DATA, HORIZONS, Floats, Network, networks
from kithbook.ties.backtest import WIDENED
from kithbook.ties.covering import places as placed
from kithbook.ties.covering import reached, widened
from kithbook.ties.drift import AGEING, BLANK, Model, chances, numbers
from kithbook.ties.drift import fit as learn
from kithbook.ties.population import population
from kithbook.ties.rhythm import BLANK as BLANK_RHYTHM
from kithbook.ties.rhythm import SLOPES, ends
from kithbook.ties.rhythm import Model as RhythmModel
from kithbook.ties.rhythm import fit as learn_rhythm
from kithbook.ties.rhythm import numbers as rhythm_numbers
from kithbook.ties.waiting import Law, Term, fitted

DAY: Final = 86_400
HELD: Final = 1000.0  # precision of the prior around nothing, with 20,000 rows for each network
LOOSE: Final = 1.0
HELD_BUSY: Final = 10_000.0
HELD_ENDED, ENDED = 10.0, ("over", "ended")  # what tells an end from a pause is rare, and would vanish
EACH: Final = 20_000.0  # rows that a network counts as
RHYTHM_HORIZONS: Final = (1, 3, 7, 14, 30, 90, 180)
MANY: Final = 8  # days of contact that make a tie known
LEAST_GAPS: Final = 2  # of a tie that has a rhythm
MOST_CUTS: Final = 6  # earlier windows that a network learns from, for each horizon
HERE: Final = Path(__file__).parents[1] / "src" / "kithbook" / "ties"


class Rows:
    """Rows to learn from: what was known of each tie at some cuts, the horizon, whether silence came, weights."""

    def __init__(self) -> None:
        self.known: list[pl.DataFrame] = []
        self.days: list[Floats] = []
        self.silent: list[Floats] = []
        self.weights: list[Floats] = []
        self.latest: list[Floats] = []
        self.names: list[str] = []

    def add(self, known: pl.DataFrame, days: int, silent: Floats, weight: float, *, latest: bool = False) -> None:
        """The ties of one cut with one horizon."""
        self.latest.append(np.full(len(silent), float(latest)))
        self.known.append(known)
        self.days.append(np.full(len(silent), float(days)))
        self.silent.append(silent)
        self.weights.append(np.full(len(silent), weight))

    def all(self) -> tuple[pl.DataFrame, Floats, Floats, dict[str, Floats]]:
        """As `drift.fit` takes them."""
        days, silent = np.concatenate(self.days), np.concatenate(self.silent)
        rest = {"weights": np.concatenate(self.weights), "latest": np.concatenate(self.latest)}
        return pl.concat(self.known), days, silent, rest


def earlier(network: Network, cut: int, days: int) -> list[int]:
    """Cuts whose windows of so many days are over at the cut, the latest few."""
    return [each for each in network.cuts if each + days * DAY <= cut][-MOST_CUTS:]


def _past(network: Network, cut: int, horizons: Sequence[int], known: Any) -> Rows:
    """What came after earlier cuts; the longer ago, the less it counts."""
    rows = Rows()
    for days in horizons:
        cuts = earlier(network, cut, days)
        for each in cuts:
            weight = 0.5 ** (((cut - each) / DAY - days) / AGEING)
            rows.add(known(network, each), days, network.silent(each, days), weight, latest=each == cuts[-1])
    return rows


def learnt(network: Network, cut: int, prior: Model, horizons: Sequence[int] = HORIZONS) -> Model:
    """What the network teaches until the cut."""
    rows = _past(network, cut, horizons, paces_of)
    if not rows.known:
        return prior
    known, days, silent, rest = rows.all()
    return learn(known, days, silent, prior=prior, **rest)


def learnt_rhythm(network: Network, cut: int, prior: RhythmModel, whole: Model) -> RhythmModel:
    """The same for the rhythm; ``whole`` is the drift that was learnt until then."""
    rows = _past(network, cut, RHYTHM_HORIZONS, rhythms_of)
    if not rows.known:
        return prior
    known, days, silent, rest = rows.all()
    people = population(network.rhythms(cut), prior.population)
    law = learn_rhythm(known, days, silent, prior=prior, population=people, **rest)
    since = dataclasses.replace(network, end=cut)
    lately = earlier(network, cut, network.step)[-WIDENED:]
    return widened(law, [places(since, each, law, 0, whole)[:2] for each in lately])


def paces_of(network: Network, cut: int) -> pl.DataFrame:
    """What was known at a cut."""
    return network.paces(cut)


def rhythms_of(network: Network, cut: int) -> pl.DataFrame:
    """The same for rhythms."""
    return network.rhythms(cut)


def pooled(several: Sequence[Network]) -> Model:
    """The prior: from the early halves of several networks."""
    rows = _early(several, HORIZONS, paces_of)
    if not rows.known:
        return BLANK
    known, *_, rest = rows.all()
    weights = rest["weights"]
    found = numbers({name: _float(known, name) for name in known.columns}, None)
    blank = _scaled(BLANK.law, found, weights)
    held = {name: _held(name) for name in blank.terms}
    return Model(_common(blank, found, rows, held))


def _held(name: str) -> float:
    return HELD_BUSY if name.startswith("busy") else HELD_ENDED if name in ENDED else HELD


def pooled_rhythm(several: Sequence[Network]) -> RhythmModel:
    """The same for the rhythm, with the population of all ties."""
    rows = _early(several, RHYTHM_HORIZONS, rhythms_of)
    if not rows.known:
        return BLANK_RHYTHM
    known, *_, rest = rows.all()
    weights = rest["weights"]
    people = population(known, BLANK_RHYTHM.population)
    found = rhythm_numbers({name: _float(known, name) for name in known.columns}, None, people)
    blank = _scaled(BLANK_RHYTHM.law, found, weights)
    law = _common(blank, found, rows, {name: _held(name) for name in blank.terms}, SLOPES)
    # the first day of a network is any day of the week, so nothing is known of weekdays that goes for others
    people = msgspec.structs.replace(people, week=BLANK_RHYTHM.population.week)
    return RhythmModel(law, population=people)


def _common(blank: Law, found: dict[str, Floats], rows: Rows, held: dict[str, float], slopes: float = 1.0) -> Law:
    """What the networks have in common. How much is spoken in each is a term of its own, which is then left out: else
    one with short windows only and little contact would make long windows seem to help.
    """
    _, days, silent, rest = rows.all()
    names = np.concatenate([np.full(len(of), name) for name, of in zip(rows.names, rows.silent, strict=True)])
    each = sorted(set(rows.names))
    numbers_of = found | {f"only {name}": (names == name).astype(float) for name in each}
    terms = {f"only {name}": Term(mean=1 / len(each)) for name in each}
    start = Law(blank.terms | terms, blank.level, blank.slope)
    strength = held | dict.fromkeys(terms, LOOSE)
    law = fitted(start, numbers_of, days, 1 - silent, strength=strength, slopes=slopes, weights=rest["weights"])
    return Law({name: law.terms[name] for name in blank.terms}, law.level, law.slope)


def _early(several: Sequence[Network], horizons: Sequence[int], known: Any) -> Rows:
    rows = Rows()
    for network in several:
        over = [(cut, days) for cut in network.cuts for days in horizons if cut + days * DAY <= network.middle]
        size = sum(len(known(network, cut)) for cut, _ in over)
        for cut, days in over:
            rows.add(known(network, cut), days, network.silent(cut, days), EACH / size)
            rows.names.append(network.name)
    return rows


def _float(frame: pl.DataFrame, name: str) -> Floats:
    return np.asarray(frame[name].cast(pl.Float64).fill_null(np.nan).to_numpy())


def _scaled(law: Law, found: dict[str, Floats], weights: Floats) -> Law:
    """The law with the mean and the spread of each number."""
    terms = {}
    for name in law.terms:
        known = ~np.isnan(found[name])
        mean = float(np.average(found[name][known], weights=weights[known])) if known.any() else 0.0
        spread = (
            float(np.sqrt(np.average((found[name][known] - mean) ** 2, weights=weights[known]))) if known.any() else 1
        )
        terms[name] = Term(mean=mean, scale=spread or 1.0)
    terms["beyond"] = Term(level=-1.0)
    return Law(terms, 0.0, 0.5)


def unsure(several: Sequence[Network]) -> tuple[float, float]:
    """(shock, own) of `drift.Model`: how far what came lay from what was said, in log-odds, beyond chance.

    From forecasts over one step in the early halves, each learnt from earlier windows. Where log-odds are off by e, the
    contacts of some ties are off by e V in sum, V being the variance that chance alone gives. So the mean of off^2 - V
    beside the mean of V^2 is the variance of e: over the ties of each owner for ``shock``. For ``own`` it is, of ties
    with many days, what two windows in a row have in common. The middle one of the networks.
    """
    shocks, owns = [], []
    for network in several:
        prior = pooled([other for other in several if other is not network])
        cuts = [cut for cut in network.cuts if cut + network.step * DAY <= network.middle]
        told = [_off(network, cut, prior) for cut in cuts if earlier(network, cut, network.step)]
        by = [each.group_by("ego").agg(pl.col("off").sum(), pl.col("chance").sum()) for each in told]
        shocks.append(_ratio([((of["off"] ** 2 - of["chance"]).sum(), (of["chance"] ** 2).sum()) for of in by]))
        twice = [
            then.filter(pl.col("days") >= MANY).join(after, on=["ego", "person"]) for then, after in pairwise(told)
        ]
        both = [(of["off"] * of["off_right"], of["chance"] * of["chance_right"]) for of in twice]
        owns.append(_ratio([(off.sum(), chance.sum()) for off, chance in both]))
    return float(np.median(shocks)), float(np.median(owns))


def places(
    network: Network, cut: int, model: RhythmModel, active: int, whole: Model
) -> tuple[Floats, NDArray[np.bool_], pl.DataFrame]:
    """The chance that was given to a contact until it came, or until the end of what was seen where it did not come;
    whether it came; and which ties: those with two gaps and more, active within so many days (0: all).
    """
    known = network.rhythms(cut)
    asked = known["gaps"].to_numpy() >= LEAST_GAPS
    if active:
        asked &= known["last"].to_numpy() >= cut - active * DAY
    ties, waits = known.filter(pl.Series(asked)), network.waits(cut)[asked]
    seen = np.full(len(waits), (network.end - cut) / DAY)
    people = population(known, model.population)
    silent = chances(network.paces(cut).filter(pl.Series(asked)), days=90.0, model=whole)
    return *placed(ties, waits, seen, population=people, model=model, silent=silent), ties


def wider(several: Sequence[Network], step: int = 2) -> float:
    """By how much intervals must reach further out so that 80% of them hold the next contact.

    Over forecasts in the early halves, each learnt from earlier windows; every network weighs the same. Of the cuts
    every ``step``-th is asked.
    """
    told = []
    for network in several:
        others = [other for other in several if other is not network]
        prior, pooled_drift = pooled_rhythm(others), pooled(others)
        cuts = [cut for cut in network.cuts if cut < network.middle and earlier(network, cut, network.step)]
        early = dataclasses.replace(network, end=network.middle)
        for cut in cuts[::step]:
            whole = learnt(network, cut, pooled_drift)
            told.append((network.name, *places(early, cut, learnt_rhythm(network, cut, prior, whole), 0, whole)[:2]))
    if not told:
        return 0.0

    def covered(more: float) -> float:
        levels = ends(0.8, RhythmModel(BLANK_RHYTHM.law, wider=more))
        by: dict[str, list[float]] = {}
        for name, place, came in told:
            low, high = reached(place, came, levels)
            by.setdefault(name, []).append(high - low)
        return float(np.mean([np.mean(each) for each in by.values()]))

    return next((more for more in np.arange(0.0, 3.0, 0.05).tolist() if covered(more) >= 0.8), 3.0)


def _off(network: Network, cut: int, prior: Model) -> pl.DataFrame:
    """How far each tie was off at a cut, and the variance that chance alone gives it."""
    ties = network.paces(cut)
    said = chances(ties, days=network.step, model=learnt(network, cut, prior))
    off = pl.Series(network.silent(cut, network.step) - said)
    return ties.select("ego", "person", "days", off=off, chance=pl.Series(said * (1 - said)))


def _ratio(parts: Sequence[tuple[float, float]]) -> float:
    """The root of the sum of the ones by the sum of the others, 0 where that is negative."""
    return float(np.sqrt(max(0.0, sum(a for a, _ in parts) / max(1e-9, sum(b for _, b in parts)))))


def rounded(law: Law) -> Law:
    """Four digits that count are enough."""

    def short(value: float) -> float:
        return float(f"{value:.4g}")

    terms = {
        name: Term(short(term.level), short(term.slope), short(term.mean), short(term.scale))
        for name, term in law.terms.items()
    }
    return Law(terms, short(law.level), short(law.slope))


def write(name: str, model: Model | RhythmModel) -> None:
    """One JSON file beside the code, with the figures that it had."""
    path = HERE / name
    before = msgspec.json.decode(path.read_bytes()) if path.exists() else {}
    whole = msgspec.structs.replace(
        model,
        law=rounded(model.law),
        made_with="python -m benchmarks.fit_drift --write",
        figures=before.get("figures", {}),
    )
    plain = msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()
    # a term to a line
    plain = re.sub(
        r"\{\s+\"level\": ([^{}]+?)\s+\}", lambda found: '{"level": ' + re.sub(r"\s+", " ", found[1]) + "}", plain
    )
    path.write_text(plain + "\n", encoding="utf-8")


def main() -> None:
    """Fit, print, and write where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_drift", description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the files beside the code")
    parser.add_argument("--data", type=Path, default=DATA, help="the same layout in another folder")
    asked = parser.parse_args()
    several = networks(asked.data)
    shock, own = unsure(several)
    model = msgspec.structs.replace(pooled(several), shock=round(shock, 2), own=round(own, 2))
    rhythm = msgspec.structs.replace(pooled_rhythm(several), wider=round(wider(several), 2))
    for name, found in (("drift.json", model), ("rhythm.json", rhythm)):
        print(name, msgspec.json.encode(rounded(found.law)).decode())
        if asked.write:
            write(name, found)
    print("shock", shock, "own", own, "population", rhythm.population)


if __name__ == "__main__":
    main()
