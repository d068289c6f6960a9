"""Each figure of a group on a hand-drawn timeline."""

import numpy as np
import pytest
from scipy.stats import theilslopes

from kithbook.groups import talks
from kithbook.groups.figures import figures, gini, months
from kithbook.groups.trend import season, theil_sen

ME, DAY, START = 1, 86_400, 1_700_006_400


def by_month(events, seen_until: int, me: int | None = None):
    """The months of events."""
    spoken = talks.with_talks(events)
    return months(spoken, talks.talks(spoken, me), me, seen_until)


def measured(events, until: float, me: int | None = None, stated: int | None = None):
    """The figures of events, seen until a day."""
    seen_until = START + round(until * DAY)
    spoken = talks.with_talks(talks.clean(events, seen_until))
    return figures(
        spoken,
        talks.turns(spoken),
        talks.talks(spoken, me),
        months(spoken, talks.talks(spoken, me), me, seen_until),
        me=me,
        stated=stated,
        seen_until=seen_until,
    )


def test_months_without_messages_are_there_until_the_group_was_seen(drawn):
    """November and January spoke, December and February did not."""
    found = by_month(drawn([(0, ME), (1, 2), (60, 2)]), START + 90 * DAY, ME)
    assert [(m.month, m.messages, m.active, m.owner) for m in found] == [
        ("2023-11", 2, 2, 1),
        ("2023-12", 0, 0, 0),
        ("2024-01", 1, 1, 0),
        ("2024-02", 0, 0, 0),
    ]


def test_a_group_without_messages_has_no_months(drawn):
    """Nothing in, nothing out."""
    assert by_month(drawn([]), START) == ()


def test_months_count_who_came_who_left_and_what_went_on_without_the_owner(drawn):
    """Three came in November; one of them wrote for the last time in January, the others may still come back."""
    found = by_month(drawn([(0, ME), (0.01, 2), (1, 3), (60, 2), (200, 3), (200.01, ME)]), START + 210 * DAY, ME)
    assert [m.newcomers for m in found] == [3, 0, 0, 0, 0, 0, 0, 0]
    assert [m.leavers for m in found] == [0, 0, 1, 0, 0, 0, 0, 0]
    # The answer on the first day came in a talk that the owner had opened.
    assert [m.alone for m in found] == [1, 0, 1, 0, 0, 0, 0, 1]


def test_what_goes_on_without_the_owner_is_counted_by_messages_and_conversations(drawn, talk):
    """One conversation among others, one opened by the owner, one in which the owner had a word."""
    lines = talk([300], [2, 3, 4]) + talk([310], [ME, 2, 3]) + talk([320], [2, 3, 4, ME])
    f = measured(drawn(talk([0], [2, 3, 4, 5, 6, 7]) + lines), 350, me=ME)
    assert (f.alone_talks, f.talks_of_year) == (2, 4)
    assert f.alone == pytest.approx((8 + 6) / 3)


def test_a_silence_is_set_against_those_before(drawn, talk):
    """Conversations after 10, 40 and 10 days, then 30 days of silence: one of three lasted as long."""
    f = measured(drawn(talk([0, 10, 50, 60], [2, 3, 4])), 90.1)
    assert (f.talks, f.longer) == (4, 1)


def test_the_tenth_that_writes_most_is_one_at_least(drawn):
    """One of five wrote six of ten messages."""
    assert measured(drawn([(day, 1) for day in range(6)] + [(7, 2), (8, 3), (9, 4), (10, 5)]), 20).top_tenth == 0.6


def test_active_share_is_of_those_seen_and_of_those_stated(drawn):
    """Two of four people seen wrote in the last 90 days, of forty members."""
    f = measured(drawn([(0, 1), (1, 2), (2, 3), (51, 4), (52, 3)]), 140, stated=40)
    assert (f.active, f.active_share, f.active_share_stated) == (2, 0.5, 0.05)


