"""One message of Telegram's JSON, as it stands there and as Kithbook's record."""

import functools
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import msgspec
from msgspec import UNSET, UnsetType

from kithbook.formats.telegram_common import DELETED, PLATFORM
from kithbook.vocabulary import DELETED_KEY, LAST_SECOND, Contact, Encounter, Handle, Message

MEDIA: Final = {
    "voice_message": "voice",
    "video_message": "video",
    "video_file": "video",
    "animation": "video",
    "audio_file": "audio",
    "sticker": "sticker",
}
NO_TIME: Final = "A message without a time that can be read."
LEFT_OUT: Final = "A message of a kind that Telegram leaves out of its exports."
USER_SHIFT: Final = 1 << 32
CHAT_SHIFT: Final = 1 << 33


class Raw(msgspec.Struct, gc=False, rename={"from_": "from"}):
    """The fields of one message that Kithbook uses, as Telegram Desktop writes them."""

    id: int | str | None = None
    type: str = ""
    date: str | None = None
    date_unixtime: str | int | None = None
    edited: str | None = None
    from_: str | None = None
    from_id: int | str | None = None
    actor: str | None = None
    actor_id: int | str | None = None
    action: str | None = None
    text: Any = ""
    media_type: str | None = None
    photo: Any = None
    file: Any = None
    file_name: str | None = None
    title: Any = None
    sticker_emoji: str | None = None
    location_information: Any = None
    place_name: str | None = None
    contact_information: Any = None
    poll: Any = None
    todo_list: Any = None
    reply_to_message_id: int | str | None = None
    reactions: Any = None
    forwarded_from: Any | UnsetType = UNSET
    saved_from: Any | UnsetType = UNSET
    members: Any = None
    duration_seconds: int | float | None = None


MANY: Final = msgspec.json.Decoder(list[Raw])
ONE: Final = msgspec.json.Decoder(Raw)


class People:
    """Who writes in one chat: keys by the export's ids, and contacts that have not been introduced yet.

    In a chat of two (``partner`` is the other one's key), whoever else writes is the owner of the export.
    """

    def __init__(self, chat: str, owner: str, partner: str, partner_name: str) -> None:
        self.chat, self.owner, self.partner = chat, owner, partner
        self.new: list[Contact] = []
        self._keys: dict[tuple[int | str | None, str | None], str] = {}
        self._met: set[str] = set()
        if partner:
            self._meet(partner, partner_name or DELETED, 0)

    def key(self, number: int | str | None, name: str | None, line: int) -> str:
        """The handle's key of a sender; somebody new is noted down for ``introduced``."""
        key = self._keys.get((number, name))
        if key is None:
            key = one_line(sender_key(number) or name or "") or DELETED_KEY
            self._keys[number, name] = key
            self._meet(key, name or DELETED, line)
        return key

    def introduced(self) -> Iterator[Contact]:
        """The contacts that are new since the last time."""
        yield from self.new
        self.new.clear()

    def _meet(self, key: str, name: str, line: int) -> None:
        if key not in self._met:
            self._met.add(key)
            by_partner = bool(self.partner) and key.startswith("user") and key != self.partner
            is_me = key == self.owner if self.owner else by_partner
            self.new.append(Contact(Handle(PLATFORM, key, name), self.chat, True if is_me else None, line=line))


def one_line(key: str) -> str:
    """A key as keys are: without ends of lines and outer spaces.

    >>> one_line(" Ines\\u2028Halfmoon ")
    'InesHalfmoon'
    """
    return "".join(key.splitlines()).strip()


def sender_key(number: int | str | None) -> str:
    """One form for a sender's id: newer exports write "user123", those of 2018 to 2020 a bare number.

    There 2^32 may have been added for users and 2^33 for chats and channels (kUserPeerIdShift and kChatPeerIdShift
    of Telegram Desktop's export_data_types.cpp).

    >>> sender_key("user7"), sender_key(7), sender_key(2**32 + 7), sender_key(2**33 + 7), sender_key(None)
    ('user7', 'user7', 'user7', 'channel7', '')
    """
    if isinstance(number, str):
        return number
    if not number:
        return ""
    return f"{'channel' if number >= CHAT_SHIFT else 'user'}{_bare(number)}"


def chat_key(kind_of_chat: str, number: Any, old: bool) -> str:
    """One key for a chat; ids of users, groups and channels are counted apart, so the kind is part of it.

    ``old`` is an export of 2018 to 2020: only there were ids shifted; today's own ids reach beyond 2^32.

    >>> chat_key("personal_chat", 7, False), chat_key("private_group", 2**33 + 7, True), chat_key("", None, False)
    ('user7', 'chat7', '')
    """
    if isinstance(number, bool) or not isinstance(number, int | str) or number == "":
        return ""
    number = one_line(number) if isinstance(number, str) else _bare(number) if old else number
    if kind_of_chat in ("private_group", ""):
        return f"chat{number}"
    return f"{'channel' if kind_of_chat.endswith(('group', 'channel')) else 'user'}{number}"


def _bare(number: int) -> int:
    return number - (CHAT_SHIFT if number >= CHAT_SHIFT else USER_SHIFT if number >= USER_SHIFT else 0)


