"""The circles that already hold among a few people: linked by strong ties, and parted where modularity says so."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

PARTS: Final = 0.3  # modularity from which a split is taken to be one (Newman & Girvan 2004)


def knots(people: Sequence[int], links: Sequence[tuple[int, int, float]], least: int) -> list[list[int]]:
    """The circles of at least ``least`` of these people, the largest first; ``links`` are (one, other, weight).

    Connected parts, each halved along the leading eigenvector of its modularity matrix as long as both halves are large
    enough and the modularity of the split is at least 0.3 (Newman 2006).
    """
    place = {person: at for at, person in enumerate(people)}
    weight = np.zeros((len(people), len(people)))
    for one, other, strength in links:
        weight[place[one], place[other]] = weight[place[other], place[one]] = strength
    _, part = connected_components(csr_array(weight), directed=False)
    found: list[list[int]] = []
    for number in range(int(part.max(initial=-1)) + 1):
        found += _halved(weight, np.flatnonzero(part == number), least)
    return sorted(([people[at] for at in some] for some in found if len(some) >= least), key=lambda some: -len(some))


def _halved(weight: NDArray[np.float64], some: NDArray[np.int64], least: int) -> list[list[int]]:
    own = weight[np.ix_(some, some)]
    degree, total = own.sum(axis=0), own.sum()
    if len(some) < 2 * least or total <= 0:
        return [some.tolist()]
    beyond = own - np.outer(degree, degree) / total
    side = np.linalg.eigh(beyond)[1][:, -1] >= 0
    modularity = (beyond[np.ix_(side, side)].sum() + beyond[np.ix_(~side, ~side)].sum()) / total
    if min(side.sum(), (~side).sum()) < least or modularity < PARTS:
        return [some.tolist()]
    return _halved(weight, some[side], least) + _halved(weight, some[~side], least)
