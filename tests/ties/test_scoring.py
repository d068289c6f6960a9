"""Scores of forecasts, on a few that can be counted by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.ties import scoring


def test_auc_counts_pairs_in_order():
    """Three of four pairs are in order; a tie counts half; without both outcomes there is nothing to say."""
    assert scoring.auc(np.array([0.1, 0.4, 0.35, 0.8]), np.array([0, 0, 1, 1.0])) == 0.75
    assert scoring.auc(np.array([0.5, 0.5]), np.array([0, 1.0])) == 0.5
    assert scoring.auc(np.array([0.5, 0.5]), np.array([1.0, 1.0])) is None


def test_what_was_said_is_held_against_what_came():
    """Seven of ten that were called 70% came: no error in its bin."""
    said, came = np.full(10, 0.7), np.array([1.0] * 7 + [0.0] * 3)
    (only,) = scoring.bins(said, came)
    assert (only.low, only.high, only.count, only.said, only.came) == (0.7, 0.8, 10, pytest.approx(0.7), 0.7)
    assert scoring.calibration_error((only,)) == pytest.approx(0)
    assert scoring.brier(said, came) == pytest.approx(0.21)
    assert scoring.calibration_error(()) == 0.0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_scores_stay_within_their_bounds(pairs):
    """Each forecast is in one bin; every score lies between 0 and 1; turned round, the order is turned round."""
    said, came = np.array([each[0] for each in pairs]), np.array([float(each[1]) for each in pairs])
    found = scoring.bins(said, came)
    assert sum(each.count for each in found) == len(pairs)
    assert 0 <= scoring.calibration_error(found) <= 1
    assert 0 <= scoring.brier(said, came) <= 1
    area = scoring.auc(said, came)
    if area is not None:
        assert 0 <= area <= 1
        assert scoring.auc(-said, came) == pytest.approx(1 - area)
