"""What each attempt did, drawn: one scale for all, zero and the dot in their places, mirrored from the right."""

import re

from kithbook import charts
from kithbook.vocabulary import say
from kithbook.vocabulary.answers import Revival

UP = Revival(
    "2024-05-18", "told", 12, 60, "more than chance", say(""), uplift=60.0, low=20.0, high=90.0, band=(-30.0, 25.0)
)
DOWN = Revival(
    "2024-09-01", "burst", 3, 60, "cannot tell", say(""), uplift=-10.0, low=-40.0, high=15.0, band=(-30.0, 30.0)
)
EARLY = Revival("2026-06-01", "told", 0, 60, "too early", say(""))


def dot(svg: str) -> float:
    """Where the change is."""
    found = re.search(r'<circle class="data" cx="([\d.]+)"', svg)
    assert found is not None
    return float(found[1])


def zero(svg: str) -> float:
    """Where no change is."""
    found = re.search(r'<path class="axis" d="M([\d.]+) ', svg)
    assert found is not None
    return float(found[1])


def test_all_attempts_have_one_scale_and_what_was_not_measured_has_no_picture():
    """Zero is at one place; more is to the right of it, less to the left."""
    up, down, early = charts.uplifts([UP, DOWN, EARLY])
    assert early == ""
    assert zero(up) == zero(down)
    assert dot(down) < zero(down) < dot(up)


def test_from_the_right_it_is_mirrored():
    """More is to the left."""
    (up,) = charts.uplifts([UP], direction="rtl")
    assert dot(up) < zero(up)


def test_the_picture_says_its_figures():
    """Change and interval, with a real minus sign; no colour of its own."""
    up, down = charts.uplifts([UP, DOWN])
    assert 'aria-label="+60 (+20 … +90)"' in up
    assert "−10 (−40 … +15)" in down
    assert "#" not in up + down
    assert charts.uplift_told(EARLY) == ""
