"""What every export of WeChat comes to: chats and people as they are met, and the record of each message."""

from collections.abc import Callable
from typing import Final, NamedTuple

from kithbook.formats.wechat_common import PLATFORM, call_length, told
from kithbook.vocabulary import LAST_SECOND, Chat, Contact, Encounter, Handle, Message

NO_TIME: Final = "A row without a time that can be read."


class Given(NamedTuple):
    """What one message of an export says, whatever its fields are called. ``sender`` is "" for WeChat itself."""

    chat: str
    sender: str
    name: str
    is_me: bool
    time: tuple[int, str] | None
    kind: str
    body: str
    id: str
    reply_to: str = ""


class Records:
    """The chats and people of one export; ``new`` are those met since it was last emptied, to come before the record.

    ``chat`` makes the Chat of (ref, id).
    """

    def __init__(self, chat: Callable[[str, str], Chat]) -> None:
        self.new: list[Chat | Contact] = []
        self._make = chat
        self._chats: dict[str, Chat] = {}
        self._met: dict[tuple[str, str, bool], str] = {}  # as written -> the handle's key

    def record(self, each: Given, line: int) -> Message | Encounter | None:
        """The record of a message, ``line`` being its number in the file; None where it has no time."""
        key, sender, name, is_me, time, kind, body, number, reply_to = each
        if time is None or not 0 <= time[0] < LAST_SECOND:
            return None
        chat = self._chats.get(key) or self._begin(key)
        ref = chat.ref
        if sender:
            sender = self._met.get((ref, sender, is_me)) or self._meet(ref, sender, name, is_me, line)
        at, zone = time
        if kind != "text" or "<" in body[:20]:
            kind, body, quoted = told(kind, body)
            reply_to = reply_to or quoted
        message = Message(ref, sender, at, kind, body, line, 1, zone, number, reply_to)
        length = call_length(body) if kind == "call" else None
        return message if length is None else self._call(chat, message, length)

    def _begin(self, key: str) -> Chat:
        chat = self._chats[key] = self._make(str(len(self._chats) + 1), key)
        self.new.append(chat)
        return chat

    def _meet(self, ref: str, sender: str, name: str, is_me: bool, line: int) -> str:
        key = " ".join(sender.split())
        self._met[ref, sender, is_me] = key
        if key:
            self.new.append(Contact(Handle(PLATFORM, key, " ".join(name.split())), ref, is_me or None, line=line))
        return key

    def _call(self, chat: Chat, message: Message, seconds: int) -> Encounter:
        """A call that took place: between the one who called and, in a chat of two, the other one."""
        handles = [message.sender] if message.sender else []
        if chat.kind == "direct" and chat.key and chat.key != message.sender:
            known = self._met.get((chat.ref, chat.key, False))
            handles.append(known or self._meet(chat.ref, chat.key, chat.title, False, message.line))
        present = tuple(handle for handle in handles if handle)
        return Encounter("call", message.at, present, seconds, message.zone, "", chat.ref, message.line, message.id)
