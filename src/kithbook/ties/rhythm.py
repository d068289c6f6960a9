"""Rhythm: the usual gap of a tie, and when the next contact is to be expected, with an interval.

What few gaps say is pulled towards the book's other ties, and where those are few too, towards the pooled numbers of
rhythm.json. The time until the next contact follows a law of waiting (`waiting.Law`) over the numbers of the gaps,
given the silence so far; on which day of the week and of the year a tie speaks makes some days likelier. A yearly tie
has its anniversaries. `python -m benchmarks.fit_drift` makes rhythm.json again; `python -m benchmarks.drift` measures.
"""

import math
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

import msgspec
import narwhals as nw
import numpy as np

from kithbook.ties import waiting
from kithbook.ties.days import DAY
from kithbook.ties.frames import narwhal
from kithbook.ties.gaps import COLUMNS, WEEK, Rhythm, rhythms, touched
from kithbook.ties.pace import SHORTEST
from kithbook.ties.waiting import Floats, Law, Term

__all__ = [
    "POOLED",
    "Model",
    "Population",
    "Rhythm",
    "ends",
    "fit",
    "forecast",
    "next_contact",
    "population",
    "rhythms",
    "touched",
    "usual",
    "yearly",
]

YEAR: Final = 365.25
STRENGTH: Final = 60.0  # of the pooled law as a prior, as for drift
SLOPES: Final = 100.0  # by how much more slopes are held: the order of ties is to be that of their chances
# How close together in the year the contacts of a yearly tie lie: 1 is one day, 0 all over it. The fewer years, the
# closer, as two days of a year may lie near each other by chance: within a fortnight they do so once in thirteen times.
CLOSE: Final = {2: 0.97, 3: 0.9}
CLOSE_ENOUGH: Final = 0.8
LONG_BEFORE: Final = 120.0  # days: a contact so shortly before an anniversary was for this one
FEW_TIES: Final = 20.0  # ties of a book that count as much as what is pooled
FEW_GAPS: Final = 3.0  # gaps of the population that count for the spread of a tie
FEW_DAYS: Final = 14.0  # and its days, for the week of a tie
FEW_SEASONS: Final = 60.0  # days of contact that a season of the year needs to count half
NARROWEST: Final = 5.0  # days: how far an anniversary may be missed at least (a standard deviation)
TERMS: Final = (
    *("silence", "beyond", "over", "ended", "usual", "spread", "longest", "days", "age", "days30", "days365"),
)
# Days ahead at which the chance is taken: finer than a day at first, then daily for two months, then coarser.
AHEAD: Final = np.concatenate(
    [
        [0.0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75],
        np.arange(1.0, 60),
        np.arange(60.0, 1200, 4),
        np.geomspace(1200, 1e6, 60),
    ]
)
CHUNK: Final = 2000  # ties whose forecasts are made at once


class Population(msgspec.Struct, frozen=True):
    """The gaps of many ties, in ln(0.5 + days): the mean, how far the means of ties lie apart (a variance), and how far
    the gaps of one tie do (a variance); and how the days of contact are shared out over the week, from Monday.
    """

    mean: float = 2.0
    between: float = 1.0
    within: float = 1.5
    week: tuple[float, ...] = (1 / 7,) * 7


class Model(msgspec.Struct, frozen=True):
    """The law of waiting, the pooled population, and the figures reached on windows that nothing was fitted on.

    ``wider`` is by how much the ends of an interval lie further out, in log-odds, than the law has it: all ties of a
    time may speak more or less than before.
    """

    law: Law
    wider: float = 0.0
    population: Population = Population()
    made_with: str = ""
    figures: dict[str, str] = {}


BLANK: Final = Model(Law({name: Term() for name in TERMS}))  # what is left where rhythm.json is missing


def _shipped() -> Model:
    file = files("kithbook.ties").joinpath("rhythm.json")
    return msgspec.json.decode(file.read_bytes(), type=Model) if file.is_file() else BLANK


POOLED: Final = _shipped()


