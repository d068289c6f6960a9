"""Midnights of the days that exports write as three numbers."""

import functools
from datetime import date
from typing import Final

EPOCH: Final = date(1970, 1, 1).toordinal()


@functools.lru_cache(4096)
def midnight(year: str | int, month: str | int, day: str | int) -> int | None:
    """Seconds from 1970 to the begin of a day, below 0 for earlier ones; None where there is no such day.

    >>> midnight("1970", "01", "02"), midnight(2023, 2, 29), midnight(1969, 12, 31)
    (86400, None, -86400)
    """
    try:
        return (date(int(year), int(month), int(day)).toordinal() - EPOCH) * 86_400
    except (ValueError, OverflowError):
        return None