def record(raw: Raw, line: int, people: People) -> Message | Encounter | str:
    """The record that a message becomes, or why it becomes none; ``line`` is its number in the file."""
    unix = raw.date_unixtime
    try:
        at = _local(raw.date or "") if unix is None else int(unix)
    except ValueError:
        at = -1
    if not 0 <= at < LAST_SECOND:
        return LEFT_OUT if raw.type == "unsupported" else NO_TIME
    zone = "" if unix is None else "UTC"
    if raw.type == "service":
        return _service(raw, line, people, at, zone)
    text = raw.text
    mentions: tuple[str, ...] = ()
    if type(text) is not str:
        text, mentions = _flat(text)
    kind = "text"
    if raw.media_type is not None or raw.photo is not None or raw.file is not None or not text:
        kind, text = _media(raw, text)
    return Message(
        people.chat,
        people.key(raw.from_id, raw.from_, line),
        at,
        kind,
        text,
        line,
        1,
        zone,
        "" if raw.id is None else str(raw.id),
        "" if raw.reply_to_message_id is None else str(raw.reply_to_message_id),
        _reactions(raw.reactions) if raw.reactions else (),
        mentions,
        # exports of 2018 to 2020 write the year 1970 for "never"
        raw.edited is not None and not raw.edited.startswith(("1970", "1969")),
        raw.forwarded_from is not UNSET or raw.saved_from is not UNSET,
    )


def _service(raw: Raw, line: int, people: People, at: int, zone: str) -> Message | Encounter:
    """What somebody did: a call that took place is an encounter, everything else a message of kind call or system."""
    sender = people.key(raw.actor_id, raw.actor, line) if raw.actor_id or raw.actor else ""
    number = "" if raw.id is None else str(raw.id)
    if raw.action == "phone_call" and raw.duration_seconds:
        handles = tuple(dict.fromkeys(key for key in (sender, people.partner) if key))
        return Encounter("call", at, handles, int(raw.duration_seconds), zone, "", people.chat, line, number)
    words = [str(raw.action or "").replace("_", " ")]
    if isinstance(raw.title, str):
        words.append(raw.title)
    if isinstance(raw.members, list):
        words.append(", ".join(str(name or DELETED) for name in raw.members))
    text, _ = _flat(raw.text)
    kind = "call" if raw.action in ("phone_call", "group_call", "conference_call") else "system"
    told = text or ": ".join(word for word in words if word)
    return Message(people.chat, sender, at, kind, told, line, 1, zone, number)


def _flat(text: Any) -> tuple[str, tuple[str, ...]]:
    """A text of formatted parts as plain text, and whom it mentions: by id where it has one, else by name."""
    if isinstance(text, str):
        return text, ()
    words: list[str] = []
    mentions: list[str] = []
    for part in text if isinstance(text, list) else ():
        if isinstance(part, str):
            words.append(part)
        elif isinstance(part, dict) and isinstance(part.get("text"), str):
            words.append(part["text"])
            if part.get("type") == "mention_name" and isinstance(part.get("user_id"), int):
                mentions.append(sender_key(part["user_id"]))
            elif part.get("type") in ("mention", "mention_name"):
                mentions.append(part["text"].removeprefix("@"))
    return "".join(words), tuple(mentions)


def _media(raw: Raw, text: str) -> tuple[str, str]:
    """Kind and text of a message that is more, or other, than text: the caption, else what says most about it."""
    if raw.media_type is not None:
        return MEDIA.get(raw.media_type, "media"), text or raw.sticker_emoji or raw.file_name or ""
    if raw.photo is not None:
        return "image", text
    if raw.file is not None:
        return "file", text or raw.file_name or ""
    if raw.location_information is not None or raw.place_name is not None:
        return "location", raw.place_name or ""
    if raw.contact_information is not None:
        card = raw.contact_information if isinstance(raw.contact_information, dict) else {}
        return "contact", " ".join(str(card[part]) for part in ("first_name", "last_name") if card.get(part))
    if isinstance(raw.poll, dict):
        return "poll", _list(raw.poll.get("question"), raw.poll.get("answers"))
    if isinstance(raw.todo_list, dict):
        return "text", _list(raw.todo_list.get("title"), raw.todo_list.get("answers"))
    return "unknown", text


def _list(title: Any, answers: Any) -> str:
    """A poll or a list of things to do as lines of text."""
    points = [answer.get("text") for answer in answers if isinstance(answer, dict)] if isinstance(answers, list) else []
    return "\n".join(_flat(words)[0] for words in (title, *points))


def _reactions(found: Any) -> tuple[tuple[str, int], ...]:
    """Pairs (what, how many); a custom or paid emoji has no character, so its type stands for it."""
    pairs = []
    for each in found if isinstance(found, list) else ():
        if isinstance(each, dict) and isinstance(each.get("count"), int):
            pairs.append((str(each.get("emoji") or each.get("type") or ""), each["count"]))
    return tuple(pairs)


def _local(text: str) -> int:
    """Seconds of a local "2019-07-05T16:55:32" as if it were UTC. Raises ValueError where it is no such time.

    >>> _local("1970-01-02T00:00:05")
    86405
    """
    clock = text[10:19]
    if clock[:1] not in ("T", " ") or clock[3:4] != ":" or clock[6:7] != ":":
        raise ValueError
    return _midnight(text[:10]) + int(clock[1:3]) * 3600 + int(clock[4:6]) * 60 + int(clock[7:9])


@functools.lru_cache(4096)
def _midnight(day: str) -> int:
    return (date.fromisoformat(day) - date(1970, 1, 1)).days * 86_400
