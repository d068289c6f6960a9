"""How good reply links and the conversations they make are: the measures of Kummerfeld et al. (2019).

Conversations are sets of messages over all files of a set; chance pairs of files never meet.
"""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Link = tuple[int, int]
RESAMPLED = 1000  # times the files are drawn anew for an interval


class Said(NamedTuple):
    """What was said of one file, and what is true."""

    said: set[Link]
    true: set[Link]


def prf(files: Iterable[Said]) -> tuple[float, float, float]:
    """Precision, recall and F of links over all files, of 100."""
    right = said = true = 0
    for each in files:
        right += len(each.said & each.true)
        said += len(each.said)
        true += len(each.true)
    return (
        100 * right / said if said else 0.0,
        100 * right / true if true else 0.0,
        200 * right / (said + true) if said + true else 0.0,
    )


def interval(files: Sequence[Said], measure: Callable[[Sequence[Said]], float]) -> tuple[float, float]:
    """The 95% interval of a measure over files drawn anew."""
    rng = np.random.default_rng(1)
    values = [measure([files[k] for k in rng.integers(0, len(files), len(files))]) for _ in range(RESAMPLED)]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def clusters(links: Iterable[Link], of: Sequence[int]) -> list[int]:
    """The conversation of each message ``of`` the file, by links over any messages."""
    above: dict[int, int] = {}

    def top(message: int) -> int:
        while above.get(message, message) != message:
            above[message] = above.get(above[message], above[message])
            message = above[message]
        return message

    for pair in links:
        a, b = (top(message) for message in pair)
        above[max(a, b)] = min(a, b)
    return [top(message) for message in of]


def labels(files: Iterable[Said]) -> tuple[list[Hashable], list[Hashable]]:
    """The conversation of every annotated message as said and in truth, over all files."""
    said: list[Hashable] = []
    true: list[Hashable] = []
    for nth, each in enumerate(files):
        of = sorted({message for message, _ in each.true})
        said += [(nth, label) for label in clusters(each.said, of)]
        true += [(nth, label) for label in clusters(each.true, of)]
    return said, true


def variation(said: Sequence[Hashable], true: Sequence[Hashable]) -> float:
    """1 less the variation of information (Meila 2007) over its largest value, of 100: 100 is the same."""
    size = len(said)
    if size < 2:
        return 100.0
    both, one, other = Counter(zip(said, true, strict=True)), Counter(said), Counter(true)
    information = -sum(n / size * math.log2(n * n / (one[a] * other[b])) for (a, b), n in both.items())
    return 100 * (1 - information / math.log2(size))


def one_to_one(said: Sequence[Hashable], true: Sequence[Hashable]) -> float:
    """The share of messages in common when conversations are paired as well as can be, of 100."""
    if not said:
        return 100.0
    one, other = ({label: nth for nth, label in enumerate(dict.fromkeys(each))} for each in (said, true))
    row, column = [one[a] for a in said], [other[b] for b in true]
    table = coo_array((np.ones(len(row)), (row, column)), shape=(len(one), len(other))).tocsr()
    # Conversations that share no message need not be looked at together: each connected part by itself.
    whole = coo_array((np.ones(len(row)), (row, np.array(column) + len(one))), shape=(len(one) + len(other),) * 2)
    parts, part = connected_components(whole, directed=False)
    rows, columns = (np.argsort(each, kind="stable") for each in (part[: len(one)], part[len(one) :]))
    row_ends, column_ends = (
        np.searchsorted(np.sort(each), np.arange(parts + 1)) for each in (part[: len(one)], part[len(one) :])
    )
    total = 0.0
    for k in range(parts):
        inside = table[rows[row_ends[k] : row_ends[k + 1]]][:, columns[column_ends[k] : column_ends[k + 1]]].toarray()
        total += inside[linear_sum_assignment(inside, maximize=True)].sum()
    return float(100 * total / len(said))


def exact(said: Sequence[Hashable], true: Sequence[Hashable]) -> float:
    """F of conversations of two messages or more that are exactly the same, of 100."""

    def sets(given: Sequence[Hashable]) -> set[frozenset[int]]:
        found: dict[Hashable, set[int]] = {}
        for place, label in enumerate(given):
            found.setdefault(label, set()).add(place)
        return {frozenset(each) for each in found.values() if len(each) > 1}

    one, other = sets(said), sets(true)
    return 200 * len(one & other) / (len(one) + len(other)) if one or other else 100.0
