"""The weights of replies: points for each bin of each feature, read from model.json, and the chances they make.

The chance that a message answers another is e to the sum of its points, over the same summed over all that it might
answer and over that it begins a conversation (a conditional logit, McFadden 1974).
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
from numpy.typing import NDArray

from kithbook.ties.replies.again import SIZES as AGAIN
from kithbook.ties.replies.again import Guess
from kithbook.ties.replies.chat import Floats
from kithbook.ties.replies.features import REACH, RELATIONS, SIZES, Codes, Pairs

BINS = {**SIZES, **AGAIN}
Points = list[list[float]]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Points for the bins of one feature, or of two together: a row for each bin of the first, in it the second's."""

    of: tuple[str, ...]
    points: Points  # one row for a single feature


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One look at all pairs: ``pair`` speaks for a link, ``begin`` for the begin of a conversation."""

    pair: list[Table]
    begin: list[Table]


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far back to look for each relation (see `features.relations`), and the points of the two looks."""

    made_with: str
    figures: dict[str, str]
    bins: dict[str, str]
    reach: tuple[int, ...]
    first: Step
    again: Step


@cache
def shipped() -> Model:
    """The model that comes with the program."""
    return msgspec.json.decode(files("kithbook.ties.replies").joinpath("model.json").read_bytes(), type=Model)


@cache
def level() -> Model:
    """A model that knows nothing but distance: what is left where the file is taken away. For the benchmark."""
    nearer = [[-float(place) for place in range(SIZES["distance"])]]
    step = Step([Table(("distance",), nearer)], [Table(("entered_i",), [[-2.0, -2, -2, -2, -1, 1]])])
    return Model("", {}, {}, (16,) * RELATIONS, step, step)


def reach_of(model: Model) -> NDArray[np.uint8]:
    """How many messages back each relation is looked for."""
    found: NDArray[np.uint8] = np.minimum(np.array(model.reach), REACH).astype(np.uint8)
    return found


def chances(
    step: Step, pairs: Pairs, pair: Mapping[str, Codes], row: Mapping[str, Codes], certain: NDArray[np.bool_]
) -> Guess:
    """The chance of each pair and of each begin; a pair that is ``certain`` has all of its message's."""
    score = _sums(step.pair, len(pairs.i), lambda name: pair[name] if name in pair else row[name][pairs.i])
    size = len(next(iter(row.values())))
    begin = np.exp(_sums(step.begin, size, row.__getitem__).clip(-30, 30))
    weight = np.exp(score.clip(-30, 30))
    total = np.bincount(pairs.i, weight, size).astype(np.float32) + begin
    chance = weight / total[pairs.i]
    start = begin / total
    chance[certain] = 1
    start[pairs.i[certain]] = 0
    return Guess(chance, start)


def _sums(tables: list[Table], size: int, codes: Callable[[str], Codes]) -> Floats:
    total, found = np.zeros(size, np.float32), np.empty(size, np.float32)
    known: dict[str, NDArray[np.int16]] = {}
    for table in tables:
        for name in table.of:
            if name not in known:
                known[name] = codes(name).astype(np.int16)
        points = np.asarray(table.points, np.float32).ravel()
        code = known[table.of[0]]
        if len(table.of) == 2:
            code = code * np.int16(BINS[table.of[1]]) + known[table.of[1]]
        np.take(points, code, out=found, mode="clip")
        total += found
    return total
