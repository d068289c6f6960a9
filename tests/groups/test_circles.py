"""Who talks with whom: hand-drawn groups whose circles are known, and groups that have none."""

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl
import pytest

from kithbook.groups.circles import talk_map
from kithbook.groups.parting import part
from kithbook.vocabulary.answers import Spot, TalkMap

ME, DAY, START = 1, 86_400, 1_700_006_400
Asked = tuple[float, int, int]  # day, who answers, whom


def answered(rows: Sequence[Asked]) -> pl.DataFrame:
    """Answers as `talks.answers` gives them."""
    told = [(START + round(day * DAY), by, to, False) for day, by, to in sorted(rows)]
    return pl.DataFrame(told, schema={"at": pl.Int64, "by": pl.Int32, "to": pl.Int32, "asks": pl.Boolean}, orient="row")


def clique(people: Sequence[int], days: range) -> list[Asked]:
    """On each day everybody answers everybody else."""
    return [(day, by, to) for day in days for by in people for to in people if by < to]


def drawn_map(
    rows: Sequence[Asked], *, me: int | None = None, stated: int | None = None, also: Sequence[int] = ()
) -> TalkMap:
    """The map of a group that said nothing but these answers, and of ``also``, who wrote and were not answered."""
    people = sorted({each for _, by, to in rows for each in (by, to)} | set(also))
    spoken = pl.DataFrame({"sender": people}, schema={"sender": pl.Int32})
    names = {each: f"P{each}" for each in people}
    return talk_map(spoken, answered(rows), me=me, stated=stated, names=names)


def members(told: TalkMap) -> list[set[int]]:
    """The people of each circle."""
    return [{each.id for each in circle.people} for circle in told.circles]


def spot(told: TalkMap, person: int) -> Spot:
    """Where one person stands."""
    return next(each for each in told.spots if each.person.id == person)


LEFT, RIGHT = [2, 3, 4, 5, 6], [12, 13, 14, 15]
TWO = clique(LEFT, range(20)) + clique(RIGHT, range(20))
BRIDGED = TWO + [(day, 9, end) for day in range(6) for end in (2, 12)]


def test_two_cliques_with_one_person_between_them_are_two_circles_and_a_bridge():
    """Who answers one of each ties what would not meet at all; whoever they answer does not."""
    told = drawn_map(BRIDGED)
    assert [each - {9} for each in members(told)] == [set(LEFT), set(RIGHT)]
    assert [each.person.id for each in told.spots if each.bridge] == [9]
    assert told.chance == 0
    assert told.apart is not None
    assert told.apart > 0.1
    assert str(told.says[0]) == "Not one group: 2 small circles"
    assert "P9 ties circles that would hardly meet otherwise." in [str(each) for each in told.says]


def test_who_alone_of_a_circle_answers_the_other_is_a_bridge():
    """One member of each circle carries all that goes between the two: both are articulation points."""
    told = drawn_map([*TWO, *((day, 2, 12) for day in range(9))])
    assert {each.person.id for each in told.spots if each.bridge} == {2, 12}


def test_a_visit_is_no_bridge():
    """Two answers in all are too few to tie anything."""
    assert not any(each.bridge for each in drawn_map([*TWO, (0, 2, 12), (1, 2, 12)]).spots)


def test_answers_within_and_beyond_a_circle_are_counted():
    """Six answers go to 12 and to 2; 9 stands with one of the two circles."""
    told = drawn_map(BRIDGED)
    largest, other = told.circles
    assert {(largest.within, largest.beyond), (other.within, other.beyond)} in (
        {(200 + 6, 6), (120, 6)},
        {(200, 6), (120 + 6, 6)},
    )
    assert "5 people" in str(other.says) or "4 people" in str(other.says)


