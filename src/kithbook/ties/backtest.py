"""What the ties of a book share, learnt from its own past, and how good its forecasts were there.

Forecasts are made as of moments of the past, from what was known then, and held against what came. Whatever a forecast
was learnt from had happened before it was made.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray

from kithbook.ties import covering, drift, rhythm, scoring
from kithbook.ties.days import DAY
from kithbook.ties.drift import POOLED as DRIFT
from kithbook.ties.drift import Model as DriftModel
from kithbook.ties.pace import paces
from kithbook.ties.population import Population
from kithbook.ties.population import population as of_ties
from kithbook.ties.rhythm import POOLED as RHYTHM
from kithbook.ties.rhythm import Model as RhythmModel
from kithbook.vocabulary.answers import Tested

HORIZONS: Final = (30, 90, 180, 365)  # days
EVERY: Final = 90  # days between two moments of the past
MOMENTS: Final = 12  # of them at most
TESTED: Final = 4  # the latest moments on which each horizon is tested
FIRST: Final = 180  # days of the book before the first of them
FEWEST: Final = 30  # forecasts that a test needs
WIDENED: Final = 3  # the latest moments from which the width of intervals is learnt
LEARNT: Final = 8_000  # rows from which is learnt at most, evenly from all moments
MOST: Final = 1_000  # ties from which a book learns; of more they are chosen evenly
BUSY: Final = ("busy7", "busy30", "busy90", "busy365")
AGEING: Final = 365.0  # days: what happened so long before counts half
FAR: Final = 1 << 40  # a moment after all others
Floats = NDArray[np.float64]


class Ground(msgspec.Struct, frozen=True):
    """What all ties of a book share; kept as JSON.

    ``drift`` and ``rhythm`` are the laws as learnt from the book's past, ``population`` the usual gaps of its ties,
    ``shift`` the seconds that the owner's clock is ahead.
    ``tests`` are of the drift, ``coverage`` the share of ``covered`` next contacts that came within their interval.
    """

    drift: DriftModel = DRIFT
    rhythm: RhythmModel = RHYTHM
    population: Population = RHYTHM.population
    shift: int = 0
    as_of: int = 0
    tests: tuple[Tested, ...] = ()
    coverage: float | None = None
    covered: int = 0


_Laws = tuple[DriftModel, RhythmModel, Population]


class _Past(NamedTuple):
    """All ties as of one moment of the past, and what came: days until the next contact (or infinity), days seen."""

    at: int
    paces: pl.DataFrame
    rhythms: pl.DataFrame
    wait: Floats
    seen: Floats

    def rows(self, days: float) -> NDArray[np.bool_]:
        """Which ties were seen for so many days more.

        Who spoke before they were last seen is left out with the others: else only good news would be counted.
        """
        return self.seen >= days


def learn(days: pl.DataFrame, until: pl.DataFrame, *, now: int, shift: int = 0) -> Ground:
    """Learn from the past of a book, and test what was learnt on it.

    ``days`` and ``until`` as for `history.histories`, ``now`` in UTC seconds. With too little past the pooled laws
    come back, and no tests.
    """
    if days.is_empty():
        return Ground(shift=shift, as_of=now)
    population = of_ties(rhythm.rhythms(days, until=until).sort("person"), RHYTHM.population)
    past = _past(days, until, shift)
    final = int(until["until"].max() or now)  # type: ignore[arg-type]
    learnt, waits = _learnt(past, final, population, shift)
    tests, coverage, covered = _tested(past, shift)
    return Ground(
        drift=learnt,
        rhythm=waits,
        population=population,
        shift=shift,
        as_of=now,
        tests=tests,
        coverage=coverage if covered >= FEWEST else None,
        covered=covered,
    )


def _past(days: pl.DataFrame, until: pl.DataFrame, shift: int) -> list[_Past]:
    """The ties at moments of the past, oldest first; each is the end of a day where the owner lives."""
    first, last = int(days["day"].min()) + FIRST, int(until["until"].max() + shift) // DAY - HORIZONS[0]  # type: ignore[arg-type, operator]
    some, more = _chosen(days)
    found = []
    for day in range(last, first, -EVERY)[:MOMENTS]:
        at = day * DAY - shift
        then = until.filter(pl.col("until") >= at)
        before = some.filter(pl.col("day") < day)
        when = then.select("person", until=pl.lit(at, pl.Int64))
        # How busy the owner was is a sum over all people.
        told = paces(before, until=when).sort("person").with_columns(pl.col(BUSY) * more)
        if told.is_empty():
            continue
        later = some.filter(pl.col("day") >= day).group_by("person").agg(next=pl.col("first").min())
        came = told.select("person").join(later, on="person", how="left").join(then, on="person", how="left")
        wait = ((came["next"] - at) / DAY).fill_null(np.inf).to_numpy()
        seen = ((came["until"] - at) / DAY).to_numpy()
        rhythms = told.select("person").join(rhythm.rhythms(before, until=when), on="person", how="left")
        found.append(_Past(at, told, rhythms, wait, seen))
    return found[::-1]


def _chosen(days: pl.DataFrame) -> tuple[pl.DataFrame, float]:
    """The days of at most so many people, and how many times as many there are of all."""
    people = days["person"].unique().sort()
    if len(people) <= MOST:
        return days, 1.0
    some = days.filter(pl.col("person").is_in(people.gather_every(-(-len(people) // MOST)).implode()))
    return some, len(days) / len(some)


def _learnt(past: Sequence[_Past], now: int, population: Population, shift: int) -> tuple[DriftModel, RhythmModel]:
    """The laws as learnt from all that was known by ``now``."""
    known = [(each, horizon) for each in past for horizon in HORIZONS if each.at + horizon * DAY <= now]
    if not known:
        return DRIFT, RHYTHM
    last = {horizon: each.at for each, horizon in known}
    told = [_rows(each, horizon, now, LEARNT // len(known)) for each, horizon in known]
    paces, rhythms = pl.concat([row[0] for row in told]), pl.concat([row[1] for row in told])
    ahead, silent, weights = (np.concatenate([row[place] for row in told]) for place in (2, 3, 4))
    latest = np.concatenate(
        [
            np.full(len(row[3]), float(each.at == last[horizon]))
            for (each, horizon), row in zip(known, told, strict=True)
        ]
    )
    law = rhythm.fit(rhythms, ahead, silent, population=population, weights=weights, latest=latest)
    whole = drift.fit(paces, ahead, silent, weights=weights, latest=latest)
    lately = [_placed(each, now, (whole, law, population), shift)[0] for each in past[-WIDENED:]]
    return whole, covering.widened(law, lately)


def _placed(past: _Past, now: int, laws: _Laws, shift: int) -> tuple[covering.Places, int]:
    """When in its forecast the next contact of each tie came, as far as that was known by ``now``; of how many ties."""
    whole, law, population = laws
    known = past.rhythms["gaps"].to_numpy() > 0
    seen = np.minimum(past.seen, (now - past.at) / DAY)
    placed = covering.places(
        past.rhythms.filter(known),
        past.wait[known],
        seen[known],
        population=population,
        model=law,
        silent=drift.chances(past.paces.filter(known), now=None, days=90.0, model=whole),
        shift=shift,
    )
    return placed, int(known.sum())


def _rows(past: _Past, horizon: int, now: int, most: int) -> tuple[pl.DataFrame, pl.DataFrame, Floats, Floats, Floats]:
    """At most so many ties of one moment, evenly chosen: numbers, horizon, whether they fell silent, weight."""
    places = np.flatnonzero(past.rows(horizon))
    places = places[:: max(1, -(-len(places) // max(1, most)))]
    silent = (past.wait[places] > horizon).astype(float)
    weight = 0.5 ** ((now - past.at) / DAY / AGEING) / len(HORIZONS)
    whole = np.ones(len(places))
    return past.paces[places], past.rhythms[places], whole * horizon, silent, whole * weight


def _tested(past: Sequence[_Past], shift: int) -> tuple[tuple[Tested, ...], float | None, int]:
    """Forecasts at moments of the past, by what could be learnt before; the share of next contacts that came within
    their intervals, of how many ties.
    """
    models: dict[int, _Laws] = {}

    def model(each: _Past) -> _Laws:
        if each.at not in models:
            then = of_ties(each.rhythms, RHYTHM.population)
            models[each.at] = *_learnt([one for one in past if one.at < each.at], each.at, then, shift), then
        return models[each.at]

    tests = []
    for horizon in HORIZONS:
        some = [each for each in past if each.rows(horizon).sum() >= 2][-TESTED:]
        told = [_forecasts(each, horizon, model(each)[0], shift) for each in some]
        if sum(len(said) for said, _, _ in told) >= FEWEST:
            tests.append(_test(horizon, told))
    return tuple(tests), *_held([(each, model(each)) for each in past[-TESTED:]], shift)


def _forecasts(past: _Past, horizon: int, model: DriftModel, shift: int) -> tuple[Floats, Floats, dict[str, Floats]]:
    """What was said of each tie, as `history.at` says it; whether it fell silent; what simpler rules had said."""
    known = past.rows(horizon)
    some = past.paces.filter(known)
    silent = (past.wait > horizon)[known].astype(float)
    rivals = {
        "longest silent": ((past.at - some["last"]) / DAY).to_numpy().astype(float),
        "fewest days": -some["days"].to_numpy().astype(float),
    }
    chances = drift.chances(some, now=None, days=float(horizon), model=model)
    said = rhythm.silences(past.rhythms.filter(known), chances, now=None, days=float(horizon), shift=shift)
    return said, silent, rivals


def _test(horizon: int, told: Sequence[tuple[Floats, Floats, dict[str, Floats]]]) -> Tested:
    said, came = (np.concatenate([each[place] for each in told]) for place in (0, 1))
    bins = scoring.bins(said, came)
    return Tested(
        days=horizon,
        cuts=len(told),
        count=len(said),
        base=float(came.mean()),
        auc=scoring.auc(said, came),
        brier=scoring.brier(said, came),
        calibration_error=scoring.calibration_error(bins),
        bins=bins,
        rivals=tuple(
            (name, scoring.auc(np.concatenate([each[2][name] for each in told]), came)) for name in told[0][2]
        ),
    )


def _held(told: Sequence[tuple[_Past, _Laws]], shift: int) -> tuple[float | None, int]:
    """The share of next contacts that came within their interval, whatever was not seen of them; of how many ties."""
    shares, counts = [], []
    for past, laws in told:
        placed, count = _placed(past, FAR, laws, shift)
        if count:
            low, high = covering.reached(*placed, rhythm.ends(covering.LEVEL, laws[1]))
            shares.append(high - low)
            counts.append(count)
    return (float(np.average(shares, weights=counts)) if shares else None), sum(counts)
