"""Who writes in a chat of KakaoTalk: names are all that an export has."""

from collections.abc import Iterator, Sequence
from typing import Final

from kithbook.formats.kakaotalk.wording import MINE, call_length, kind_of
from kithbook.formats.line_log import Open
from kithbook.vocabulary import Chat, Contact, Encounter, Handle, Message, Record

PLATFORM: Final = "kakaotalk"


def chat_of(ref: str, title: str, names: Sequence[str], seen_until: int | None) -> tuple[Chat, str]:
    """The chat, and its owner's name where the export tells it; ``names`` are its first writers, some more than three.

    A chat of two is called after the other one, so that whoever else writes is the owner.
    """
    mine = next((name for name in names if name in MINE), "")
    others = [name for name in names if name != mine]
    kind = "group" if len(others) > 2 or (mine and len(others) > 1) else "unknown"
    if kind == "unknown" and (title in others or (mine and len(others) == 1 and not title)):
        kind = "direct"
        mine = mine or next((name for name in others if name != title), "")
    elif kind == "unknown" and len(others) > 1 and title:
        kind = "group"
    elif kind == "unknown" and mine and not others and title:
        kind = "direct"
    return Chat(ref, PLATFORM, "", title, kind, seen_until=seen_until), mine


class People:
    """Introduces whoever writes, and makes records of what they wrote."""

    def __init__(self, chat: Chat, me: str) -> None:
        self.chat, self.me = chat, me
        self._met: dict[str, str] = {}

    def said(self, name: str, at: int, closed: Open) -> Iterator[Record]:
        """The records of a message of somebody; a call that took place is an encounter."""
        key = self._met.get(name)
        if key is None:
            key = self._met[name] = " ".join(name.split())
            if key:
                yield self._contact(key, closed.line)
        kind, text = kind_of(closed.text)
        length = call_length(text) if kind == "call" and closed.lines == 1 else None
        if length is None:
            yield Message(self.chat.ref, key, at, kind, text, closed.line, closed.lines)
            return
        handles = [key]
        other = self.me if key == self.chat.title else self.chat.title
        if other and other != key and self.chat.kind == "direct":
            if other not in self._met:
                self._met[other] = other
                yield self._contact(other, closed.line)
            handles.append(other)
        yield Encounter("call", at, tuple(handles), length, "", "", self.chat.ref, closed.line)

    def _contact(self, key: str, line: int) -> Contact:
        return Contact(Handle(PLATFORM, key, key), self.chat.ref, True if key == self.me else None, line=line)
