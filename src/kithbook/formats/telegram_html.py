"""Telegram Desktop's messages.html, messages2.html, …: the pages of one chat in one folder.

Classes as written by Telegram Desktop's own exporter (export/output/export_output_html.cpp) from 2018 to 2025. The
pages name people without any id, so the name is the handle's key; what the platform says itself carries no time, so
it gets that of the message before it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.html_stream import HtmlStream, parsed
from kithbook.formats.source import Source
from kithbook.formats.telegram_common import DELETED, MEDIA_FOLDERS, PLATFORM, how_to_export
from kithbook.formats.telegram_element import Clock, Element, element
from kithbook.formats.text import head_text
from kithbook.vocabulary import DELETED_KEY, Chat, Contact, Encounter, Handle, Message, Problem, Record, Tally

NAME: Final = "telegram-html"
TITLE: Final = "Telegram (HTML)"
HOW_TO_EXPORT: Final = how_to_export("HTML")
ATTACHES: Final = MEDIA_FOLDERS
COVERAGE: Final = Coverage(
    versions="Telegram Desktop 2018 to 2025, with and without a zone in the times",
    kept="messages, replies, reactions, mentions, forwards, polls, calls, what members did",
    left_out="ids of people, which the pages do not have; the media themselves; formatting of the text",
    seen=57,
)
PAGES: Final = True  # all pages of one folder are one export

MARKS: Final = ('<div class="message ',)
EARLY: Final = 1_000  # messages by which the kind of the chat is guessed; Telegram Desktop then begins a new page
SIGNS: Final = ('class="page_body chat_page"', 'class="history"')
A_DAY: Final = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
OF_A_GROUP: Final = re.compile(r"\b(?:invited|joined the group|created group|removed|left the group|joined group)\b")
TOO_LARGE: Final = "This part is too large, or nested too deep, to be one of Telegram's."
CUT: Final = "This page breaks off before its end. Export the chat again."
NO_TIME: Final = "A message without a time that can be read."
NO_SENDER: Final = "A message of somebody who is named on a page that is missing."
CHAT: Final = "1"  # the ref of the only chat


def recognise(source: Source) -> bool:
    """Whether the head has the frame of a page of messages."""
    text = head_text(source)
    return all(sign in text for sign in SIGNS)


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of all pages in natural order; nothing is asked, since the day always comes first."""
    yield from _Reading(source).records()


class _Reading:
    """One walk through the pages: the sender and the time carry over from message to message, and to the next page."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.total = self.blank = self.not_read = 0
        self.page = ""
        self.sender = ""
        self.met: set[str] = set()
        self.clock = Clock()

    def records(self) -> Iterator[Record]:
        told = False
        self.page = self.source.first
        for entry in self.source.entries():
            self.page = entry.name
            with self.source.open(entry.name) as handle:
                page = HtmlStream(handle, MARKS)
                if page.head is None:
                    self.total += 1
                    yield self._problem(TOO_LARGE)
                elements = _elements(page)
                if not told:
                    told = True
                    early = list(islice(elements, EARLY))
                    known = [each for each in early if each]
                    title = _title(page.head or "")
                    yield Chat(CHAT, PLATFORM, "", title, _kind(title, known))
                    self.clock.zone_of(known)
                    elements = chain(early, elements)
                for each in elements:
                    self.total += 1
                    if each is None:
                        yield self._problem(TOO_LARGE)
                    else:
                        yield from self._records_of(each)
            if not page.tail.rstrip().endswith("</html>"):
                self.total += 1
                yield self._problem(CUT)
        yield Tally("element", self.total, self.total - self.blank - self.not_read, self.blank, self.not_read)

    def _records_of(self, each: Element) -> Iterator[Record]:
        if each.service:
            yield from self._said_by_telegram(each)
            return
        self.sender = each.sender or self.sender
        at = self.clock.read(each.time)
        if at is None or not self.sender:
            yield self._problem(NO_TIME if at is None else NO_SENDER)
            return
        key = DELETED_KEY if self.sender == DELETED else self.sender
        yield from self._introduced(key, self.sender)
        zone = self.clock.zone
        if each.call_seconds is not None:
            other = " ".join(each.text.splitlines()).strip()
            yield from self._introduced(other, other)
            handles = tuple(dict.fromkeys(name for name in (key, other) if name))
            yield Encounter("call", at, handles, each.call_seconds, zone, "", CHAT, self.total, each.id)
            return
        yield Message(
            CHAT,
            key,
            at,
            each.kind,
            each.text,
            self.total,
            1,
            zone,
            each.id,
            each.reply_to,
            each.reactions,
            each.mentions,
            False,
            each.forwarded,
        )

    def _introduced(self, key: str, name: str) -> Iterator[Contact]:
        if key and key not in self.met:
            self.met.add(key)
            yield Contact(Handle(PLATFORM, key, name), CHAT, line=self.total)

    def _said_by_telegram(self, each: Element) -> Iterator[Record]:
        """A line of the platform's own; the headings of the days are no message and only move the clock."""
        if A_DAY.fullmatch(each.text):
            self.clock.begin_day(each.text)
            self.blank += 1
        elif self.clock.at is None:
            yield self._problem(NO_TIME)
        else:
            yield Message(CHAT, "", self.clock.at, "system", each.text, self.total, 1, self.clock.zone, each.id)

    def _problem(self, why: str) -> Problem:
        self.not_read += 1
        return Problem(self.page, self.total, why)


def _elements(page: HtmlStream) -> Iterator[Element | None]:
    """The messages of one page; None stands for one that could not be used."""
    for piece in page.pieces():
        if piece is None:
            yield None
        else:
            # wherever they are: behind buttons of a bot Telegram Desktop forgets to close an element
            yield from map(element, parsed(piece).css("div.message"))


def _title(head: str) -> str:
    """The title above the messages."""
    header = parsed(head).css_first("div.page_header div.text.bold")
    return header.text().strip() if header else ""


def _kind(title: str, found: Sequence[Element]) -> str:
    """A guess from the first page: the export does not say whether it is a group."""
    senders = {each.sender for each in found if each.sender}
    if len(senders) > 2 or any(each.service and OF_A_GROUP.search(each.text) for each in found):
        return "group"
    if senders == {title}:
        return "channel"
    return "direct" if title in senders else "unknown"
