"""The chance of silence: its bounds, its order, its reasons, and what a book learns from its own past."""

import msgspec
import numpy as np
import polars as pl
import pytest

from kithbook.ties.drift import BLANK, POOLED, chance, chances, drifting, fit, interval, reasons
from kithbook.ties.pace import Pace, paces, touched
from kithbook.vocabulary import Score, Tie
from tests.ties.timelines import BRAM, DAY, INES, at, drawn

HORIZONS = (30, 90, 180, 365)


def of(days: pl.DataFrame, until: int) -> Pace:
    """The pace of Ines."""
    (row,) = paces(days, until=until).filter(pl.col("person") == INES).to_dicts()
    return msgspec.convert(row, Pace)


DAILY = of(drawn(*range(200)), at(200))
WEEKLY = of(drawn(*range(0, 364, 7)), at(370))
ONCE = of(drawn(0), at(1))
LONG_AGO = of(drawn(0), at(3653))
TIES = (DAILY, WEEKLY, ONCE, LONG_AGO, touched(LONG_AGO, at(3660)))


@pytest.mark.parametrize("pace", TIES)
def test_a_chance_is_never_0_or_1_and_falls_with_more_days(pace: Pace):
    """Every horizon, from everyday contact to one message ten years ago between two people."""
    found = [chance(pace, now=pace.seen_until, days=days) for days in HORIZONS]
    assert all(each is not None and 0 < each < 1 for each in found)
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == len(found)


def test_ties_are_in_a_sensible_order():
    """Who talks every day will talk; one message ten years ago is as good as gone, but may come back."""
    daily, weekly, once, long_ago, back = (chance(pace, now=pace.seen_until, days=90) or 0 for pace in TIES)
    assert daily < 0.1
    assert daily < weekly < once < long_ago
    assert 0.8 < long_ago < 0.999
    assert back < long_ago


def test_silence_raises_the_chance_and_a_touch_lowers_it():
    """The longer seen without contact, the likelier silence stays."""
    found = [
        chance(of(drawn(*range(0, 100, 5)), at(day)), now=at(day), days=90) or 0 for day in (96, 130, 200, 500, 3000)
    ]
    assert found == sorted(found)
    after = touched(of(drawn(*range(0, 100, 5)), at(500)), at(500))
    assert (chance(after, now=at(500), days=90) or 1) < found[3]


def test_nothing_is_said_of_nobody():
    """Without any contact there is no chance and no reason."""
    assert chance(Pace(INES), now=at(0)) is None
    assert reasons(Pace(INES), now=at(0)) == ()


def test_silence_counts_only_until_it_was_seen():
    """A year after the export nothing more is known than on its day."""
    assert chance(WEEKLY, now=at(800)) == chance(WEEKLY, now=WEEKLY.seen_until)


def test_many_at_once_are_the_same_as_one_by_one():
    """The frame and the struct have one formula."""
    days = pl.concat([drawn(*range(0, 60, 4)), drawn(3, person=BRAM), drawn(0, 40, person=4, theirs=0.0)])
    frame = paces(days, until=at(70))
    one = [chance(msgspec.convert(row, Pace), now=at(90), days=180) for row in frame.iter_rows(named=True)]
    assert chances(frame, now=at(90), days=180) == pytest.approx(np.array(one))


def test_the_formula_is_the_documented_one():
    """By hand, of a model with one term: 1 / (1 + exp(A + B ln(days / 30)))."""
    law = msgspec.structs.replace(BLANK.law, level=0.4, slope=0.8)
    model = msgspec.structs.replace(BLANK, law=law)
    assert chance(ONCE, now=at(1), days=30, model=model) == pytest.approx(1 / (1 + np.exp(0.4)))
    assert chance(ONCE, now=at(1), days=90, model=model) == pytest.approx(1 / (1 + np.exp(0.4) * 3**0.8))


def test_reasons_add_up_and_the_largest_is_first():
    """What each says weighs is what moves the log-odds of the chance."""
    told = reasons(WEEKLY, now=at(370), days=90)
    said = chance(WEEKLY, now=at(370), days=90) or 0
    average = POOLED.law.level + POOLED.law.slope * np.log(3)
    assert sum(reason.weight for reason in told) == pytest.approx(np.log(said / (1 - said)) + average, rel=1e-6)
    assert [abs(reason.weight) for reason in told] == sorted((abs(reason.weight) for reason in told), reverse=True)
    words = {reason.name: str(reason.says) for reason in told}
    assert words["silence"] == "silent for 13 days, usually every 7"
    assert words["amount"] == "in touch on 12 days in the last 90, on 52 in all"
    assert "together" not in words


def test_who_wrote_last_is_said():
    """Three days on which nobody answered."""
    pace = of(pl.concat([drawn(0), drawn(3, 6, 9, theirs=0.0)]), at(12))
    assert "you wrote last, on 3 days" in {str(reason.says) for reason in reasons(pace, now=at(12))}


def test_the_interval_is_wider_for_less():
    """It holds the chance, and one day says less than fifty."""
    wide, narrow = interval(ONCE, 0.6), interval(WEEKLY, 0.6)
    assert 0 < wide[0] < narrow[0] < 0.6 < narrow[1] < wide[1] < 1


def test_a_book_learns_from_its_past_and_without_one_keeps_the_prior():
    """Where everybody stayed in touch, the chance falls; of no outcomes nothing is learnt."""
    days = pl.concat([drawn(*range(0, 100, 5 + number), person=number) for number in range(2, 60)])
    frame = paces(days, until=at(100))
    count = len(frame)
    assert fit(frame, np.array([]), np.array([])) is POOLED
    learnt = fit(frame, np.full(count, 30.0), np.zeros(count), latest=np.ones(count))
    assert (chances(frame, days=30, model=learnt) < chances(frame, days=30)).all()
    wrong = fit(frame, np.full(count, 30.0), np.ones(count))
    assert (chances(frame, days=30, model=wrong) > chances(frame, days=30)).all()
    assert (chances(frame, days=90, model=wrong) < chances(frame, days=30, model=wrong)).all()


@pytest.mark.parametrize(
    ("rhythm", "silent", "drift", "expected"),
    [
        (365.0, 180, 0.8, False),  # a yearly tie in its sixth month
        (365.0, 740, 0.9, True),  # and after two missed years
        (1.0, 29, 0.6, False),  # a daily tie is left a month
        (1.0, 30, 0.6, True),
        (1.0, 90, 0.3, False),  # silence is not likely
        (None, 90, 0.9, False),  # no rhythm, no word
    ],
)
def test_drifting_needs_a_likely_and_an_unusual_silence(rhythm, silent, drift, expected):
    """One chance in three, twice the usual gap and a month: all three."""
    assert drifting(Tie(INES, Score(0.5), rhythm, 0, silent * DAY, 9, 0, "", drift)) is expected


def test_a_young_book_is_not_busier_than_ever():
    """A talk a week since the first day is as much in the last month as ever, also where there was no year before."""
    for weeks in (10, 50, 200):
        pace = of(drawn(*range(0, 7 * weeks, 7)), at(7 * weeks))
        assert "more contact" not in " ".join(str(each.says) for each in reasons(pace, now=at(7 * weeks))), weeks
    busy = of(drawn(*range(0, 700, 70), *range(700, 730)), at(730))
    assert "more contact" in " ".join(str(each.says) for each in reasons(busy, now=at(730)))
