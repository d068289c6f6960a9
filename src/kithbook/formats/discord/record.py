"""One message of DiscordChatExporter's JSON, as it stands there and as Kithbook's record."""

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from kithbook.formats.discord.common import People, kind_of_file, moment, plain
from kithbook.formats.iso_moments import Moments
from kithbook.vocabulary import LAST_SECOND, Encounter, Message

# Discord's numbers of message types, where the exporter has no name for one, and those that somebody wrote.
WRITTEN: Final = frozenset(
    (
        *("Default", "Reply", "ChatInputCommand", "ContextMenuCommand"),
        *("0", "19", "20", "23", ""),
    )
)
CALLS: Final = ("Call", "3")
MEMBERS: Final = ("RecipientAdd", "RecipientRemove", "1", "2")
SAID: Final = {
    "7": "Joined the server.",
    **dict.fromkeys(("8", "9", "10", "11"), "Boosted the server."),
    "12": "Added a channel to follow.",
    "18": "Started a thread.",
    "21": "The message that this thread began with.",
    "24": "A message was held back by the server's rules.",
    "46": "A poll has ended.",
}
WORD: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
NO_TIME: Final = "A message without a time that can be read."


class User(msgspec.Struct, gc=False):
    """Somebody as the exporter writes them; the name of an account that is gone may be empty."""

    id: str | int | None = None
    name: str | None = None
    nickname: str | None = None
    isBot: bool | None = None  # noqa: N815 - the file's own name


class File(msgspec.Struct, gc=False):
    """An attachment."""

    fileName: str | None = None  # noqa: N815 - the file's own name


class Named(msgspec.Struct, gc=False):
    """A sticker, or an emoji; of an emoji that was deleted the name may be gone, and a plain one has no id."""

    id: str | int | None = None
    name: str | None = None


class Field(msgspec.Struct, gc=False):
    """One field of an embed."""

    name: str | None = None
    value: str | None = None


class Embed(msgspec.Struct, gc=False):
    """The preview of a link, or what a bot has laid out."""

    title: str | None = None
    url: str | None = None
    description: str | None = None
    fields: list[Field] | None = None


class Reaction(msgspec.Struct, gc=False):
    """An emoji and how many people gave it."""

    emoji: Named | None = None
    count: int = 0


class Reference(msgspec.Struct, gc=False):
    """The message that another one answers, pins or passes on."""

    messageId: str | int | None = None  # noqa: N815 - the file's own name
    channelId: str | int | None = None  # noqa: N815 - the file's own name


class Forwarded(msgspec.Struct, gc=False):
    """What was passed on from another chat."""

    content: str | None = None
    attachments: list[File] | None = None
    embeds: list[Embed] | None = None
    stickers: list[Named] | None = None


class Raw(msgspec.Struct, gc=False):
    """The fields of one message that Kithbook uses, as DiscordChatExporter writes them."""

    id: str | int | None = None
    type: str | int | None = None
    timestamp: str | None = None
    timestampEdited: str | None = None  # noqa: N815 - the file's own name
    callEndedTimestamp: str | None = None  # noqa: N815 - the file's own name
    content: str | None = None
    author: User | None = None
    attachments: list[File] | None = None
    embeds: list[Embed] | None = None
    stickers: list[Named] | None = None
    reactions: list[Reaction] | None = None
    mentions: list[User] | None = None
    reference: Reference | None = None
    forwardedMessage: Forwarded | None = None  # noqa: N815 - the file's own name


MANY: Final = msgspec.json.Decoder(list[Raw])
ONE: Final = msgspec.json.Decoder(Raw)


