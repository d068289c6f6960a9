"""Times in ISO 8601 as platforms write them by the million: read with what stays the same from one to the next kept."""

import re
from datetime import date
from typing import Final

EPOCH: Final = date(1970, 1, 1).toordinal()
MINUTES: Final = {f":{number:02}": number * 60 for number in range(60)}
SECONDS: Final = {f":{number:02}": number for number in range(61)}  # a leap second is written so
OFFSET: Final = re.compile(r"([+-])(\d\d):(\d\d)\Z")


class Moments:
    """Reads times such as "2019-01-04T17:52:39.762+02:00"; ``zone`` is what the last one told.

    >>> moments = Moments()
    >>> moments.read("2019-01-04T17:52:39.762+02:00"), moments.zone
    (1546617159, '+02:00')
    """

    def __init__(self, zone: str = "") -> None:
        self.zone = self._unsaid = zone
        self._hours: dict[str, int] = {}
        self._tail, self._ahead = "?", 0

    def read(self, text: str) -> int:
        """Seconds since 1970, in UTC where there is a zone. Raises ValueError where it is no such time."""
        if text[19:][-6:] != self._tail:
            self._tell(text[19:])
        try:
            return self._hours[text[:13]] + MINUTES[text[13:16]] + SECONDS[text[16:19]] - self._ahead
        except KeyError:
            at = self._hour(text[:13]) - self._ahead
        try:
            return at + MINUTES[text[13:16]] + SECONDS[text[16:19]]
        except KeyError:
            raise ValueError from None

    def _hour(self, text: str) -> int:
        hours = int(text[11:])
        if text[10:11] not in ("T", " ") or not 0 <= hours < 24:
            raise ValueError
        self._hours[text] = at = (date.fromisoformat(text[:10]).toordinal() - EPOCH) * 86_400 + hours * 3600
        return at

    def _tell(self, rest: str) -> None:
        """Set the zone by what follows the seconds, which may be a fraction first."""
        found = OFFSET.search(rest)
        self._tail, self._ahead = rest[-6:] if found else "?", 0
        self.zone = "UTC" if rest.endswith("Z") else self._unsaid
        if found:
            self._ahead = int(found[1] + "1") * (int(found[2]) * 3600 + int(found[3]) * 60)
            self.zone = found[0] if self._ahead else "UTC"
