"""This week's few: never too many, never too soon, and everybody accounted for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.planning import Candidate, due, week
from kithbook.vocabulary import Score, Tie, say

DAY, NOW = 86_400, 1_781_514_000


def somebody(
    person: int,
    strength: float | None = 0.5,
    drift: float | None = 0.5,
    quiet: float = 100,
    rhythm: float | None = 30.0,
    circle: str = "curated",
    seen: float = 0,
    minutes: int = 5,
    **more: object,
) -> Candidate:
    """A candidate who was quiet for some days, in a chat that was seen until some days ago."""
    last = NOW - round(quiet * DAY)
    until = max(last, NOW - round(seen * DAY))
    tie = Tie(person, Score(strength), rhythm, last, until, 40, 0, circle, drift)
    return Candidate(person, tie, minutes, "whatsapp", **more)  # type: ignore[arg-type]


def chosen(*candidates: Candidate, budget: int = 30) -> list[int]:
    """Who is chosen, in order."""
    return [nudge.person for nudge in week(candidates, budget=budget, now=NOW).chosen]


def test_the_budget_is_never_exceeded_and_the_rest_is_left_out():
    """Four people of ten minutes under thirty: three now, one left out."""
    plan = week([somebody(i, minutes=10) for i in range(1, 5)], budget=30, now=NOW)
    assert ([nudge.person for nudge in plan.chosen], plan.left_out, plan.minutes) == ([1, 2, 3], (4,), 30)


def test_a_shorter_touch_fills_what_a_longer_one_leaves():
    """Ten minutes are left: the call of fifteen waits, the message of four goes."""
    plan = week(
        [somebody(1, 0.9, minutes=20), somebody(2, 0.4, minutes=15), somebody(3, 0.1, minutes=4)], budget=30, now=NOW
    )
    assert {nudge.person for nudge in plan.chosen} == {1, 3}
    assert plan.left_out == (2,)


def test_no_minutes_mean_nobody():
    """A week of zero minutes is a legal week."""
    assert chosen(somebody(1), budget=0) == []


def test_nobody_is_an_empty_week():
    """Nothing is needed this week."""
    assert week([], budget=30, now=NOW).chosen == ()


def test_the_core_comes_first_then_what_a_minute_keeps():
    """A weak core tie before a strong curated one; of two curated the likelier to drift, then the shorter."""
    assert chosen(somebody(1, 0.9, 0.9), somebody(2, 0.4, 0.3, circle="core")) == [2, 1]
    assert chosen(somebody(1, drift=0.4), somebody(2, drift=0.6)) == [2, 1]
    assert chosen(somebody(1, minutes=8), somebody(2, minutes=4)) == [2, 1]


def test_the_circle_that_the_person_set_wins():
    """The book says loose, the person says core."""
    assert chosen(somebody(1, 0.6), somebody(2, 0.3)) == [1, 2]
    core = somebody(2, 0.3)
    assert chosen(somebody(1, 0.6), Candidate(2, core.tie, 5, "whatsapp", circle="core")) == [2, 1]


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        (somebody(1, quiet=29.9), False),
        (somebody(1, quiet=30), True),
        (somebody(1, rhythm=1.0, quiet=6.9), False),
        (somebody(1, rhythm=1.0, quiet=7), True),
        (somebody(1, rhythm=None, quiet=29), False),
        (somebody(1, rhythm=None, quiet=30), True),
        (somebody(1, drift=0.19), False),
        (somebody(1, drift=0.2), True),
        (somebody(1, drift=None), False),
        (somebody(1, strength=None), False),
        (somebody(1, resting=True), False),
        (somebody(1, touched=NOW - 29 * DAY), False),
        (somebody(1, touched=NOW - 30 * DAY), True),
    ],
)
def test_somebody_is_due_when_a_rhythm_has_passed_and_silence_is_likely(candidate, expected):
    """The borders: the own rhythm, a week at least, a month where unknown, a chance of a fifth, the last touch."""
    assert due(candidate, now=NOW) is expected


def test_somebody_seen_long_ago_says_as_of():
    """An export of last year is told; one of last month is not."""
    plan = week([somebody(1, quiet=400, seen=300), somebody(2, quiet=100, seen=30)], budget=30, now=NOW)
    assert {nudge.person: nudge.as_of for nudge in plan.chosen} == {1: NOW - 300 * DAY, 2: None}


def test_each_one_says_why_now():
    """From the tie itself, or as the caller knows better."""
    own = week([somebody(1)], budget=30, now=NOW).chosen[0].why
    assert [str(line) for line in own] == [
        "quiet since 7 March 2026; usually every 30 days",
        "50% chance of another 90 days of silence if nothing is done",
    ]
    told = week([somebody(1, why=(say("her birthday is on Thursday"),))], budget=30, now=NOW).chosen[0].why
    assert [str(line) for line in told] == ["her birthday is on Thursday"]


CANDIDATES = st.lists(
    st.builds(
        somebody,
        person=st.integers(1, 30),
        strength=st.one_of(st.none(), st.floats(0, 1)),
        drift=st.one_of(st.none(), st.floats(0, 1)),
        quiet=st.floats(0, 900),
        rhythm=st.one_of(st.none(), st.floats(0.1, 400)),
        circle=st.sampled_from(["core", "curated", "loose", ""]),
        minutes=st.integers(0, 25),
        resting=st.booleans(),
    ),
    max_size=40,
)


@given(CANDIDATES, st.integers(0, 90))
def test_every_plan_keeps_its_promises(candidates, budget):
    """Never over the minutes, nobody within their rhythm, nobody twice, everybody chosen, left out or not due."""
    plan = week(candidates, budget=budget, now=NOW)
    first = {candidate.person: candidate for candidate in reversed(candidates)}
    people = [nudge.person for nudge in plan.chosen]
    assert sum(nudge.minutes for nudge in plan.chosen) == plan.minutes <= budget
    assert len({*people, *plan.left_out}) == len(people) + len(plan.left_out)
    assert all(due(first[person], now=NOW) for person in [*people, *plan.left_out])
    accounted = {*people, *plan.left_out}
    assert all(person in accounted or not due(c, now=NOW) or not float(c.tie.strength) for person, c in first.items())


@given(CANDIDATES, st.randoms())
def test_the_same_people_give_the_same_week_in_any_order(candidates, random):
    """Deterministic: the order in which people are listed changes nothing."""
    unique = list({candidate.person: candidate for candidate in candidates}.values())
    shuffled = random.sample(unique, len(unique))
    assert week(unique, budget=30, now=NOW) == week(shuffled, budget=30, now=NOW)