@pytest.mark.parametrize(("day", "active"), [(10.001, 1), (10.0, 0)])
def test_the_last_ninety_days_begin_after_ninety_days(drawn, day, active):
    """The border of "lately"."""
    assert measured(drawn([(0, 1), (day, 2)]), 100).active == active


def test_gini_is_nothing_among_equals_and_near_one_for_one_voice():
    """Four equals, and one of a hundred who says it all."""
    assert gini(np.array([5.0, 5, 5, 5])) == 0
    assert gini(np.array([0.0] * 99 + [500])) == pytest.approx(0.99)
    assert gini(np.array([1.0, 3.0])) == pytest.approx(0.25)


def test_a_steady_group_has_no_trend_and_a_halving_one_is_surely_falling():
    """Sixteen months of one hundred, and of one hundred that halve each year."""
    steady, falling = theil_sen([100] * 16), theil_sen([round(400 * 0.5 ** (i / 12)) for i in range(16)])
    assert steady is not None
    assert falling is not None
    assert (steady.yearly, steady.sure) == (0, False)
    assert falling.yearly == pytest.approx(-0.5, abs=0.01)
    assert falling.sure


def test_seasons_are_kept_apart_from_decline():
    """Quiet each August, steady otherwise: a season and no trend. Halving each year without seasons: a trend only."""
    months_of_year = [100] * 7 + [10] + [100] * 4
    seasons = season(months_of_year * 4, 1)
    assert seasons is not None
    assert seasons.quietest == 8
    slope = theil_sen((months_of_year * 4)[-24:], seasons, 1)
    assert slope is not None
    assert abs(slope.yearly) < 0.05
    assert season([round(1000 * 0.5 ** (i / 12)) for i in range(48)], 1) is None


def test_a_season_can_begin_in_any_month_and_lets_a_trend_through():
    """The same quiet August counted from March on, while the group halves every year."""
    level = [round((10 if i % 12 == 5 else 100) * 4 * 0.5 ** (i / 12)) for i in range(48)]
    seasons = season(level, 3)
    assert seasons is not None
    assert seasons.quietest == 8
    slope = theil_sen(level[-24:], seasons, 3)
    assert slope is not None
    assert slope.yearly == pytest.approx(-0.5, abs=0.05)


def test_chance_makes_no_seasons():
    """Of two hundred groups without any, few are told one (the test stands at 1%)."""
    rng = np.random.default_rng(7)
    assert sum(season(rng.poisson(30, 60).tolist(), 1) is not None for _ in range(200)) <= 6


def test_three_years_are_needed_for_a_season():
    """Thirty-five months are too few."""
    assert season(([100] * 7 + [1] + [100] * 4) * 3, 1) is not None
    assert season((([100] * 7 + [1] + [100] * 4) * 3)[:35], 1) is None


def test_one_wild_month_does_not_make_a_trend():
    """A red envelope in one month of twelve moves neither the slope nor its sureness."""
    slope = theil_sen([20, 22, 19, 21, 20, 20, 900, 21, 19, 20, 22, 20])
    assert slope is not None
    assert abs(slope.yearly) < 0.1
    assert not slope.sure


def test_a_trend_is_the_one_that_scipy_finds():
    """Slope and interval of a noisy fall agree with SciPy's own, and the interval leaves room for no change."""
    counts = [30, 10, 28, 9, 26, 12, 20, 9, 25, 8]
    slope, _, low, high = theilslopes(np.log1p(counts), alpha=0.95)
    found = theil_sen(counts)
    assert found is not None
    assert found.yearly == pytest.approx(np.expm1(12 * slope))
    assert found.low == pytest.approx(np.expm1(12 * low), rel=0.05)
    assert found.high == pytest.approx(np.expm1(12 * high), rel=0.05)
    assert not found.sure


def test_below_six_months_no_trend_is_told():
    """Five months say nothing, six say something."""
    assert theil_sen([9] * 5) is None
    assert theil_sen([9] * 6) is not None


