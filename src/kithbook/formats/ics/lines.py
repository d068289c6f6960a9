"""Cuts a calendar into its components, line by line as bytes, so that a huge or broken one costs only itself.

Lines are folded by octets (RFC 5545, 3.1), often in the middle of a character; so they are joined, then decoded.
"""

import io
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO, Final, NamedTuple, cast

from kithbook.formats.contract import Answers
from kithbook.formats.source import Source
from kithbook.formats.text import BLOCK, Text

BROKEN: Final = "An entry that is never closed, or cut off."
TOO_LARGE: Final = "An entry is too large to be a meeting."
MAX_LINE: Final = 1 << 16  # bytes of an unfolded line that are kept; longer ones are attachments and descriptions
MAX_ENTRY: Final = 1 << 20  # bytes of an entry that are kept
MAX_DEPTH: Final = 64
CALENDAR: Final = "VCALENDAR"
TIMEZONE: Final = "VTIMEZONE"
EVENT: Final = "VEVENT"
# What lies in a calendar itself and in nothing else: where one of them begins, the one before was never closed.
ENTRIES: Final = frozenset((EVENT, TIMEZONE, "VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY"))
KEPT: Final = {
    CALENDAR: frozenset((b"METHOD", b"NAME", b"X-WR-CALNAME", b"X-WR-TIMEZONE", b"X-WR-RELCALID")),
    TIMEZONE: frozenset((b"TZID", b"X-LIC-LOCATION", b"DTSTART", b"RRULE", b"RDATE", b"TZOFFSETFROM", b"TZOFFSETTO")),
    EVENT: frozenset(
        (
            *(b"UID", b"SEQUENCE", b"DTSTAMP", b"LAST-MODIFIED", b"STATUS", b"SUMMARY", b"LOCATION", b"CATEGORIES"),
            *(b"DTSTART", b"DTEND", b"DURATION", b"RRULE", b"RDATE", b"EXDATE", b"EXRULE", b"RECURRENCE-ID"),
            *(b"ATTENDEE", b"ORGANIZER", b"X-MICROSOFT-CDO-ALLDAYEVENT", b"X-GOOGLE-CALENDAR-CONTENT-DISPLAY"),
        )
    ),
}
NOTHING: Final[frozenset[bytes]] = frozenset()


class Line(NamedTuple):
    """A line that is kept: the name of the property, and all of it."""

    name: bytes
    raw: bytes


class Cut(NamedTuple):
    """One component, with the lines of it that are kept, or why it cannot be read; ``line`` is where it begins.

    For the calendar itself there is one Cut where it begins, without any line, and one for each line of its own.
    """

    line: int
    kind: str
    lines: list[Line]
    problem: str = ""


class _Unfolded:
    """Opens a source with its lines joined, but not counted: what the encoding is decided on."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def open(self, name: str | None = None) -> BinaryIO:
        return io.BufferedReader(_Joined(self._source.open(name)), BLOCK)


class _Joined(io.RawIOBase):
    def __init__(self, inner: BinaryIO) -> None:
        super().__init__()
        self._inner, self._held, self._ready = inner, b"", b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            block = self._inner.read(BLOCK)
            data = self._held + block
            body = data.rstrip(b"\r\n") if block else data  # whether the line goes on is told by what follows
            self._held = data[len(body) :]
            self._ready = body.replace(b"\r\n ", b"").replace(b"\n ", b"").replace(b"\r\n\t", b"").replace(b"\n\t", b"")
            if not block:
                break
        part, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()


def text_of(source: Source, answers: Answers) -> Text:
    """The calendar's text, its encoding decided on whole lines."""
    text = Text(cast(Source, _Unfolded(source)), answers=answers)
    text.source = source
    return text


def unfolded(blocks: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each line that says anything, joined, with the number of its first line; too long ones are passed over."""
    number = begun = size = 0
    parts: list[bytes] = []
    rest = b""
    for block in chain(blocks, (b"\n",)):
        lines = (rest + block).split(b"\n")
        rest = lines.pop()[: MAX_LINE + 1]
        for line in lines:
            number += 1
            if line[-1:] == b"\r":
                line = line[:-1]  # noqa: PLW2901
            if not line:
                continue
            if line[0] in b" \t" and parts:
                size += len(line)
                if size <= MAX_LINE:
                    parts.append(line[1:])
                continue
            if parts and size <= MAX_LINE:
                yield begun, parts[0] if len(parts) == 1 else b"".join(parts)
            parts, begun, size = [line], number, len(line)
    if parts and size <= MAX_LINE:
        yield begun, b"".join(parts)


class _Open:
    """A component that has begun and is not closed yet."""

    __slots__ = ("begun", "inner", "kept", "kind", "lines", "problem", "size")

    def __init__(self, begun: int, kind: str) -> None:
        self.begun, self.kind = begun, kind
        self.inner: list[str] = []  # what has begun within it
        self.kept = KEPT.get(kind, NOTHING)
        self.lines: list[Line] = []
        self.size = 0
        self.problem = ""

    def begin(self, kind: str) -> None:
        """Something begins within: an alarm, or the two halves of a time zone."""
        if len(self.inner) < MAX_DEPTH:
            self.inner.append(kind)
        if self.kind == TIMEZONE:
            self._keep(b"BEGIN", kind.encode())

    def end(self, kind: str) -> bool:
        """Something is closed; True where it is this itself."""
        if kind in self.inner:
            del self.inner[self.inner.index(kind) :]
            if self.kind == TIMEZONE:
                self._keep(b"END", kind.encode())
        return kind == self.kind

    def add(self, line: bytes) -> None:
        """A line of a property, which is kept where it is of use."""
        if self.kept and (not self.inner or self.kind == TIMEZONE):
            name = line.partition(b":")[0].partition(b";")[0].strip().upper()
            if name in self.kept:
                self._keep(name, line)

    def _keep(self, name: bytes, line: bytes) -> None:
        self.size += len(line) + 64
        if self.size > MAX_ENTRY:
            self.problem, self.lines = TOO_LARGE, []
        elif not self.problem:
            self.lines.append(Line(name, line))

    def closed(self) -> Cut:
        return Cut(self.begun, self.kind, self.lines, self.problem)

    def broken(self) -> Cut:
        return Cut(self.begun, self.kind, [], BROKEN)


def cuts(blocks: Iterable[bytes]) -> Iterator[Cut]:
    """The components of all calendars of a file, in its order."""
    current: _Open | None = None
    for number, line in unfolded(blocks):
        start = line[:6].upper()
        if start == b"BEGIN:":
            kind = _kind(line[6:])
            if current is not None and kind not in ENTRIES and kind != CALENDAR:
                current.begin(kind)
                continue
            if current is not None:
                yield current.broken()
            current = None if kind == CALENDAR else _Open(number, kind)
            if kind == CALENDAR:
                yield Cut(number, CALENDAR, [])
        elif start[:4] == b"END:":
            kind = _kind(line[4:])
            if current is not None and (kind == CALENDAR or current.end(kind)):
                yield current.broken() if kind == CALENDAR else current.closed()
                current = None
        elif current is not None:
            current.add(line)
        else:
            name = line.partition(b":")[0].partition(b";")[0].strip().upper()
            if name in KEPT[CALENDAR]:
                yield Cut(number, CALENDAR, [Line(name, line)])
    if current is not None:
        yield current.broken()


def _kind(word: bytes) -> str:
    return word.strip().upper().decode("ascii", "replace")
