"""The index of a tie, beside what can be worked out otherwise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.planning import reach, share
from kithbook.planning.fading import grid, indices


def table(half: float, shape: float, inbound: float, far: float, nodes: int = 40):
    """Days, shares and indices of one tie."""
    days = grid(np.array([half]), np.array([far]), nodes)
    left = share(days, half, shape)
    return days[0], left[0], indices(days, left, np.array([inbound]))[0]


def test_the_closed_formula_without_inbound_contact():
    """Shape 1: half * ln(1 + T / half), the integral of the share, less T * share(T); coarser in the first days."""
    days, left, found = table(50.0, 1.0, 0.0, 400.0)
    expected = 50 * np.log1p(days / 50) - days * left
    assert found[5:] == pytest.approx(expected[5:], rel=0.01)


@pytest.mark.parametrize("shape", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("inbound", [0.0, 0.005, 0.03])
def test_the_index_is_the_price_at_which_its_silence_is_the_best_to_touch_at(shape, inbound):
    """Paying the index for each touch, no other silence gains more a day (by renewal theory, on a fine grid)."""
    days, left, found = table(40.0, shape, inbound, 600.0, 4000)
    pieces = np.diff(days)

    def summed(values):
        return np.concatenate([[0.0], np.cumsum(pieces * (values[1:] + values[:-1]) / 2)])

    alone = np.exp(-inbound * summed(left))
    for place in (1200, 2200, 3200):
        rates = (summed(alone * left) - found[place] * alone)[1:] / summed(alone)[1:]
        assert rates[place - 1] == pytest.approx(rates.max(), rel=1e-4)


@given(st.floats(1, 2000), st.floats(0.2, 5), st.floats(0, 2), st.floats(1, 5000))
def test_the_index_rises_from_nothing_with_silence(half, shape, inbound, far):
    """Never below 0, never falling, always a number."""
    _, _, found = table(half, shape, inbound, far)
    assert found[0] == 0
    assert np.isfinite(found).all()
    assert (np.diff(found) >= -1e-9 * np.abs(found[1:])).all()


def test_the_chance_to_reach_moves_from_what_is_known_of_others_to_what_was_seen():
    """Four tries weigh as much as the others; a hundred decide."""
    assert reach(0, 4, toward=0.8) == pytest.approx(0.4)
    assert reach(0, 100, toward=0.8) < 0.04
    assert 0 < reach(0, 10_000) < reach(10_000, 10_000) < 1
