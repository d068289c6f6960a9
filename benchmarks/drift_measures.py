"""How forecasts of silence and of the next contact are measured."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from benchmarks.drift_sets import Floats
from kithbook.ties.scoring import auc

BINS: Final = 12  # of equal count
PAIRS: Final = 3000  # ties whose pairs are compared for the concordance


def calibration_error(silent: Floats, said: Floats) -> float:
    """The mean distance of what was said from what came, over bins of equal count."""
    order = np.argsort(said, kind="stable")
    return float(sum(abs(silent[each].sum() - said[each].sum()) for each in np.array_split(order, BINS))) / len(said)


def auc_of(came: Floats, said: Floats) -> float:
    """The area under the ROC curve; one half where all came out alike."""
    found = auc(said, came)
    return 0.5 if found is None else found


def average_precision(came: Floats, said: Floats) -> float:
    """The mean precision over the steps of recall (as scikit-learn has it): of equal forecasts all come at once."""
    order = np.argsort(-said, kind="stable")
    said, came = said[order], came[order]
    last = np.append(np.flatnonzero(np.diff(said)), len(said) - 1)
    right = np.cumsum(came)[last]
    steps = np.diff(right, prepend=0.0)
    return float((steps * right / (last + 1)).sum() / max(1.0, came.sum()))


def concordance(expected: Floats, waits: Floats, came: np.ndarray) -> float:
    """Of two ties whose first contact is known, how often it was expected first (Harrell et al. 1982)."""
    some = np.random.default_rng(5).permutation(len(waits))[:PAIRS]
    said, wait, seen = expected[some], waits[some], came[some]
    first = (wait[:, None] < wait[None, :]) & seen[:, None]
    before, same = said[:, None] < said[None, :], said[:, None] == said[None, :]
    return float(((first & before).sum() + 0.5 * (first & same).sum()) / max(1, first.sum()))


def spread(values: Sequence[float]) -> tuple[float, float, float]:
    """The mean over cut dates and its 95% interval (twice the standard error; of one cut, the value itself)."""
    known = np.array(values)
    reach = 2 * float(known.std(ddof=1)) / np.sqrt(len(known)) if len(known) > 1 else 0.0
    middle = float(known.mean())
    return middle, float(middle - reach), float(middle + reach)