def test_circles_are_found_without_the_owner_through_whom_all_threads_run():
    """Nobody of the one clique answers anybody of the other; the owner answers all of them."""
    told = drawn_map(TWO + [(day, ME, other) for day in range(10) for other in LEFT + RIGHT], me=ME)
    assert members(told) == [set(LEFT), set(RIGHT)]
    assert [each.person.id for each in told.spots if each.me] == [ME]
    assert spot(told, ME).circle == 0
    assert str(told.says[0]) == "Not one group: 2 small circles, and you"
    assert "Of the answers that leave a circle, 100% go to you or come from you." in [str(each) for each in told.says]
    assert (spot(told, ME).x, spot(told, ME).y) == (0.5, 0.5)


def test_a_star_around_the_owner_is_no_circle():
    """Five people who only ever answer the owner."""
    told = drawn_map([(day, other, ME) for day in range(10) for other in LEFT], me=ME)
    assert told.circles == ()
    assert str(told.says[0]) == "No circle: they talk with you, and hardly with each other"
    assert len(told.spots) == 6


@pytest.mark.parametrize("rows", [[], [(0, 2, 3)], [(day, 2, 3) for day in range(40)], [(0, 2, 3), (0, 3, 4)]])
def test_a_pair_or_two_answers_are_too_little_to_say(rows):
    """Fewer than three people who answer each other, or three who met once."""
    told = drawn_map(rows)
    assert told.circles == ()
    assert (told.apart, told.chance) == (None, None)
    assert str(told.says[0]) == "Too little to say who talks with whom"


def test_three_people_who_meet_often_are_one_circle():
    """Too few to part, enough to be a circle."""
    told = drawn_map(clique([2, 3, 4], range(5)))
    assert members(told) == [{2, 3, 4}]
    assert str(told.says[0]) == "One circle"
    assert told.chance is None


def test_who_wrote_without_an_answer_is_quiet_and_who_never_wrote_unseen():
    """Of thirty members nine answer, three wrote, and the owner counts in neither."""
    told = drawn_map(TWO, me=ME, stated=30, also=[ME, 20, 21, 22])
    assert (told.quiet, told.unseen) == (3, 30 - 13)
    assert "The other 20 answer nobody. We make no guess about why." in [str(each) for each in told.says]
    assert drawn_map(TWO, also=[20]).unseen is None
    assert drawn_map(TWO, stated=4).unseen == 0


def test_the_same_events_give_the_same_map_whatever_ran_before():
    """Neither the state of Python's random numbers nor an earlier map matters, and neither is touched."""
    import random

    random.seed(1)
    first, state = drawn_map(BRIDGED), random.getstate()
    drawn_map(crowd(np.random.default_rng(5), 40))
    assert random.getstate() == state
    random.seed(2)
    assert drawn_map(BRIDGED) == first


def crowd(
    rng: np.random.Generator,
    people: int,
    talks: int = 150,
    circle: Callable[[int], int] | None = None,
    own: float = 0.5,
) -> list[Asked]:
    """Talks of two to six people, who answer each other three to thirty times. Some write far more than others.

    Without ``circle`` (it numbers the circle of a person, of three) chance says who meets; with it, a share ``own``
    of the talks is of one circle.
    """
    active = rng.pareto(1.5, people) + 0.2
    circles = np.array([circle(each) for each in range(people)]) if circle else np.zeros(people, dtype=int)
    rows = []
    for day in range(talks):
        here = active * (circles == rng.integers(3)) if circle and rng.random() < own else active
        who = rng.choice(people, min(people, int(rng.integers(2, 7))), replace=False, p=here / here.sum()) + 2
        last = int(who[0])
        for _ in range(int(rng.integers(3, 30))):
            by = int(rng.choice(who))
            if by != last:
                rows.append((day, by, last))
            last = by
    return rows


def test_a_group_without_circles_is_parted_in_few_cases():
    """Talkative evenings of whoever is there: 5% is the aim, and 3 of 40 may part by luck."""
    parted = [seed for seed in range(40) if len(drawn_map(crowd(np.random.default_rng(seed), 30)).circles) > 1]
    assert len(parted) <= 3


