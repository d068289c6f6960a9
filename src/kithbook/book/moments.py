"""Moments in the person's own zone, and as answers write them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from kithbook import words
from kithbook.vocabulary import Refused, say

# What a calendar can show: an export with a broken clock must not break a page.
FIRST, LAST = -62_135_510_400, 253_402_214_400


def iso(moment: int | None) -> str:
    """UTC seconds as "2026-06-15T09:30:00Z", "" for None."""
    if moment is None:
        return ""
    return datetime.fromtimestamp(min(max(moment, FIRST), LAST), UTC).isoformat().replace("+00:00", "Z")


def iso_day(moment: int | None, zone: str) -> str:
    """The day of a moment in ``zone`` as "2026-06-15", "" for None."""
    return "" if moment is None else day(moment, zone).isoformat()


def day(moment: int, zone: str) -> date:
    """The day of a moment (UTC seconds) in ``zone``."""
    return datetime.fromtimestamp(min(max(moment, FIRST), LAST), ZoneInfo(zone)).date()


def noon(on: date, zone: str) -> int:
    """Noon of a day in ``zone``, in UTC seconds: when a touch happened of which only the day is known."""
    return int(datetime(on.year, on.month, on.day, 12, tzinfo=ZoneInfo(zone)).timestamp())


def shift(moment: int, zone: str) -> int:
    """Seconds that ``zone`` is ahead of UTC at ``moment``."""
    offset = datetime.fromtimestamp(moment, ZoneInfo(zone)).utcoffset()
    return 0 if offset is None else round(offset.total_seconds())


def week(moment: int, zone: str) -> tuple[date, date]:
    """Monday and Sunday of the week of a moment."""
    here = day(moment, zone)
    monday = here - timedelta(days=here.weekday())
    return monday, monday + timedelta(days=6)


def start(on: date, zone: str) -> int:
    """The first moment of a day in ``zone``, in UTC seconds."""
    return int(datetime(on.year, on.month, on.day, tzinfo=ZoneInfo(zone)).timestamp())


def told(said: str | date, today: date, *, ahead: bool = False) -> date:
    """The day that somebody said, seen from ``today``. Raises Refused where it cannot be understood."""
    found = said if isinstance(said, date) else words.day_of(said, today, ahead=ahead)
    if found is None:
        raise Refused(
            say("{day} is no day that can be understood. Write it as 2026-06-14, yesterday or 6 months.", day=str(said))
        )
    return found