def test_what_the_owner_carries_is_what_the_owner_wrote_or_opened(drawn, talk):
    """Two talks of four messages: of the one that the owner opened all counts, of the other only the owner's part."""
    f = measured(drawn(talk([0], [ME, 2], 4) + talk([5], [2, ME], 4)), 30, me=ME)
    assert (f.owner_share, f.owner_carried) == (0.5, 0.75)


def test_without_an_owner_nothing_is_said_of_one(drawn, talk):
    """Not known is not none."""
    f = measured(drawn(talk([0], [2, 3])), 30)
    assert (f.owner_share, f.owner_carried) == (None, None)


def test_an_opening_is_answered_by_somebody_else_within_a_day(drawn):
    """Of four openings one is answered at once, one after 23 hours, one too late, one only by its own author."""
    f = measured(drawn([(0, 2), (0.01, 3), (10, 2), (10.95, 3), (20, 2), (21.1, 3), (30, 2), (30.5, 2)]), 200)
    # The late answers are openings themselves, and nobody answers those.
    assert (f.openings, f.answered) == (7, pytest.approx(2 / 7))
    assert f.wait_hours == pytest.approx((0.01 * 24 + 0.95 * 24) / 2, rel=1e-3)


def test_a_question_in_the_middle_of_a_talk_waits_for_an_answer_too(drawn):
    """One opening and one question, the question answered after an hour."""
    events = drawn([(0, 2), (0.001, 3), (0.04, 2)])
    asked = events.with_columns(is_question=events["id"] == 1)
    assert measured(asked, 30).openings == 2
    assert measured(events, 30).openings == 1


@pytest.mark.parametrize(("others", "messages", "real"), [([2, 3, 4], 4, 1), ([2, 3], 4, 0), ([2, 3, 4], 3, 0)])
def test_a_real_conversation_has_three_people_and_four_messages(drawn, talk, others, messages, real):
    """The borders of a real conversation in a group of six."""
    silent = [(-30 + i, person) for i, person in enumerate([5, 6, 7, 8])]
    assert measured(drawn(silent + talk([0], others, messages)), 30).talks == real


def test_in_a_group_of_up_to_five_two_people_are_a_conversation(drawn, talk):
    """Small groups have small talks."""
    assert measured(drawn(talk([0], [2, 3], 6)), 30).talks == 1


def test_silence_counts_from_the_end_of_the_last_real_conversation(drawn, talk):
    """A lone greeting later does not end the silence."""
    f = measured(drawn([*talk([0, 7, 14], [2, 3, 4], 6), (80, 2)]), 120)
    assert f.silence_days == pytest.approx(106, abs=0.01)
    assert f.talk_gap_days == pytest.approx(7)
    assert f.talkers == 0
    assert f.talkers_year == 3


def test_a_revival_is_seen(drawn, talk):
    """Forty messages a week, then a year of almost nothing, then twenty a week again."""
    early, late = talk(range(0, 180, 7), [2, 3, 4], 40), talk(range(500, 590, 7), [2, 3, 4], 20)
    f = measured(drawn([*early, (300, 2), (400, 3), *late]), 590)
    assert f.came_back is not None
    assert f.level > f.low
    assert measured(drawn([*early, (300, 2), (400, 3)]), 590).came_back is None


def test_a_clock_that_jumped_is_left_out(drawn, talk):
    """One message of 1980 and one of 2060 lengthen nothing."""
    f = measured(drawn([(-16_000, 2), *talk([0, 5], [2, 3, 4]), (13_000, 3)]), 30)
    assert (f.messages, round(f.days)) == (16, 30)


def test_a_group_that_is_never_silent_still_has_many_talks(drawn):
    """A message every hour for ten days is cut into days."""
    f = measured(drawn([(i / 24, 2 + i % 4) for i in range(240)]), 10)
    assert f.talks == 10
    assert f.silence_days < 1
