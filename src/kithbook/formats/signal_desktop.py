"""Signal Desktop's own database, once it is no longer encrypted: a plain SQLite file, or its dump in SQL."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from kithbook.formats import database
from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.database import MAGIC, Damaged, Database
from kithbook.formats.database_dump import is_dump
from kithbook.formats.signal_call import Call, call_of
from kithbook.formats.signal_people import CONVERSATION, PLATFORM, People, Person
from kithbook.formats.signal_record import LONG_TEXT, Place, Raw, record
from kithbook.formats.signal_values import from_json, one_line
from kithbook.formats.source import Source
from kithbook.formats.text import head_text
from kithbook.vocabulary import Chat, Contact, Handle, Message, Problem, Record, Said, Tally, say

NAME: Final = "signal-desktop"
TITLE: Final = "Signal Desktop (database)"
HOW_TO_EXPORT: Final = {
    "en": (
        "Signal Desktop keeps its messages encrypted. On the computer where it runs, install sigtop and run "
        "`sigtop export-database signal.db`. Give the file that comes of it to Kithbook, then delete it."
    ),
    "zh-hans": (
        "Signal Desktop 的消息是加密保存的。在装有它的电脑上安装 sigtop，运行 `sigtop export-database signal.db`，"
        "把得到的文件交给 Kithbook，然后删除它。"
    ),
    "ar": (
        "يحفظ Signal Desktop رسائله مشفرة. على الحاسوب الذي يعمل عليه، ثبِّت sigtop ونفِّذ `sigtop export-database "
        "signal.db`. أعطِ الملف الناتج لـ Kithbook ثم احذفه."
    ),
}
COVERAGE: Final = Coverage(
    versions="databases of 2019 to 2026, with messages as JSON or in columns; a dump of one in SQL",
    kept="messages, answers, reactions, mentions, edits, deletions, kinds of files, calls, groups, members, contacts",
    left_out="the files themselves, with the end of very long texts; earlier texts; calls by link",
    seen=1,
)
NEEDED: Final = frozenset(("id", "conversationid", "sent_at", "type", "json"))
DUMPED: Final = re.compile(r"""CREATE TABLE (?:IF NOT EXISTS )?["'`]?messages["'`]?\s*\([^;]*\bconversationId\b""")
MESSAGE: Final = (
    *("id", "conversationId", "type", "body", "sent_at", "sourceServiceId", "sourceUuid", "source", "isErased", "json"),
)
CALL: Final = ("direction", "type", "status", "timestamp", "endedTimestamp", "ringerId", "startedById", "mode")
FILE: Final = (
    "(SELECT f.contentType || char(10) || coalesce(f.flags, 0) || char(10) || coalesce(f.fileName, '')"
    " FROM message_attachments f WHERE f.messageId = CAST(m.id AS TEXT) AND f.editHistoryIndex = -1"
    f" AND f.attachmentType = 'attachment' AND f.contentType <> '{LONG_TEXT}' ORDER BY f.orderInMessage LIMIT 1)"
)
FILE_NEEDS: Final = frozenset(
    ("messageid", "edithistoryindex", "attachmenttype", "orderinmessage", "contenttype", "filename", "flags")
)
NO_ID: Final = "A conversation without an id."
NO_CHAT: Final = "A message that belongs to no chat."


def recognise(source: Source) -> bool:
    """Whether it is a database, or the dump of one, with Signal's messages and conversations in it."""
    if source.entries() and is_dump(database.main(source)):
        return bool(DUMPED.search(head_text(source)))
    tables = database.tables(source)
    return tables.get("messages", frozenset()) >= NEEDED and "type" in tables.get("conversations", frozenset())


def gather(names: Sequence[str]) -> list[tuple[str, ...]]:
    """A database with what lies beside it, and each dump."""
    return [*database.gather(names), *((name,) for name in names if is_dump(name))]


def why_not(source: Source) -> Said | None:
    """A database as Signal keeps it has no readable beginning: all of it is encrypted."""
    name = database.main(source).rpartition("/")[2].lower()
    if name.endswith(database.ENDINGS) and not source.head().startswith(MAGIC):
        why = (
            "{name} is encrypted, as Signal Desktop keeps its messages, or damaged. "
            "Make a plain copy with `sigtop export-database`, or use sigexport."
        )
        return say(why, name=source.name)
    return None


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of all chats, in the order of time; nothing is asked, since its times are true UTC."""
    with database.opened(source, "messages", "conversations") as opened:
        yield from _Reading(source, opened).records()


class _Reading:
    """One walk through the database: people and groups, then each message; a chat comes before its first one."""

    def __init__(self, source: Source, opened: Database) -> None:
        self.file = database.main(source)
        self.database = opened
        self.people = People()
        self.total = self.not_read = 0
        self.places: dict[str, Place] = {}  # by the conversation's id
        self.met: set[tuple[str, str]] = set()

    def records(self) -> Iterator[Record]:
        if self.database.lost:
            self.total += self.database.lost
            self.not_read += self.database.lost
            yield Problem(self.file, 1, database.LOST, self.database.lost)
        try:
            yield from self._conversations()
            query = self._query()
            for row in self.database.each("messages", "sent_at", query):
                self.total += 1
                if row is None:
                    yield self._problem(database.DAMAGED)
                else:
                    yield from self._message(Raw(*row))
        except Damaged:
            self.total += 1
            yield self._problem(database.DAMAGED)
        yield Tally("record", self.total, self.total - self.not_read, 0, self.not_read)

    def _conversations(self) -> Iterator[Record]:
        """Everybody with a name, as in an address book, and all groups with their members."""
        columns = self.database.pick("conversations", "c", CONVERSATION)
        query = f"SELECT c.rowid, {columns} FROM conversations c WHERE c.rowid IN ({{ids}})"
        named: list[Person] = []
        for row in self.database.each("conversations", "ROWID", query):
            self.total += 1
            if row is None:
                yield self._problem(database.DAMAGED)
                continue
            if not one_line(row[1]):
                yield self._problem(NO_ID)
                continue
            person = self.people.add(row[1:])
            if person is not None and person.name:
                named.append(person)
        self.people.is_owner(*self._accounts())
        for person in dict.fromkeys(named):
            yield self._contact("", person)
        for number, group in self.people.groups.items():
            place = self._place(number, "")
            size = len(group.members) or None
            yield Chat(place.ref, PLATFORM, group.key, group.title, "group", size)
            for person in self.people.members(group):
                self.met.add((place.ref, person.key))
                yield self._contact(place.ref, person)

    def _accounts(self) -> Iterator[Any]:
        """What names the owner: their id and number with that of the device, else whose sessions these are."""
        if self.database.tables.get("items", frozenset()) >= {"id", "json"}:
            query = "SELECT id, json FROM items WHERE id IN ('uuid_id', 'number_id')"
            found: dict[Any, Any] = dict(self.database.rows(query))
            for name in ("uuid_id", "number_id"):
                yield from_json(found.get(name)).get("value")
        for column in ("ourServiceId", "ourUuid"):
            if column.lower() in self.database.tables.get("sessions", ()):
                yield from (name for (name,) in self.database.rows(f"SELECT {column} FROM sessions LIMIT 1"))

    def _query(self) -> str:
        columns = self.database.pick("messages", "m", MESSAGE)
        files = FILE if self.database.tables.get("message_attachments", frozenset()) >= FILE_NEEDS else "NULL"
        return f"SELECT m.rowid, {columns}, {files} FROM messages m WHERE m.rowid IN ({{ids}})"

    def _message(self, raw: Raw) -> Iterator[Record]:
        more = from_json(raw.json)
        number = raw.conversation if raw.conversation in self.places else one_line(raw.conversation)
        number = number or one_line(more.get("conversationId"))
        if not number:
            yield self._problem(NO_CHAT)
            return
        if number not in self.places:
            yield self._chat(number)
        place = self.places[number]
        call = self._call(more) if raw.type == "call-history" else None
        found = record(raw, more, call, place, self.people, self.total)
        if isinstance(found, str):
            yield self._problem(found)
            return
        for key in (found.sender,) if isinstance(found, Message) else found.handles:
            if key and (place.ref, key) not in self.met:
                self.met.add((place.ref, key))
                yield self._contact(place.ref, self.people.people.get(key, Person(key)))
        yield found

    def _call(self, more: dict[str, Any]) -> Call:
        number = more.get("callId")
        row = None
        if isinstance(number, str | int) and "callid" in self.database.tables.get("callshistory", ()):
            columns = self.database.pick("callshistory", "c", CALL)
            query = f"SELECT {columns} FROM callsHistory c WHERE c.callId = ? LIMIT 1"
            row = next(self.database.rows(query, (str(number),)), None)
        return call_of(more, row, self.people)

    def _chat(self, number: str) -> Chat:
        """A conversation with one person, or one that is in no list any more."""
        person = self.people.people.get(number)
        place = self._place(number, person.key if person else "")
        if person is None:
            return Chat(place.ref, PLATFORM, number, "", "unknown")
        return Chat(place.ref, PLATFORM, person.key, person.name or person.phone, "direct")

    def _place(self, number: str, partner: str) -> Place:
        place = self.places[number] = Place(str(len(self.places) + 1), partner)
        return place

    def _contact(self, ref: str, person: Person) -> Contact:
        is_me = person.key == self.people.owner.key
        return Contact(
            Handle(PLATFORM, person.key, person.name),
            ref,
            True if is_me else None,
            (person.phone,) if person.phone else (),
            notes=person.notes,
            line=self.total,
            facts=(("nickname", person.nickname),) if person.nickname else (),
        )

    def _problem(self, why: str) -> Problem:
        self.not_read += 1
        return Problem(self.file, self.total, why)
