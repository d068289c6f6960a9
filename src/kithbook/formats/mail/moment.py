"""The moments in a mail: its Date, the stations that it passed, and the line before it in a mailbox."""

import functools
import re
from datetime import date
from email.utils import parsedate_tz
from typing import Final, NamedTuple

from kithbook.formats.days import midnight
from kithbook.vocabulary import LAST_SECOND

MONTHS: Final = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)  # noqa: SIM905
}
# [Day,] 5 Jan 2024 12:00[:00] [zone]
WRITTEN: Final = re.compile(
    r"(?:[A-Za-z]{2,9}\.?,?\s{0,9})?(\d{1,2})[\s-]{1,9}([A-Za-z]{3})[a-z]{0,6}\.?[\s-]{1,9}(\d{2,4})\s{1,9}"
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:\s{0,9}([+-]\d{4}|[A-Za-z]{1,5})\b)?"
)
# Fri Jan  5 12:00:00 [zone] 2024 [zone]
ENVELOPE: Final = re.compile(
    rb"\b([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?"
    rb"(?: ([+-]\d{4}|[A-Z]{2,5}))? (\d{4})(?: ([+-]\d{4}))?"
)
ISO: Final = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s?([+-]\d{2}:?\d{2}|Z)?"
)
ZONE_AT_END: Final = re.compile(r"([+-]\d{4}|\b[A-Z]{1,5})$")
TIGHT: Final = re.compile(r"\s{0,9}:\s{0,9}")
COMMENT: Final = re.compile(r"\([^()]{0,200}\)")
DAY: Final = 86_400
EPOCH: Final = date(1970, 1, 1).toordinal()
# hours east of Greenwich; those of RFC 5322, 4.3, and what programs in Europe and Asia write
ZONES: Final = {
    **dict.fromkeys(("UTC", "GMT", "UT", "Z"), 0.0),
    **{"EST": -5.0, "EDT": -4.0, "CST": -6.0, "CDT": -5.0, "MST": -7.0, "MDT": -6.0, "PST": -8.0, "PDT": -7.0},
    **{"WET": 0.0, "WEST": 1.0, "BST": 1.0, "CET": 1.0, "MEZ": 1.0, "CEST": 2.0, "MEST": 2.0, "MESZ": 2.0},
    **{"EET": 2.0, "EEST": 3.0, "MSK": 3.0, "MSD": 4.0, "JST": 9.0, "KST": 9.0, "HKT": 8.0, "SGT": 8.0},
    **{"AEST": 10.0, "AEDT": 11.0, "NZST": 12.0, "NZDT": 13.0},
}


class Moment(NamedTuple):
    """``at`` as in Message: UTC where ``zone`` tells one, else the clock on the wall."""

    at: int
    zone: str


def written(value: str) -> Moment | None:
    """The moment of a field Date, None where it is none.

    >>> written("Fri, 5 Jan 2024 12:00:00 +0100 (CET)"), written("5 Jan 24 12:00")
    (Moment(at=1704452400, zone='+01:00'), Moment(at=1704456000, zone=''))
    """
    found = WRITTEN.match(value)
    if found is None:
        return _odd(value)
    day, month, year, hour, minute, second, zone = found.groups()
    return _moment(int(year), MONTHS.get(month.lower(), 0), int(day), (int(hour), int(minute), int(second or 0)), zone)


def of_station(value: bytes) -> Moment | None:
    """When the last mail server on the way took the mail (RFC 5321, 4.4), None where it is not told."""
    return written(value.rpartition(b";")[2].decode("latin-1").strip())


def of_envelope(line: bytes) -> Moment | None:
    """The moment in the line that stands before a mail in a mailbox, None where there is none."""
    found = ENVELOPE.search(line)
    if found is None:
        return None
    month, day, hour, minute, second, early, year, late = (each.decode() if each else "" for each in found.groups())
    clock = (int(hour), int(minute), int(second or 0))
    return _moment(int(year), MONTHS.get(month.lower(), 0), int(day), clock, early or late)


def _odd(value: str) -> Moment | None:
    """A date with comments or spaces inside, one as machines write it, or what the standard library makes of it."""
    plain = TIGHT.sub(":", COMMENT.sub(" ", value[:200])).strip()
    if WRITTEN.match(plain):
        return written(plain) if plain != value else None
    iso = ISO.match(plain)
    if iso:
        year, month, day, hour, minute, second, zone = iso.groups()
        return _moment(
            int(year), int(month), int(day), (int(hour), int(minute), int(second or 0)), (zone or "").replace(":", "")
        )
    try:
        told = parsedate_tz(plain)
    except Exception:
        return None
    if told is None:
        return None
    zone_at_end = ZONE_AT_END.search(plain)
    return _moment(told[0], told[1], told[2], (told[3], told[4], told[5]), zone_at_end[1] if zone_at_end else "")


def _moment(year: int, month: int, day: int, clock: tuple[int, int, int], zone: str | None) -> Moment | None:
    if year < 70:  # of two digits (RFC 5322, 4.3), or of three from programs that counted on after 99
        year += 2000
    elif year < 1000:
        year += 1900
    begin = midnight(year, month, day)
    hour, minute, second = clock
    if begin is None or hour > 23 or minute > 59 or second > 60:
        return None
    seconds, name = _zone(zone or "")
    at = begin + hour * 3600 + minute * 60 + min(second, 59) - (seconds if name else 0)
    return Moment(at, name) if 0 <= at < LAST_SECOND else None


@functools.lru_cache(1024)
def _zone(zone: str) -> tuple[int, str]:
    """Seconds east of Greenwich, and how the zone is told; "" where that is not known."""
    if zone[:1] in ("+", "-"):
        hours, minutes = int(zone[1:3]), int(zone[3:5])
        if hours > 14 or minutes > 59:
            return 0, ""
        seconds = (hours * 3600 + minutes * 60) * (-1 if zone[0] == "-" else 1)
    elif zone.upper() in ZONES:
        seconds = int(ZONES[zone.upper()] * 3600)
    else:
        return 0, ""
    east = abs(seconds)
    return seconds, f"{'-' if seconds < 0 else '+'}{east // 3600:02}:{east // 60 % 60:02}" if seconds else "UTC"
