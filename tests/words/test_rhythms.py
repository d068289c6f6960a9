"""How often a list says that somebody is to be written to, read as days; days that come again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook import words
from kithbook.words.rhythms import rolled, step

YEAR = 365.25


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("every 3 months", YEAR / 4),
        ("Monthly", YEAR / 12),
        ("Quarterly", YEAR / 4),
        ("every quarter", YEAR / 4),
        ("每三个月", YEAR / 4),
        ("每两周", 14),
        ("每月一次", YEAR / 12),
        ("每季度", YEAR / 4),
        ("半年", YEAR / 2),
        ("每年两次", YEAR / 2),
        ("كل شهر", YEAR / 12),
        ("كل 3 أشهر", YEAR / 4),
        ("كل أسبوعين", 14),
        ("أسبوعيًا", 7),
        ("مرتين في السنة", YEAR / 2),
        ("30", 30),
        ("30 days", 30),
        ("90.0", 90),
        ("6w", 42),
        ("Keep in touch: every 2 weeks", 14),
        ("Every other month", YEAR / 6),
        ("Twice a year", YEAR / 2),
        ("once a month", YEAR / 12),
        ("3 times a year", YEAR / 3),
        ("2x per year", YEAR / 2),
        ("Biannually", YEAR / 2),
        ("every year", YEAR),
        ("alle 2 Wochen", 14),
        ("monatlich", YEAR / 12),
        ("jeden Monat", YEAR / 12),
        ("tous les mois", YEAR / 12),
        ("cada 6 meses", YEAR / 2),
        ("Año", YEAR),
    ],
)
def test_a_rhythm_is_read_as_days(text: str, days: float) -> None:
    """English, Chinese, Arabic, German, French and Spanish; a bare number is days."""
    assert words.rhythm_days(text) == pytest.approx(days)


@pytest.mark.parametrize(
    "text",
    ["", "never", "sometimes", "0", "0 times a year", "when I can", "every", "40 years", "bimonthly", "2026-05-01"],
)
def test_what_is_no_rhythm_is_not_guessed(text: str) -> None:
    """Nor is a word with two meanings, such as bimonthly."""
    assert words.rhythm_days(text) is None


@given(st.text(max_size=30))
def test_any_text_is_read_or_not(text: str) -> None:
    """No text raises, and whatever is read is a time between a moment and ten years."""
    days = words.rhythm_days(text)
    assert days is None or 0 < days <= 3653


DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@given(DAYS, DAYS, st.sampled_from(["weekly", "monthly", "yearly", "every 6 months", "every 10 days", "every 2 years"]))
def test_what_comes_again_is_the_next_one(first: date, today: date, again: str) -> None:
    """Never before today, never a whole step after it, and on the same day of the month where the month has it."""
    day = rolled(first, again, today)
    size = step(again)
    assert size is not None
    assert day >= min(today, first) if first >= today else day >= today
    if first < today:
        assert day - today < timedelta(days=size.days + size.months * 31)
    if size.months:
        assert day.day == first.day or (day + timedelta(days=1)).day == 1
    else:
        assert (day - first).days % size.days == 0


def test_the_end_of_a_month_comes_back() -> None:
    """A reminder of the 31st falls on the 28th of February and on the 31st of March."""
    first = date(2026, 1, 31)
    assert [rolled(first, "monthly", date(2026, month, 5)) for month in (2, 3, 4)] == [
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]
