"""Dates of tables: every way of writing one, and which number is the day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats.people_dates import Orders, day_of, moment_of
from kithbook.vocabulary import Refused


@pytest.mark.parametrize(
    ("text", "order", "iso"),
    [
        ("2026-03-05T10:20:30.000000Z", "dmy", "2026-03-05"),
        ("5/3/2026", "dmy", "2026-03-05"),
        ("3/5/2026", "mdy", "2026-03-05"),
        ("25/3/2026", "mdy", "2026-03-25"),  # only the other order can read it
        ("14.3.85", "dmy", "1985-03-14"),
        ("2018. 6. 13.", "dmy", "2018-06-13"),
        ("26/03/05", "ymd", "2026-03-05"),
        ("٢٥/١٢/١٩٩٠", "dmy", "1990-12-25"),
        ("2026年9月5日", "dmy", "2026-09-05"),
        ("9月5日", "dmy", "--09-05"),
        ("--03-14", "dmy", "--03-14"),
        ("3/14", "dmy", "--03-14"),
        ("4/3", "dmy", "--03-04"),
        ("4/3", "mdy", "--04-03"),
        ("March 4, 2026 3:00 PM", "dmy", "2026-03-04"),
        ("12. März 2026", "dmy", "2026-03-12"),
        ("12 de marzo de 2026", "dmy", "2026-03-12"),
        ("1er mars 2026", "dmy", "2026-03-01"),
        ("٤ مارس ٢٠٢٦", "dmy", "2026-03-04"),
        ("14-Mar-85", "dmy", "1985-03-14"),
        ("Sat, 14 Mar 2026", "dmy", "2026-03-14"),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str, order: str, iso: str) -> None:
    """Numbers in each order, names of months in many languages, digits of other scripts, with and without a year."""
    found = day_of(text, order)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize("text", ["", "0/0/00", "0.0.00", "31.2.2026", "Mar 2026", "soon", "²/3/2026", "12345-1-1"])
def test_what_is_no_date_is_none(text: str) -> None:
    """No day is made up."""
    assert day_of(text, "dmy") is None


def test_a_birthday_of_two_digits_is_of_the_last_century() -> None:
    """31 is 1931 for somebody's birth, but 2031 for a meeting."""
    born, met = day_of("1/2/31", "dmy", 29), day_of("1/2/31", "dmy")
    assert born is not None
    assert met is not None
    assert (born.year, met.year) == (1931, 2031)


@pytest.mark.parametrize(
    ("text", "at", "zone", "all_day"),
    [
        ("2026-03-04", 1772582400, "", True),
        ("4/3/2026 15:00", 1772636400, "", False),
        ("March 4, 2026 3:00 PM", 1772636400, "", False),
        ("2026-3-4 下午3:00", 1772636400, "", False),
        ("2026-03-04T15:00:00Z", 1772636400, "UTC", False),
        ("2026-03-04 16:00+01:00", 1772636400, "+01:00", False),
        ("12 AM 2026", None, "", False),
        ("1969-03-04", None, "", False),
    ],
)
def test_a_moment_has_its_clock_and_zone(text: str, at: int | None, zone: str, all_day: bool) -> None:
    """With an offset it is true UTC, without it is the clock on the wall, and a bare date is the whole day."""
    moment = moment_of(text, "dmy")
    assert (moment is None) == (at is None)
    assert moment is None or moment == (at, zone, all_day)


def test_which_number_is_the_day_is_inferred_over_all_dates() -> None:
    """A value over 12 settles it, in either place; dots put the day first; slashes alone leave it open."""

    def order(*texts: str) -> tuple[str, bool] | None:
        orders = Orders()
        orders.see(texts)
        choice = orders.choice({})
        return (choice.value, choice.sure) if choice else None

    assert order("3/4/2026", "3/14/2026") == ("mdy", True)
    assert order("3/4/2026", "14/3/2026") == ("dmy", True)
    assert order("3.4.2026") == ("dmy", True)
    assert order("3/4/2026") == ("dmy", False)
    assert order("14/3/2026", "3/14/2026", "3/15/2026") == ("mdy", False)
    assert order("2026-03-04", "4/4/2026", "soon") is None


def test_a_doubtful_order_is_shown_both_ways_and_can_be_answered() -> None:
    """Each option comes with the day it would be; an answer that is no order is refused."""
    orders = Orders()
    orders.see(["3/4/2026"])
    choice = orders.choice({})
    assert choice is not None
    assert choice.samples == ("3/4/2026 → 3 April 2026", "3/4/2026 → 4 March 2026")
    answered = orders.choice({"date_order": "mdy"})
    assert answered is not None
    assert (answered.value, answered.sure) == ("mdy", True)
    with pytest.raises(Refused):
        orders.choice({"date_order": "yesterday"})


@given(st.text(max_size=40), st.sampled_from(["dmy", "mdy", "ymd"]))
def test_no_text_breaks_the_reading_of_dates(text: str, order: str) -> None:
    """Whatever is written, it is a real day or none."""
    day_of(text, order)
    moment = moment_of(text, order)
    assert moment is None or 0 <= moment.at < 253_402_300_800


@given(st.dates(), st.sampled_from(["{0.day}/{0.month}/{0.year:04}", "{0.year:04}-{0.month:02}-{0.day:02}"]))
def test_a_written_date_is_read_back(day: object, form: str) -> None:
    """What was written with the day first is read so."""
    found = day_of(form.format(day), "dmy")
    assert found is not None
    assert found.iso == str(day)
