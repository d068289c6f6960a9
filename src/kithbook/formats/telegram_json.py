"""Telegram Desktop's result.json: one chat, or a whole account.

Fields as written by Telegram Desktop's own exporter (export/output/export_output_json.cpp) from 2018 to 2025.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.json_stream import Ended, JsonStream
from kithbook.formats.source import Source
from kithbook.formats.telegram_common import MEDIA_FOLDERS, PLATFORM, how_to_export
from kithbook.formats.telegram_record import MANY, ONE, People, Raw, chat_key, one_line, record
from kithbook.formats.text import head_text
from kithbook.vocabulary import Chat, Contact, Handle, Problem, Record, Tally

NAME: Final = "telegram-json"
TITLE: Final = "Telegram (JSON)"
HOW_TO_EXPORT: Final = how_to_export("JSON")
ATTACHES: Final = MEDIA_FOLDERS
COVERAGE: Final = Coverage(
    versions="Telegram Desktop 2018 to 2025; one chat or a whole account, with numbers or names as ids",
    kept="messages, replies, reactions, mentions, edits, forwards, polls, calls, contacts, what members did",
    left_out="the media themselves; formatting of the text",
    seen=11,
)

CHAT_TYPE: Final = re.compile(
    r'"type"\s*:\s*"(?:personal_chat|bot_chat|saved_messages|replies|verify_codes|(?:private|public)_\w+)"'
)
MESSAGES: Final = re.compile(r'"messages"\s*:\s*\[')
MESSAGE_TYPE: Final = re.compile(r'"type"\s*:\s*"(?:message|service|unsupported)"')
DATE: Final = re.compile(r'"date(?:_unixtime)?"\s*:\s*"?\d')  # which Slack's messages do not have
ACCOUNT: Final = re.compile(r'"personal_information"\s*:\s*\{[^{}]*"user_id"')
KINDS_OF_CHAT: Final = (
    ("personal_chat", "direct"),
    ("private_group", "group"),
    ("private_supergroup", "group"),
    ("public_supergroup", "group"),
    ("private_channel", "channel"),
    ("public_channel", "channel"),
)
BARE_ID: Final = re.compile(r'"(?:from|actor)_id"\s*:\s*[1-9]')  # as exports of 2018 to 2020 have it
BROKEN: Final = "A record is broken, nested too deep or too long, and was passed over."
CUT: Final = "The file ends or breaks off here. Export the chat again to get the rest."
REST: Final = "Something follows the end of the export that is no part of it."


def recognise(source: Source) -> bool:
    """Whether the head is an object with Telegram's own types of chat or message in it."""
    text = head_text(source).lstrip()
    if not text.startswith("{"):
        return False
    if ACCOUNT.search(text):
        return True
    return bool(MESSAGES.search(text) and (CHAT_TYPE.search(text) or (MESSAGE_TYPE.search(text) and DATE.search(text))))


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of the export; nothing is asked, since its dates are ISO 8601."""
    with source.open() as handle:
        yield from chain.from_iterable(_Reading(source, JsonStream(handle)).records())


class _Reading:
    """One walk through the file: counts what it meets, and knows the owner once the file has named them.

    Its methods yield some records at a time: through four generators each alone would take as long as making it.
    """

    def __init__(self, source: Source, stream: JsonStream) -> None:
        self.source = source
        self.stream = stream
        self.total = self.not_read = self.chats = 0
        self.owner = ""
        self.ahead: list[dict[str, Any]] | None = None

    def records(self) -> Iterator[Sequence[Record]]:
        try:
            while self.stream.peek() == "{":  # some people join the files of several exports
                yield from self._object(top=True)
            if self.stream.peek():
                self.total += 1
                yield [self._problem(REST)]
            elif not self.total and not self.chats:
                self.total += 1
                yield [self._problem(CUT)]
        except Ended:
            self.total += 1
            yield [self._problem(CUT)]
        yield [Tally("record", self.total, self.total - self.not_read, 0, self.not_read)]

    def _object(self, top: bool) -> Iterator[Sequence[Record]]:
        """The top of the file, or one chat of an account: a chat that stands alone is the top itself."""
        facts: dict[str, Any] = {}
        for key in self.stream.each_key():
            if key in ("name", "type", "id"):
                facts[key] = self.stream.plain()
            elif key == "messages":
                yield from self._chat(facts)
            elif not top:
                self.stream.skip()
            elif key in ("chats", "left_chats"):
                for inner in self.stream.each_key():
                    if inner == "list":
                        for _ in self.stream.each_item():
                            yield from self._object(top=False)
                    else:
                        self.stream.skip()
            elif key == "contacts":
                yield from self._address_book()
            elif key == "personal_information":
                yield [self._card(is_me=True)]
            else:
                self.stream.skip()

    def _chat(self, facts: dict[str, Any]) -> Iterator[Sequence[Record]]:
        if "type" not in facts:  # sorted keys put the messages before what they belong to
            facts = self._look_ahead(self.chats)
        self.chats += 1
        ref = str(self.chats)
        kind_of_chat = str(facts.get("type") or "")
        old = self.stream.sees(BARE_ID)
        key = chat_key(kind_of_chat, facts.get("id"), old)
        title = str(facts.get("name") or "")
        yield [Chat(ref, PLATFORM, key, title, dict(KINDS_OF_CHAT).get(kind_of_chat, "unknown"))]
        partner = key if kind_of_chat == "personal_chat" and not old else ""
        owner = self.owner or (key if kind_of_chat == "saved_messages" else "")
        people = People(ref, owner, partner, title)
        for batch in self.stream.batches(MANY, ONE):
            yield self._messages(batch or (None,), people)

    def _messages(self, batch: Sequence[Raw | None], people: People) -> list[Record]:
        """Some messages of a chat in their order, each sender before the first of theirs; None is a broken one."""
        records: list[Record] = []
        for raw in batch:
            self.total += 1
            found = BROKEN if raw is None else record(raw, self.total, people)
            if people.new:
                records += people.introduced()
            records.append(self._problem(found) if isinstance(found, str) else found)
        return records

    def _address_book(self) -> Iterator[Sequence[Record]]:
        for key in self.stream.each_key():
            if key == "list":
                for _ in self.stream.each_item():
                    yield [self._card(is_me=None)]
            else:
                self.stream.skip()

    def _card(self, is_me: bool | None) -> Contact | Problem:
        """Somebody of the address book, or the owner; the address book has 0 for people who are not on Telegram."""
        self.total += 1
        card = self.stream.plain()
        if not isinstance(card, dict):
            return self._problem(BROKEN)
        name = " ".join(str(card[part]) for part in ("first_name", "last_name") if card.get(part))
        phone = str(card.get("phone_number") or "")
        key = one_line(f"user{card['user_id']}" if card.get("user_id") else phone or name)
        if not key:
            return self._problem(BROKEN)
        if is_me:
            self.owner = key
        notes = " · ".join(str(card[part]) for part in ("username", "bio") if card.get(part))
        return Contact(
            Handle(PLATFORM, key, name), is_me=is_me, phones=(phone,) if phone else (), notes=notes, line=self.total
        )

    def _look_ahead(self, chat: int) -> dict[str, Any]:
        """Name, type and id of a chat that come behind its messages: a walk of its own past all messages."""
        if self.ahead is None:
            with self.source.open() as handle:
                stream, self.ahead = JsonStream(handle), []
                while stream.peek() == "{":
                    self.ahead += _facts(stream, top=True)
        return self.ahead[chat] if chat < len(self.ahead) else {}

    def _problem(self, why: str) -> Problem:
        self.not_read += 1
        return Problem(self.source.first, self.total, why)


def _facts(stream: JsonStream, top: bool) -> Iterator[dict[str, Any]]:
    """Name, type and id of each object that has messages, in the order of their messages, without reading those."""
    facts: dict[str, Any] = {}
    try:
        for key in stream.each_key():
            if key in ("name", "type", "id"):
                facts[key] = stream.plain()
            elif top and key in ("chats", "left_chats"):
                for inner in stream.each_key():
                    if inner == "list":
                        for _ in stream.each_item():
                            yield from _facts(stream, top=False)
                    else:
                        stream.skip()
            else:
                facts.setdefault("messages", key == "messages")
                stream.skip()
    except Ended:
        return
    if "messages" in facts:
        yield facts