def yearly(rhythm: Rhythm) -> bool:
    """Whether the contacts lie close together in the year and came back after long gaps: a birthday, a summer.

    The length of the mean direction of the days of the year (Mardia and Jupp 2000, Directional Statistics, 2.3).
    """
    returns = rhythm.long_gaps + 1
    return returns > 1 and _closeness(rhythm) >= CLOSE.get(returns, CLOSE_ENOUGH)


def _closeness(rhythm: Rhythm) -> float:
    return math.hypot(rhythm.year_cos, rhythm.year_sin) / max(1, rhythm.days)


def usual(rhythm: Rhythm, population: Population = POOLED.population) -> float | None:
    """The usual gap in days: a year for a yearly tie, else the geometric mean of the gaps, of which
    within / between are the population's. None without a gap.
    """
    if not rhythm.gaps:
        return None
    if yearly(rhythm):
        return YEAR
    few = population.within / population.between
    mean = (rhythm.gap_logs + few * population.mean) / (rhythm.gaps + few)
    return max(SHORTEST, math.exp(mean) - SHORTEST)


def population(rhythms: Any, pooled: Population = POOLED.population) -> Population:
    """The population of an eager frame with the columns of Rhythm, pulled towards ``pooled`` where ties are few.

    Means and variances by moments: the variance of the means of ties is less by what chance adds to it.
    """
    frame = narwhal(rhythms).filter(nw.col("gaps") > 0)
    some = {name: frame.get_column(name).to_numpy().astype(float) for name in ("gaps", "gap_logs", "gap_squares")}
    gaps, ties = some["gaps"], len(some["gaps"])
    if not ties:
        return pooled
    means = some["gap_logs"] / gaps
    spare = float((gaps - 1).sum())
    inside = float((some["gap_squares"] - gaps * means**2).sum())
    within = (inside + FEW_TIES * pooled.within) / (spare + FEW_TIES)
    mean = float((means.sum() + FEW_TIES * pooled.mean) / (ties + FEW_TIES))
    apart = float(((means - mean) ** 2 - within / gaps).sum())
    between = max(0.1, (apart + FEW_TIES * pooled.between) / (ties + FEW_TIES))
    week = np.array([float(frame.get_column(name).sum()) for name in WEEK])
    shared = (week + FEW_TIES * 7 * np.array(pooled.week)) / (week.sum() + FEW_TIES * 7)
    return Population(mean, between, within, tuple(float(share) for share in shared))


def next_contact(
    rhythm: Rhythm,
    *,
    now: int,
    population: Population = POOLED.population,
    level: float = 0.8,
    shift: int = 0,
    model: Model = POOLED,
) -> tuple[int, tuple[int, int]] | None:
    """When the next contact is to be expected, as likely before as after, and the interval in which it comes with the
    chance ``level``: UTC seconds, counted from ``now`` or from ``seen_until`` before it. None without any contact.
    """
    if rhythm.last is None:
        return None
    columns = _one(rhythm)
    low, middle, high = forecast(columns, now=now, population=population, level=level, shift=shift, model=model)[0]
    at = max(rhythm.last, min(now, rhythm.seen_until))
    return at + round(middle * DAY), (at + round(low * DAY), at + round(high * DAY))


def forecast(
    rhythms: Any,
    *,
    now: int | None = None,
    population: Population = POOLED.population,
    level: float = 0.8,
    shift: int = 0,
    model: Model = POOLED,
) -> Floats:
    """`next_contact` of each row of an eager frame with the columns of Rhythm, as days ahead: low, middle and high.

    None for ``now``: as of the ``seen_until`` of each row.
    """
    columns = as_columns(rhythms)
    low, high = ends(level, model)
    wanted = -np.log1p(-np.array([low, 0.5, high]))
    found = []
    for start in range(0, len(columns["last"]), CHUNK):
        some = {name: values[start : start + CHUNK] for name, values in columns.items()}
        risk = cumulative(some, now, population, shift, model)
        found += [np.interp(wanted, each, AHEAD) for each in risk]
    return np.array(found).reshape(-1, 3)


