"""Circles, the gaps between them, and the layers of all contact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.ties.circles import CORE, CURATED, LAYERS, circles, layers

SEVEN = dict(enumerate([*[0.9 - i / 100 for i in range(7)], *[0.6 - i / 100 for i in range(20)]], start=1))


def count(found, name):
    """How many are in a circle."""
    return list(found.of.values()).count(name)


def test_the_core_ends_at_the_widest_gap_and_the_gap_is_shown():
    """Seven close people, then a step down: the core is the seven."""
    found = circles(SEVEN)
    assert [person for person, circle in found.of.items() if circle == "core"] == list(range(1, 8))
    (border,) = [gap for gap in found.gaps if gap.border == "core"]
    assert (border.rank, border.before, border.after) == (7, pytest.approx(0.84), pytest.approx(0.60))
    assert border.width == max(gap.width for gap in found.gaps)
    assert str(found.say()) == "The first 7 stand apart: after them closeness falls from 0.84 to 0.60."


def test_the_core_never_exceeds_ten_nor_reaches_down_to_faint_ties():
    """Forty equally close people have a core of at most ten; faint people have none."""
    assert 5 <= count(circles(dict.fromkeys(range(40), 0.8)), "core") <= 10
    faint = circles(dict.fromkeys(range(40), 0.2))
    assert set(faint.of.values()) == {"loose"}
    assert str(faint.say()) == "Nobody is close enough yet to suggest a circle."


def test_who_is_unknown_has_no_circle_and_nobody_gives_none():
    """Too little data is not loose."""
    assert circles({1: 0.9, 2: None, 3: float("nan")}).of == {1: "core", 2: "", 3: ""}
    assert circles({}).of == {}


def test_the_persons_word_wins_and_counts_towards_the_sizes():
    """A chosen stranger is core, a chosen friend loose, also when unknown or many."""
    found = circles(SEVEN | {99: None}, {27: "core", 1: "loose", 99: "curated", 2: ""})
    assert (found.of[27], found.of[1], found.of[99]) == ("core", "loose", "curated")
    assert count(found, "core") == 7  # six of the seven, and the stranger
    assert found.suggested[27] == "curated"
    assert found.chosen == 3
    many = circles(SEVEN, dict.fromkeys(range(1, 13), "core"))
    assert count(many, "core") == 12
    assert "as you chose" in str(many.say())


def test_a_word_that_is_no_circle_is_refused():
    """In one sentence."""
    with pytest.raises(ValueError, match="a circle is one of core, curated, loose, not 'inner'"):
        circles({1: 0.5}, {1: "inner"})


@given(
    st.dictionaries(st.integers(0, 90), st.one_of(st.none(), st.floats(0, 1)), max_size=80),
    st.dictionaries(st.integers(0, 90), st.sampled_from(["core", "curated", "loose"]), max_size=9),
)
def test_circles_follow_the_rank_and_their_bounds(strengths, chosen):
    """Nobody outside is stronger than somebody inside, no circle overflows but by choice, and all have an answer."""
    found = circles(strengths, chosen)
    assert set(found.of) == set(strengths) | set(chosen)
    assert all(found.of[person] == name for person, name in chosen.items())
    free = {person: name for person, name in found.of.items() if person not in chosen}
    for inner, outer in (("core", "curated"), ("curated", "loose")):
        weakest = min((strengths[person] for person, name in free.items() if name == inner), default=1.0)
        strongest = max((strengths[person] for person, name in free.items() if name == outer), default=0.0)
        assert weakest >= strongest
    for name, (_, most) in (("core", CORE), ("curated", CURATED)):
        assert count(found, name) <= max(most, list(chosen.values()).count(name))
    assert all(0 < gap.rank < len(found.strengths) and gap.width >= 0 for gap in found.gaps)


def test_layers_of_a_book_like_others_are_five_fifteen_fifty():
    """Made by hand: four kinds of frequency, each a fifth of the one before."""
    contact = [300.0 + i for i in range(5)] + [60.0 + i / 5 for i in range(10)]
    contact += [12.0 + i / 50 for i in range(35)] + [2.0 + i / 1000 for i in range(100)]
    found = layers(contact)
    assert found.found == LAYERS == (5, 15, 50, 150)
    assert found.explains > 0.99
    assert found.half == 5
    assert found.shares[0] == pytest.approx(1510 / sum(contact))
    assert str(found.say()) == (
        "5 people hold half of all your contact; your layers have 5, 15, 50, 150 people, others' mostly 5, 15, 50, 150."
    )


def test_layers_of_few_people_or_of_none_say_so():
    """Ten people are the least; equal people have one layer; nothing is no contact."""
    assert (layers([5, 1]).found, layers([5, 1]).half) == ((), 1)
    assert "from ten people on" in str(layers([5, 1]).say())
    assert layers([3.0] * 30).found == (30,)
    assert layers([0.0, -1.0]).people == 0
    assert str(layers([]).say()) == "There is no contact yet to share out."


@given(st.lists(st.floats(0, 1e6), max_size=200))
def test_layers_are_cumulative_and_hold_everybody(contact):
    """Each layer is larger than the one before, the last one is everybody."""
    found = layers(contact)
    assert list(found.found) == sorted(set(found.found))
    if found.found:
        assert found.found[-1] == found.people == sum(amount > 0 for amount in contact)
        assert list(found.shares) == sorted(found.shares)
        assert 0 <= found.explains <= 1
