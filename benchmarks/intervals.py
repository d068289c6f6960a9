"""Intervals of measured shares."""

import math

Z = 1.96  # standard deviations that hold 95% of a normal distribution


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927).

    >>> [round(end, 3) for end in wilson(999, 1000)]
    [0.994, 1.0]
    """
    if not of:
        return 0.0, 1.0
    share = right / of
    middle = share + Z * Z / (2 * of)
    spread = Z * math.sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    return max(0.0, (middle - spread) / (1 + Z * Z / of)), min(1.0, (middle + spread) / (1 + Z * Z / of))
