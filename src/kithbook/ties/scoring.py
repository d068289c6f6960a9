"""How good forecasts were: whether they rank, whether what was called 70% happened 70% of the time."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kithbook.vocabulary.answers import Bin

Floats = NDArray[np.float64]
BINS: Final = 10


def auc(said: Floats, came: Floats) -> float | None:
    """The chance that one that came was given more than one that did not (area under the ROC curve, ties count half).

    None where all came out alike. Mann and Whitney 1947, by ranks.
    """
    positive = came > 0.5
    ones, zeros = int(positive.sum()), int((~positive).sum())
    if not ones or not zeros:
        return None
    _, place, counts = np.unique(said, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return float((ranks[positive].sum() - ones * (ones + 1) / 2) / (ones * zeros))


def brier(said: Floats, came: Floats) -> float:
    """The mean squared distance of what was said from what came (Brier 1950)."""
    return float(np.mean((said - came) ** 2))


def bins(said: Floats, came: Floats) -> tuple[Bin, ...]:
    """The forecasts in ten bins of equal width; empty ones are left out."""
    place = np.minimum((said * BINS).astype(int), BINS - 1)
    return tuple(
        Bin(each / BINS, (each + 1) / BINS, int(here.sum()), float(said[here].mean()), float(came[here].mean()))
        for each in range(BINS)
        if (here := place == each).any()
    )


def calibration_error(found: tuple[Bin, ...]) -> float:
    """The mean distance of what was said from what came, over the bins by their count (Naeini et al. 2015)."""
    count = sum(each.count for each in found)
    return sum(each.count * abs(each.said - each.came) for each in found) / count if count else 0.0
