"""The text that KakaoTalk exports on telephones and on Windows."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from kithbook.formats.contract import Answers
from kithbook.formats.kakaotalk.forms import (
    DASHES,
    DATES,
    SAVED,
    STAMPS,
    WINDOWS,
    Moments,
    day_of,
    mobile,
    moment_of,
    title_of,
)
from kithbook.formats.kakaotalk.people import People, chat_of
from kithbook.formats.kakaotalk.wording import is_notice
from kithbook.formats.line_log import LineLog
from kithbook.formats.source import Source
from kithbook.formats.text import Text, head_text
from kithbook.vocabulary import Message, Record

LOOKED_AT: Final = 400  # lines of the head in which the file's form is looked for
FIRST_LINES: Final = 6  # title and date of the export stand among these
NO_DATE: Final = "A message without a date or time that exists."
CHAT: Final = "1"  # the ref of the only chat


class Form(NamedTuple):
    """How the lines of a file begin: with a date and time of this form, or (None) as on Windows."""

    stamp: re.Pattern[str] | None


def form_of(source: Source) -> Form | None:
    """The form of a file, None where its head is no chat of KakaoTalk."""
    lines = head_text(source).split("\n")[:LOOKED_AT]
    titled = any(title_of(line) or SAVED.match(line) for line in lines[:FIRST_LINES])
    if any(WINDOWS.match(line) for line in lines) and (titled or any(_dashed(line) for line in lines)):
        return Form(None)
    found: Counter[re.Pattern[str]] = Counter()
    for line in lines:
        for stamp in STAMPS if line[:1].isalnum() else ():
            header = mobile(line, stamp)
            if header is not None:
                found[stamp] += 2 if header.name else titled
    best = max(found, key=lambda stamp: found[stamp], default=None)
    return Form(best) if best is not None and found[best] else None


def records(source: Source, form: Form, answers: Answers) -> Iterator[Record]:
    """The records of a text; who writes in it is looked for first, since it tells what kind of chat it is."""
    text = Text(source, answers=answers)
    yield from text.choices()
    names: dict[str, None] = {}
    title, saved = "", None
    for piece in text.lines():
        if piece.line <= FIRST_LINES and not piece.problem:
            title = title or title_of(piece.text)
            found = SAVED.match(piece.text)
            saved = moment_of(found[1]) if found else saved
        name = "" if piece.problem else _name(piece.text, form)
        if name:
            names.setdefault(name)
            if len(names) > 3:
                break
    chat, me = chat_of(CHAT, title or _file_title(source), tuple(names), saved)
    yield chat
    yield from _Reading(source.first, form, People(chat, me)).records(text)


class _Reading:
    """The state of reading one file: the day and moment reached, and whose message is open."""

    def __init__(self, file: str, form: Form, people: People) -> None:
        self.log = LineLog(file)
        self.people = people
        self.stamp = form.stamp
        self.moments = Moments()
        self.day: int | None = None
        self.at: int | None = None
        self.name = ""
        self.is_dated = True

    def records(self, text: Text) -> Iterator[Record]:
        line = self._windows if self.stamp is None else self._mobile
        for piece in text.lines():
            if piece.problem:
                yield self.log.broken(piece)
            elif piece.line <= FIRST_LINES and (title_of(piece.text) or SAVED.match(piece.text)):
                self.log.heading()
            else:
                yield from line(piece.line, piece.text)
        yield from self._ended()
        yield self.log.tally()

    def _mobile(self, number: int, line: str) -> Iterator[Record]:
        header = mobile(line, self.stamp) if self.stamp is not None and line[:1].isalnum() else None
        if header is None:
            if line[:1].isdigit() and any(date.fullmatch(line.strip()) for date in DATES):
                yield from self._ended()
                self.log.heading()
            else:
                yield from self.log.more(number, line)
            return
        yield from self._ended()
        if header.name or header.text:
            self._begin(number, self.moments.of(header.stamp), header.name, header.text)
        else:
            self.log.heading()

    def _windows(self, number: int, line: str) -> Iterator[Record]:
        found = WINDOWS.fullmatch(line) if line.startswith("[") else None
        if found is not None:
            yield from self._ended()
            second = self.moments.second(found["t"])
            at = None if self.day is None or second is None else self.day + second
            self._begin(number, at, found[1], found[3] or "")
        elif line.startswith("-----") and (day := _dashed(line)) is not None:
            yield from self._ended()
            self.log.heading()
            self.day = self.at = day
        elif self.day is not None and line.endswith((".", "。")) and is_notice(line):
            yield from self._ended()  # it has no time of its own: that of the message before it
            self._begin(number, self.at, "", line)
        else:
            yield from self.log.more(number, line)

    def _begin(self, number: int, at: int | None, name: str, text: str) -> None:
        self.at, self.name = at if at is not None else self.at, name
        self.is_dated = at is not None and at >= 0
        self.log.begin(number, 1, text)

    def _ended(self) -> Iterator[Record]:
        """The open message as a record."""
        if not self.log.is_open:
            return
        closed, lost = self.log.take()
        if not self.is_dated or self.at is None:
            yield self.log.drop(closed, NO_DATE)
        elif self.name.strip():
            yield from self.people.said(self.name, self.at, closed)
        else:
            yield Message(CHAT, "", self.at, "system", closed.text, closed.line, closed.lines)
        if lost is not None:
            yield lost


def _dashed(line: str) -> int | None:
    """The day of a line of dashes with a date, None for any other."""
    found = DASHES.fullmatch(line)
    dated = next((day for pattern in DATES if found and (day := pattern.fullmatch(found[1]))), None)
    return None if dated is None else day_of(dated)


def _name(line: str, form: Form) -> str:
    if form.stamp is None:
        found = WINDOWS.match(line) if line.startswith("[") else None
        return " ".join(found[1].split()) if found else ""
    header = mobile(line, form.stamp) if line[:1].isalnum() else None
    return " ".join(header.name.split()) if header else ""


def _file_title(source: Source) -> str:
    return title_of(PurePosixPath(source.first).stem)
