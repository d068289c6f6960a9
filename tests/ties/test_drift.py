"""The chance of silence, and what is called drifting."""

import pytest

from kithbook import ties
from kithbook.vocabulary import Score, Tie

ME, INES = 1, 2
DAY = 86_400


def test_below_three_talks_nothing_is_said(history):
    """Two talks have no future, three have one."""
    two, three = history((0, ME), (9, INES)), history((0, ME), (9, INES), (18, ME))
    assert ties.drift(two, now=two.seen_until) is None
    assert ties.drift(three, now=three.seen_until) is not None


def test_a_daily_tie_hardly_drifts_and_one_of_three_talks_likely_does(history):
    """Who talks every day will talk again; after three talks and half a year nobody knows."""
    daily = history(*[(i, ME if i % 2 else INES) for i in range(200)], silent=1)
    thin = history((0, ME), (20, INES), (40, ME), silent=180)
    assert (ties.drift(daily, now=daily.seen_until) or 1) < 0.02
    assert (ties.drift(thin, now=thin.seen_until) or 0) > 0.6


def test_the_formula_is_the_documented_one(history):
    """By hand: three talks on days 0, 180 and 360 and no silence give n = 1.75."""
    tie = history((0, ME), (180, INES), (360, ME))
    assert tie.heat == pytest.approx(1.75)
    assert ties.drift(tie, now=tie.seen_until) == pytest.approx((10 / 100) ** (0.1 + 0.4 * 1.0116009), rel=1e-6)


def test_a_longer_view_ahead_is_less_likely_silent(history):
    """Silence for a year is rarer than for a month."""
    tie = history((0, ME), (20, INES), (40, ME))
    year, month = (ties.drift(tie, now=tie.seen_until, days=days) for days in (365, 30))
    assert year is not None
    assert month is not None
    assert year < month


@pytest.mark.parametrize(
    ("rhythm", "silent", "drift", "expected"),
    [
        (365.0, 180, 0.8, False),  # a yearly tie in its sixth month
        (365.0, 740, 0.9, True),  # and after two missed years
        (1.0, 29, 0.6, False),  # a daily tie is left a month
        (1.0, 30, 0.6, True),
        (1.0, 90, 0.49, False),  # silence is not likely
        (None, 90, 0.9, False),  # no rhythm, no word
    ],
)
def test_drifting_needs_a_likely_and_an_unusual_silence(rhythm, silent, drift, expected):
    """Half a chance, twice the usual gap and a month: all three."""
    assert ties.drifting(Tie(INES, Score(0.5), rhythm, 0, silent * DAY, 9, 0, "", drift)) is expected
