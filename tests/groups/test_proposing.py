"""Would a new group hold: circles among few people, how groups began, the chance and the road at its borders."""

import polars as pl
import pytest

from kithbook.groups import propose
from kithbook.groups.births import Past, births, near, record
from kithbook.groups.knots import knots
from kithbook.groups.proposing import Candidate, Link, holding, road

DAY, START = 86_400, 1_700_006_400
WEEK = 7 * DAY


def clique(people, weight=0.8):
    """Everybody linked with everybody."""
    return [(one, other, weight) for one in people for other in people if one < other]


def test_two_cliques_with_one_link_are_two_circles_and_one_clique_is_one():
    """The largest first, by the people's own numbers; who is linked with nobody is in none."""
    one, other = [10, 11, 12, 13, 14], [20, 21, 22, 23]
    found = knots([*one, *other, 99], [*clique(one), *clique(other), (14, 20, 0.4)], 3)
    assert [sorted(some) for some in found] == [one, other]
    assert [sorted(some) for some in knots([*one, 99], clique(one), 3)] == [one]


def test_halves_that_are_too_small_stay_together():
    """Two cliques of three part where three are enough, and not where four must be."""
    links = [*clique([1, 2, 3]), *clique([4, 5, 6]), (3, 4, 0.4)]
    assert len(knots([1, 2, 3, 4, 5, 6], links, 3)) == 2
    assert [sorted(some) for some in knots([1, 2, 3, 4, 5, 6], links, 4)] == [[1, 2, 3, 4, 5, 6]]
    assert knots([1, 2, 3], [], 2) == []


def drawn_chat(drawn, chat, lines):
    """Lines of (day, sender) as the events of one chat."""
    return drawn(lines).with_columns(chat=pl.lit(chat, dtype=pl.Int32))


def test_who_writes_within_five_messages_is_near(drawn):
    """Six others between two people part them; another chat never joins them; days are counted once."""
    lines = [(0.1 + place / 1000, sender) for place, sender in enumerate([1, 3, 4, 5, 6, 7, 8, 2])]
    found = near(drawn_chat(drawn, 1, lines))
    pairs = {(one, other): days for one, other, days in found.select("one", "other", "days").iter_rows()}
    assert (1, 2) not in pairs
    assert pairs[1, 3] == pairs[3, 8] == 1
    twice = drawn_chat(drawn, 1, [(0.1, 1), (0.2, 2), (3.1, 2), (3.2, 1)])
    assert near(twice)["days"].to_list() == [2]


def test_a_record_is_the_share_of_the_weeks_in_which_the_chat_talked(drawn):
    """Ten weeks of talk after the first; somebody who wrote in five of them, and a member who never did."""
    lines = [(7 * week + 0.1, 1) for week in range(11)] + [(7 * week + 0.2, 2) for week in (0, 1, 2, 3, 4, 5)]
    events = drawn_chat(drawn, 1, sorted(lines))
    before = START + 80 * DAY
    found = record(events, [1, 2, 3], before, {1: [3]})
    assert found[1] == 1.0
    assert found[2] == 0.5
    assert found[3] == 0.0
    assert record(events, [1], START + 20 * DAY) == {}


def test_a_group_that_began_in_sight_tells_whether_it_held(drawn, talk):
    """Born ninety days after all else, five founders who knew each other before, still talking on day 70; or not."""
    five = [1, 2, 3, 4, 5]
    old = talk([float(day) for day in range(0, 90)], five, 10)
    young = talk([100.0 + day for day in range(0, 25)], five, 10)
    late = talk([170.5], five, 10)
    for last, still in ((late, True), ([], False)):
        events = pl.concat([drawn_chat(drawn, 1, old), drawn_chat(drawn, 2, young + last)])
        until = {1: START + 90 * DAY, 2: START + 200 * DAY}
        ((past, founders),) = births(events, until, near(events))
        assert past == Past(5, 1.0, still)
        assert [one.knew for one in founders] == [1.0] * 5
        assert all(one.wrote == still for one in founders)
        until[2] = START + 180 * DAY
        assert list(births(events, until, near(events))) == []


def test_too_few_like_groups_give_no_chance():
    """Four groups of that make-up are too few, five are enough; of a group ten times as large none is like it."""
    past = [Past(8, 0.5, place % 2 == 0) for place in range(5)]
    assert holding(8, 0.5, past[:4])[0] is None
    chance, number = holding(8, 0.5, past)
    assert chance is not None
    assert number == pytest.approx(5)
    assert chance.value == pytest.approx((1 + 3) / (2 + 5))
    assert chance.low < chance.value < chance.high
    assert holding(80, 0.5, past)[0] is None


@pytest.mark.parametrize(
    ("known", "circles", "holds", "expected"),
    [
        (4, [8], 0.9, "too little data"),
        (5, [8], 0.9, "one group"),
        (5, [8], 0.5, "one group"),
        (5, [8], 0.49, "smaller circles"),
        (5, [5], 0.9, "one group"),
        (5, [4], 0.9, "smaller circles"),
        (5, [5, 4], 0.9, "smaller circles"),
        (5, [], 0.9, "one to one"),
        (5, [8], None, "too little data"),
    ],
)
def test_the_road_at_its_borders(known, circles, holds, expected):
    """Of ten people: half must be known, one circle must hold half of them, the chance must be a half."""
    assert road(10, known=known, circles=circles, holds=holds) == expected


def test_what_two_share_puts_pairs_in_order_and_silence_is_said():
    """Answers weigh most; a school and a taste are named; who hardly writes would likely fall silent."""
    people = [
        Candidate(1, "Ines", 0.9, 12, frozenset({1}), frozenset({"Harbour School"}), frozenset({"glazes"})),
        Candidate(2, "Bram", 0.0, 0, frozenset({1}), frozenset({"Harbour School"}), frozenset({"glazes"})),
        Candidate(3, "Cleo"),
        Candidate(4, "Odalys", None, 0, frozenset({1})),
    ]
    found = propose(people, [Link(1, 4, 20, 3), Link(1, 2, 0, 0)], as_of="2026-06-15")
    first, second, *_ = found.shared
    assert {first.one.id, first.other.id} == {1, 4}
    assert {second.one.id, second.other.id} == {1, 2}
    assert [str(line) for line in second.says] == ["both in 1 group", "both at Harbour School", "both care for glazes"]
    seats = {seat.person.name: seat for seat in found.people}
    assert seats["Cleo"].talks is None
    assert seats["Bram"].talks is not None
    assert seats["Ines"].talks is not None
    assert seats["Bram"].talks.value < 0.5 < seats["Ines"].talks.value
    assert "would likely fall silent" in [str(line) for line in seats["Bram"].says]
    assert seats["Ines"].knows == seats["Odalys"].knows == 1
