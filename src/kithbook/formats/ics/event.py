"""One VEVENT as it stands: when, how long, with whom, and how it repeats."""

import functools
import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kithbook.formats.ics.lines import Cut
from kithbook.formats.ics.rules import Unread
from kithbook.formats.ics.values import Bounds, When, ZoneOf, between, bounds, length, moment, plain_text, split
from kithbook.formats.ics.zones import Zone

NO_START: Final = "An event that does not say when it begins."
BAD_START: Final = "The moment of an event cannot be read."
LONGEST: Final = 320  # characters of an address (RFC 3696 and its erratum)
LONG_ID: Final = 1_000  # characters
ADDRESS: Final = re.compile(r"[^\s<>\"(),:;@\\]+@[^\s<>\"(),:;@\\]+")
MAILTO: Final = re.compile(r"(:\s*mailto:)", re.IGNORECASE)
# addresses that stand for a calendar, a room or a list of Google's, not for anybody
NOT_PEOPLE: Final = ("calendar.google.com", "@virtual")
KEPT: Final = 500  # characters of a line up to which what was read is remembered
ROOMS: Final = frozenset(("ROOM", "RESOURCE"))


class Person(NamedTuple):
    """Somebody invited or inviting: the address in lower case, and the name beside it."""

    key: str
    name: str = ""
    declined: bool = False
    invites: bool = False


@dataclass(slots=True)
class Event:
    """One VEVENT. ``position`` is which of the file it is; ``line`` where it begins."""

    line: int
    position: int
    start: When
    uid: str = ""
    seconds: int | None = None
    all_day: bool = False
    title: str = ""
    place: str = ""
    people: list[Person] = field(default_factory=list)
    cancelled: bool = False
    birthday: bool = False
    categories: str = ""
    sequence: int = 0
    stamp: str = ""
    recurrence: When | None = None
    and_future: bool = False
    rules: list[str] = field(default_factory=list)
    not_rules: list[str] = field(default_factory=list)
    dates: list[Bounds] = field(default_factory=list)
    not_dates: list[When] = field(default_factory=list)

    @property
    def repeats(self) -> bool:
        """Whether it takes place more than once."""
        return bool(self.rules or self.dates)

    def present(self) -> list[Person]:
        """Those who did not decline, each once, who invites first."""
        refused = {person.key for person in self.people if person.declined}
        found = {person.key: person for person in sorted(self.people, key=lambda person: not person.invites)}
        return [person for key, person in found.items() if key not in refused]


class Context(NamedTuple):
    """What the lines of an event are read with."""

    codec: str
    zone_of: ZoneOf
    floating: Zone | None


def uid_of(cut: Cut, codec: str) -> str:
    """The UID of an event, "" where it has none."""
    raw = next((line.raw for line in cut.lines if line.name == b"UID"), b"")
    value = raw.decode(codec, "replace").partition(":")[2]
    return " ".join(value.split())[:LONG_ID]


def event_of(cut: Cut, position: int, context: Context) -> Event:
    """The event that a component holds; raises Unread where it does not say when it is."""
    told: dict[bytes, str] = {}
    several: list[tuple[bytes, str]] = []
    for name, raw in cut.lines:
        text = raw.decode(context.codec, "replace")
        if name in SEVERAL:
            several.append((name, text))
        else:
            told.setdefault(name, text)
    start = _start(told, context)
    event = Event(cut.line, position, start, uid_of(cut, context.codec))
    event.seconds = _length(told, start, context)
    flag = told.get(b"X-MICROSOFT-CDO-ALLDAYEVENT", "").rpartition(":")[2].strip().upper()
    event.all_day = start.is_date or (flag == "TRUE" and not (start.wall.hour or start.wall.minute))
    event.title = _text(told.get(b"SUMMARY", ""))
    event.place = _text(told.get(b"LOCATION", ""))
    event.categories = told.get(b"CATEGORIES", "").partition(":")[2].lower()
    event.cancelled = told.get(b"STATUS", "").rpartition(":")[2].strip().upper() in ("CANCELLED", "CANCELED")
    event.birthday = b"X-GOOGLE-CALENDAR-CONTENT-DISPLAY" in told or "BIRTHDAY_" in event.uid
    sequence = told.get(b"SEQUENCE", "").rpartition(":")[2].strip()
    event.sequence = int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 10 else 0
    event.stamp = stamp(told.get(b"LAST-MODIFIED", "")) or stamp(told.get(b"DTSTAMP", ""))
    if b"RECURRENCE-ID" in told:
        event.recurrence, event.and_future = _recurrence(told[b"RECURRENCE-ID"], context)
    _add(event, several, context)
    return event


SEVERAL: Final = frozenset((b"ATTENDEE", b"ORGANIZER", b"RRULE", b"EXRULE", b"RDATE", b"EXDATE"))


