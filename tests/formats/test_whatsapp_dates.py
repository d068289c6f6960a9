"""The order of dates and the time of day, as WhatsApp writes them around the world."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats.whatsapp.dates import Clock, choose, day_of
from kithbook.vocabulary import Refused

PATTERNS = {"dmy": "{d}/{m}/{y}", "mdy": "{m}/{d}/{y}"}


def written(days: list[date], pattern: str) -> Counter[str]:
    """Dates as a file would hold them, in order."""
    return Counter(pattern.format(d=day.day, m=day.month, y=day.year) for day in days)


@given(
    start=st.dates(date(2010, 1, 1), date(2030, 1, 1)),
    gaps=st.lists(st.integers(0, 9), min_size=40, max_size=80),
    order=st.sampled_from(sorted(PATTERNS)),
)
def test_an_order_is_found_in_any_chat_of_some_length(start: date, gaps: list[int], order: str) -> None:
    """Whatever the chat, the order in which it was written is the one chosen, and any sure choice is right."""
    days = [start + timedelta(days=sum(gaps[:at])) for at in range(len(gaps))]
    choice = choose(written(days, PATTERNS[order]), "")
    if choice.sure and any(day.day != day.month for day in days):
        assert choice.value == order
    if any(day.day > 12 for day in days):
        assert choice.sure


def test_a_value_over_twelve_settles_it() -> None:
    """A day that cannot be a month decides, and the ground is named."""
    assert choose(Counter(["03/04/2016", "13/04/2016"]), "").value == "dmy"
    choice = choose(Counter(["03/04/2016", "04/13/2016"]), "")
    assert (choice.value, choice.sure, choice.because) == ("mdy", True, "04/13/2016 can only be read so")


def test_time_that_would_run_backwards_settles_it() -> None:
    """Where all values are small, the order in which time goes forward is taken."""
    dates = Counter(["01/11/2019", "02/11/2019", "01/12/2019", "05/12/2019", "02/01/2020"])
    assert (choose(dates, "").value, choose(dates, "").sure) == ("dmy", True)
    dates = Counter(["11/01/2019", "11/02/2019", "12/01/2019", "12/05/2019", "01/02/2020"])
    assert (choose(dates, "").value, choose(dates, "").sure) == ("mdy", True)


def test_nothing_settles_it() -> None:
    """An open question shows what each answer would mean, as dates and times alone."""
    choice = choose(Counter(["03/04/2016"]), "\n03/04/2016, 21:07 - Ines Varga: one")
    assert not choice.sure
    assert choice.options == ("dmy", "mdy")
    assert choice.samples == ("03/04/2016, 21:07 → 3 April 2016", "03/04/2016, 21:07 → 4 March 2016")


def test_dates_that_read_the_same_are_no_question() -> None:
    """The first of January is the same day in any order."""
    assert choose(Counter(["1/1/21"]), "").sure


def test_orders_that_are_mixed_go_by_the_majority_and_say_so() -> None:
    """Two orders in one file: most dates decide, and the choice is not sure."""
    choice = choose(Counter({"13/04/2016": 3, "14/04/2016": 3, "04/16/2016": 2}), "")
    assert (choice.value, choice.sure) == ("dmy", False)


def test_one_date_of_rubbish_does_not_unsettle() -> None:
    """A date that exists in no order is no evidence."""
    assert choose(Counter(["45/45/2016", "13/04/2016"]), "").sure


def test_years_of_two_digits_in_front() -> None:
    """18/06/13 is June 2018 where otherwise each day would be a year further on."""
    assert choose(Counter(["18/06/13", "18/06/14", "18/06/15"]), "").value == "ymd"


def test_the_person_decides() -> None:
    """An override is taken as it is, and anything that is no order is refused."""
    assert choose(Counter(["13/04/2016"]), "", "mdy").value == "mdy"
    with pytest.raises(Refused, match="Use dmy, mdy or ymd"):
        choose(Counter(), "", "ydm")


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("13.6.18", "dmy"),
        ("6/13/2018", "mdy"),
        ("2018-06-13", "dmy"),
        ("2018. 6. 13.", "ymd"),
        ("2018年6月13日", "ymd"),
        ("١٣\u200f/٦\u200f/٢٠١٨", "dmy"),
        ("१३/०६/२०१८", "dmy"),
        ("13/6/2561", "dmy"),
        ("13-06-2018", "dmy"),
    ],
)
def test_dates_in_many_forms(text: str, order: str) -> None:
    """Separators, digits of any script, years of two digits and the Buddhist calendar."""
    assert day_of(text, order) == datetime(2018, 6, 13, tzinfo=UTC).timestamp()


@pytest.mark.parametrize("text", ["31/02/2018", "13/13/2018", "1/1/1999", "0/1/2018", "12/2018"])
def test_dates_that_do_not_exist(text: str) -> None:
    """No such day is no day, and there was no WhatsApp before 2009."""
    assert day_of(text, "dmy") is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("9:25 PM", 21),
        ("9:25\u202fpm", 21),
        ("9:25 p. m.", 21),
        ("9:25\u00a0p.\u00a0m.", 21),
        ("下午9:25", 21),
        ("午後9:25", 21),
        ("오후 9:25", 21),
        ("٩:٢٥ م", 21),
        ("klo 21.25", 21),
        ("21:25:00", 21),
        ("12:25 AM", 0),
        ("12:25 PM", 12),
        ("上午12:25", 0),
        ("中午12:25", 12),
        ("凌晨3:25", 3),
        ("٣:٢٥ ص", 3),
        ("午前3:25", 3),
        ("오전 3:25", 3),
        ("15:25 PM", 15),
        ("00:25 AM", 0),
    ],
)
def test_times_of_day(text: str, hour: int) -> None:
    """Half days in all listed scripts; a clock of 24 hours may carry a needless mark."""
    assert Clock()[text] == hour * 3600 + 25 * 60


@pytest.mark.parametrize("text", ["25:00", "9:75", "9:25 Alice", "noon", ""])
def test_what_is_no_time_of_day(text: str) -> None:
    """What cannot be read is not guessed."""
    with pytest.raises(KeyError):
        Clock()[text]
