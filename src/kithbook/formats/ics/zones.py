"""What a TZID stands for: a name of the tz database or of Windows, what the calendar defines itself, or an offset."""

import functools
import re
import zoneinfo
from bisect import bisect_right
from datetime import UTC as TRUE
from datetime import datetime, timedelta
from typing import Final, Protocol

from tzlocal.windows_tz import win_tz

OFFSET: Final = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d\d?)(?::?(\d\d))?(?::?(\d\d))?", re.ASCII | re.IGNORECASE)
NUMBERED: Final = re.compile(r" \d+\Z")  # Outlook tells zones of one name apart this way
LONGEST_NAME: Final = 200
UNIVERSAL: Final = frozenset(
    ("utc", "z", "zulu", "etc/utc", "etc/zulu", "etc/uct", "uct", "etc/universal", "universal", "tzone://microsoft/utc")
)


class Zone(Protocol):
    """Turns the clock on the wall into UTC and back; both without a zone of their own."""

    def utc(self, wall: datetime) -> datetime:
        """UTC of this clock."""
        ...

    def wall(self, utc: datetime) -> datetime:
        """The clock at this moment."""
        ...

    def told(self, wall: datetime) -> str:
        """How records name the zone: a name of the tz database, "UTC" or the offset at this clock."""
        ...


class Fixed:
    """A clock that is always as far from UTC."""

    def __init__(self, offset: timedelta) -> None:
        self._offset = offset

    @classmethod
    def of(cls, text: str) -> "Fixed":
        """The clock of an offset such as "+0200" or "UTC+11"; raises ValueError where it is none."""
        return cls(offset(text))

    def utc(self, wall: datetime) -> datetime:
        """UTC of this clock."""
        return wall - self._offset

    def wall(self, utc: datetime) -> datetime:
        """The clock at this moment."""
        return utc + self._offset

    def told(self, wall: datetime) -> str:
        """The offset, or "UTC"."""
        return shown(self._offset)


UTC: Final = Fixed(timedelta())


class Named:
    """A clock of the tz database."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._zone = zoneinfo.ZoneInfo(name)

    def utc(self, wall: datetime) -> datetime:
        """UTC of this clock."""
        return wall.replace(tzinfo=self._zone).astimezone(TRUE).replace(tzinfo=None)

    def wall(self, utc: datetime) -> datetime:
        """The clock at this moment."""
        return utc.replace(tzinfo=TRUE).astimezone(self._zone).replace(tzinfo=None)

    def told(self, wall: datetime) -> str:
        """The zone's name."""
        return self._name


class Defined:
    """A clock that a calendar defines: (clock on the wall of a change, offset before it, offset after it), in order."""

    def __init__(self, changes: list[tuple[datetime, timedelta, timedelta]]) -> None:
        self._changes = changes
        self._walls = [wall for wall, _, _ in changes]
        self._utcs = [wall - before for wall, before, _ in changes]

    def _offset(self, wall: datetime) -> timedelta:
        at = bisect_right(self._walls, wall) - 1
        if at < 0:
            return self._changes[0][1]
        changed, before, after = self._changes[at]
        # a clock that is put forward never shows what lies between (RFC 5545, 3.3.5)
        return before if wall - changed < after - before else after

    def utc(self, wall: datetime) -> datetime:
        """UTC of this clock."""
        return wall - self._offset(wall)

    def wall(self, utc: datetime) -> datetime:
        """The clock at this moment."""
        at = bisect_right(self._utcs, utc) - 1
        return utc + (self._changes[at][2] if at >= 0 else self._changes[0][1])

    def told(self, wall: datetime) -> str:
        """The offset at this clock, since the name means nothing elsewhere."""
        return shown(self._offset(wall))


def offset(text: str) -> timedelta:
    """An offset from UTC; raises ValueError where the text is none.

    >>> offset("-0330"), offset("UTC+11")
    (datetime.timedelta(days=-1, seconds=73800), datetime.timedelta(seconds=39600))
    """
    found = OFFSET.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    made = timedelta(hours=int(found[2]), minutes=int(found[3] or 0), seconds=int(found[4] or 0))
    if made >= timedelta(days=1):
        raise ValueError(text)
    return -made if found[1] == "-" else made


def shown(delta: timedelta) -> str:
    """An offset as records name it.

    >>> shown(timedelta(hours=-3)), shown(timedelta())
    ('-03:00', 'UTC')
    """
    minutes = round(delta.total_seconds() / 60)
    if not minutes:
        return "UTC"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


@functools.cache
def _names() -> dict[str, str]:
    """The zones of the tz database and of Windows in lower case, each with its name in the tz database."""
    known = zoneinfo.available_timezones() - {"localtime", "Factory"}
    found = {name.lower(): target for name, target in win_tz.items() if target in known}
    return found | {name.lower(): name for name in known}


@functools.lru_cache(1024)
def named(tzid: str) -> Zone | None:
    """The zone that a TZID means by itself, in whatever dress programs put it; None where only a definition tells.

    >>> [zone.told(datetime(2026, 1, 1)) for zone in map(named, ("/Europe/Rome", "W. Europe Standard Time")) if zone]
    ['Europe/Rome', 'Europe/Berlin']
    """
    plain = tzid.strip().strip('"').replace("\\", "").strip("/ ").lower()
    if not plain or len(plain) > LONGEST_NAME:
        return None
    parts = plain.split("/")
    # "/citadel.org/20060627_1/Europe/Berlin": what comes before the zone is whose definition it is
    for candidate in (plain, NUMBERED.sub("", plain), *("/".join(parts[at:]) for at in range(1, len(parts)))):
        if candidate in UNIVERSAL:
            return UTC
        if candidate in _names():
            name = _names()[candidate]
            return UTC if name.lower() in UNIVERSAL else Named(name)
    try:
        return Fixed.of(plain)
    except ValueError:
        return None
