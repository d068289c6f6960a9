"""Birthdays as people write them: with a year or without one, of the solar or of the Chinese lunar calendar."""

import re
from datetime import date
from typing import Final, NamedTuple

from kithbook.words import lunar
from kithbook.words.fold import fold

_LEAP_YEAR: Final = 2000  # has every day of a solar year
_DIGITS: Final = re.compile(r"(?:(?P<year>\d{4})|-)?-?(?P<leap>leap |闰)?(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_LUNAR: Final = re.compile(r"(?:lunar|农历|農曆|阴历|陰曆|旧历|舊曆)\s*[:：]?\s*")
_NUMERAL: Final = "[〇零一二三四五六七八九十廿卅初正元冬腊臘\\d]"
_CHINESE: Final = re.compile(
    rf"(?:(?P<year>[〇零一二三四五六七八九]{{4}}|\d{{4}})年)?(?P<leap>[闰閏])?(?P<month>{_NUMERAL}{{1,3}})月(?P<day>{_NUMERAL}{{1,3}})[日号]?"
)
_ONES: Final = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_NAMED: Final = {"正": 1, "元": 1, "冬": 11, "腊": 12, "臘": 12}


class Birthday(NamedTuple):
    """A birthday; ``year`` is None where it was not told, ``leap`` is for the repeated month of the lunar calendar."""

    year: int | None
    month: int
    day: int
    lunar: bool = False
    leap: bool = False


def birthday_of(text: str) -> Birthday | None:
    """The birthday that is written as YYYY-MM-DD, --MM-DD, "lunar 1985-08-15", "lunar --08-15" or "农历八月十五".

    None for anything else, and for a day that no year has.

    >>> birthday_of("农历闰六月初一")
    Birthday(year=None, month=6, day=1, lunar=True, leap=True)
    """
    said = " ".join(fold(text).split())
    by_moon = _LUNAR.match(said)
    said = said[by_moon.end() :] if by_moon else said
    if found := _DIGITS.fullmatch(said):
        year, month, day = found["year"], int(found["month"]), int(found["day"])
    elif found := _CHINESE.fullmatch(said):
        year, month, day = found["year"], _number(found["month"]), _number(found["day"])
    else:
        return None
    told = Birthday(_year(year), month, day, bool(by_moon), bool(found["leap"]))
    return told if _exists(told) else None


def _year(written: str | None) -> int | None:
    if not written:
        return None
    return int(written) if written.isdecimal() else int("".join(str(_ONES[sign]) for sign in written))


def _number(written: str) -> int:
    """A Chinese number up to 39, or 0 for what is none; the names of months are numbers too."""
    if written.isdecimal():
        return int(written)
    if written in _NAMED:
        return _NAMED[written]
    written = written.removeprefix("初")
    tens, ten, ones = written.partition("十")
    if not ten and written[:1] in ("廿", "卅"):
        tens, ten, ones = "二" if written[0] == "廿" else "三", "十", written[1:]
    if not ten:
        return _ONES.get(written, 0)
    first, last = (_ONES.get(part, 99) if part else None for part in (tens, ones))
    return (1 if first is None else first) * 10 + (last or 0)


def _exists(told: Birthday) -> bool:
    if not told.lunar:
        return not told.leap and _solar(told, _LEAP_YEAR if told.year is None else told.year) is not None
    if told.year is not None:
        return _solar(told, told.year) is not None
    return 1 <= told.month <= 12 and 1 <= told.day <= 30


def _solar(told: Birthday, year: int) -> date | None:
    """The day in this year (of the calendar of the birthday), where the year has it."""
    if told.lunar:
        return lunar.solar(lunar.LunarDay(year, told.month, told.day, told.leap))
    try:
        return date(year, told.month, told.day)
    except ValueError:
        return None


def _celebrated(told: Birthday, year: int) -> date | None:
    """The day on which it is kept in this year: the last one before where the year lacks it."""
    repeated = told.leap and _solar(told._replace(day=1), year) is not None
    here = told._replace(leap=repeated)
    return _solar(here, year) or _solar(here._replace(day=told.day - 1), year)


def next_birthday(told: Birthday, today: date) -> date | None:
    """The next day on which it is kept, from ``today`` on, in the solar calendar.

    Where a year lacks the day (29 February, a lunar 30th) it is the day before, where it lacks the repeated month the
    month of that number. None beyond the lunar table or the calendar.

    >>> next_birthday(Birthday(None, 2, 29), date(2026, 1, 1))
    datetime.date(2026, 2, 28)
    >>> next_birthday(Birthday(1985, 8, 15, lunar=True), date(2026, 1, 1))
    datetime.date(2026, 9, 25)
    """
    kept = (_celebrated(told, year) for year in range(today.year - 1, today.year + 3))
    return min((day for day in kept if day is not None and day >= today), default=None)


def age_on(told: Birthday, on: date) -> int | None:
    """The whole years since birth on a day; None where the year is not told, or lies ahead."""
    born = None if told.year is None else _solar(told, told.year)
    if born is None or on < born:
        return None
    first, last = born.year, on.year
    if told.lunar:
        then, now = lunar.lunar(born), lunar.lunar(on)
        if then is None or now is None:
            return None
        first, last = then.year, now.year
    this_year = _celebrated(told, last)
    return last - first - (this_year is not None and on < this_year)
