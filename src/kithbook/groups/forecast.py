"""What is likely if nothing is done: whether a group halves in its next 60 days, whether it is alive in six months.

Both are logistic regressions over the numbers of `forecast_numbers`, with the coefficients of forecast.json, fitted on
groups whose fate is known. `python -m benchmarks.fit_groups --write` makes the file again, and `benchmarks.groups`
measures it.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Final

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray

from kithbook.groups.forecast_numbers import Numbers, numbers, terms
from kithbook.groups.forecast_reasons import reasons
from kithbook.vocabulary import Said, say, say_n
from kithbook.vocabulary.answers import Chance, GroupForecast

Floats = NDArray[np.float64]

AHEAD: Final = 180  # days: "in six months"
LEAST_AGE: Final = 60.0  # days
LEAST_LATELY: Final = 10  # messages in the last 60 days, to ask whether they halve
LEAST_MESSAGES, LEAST_PEOPLE = 50, 3  # ever, to ask whether the group is alive later
FAR: Final = 3.0  # standard deviations beyond which a number goes no further
Z80: Final = 1.2816  # standard deviations that hold 80% of a normal distribution


class Weight(msgspec.Struct, frozen=True):
    """What one number does: ``weight`` adds to the log-odds for each ``scale`` that it lies above ``mean``."""

    weight: float = 0.0
    mean: float = 0.0
    scale: float = 1.0


class Side(msgspec.Struct, frozen=True):
    """One of the two chances: log-odds of a group whose numbers are all at their mean, the weight of each number.

    ``own`` is by how much one group differs from others with the same numbers (a standard deviation of log-odds).
    ``doubt`` holds the covariances of level and weights, in this order, as the rows of the lower triangle.
    """

    level: float
    terms: dict[str, Weight]
    own: float
    doubt: tuple[tuple[float, ...], ...] = ()


class Model(msgspec.Struct, frozen=True):
    """Both chances, how many real groups they were tested on, and the figures reached on groups that were held out."""

    halves: Side
    alive: Side
    groups: dict[str, int] = {}
    made_with: str = ""
    figures: dict[str, str] = {}


def _shipped() -> Model | None:
    file = files("kithbook.groups").joinpath("forecast.json")
    return msgspec.json.decode(file.read_bytes(), type=Model) if file.is_file() else None


FITTED: Final = _shipped()


def forecast(spoken: pl.DataFrame, *, seen_until: int, model: Model | None = FITTED) -> GroupForecast:
    """The two chances of a group if nothing is done, as of ``seen_until`` (UTC seconds).

    ``spoken`` are the events of one chat in order (`talks.clean`), of which `at` and `sender` are read.

    ``halves``: that the 60 days after ``seen_until`` hold fewer than half as many messages as the 60 before it; None
    below 60 days of age or 10 messages in the last 60. ``alive``: that at least one real conversation falls into the
    60 days that end 180 days after ``seen_until``: at least three people (two in a group of up to five) and four
    messages without three hours of silence; None below 60 days of age, 50 messages or three people ever. Intervals hold
    80%: see `unsure`. Both are None without a fitted model.
    """
    if spoken.is_empty() or model is None:
        return GroupForecast(None, None, (TOO_LITTLE,))
    found = numbers(spoken, seen_until=seen_until)
    halves = chance(found, model.halves) if halves_known(found) else None
    alive = chance(found, model.alive) if alive_known(found) else None
    return GroupForecast(alive, halves, _sentences(found, alive, halves, seen_until, model))


def halves_known(found: Numbers) -> bool:
    """Whether there is enough to ask if the group halves."""
    return found.age >= LEAST_AGE and found.lately >= LEAST_LATELY


def alive_known(found: Numbers) -> bool:
    """Whether there is enough to ask if the group is alive later."""
    return found.age >= LEAST_AGE and found.messages >= LEAST_MESSAGES and found.people >= LEAST_PEOPLE


def chance(found: Numbers, side: Side) -> Chance:
    """One chance (never 0 or 1) with its 80% interval and its reasons, largest first."""
    known = terms(found)
    rows = scaled({name: np.array([value]) for name, value in known.items()}, side)
    ahead = float(log_odds(rows, side)[0])
    reach = Z80 * float(unsure(rows, side)[0])
    added = {name: float(value) * side.terms[name].weight for name, value in zip(side.terms, rows[0], strict=True)}
    return Chance(odds(ahead), odds(ahead - reach), odds(ahead + reach), reasons(found, added))


def scaled(known: Mapping[str, Floats], side: Side) -> Floats:
    """The terms of each group (rows) centred, scaled, and held within FAR: what lies further was hardly ever seen."""
    found = np.column_stack([(known[name] - term.mean) / term.scale for name, term in side.terms.items()])
    return np.clip(found, -FAR, FAR)


def log_odds(rows: Floats, side: Side) -> Floats:
    """The log-odds of each row of `scaled`."""
    return np.asarray(side.level + rows @ np.array([term.weight for term in side.terms.values()]))


def unsure(rows: Floats, side: Side) -> Floats:
    """The standard deviation of the log-odds of each row: what the fit does not know, and what is the group's own.

    The first is x' C x with C the covariance of the coefficients when groups are left out in turn (the jackknife of
    Tukey 1958, by groups, as windows of one group overlap); the second is the variance of a random intercept by group.
    """
    whole = np.column_stack([np.ones(len(rows)), rows])
    covariance = np.zeros((whole.shape[1], whole.shape[1]))
    for place, row in enumerate(side.doubt):
        covariance[place, : len(row)] = covariance[: len(row), place] = row
    fit = np.einsum("ij,jk,ik->i", whole, covariance, whole)
    return np.asarray(np.sqrt(np.maximum(fit, 0.0) + side.own**2))


def odds(ahead: float) -> float:
    """A chance from its log-odds.

    >>> odds(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-ahead))