def silent(
    rhythm: Rhythm,
    *,
    now: int,
    days: float,
    population: Population = POOLED.population,
    shift: int = 0,
    model: Model = POOLED,
) -> float:
    """The chance of no contact within ``days``, by the rhythm alone: what a yearly tie needs, which is silent for most
    of the year and certain to speak in its week.
    """
    columns = _one(rhythm)
    return float(np.exp(-np.interp(days, AHEAD, cumulative(columns, now, population, shift, model)[0])))


def ends(level: float, model: Model = POOLED) -> tuple[float, float]:
    """The chances of a contact between which an interval reaches that holds the next one with the chance ``level``."""
    out = math.log((1 + level) / (1 - level)) + model.wider
    return 1 / (1 + math.exp(out)), 1 / (1 + math.exp(-out))


def cumulative(
    columns: Mapping[str, Floats], now: int | None, population: Population, shift: int, model: Model
) -> Floats:
    """-ln(chance of no contact) of each tie (rows) until each of AHEAD: rises from 0."""
    at = _at(columns, now)
    level, slope = waiting.odds(model.law, numbers(columns, now, population))
    law = np.log1p(
        np.exp(np.clip(level[:, None] + slope[:, None] * np.log(np.maximum(AHEAD, 1e-6) / waiting.MONTH), -30, 30))
    )
    law[:, 0] = 0.0
    day = ((at + shift) / DAY)[:, None] + (AHEAD[1:] + AHEAD[:-1]) / 2
    risk = np.diff(law, axis=1) * _of_week(columns, population, day) * _of_year(columns, day)
    total = np.concatenate([np.zeros((len(at), 1)), np.cumsum(risk, axis=1)], axis=1)
    for row in _yearly_rows(columns):
        total[row] = _anniversaries(
            {name: float(values[row]) for name, values in columns.items()}, float(at[row]), shift
        )
    return total


def fit(
    rhythms: Any,
    days: Floats,
    silent: Floats,
    *,
    population: Population = POOLED.population,
    weights: Floats | None = None,
    latest: Floats | None = None,
    prior: Model = POOLED,
    strength: float = STRENGTH,
) -> Model:
    """The law that a book has learnt from its own past; rows, horizons and outcomes as in `drift.fit`."""
    if not len(silent):
        return prior
    columns = as_columns(rhythms)
    tight = dict.fromkeys(prior.law.terms, strength)
    known = numbers(columns, None, population)
    found = waiting.fitted(prior.law, known, days, 1 - silent, strength=tight, slopes=SLOPES, weights=weights)
    if latest is not None and (last := latest > 0).any():
        found = waiting.settled(found, {name: of[last] for name, of in known.items()}, days[last], 1 - silent[last])
    return msgspec.structs.replace(prior, law=found)


def numbers(columns: Mapping[str, Floats], now: int | None, population: Population) -> dict[str, Floats]:
    """The terms of the law for each tie: logarithms, ln(1 + x); usual and spread are pulled towards the population."""
    at, gaps = _at(columns, now), columns["gaps"]
    few = population.within / population.between
    usual = (columns["gap_logs"] + few * population.mean) / (gaps + few)
    mean = columns["gap_logs"] / np.maximum(gaps, 1)
    around = np.maximum(columns["gap_squares"] - gaps * mean**2, 0.0)
    silence, days = np.log1p((at - columns["last"]) / DAY), np.log1p(columns["days"])
    over = np.maximum(silence - usual, 0.0)
    return {
        "silence": silence,
        "beyond": np.log(np.maximum((at - columns["last"]) / DAY / 365, 1.0)),  # as in drift.numbers
        "over": over,
        "ended": over * days,  # as in drift.numbers
        "usual": usual,
        "spread": np.sqrt((around + FEW_GAPS * population.within) / (np.maximum(gaps - 1, 0) + FEW_GAPS)),
        "longest": np.log1p(columns["longest"]),
        "days": days,
        "age": np.log1p((at - columns["first"]) / DAY),
        "days30": np.log1p(columns["days30"]),
        "days365": np.log1p(columns["days365"]),
    }


