"""What stands in a calendar's lines (RFC 5545, 3.1 to 3.3): parameters, texts, moments, lengths."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from kithbook.formats.ics.zones import UTC, Fixed, Zone

EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - all moments here are naive, their zone stands beside them
DAY: Final = 86_400
LONGEST: Final = 3_653 * DAY  # seconds: whatever is longer than ten years is no length of anything
PARAMETER: Final = re.compile(r';+\s*([\w-]+)\s*=\s*((?:"[^"]*"|[^";:])*)')
# of moments, where an unquoted zone may hold colons (tzone://Microsoft/Utc) and the value holds none
PARAMETER_OF_TIME: Final = re.compile(r';+\s*([\w-]+)\s*=\s*((?:"[^"]*"|[^";])*)')
NAME: Final = re.compile(r"[^;:]*")
ESCAPED: Final = re.compile(r"\\([\\;,nN])")
CARET: Final = re.compile(r"\^([n'^])")
CARETS: Final = {"n": "\n", "'": '"', "^": "^"}  # RFC 6868
TIME: Final = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?",
    re.ASCII | re.IGNORECASE,
)
LENGTH: Final = re.compile(
    r"([+-]?)P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?",
    re.ASCII | re.IGNORECASE,
)

ZoneOf = Callable[[str], Zone | None]


class When(NamedTuple):
    """A moment: the clock on the wall, and the zone it hangs in where that is known; or a date, at midnight."""

    wall: datetime
    zone: Zone | None = None
    is_date: bool = False

    @property
    def utc(self) -> datetime:
        """True UTC where the zone is known, else the clock on the wall."""
        return self.zone.utc(self.wall) if self.zone is not None else self.wall

    @property
    def seconds(self) -> int:
        """Seconds since 1970 of ``utc``."""
        return seconds(self.utc - EPOCH)

    @property
    def told(self) -> str:
        """The zone as records name it."""
        return self.zone.told(self.wall) if self.zone is not None else ""


class Bounds(NamedTuple):
    """A period: when it begins, and its length in seconds where it tells one."""

    start: When
    length: int | None = None


def split(line: str, *, of_time: bool = False) -> tuple[dict[str, str], str]:
    """The parameters of a line, by upper-case name, and its value; raises ValueError where there is none.

    >>> split('ATTENDEE;CN="Plumb, Ottokar";ROLE=CHAIR:mailto:otto@example.org')
    ({'CN': 'Plumb, Ottokar', 'ROLE': 'CHAIR'}, 'mailto:otto@example.org')
    >>> split("DTSTART;TZID=tzone://Microsoft/Utc:20260101T120000", of_time=True)
    ({'TZID': 'tzone://Microsoft/Utc'}, '20260101T120000')
    """
    first, colon, value = line.partition(":")
    if colon and ";" not in first:
        return {}, value.strip() if of_time else value
    head, colon, tail = line.rpartition(":") if of_time else (line, "", "")
    pattern = PARAMETER_OF_TIME if of_time else PARAMETER
    found = NAME.match(head)
    at = found.end() if found else 0
    parameters: dict[str, str] = {}
    while parameter := pattern.match(head, at):
        parameters.setdefault(parameter[1].upper(), _plain(parameter[2]))
        at = parameter.end()
    if of_time:
        if not colon:
            raise ValueError(line)
        return parameters, tail.strip()
    at = line.find(":", at)
    if at < 0:
        raise ValueError(line)
    return parameters, line[at + 1 :]


def _plain(value: str) -> str:
    """A parameter's value without quotes and carets."""
    value = value.strip()
    if value[:1] == '"':
        value = value[1:].partition('"')[0]
    return CARET.sub(lambda found: CARETS[found[1]], value) if "^" in value else value


def plain_text(value: str) -> str:
    r"""A TEXT value as somebody wrote it, on one line.

    >>> plain_text("Lantern Street 5\\nRoom 2\\, upstairs")
    'Lantern Street 5, Room 2, upstairs'
    """
    if "\\" in value:
        value = ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    lines = (" ".join(line.split()) for line in value.split("\n"))
    return ", ".join(line for line in lines if line)


def moment(value: str, parameters: dict[str, str], zone_of: ZoneOf, floating: Zone | None) -> When:
    """The moment that a value of DATE or DATE-TIME says; raises ValueError where it says none.

    ``floating`` is the zone of a clock that hangs in none.
    """
    found = TIME.fullmatch(value.strip())
    if found is None:
        raise ValueError(value)
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    if not 1 < year < 9999:  # a zone may lead out of what a clock can show
        raise ValueError(value)
    if found[4] is None:
        return When(datetime(year, month, day), is_date=True)  # noqa: DTZ001
    hour, minute, second = int(found[4]), int(found[5]), int(found[6] or 0)
    wall = datetime(year, month, day, hour % 24, minute, min(second, 59))  # noqa: DTZ001
    if hour == 24:
        wall += timedelta(days=1)
    elif hour > 24:
        raise ValueError(value)
    if found[7]:
        return When(wall, UTC if found[7] in "Zz" else Fixed.of(found[7]))
    name = parameters.get("TZID", "")
    return When(wall, zone_of(name) if name else floating)


def length(value: str) -> int | None:
    """The seconds of a DURATION; None where it says none, runs backwards, or is longer than anything.

    >>> length("PT1H30M"), length("P1W"), length("-PT5M"), length("P999999999W")
    (5400, 604800, None, None)
    """
    found = LENGTH.fullmatch(value.strip())
    if found is None or not any(found[part] for part in range(2, 7)):
        return None
    weeks, days, hours, minutes, secs = (int(found[part] or 0) for part in range(2, 7))
    total = (7 * weeks + days) * DAY + hours * 3600 + minutes * 60 + secs
    return None if total > LONGEST or (found[1] == "-" and total) else total


def between(start: When, end: When) -> int | None:
    """The seconds from ``start`` to ``end``; None where they run backwards, or are more than anything takes."""
    is_plain = start.zone is None or end.zone is None
    found = seconds(end.wall - start.wall) if is_plain else seconds(end.utc - start.utc)
    return found if 0 <= found <= LONGEST else None


def bounds(value: str, parameters: dict[str, str], zone_of: ZoneOf, floating: Zone | None) -> Bounds:
    """A moment or a period, as RDATE has them; raises ValueError where the value is neither."""
    first, _, second = value.partition("/")
    start = moment(first, parameters, zone_of, floating)
    if not second:
        return Bounds(start)
    if "P" in second.upper():
        return Bounds(start, length(second))
    return Bounds(start, between(start, moment(second, parameters, zone_of, floating)))


def seconds(delta: timedelta) -> int:
    """A difference in whole seconds."""
    return delta.days * DAY + delta.seconds


def midnight(day: date) -> datetime:
    """The start of a day, without its zone."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001
