"""The sentences of a group's health on figures and on a hand-drawn timeline."""

import msgspec
import pytest

from kithbook.groups.health import HEALTH, health, wilson
from kithbook.groups.trend import Season, Slope
from tests.groups.test_figures import DAY, ME, START, measured
from tests.groups.test_verdict import LIVELY, SILENT


def said(figures, **changes):
    """Each sentence by the name of its figure, after some figures were changed."""
    return {each.name: str(each.says) for each in health(msgspec.structs.replace(figures, **changes))}


def test_the_interval_of_a_share_is_that_of_wilson():
    """Ten of a hundred: 5.5% to 17.4% (Brown, Cai & DasGupta 2001)."""
    assert wilson(0.1, 100) == pytest.approx((0.0552, 0.1744), abs=0.0005)


def test_a_lively_group_is_told_in_sentences():
    """Each figure with its unit."""
    told = said(LIVELY, top_tenth=0.41, newcomers=4, leavers=3, alone=812.0, alone_talks=200, talks_of_year=260)
    assert told == {
        "activity": "300 messages a month in the last 90 days; 400 at its best before.",
        "trend": "No trend that can be told from chance: +0% a year (-10% to +10%).",
        "silence": "The last conversation was on 13 June 2026, no longer ago than usual.",
        "lately": "30 of 60 people who ever wrote did so in the last 90 days.",
        "voices": "6 people, a tenth of those who ever wrote, wrote 41% of the last year (Gini 0.60).",
        "comings": "Within a year 4 wrote for the first time; 3 fell silent.",
        "waits": "An opening or a question waits 60 minutes for an answer; 10% (7% to 15%) get none within a day.",
        "without you": "Without you it says about 812 messages a month; 200 of 260 conversations of the year went on"
        " without you.",
    }


def test_what_cannot_be_told_is_left_out():
    """No owner, no season, no openings, a few months."""
    assert set(said(SILENT, days=300, slope=None)) == {"activity", "silence", "lately"}


def test_a_season_is_told_and_the_trend_says_that_it_is_without():
    """August, every year."""
    august = Season(tuple(-1.1 if month == 8 else 0.1 for month in range(1, 13)), 0.001)
    told = said(LIVELY, season=august, slope=Slope(-0.4, -0.5, -0.3, 24))
    assert told["season"] == "In August it is quiet every year (-67%): that is no decline."
    assert told["trend"] == "A trend of -40% a year (-50% to -30%), the seasons taken out."


def test_what_surely_doubles_is_told_without_figures():
    """Nobody needs to read of eight thousand percent."""
    assert said(LIVELY, slope=Slope(81.0, 1.0, 147.0, 24))["trend"] == "It at least doubles every year."
    assert said(LIVELY, slope=Slope(81.0, 0.9, 147.0, 24))["trend"].startswith("A trend of +8100% a year")


@pytest.mark.parametrize(("talks", "expected"), [(0, "There never was"), (1, "There was one"), (2, "The last")])
def test_silence_is_told_by_how_many_conversations_there_were(talks, expected):
    """None, one, and more."""
    told = said(LIVELY, talks=talks, last_talk=LIVELY.last_talk if talks else None)
    assert told["silence"].startswith(expected)


@pytest.mark.parametrize(
    ("days", "expected"), [(2, ", no longer ago than usual."), (3, "; 7 of 299 silences before lasted")]
)
def test_a_silence_is_one_once_it_is_longer_than_the_usual_gap(days, expected):
    """Two days are usual here; three are not, and seven of the silences before were as long."""
    told = said(LIVELY, last_talk=LIVELY.seen_until - days * DAY, longer=7)
    assert expected in told["silence"]


def test_a_real_timeline_is_told(drawn, talk):
    """From events to sentences: a weekly talk for a year, ending two months ago."""
    f = measured(drawn(talk(range(0, 365, 7), [ME, 2, 3])), 425, me=ME)
    told = said(f)
    assert told["silence"] == "The last conversation was on 13 November 2024; 0 of 52 silences before lasted as long."
    assert told["without you"].startswith("Without you it says about 0 messages a month; 0 of")
    assert f.seen_until == START + 425 * DAY


def test_every_figure_has_a_name_of_its_own():
    """Names are the contract of the JSON."""
    assert len({look.__name__ for look in HEALTH}) == len(HEALTH)
