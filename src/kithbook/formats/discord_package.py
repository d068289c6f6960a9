"""Discord's own data package, as a zip or a folder: what one person wrote, channel by channel, and nothing of others.

Names of folders follow the language of the account, so files are known by what they are called and where they lie:
FOLDER/c1234/messages.json (until 2024 messages.csv; until 2021 folders without the "c"), FOLDER/c1234/channel.json,
FOLDER/index.json, and user.json in a folder beside.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

import msgspec

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.discord.common import PLATFORM, kind_of_file, mentioned, moment, plain
from kithbook.formats.discord.owner import ME, Owner
from kithbook.formats.iso_moments import Moments
from kithbook.formats.json_stream import Ended, JsonStream
from kithbook.formats.source import Source, natural
from kithbook.formats.table import picker, rows
from kithbook.formats.text import Text, head_text
from kithbook.vocabulary import LAST_SECOND, Chat, Contact, Handle, Message, Problem, Record, Tally

NAME: Final = "discord-package"
TITLE: Final = "Discord (data package)"
HOW_TO_EXPORT: Final = {
    "en": (
        "In Discord: User Settings, Data & Privacy, Request all of my data, with Messages and Account ticked. The link "
        "to package.zip comes by mail within 30 days. It holds only what you wrote, not the answers."
    ),
    "zh-hans": (
        "在 Discord 里：用户设置 → 数据与隐私 → 请求我的所有数据，勾选消息和账户。30 天内会收到带 package.zip "
        "链接的邮件。包里只有你自己写的内容，没有别人的回复。"
    ),
    "ar": (
        "في Discord افتح User Settings ثم Data & Privacy ثم Request all of my data، مع اختيار Messages وAccount. "
        "يصلك رابط package.zip بالبريد خلال 30 يومًا. فيه ما كتبتَه أنت فقط، دون الردود."
    ),
}
COVERAGE: Final = Coverage(
    versions="messages.json and the older messages.csv, folders named in any language, as described by others",
    kept="your own messages in every channel, the names of chats, your account and your friends",
    left_out="what others wrote, which the package does not hold; replies, reactions and edits; the media themselves",
    seen=0,
)

IN_CHANNEL: Final = re.compile(r"(?:(.*)/)?c?(\d{15,20})/(channel\.json|messages\.json|messages\.csv)")
COLUMNS: Final = ("ID", "Timestamp", "Contents", "Attachments")
FIRST_RECORD: Final = re.compile(r'\[\s*\{\s*"ID"\s*:\s*"?\d+"?\s*,\s*"Timestamp"\s*:\s*"\d{4}-\d\d-\d\d ')
FIRST_ROW: Final = re.compile(r'"?ID"?,"?Timestamp"?,"?Contents"?,"?Attachments"?\s*\n')
EMPTY: Final = 4  # bytes of a file without messages: "[]" and line ends
LARGE: Final = 8 << 20  # bytes of a description that is read whole
KINDS_OF_CHAT: Final = {
    **dict.fromkeys(("1", "DM"), "direct"),
    **dict.fromkeys(("3", "GROUP_DM"), "group"),
    **dict.fromkeys(("5", "GUILD_ANNOUNCEMENT", "GUILD_NEWS"), "channel"),
}
NAMED: Final = re.compile(r"(?:Direct Message with )?(.+?)(?:#\d{1,4})?")
BROKEN: Final = "A record is broken, nested too deep or too long, and was passed over."
CUT: Final = "The file ends or breaks off here. Unpack the package again to get the rest."
NO_TIME: Final = "A message without a time that can be read."


class Row(msgspec.Struct, rename="pascal", gc=False):
    """One message as the package has it; ids are numbers beyond 2^53, or text."""

    ID: int | str | None = msgspec.field(name="ID", default=None)
    timestamp: str | None = None
    contents: str | None = None
    attachments: str | None = None


MANY: Final = msgspec.json.Decoder(list[Row])
ONE: Final = msgspec.json.Decoder(Row)


class Channel(NamedTuple):
    """The files of one channel, "" where there is none."""

    number: str
    messages: str = ""
    described: str = ""


def recognise(source: Source) -> bool:
    """Whether there are messages of a package: in folders of channels, or one such file alone."""
    entries = source.entries()
    if len(entries) == 1:
        name = PurePosixPath(entries[0].name).name
        return name in ("messages.json", "messages.csv") and _fits(head_text(source))
    for entry in entries:
        found = IN_CHANNEL.fullmatch(entry.name)
        if found and found[3] != "channel.json" and _fits(head_text(source, entry.name)):
            return True
    return False


def gather(names: Sequence[str]) -> list[tuple[str, ...]]:
    """For each folder of channels, the files that are read: those of the channels, the index, and the account."""
    inside: dict[str, list[str]] = {}
    for name in names:
        found = IN_CHANNEL.fullmatch(name)
        if found:
            inside.setdefault(found[1] or "", []).append(name)
    beside: dict[PurePosixPath, list[list[str]]] = {}
    for root, files in inside.items():
        if root:
            beside.setdefault(PurePosixPath(root).parent, []).append(files)
    for name in names:
        folder, _, file = name.rpartition("/")
        if file == "index.json" and folder in inside:
            inside[folder].append(name)
        elif file == "user.json" and folder:
            for files in beside.get(PurePosixPath(folder).parent, ()):
                files.append(name)
    return [tuple(files) for files in inside.values() if any("messages." in name for name in files)]


def _fits(head: str) -> bool:
    return bool(FIRST_RECORD.match(head) or FIRST_ROW.match(head))


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of all channels in order of their ids; nothing is asked, since times are UTC."""
    yield from _Reading(source, answers).records()


