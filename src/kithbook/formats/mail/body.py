"""What a mail holds: the text that a person reads, and which files hang on it. Nothing that is attached is decoded."""

import binascii
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kithbook.formats.mail.charset import text_of
from kithbook.formats.mail.header import Fields, base64, content, fields, split
from kithbook.formats.mail.html import html_text
from kithbook.formats.mail.mbox import UNQUOTED
from kithbook.formats.media import kind_of_file

MAX_TEXT: Final = 1 << 20  # bytes of the texts of one mail; nobody writes more
MAX_PARTS: Final = 300  # of one mail that are looked at
MAX_DEPTH: Final = 20  # parts in parts
PLAIN: Final = b"text/plain"
ENRICHED: Final = re.compile(r"<[^<>]{1,60}>")


class File(NamedTuple):
    """A file that hangs on a mail: the kind of message that it makes, and its name."""

    kind: str
    name: str


class Body:
    """The text and the files of one mail, found in a single walk when it is made."""

    def __init__(self, head: Fields, data: bytes, start: int, *, is_reply: bool, is_quoted: bool) -> None:
        self.files: list[File] = []
        self.is_calendar = False
        self.said = content(head.get("content-type", PLAIN))[0]
        self._data, self._is_reply, self._is_quoted = data, is_reply, is_quoted
        self._parts, self._left = 0, MAX_TEXT
        self.text = self._text(head, start, len(data), 0)

    def _text(self, head: Fields, start: int, end: int, depth: int) -> str:
        """The text of one part, and of the parts in it."""
        kind, told = content(head.get("content-type", PLAIN))
        if kind.startswith("multipart/") and told.get("boundary") and depth < MAX_DEPTH:
            parts = self._inside(told["boundary"], start, end)
            if kind == "multipart/alternative":
                return self._best(list(parts), depth + 1)
            texts = [self._text(*part, depth + 1) for part in parts]
            return "\n".join(text for text in texts if text.strip())
        if kind == "text/calendar":
            self.is_calendar = True
            return ""
        disposition, more = content(head.get("content-disposition", b""))
        name = more.get("filename") or told.get("name", "")
        is_text = kind.startswith(("text/", "multipart/")) or "/" not in kind
        if not is_text or disposition == "attachment" or (name and kind != "text/html"):
            self.files.append(File(kind_of_file(kind, name), name))
            return ""
        return self._decoded(head, kind, told, start, end)

    def _best(self, parts: list[tuple[Fields, int, int]], depth: int) -> str:
        """The same text is there in several forms: the plain one, else the first that says anything."""
        kinds = [content(head.get("content-type", PLAIN))[0] for head, _, _ in parts]
        self.is_calendar = self.is_calendar or "text/calendar" in kinds
        for _, (head, start, end) in sorted(enumerate(parts), key=lambda each: kinds[each[0]] != "text/plain"):
            text = self._text(head, start, end, depth)
            if text.strip():
                return text
        return ""

    def _inside(self, boundary: str, start: int, end: int) -> Iterator[tuple[Fields, int, int]]:
        """The head of each part between the lines of a boundary, and where its body is."""
        data, mark = self._data, b"\n--" + boundary.encode("utf-8", "replace")
        at, opened = max(0, start - 1), -1  # the first may stand at the very start
        while self._parts < MAX_PARTS:
            place = data.find(mark, at, end)
            rest = data[place + len(mark) : place + len(mark) + 3]
            if place >= 0 and rest.lstrip(b"-")[:1].strip():  # the beginning of a longer one
                at = place + 1
                continue
            if opened >= 0:
                self._parts += 1
                head, body = split(data[opened : end if place < 0 else place + 1])
                yield fields(head), opened + body, end if place < 0 else max(opened + body, place)
            if place < 0 or rest.startswith(b"--"):
                return
            at = data.find(b"\n", place + 1, end)
            if at < 0:
                return
            opened = at + 1

    def _decoded(self, head: Fields, kind: str, told: dict[str, str], start: int, end: int) -> str:
        """The text of a part that is text."""
        coding = head.get("content-transfer-encoding", b"").lower().strip(b" \t;\"'").replace(b" ", b"-")
        data = self._data[start : min(end, start + self._left * (4 if coding == b"base64" else 3) // 3)]
        if self._is_quoted and b">From " in data:
            data = UNQUOTED.sub(rb"\1", data)
        if coding == b"base64":
            data = base64(data)
        elif coding == b"quoted-printable":
            data = binascii.a2b_qp(data)
        data = data[: self._left]
        self._left -= len(data)
        text = text_of(data, told.get("charset", "")).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        if kind == "text/html":
            return html_text(text, self._is_reply)
        if kind in ("text/enriched", "text/richtext"):
            return ENRICHED.sub("", text)
        if told.get("format", "").lower() == "flowed":
            return _unfolded(text, told.get("delsp", "").lower() == "yes")
        return text


def _unfolded(text: str, is_glued: bool) -> str:
    """Text whose long lines were broken behind a space (RFC 3676); what is quoted stays as it is."""
    made: list[str] = []
    is_open = False
    for line in text.split("\n"):
        line = line[1:] if line.startswith(" ") else line  # noqa: PLW2901 - a space in front protects the line
        is_quoted = line.startswith(">")
        goes_on = is_open and not is_quoted and line != "-- "
        if made and not goes_on:
            made.append("\n")
        elif is_glued and goes_on:
            made[-1] = made[-1][:-1]
        made.append(line)
        is_open = line.endswith(" ") and line != "-- " and not is_quoted
    return "".join(made)
