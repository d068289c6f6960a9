"""DiscordChatExporter's JSON: one channel, thread or direct chat, in one file or in parts.

Fields as written by DiscordChatExporter (Core/Exporting/JsonMessageWriter.cs) from 2020 to 2026.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.discord.common import DIRECT, PLATFORM, People, how_to_export, parts
from kithbook.formats.discord.record import MANY, ONE, Records
from kithbook.formats.iso_moments import Moments
from kithbook.formats.json_stream import Ended, JsonStream
from kithbook.formats.source import Source
from kithbook.formats.text import head_text
from kithbook.vocabulary import Chat, Problem, Record, Said, Tally, say

NAME: Final = "discord-json"
TITLE: Final = "Discord (DiscordChatExporter, JSON)"
HOW_TO_EXPORT: Final = how_to_export("JSON")
COVERAGE: Final = Coverage(
    versions="DiscordChatExporter 2.16 (2020) to 2.46 (2026); servers, threads, direct and group chats, in parts too",
    kept="messages, replies, reactions, mentions, edits, forwards, stickers, calls, what bots laid out and members did",
    left_out="the media themselves; roles and colours; who gave a reaction; whether a message is pinned",
    seen=3,
)

GUILD: Final = re.compile(r'"guild"\s*:\s*\{')
CHANNEL: Final = re.compile(r'"channel"\s*:\s*\{[^{}]*"type"\s*:\s*"?\w+')
MESSAGES: Final = re.compile(r'"messages"\s*:\s*\[')
CHANNEL_ID: Final = re.compile(r'"channel"\s*:\s*\{\s*"id"\s*:\s*"?(\d+)')
# the same exporter's other forms
AS_TEXT: Final = re.compile(r"={10,}\nGuild: .*\nChannel: ")
AS_CSV: Final = re.compile(r'"?AuthorID"?,"?Author"?,"?Date"?,"?Content"?,')
KINDS_OF_CHAT: Final = {"DirectTextChat": "direct", "1": "direct", "GuildNews": "channel", "5": "channel"}
BROKEN: Final = "A record is broken, nested too deep or too long, and was passed over."
CUT: Final = "The file ends or breaks off here. Export the chat again to get the rest."
CHAT: Final = "1"  # the ref of the only chat


def recognise(source: Source) -> bool:
    """Whether the head has a server, a channel and messages; of several files, whether all are of one channel."""
    text = head_text(source).lstrip()
    if not (text.startswith("{") and GUILD.search(text) and CHANNEL.search(text) and MESSAGES.search(text)):
        return False
    found = CHANNEL_ID.search(text)
    return all(
        (other := CHANNEL_ID.search(head_text(source, entry.name))) is not None and found and other[1] == found[1]
        for entry in source.entries()[1:]
    )


def gather(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The parts of each channel that has any."""
    return parts(names, ".json")


def why_not(source: Source) -> Said | None:
    """The exporter's forms for spreadsheets and for reading tell less."""
    head = head_text(source)
    if AS_TEXT.match(head) or AS_CSV.match(head):
        return say("{name} was made by DiscordChatExporter. Export it again and choose JSON.", name=source.name)
    return None


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of all parts in natural order; nothing is asked, since the times tell their zone."""
    yield from _Reading(source).records()


class _Reading:
    """One walk through the files: counts what it meets, and who was met carries over to the next part."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.file = ""
        self.total = self.not_read = 0
        self.people = People(CHAT)
        self.made: Records | None = None

    def records(self) -> Iterator[Record]:
        for entry in self.source.entries():
            self.file = entry.name
            with self.source.open(entry.name) as handle:
                try:
                    yield from self._part(JsonStream(handle))
                except Ended:
                    if self.made is None:
                        yield from self._begun({})
                    self.total += 1
                    yield self._problem(CUT)
        yield Tally("record", self.total, self.total - self.not_read, 0, self.not_read)

    def _part(self, stream: JsonStream) -> Iterator[Record]:
        facts: dict[str, Any] = {}
        found = False
        for key in stream.each_key():
            if key in ("guild", "channel", "exportedAt"):
                facts[key] = stream.plain()
            elif key == "messages":
                found = True
                if self.made is None:
                    yield from self._begun(facts)
                yield from self._messages(stream)
            else:
                stream.skip()
        if not found:
            raise Ended

    def _begun(self, facts: dict[str, Any]) -> Iterator[Record]:
        guild, channel = (_object(facts.get(name)) for name in ("guild", "channel"))
        number, type_ = str(channel.get("id") or ""), str(channel.get("type") or "")
        kind = KINDS_OF_CHAT.get(type_, "group" if type_ else "unknown")
        server, name = str(guild.get("name") or ""), str(channel.get("name") or "")
        title = name if server == DIRECT or type_.startswith("Direct") else " / ".join(filter(None, (server, name)))
        try:
            until = Moments("UTC").read(str(facts.get("exportedAt") or ""))
        except ValueError:
            until = None
        yield Chat(CHAT, PLATFORM, number, title, kind, None, until)
        self.made = Records(self.people, number, direct=kind == "direct")

    def _messages(self, stream: JsonStream) -> Iterator[Record]:
        people = self.people
        assert self.made is not None
        record = self.made.record
        for batch in stream.batches(MANY, ONE):
            for raw in batch or (None,):
                self.total += 1
                if raw is None:
                    yield self._problem(BROKEN)
                    continue
                made = record(raw, self.total)
                if people.new:
                    yield from people.introduced()
                if type(made) is str:
                    yield self._problem(made)
                else:
                    yield made  # type: ignore[misc]  # a message or a call

    def _problem(self, why: str) -> Problem:
        self.not_read += 1
        return Problem(self.file, self.total, why)


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
