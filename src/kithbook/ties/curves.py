"""The few curves that signals are read with, for plain numbers and for columns of them alike."""

import math
from typing import Any

import numpy as np

Numbers = Any  # a float, or a NumPy array of them: the same formula serves one page and five thousand people


def rise(x: Numbers, unit: float, full: float) -> Numbers:
    """ln(1 + x/unit) / ln(1 + full/unit): 0 at nothing, 1 from ``full`` on; each doubling adds about the same.

    >>> rise(0.0, 1.0, 100.0), rise(250.0, 1.0, 100.0)
    (0.0, 1.0)
    """
    if isinstance(x, np.ndarray):
        return np.clip(np.log1p(np.maximum(x, 0.0) / unit) / math.log1p(full / unit), 0.0, 1.0)
    return min(1.0, math.log1p(max(x, 0.0) / unit) / math.log1p(full / unit))


def fall(x: Numbers, unit: float, full: float) -> Numbers:
    """The opposite: 1 at nothing, 0 from ``full`` on."""
    return 1.0 - rise(x, unit, full)


def believed(count: Numbers, half: float) -> Numbers:
    """count / (count + half): how far a share is believed that was seen ``count`` times."""
    return count / (count + half)


def part(some: Numbers, whole: Numbers) -> Numbers:
    """some / whole, and 0 of nothing."""
    if isinstance(whole, np.ndarray):
        return np.divide(some, whole, out=np.zeros(whole.shape), where=whole > 0)
    return some / whole if whole > 0 else 0.0


def lesser(a: Numbers, b: Numbers) -> Numbers:
    """The smaller one of each two."""
    return np.minimum(a, b) if isinstance(a, np.ndarray) or isinstance(b, np.ndarray) else min(a, b)


def greater(a: Numbers, b: Numbers) -> Numbers:
    """The larger one of each two."""
    return np.maximum(a, b) if isinstance(a, np.ndarray) or isinstance(b, np.ndarray) else max(a, b)
