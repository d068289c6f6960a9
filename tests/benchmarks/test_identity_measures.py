"""The measures of who is who, on cases worked out by hand."""

import pytest

from benchmarks.identity_measures import (
    b_cubed,
    best_threshold,
    cluster_rates,
    connected,
    pair_rates,
    pairs_of,
    reviewed,
)
from benchmarks.intervals import wilson

TRUTH = ["a", "a", "a", "b", "b", "c"]
SCORED = [(9.0, 0, 1), (8.0, 3, 4), (7.0, 2, 3), (6.0, 1, 2), (1.0, 4, 5)]


def test_pairs() -> None:
    """Four true pairs, of which the two heaviest are right, the third is wrong, the fourth right."""
    assert pairs_of(TRUTH) == 4
    assert pair_rates(SCORED, TRUTH, 8) == pytest.approx((1, 0.5, 2 / 3))
    assert pair_rates(SCORED, TRUTH, 6) == pytest.approx((0.75, 0.75, 0.75))
    assert best_threshold(SCORED, TRUTH) == 6


def test_clusters() -> None:
    """A wrong link joins two clusters: all pairs between them are wrong too."""
    labels = connected(SCORED, 6, 6)
    found = cluster_rates(labels, TRUTH)
    assert (found.precision, found.recall) == pytest.approx((4 / 10, 1))
    assert b_cubed(labels, TRUTH).precision == pytest.approx((3 * 3 / 5 + 2 * 2 / 5 + 1) / 6)
    assert b_cubed([0, 0, 0, 1, 1, 2], TRUTH).f1 == 1


def test_review_asks_nothing_twice() -> None:
    """Three of the four true pairs are within one cluster, which two answers make; the wrong link is asked once."""
    whole = reviewed([], SCORED, TRUTH, 3)
    assert whole.recall == 1
    assert whole.asked == 5 / 4
    assert reviewed([(0, 1)], SCORED, TRUTH, 0).recall == 0.25
    twice = [*SCORED, (0.5, 1, 3)]  # between two that were said to be different already
    assert reviewed([], twice, TRUTH, 3).asked == 5 / 4


def test_wilson() -> None:
    """The interval holds the share, is narrower with more, and never leaves 0 to 1."""
    assert wilson(5, 10)[0] < 0.5 < wilson(5, 10)[1]
    assert wilson(500, 1000)[1] < wilson(5, 10)[1]
    assert wilson(10, 10)[1] == 1
    assert wilson(0, 0) == (0, 1)
