"""DiscordChatExporter's HTML: one channel, thread or direct chat, in one file or in parts.

Elements as written by DiscordChatExporter (Core/Exporting/MessageGroupTemplate.cshtml and those before it) from the end
of 2018 to 2026. Where messages have ids, these tell the time in UTC; before, there is only the exporter's clock.
"""

from collections.abc import Iterator, Sequence
from html import unescape
from itertools import chain, islice
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.discord.common import (
    DELETED,
    DIRECT,
    PLATFORM,
    People,
    how_to_export,
    moment,
    number_in_name,
    parts,
)
from kithbook.formats.discord.element import MARKS, Author, Element, Group
from kithbook.formats.discord.times import Dates, Moment, Times
from kithbook.formats.html_stream import HtmlStream, parsed
from kithbook.formats.source import Source
from kithbook.formats.text import head_text
from kithbook.vocabulary import LAST_SECOND, Chat, Encounter, Message, Problem, Record, Said, Tally, say

NAME: Final = "discord-html"
TITLE: Final = "Discord (DiscordChatExporter, HTML)"
HOW_TO_EXPORT: Final = how_to_export("HTML")
COVERAGE: Final = Coverage(
    versions="DiscordChatExporter 2.9 (end of 2018) to 2.46 (2026), dark and light, in any culture",
    kept="messages, replies, reactions, mentions, edits, forwards, stickers, calls, what bots laid out and members did",
    left_out="the media themselves; formatting of the text; roles; whether a message is pinned",
    seen=287,
)

FRAMES: Final = ("preamble__entry", "info__guild-name")
ENDS: Final = ("postamble", "</html>")
EARLY: Final = 1_000  # messages by which the kind of a chat without a server is guessed
TOO_LARGE: Final = "This part is too large, or nested too deep, to be one of DiscordChatExporter's."
CUT: Final = "This page breaks off before its end. Export the chat again."
NO_TIME: Final = "A message without a time that can be read."
NO_SENDER: Final = "A message without the name of who wrote it."
CHAT: Final = "1"  # the ref of the only chat


def recognise(source: Source) -> bool:
    """Whether the head has the frame of the exporter; of several files, whether all are of one channel."""
    return bool(_framed(source, source.first)) and (
        len(source.entries()) == 1 or len({_framed(source, entry.name) for entry in source.entries()}) == 1
    )


def gather(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The parts of each channel that has any."""
    return parts(names, ".html")


def why_not(source: Source) -> Said | None:
    """Pages from before the end of 2018 have another layout."""
    head = head_text(source)
    if 'class="msg-user"' in head and 'class="msg-date"' in head:
        return say("{name} is of 2018 or older. Export the chat again with DiscordChatExporter.", name=source.name)
    return None


def _framed(source: Source, name: str) -> str:
    """The title of a page that has the exporter's frame, else ""."""
    text = head_text(source, name)
    if "chatlog__message-group" not in text or not any(frame in text for frame in FRAMES):
        return ""
    return text.partition("<title>")[2].partition("</title>")[0] or "?"


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of all parts in natural order. Raises Refused where the answer "date_order" is none."""
    yield from _Reading(source, answers).records()


class _Reading:
    """One walk through the pages: author and time carry over from message to message, and to the next part."""

    def __init__(self, source: Source, answers: Answers) -> None:
        self.source, self.answers = source, answers
        self.total = self.not_read = 0
        self.page = ""
        self.group = Group()
        self.people = People(CHAT)
        self.times = Times("dmy")
        self.direct = False
        self.accounts: dict[str, str] = {}  # keys by the account's own name

    def records(self) -> Iterator[Record]:
        told = False
        for entry in self.source.entries():
            self.page = entry.name
            with self.source.open(entry.name) as handle:
                page = HtmlStream(handle, MARKS)
                if page.head is None:
                    self.total += 1
                    yield self._problem(TOO_LARGE)
                elements = self._elements(page)
                if not told:
                    told = True
                    early = list(islice(elements, EARLY))
                    yield from self._begun(page.head or "", [each for each in early if each])
                    elements = chain(early, elements)
                for each in elements:
                    self.total += 1
                    if each is None:
                        yield self._problem(TOO_LARGE)
                    else:
                        yield from self._records_of(each)
            if not any(end in page.tail for end in ENDS):
                self.total += 1
                yield self._problem(CUT)
        yield Tally("element", self.total, self.total - self.not_read, 0, self.not_read)

    def _elements(self, page: HtmlStream) -> Iterator[Element | None]:
        for piece in page.pieces():
            if piece is None:
                yield None
            else:
                yield from self.group.elements(piece)

    def _begun(self, head: str, early: Sequence[Element]) -> Iterator[Record]:
        """The order of dates where they have to tell the time, and the chat."""
        if any(moment(each.id) is None for each in early):
            choice = self._dates().choice(self.answers.get("date_order"))
            if choice is not None:
                self.times = Times(choice.value)
                yield choice
        name = unescape(head.partition("<title>")[2].partition("</title>")[0]).strip()
        tree = parsed(head[max(0, head.rfind("<body")) :])  # styles and scripts are most of the head
        entries = [each.text().strip() for each in tree.css(".preamble__entry, .info__guild-name, .info__channel-name")]
        server, place = (*entries, "", "")[:2]
        name = name.removeprefix(f"{server} - ")
        if server != DIRECT:
            kind, name = "group", " / ".join(filter(None, (server, name)))
        elif place.startswith(("Private / ", "Group / ")):
            kind = "direct" if place.startswith("Private") else "group"
        else:
            kind = "group" if len({each.author for each in early}) > 2 else "direct"
        self.direct = kind == "direct"
        yield Chat(CHAT, PLATFORM, number_in_name(self.source.first), name, kind)

    def _dates(self) -> Dates:
        """A look through the whole of the export."""
        dates = Dates()
        for entry in self.source.entries():
            with self.source.open(entry.name) as handle:
                for piece in HtmlStream(handle, MARKS).pieces():
                    dates.look(piece or "")
        return dates

    def _records_of(self, each: Element) -> Iterator[Record]:
        at = moment(each.id)
        when = Moment(at, "UTC") if at is not None else self.times.read(each.time)
        if when is None or not 0 <= when.at < LAST_SECOND:
            yield self._problem(NO_TIME)
            return
        sender = self._key(each.author)
        if not sender and not each.system:
            yield self._problem(NO_SENDER)
            return
        if self.people.new:
            yield from self.people.introduced()
        if each.call_seconds:
            handles = tuple(dict.fromkeys(filter(None, (sender, *(self.people.names if self.direct else ())))))
            yield Encounter("call", when.at, handles, each.call_seconds, when.zone, "", CHAT, self.total, each.id)
            return
        yield Message(
            CHAT,
            sender,
            when.at,
            each.kind,
            each.text,
            self.total,
            1,
            when.zone,
            each.id,
            each.reply_to,
            each.reactions,
            tuple(self.accounts.get(account, name) for account, name in each.mentions) if each.mentions else (),
            each.edited,
            each.forwarded,
        )

    def _key(self, author: Author) -> str:
        """The handle's key: the id, else the account's own name, which nicknames leave as it is."""
        name = DELETED if author.account.partition("#")[0] == DELETED else author.name or author.account
        key = self.people.key(
            author.id or (author.account if name != DELETED else ""), name, self.total, bot=author.bot
        )
        self.accounts.setdefault(author.account, key)
        return key

    def _problem(self, why: str) -> Problem:
        self.not_read += 1
        return Problem(self.page, self.total, why)