TOO_LITTLE: Final = say("Too little to say what becomes of this group.")


def _sentences(
    found: Numbers, alive: Chance | None, halves: Chance | None, seen_until: int, model: Model
) -> tuple[Said, ...]:
    """A sentence for each chance (or why there is none), then what "alive" means, on how many groups it was tested."""
    if alive is None and halves is None:
        return (TOO_LITTLE, _missing_alive(), _missing_halves())
    day = (datetime.fromtimestamp(seen_until, UTC) + timedelta(days=AHEAD)).date()
    said = []
    if alive is None:
        said.append(_missing_alive())
    else:
        values = {"day": day, "chance": alive.value, "low": alive.low, "high": alive.high}
        said.append(
            say(
                "Chance that it is alive on {day} if nothing is done: {chance:.0%} ({low:.0%} to {high:.0%}).",
                **values,
            )
        )
    if halves is None:
        said.append(_missing_halves())
    else:
        values = {"chance": halves.value, "low": halves.low, "high": halves.high}
        said.append(
            say(
                "Chance that the next 60 days hold fewer than half as many messages as the last 60:"
                " {chance:.0%} ({low:.0%} to {high:.0%}).",
                **values,
            )
        )
    if alive is not None:
        said.append(_meaning(found))
    groups = min(model.groups.get(name, 0) for name, of in (("alive", alive), ("halves", halves)) if of is not None)
    if groups:
        said.append(
            say_n(
                "Tested on {count} real group that was left out of the fit. Intervals should hold four times in five.",
                "Tested on {count} real groups, each left out of the fit. Intervals should hold four times in five.",
                groups,
            )
        )
    return tuple(said)


def _meaning(found: Numbers) -> Said:
    """What "alive" means in a group of this size."""
    return say_n(
        "Alive means: in the 60 days before then, {count} person talks with others in at least one real conversation,"
        " of four messages or more without three hours of silence.",
        "Alive means: in the 60 days before then, at least {count} people talk in at least one real conversation,"
        " of four messages or more without three hours of silence.",
        3 if found.people > 5 else 2,
    )


def _missing_alive() -> Said:
    return say(
        "Whether it is alive in six months needs {days} days, {messages} messages and {people} people to say.",
        days=round(LEAST_AGE),
        messages=LEAST_MESSAGES,
        people=LEAST_PEOPLE,
    )


def _missing_halves() -> Said:
    return say(
        "Whether it falls by half needs {days} days, and {messages} messages in the last {days} of them, to say.",
        days=round(LEAST_AGE),
        messages=LEAST_LATELY,
    )
