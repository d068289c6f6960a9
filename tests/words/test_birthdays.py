"""Birthdays with and without a year, by the sun and by the moon, and the lunar calendar beneath."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.words import Birthday, age_on, birthday_of, lunar, next_birthday

IN_TABLE = st.dates(date(1900, 1, 31), date(2101, 1, 28))


@pytest.mark.parametrize(
    ("year", "first"),
    [
        (1900, date(1900, 1, 31)),
        (1949, date(1949, 1, 29)),
        (1985, date(1985, 2, 20)),
        (2000, date(2000, 2, 5)),
        (2023, date(2023, 1, 22)),
        (2024, date(2024, 2, 10)),
        (2025, date(2025, 1, 29)),
        (2026, date(2026, 2, 17)),
        (2027, date(2027, 2, 6)),
        (2030, date(2030, 2, 3)),
        (2033, date(2033, 1, 31)),
        (2100, date(2100, 2, 9)),
    ],
)
def test_the_new_year_is_on_its_known_day(year: int, first: date) -> None:
    """The first day of the first month, as the observatories publish it."""
    assert lunar.solar(lunar.LunarDay(year, 1, 1)) == first


@pytest.mark.parametrize(("year", "month"), [(1985, None), (2017, 6), (2020, 4), (2023, 2), (2025, 6), (2033, 11)])
def test_a_month_is_repeated_where_the_calendar_says_so(year: int, month: int | None) -> None:
    """Leap months, among them that of 2033, which many tables have wrong."""
    repeated = [m for m in range(1, 13) if lunar.solar(lunar.LunarDay(year, m, 1, leap=True)) is not None]
    assert repeated == ([month] if month else [])


@given(IN_TABLE)
def test_every_day_has_one_lunar_day_and_back(on: date) -> None:
    """From the sun to the moon and back is the same day, and the next day is another."""
    told = lunar.lunar(on)
    assert told is not None
    assert lunar.solar(told) == on
    assert lunar.lunar(on + timedelta(days=1)) != told


def test_outside_of_the_table_nothing_is_told() -> None:
    """Neither before 1900 nor behind 2100."""
    assert lunar.lunar(date(1900, 1, 30)) is lunar.lunar(date(2101, 1, 29)) is None
    assert lunar.solar(lunar.LunarDay(1899, 12, 1)) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1985-08-15", Birthday(1985, 8, 15)),
        (" --08-15 ", Birthday(None, 8, 15)),
        ("1985年8月15日", Birthday(1985, 8, 15)),
        ("Lunar 1985-08-15", Birthday(1985, 8, 15, lunar=True)),
        ("lunar --08-15", Birthday(None, 8, 15, lunar=True)),
        ("农历八月十五", Birthday(None, 8, 15, lunar=True)),
        ("農曆正月初一", Birthday(None, 1, 1, lunar=True)),
        ("阴历腊月廿三", Birthday(None, 12, 23, lunar=True)),
        ("农历一九八五年冬月三十", None),
        ("农历一九八五年冬月二十九", Birthday(1985, 11, 29, lunar=True)),
        ("农历闰六月初一", Birthday(None, 6, 1, lunar=True, leap=True)),
        ("农历2025年闰六月初一", Birthday(2025, 6, 1, lunar=True, leap=True)),
        ("农历2024年闰六月初一", None),
        ("1985-02-29", None),
        ("--02-30", None),
        ("lunar --13-01", None),
        ("lunar --08-31", None),
        ("闰八月初一", None),
        ("in the spring", None),
        ("", None),
    ],
)
def test_a_birthday_is_understood_as_written(text: str, told: Birthday | None) -> None:
    """Each way of writing it, and days that no year has are none."""
    assert birthday_of(text) == told


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    """Whatever is typed is a birthday or none."""
    told = birthday_of(text)
    assert told is None or (1 <= told.month <= 12 and 1 <= told.day <= 31)


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_an_iso_date_is_its_own_birthday(born: date) -> None:
    """The exact form is never misread."""
    assert birthday_of(born.isoformat()) == Birthday(born.year, born.month, born.day)


@given(st.builds(Birthday, st.none(), st.integers(1, 12), st.integers(1, 29), st.booleans()), IN_TABLE)
def test_the_next_birthday_comes_within_thirteen_months(told: Birthday, today: date) -> None:
    """It is never behind, and never further away than the longest lunar year."""
    today = min(today, date(2098, 1, 1))
    coming = next_birthday(told, today)
    assert coming is not None
    assert 0 <= (coming - today).days <= 385


def test_a_lunar_birthday_moves_through_the_solar_year() -> None:
    """The moon festival of three years, and the age that grows with it."""
    told = Birthday(1985, 8, 15, lunar=True)
    days = [next_birthday(told, date(year, 1, 1)) for year in (2024, 2025, 2026)]
    assert days == [date(2024, 9, 17), date(2025, 10, 6), date(2026, 9, 25)]
    assert [age_on(told, date(2026, 9, day)) for day in (24, 25)] == [40, 41]


def test_a_day_that_a_year_lacks_is_kept_the_day_before() -> None:
    """29 February, a thirtieth of a short month, a month that is not repeated every year."""
    assert next_birthday(Birthday(2000, 2, 29), date(2027, 1, 1)) == date(2027, 2, 28)
    assert next_birthday(Birthday(2000, 2, 29), date(2028, 1, 1)) == date(2028, 2, 29)
    assert next_birthday(Birthday(None, 12, 30, lunar=True), date(2025, 1, 1)) == date(2025, 1, 28)
    assert next_birthday(Birthday(2025, 6, 1, lunar=True, leap=True), date(2026, 1, 1)) == date(2026, 7, 14)


def test_an_age_is_told_only_where_the_year_is() -> None:
    """Whole years; none before birth."""
    assert age_on(Birthday(1985, 8, 15), date(2026, 8, 14)) == 40
    assert age_on(Birthday(1985, 8, 15), date(2026, 8, 15)) == 41
    assert age_on(Birthday(None, 8, 15), date(2026, 8, 15)) is None
    assert age_on(Birthday(1985, 8, 15), date(1985, 8, 14)) is None
