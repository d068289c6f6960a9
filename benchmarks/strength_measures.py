"""How well a score ranks: area under the curve and rank correlation, with intervals over people."""

from typing import NamedTuple

import numpy as np

SEED = 7


class Measured(NamedTuple):
    """A figure with its 95% interval."""

    value: float
    low: float
    high: float


class Ranking:
    """Some scores, ranked once, whose area under the curve is then asked for many weights of the rows."""

    def __init__(self, score: np.ndarray, answer: np.ndarray) -> None:
        """``score`` and ``answer`` (0 or 1), shape (rows,); what is not a number ranks below everything."""
        _, self.place = np.unique(np.nan_to_num(score, nan=-np.inf), return_inverse=True)
        self.answer = answer.astype(float)

    def area(self, weight: np.ndarray | None = None) -> float:
        """The chance that one with the answer yes ranks above one with no; ties count half; NaN without both."""
        weight = np.ones(len(self.answer)) if weight is None else weight
        yes = np.bincount(self.place, weight * self.answer)
        no = np.bincount(self.place, weight * (1 - self.answer))
        both = yes.sum() * no.sum()
        return float((yes * (np.cumsum(no) - no / 2)).sum() / both) if both > 0 else float("nan")


def resamples(a: np.ndarray, b: np.ndarray, times: int) -> list[np.ndarray]:
    """Weights of pairs (a, b) when people are drawn anew, with replacement: how often both of them were drawn.

    People, not pairs, are the unit, as pairs of one person resemble each other (Snijders and Borgatti 1999).
    """
    people, place = np.unique(np.concatenate([a, b]), return_inverse=True)
    ends = place.reshape(2, -1)
    chance = np.random.default_rng(SEED)
    drawn = (np.bincount(chance.integers(len(people), size=len(people)), minlength=len(people)) for _ in range(times))
    return [counts[ends[0]] * counts[ends[1]].astype(float) for counts in drawn]


def area(score: np.ndarray, answer: np.ndarray, weights: list[np.ndarray]) -> Measured:
    """The area under the curve."""
    ranking = Ranking(score, answer)
    return _with_ends(ranking.area(), np.array([ranking.area(weight) for weight in weights]))


def area_over(score: np.ndarray, other: np.ndarray, answer: np.ndarray, weights: list[np.ndarray]) -> Measured:
    """By how much the area of one score is above that of another, on the same drawn people."""
    ours, theirs = Ranking(score, answer), Ranking(other, answer)
    draws = np.array([ours.area(weight) - theirs.area(weight) for weight in weights])
    return _with_ends(ours.area() - theirs.area(), draws)


def agreement(score: np.ndarray, amount: np.ndarray, weights: list[np.ndarray]) -> Measured:
    """The rank correlation (Spearman 1904) of a score with an amount, ties at their middle rank."""
    a, b = _ranks(np.nan_to_num(score, nan=-np.inf)), _ranks(amount)

    def correlation(weight: np.ndarray) -> float:
        x, y = a - np.average(a, weights=weight), b - np.average(b, weights=weight)
        return float((weight * x * y).sum() / np.sqrt((weight * x * x).sum() * (weight * y * y).sum()))

    return _with_ends(correlation(np.ones(len(a))), np.array([correlation(weight) for weight in weights]))


def _ranks(values: np.ndarray) -> np.ndarray:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[place]


def _with_ends(value: float, draws: np.ndarray) -> Measured:
    low, high = np.nanquantile(draws, [0.025, 0.975]) if len(draws) else (value, value)
    return Measured(value, float(low), float(high))
