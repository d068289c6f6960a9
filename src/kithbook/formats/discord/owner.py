"""Whose data package it is: the account and the friends in its user.json."""

from collections.abc import Iterator
from typing import Final

import msgspec

from kithbook.formats.discord.common import PLATFORM
from kithbook.formats.json_stream import Ended, JsonStream, Passed
from kithbook.vocabulary import Contact, Handle

ME: Final = "me"  # the owner's key where the package has no account
FRIEND: Final = (1, "FRIEND")  # a relationship's type; others are requests and people who are blocked


class Account(msgspec.Struct):
    """Somebody's account."""

    id: str | int | None = None
    username: str | None = None
    global_name: str | None = None


class Relationship(msgspec.Struct):
    """Somebody whom the owner knows, and the nickname that they gave them."""

    id: str | int | None = None
    type: int | str | None = None
    nickname: str | None = None
    user: Account | None = None


TEXT: Final = msgspec.json.Decoder(str | int | None)
RELATIONSHIP: Final = msgspec.json.Decoder(Relationship)
MANY: Final = msgspec.json.Decoder(list[Relationship])


class Owner:
    """The owner's key, and ``names`` of the people and channels that the package knows, by id."""

    def __init__(self) -> None:
        self.key = ME
        self.names: dict[str, str] = {}
        self._facts: dict[str, str] = {}
        self._friends: dict[str, str] = {}

    def look(self, stream: JsonStream) -> None:
        """Take what is used from user.json, which may be large; what is broken in it is left."""
        try:
            for key in stream.each_key():
                if key in ("id", "username", "global_name", "email", "phone"):
                    self._take(key, stream)
                elif key == "relationships":
                    for batch in stream.batches(MANY, RELATIONSHIP):
                        for each in batch or ():
                            self._meet(each)
                else:
                    stream.skip()
        except Ended:
            pass
        self.key = self._facts.get("id") or self.key
        self.names[self.key] = self._facts.get("global_name") or self._facts.get("username") or ""

    def contact(self, chat: str) -> Contact:
        """The owner as a member of a chat."""
        mail, phone = self._facts.get("email", "").lower(), self._facts.get("phone", "")
        return Contact(
            Handle(PLATFORM, self.key, self.names.get(self.key, "")),
            chat,
            True,
            (phone,) if phone else (),
            (mail,) if mail else (),
        )

    def friends(self) -> Iterator[Contact]:
        """The people whom the owner befriended."""
        for key, name in self._friends.items():
            yield Contact(Handle(PLATFORM, key, name), facts=(("label", "friend"),))

    def _take(self, key: str, stream: JsonStream) -> None:
        try:
            found = TEXT.decode(stream.value())
        except (Passed, ValueError, RecursionError):
            return
        if found is not None:
            self._facts[key] = " ".join(str(found).split())

    def _meet(self, each: Relationship) -> None:
        user = each.user or Account()
        key = " ".join(str(user.id or each.id or "").split())
        name = " ".join((each.nickname or user.global_name or user.username or "").split())
        if key:
            self.names[key] = name or key
            if each.type in FRIEND:
                self._friends[key] = name
