"""Reads the messages of one export of LINE, line by line in flat memory."""

from collections.abc import Iterator
from typing import Final

from kithbook.formats.line.dates import MAX_LINE, midnight
from kithbook.formats.line.survey import CHAT, FIRST_LINES, PLATFORM, Survey
from kithbook.formats.line.wording import BANNER, UNSENT, call_length, kind_of
from kithbook.formats.line_log import LineLog, Open
from kithbook.formats.text import Piece, Text
from kithbook.vocabulary import Contact, Encounter, Handle, Message, Problem, Record

MAX_QUOTED: Final = 100  # lines of a text in quotes; a quote that nobody closed must not swallow the chat
NO_DATE: Final = "A message under a date that does not exist, or under none."


class Reader:
    """The state of reading one file: the day and time reached, whose message is open, what is held back.

    A text of several lines stands in quotes. Until these close, lines that look like the beginning of a message are
    part of it; they are held back, since a quote may be a person's own and never close.
    """

    def __init__(self, file: str, survey: Survey) -> None:
        self.log = LineLog(file)
        self.order = survey.order.value
        self.lines = survey.lines
        self.chat = survey.chat
        self.me = survey.me
        self.met: dict[str, str] = {}
        self.day: int | None = None
        self.last = 0  # second of the day of the last message
        self.at: int | None = None
        self.name = ""
        self.held: list[tuple[int, str]] | None = None

    def records(self, text: Text) -> Iterator[Record]:
        """Contacts, messages, problems in the order of the file, then the Tally."""
        banner = False
        for piece in text.lines():
            if piece.line == 1 and piece.text.startswith(BANNER):
                banner = True
                self.log.heading()
            elif banner and piece.line <= FIRST_LINES and self.day is None and not self._is_date(piece):
                self.log.heading()  # when it was saved
            elif piece.problem:
                yield from self._given_up()
                yield self.log.broken(piece)
            else:
                yield from self._line(piece.line, piece.text)
        yield from self._given_up()
        yield from self._ended()
        yield self.log.tally()

    def _is_date(self, piece: Piece) -> bool:
        return bool(piece.text.strip()) and self.lines.dates[piece.text.strip()] is not None

    def _line(self, number: int, line: str) -> Iterator[Record]:
        begun = self.lines.begun(line, self.last) if line[:1].isalnum() else None
        dated = self.lines.dates[line.strip()] if begun is None and len(line) <= MAX_LINE else None
        if self.held is not None:
            opens_anew = dated is not None or (begun is not None and _opens(begun.text))
            if not opens_anew and len(self.held) < MAX_QUOTED:
                self.held.append((number, line))
                if begun is None and _closes(line):
                    yield from self._closed()
                return
            yield from self._given_up()
            yield from self._line(number, line)
        elif dated is not None:
            yield from self._ended()
            self.log.heading()
            self.day, self.last = midnight(dated.written, self.order), 0
        elif begun is not None:
            yield from self._ended()
            self.last = begun.second
            self.at = None if self.day is None else self.day + begun.second
            self.name = begun.name
            self.log.begin(number, 1, begun.text)
            self.held = [] if _opens(begun.text) and not self.lines.is_bare else None
        else:
            yield from self.log.more(number, line.lstrip("\t"))

    def _closed(self) -> Iterator[Problem]:
        """What was held back is part of the open message."""
        held, self.held = self.held or [], None
        for number, line in held:
            yield from self.log.more(number, line.lstrip("\t"))

    def _given_up(self) -> Iterator[Record]:
        """The quote was no beginning of a text of several lines: what was held back is read as usual."""
        while self.held is not None:
            held, self.held = self.held, None
            for number, line in held:
                yield from self._line(number, line)

    def _ended(self) -> Iterator[Record]:
        """The open message as a record."""
        if not self.log.is_open:
            return
        closed, lost = self.log.take()
        if self.at is None:
            yield self.log.drop(closed, NO_DATE)
        elif self.name.split():  # a name of nothing but breaks is nobody's
            yield from self._said(closed, self.at)
        else:
            yield from self._told(closed, self.at)
        if lost is not None:
            yield lost

    def _said(self, closed: Open, at: int) -> Iterator[Record]:
        """What somebody wrote, sent or did."""
        yield from self._introduced(self.name, closed.line)
        key, text = self.met[self.name], closed.text
        if closed.lines > 1 and text[:1] == '"' == text[-1:] and not self.lines.is_bare:
            text = _unquoted(text)
        kind, text = kind_of(text, self.lines.is_bare)
        if kind == "call" and closed.lines == 1:
            yield from self._call(key, text, closed.line, at)
            return
        yield Message(CHAT, key, at, kind, text, closed.line, closed.lines)

    def _told(self, closed: Open, at: int) -> Iterator[Record]:
        """What LINE itself says: a notice, a call, or that a message was taken back."""
        if closed.text.startswith("☎") and closed.lines == 1:
            yield from self._call("", closed.text, closed.line, at)
            return
        unsent = UNSENT.fullmatch(closed.text)
        who = " ".join(unsent["who"].split()) if unsent else ""
        sender = who if who in self.met.values() else ""
        kind = "deleted" if unsent else "system"
        yield Message(CHAT, sender, at, kind, closed.text, closed.line, closed.lines)

    def _call(self, key: str, text: str, line: int, at: int) -> Iterator[Record]:
        """A call that took place is an encounter; in a chat of two both took part."""
        length = call_length(text)
        if length is None:
            yield Message(CHAT, key, at, "call", text, line)
            return
        names = (self.chat.title, self.me) if self.chat.kind == "direct" else ()
        for name in names:
            yield from self._introduced(name, line)
        handles = tuple(dict.fromkeys(each for each in (key, *(self.met.get(name, "") for name in names)) if each))
        yield Encounter("call", at, handles, length, "", "", CHAT, line)

    def _introduced(self, name: str, line: int) -> Iterator[Contact]:
        key = " ".join(name.split())
        if not key or name in self.met:
            return
        if key not in self.met.values():
            yield Contact(
                Handle(PLATFORM, key, key), CHAT, True if key == " ".join(self.me.split()) else None, line=line
            )
        self.met[name] = key


def _opens(text: str) -> bool:
    """Whether a text begins with a quote that does not close on the same line."""
    return text[:1] == '"' and (text.count('"') % 2 == 1 or len(text) == 1)


def _closes(line: str) -> bool:
    return line.rstrip()[-1:] == '"' and line.count('"') % 2 == 1


def _unquoted(text: str) -> str:
    """A text of several lines without its quotes; those within are doubled by some versions."""
    inner = text[1:-1].rstrip("\n")
    return inner.replace('""', '"') if '"' not in inner.replace('""', "") else inner
