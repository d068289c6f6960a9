"""Reads the messages of one WhatsApp chat, piece by piece in flat memory."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from kithbook.formats.text import Piece, Text
from kithbook.formats.whatsapp.dates import day_of, second_of
from kithbook.formats.whatsapp.survey import Survey
from kithbook.formats.whatsapp.wording import (
    EXACT,
    ODD_FIRST,
    ODD_LAST,
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
KNOWN: Final = 100_000  # dates, times and senders that are kept; a file of rubbish may hold any number
BEFORE_FIRST: Final = "Lines before the first message."
NO_SUCH_DATE: Final = "A date or a time that does not exist in this order of dates."
TOO_LONG: Final = "A message is too long; the rest of it is left out."


class Raw(NamedTuple):
    """One message as split: the line it begins on, date, time, sender, colon (None where there is no sender), body."""

    line: int
    date: str
    time: str
    head: str
    colon: str | None
    text: str


class Reader:
    """The state of reading one file: what is known of its dates, clocks and senders, and what was counted."""

    def __init__(self, name: str, survey: Survey) -> None:
        self.name = name
        self.survey = survey
        self.days: dict[str, int] = {}
        self.clock: dict[str, int] = {}
        self.senders: dict[str, str] = {}  # as written -> handle's key
        self.keys: set[str] = set()
        self.read = self.blank = self.not_read = 0

    def records(self, text: Text) -> Iterator[Record]:
        """Contacts, messages, problems in the order of the file, then the Tally."""
        held: Raw | None = None  # the last message of a piece may go on in the next
        for piece in text.pieces():
            if piece.problem:
                yield self._problem(piece.line, piece.problem)
                continue
            parts = self.survey.header.split("\n" + piece.text.removesuffix("\n"))
            if parts[0]:
                if held is None:
                    yield from self._before(piece.line, parts[0])
                else:
                    held, problem = self._longer(held, parts[0], piece.line)
                    yield from problem
            if len(parts) > 1:
                if held is not None:
                    yield from self._slowly(held)
                records, held = self._messages(piece, parts)
                yield from records
        if held is not None:
            yield from self._slowly(held)
        yield Tally("line", self.read + self.blank + self.not_read, self.read, self.blank, self.not_read)

    def _messages(self, piece: Piece, parts: list[str]) -> tuple[list[Record], Raw]:
        """All messages of a piece but the last, and the last. This loop runs for every message: it is kept tight.

        What is plain is recorded at once; whatever might be more goes to ``_slowly``.
        """
        line = piece.line + parts[0].count("\n")
        date, time, head, colon, text = parts[-5:]
        del parts[-5:]
        last = Raw(0, date, time, head, colon, text)
        records: list[Record] = []
        keep = records.append
        chat, days, clock, senders = self.survey.chat.ref, self.days, self.clock, self.senders
        rest = iter(parts)
        next(rest)
        first = line
        for date, time, head, colon, text in zip(rest, rest, rest, rest, rest):  # noqa: B905
            try:
                at, sender = days[date] + clock[time], senders[head]
                if (
                    text[0] in ODD_FIRST
                    or text[-1] in ODD_LAST
                    or ")" in text
                    or text in EXACT
                    or ":\n" in text
                    or "\u200e" in text
                    or "\u2068" in text
                    or "maps.google" in text
                ):
                    raise KeyError
            except (KeyError, IndexError):
                slow = self._slowly(Raw(line, date, time, head, colon, text))
                records += slow
                line += text.count("\n") + 1
                continue
            lines = text.count("\n") + 1
            keep(Message(chat, sender, at, "text", text, line, lines))
            line += lines
            quick += lines
        self.read += quick
        return records, last._replace(line=line)
