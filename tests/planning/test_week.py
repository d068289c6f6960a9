"""This week's few: never too many, never too soon, and everybody accounted for."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kithbook.planning import LEAST_REST, Prospect, due, index, week


def somebody(person: int = 1, **more: object) -> Prospect:
    """A prospect who has been quiet for a hundred days, with whatever else is told."""
    return Prospect(**{"person": person, "value": 1.0, "silent": 100.0, "half": 60.0, "minutes": 5} | more)


def chosen(*prospects: Prospect, budget: int = 30) -> tuple[int, ...]:
    """Who is chosen, in order."""
    return week(prospects, budget=budget).chosen


def test_the_budget_is_never_exceeded_and_the_rest_is_left_out():
    """Four people of ten minutes under thirty: three now, one left out."""
    plan = week([somebody(i, minutes=10) for i in range(1, 5)], budget=30)
    assert (plan.chosen, plan.left_out, plan.minutes) == ((1, 2, 3), (4,), 30)


def test_a_shorter_touch_fills_what_a_longer_one_leaves():
    """Ten minutes are left: the call of fifteen waits, the message of four goes."""
    plan = week(
        [
            somebody(1, value=9, minutes=20),
            somebody(2, value=4, minutes=15),
            somebody(3, value=0.1, minutes=4),
        ],
        budget=30,
    )
    assert (plan.chosen, plan.left_out) == ((1, 3), (2,))


def test_minutes_are_not_left_when_two_long_ones_are_worth_more_than_a_quick_one():
    """The best for each minute would leave fourteen minutes unused; two others fill them all."""
    quick, first, second = (
        somebody(person, value=value, minutes=minutes)
        for person, value, minutes in ((1, 2, 16), (2, 1.8, 15), (3, 1.8, 15))
    )
    assert index(quick) > index(first)
    assert chosen(quick, first, second) == (2, 3)


@pytest.mark.parametrize("budget", [0, -3])
def test_no_minutes_mean_nobody(budget):
    """A week of zero minutes is a legal week; somebody due is said to be left out."""
    plan = week([somebody(1)], budget=budget)
    assert (plan.chosen, plan.left_out, plan.minutes) == ((), (1,), 0)


def test_nobody_is_an_empty_week():
    """Nothing is needed this week."""
    plan = week([], budget=30)
    assert (plan.chosen, plan.left_out, plan.kept_value, plan.if_nothing) == ((), (), 0.0, 0.0)


@pytest.mark.parametrize(
    "better",
    [{"value": 2.0}, {"silent": 150.0}, {"minutes": 4}, {"reached": 1.0}, {"latest": 90.0}, {"occasion": 1.0}],
)
def test_who_comes_first(better):
    """More value, more silence, fewer minutes, a surer channel, being overdue and a birthday each come first."""
    plain = somebody(1, reached=0.9)
    assert index(replace(plain, **better)) > index(plain)
    assert chosen(plain, replace(plain, person=2, **better), budget=5) == (2,)


def test_who_will_speak_anyway_is_left_in_peace_and_who_gave_up_is_worth_reviving():
    """Half a rhythm of silence is no reason when the other is in touch each month; years of silence are."""
    assert index(somebody(silent=20.0, inbound=1 / 30)) < index(somebody(silent=20.0))
    assert index(somebody(silent=900.0, inbound=1 / 30)) > index(somebody(silent=900.0))


def test_overdue_lifts_gradually_and_to_twice_at_most():
    """At the latest day nothing jumps; long after it the worth has nearly doubled."""

    def lift(silent: float) -> float:
        plain = somebody(silent=silent)
        return index(replace(plain, latest=100.0)) / index(plain)

    assert lift(100) == 1
    assert lift(107) == pytest.approx(1.065, abs=0.01)
    assert 1.8 < lift(1000) < 2


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"silent": LEAST_REST - 0.1}, False),
        ({"silent": LEAST_REST}, True),
        ({"ideal": 101.0}, False),
        ({"ideal": 100.0}, True),
        ({"ideal": 200.0, "occasion": 0.5}, True),
        ({"silent": 3.0, "occasion": 1.0}, False),
        ({"silent": 3.0, "wished": True}, True),
        ({"value": 0.0}, False),
        ({"value": 0.0, "wished": True}, True),
        ({"resting": True}, False),
        ({"resting": True, "wished": True}, False),
        ({"reached": 0.0}, False),
        ({"tried": 5.0}, False),
        ({"tried": 7.0}, True),
    ],
)
def test_who_is_due(more, expected):
    """The borders: a week of rest, the intended rhythm, an occasion, a wish, rest that was asked for, a recent try."""
    assert due(somebody(**more)) is expected
    assert week([somebody(**more)], budget=0).left_out == ((1,) if expected else ())


def test_a_wish_comes_before_everything_and_as_many_as_fit():
    """A worthless wish before a dear tie; one of three wishes is too long, and heads those left out."""
    dear = somebody(1, value=100.0)
    wishes = [somebody(i, value=0.1, wished=True, minutes=minutes) for i, minutes in ((2, 28), (3, 10), (4, 10))]
    plan = week([dear, *wishes], budget=27)
    assert (plan.chosen, plan.left_out) == ((3, 4, 1), (2,))


def test_the_same_person_named_twice_counts_once():
    """The first mention counts."""
    assert chosen(somebody(1, minutes=4), somebody(1, minutes=3)) == (1,)
    assert week([somebody(1, minutes=4), somebody(1, minutes=3)], budget=9).minutes == 4


def test_a_single_tie_over_the_year_by_hand():
    """Shape 1, half 60, silent for 60 days: untouched it keeps 60/365 ln of the silences; touched weekly nearly all."""
    plan = week([somebody(1, silent=60.0)], budget=5)
    assert plan.if_nothing == pytest.approx(60 / 364 * 1.3955, rel=0.001)  # ln((60 + 60 + 364) / 120) = 1.3948
    assert plan.kept_value == pytest.approx(60 / (60 + 3.5), rel=0.001)


def test_quiet_weeks_keep_less():
    """Half of the minutes over the year keep less than all, and more than none."""
    many = [somebody(i, silent=10.0 * i, value=float(i)) for i in range(1, 30)]
    whole, half = week(many, budget=20), week(many, budget=20, yearly=10)
    assert whole.chosen == half.chosen
    assert whole.kept_value > half.kept_value + 0.01 > half.if_nothing + 0.02


PROSPECTS = st.lists(
    st.builds(
        Prospect,
        person=st.integers(1, 12),
        value=st.floats(0, 10),
        silent=st.floats(0, 2000),
        half=st.floats(0, 1000),
        minutes=st.integers(0, 25),
        shape=st.floats(0, 4),
        inbound=st.one_of(st.just(0.0), st.floats(0, 2)),
        ideal=st.one_of(st.none(), st.floats(0, 400)),
        latest=st.one_of(st.none(), st.floats(0, 400)),
        occasion=st.floats(0, 1),
        wished=st.booleans(),
        resting=st.booleans(),
        reached=st.floats(0, 1),
        tried=st.one_of(st.none(), st.floats(0, 40)),
    ),
    max_size=14,
)


@settings(deadline=None)
@given(PROSPECTS, st.integers(0, 60))
def test_every_week_keeps_its_promises(prospects, budget):
    """Within the budget, nobody twice, nobody who is not due; whoever is due is either chosen or left out."""
    first = {one.person: one for one in reversed(prospects)}
    plan = week(prospects, budget=budget)
    people = [*plan.chosen, *plan.left_out]
    assert plan.minutes == sum(max(1, first[person].minutes) for person in plan.chosen) <= budget
    assert len(people) == len(set(people))
    assert all(due(first[person]) for person in people)
    assert {person for person, one in first.items() if due(one) and (one.wished or index(one) > 0)} == set(people)
    assert 0 <= plan.if_nothing <= plan.kept_value + 1e-12 <= 1 + 1e-9


@settings(deadline=None)
@given(PROSPECTS, st.randoms())
def test_the_same_people_give_the_same_week_in_any_order(prospects, random):
    """Deterministic: the order in which people are listed changes nothing, not even the shares of the year."""
    unique = list({one.person: one for one in prospects}.values())
    assert week(unique, budget=30) == week(random.sample(unique, len(unique)), budget=30)


@settings(deadline=None)
@given(PROSPECTS, st.integers(0, 60), st.integers(0, 30))
def test_more_minutes_are_never_worth_less_this_week(prospects, budget, more):
    """The worth of the chosen grows with the budget, where no wish forces a choice."""
    first = [replace(one, wished=False) for one in {one.person: one for one in prospects}.values()]
    worths = {one.person: index(one) * max(1, one.minutes) for one in first}
    less, larger = (sum(worths[p] for p in week(first, budget=b).chosen) for b in (budget, budget + more))
    assert larger >= less * (1 - 1e-9)


@settings(deadline=None, max_examples=50)
@given(PROSPECTS, st.integers(0, 60))
def test_no_other_choice_of_a_few_is_worth_more(prospects, budget):
    """Beside every set of up to seven people: the knapsack is solved exactly."""
    few = [replace(one, wished=False) for one in {one.person: one for one in prospects}.values()][:7]
    worths = {one.person: index(one) * max(1, one.minutes) for one in few if due(one)}
    minutes = {one.person: max(1, one.minutes) for one in few}
    best = max(
        sum(worths[person] for person in some)
        for size in range(len(worths) + 1)
        for some in itertools.combinations(worths, size)
        if sum(minutes[person] for person in some) <= budget
    )
    assert sum(worths[person] for person in week(few, budget=budget).chosen) == pytest.approx(best)