class Records:
    """Makes records of one channel's messages; ``channel`` is its id, ``direct`` whether it is a chat of two."""

    def __init__(self, people: People, channel: str, *, direct: bool) -> None:
        self.people, self.channel, self.direct = people, channel, direct
        self.moments = Moments()
        self._keys: dict[tuple[str | int | None, str | None], str] = {}

    def record(self, raw: Raw, line: int) -> Message | Encounter | str:
        """The record that a message becomes, or why it becomes none; ``line`` is its number."""
        people, moments, keys = self.people, self.moments, self._keys
        number = raw.id if type(raw.id) is str else "" if raw.id is None else str(raw.id)
        try:
            at = moments.read(raw.timestamp or "")
            zone = moments.zone
        except ValueError:
            at, zone = moment(number) or -1, "UTC"
        if not 0 <= at < LAST_SECOND:
            return NO_TIME
        author = raw.author
        sender = "" if author is None else keys.get((author.id, author.nickname)) or self._key(author, line)
        kind, text = "text", raw.content or ""
        type_ = raw.type if type(raw.type) is str else "" if raw.type is None else str(raw.type)
        if type_ not in WRITTEN:
            return self._said(raw, type_, (number, sender, at, zone), line)
        reply_to, forwarded = "", False
        if raw.reference is not None or raw.forwardedMessage is not None:
            reply_to, forwarded = self._refers(raw)
        if raw.attachments or raw.embeds or raw.stickers or raw.forwardedMessage or not text:
            kind, text = _media(raw, text)
        mentions: tuple[str, ...] = ()
        if raw.mentions:
            mentions = tuple(key for user in raw.mentions if (key := self._key(user, line)))
        if "<" in text:
            text = plain(text, people.names)
        return Message(
            people.chat,
            sender,
            at,
            kind,
            text,
            line,
            1,
            zone,
            number,
            reply_to,
            reactions(raw.reactions) if raw.reactions else (),
            mentions,
            raw.timestampEdited is not None,
            forwarded,
        )

    def _key(self, user: User, line: int) -> str:
        number = "" if user.id is None else str(user.id)
        key = self.people.key(number, user.nickname or user.name or "", line, bot=bool(user.isBot))
        if user.nickname:  # without one, a name of somebody without an id may tell another person
            self._keys[user.id, user.nickname] = key
        return key

    def _refers(self, raw: Raw) -> tuple[str, bool]:
        """The id of what is answered, and whether this was passed on from another channel."""
        reference = raw.reference
        elsewhere = reference is not None and str(reference.channelId or self.channel) != self.channel
        if raw.forwardedMessage is not None or elsewhere:
            return "", True
        return str(reference.messageId or "") if reference is not None else "", False

    def _said(self, raw: Raw, type_: str, told: tuple[str, str, int, str], line: int) -> Message | Encounter:
        """What somebody did: a call that took place is an encounter, everything else a message."""
        number, sender, at, zone = told
        people = self.people
        if type_ in CALLS and raw.callEndedTimestamp:
            try:
                seconds = self.moments.read(raw.callEndedTimestamp) - at
            except ValueError:
                seconds = 0
            if seconds > 0:
                others = people.names if self.direct else ()
                handles = tuple(dict.fromkeys(key for key in (sender, *others) if key))
                return Encounter("call", at, handles, seconds, zone, "", people.chat, line, number)
        text = raw.content or SAID.get(type_) or ("" if type_.isdigit() else WORD.sub(" ", type_))
        mentions = tuple(key for user in raw.mentions or () if (key := self._key(user, line)))
        if type_ in MEMBERS and mentions:
            text = f"{text.rstrip('.')}: {', '.join(people.names.get(key) or key for key in mentions)}"
        reply_to = str(raw.reference.messageId or "") if raw.reference is not None else ""
        kind = "call" if type_ in CALLS else "system"
        return Message(people.chat, sender, at, kind, text, line, 1, zone, number, reply_to, (), mentions)


def _media(raw: Raw | Forwarded, text: str) -> tuple[str, str]:
    """Kind and text of a message that is more, or other, than text: the caption, else what says most about it."""
    embeds = _laid_out(raw.embeds, text) if raw.embeds else ""
    files = [file.fileName or "" for file in raw.attachments or ()]
    if files:
        return kind_of_file(files[0]), "\n".join(filter(None, (text, embeds))) or ", ".join(files)
    if raw.stickers:
        return "sticker", text or ", ".join(sticker.name or "" for sticker in raw.stickers)
    if isinstance(raw, Raw) and raw.forwardedMessage is not None:
        kind, inner = _media(raw.forwardedMessage, raw.forwardedMessage.content or "")
        return kind, "\n".join(filter(None, (text, inner)))
    if text:
        return "text", f"{text}\n{embeds}" if embeds else text
    if embeds:
        return "link" if any(embed.url for embed in raw.embeds or ()) else "text", embeds
    return "unknown", ""


def _laid_out(embeds: Iterable[Embed], text: str) -> str:
    """What bots have laid out, as lines; the preview of a link that stands in the text says nothing new."""
    lines: list[str] = []
    for embed in embeds:
        if embed.url and embed.url in text:
            continue
        found = [embed.title, embed.description]
        for field in embed.fields or ():
            found.append(": ".join(filter(None, (field.name, field.value))))
        lines += [line for line in found if line] or ([embed.url] if embed.url and not text else [])
    return "\n".join(lines)


def reactions(found: Iterable[Reaction]) -> tuple[tuple[str, int], ...]:
    """Pairs (what, how many): an emoji, or ":name:" for one of a server's own."""
    pairs = []
    for each in found:
        emoji = each.emoji or Named()
        name = emoji.name or ""
        own = name and str(emoji.id or "0") != "0"
        pairs.append((f":{name}:" if own else name, each.count))
    return tuple(pairs)
