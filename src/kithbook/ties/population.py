"""The gaps of many ties together: what few gaps of one tie are pulled towards."""

from typing import Any, Final

import msgspec
import narwhals as nw
import numpy as np

from kithbook.ties.frames import narwhal
from kithbook.ties.gaps import WEEK

FEW_TIES: Final = 20.0  # ties of a book that count as much as what is pooled


class Population(msgspec.Struct, frozen=True):
    """The gaps of many ties, in ln(0.5 + days): the mean, how far the means of ties lie apart (a variance), and how far
    the gaps of one tie do (a variance); and how the days of contact are shared out over the week, from Monday.
    """

    mean: float = 2.0
    between: float = 1.0
    within: float = 1.5
    week: tuple[float, ...] = (1 / 7,) * 7


def population(rhythms: Any, pooled: Population) -> Population:
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
