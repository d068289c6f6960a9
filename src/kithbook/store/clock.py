"""From the clock on the wall to UTC: what an export without a zone means in the book's own zone."""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kithbook.vocabulary import Refused, say

HOUR: Final = 3600


def local_zone() -> str:
    """The IANA name of this machine's zone, "UTC" where it has none."""
    from tzlocal import get_localzone_name

    try:
        return get_localzone_name() or "UTC"
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"


class WallClock(dict[int, int | None]):
    """Turns wall time in one zone, given as seconds since 1970 as if it were UTC, into UTC.

    A time that comes twice (clocks going back) is taken as the first of the two; one that never was (clocks going
    forward) is read with the offset before the jump. The offset is looked up once an hour, which is why this is
    a dictionary: hour -> offset, or None for an hour in which the offset changes.
    """

    def __init__(self, zone: str) -> None:
        super().__init__()
        try:
            self._zone = ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as reason:
            raise Refused(say("{zone} is not a time zone. Choose one such as Europe/Berlin.", zone=zone)) from reason

    def __missing__(self, hour: int) -> int | None:
        first, last = self._offset(hour * HOUR), self._offset(hour * HOUR + HOUR - 1)
        self[hour] = first if first == last else None
        return self[hour]

    def _offset(self, wall: int) -> int:
        try:
            offset = datetime.fromtimestamp(wall, UTC).replace(tzinfo=self._zone).utcoffset()
        except (OverflowError, ValueError, OSError):
            return 0
        return 0 if offset is None else round(offset.total_seconds())

    def utc(self, wall: int) -> int:
        """UTC seconds of ``wall``.

        >>> WallClock("Europe/Berlin").utc(1_467_000_000) - 1_467_000_000
        -7200
        """
        offset = self[wall // HOUR]
        return wall - (self._offset(wall) if offset is None else offset)
