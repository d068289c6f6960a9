"""Days as people say them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.words import day_of, days_in

TODAY = date(2026, 6, 15)  # a Monday


@pytest.mark.parametrize(
    ("text", "ahead", "expected"),
    [
        ("2026-06-14", False, date(2026, 6, 14)),
        ("Yesterday", False, date(2026, 6, 14)),
        ("昨天", False, date(2026, 6, 14)),
        ("أمس", False, date(2026, 6, 14)),
        ("اليوم", True, TODAY),
        ("tomorrow", True, date(2026, 6, 16)),
        ("3 days ago", True, date(2026, 6, 12)),
        ("in 2 weeks", False, date(2026, 6, 29)),
        ("6 months", True, date(2026, 12, 15)),
        ("6 months", False, date(2025, 12, 15)),
        ("a year", True, date(2027, 6, 15)),
        ("10周后", False, date(2026, 8, 24)),
        ("两个月前", True, date(2026, 4, 15)),
        ("半年", True, date(2026, 12, 15)),
        ("بعد أسبوعين", False, date(2026, 6, 29)),
        ("قبل ٣ أيام", True, date(2026, 6, 12)),
        ("شهرين", True, date(2026, 8, 15)),
        ("Sunday", False, date(2026, 6, 14)),
        ("monday", False, date(2026, 6, 8)),
        ("monday", True, date(2026, 6, 22)),
        ("last friday", True, date(2026, 6, 12)),
        ("周日", False, date(2026, 6, 14)),
        ("下周五", False, date(2026, 6, 26)),
        ("上周三", True, date(2026, 6, 10)),
        ("قبل ثلاثة أيام", True, date(2026, 6, 12)),
        ("بعد ستة أشهر", False, date(2026, 12, 15)),
        ("يوم الأحد", False, date(2026, 6, 14)),
        ("3 November", False, date(2025, 11, 3)),
        ("3rd of November", True, date(2026, 11, 3)),
        ("June 2, 2024", True, date(2024, 6, 2)),
        ("6月2日", False, date(2026, 6, 2)),
        ("2 يونيو", False, date(2026, 6, 2)),
        ("30 February", False, None),
        ("الجمعة القادم", False, date(2026, 6, 19)),
        ("someday", False, None),
        ("", False, None),
        ("2026-02-30", False, None),
        ("9999 years", True, None),
    ],
)
def test_days_in_three_languages(text: str, ahead: bool, expected: date | None) -> None:
    """Named days, spans and weekdays are understood in English, Chinese and Arabic; the rest is None."""
    assert day_of(text, TODAY, ahead=ahead) == expected


def test_a_month_ends_where_it_ends() -> None:
    """A month after the last of January is the last of February."""
    assert day_of("1 month", date(2026, 1, 31), ahead=True) == date(2026, 2, 28)


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_none(text: str) -> None:
    """No text raises."""
    assert day_of(text, TODAY) is None or isinstance(day_of(text, TODAY), date)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Coffee with Ines yesterday, again in 2 weeks", [date(2026, 6, 14), date(2026, 6, 29)]),
        ("3 days ago she wrote", [date(2026, 6, 12)]),
        ("昨天和三朵喝茶，10周后再约", [date(2026, 6, 14), date(2026, 8, 24)]),
        ("التقيت سليم أمس ونلتقي بعد أسبوعين", [date(2026, 6, 14), date(2026, 6, 29)]),
        ("two weeks of rain, a month in the hills", []),
        ("met on Sunday and next friday", [date(2026, 6, 14), date(2026, 6, 19)]),
        ("since 2026-05-01", [date(2026, 5, 1)]),
        ("no day at all", []),
    ],
)
def test_days_inside_a_sentence(text: str, expected: list[date]) -> None:
    """Days are found in running text, in order, and only where they say which way they lie."""
    assert days_in(text, TODAY) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Called Ines on 3 June. Again on 1 August.", [date(2026, 6, 3), date(2026, 8, 1)]),
        ("6月3日和云三朵吃饭", [date(2026, 6, 3)]),
        ("上周五打了电话", [date(2026, 6, 12)]),
        ("قهوة مع سليم قبل ثلاثة أيام", [date(2026, 6, 12)]),
        ("تحدثت مع نادية يوم الأحد", [date(2026, 6, 14)]),
        ("Room 12 is free", []),
    ],
)
def test_days_within_a_sentence(sentence: str, expected: list[date]) -> None:
    """A sentence tells its days; a day of a month without its year is the nearer one."""
    assert days_in(sentence, TODAY) == expected
