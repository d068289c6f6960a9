"""The zones that a file defines in VTIMEZONE components, and which zone a TZID of it means."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from kithbook.formats.ics.lines import Line
from kithbook.formats.ics.rules import Budget, Unread, moments, parts
from kithbook.formats.ics.values import moment, split
from kithbook.formats.ics.zones import Defined, Zone, named, offset

MAX_ZONES: Final = 500  # definitions kept of one file, those of equal content counted once
MAX_OWN: Final = 100_000  # calendars that mean by a name something else than the first calendar of the file
MAX_CHANGES: Final = 100_000  # of the clock, in all zones of a file
FROM: Final = datetime(1960, 1, 1)  # noqa: DTZ001 - rules without end are followed from here on
UNTIL: Final = datetime(2100, 1, 1)  # noqa: DTZ001

Change = tuple[datetime, timedelta, timedelta]


class Zones:
    """The zones of a file. Calendars of one file may define the same name in different ways, so each has its own."""

    def __init__(self, codec: str) -> None:
        self._codec = codec
        self._budget = Budget(MAX_CHANGES)
        self._made: dict[tuple[bytes, ...], Zone | None] = {}  # by content
        self._of: dict[tuple[int, str], Zone | None] = {}
        self._first: dict[str, Zone | None] = {}

    def define(self, calendar: int, lines: list[Line]) -> None:
        """Take up a VTIMEZONE of the ``calendar``-th calendar of the file, where its name says nothing by itself."""
        decoded = [(line.name, line.raw.decode(self._codec, "replace")) for line in lines]
        name = next((_value(text) for what, text in decoded if what == b"TZID"), "")
        if not name or named(name) is not None:
            return
        content = tuple(line.raw for line in lines)
        if content not in self._made:
            if len(self._made) >= MAX_ZONES:
                return
            self._made[content] = _defined(decoded, self._budget)
        zone = self._made[content]
        self._first.setdefault(name, zone)
        if zone is not self._first[name] and len(self._of) < MAX_OWN:
            self._of[calendar, name] = zone

    def find(self, calendar: int, tzid: str) -> Zone | None:
        """The zone of a TZID; None where nothing tells what it means."""
        zone = named(tzid)
        if zone is None:
            name = _clean(tzid)
            zone = self._of.get((calendar, name)) or self._first.get(name)
        return zone


def _clean(name: str) -> str:
    return name.replace("\\", "").strip().strip('"')


def _value(text: str) -> str:
    return _clean(text.partition(":")[2])


def _defined(lines: list[tuple[bytes, str]], budget: Budget) -> Zone | None:
    """The zone of a definition; None where that is too broken."""
    place = next((_value(text) for what, text in lines if what == b"X-LIC-LOCATION"), "")
    if place and (zone := named(place)) is not None:
        return zone
    changes: list[Change] = []
    half: list[tuple[bytes, str]] = []
    for what, text in lines:
        if what == b"BEGIN":
            half = []
        elif what == b"END":
            changes += _changes(half, budget)
            half = []
        else:
            half.append((what, text))
    return Defined(sorted(changes)) if changes else None


def _changes(half: list[tuple[bytes, str]], budget: Budget) -> Iterable[Change]:
    """When the clock is put to the offset of one half (standard or daylight time) of a zone."""
    told = dict(half)
    try:
        after = offset(told[b"TZOFFSETTO"].rpartition(":")[2])
        before = offset(told[b"TZOFFSETFROM"].rpartition(":")[2]) if b"TZOFFSETFROM" in told else after
        start = _wall(told[b"DTSTART"])[0]
    except (ValueError, KeyError, IndexError):
        return ()
    found = {start}
    for what, text in half:
        try:
            if what == b"RDATE":
                found.update(_wall(text))
            elif what == b"RRULE":
                found.update(_repeated(text, start, before, budget))
        except (ValueError, Unread):
            continue
    return [(wall, before, after) for wall in found]


def _wall(text: str) -> list[datetime]:
    parameters, value = split(text, of_time=True)
    return [moment(each, parameters, named, None).wall for each in value.split(",") if each.strip()]


def _repeated(text: str, start: datetime, before: timedelta, budget: Budget) -> Iterable[datetime]:
    """The changes of a rule, which is one of years. They are followed from 1960 on, since some begin in 1601."""
    rule = parts(text.partition(":")[2])
    if rule["FREQ"] != "YEARLY":
        return ()
    last = UNTIL
    if "UNTIL" in rule:
        end = moment(rule["UNTIL"], {}, named, None)
        last = min(last, end.wall + before if end.zone is not None else end.wall)
    if start < FROM and "COUNT" not in rule and "INTERVAL" not in rule:
        start = start.replace(year=FROM.year)
    return moments(rule, start, last, budget) if start <= last else ()
