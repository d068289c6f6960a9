"""The time of the year at which two speak: told only where years in a row had it, and where it is hardly chance."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kithbook.ties import season

TODAY = date(2026, 6, 15)


def springs(years: range, month: int = 5, day: int = 10) -> list[date]:
    """One talk on that day of each of these years."""
    return [date(year, month, day) for year in years]


def test_years_in_a_row_make_a_season() -> None:
    """Seven Mays, and no talk this year: told with its first and last day, and a day of each year, latest first."""
    days = [*springs(range(2019, 2026)), *springs(range(2019, 2026), 6, 28)]
    found = season(days, TODAY)
    assert found is not None
    assert (found.years, found.first, found.last) == (7, date(2026, 5, 10), date(2026, 6, 28))
    assert found.days[0] == date(2025, 5, 10)
    assert len(found.days) == 7


def test_a_talk_of_this_season_ends_it() -> None:
    """They spoke a month ago: there is nothing to say."""
    assert season([*springs(range(2019, 2026)), date(2026, 5, 20)], TODAY) is None


def test_a_year_without_it_breaks_the_row() -> None:
    """Last year had none: it is no habit any more; nor are two years one."""
    assert season(springs(range(2015, 2025)), TODAY) is None
    assert season(springs(range(2024, 2026)), TODAY) is None


def test_who_talks_all_year_has_no_season() -> None:
    """Every three weeks for years, and silent since April: that is a silence, not a spring."""
    days = [date(2019, 1, 1) + timedelta(days=21 * step) for step in range(126)]
    assert season([day for day in days if day < date(2026, 4, 1)], TODAY) is None


def test_what_was_not_seen_is_not_missing() -> None:
    """An export of last autumn cannot tell that this spring had no talk."""
    assert season(springs(range(2019, 2026)), TODAY, until=date(2025, 10, 1)) is None


def test_the_turn_of_the_year_is_one_season() -> None:
    """Late December and early January belong together."""
    days = [date(2021, 12, 28), date(2023, 1, 3), date(2023, 12, 30), date(2025, 1, 2)]
    found = season(days, date(2026, 1, 4))
    assert found is not None
    assert found.years == 4


@given(st.lists(st.dates(date(2010, 1, 1), date(2026, 12, 31)), max_size=60), st.dates(date(2012, 1, 1)))
def test_any_days_are_read(days: list[date], today: date) -> None:
    """Whatever the days: never an error, and a season has three years or more and lies around today."""
    if today.year > 2100:
        return
    found = season(days, today)
    assert found is None or (found.years >= 3 and all(day < today for day in found.days))
