"""Words and circles for a strength."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook import ties
from kithbook.vocabulary import Score, Tie


def of(*strengths: float | None) -> list[Tie]:
    """Ties with given strengths, numbered from 1."""
    return [Tie(i, Score(value), None, None, 0, 0, 0, "") for i, value in enumerate(strengths, start=1)]


@pytest.mark.parametrize(
    ("strength", "word"),
    [(1.0, "close"), (0.70, "close"), (0.69, "warm"), (0.50, "warm"), (0.49, "familiar"), (0.28, "familiar"),
     (0.27, "faint"), (0.0, "faint"), (None, "unknown")],
)  # fmt: skip
def test_each_strength_has_a_word(strength, word):
    """The borders of the words."""
    assert ties.word(strength) == word


def test_the_core_ends_at_the_widest_gap():
    """Seven close people, then a step down: the core is the seven."""
    ranks = ties.circles(of(*[0.9 - i / 100 for i in range(7)], *[0.6 - i / 100 for i in range(20)]))
    assert [person for person, circle in ranks.items() if circle == "core"] == list(range(1, 8))


def test_the_core_never_exceeds_ten_nor_reaches_down_to_faint_ties():
    """Forty equally close people have a core of at most ten; faint people have none."""
    close, faint = ties.circles(of(*[0.8] * 40)), ties.circles(of(*[0.2] * 40))
    assert 5 <= list(close.values()).count("core") <= 10
    assert set(faint.values()) == {"loose"}


def test_who_is_unknown_has_no_circle():
    """Too little data is not loose."""
    assert ties.circles(of(0.9, None)) == {1: "core", 2: ""}


def test_nobody_gives_no_circles():
    """An empty book."""
    assert ties.circles([]) == {}


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=80))
def test_circles_follow_the_rank_and_their_bounds(strengths):
    """Nobody of an outer circle is stronger than somebody of an inner one, and no circle overflows."""
    ranks = ties.circles(of(*strengths))
    for inner, outer in (("core", "curated"), ("curated", "loose")):
        weakest = min((strengths[person - 1] for person, circle in ranks.items() if circle == inner), default=1.0)
        strongest = max((strengths[person - 1] for person, circle in ranks.items() if circle == outer), default=0.0)
        assert weakest >= strongest
    assert list(ranks.values()).count("core") <= 10
    assert list(ranks.values()).count("curated") <= 30