def _at(columns: Mapping[str, Floats], now: int | None) -> Floats:
    until = columns["seen_until"]
    return np.maximum(until if now is None else np.minimum(until, now), columns["last"])


def _of_week(columns: Mapping[str, Floats], population: Population, day: Floats) -> Floats:
    """How much likelier than another each day ahead is for its weekday, 1 on average."""
    own = np.column_stack([columns[name] for name in WEEK])
    shared = (own + FEW_DAYS * np.array(population.week)) / (columns["days"][:, None] + FEW_DAYS) * 7
    weekday = (np.floor(day).astype(int) + 3) % 7
    return np.take_along_axis(shared, weekday, axis=1)


def _of_year(columns: Mapping[str, Floats], day: Floats) -> Floats:
    """The same for the time of the year, of ties that were seen for two years: one wave, at least a tenth."""
    known = columns["days"] * ((columns["last"] - columns["first"]) >= 2 * YEAR * DAY)
    share = 2 / (known + FEW_SEASONS) * (known > 0)
    angle = day * (2 * math.pi / YEAR)
    wave = columns["year_cos"][:, None] * np.cos(angle) + columns["year_sin"][:, None] * np.sin(angle)
    return np.maximum(1 + share[:, None] * wave, 0.1)


def _yearly_rows(columns: Mapping[str, Floats]) -> list[int]:
    close = np.hypot(columns["year_cos"], columns["year_sin"]) / np.maximum(columns["days"], 1)
    least = np.select([columns["long_gaps"] == returns - 1 for returns in CLOSE], list(CLOSE.values()), CLOSE_ENOUGH)
    return [int(row) for row in np.flatnonzero((columns["long_gaps"] >= 1) & (close >= least))]


def _anniversaries(tie: Mapping[str, float], at: float, shift: int) -> Floats:
    """-ln(chance of no contact) of a yearly tie until each of AHEAD.

    Each anniversary brings a contact with the same chance, the share of the years so far that did (with one hit and one
    miss more), around the middle day of the year, as far as the days of the past spread. Between them the tie never
    spoke: that counts as half a contact in the years so far and one more.
    """
    close = min(0.9999, math.hypot(tie["year_cos"], tie["year_sin"]) / tie["days"])
    spread = max(NARROWEST, math.sqrt(-2 * math.log(close)) * YEAR / (2 * math.pi))
    middle = math.atan2(tie["year_sin"], tie["year_cos"]) / (2 * math.pi) * YEAR
    today, silent = (at + shift) / DAY, (at - tie["last"]) / DAY
    away = (middle - today) % YEAR  # days until the next one
    first = away - YEAR if YEAR - away < 3 * spread else away  # one that is just over may still bring it
    if silent + first < LONG_BEFORE:  # this year's has been
        first += YEAR
    missed = max(0, round((silent + first) / YEAR) - 1)
    years = round((tie["last"] - tie["first"]) / DAY / YEAR)
    hits = tie["long_gaps"]
    share = (hits + 1) / (max(hits, years) + missed + 2)
    total = AHEAD / YEAR * 0.5 / (years + 1)
    for number in range(5):
        from_now, until = (
            _normal(-(first + number * YEAR) / spread),
            np.array([_normal((ahead - first - number * YEAR) / spread) for ahead in AHEAD]),
        )
        total -= np.log1p(-share * (until - from_now) / max(1 - from_now, 1e-6))
    return total


def _normal(z: float) -> float:
    return 0.5 * (1 + math.erf(z / math.sqrt(2)))


def as_columns(rhythms: Any) -> Mapping[str, Floats]:
    """The columns of Rhythm of an eager frame as floats; columns come back as they are."""
    if isinstance(rhythms, Mapping):
        return rhythms
    frame = narwhal(rhythms)
    return {name: np.asarray(frame.get_column(name).to_numpy(), dtype=float) for name in COLUMNS}


def _one(rhythm: Rhythm) -> dict[str, Floats]:
    """One tie as columns of one row."""
    plain = msgspec.structs.asdict(rhythm)
    return {name: np.array([plain[name]], dtype=float) for name in COLUMNS}