def passing(rows: Sequence[Asked], came: np.ndarray, stayed: float) -> list[Asked]:
    """Only the answers between two who were there: person 2 came on the day ``came[0]``, and stayed so many days."""
    return [row for row in rows if all(0 <= row[0] - came[each - 2] < stayed for each in row[1:])]


def test_coming_and_going_is_no_circle():
    """Who left before somebody else came cannot have answered them: at most 3 of 20 such groups part."""
    parted = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        came = rng.uniform(0, 120, 40)
        parted += len(drawn_map(passing(crowd(rng, 40, talks=200), came, 80)).circles) > 1
    assert parted <= 3


def test_circles_whose_people_come_and_go_are_counted_once():
    """Leiden alone finds four to six, the early of a circle apart from the late. In 8 of 12 groups it is three."""
    found = []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        came = rng.uniform(-75, 225, 60)
        rows = passing(crowd(rng, 60, talks=300, circle=lambda each: each % 3, own=0.75), came, 150)
        found.append(len(drawn_map(rows).circles))
    assert found.count(3) >= 8


def test_three_circles_that_meet_each_other_in_every_second_talk_are_found():
    """In at least 8 of 10 groups the number is right."""
    found = [
        len(drawn_map(crowd(np.random.default_rng(s), 36, circle=lambda each: each % 3)).circles) for s in range(10)
    ]
    assert found.count(3) >= 8


def test_the_largest_circle_is_the_first():
    """Whatever Leiden calls it."""
    told = part(*_ends(clique(RIGHT, range(20)) + clique(LEFT, range(20))), 20)
    assert set(told.circle[LEFT]) == {1}
    assert set(told.circle[RIGHT]) == {2}


def _ends(rows: Sequence[Asked]) -> tuple[np.ndarray, np.ndarray]:
    ordered = sorted(rows)
    return np.array([by for _, by, _ in ordered]), np.array([to for _, _, to in ordered])


def test_a_map_holds_five_hundred_people_the_owner_among_them_and_their_strongest_threads():
    """Of 620 people those with the fewest answers are left out, and it is said; the owner with but one answer stays."""
    rng = np.random.default_rng(1)
    rows = [(i % 50, int(a), int(b)) for i, (a, b) in enumerate(rng.integers(2, 622, (6000, 2))) if a != b]
    told = drawn_map([*rows, (0, ME, 2)], me=ME)
    assert len(told.spots) == 500
    assert len(told.threads) == 1500
    assert spot(told, ME).me
    assert "The map leaves out 121 people with no more answers than anybody on it." in [str(each) for each in told.says]
    shown = {each.person.id for each in told.spots}
    assert {end for thread in told.threads for end in (thread.one, thread.other)} <= shown
    counts = [thread.answers for thread in told.threads]
    assert counts == sorted(counts, reverse=True)


def test_three_hundred_people_stand_apart_and_their_circles_too():
    """No two in one place, all within the picture, and each circle nearer to its own than to others."""
    rng = np.random.default_rng(2)
    told = drawn_map(crowd(rng, 300, talks=1200, circle=lambda each: each % 3), me=2)
    at = np.array([(each.x, each.y) for each in told.spots])
    apart = np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1)) + np.eye(len(at))
    assert apart.min() > 0.012  # 5.5 units of a picture that is 460 high
    assert np.hypot(*(at - 0.5).T).max() < 0.43
    circle = np.array([each.circle for each in told.spots])
    middles = {number: at[circle == number].mean(axis=0) for number in set(circle.tolist()) - {0}}
    assert len(middles) > 1
    for number, middle in middles.items():
        reach = np.hypot(*(at[circle == number] - middle).T).max()
        assert np.hypot(*(at[(circle != number) & (circle > 0)] - middle).T).min() > 0.95 * reach
