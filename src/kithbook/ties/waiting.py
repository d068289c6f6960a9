"""How long until the next contact: one law of waiting, additive in the log-odds, that silence and rhythm both stand on.

The odds of a contact within w days are exp(A + B ln(w / 30)): a log-logistic waiting time. A and B are sums over the
numbers of the tie, each centred and scaled, so that every number adds its share and can be named as a reason. B is kept
above LEAST_SLOPE: more days never make a contact less likely, and no chance is ever 0 or 1.
"""

import math
from collections.abc import Mapping
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MONTH: Final = 30.0  # days at which A alone counts
LEAST_SLOPE: Final = 0.1
FAR: Final = 30.0  # log-odds beyond which nothing changes
STEPS: Final = 50
SETTLED: Final = (10.0, 30.0)  # precisions of the prior when they settle on the latest windows
LOOSE: Final = (0.2, 6.0)  # precisions of the prior of the two constants


class Term(msgspec.Struct, frozen=True):
    """What one number does: ``level`` adds to A and ``slope`` to B for each ``scale`` that it lies above ``mean``."""

    level: float = 0.0
    slope: float = 0.0
    mean: float = 0.0
    scale: float = 1.0


class Law(msgspec.Struct, frozen=True):
    """The law: ``level`` and ``slope`` of a tie whose numbers are all at their mean, and the term of each number."""

    terms: dict[str, Term]
    level: float = 0.0
    slope: float = 0.5


def odds(law: Law, numbers: Mapping[str, Floats]) -> tuple[Floats, Floats]:
    """A and B of each tie (log-odds; log-odds for each unit of ln(days)). What is NaN is not known and adds nothing."""
    scaled = _scaled(law, numbers)
    level = law.level + scaled @ np.array([term.level for term in law.terms.values()])
    slope = law.slope + scaled @ np.array([term.slope for term in law.terms.values()])
    return level, np.maximum(slope, LEAST_SLOPE)


def silence(level: Floats, slope: Floats, days: Floats | float) -> Floats:
    """The chance of no contact within ``days``: 1 / (1 + exp(A + B ln(days / 30)))."""
    ahead = level + slope * np.log(np.maximum(days, 1e-6) / MONTH)
    return np.asarray(1 / (1 + np.exp(np.clip(ahead, -FAR, FAR))))


def shares(law: Law, numbers: Mapping[str, Floats], days: float) -> dict[str, Floats]:
    """What each number adds to the log-odds of silence within ``days`` (compared with a tie at the mean)."""
    scaled, ahead = _scaled(law, numbers), math.log(days / MONTH)
    return {
        name: -scaled[:, place] * (term.level + term.slope * ahead)
        for place, (name, term) in enumerate(law.terms.items())
    }


def fitted(
    law: Law,
    numbers: Mapping[str, Floats],
    days: Floats,
    came: Floats,
    *,
    strength: Mapping[str, float],
    slopes: float = 1.0,
    weights: Floats | None = None,
) -> Law:
    """The law nearest to ``law`` that explains what came: the most likely one under a Gaussian prior around ``law``.

    One row for each tie and horizon: its ``numbers``, the horizon in ``days``, ``came`` (1: there was a contact within
    it), ``weights``. ``strength`` is the precision of the prior of each term, ``slopes`` by how much more its slope is
    held; the two constants are held little, as they differ most from book to book. Without rows the law comes back.
    """
    if not len(came):
        return law
    scaled = _scaled(law, numbers)
    ones = np.hstack([np.ones((len(scaled), 1)), scaled])
    rows = np.hstack([ones, ones * np.log(days / MONTH)[:, None]])
    held = [strength[name] for name in law.terms]
    tight = np.array([LOOSE[0], *held, LOOSE[1], *(slopes * one for one in held)])
    levels = [law.level, *(term.level for term in law.terms.values())]
    start, half = np.array([*levels, law.slope, *(term.slope for term in law.terms.values())]), len(levels)
    found = newton(rows, came, start, tight, np.ones(len(came)) if weights is None else weights)
    level, slope = found[:half], found[half:]
    terms = {
        name: msgspec.structs.replace(term, level=float(level[place]), slope=float(slope[place]))
        for place, (name, term) in enumerate(law.terms.items(), start=1)
    }
    return Law(terms, float(level[0]), float(slope[0]))


def learnt(
    law: Law,
    numbers: Mapping[str, Floats],
    days: Floats,
    silent: Floats,
    *,
    strength: Mapping[str, float],
    slopes: float = 1.0,
    weights: Floats | None = None,
    latest: Floats | None = None,
) -> Law:
    """`fitted` to rows of which ``silent`` (0 or 1) tells whether there was no contact, then `settled` on those that
    are ``latest`` (above 0), where there are any.
    """
    found = fitted(law, numbers, days, 1 - silent, strength=strength, slopes=slopes, weights=weights)
    if latest is None or not (last := latest > 0).any():
        return found
    return settled(found, {name: of[last] for name, of in numbers.items()}, days[last], 1 - silent[last])


def settled(law: Law, numbers: Mapping[str, Floats], days: Floats, came: Floats) -> Law:
    """The law with its two constants moved to what came in these rows: a book's latest windows, which tell best how
    busy a time it is. Whom silence is likelier for stays as it was.
    """
    level, slope = odds(law, numbers)
    ahead = np.log(days / MONTH)
    rows = np.column_stack([np.ones(len(ahead)), ahead])
    by, more = newton(rows, came, np.zeros(2), np.array(SETTLED), np.ones(len(ahead)), level + slope * ahead)
    return msgspec.structs.replace(law, level=law.level + float(by), slope=law.slope + float(more))


def newton(
    rows: Floats, came: Floats, start: Floats, tight: Floats, weights: Floats, known: Floats | float = 0.0
) -> Floats:
    """The coefficients of a logistic regression with the prior N(start, 1 / tight), by Newton's method.

    ``known`` are log-odds that each row has already.
    """

    def loss(now: Floats) -> float:
        ahead = known + rows @ now
        return float(weights @ (np.logaddexp(0, ahead) - came * ahead) + 0.5 * tight @ (now - start) ** 2)

    now, before = start, loss(start)
    for _ in range(STEPS):
        said = 1 / (1 + np.exp(-np.clip(known + rows @ now, -FAR, FAR)))
        down = rows.T @ (weights * (said - came)) + tight * (now - start)
        curve = (rows * (weights * said * (1 - said))[:, None]).T @ rows + np.diag(tight + 1e-9)
        step = np.linalg.solve(curve, down)
        while (after := loss(now - step)) > before and np.abs(step).max() > 1e-9:
            step = step / 2
        now = now - step
        if before - after < 1e-7 * max(1.0, before):
            break
        before = after
    return now


def _scaled(law: Law, numbers: Mapping[str, Floats]) -> Floats:
    found = np.column_stack([(numbers[name] - term.mean) / term.scale for name, term in law.terms.items()])
    return np.nan_to_num(found, nan=0.0)
