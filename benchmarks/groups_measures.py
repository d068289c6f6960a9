"""How forecasts of groups are measured: intervals between groups, and whether intervals of chances hold."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.drift_measures import auc_of, average_precision, calibration_error
from benchmarks.drift_sets import Floats

Measure = Callable[[Floats, Floats], float]
DRAWN: Final = 4000  # fates of a group that its interval lets us expect


def brier(came: Floats, said: Floats) -> float:
    """The mean square of what was said less what came."""
    return float(np.mean((said - came) ** 2))


RANKED: Final[dict[str, Measure]] = {"AUC": auc_of, "average precision": average_precision}
CHANCES: Final[dict[str, Measure]] = {"Brier": brier, "calibration error": calibration_error}


def resampled(group: Sequence[str], times: int) -> list[NDArray[np.int64]]:
    """The rows of so many draws of groups with replacement: all windows of a group come or stay away together."""
    names = np.asarray(group)
    rows = [np.flatnonzero(names == name) for name in sorted(set(group))]
    rng = np.random.default_rng(17)
    return [np.concatenate([rows[i] for i in rng.integers(0, len(rows), len(rows))]) for _ in range(times)]


def between(value: Callable[[NDArray[np.int64]], float], draws: Sequence[NDArray[np.int64]]) -> tuple[float, float]:
    """The 95% interval of a figure over draws of groups (percentile bootstrap, Efron 1979)."""
    low, high = np.quantile([value(rows) for rows in draws], [0.025, 0.975])
    return float(low), float(high)


def covered(
    group: Sequence[str], came: Floats, ahead: Floats, unsure: Floats, *, least: int = 3
) -> tuple[float, float, int]:
    """Of groups with ``least`` outcomes and more: the share whose number of outcomes lies where 80% of fates lie.

    A chance itself is never seen. So for each group fates are drawn: one shift of its log-odds ``ahead`` by the
    standard deviation ``unsure``, for all of its (not overlapping) windows, then each outcome by chance; the number
    that came must lie between the 10% and 90% of those that were drawn (ties drawn by lot). Returned too is the share
    without any shift, which tells how much of it chance alone covers; and how many groups.
    """
    rng, names = np.random.default_rng(23), np.asarray(group)
    inside: list[tuple[bool, bool]] = []
    for name in sorted(set(group)):
        rows = names == name
        if rows.sum() >= least:
            shift = rng.standard_normal((DRAWN, 1)) * unsure[rows]
            inside.append(
                (_within(came[rows], ahead[rows] + shift, rng), _within(came[rows], ahead[rows] + 0 * shift, rng))
            )
    if not inside:
        return float("nan"), float("nan"), 0
    mean = np.mean(inside, axis=0)
    return float(mean[0]), float(mean[1]), len(inside)


def _within(came: Floats, ahead: Floats, rng: np.random.Generator) -> bool:
    fates = (rng.uniform(size=ahead.shape) < 1 / (1 + np.exp(-ahead))).sum(axis=1)
    seen = came.sum()
    place = float(np.mean(fates < seen) + rng.uniform() * np.mean(fates == seen))
    return 0.1 <= place <= 0.9
