"""How good pairs and clusters are against the truth."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Scored = Sequence[tuple[float, int, int]]


class Rates(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


def rates(right: float, said: float, wanted: float) -> Rates:
    """From counts; saying nothing is precise."""
    precision = right / said if said else 1.0
    recall = right / wanted if wanted else 1.0
    return Rates(precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0)


def pairs_of(labels: Iterable[object]) -> int:
    """How many pairs are within one label."""
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())


def best_threshold(scored: Scored, truth: Sequence[str]) -> float:
    """The score from which pairs are best called the same, by F1."""
    wanted, right = pairs_of(truth), 0
    best, threshold = -1.0, 0.0
    ranked = sorted(scored, reverse=True)
    for said, (score, a, b) in enumerate(ranked, 1):
        right += truth[a] == truth[b]
        if (said == len(ranked) or ranked[said][0] < score) and 2 * right / (said + wanted) > best:
            best, threshold = 2 * right / (said + wanted), score
    return threshold


def pair_rates(scored: Scored, truth: Sequence[str], threshold: float) -> Rates:
    """Of the pairs that score at least ``threshold``."""
    said = [(a, b) for score, a, b in scored if score >= threshold]
    return rates(sum(truth[a] == truth[b] for a, b in said), len(said), pairs_of(truth))


def cluster_rates(labels: Sequence[int], truth: Sequence[str]) -> Rates:
    """Pairwise: of the pairs that are in one cluster, against those that should be."""
    right = pairs_of(zip(labels, truth, strict=True))
    return rates(right, pairs_of(labels), pairs_of(truth))


def b_cubed(labels: Sequence[int], truth: Sequence[str]) -> Rates:
    """For each record the share of its cluster that is right, and of its true cluster that was found; averaged.

    Bagga and Baldwin, Entity-based cross-document coreferencing using the vector space model (1998).
    """
    both, said, wanted = Counter(zip(labels, truth, strict=True)), Counter(labels), Counter(truth)
    precision = sum(n * n / said[label] for (label, _), n in both.items()) / len(truth)
    recall = sum(n * n / wanted[cluster] for (_, cluster), n in both.items()) / len(truth)
    return Rates(precision, recall, 2 * precision * recall / (precision + recall))


class Union:
    """Labels of records that are joined pair by pair."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, one: int) -> int:
        """The label of a record."""
        while self._parent[one] != one:
            self._parent[one] = self._parent[self._parent[one]]
            one = self._parent[one]
        return one

    def join(self, one: int, other: int) -> None:
        """Give both one label."""
        self._parent[self.find(other)] = self.find(one)

    def labels(self) -> list[int]:
        """The label of each record."""
        return [self.find(one) for one in range(len(self._parent))]


def connected(scored: Scored, size: int, threshold: float) -> list[int]:
    """Clusters as connected components of the pairs that score at least ``threshold``."""
    union = Union(size)
    for score, a, b in scored:
        if score >= threshold:
            union.join(a, b)
    return union.labels()


class Review(NamedTuple):
    """What a person reaches who answers: recall over all true pairs, and pairs asked for each true pair."""

    recall: float
    asked: float


def reviewed(automatic: Iterable[tuple[int, int]], scored: Scored, truth: Sequence[str], most: float) -> Review:
    """Automatic merges stand; then pairs are shown from the largest score down, at most ``most`` for each true pair.

    Answers are true, and what follows from them is not asked again: a pair within one person, or between two that were
    said to be different.
    """
    union = Union(len(truth))
    for a, b in automatic:
        union.join(a, b)
    wanted = pairs_of(truth)
    apart: dict[int, set[int]] = defaultdict(set)
    asked = 0
    for _, a, b in sorted(scored, reverse=True):
        if asked >= most * wanted:
            break
        one, other = union.find(a), union.find(b)
        if one == other or other in apart[one]:
            continue
        asked += 1
        if truth[a] == truth[b]:
            union.join(one, other)
            apart[one] |= apart[other]
            for third in apart[other]:
                apart[third].add(one)
        else:
            apart[one].add(other)
            apart[other].add(one)
    right = pairs_of(zip(union.labels(), truth, strict=True))
    return Review(right / wanted if wanted else 1.0, asked / wanted if wanted else 0.0)
