"""Who may be worth a moment this week, and what a touch now is worth."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from kithbook.planning.fading import LEAST_HALF, LONGEST, SHAPES, Floats, grid, indices

LEAST_REST: Final = 7.0  # days between two suggestions of the same person, however quick their rhythm
STEP: Final = 7.0  # days until one is asked again


class Prospect(msgspec.Struct, frozen=True):
    """A person who may be touched. Days are days of silence; ``value`` has any unit, the same for all.

    ``half``: after so many days half of the value is left, falling with ``shape`` (`fading.share`). ``inbound``:
    contacts a day by themselves when fresh. ``ideal``: the intended rhythm, before which nobody is suggested but for an
    ``occasion`` (0 none, 1 a strong one such as a birthday this week). After ``latest`` the person comes first among
    equals. ``wished``: the owner named a day that has come. ``reached``: the chance that a touch lands
    (`reaching.reach`). ``tried``: days since a touch or suggestion that did not land, where there was one since.
    """

    person: int
    value: float
    silent: float
    half: float
    minutes: int
    shape: float = 1.0
    inbound: float = 0.0
    ideal: float | None = None
    latest: float | None = None
    occasion: float = 0.0
    wished: bool = False
    resting: bool = False
    reached: float = 1.0
    tried: float | None = None


class Columns(NamedTuple):
    """Prospects as arrays, one place for each person, in the order of their ids."""

    person: NDArray[np.int64]
    value: Floats
    silent: Floats
    half: Floats
    minutes: NDArray[np.int64]
    shape: Floats
    inbound: Floats
    ideal: Floats
    latest: Floats
    occasion: Floats
    wished: NDArray[np.bool_]
    resting: NDArray[np.bool_]
    reached: Floats
    tried: Floats


def columns(prospects: Sequence[Prospect]) -> Columns:
    """Each person once, the first mention counting, with every number brought into the range that makes sense."""
    first = {one.person: one for one in reversed(prospects)}
    rows = [first[person] for person in sorted(first)]

    def floats(name: str, absent: float, least: float = 0.0, most: float = np.inf) -> Floats:
        found = [getattr(row, name) for row in rows]
        return np.asarray(np.clip([absent if one is None else float(one) for one in found], least, most), dtype=float)

    return Columns(
        person=np.array([row.person for row in rows], dtype=np.int64),
        value=floats("value", 0.0),
        silent=floats("silent", 0.0, 0.0, LONGEST),
        half=floats("half", LEAST_HALF, LEAST_HALF, LONGEST),
        minutes=np.array([max(1, row.minutes) for row in rows], dtype=np.int64),
        shape=floats("shape", 1.0, *SHAPES),
        inbound=floats("inbound", 0.0),
        ideal=floats("ideal", 0.0),
        latest=floats("latest", np.inf, STEP),
        occasion=floats("occasion", 0.0, 0.0, 1.0),
        wished=np.array([row.wished for row in rows], dtype=bool),
        resting=np.array([row.resting for row in rows], dtype=bool),
        reached=floats("reached", 1.0, 0.0, 1.0),
        tried=floats("tried", np.inf),
    )


def may(those: Columns) -> NDArray[np.bool_]:
    """Who may be suggested: a wish always, others when rested and when their rhythm has passed or there is an occasion.

    Somebody who rests, or whose tie is worth nothing without a wish, may not.
    """
    rested = np.minimum(those.silent, those.tried) >= LEAST_REST
    in_time = (those.silent >= those.ideal) | (those.occasion > 0)
    return ~those.resting & (those.wished | (rested & in_time & (those.value > 0) & (those.reached > 0)))


def worth(those: Columns) -> Floats:
    """What a touch this week is worth for each, in value-days: the index of the tie, times the chance that it lands.

    It is taken half a step ahead, as waiting means a whole step. An occasion counts as if its share of the intended
    rhythm (of the half, where there is none) had passed already, and as up to twice the worth; being over ``latest``
    lifts the worth by up to as much again, gradually. How much these lift is judgement: no data tells it.
    """
    rhythm = np.where(those.ideal > 0, those.ideal, those.half)
    silent = np.maximum(those.silent, those.occasion * rhythm)
    days = grid(those.half, silent + STEP / 2)
    left = 1 / (1 + (days / those.half[:, None]) ** those.shape[:, None])
    plain = those.value * indices(days, left, those.inbound)[:, -1]
    return np.asarray(plain * those.reached * (1 + those.occasion) * (1 + lateness(those.silent, those.latest)))


def lateness(silent: Floats, latest: Floats) -> Floats:
    """How far over the latest day, from 0 (not over) towards 1; a half at twice the latest day."""
    return np.asarray(np.maximum(0.0, 1 - latest / np.maximum(silent, 1e-9)))


def due(prospect: Prospect) -> bool:
    """Whether this person may be suggested this week at all (`may`)."""
    return bool(may(columns([prospect]))[0])


def index(prospect: Prospect) -> float:
    """What a touch this week is worth, in value-days a minute: those with the highest come first (`worth`).

    >>> quiet, talked = (Prospect(1, value=1.0, silent=days, half=60.0, minutes=4) for days in (120.0, 20.0))
    >>> index(quiet) > index(talked) > 0
    True
    """
    those = columns([prospect])
    return float(worth(those)[0] / those.minutes[0])
