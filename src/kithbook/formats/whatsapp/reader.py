"""Reads the messages of one WhatsApp chat, piece by piece in flat memory."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kithbook.formats.text import Piece, Text
from kithbook.formats.whatsapp.dates import Clock, day_of
from kithbook.formats.whatsapp.survey import Survey
from kithbook.formats.whatsapp.wording import (
    EXACT,
    MARKED,
    MARKS,
    is_call,
    is_notice,
    is_notice_of,
    is_welcome,
    kind_of,
    mentions,
    person,
    phone,
)
from kithbook.vocabulary import Contact, Handle, Message, Problem, Record, Tally

MAX_TEXT: Final = 1 << 20  # characters of one message; what follows is a problem, so that memory stays flat
SIGNS: Final = ("\u200e", "\u200f", "\u2068", "maps.google")  # of media, mentions, places; most pieces hold none
BEFORE_FIRST: Final = "Lines before the first message."
NO_SUCH_DATE: Final = "A date or a time that does not exist in this order of dates."
TOO_LONG: Final = "A message is too long; the rest of it is left out."


class Begun(NamedTuple):
    """A message whose first line was read: its line (0: none yet), and either what the line means or its header."""

    line: int
    at: int
    sender: str
    text: str
    header: re.Match[str] | None


class Reader:
    """The state of reading one file: what is known of its dates, clocks and senders, and what was counted.

    The first line with some date or sender is looked at closely (``_learn``); from then on the plain dictionaries
    answer, and no expression is searched. That is what makes reading fast.
    """

    def __init__(self, name: str, survey: Survey) -> None:
        self.name = name
        self.survey = survey
        self.days: dict[str, int] = {}  # as written -> seconds since 1970 at midnight
        self.clock = Clock()
        self.senders: dict[str, str] = {}  # as written -> handle's key
        self.keys: set[str] = set()
        self.begun = Begun(0, 0, "", "", None)
        self.more: list[str] = []  # further lines of the message that was begun
        self.total = self.blank = self.not_read = 0

    def records(self, text: Text) -> Iterator[Record]:
        """Contacts, messages, problems in the order of the file, then the Tally."""
        for piece in text.pieces():
            self.total += piece.lines
            yield from [self._problem(piece.line, piece.problem)] if piece.problem else self._piece(piece)
        yield from self._finished()
        yield Tally("line", self.total, self.total - self.blank - self.not_read, self.blank, self.not_read)

    def _piece(self, piece: Piece) -> list[Record]:
        """The records of a piece; its last message stays open. This loop runs for every line: it is kept tight."""
        records: list[Record] = []
        keep = records.append
        match, close, chat = self.survey.header.match, self.survey.close, self.survey.chat.ref
        days, clock, senders, more = self.days, self.clock, self.senders, self.more
        begun, at, sender, text, header = self.begun
        plain = not any(sign in each for sign in SIGNS for each in (text, piece.text))
        for number, line in enumerate(piece.text.removesuffix("\n").split("\n"), piece.line):
            stamp, _, rest = line.partition(close)
            date, _, time = stamp.partition(" ")
            head, _, body = rest.partition(": ")
            found = None
            try:
                moment, who = days[date] + clock[time], senders[head]
            except KeyError:
                found = match("\n" + line)
                if found is None:
                    more.append(line)
                    continue
                moment, who = 0, ""
            if (
                sender
                and not more
                and text
                and ">" not in text
                and ")" not in text
                and text not in EXACT
                and (plain or not any(sign in text for sign in SIGNS))
            ):
                keep(Message(chat, sender, at, "text", text, begun))
            else:
                self.begun = Begun(begun, at, sender, text, header)
                records += self._finished()
            begun, at, sender, text, header = number, moment, who, body, found
        self.begun = Begun(begun, at, sender, text, header)
        records += self._trimmed(piece.line + piece.lines)
        return records

    def _finished(self) -> list[Record]:
        """The records of the message that was begun and its further lines: whatever is not plain text comes here."""
        line, at, sender, text, header = self.begun
        if not line:
            return self._before()
        if header:
            text = header.string[header.end() :]
        whole = "\n".join((text, *self.more))
        text = whole.rstrip("\n")
        lines = len(self.more) + 1 - (len(whole) - len(text))
        self.blank += len(whole) - len(text)
        self.more.clear()
        records: list[Record] = []
        if header:
            moment = self._moment(header)
            if moment is None:
                return [self._problem(line, NO_SUCH_DATE, lines)]
            at = moment
            sender, text, records = self._sender(header, text, line)
        elif text[:1] in MARKED and is_notice_of(sender, text, sender == self.survey.author):
            sender = ""
        if sender:
            kind, text, edited = kind_of(text)
        else:
            kind, edited = "call" if is_call(text) else "system", False
        named = mentions(text) if "\u2068" in text else ()
        chat = self.survey.chat.ref
        return [*records, Message(chat, sender, at, kind, text, line, lines, mentions=named, edited=edited)]

    def _moment(self, header: re.Match[str]) -> int | None:
        """Seconds since 1970 of a header, or None where there is no such moment; the date is kept for later lines."""
        day = day_of(header[1], self.survey.order.value)
        second = self.clock.get(header[2].strip())
        if second is None:
            second = Clock.read(header[2])
        if day is None or second is None:
            return None
        stamp = header.string[1:].partition(self.survey.close)[0]
        date, _, time = stamp.partition(" ")
        if date.lstrip(MARKS) == header[1] and time == header[2].strip(" "):
            self.days[date] = day
        return day + second

    def _sender(self, header: re.Match[str], text: str, line: int) -> tuple[str, str, list[Record]]:
        """The key of who wrote ("" for WhatsApp itself), the text, and the Contact if this is their first message."""
        head, colon = header[3], header[4]
        if colon is None:
            known, mark, after = head.partition(":")
            if not mark or known not in self.senders:
                return "", head + text, []
            head, text = known, after + text
        first = text.partition("\n")[0]
        if head not in self.senders and is_notice(f"{head}: {first}"):
            return "", f"{head}{colon}{text}", []
        key = person(head)
        if (not self.keys and is_welcome(first)) or is_notice_of(key, text, key == self.survey.author):
            return "", text, []
        if not key:
            return "", f"{head}{colon}{text}", []
        self.senders[head] = key
        if key in self.keys:
            return key, text, []
        self.keys.add(key)
        me = True if key == self.survey.me else None
        return key, text, [Contact(Handle("whatsapp", key, key), self.survey.chat.ref, me, phone(key), line=line)]

    def _before(self) -> list[Record]:
        """Lines before the first message."""
        blank = sum(not line.strip() for line in self.more)
        filled = len(self.more) - blank
        self.blank += blank
        self.more.clear()
        return [self._problem(1, BEFORE_FIRST, filled)] if filled else []

    def _trimmed(self, line: int) -> list[Record]:
        """Keep the open message from growing without end; ``line`` follows its last one."""
        if not self.begun.line:
            return self._before()
        size, keep = 0, 0
        for each in self.more:
            size += len(each) + 1
            keep += size <= MAX_TEXT
        lost = len(self.more) - keep
        del self.more[keep:]
        return [self._problem(line - lost, TOO_LONG, lost)] if lost else []

    def _problem(self, line: int, why: str, lines: int = 1) -> Problem:
        self.not_read += lines
        return Problem(self.name, line, why, lines)
