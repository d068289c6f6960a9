"""Cuts an address book into its cards: as text, without pictures, quoted-printable values on one plain line."""

import quopri
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kithbook.formats.text import Text

MAX_CARD: Final = 1 << 18  # characters of a card without its pictures
BROKEN: Final = "A card that is broken, and could not be read."
TOO_LARGE: Final = "A card is too large to be somebody's."
OUTSIDE: Final = "Lines that belong to no card."
UNREADABLE: Final = "A card that holds a line which is no text."
DROPPED: Final = re.compile(r"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|AGENT|LABEL|GEO|X-MS-CARDPICTURE)\b", re.IGNORECASE)
SOFT_BREAK: Final = re.compile(r"(?:[\w-]+\.)?[\w-]+;[^:]*QUOTED-PRINTABLE[^:]*:", re.IGNORECASE)
CHARSET: Final = re.compile(r";CHARSET=\"?([\w-]+)", re.IGNORECASE)


class Cut(NamedTuple):
    """One card as text without its pictures, or why there is none; ``line`` is where it begins."""

    line: int
    text: str
    problem: str = ""


def cards(text: Text) -> Iterator[Cut]:
    """The cards of a file, one after the other; what lies between them is one problem at each place."""
    lines: list[str] = []
    begun = size = 0
    outside = False
    problem = ""
    dropping = _Dropping()
    for piece in text.lines():
        line = piece.text
        word = line.rstrip().upper()  # a line that begins with a space goes on with the one before
        if not begun:
            if word == "BEGIN:VCARD":
                begun, size, problem, outside, lines = piece.line, 0, "", False, []
                dropping = _Dropping()
            elif (line.strip() or piece.problem) and not outside:
                outside = True
                yield Cut(piece.line, "", OUTSIDE)
            continue
        if word == "END:VCARD" and not dropping.quoted:
            yield Cut(begun, "\r\n".join(("BEGIN:VCARD", *_plain(lines), "END:VCARD", "")), problem)
            begun = 0
        elif word == "BEGIN:VCARD":  # the card before was never closed
            yield Cut(begun, "", BROKEN)
            begun, size, problem, lines = piece.line, 0, "", []
        elif piece.problem:
            problem = UNREADABLE
        elif not dropping.drops(line) and not problem:
            size += len(line)
            lines.append(line)
            if size > MAX_CARD:
                problem, lines = TOO_LARGE, []
    if begun:
        yield Cut(begun, "", BROKEN)


def _plain(lines: list[str]) -> Iterator[str]:
    """The lines of a card with quoted-printable values (vCard 2.1) as plain text on one line each."""
    held = ""
    for line in lines:
        if held:
            held = held.removesuffix("=") + line
        elif SOFT_BREAK.match(line):
            held = line
        else:
            yield line
        if held and not held.endswith("="):
            yield _decoded(held)
            held = ""
    if held:
        yield _decoded(held.rstrip("="))


def _decoded(line: str) -> str:
    names, _, value = line.partition(":")
    charset = CHARSET.search(names)
    raw = quopri.decodestring(value.encode())
    try:
        text = raw.decode(charset[1] if charset else "utf-8")
    except (UnicodeDecodeError, LookupError):
        text = raw.decode("utf-8", "replace")
    name = names.partition(";")[0]
    if name.rpartition(".")[2].upper() == "NOTE":
        text = text.replace(",", "\\,").replace(";", "\\;")
    return f"{name}:" + text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


class _Dropping:
    """Knows which lines of a card belong to a picture, a sound, a key or another card within it."""

    def __init__(self) -> None:
        self._within = self._base64 = self.quoted = False

    def drops(self, line: str) -> bool:
        """Whether this line is one of those; asked for each line in turn."""
        if self.quoted:  # behind a soft line break of quoted-printable, which needs no space at the next line's start
            self.quoted = line.endswith("=")
            return self._within
        if line[:1] in (" ", "\t"):
            return self._within
        if self._base64 and self._within and ":" not in line:
            return True
        self._within = bool(DROPPED.match(line))
        self._base64 = self._within and ("BASE64" in line.upper() or "ENCODING=B" in line.upper())
        self.quoted = line.endswith("=") and bool(SOFT_BREAK.match(line))
        return self._within
