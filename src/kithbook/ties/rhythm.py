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
import numpy as np

from kithbook.ties import waiting, years
from kithbook.ties.days import DAY
from kithbook.ties.frames import narwhal
from kithbook.ties.gaps import COLUMNS, WEEK, YEAR, Rhythm, rhythms, touched
from kithbook.ties.pace import SHORTEST
from kithbook.ties.population import Population
from kithbook.ties.waiting import Floats, Law, Term

__all__ = [
    "POOLED",
    "Model",
    "Rhythm",
    "ends",
    "fit",
    "forecast",
    "next_contact",
    "rhythms",
    "silences",
    "touched",
    "usual",
    "yearly",
]

STRENGTH: Final = 60.0  # of the pooled law as a prior, as for drift
SLOPES: Final = 100.0  # by how much more slopes are held: the order of ties is to be that of their chances
FEW_GAPS: Final = 3.0  # gaps of the population that count for the spread of a tie
FEW_DAYS: Final = 14.0  # and its days, for the week of a tie
FEW_SEASONS: Final = 60.0  # days of contact that a season of the year needs to count half
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
ANCHOR: Final = int(np.searchsorted(AHEAD, 90.0))  # where among them 90 days are
MOST: Final = 0.999  # no chance is told as a certainty
CHUNK: Final = 2000  # ties whose forecasts are made at once


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
    """Whether the tie speaks once a year, as `years.yearly` has it."""
    return bool(years.yearly(_one(rhythm))[0])


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


def next_contact(
    rhythm: Rhythm,
    *,
    now: int,
    population: Population = POOLED.population,
    level: float = 0.8,
    shift: int = 0,
    model: Model = POOLED,
    silent: float | None = None,
) -> tuple[int, tuple[int, int]] | None:
    """When the next contact is to be expected, as likely before as after, and the interval in which it comes with the
    chance ``level``: UTC seconds, counted from ``now`` or from ``seen_until`` before it. None without any contact.
    ``silent`` is the chance of 90 days without, as `drift.chance` has it.
    """
    if rhythm.last is None:
        return None
    columns = _one(rhythm)
    told = None if silent is None else np.array([silent])
    low, middle, high = forecast(
        columns, now=now, population=population, level=level, shift=shift, model=model, silent=told
    )[0]
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
    silent: Floats | None = None,
) -> Floats:
    """`next_contact` of each row of an eager frame with the columns of Rhythm, as days ahead: low, middle and high.

    None for ``now``: as of the ``seen_until`` of each row. ``silent`` as for `cumulative`.
    """
    columns = as_columns(rhythms)
    low, high = ends(level, model)
    wanted = -np.log1p(-np.array([low, 0.5, high]))
    found = []
    for start in range(0, len(columns["last"]), CHUNK):
        some = {name: values[start : start + CHUNK] for name, values in columns.items()}
        risk = cumulative(
            some, now, population, shift, model, None if silent is None else silent[start : start + CHUNK]
        )
        found += [np.interp(wanted, each, AHEAD) for each in risk]
    return np.array(found).reshape(-1, 3)


def silences(rhythms: Any, chances: Floats, *, now: int | None, days: float, shift: int) -> Floats:
    """These chances of no contact within ``days``, as `drift.chances` has them, those of yearly ties by their years:
    such a tie is silent for most of the year and all but certain to speak in its week.

    ``rhythms`` and ``now`` as for `forecast`.
    """
    columns = as_columns(rhythms)
    at, found = _at(columns, now), np.array(chances, dtype=float)
    for row in np.flatnonzero(years.yearly(columns)):
        tie = {name: float(values[row]) for name, values in columns.items()}
        silent = math.exp(-years.silence(tie, float(at[row]), np.array([days]), shift)[0])
        found[row] = min(MOST, max(1 - MOST, silent))
    return found


def ends(level: float, model: Model = POOLED) -> tuple[float, float]:
    """The chances of a contact between which an interval reaches that holds the next one with the chance ``level``."""
    out = math.log((1 + level) / (1 - level)) + model.wider
    return 1 / (1 + math.exp(out)), 1 / (1 + math.exp(-out))


def cumulative(
    columns: Mapping[str, Floats],
    now: int | None,
    population: Population,
    shift: int,
    model: Model,
    silent: Floats | None = None,
) -> Floats:
    """-ln(chance of no contact) of each tie (rows) until each of AHEAD: rises from 0.

    ``silent`` is the chance of no contact within 90 days as drift has it, which knows more of a tie: the rhythm then
    only tells how the chance is spread over the days. A yearly tie has its anniversaries.
    """
    at = _at(columns, now)
    level, slope = waiting.odds(model.law, numbers(columns, now, population))
    law = np.log1p(
        np.exp(np.clip(level[:, None] + slope[:, None] * np.log(np.maximum(AHEAD, 1e-6) / waiting.MONTH), -30, 30))
    )
    law[:, 0] = 0.0
    day = ((at + shift) / DAY)[:, None] + (AHEAD[1:] + AHEAD[:-1]) / 2
    risk = np.diff(law, axis=1) * _of_week(columns, population, day) * _of_year(columns, day)
    total = np.concatenate([np.zeros((len(at), 1)), np.cumsum(risk, axis=1)], axis=1)
    if silent is not None:
        wanted = -np.log(np.clip(silent, 1e-6, 1 - 1e-6))
        total *= (wanted / np.maximum(total[:, ANCHOR], 1e-9))[:, None]
    for row in np.flatnonzero(years.yearly(columns)):
        tie = {name: float(values[row]) for name, values in columns.items()}
        total[row] = years.silence(tie, float(at[row]), AHEAD, shift)
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
    law = waiting.learnt(prior.law, known, days, silent, strength=tight, slopes=SLOPES, weights=weights, latest=latest)
    return msgspec.structs.replace(prior, law=law)


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