def stamp(line: str) -> str:
    """A moment of change as it is written, which sorts by time.

    >>> stamp("DTSTAMP:20260314T120000Z")
    '20260314T120000'
    """
    value = line.rpartition(":")[2].strip().rstrip("Zz")
    return value if len(value) == 15 and value[:8].isdigit() and value[9:].isdigit() and value.isascii() else ""


def _start(told: dict[bytes, str], context: Context) -> When:
    if b"DTSTART" not in told:
        raise Unread(NO_START)
    try:
        parameters, value = split(told[b"DTSTART"], of_time=True)
        return moment(value, parameters, context.zone_of, context.floating)
    except (ValueError, OverflowError):
        raise Unread(BAD_START) from None


def _length(told: dict[bytes, str], start: When, context: Context) -> int | None:
    """The length in seconds; of a date without an end it is that day."""
    try:
        if b"DTEND" in told:
            parameters, value = split(told[b"DTEND"], of_time=True)
            found = between(start, moment(value, parameters, context.zone_of, context.floating))
            return 86_400 if start.is_date and found == 0 else found
        if b"DURATION" in told:
            return length(told[b"DURATION"].rpartition(":")[2])
    except (ValueError, OverflowError):
        return None
    return 86_400 if start.is_date else None


def _recurrence(line: str, context: Context) -> tuple[When | None, bool]:
    try:
        parameters, value = split(line, of_time=True)
        found = moment(value, parameters, context.zone_of, context.floating)
    except (ValueError, OverflowError):
        raise Unread(BAD_START) from None
    return found, parameters.get("RANGE", "").upper() == "THISANDFUTURE"


def _text(line: str) -> str:
    try:
        return plain_text(split(line)[1])
    except ValueError:
        return ""


def _add(event: Event, several: list[tuple[bytes, str]], context: Context) -> None:
    """Put the properties into the event that may come more than once."""
    rooms: list[str] = []
    for name, text in several:
        if name in (b"ATTENDEE", b"ORGANIZER"):
            person, room = invited(text)
            if person is not None:
                event.people.append(person)
            elif room:
                rooms.append(room)
        elif name == b"RRULE":
            event.rules.append(text.partition(":")[2])
        elif name == b"EXRULE":
            event.not_rules.append(text.partition(":")[2])
        else:
            _add_dates(event, name, text, context)
    event.place = event.place or ", ".join(dict.fromkeys(rooms))


def _add_dates(event: Event, name: bytes, text: str, context: Context) -> None:
    """Put single moments of repetition into the event; one that cannot be read is none."""
    try:
        parameters, values = split(text, of_time=True)
    except ValueError:
        return
    for value in filter(None, (each.strip() for each in values.split(","))):
        try:
            if name == b"RDATE":
                event.dates.append(bounds(value, parameters, context.zone_of, context.floating))
            else:
                event.not_dates.append(moment(value, parameters, context.zone_of, context.floating))
        except (ValueError, OverflowError):
            continue


class Invited(NamedTuple):
    """Who an ATTENDEE or an ORGANIZER is, or which room."""

    person: Person | None = None
    room: str = ""


def invited(line: str) -> Invited:
    """Who or what a line of ATTENDEE or ORGANIZER names; nothing where it is nobody.

    >>> invited("ATTENDEE;CN=Ines Halfmoon;PARTSTAT=DECLINED:mailto:Ines@Example.org").person
    Person(key='ines@example.org', name='Ines Halfmoon', declined=True, invites=False)
    """
    return _kept(line) if len(line) <= KEPT else _invited(line)  # the same people come again and again


def _invited(line: str) -> Invited:
    try:
        parameters, value = split(line)
    except ValueError:
        return Invited()
    before, mailto, address = MAILTO.split(f":{value}", maxsplit=1) if MAILTO.search(f":{value}") else ("", "", value)
    if before:  # a name without quotes may hold colons
        parameters, _ = split(line[: len(line) - len(address) - len(mailto)] + ":", of_time=True)
    key = address.strip().strip("<>").lower()
    if not ADDRESS.fullmatch(key):
        key = parameters.get("EMAIL", "").strip().lower()
    name = plain_text(parameters.get("CN", "")).strip("'\" ")
    sort = parameters.get("CUTYPE", "").upper()
    if sort in ROOMS:
        return Invited(room="" if "@" in name else name)
    is_nobody = sort == "GROUP" or parameters.get("ROLE", "").upper() == "NON-PARTICIPANT" or key.endswith(NOT_PEOPLE)
    if is_nobody or len(key) > LONGEST or not ADDRESS.fullmatch(key):
        return Invited()
    shown = "" if key in name.lower() else name[:LONGEST]
    invites = line[:9].upper() == "ORGANIZER"
    return Invited(Person(key, shown, parameters.get("PARTSTAT", "").upper() == "DECLINED", invites))


_kept = functools.lru_cache(8192)(_invited)
