"""Filling the minutes of a week."""

import numpy as np
from numpy.typing import NDArray

from kithbook.planning.fading import Floats

Places = NDArray[np.int64]


def ranked(worth: Floats, minutes: Places) -> Places:
    """Places by worth for each minute, best first; equals stay in their order."""
    return np.argsort(-worth / minutes, kind="stable")


def filled(worth: Floats, minutes: Places, budget: int) -> Places:
    """The places worth most together within ``budget``, best for each minute first: a 0-1 knapsack, solved exactly.

    All ``minutes`` are at least 1. Of those that take equally long only as many as would fit are looked at.
    """
    order = ranked(worth, minutes)
    order = order[(minutes[order] <= budget) & (worth[order] > 0)]
    budget = min(budget, int(minutes[order].sum()))
    order = order[_within(minutes[order], budget)]
    if len(order) and minutes[order].sum() <= budget:
        return order
    best = np.zeros(budget + 1)
    taken = np.zeros((len(order), budget + 1), dtype=bool)
    for row, place in enumerate(order):
        long = int(minutes[place])
        more = best[: budget + 1 - long] + worth[place]
        taken[row, long:] = more > best[long:] * (1 + 1e-12)
        best[long:] = np.where(taken[row, long:], more, best[long:])
    left, chosen = budget, []
    for row in range(len(order) - 1, -1, -1):
        if taken[row, left]:
            chosen.append(order[row])
            left -= int(minutes[order[row]])
    return np.array(chosen[::-1], dtype=np.int64)


def _within(minutes: Places, budget: int) -> NDArray[np.bool_]:
    """Which of these could be needed: of each length, the first that fit into the budget together."""
    keep = np.zeros(len(minutes), dtype=bool)
    for long in np.unique(minutes):
        keep[np.flatnonzero(minutes == long)[: budget // int(long)]] = True
    return keep


def greedy(order: Places, minutes: Places, budget: int) -> list[int]:
    """Each in this order that still fits: quicker than `filled`, and nearly as good."""
    left, chosen = budget, []
    least = int(minutes.min(initial=budget + 1))
    for place in order.tolist():
        if left < least:
            break
        if minutes[place] <= left:
            chosen.append(place)
            left -= int(minutes[place])
    return chosen
