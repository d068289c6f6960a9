"""The chance that a touch lands, learned from those that were answered."""

from typing import Final

USUAL_REACH: Final = 0.7  # where nothing was tried yet (judgement)
TRIES: Final = 4.0  # as many tries as what is known of others counts for


def reach(answered: float, tries: float, *, toward: float = USUAL_REACH, weight: float = TRIES) -> float:
    """The share of ``tries`` that were ``answered``, drawn toward what is known of others (a beta prior's mean).

    For a person, ``toward`` is best the reach of all by the same channel, made by this function too.

    >>> reach(0, 0), reach(4, 4), round(reach(1, 8, toward=reach(60, 80)), 2)
    (0.7, 0.85, 0.33)
    """
    return (answered + weight * toward) / (tries + weight)
