"""The usual gap and the next contact: of daily, weekly and yearly ties, on hand-drawn timelines."""

from datetime import UTC, datetime

import msgspec
import numpy as np
import polars as pl
import pytest

from kithbook.ties.population import population
from kithbook.ties.rhythm import (
    POOLED,
    Rhythm,
    fit,
    forecast,
    next_contact,
    rhythms,
    touched,
    usual,
    yearly,
)
from tests.ties.timelines import BRAM, DAY, INES, START, at, drawn

YEARS = [
    -START + (datetime(year, 6, 10, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).days for year in range(2019, 2024)
]


def of(days: pl.DataFrame, until: int, **more: object) -> Rhythm:
    """The rhythm of Ines as it is kept: through JSON and back."""
    (row,) = rhythms(days, until=until, **more).filter(pl.col("person") == INES).to_dicts()
    return msgspec.json.decode(msgspec.json.encode(msgspec.convert(row, Rhythm)), type=Rhythm)


def on(year: int, month: int, day: int = 15) -> int:
    """A moment at noon."""
    return int(datetime(year, month, day, 12, tzinfo=UTC).timestamp())


def birthdays(until: int, *days_of_thanks: int) -> Rhythm:
    """Who writes on the tenth of June of 2019 to 2023, and perhaps again on the days after."""
    return of(drawn(*(year + more for year in YEARS for more in (0, *days_of_thanks))), until)


def test_what_is_counted():
    """A weekly tie: its gaps, its longest, its weekday."""
    rhythm = of(drawn(0, 7, 14, 28), at(30))
    assert (rhythm.days, rhythm.gaps, rhythm.long_gaps, rhythm.weekday1) == (4, 3, 0, 4)
    assert rhythm.longest == pytest.approx(14 - 1 / 24)


def test_the_usual_gap_is_pulled_to_the_others_where_few_are_known():
    """One gap of 30 days among daily ties is less than 30; fifty of them are 30."""
    daily = msgspec.structs.replace(POOLED.population, mean=0.4)
    few, many = of(drawn(0, 30), at(30)), of(drawn(*range(0, 1500, 30)), at(1500))
    assert 1 < (usual(few, daily) or 0) < 25
    assert usual(many, daily) == pytest.approx(30, rel=0.15)
    assert usual(of(drawn(0), at(3)), daily) is None


@pytest.mark.parametrize("thanks", [(), (1,)])
def test_a_yearly_tie_is_not_overdue_in_march(thanks):
    """Its usual gap is a year, though a birthday's thanks come a day later, and June is expected."""
    rhythm = birthdays(on(2024, 3), *thanks)
    assert yearly(rhythm)
    assert usual(rhythm) == pytest.approx(365.25)
    expected, (low, high) = next_contact(rhythm, now=on(2024, 3)) or (0, (0, 0))
    assert on(2024, 5) < expected < on(2024, 7)
    assert on(2024, 3) < low < expected < high


def test_just_after_june_the_next_june_is_expected():
    """What was this year's has been."""
    expected, _ = next_contact(birthdays(on(2023, 6, 20)), now=on(2023, 6, 20)) or (0, (0, 0))
    assert on(2024, 4) < expected < on(2024, 7)


def test_a_missed_june_is_not_made_up_for_in_september():
    """It waits for the next one, and may have ended."""
    expected, (low, high) = next_contact(birthdays(on(2024, 9)), now=on(2024, 9)) or (0, (0, 0))
    assert on(2025, 4) < expected < on(2025, 8)
    assert high > on(2025, 7)
    assert low < expected


def test_two_contacts_a_year_apart_may_be_yearly_and_two_half_a_year_apart_not():
    """Two June days are close; June and December are not."""
    assert yearly(of(drawn(*YEARS[-2:]), on(2024, 3)))
    assert not yearly(of(drawn(YEARS[-1] - 190, YEARS[-1]), on(2024, 3)))


def test_the_interval_holds_the_expected_and_grows_with_its_level():
    """Of a weekly tie the next contact comes within days; of a single message who knows."""
    weekly, once = of(drawn(*range(0, 364, 7)), at(358)), of(drawn(0), at(1))
    for rhythm, until in ((weekly, at(358)), (once, at(1))):
        expected, (low, high) = next_contact(rhythm, now=until) or (0, (0, 0))
        assert until <= low < expected < high
        _, (lower, higher) = next_contact(rhythm, now=until, level=0.95) or (0, (0, 0))
        assert lower <= low < high <= higher
    soon, later = (next_contact(rhythm, now=rhythm.seen_until) or (0, 0) for rhythm in (weekly, once))
    assert soon[0] - weekly.seen_until < 20 * DAY < later[0] - once.seen_until
    assert next_contact(Rhythm(INES), now=at(0)) is None


def test_the_longer_the_silence_the_later_the_next_contact():
    """Given the silence so far, not counted from the last contact."""
    days = drawn(*range(0, 100, 5))
    ahead = [next_contact(of(days, at(day)), now=at(day))[0] - at(day) for day in (96, 130, 300, 900, 3650)]
    assert ahead == sorted(ahead)


def test_many_at_once_are_the_same_as_one_by_one():
    """The frame and the struct have one formula."""
    days = pl.concat([drawn(*range(0, 60, 4)), drawn(3, person=BRAM), drawn(*YEARS, person=4)])
    frame = rhythms(days, until=at(300))
    many = forecast(frame)
    for row, (low, middle, high) in zip(frame.iter_rows(named=True), many, strict=True):
        expected, ends = next_contact(msgspec.convert(row, Rhythm), now=at(300)) or (0, (0, 0))
        assert [expected, *ends] == pytest.approx([at(300) + each * DAY for each in (middle, low, high)], abs=1)


def test_a_touch_is_as_if_it_had_been_seen():
    """The same numbers as from the days with one more."""
    after = touched(of(drawn(0, 30), at(40)), at(50) - 3600)
    seen = of(drawn(0, 30, 50), at(50))
    for name in ("days", "gaps", "weekday3", "longest"):
        assert getattr(after, name) == pytest.approx(getattr(seen, name)), name
    for name in ("gap_logs", "days365", "year_cos"):
        assert getattr(after, name) == pytest.approx(getattr(seen, name), rel=0.01), name


def test_a_population_comes_from_its_ties_and_from_the_pooled_where_there_are_few():
    """Of five hundred monthly ties the mean is a month; nobody's is the pooled one."""
    days = pl.concat([drawn(*range(number % 30, 300, 30), person=number) for number in range(500)])
    assert np.exp(population(rhythms(days, until=at(400)), POOLED.population).mean) == pytest.approx(30, rel=0.1)
    assert population(rhythms(drawn(0), until=at(1)), POOLED.population) == POOLED.population


def test_without_a_past_the_law_stays():
    """And where all contacts came at once, it moves."""
    frame = rhythms(pl.concat([drawn(0, 9, person=number) for number in range(50)]), until=at(20))
    assert fit(frame, np.array([]), np.array([])) is POOLED
    learnt = fit(frame, np.full(50, 3.0), np.zeros(50))
    assert (forecast(frame, model=learnt)[:, 1] < forecast(frame)[:, 1]).all()