class _Reading:
    """One walk through the channels: counts what it meets."""

    def __init__(self, source: Source, answers: Answers) -> None:
        self.source, self.answers = source, answers
        self.total = self.blank = self.not_read = self.chats = 0
        self.moments = Moments("UTC")
        self.file = ""
        self.owner = Owner()
        self.index: dict[str, str] = {}

    def records(self) -> Iterator[Record]:
        names = [entry.name for entry in self.source.entries()]
        for name in names:
            if name.endswith("user.json") and not IN_CHANNEL.fullmatch(name):
                with self.source.open(name) as handle:
                    self.owner.look(JsonStream(handle))
            elif PurePosixPath(name).name == "index.json":
                self.index = {key: value for key, value in self._whole(name).items() if isinstance(value, str)}
        self.owner.names.update(self._channel_names())
        sizes = {entry.name: entry.size for entry in self.source.entries()}
        for channel in _channels(names):
            if channel.messages and sizes[channel.messages] > EMPTY:
                yield from self._channel(channel)
        yield from self.owner.friends()
        yield Tally("record", self.total, self.total - self.blank - self.not_read, self.blank, self.not_read)

    def _channel(self, channel: Channel) -> Iterator[Record]:
        self.chats += 1
        ref = str(self.chats)
        facts = self._whole(channel.described) if channel.described else {}
        type_, number = str(facts.get("type", "")), str(facts.get("id") or channel.number)
        kind = KINDS_OF_CHAT.get(type_, "group" if type_ or "guild" in facts else "unknown")
        others = self._others(facts.get("recipients"))
        partner = others[0] if kind == "direct" and others else ""
        named = NAMED.fullmatch(self.index.get(number, ""))
        partner_name = self.owner.names.get(partner) or (named[1] if named and kind == "direct" else "")
        title = partner_name if kind == "direct" else self._title(facts, number)
        yield Chat(ref, PLATFORM, number, title, kind)
        yield self.owner.contact(ref)
        for key in others:
            name = partner_name if key == partner else self.owner.names.get(key, "")
            if name or key == partner:
                yield Contact(Handle(PLATFORM, key, name), ref)
        self.file = channel.messages
        made = self._table if channel.messages.endswith(".csv") else self._list
        yield from made(ref)

    def _others(self, recipients: Any) -> list[str]:
        """The keys of the others in a direct or group chat; they can be told only where the owner's own is known."""
        if not isinstance(recipients, list) or self.owner.key == ME:
            return []
        keys = dict.fromkeys(" ".join(str(each).split()) for each in recipients if isinstance(each, str | int))
        return [key for key in keys if key and key != self.owner.key]

    def _title(self, facts: dict[str, Any], number: str) -> str:
        """The server and the channel, else what the index has ("general in Kiln Evenings")."""
        guild = facts.get("guild")
        server = guild.get("name") if isinstance(guild, dict) else ""
        told = " / ".join(str(part) for part in (server, facts.get("name")) if part)
        return told or self.index.get(number, "")

    def _list(self, ref: str) -> Iterator[Record]:
        with self.source.open(self.file) as handle:
            stream = JsonStream(handle)
            try:
                for batch in stream.batches(MANY, ONE):
                    for row in batch or (None,):
                        self.total += 1
                        if row is None:
                            yield self._problem(BROKEN)
                        else:
                            number = "" if row.ID is None else str(row.ID)
                            yield self._message(ref, number, row.timestamp, row.contents, row.attachments)
            except Ended:
                self.total += 1
                yield self._problem(CUT)

    def _table(self, ref: str) -> Iterator[Record]:
        pick = None
        for row in rows(Text(self.source, self.file, self.answers)):
            if pick is None and not isinstance(row, str):
                pick = picker(row, COLUMNS)  # the header is no record
                continue
            self.total += 1
            if isinstance(row, str) or pick is None:
                yield self._problem(row if isinstance(row, str) else BROKEN)
            elif not any(row):
                self.blank += 1
            else:
                number, timestamp, contents, attachments = pick(row)
                yield self._message(ref, number.strip(), timestamp, contents, attachments)

    def _message(
        self, ref: str, number: str, timestamp: str | None, contents: str | None, attachments: str | None
    ) -> Message | Problem:
        try:
            at = self.moments.read(timestamp or "")
        except ValueError:
            at = moment(number) or -1
        if not 0 <= at < LAST_SECOND:
            return self._problem(NO_TIME)
        text, kind = plain(contents or "", self.owner.names), "text"
        if attachments:
            files = [each.partition("?")[0].rpartition("/")[2] for each in attachments.split()]
            kind = kind_of_file(files[0]) if files else kind
            text = text or ", ".join(files)
        return Message(
            ref,
            self.owner.key,
            at,
            kind if text else "unknown",
            text,
            self.total,
            1,
            self.moments.zone,
            number,
            mentions=mentioned(contents or ""),
        )

    def _channel_names(self) -> Iterator[tuple[str, str]]:
        for number, told in self.index.items():
            name = told.partition(" in ")[0]
            if name and not told.startswith(("Direct Message", "Unknown")):
                yield number, name

    def _whole(self, name: str) -> dict[str, Any]:
        """A description as Python has it, empty where it cannot be used."""
        with self.source.open(name) as handle:
            data = handle.read(LARGE + 1)
        if len(data) > LARGE:
            return {}
        try:
            found = json.loads(data)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _problem(self, why: str) -> Problem:
        self.not_read += 1
        return Problem(self.file, self.total, why)


def _channels(names: Sequence[str]) -> Iterator[Channel]:
    """The channels of a package in natural order; a file that was given alone is a channel without a number."""
    found: dict[str, Channel] = {}
    for name in sorted(names, key=natural):
        match = IN_CHANNEL.fullmatch(name)
        if match is None:
            if len(names) == 1:
                yield Channel("", name)
            continue
        folder = name.rpartition("/")[0]
        channel = found.get(folder, Channel(match[2]))
        if match[3] == "channel.json":
            channel = channel._replace(described=name)
        elif not channel.messages or match[3] == "messages.json":
            channel = channel._replace(messages=name)
        found[folder] = channel
    yield from found.values()
