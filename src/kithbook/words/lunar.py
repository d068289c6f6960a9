"""The Chinese lunar calendar from 1900 to 2100: which day of the solar calendar a lunar day is."""

from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

FIRST, LAST = 1900, 2100  # lunar years
_START: Final = date(1900, 1, 31)  # the first day of 1900's first month
# For each year from FIRST 17 bits in hexadecimal: thirteen for its months in order, the leap month behind its namesake
# (1: 30 days, 0: 29), then four for the number of the month that is repeated, or 0. Computed by the rule of
# GB/T 33661-2017 (new moons and solar terms by Beijing time) with lunar-python 1.4.8. Two other programs give another
# first day for six of the 2,486 months, of which none is told alike by both.
_YEARS: Final = """
    096d8 095c0 14ae0 0a4d5 1a4c0 1b2a0 0d554 0ad40 135a0 095d2 095c0 149b6 149a0 1a4a0 1aa55 16a80
    1ad40 12da2 12b60 09377 092e0 14960 164b5 0d4a0 0da80 15b54 056c0 12ae0 092f2 092e0 0c966 1a940
    1d4a0 0da95 0b5a0 056c0 126e3 125c0 192d7 192a0 1a940 1b4a6 16aa0 0ad40 155b4 04ba0 125a0 192b2
    152a0 16957 0d940 16aa0 0ab55 09b40 14b60 0a573 0a560 152a8 1d2a0 0d540 15aa6 156a0 096c0 14ae4
    14ae0 0a4c0 1d263 1b2a0 0b557 0ad40 12da0 095d5 095a0 149a0 1a4d4 1a4a0 1aa58 16a80 16d40 12da6
    12b60 09360 14974 14960 164ba 0d4a0 0da80 15b46 156c0 12ae0 092f5 092e0 0c960 0d4a3 1d4a0 0d658
    0b580 156c0 126d5 125c0 192c0 1a954 1a940 1b4a0 0b552 0ad40 155b7 04ba0 125a0 192b5 152a0 16940
    16aa4 15aa0 0ab59 09740 14b60 0a576 0a560 15260 0e954 0d540 15aa0 09b52 096c0 14ae6 149c0 1a4c0
    1d265 1aa60 0b540 0d6a3 12da0 095db 095a0 149a0 1a4b6 1a4a0 1aa40 1b545 16b40 0ada0 095b2 09360
    14977 14960 154a0 16a55 0da40 15b40 0ab63 126e0 092f8 092e0 0c960 0d4a6 1d4a0 0d640 156c4 155c0
    125c0 192e3 192c0 1a957 1a940 1b4a0 0b555 0ad40 14da0 0a5d4 0a5a0 152b8 152a0 16940 16aa6 15aa0
    0ab40 14ba4 14b60 0a560 15273 0d260 0e537 0d540 15aa0 09b55 096c0 14ae0 0a4e4 1a2c0 1d268 1aa40
    1b540 0d6a6 0ada0 095c0 149d4 145a0 1a2a0 1b252 1aa40
"""


class LunarDay(NamedTuple):
    """A day of the lunar calendar; ``leap`` where it is in the repeated month of that number."""

    year: int
    month: int
    day: int
    leap: bool = False


@cache
def _years() -> tuple[tuple[date, tuple[tuple[int, bool, int], ...]], ...]:
    """Of each year its first day, and its months as (number, whether repeated, days)."""
    found, first = [], _START
    for word in _YEARS.split():
        bits = int(word, 16)
        repeated = bits & 15
        numbered = [
            (number, leap) for number in range(1, 13) for leap in (False, True) if not leap or number == repeated
        ]
        months = tuple((*each, 29 + (bits >> 16 - place & 1)) for place, each in enumerate(numbered))
        found.append((first, months))
        first += timedelta(days=sum(days for _, _, days in months))
    return tuple(found)


def solar(day: LunarDay) -> date | None:
    """The day of the solar calendar; None where there is no such lunar day, or outside 1900 to 2100.

    >>> solar(LunarDay(2026, 1, 1)), solar(LunarDay(2026, 6, 1, leap=True))
    (datetime.date(2026, 2, 17), None)
    """
    if not FIRST <= day.year <= LAST:
        return None
    first, months = _years()[day.year - FIRST]
    for number, leap, days in months:
        if (number, leap) == (day.month, day.leap):
            return first + timedelta(days=day.day - 1) if 1 <= day.day <= days else None
        first += timedelta(days=days)
    return None


def lunar(on: date) -> LunarDay | None:
    """The day of the lunar calendar; None outside 1900 to 2100.

    >>> lunar(date(2026, 9, 25))
    LunarDay(year=2026, month=8, day=15, leap=False)
    """
    for year in (on.year, on.year - 1):  # the lunar year begins in January or February
        if FIRST <= year <= LAST and _years()[year - FIRST][0] <= on:
            first, months = _years()[year - FIRST]
            for number, leap, days in months:
                if (on - first).days < days:
                    return LunarDay(year, number, (on - first).days + 1, leap)
                first += timedelta(days=days)
            return None
    return None
