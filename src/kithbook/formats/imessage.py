"""Messages of a Mac or an iPhone: chat.db, or the sms.db of a backup, the same database under another name.

Tables and columns as of OS X 10.8 to macOS 26 (iOS 6 to 26). No names are in it, only numbers and mail addresses.
"""

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any, Final

from kithbook.formats import database
from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.database import Damaged, Database
from kithbook.formats.imessage_query import messages, prepare
from kithbook.formats.imessage_record import Raw, owner_addresses, record
from kithbook.formats.imessage_text import handle_key
from kithbook.formats.source import Source
from kithbook.formats.text import head_text
from kithbook.vocabulary import (
    DELETED_KEY,
    Chat,
    Contact,
    Handle,
    Message,
    Problem,
    Record,
    Said,
    Tally,
    say,
)

NAME: Final = "imessage"
TITLE: Final = "iMessage (chat.db)"
PLATFORM: Final = "imessage"
HOW_TO_EXPORT: Final = {
    "en": (
        "On the Mac, close Messages. In Finder, press Shift-Command-G, enter ~/Library/Messages and copy chat.db, "
        "chat.db-wal and chat.db-shm into a new folder. Give that folder to Kithbook."
    ),
    "zh-hans": (
        "在 Mac 上先退出“信息”。在“访达”中按 Shift-Command-G，输入 ~/Library/Messages，"
        "把 chat.db、chat.db-wal 和 chat.db-shm 复制到一个新文件夹，再把这个文件夹交给 Kithbook。"
    ),
    "ar": (
        "على جهاز Mac، أغلق «الرسائل». في Finder اضغط Shift-Command-G واكتب ‎~/Library/Messages ثم انسخ الملفات "
        "chat.db وchat.db-wal وchat.db-shm إلى مجلد جديد، وأعطِ هذا المجلد لـ Kithbook."
    ),
}
COVERAGE: Final = Coverage(
    versions="chat.db of OS X 10.8 to macOS 26, and sms.db of an iPhone's backup",
    kept="messages, tapbacks, replies, edits, what was taken back, kinds of files, groups and their members, notices",
    left_out="names of people, which only the address book has; the files themselves; earlier texts; who is mentioned",
    seen=2,
)
ATTACHES: Final = ("Attachments",)
BACKUP_NAME: Final = "3d0d7e5fb2ce288813306e4d4636395e047a3d28"  # of sms.db, in every backup of an iPhone
NEEDED: Final = frozenset(("guid", "text", "date", "handle_id", "is_from_me"))
GROUP: Final = 43  # chat.style
DIRECT: Final = 45
ME: Final = "me"  # the owner's key where no account is named
NO_CHAT: Final = "-"  # begins the ref of a chat for what belongs to none


def recognise(source: Source) -> bool:
    """Whether it is a database with messages and handles in it as Apple has them."""
    tables = database.tables(source)
    return tables.get("message", frozenset()) >= NEEDED and "id" in tables.get("handle", frozenset())


def gather(names: Sequence[str]) -> list[tuple[str, ...]]:
    """A database with what lies beside it, and that of a backup, whose name has no ending."""
    alone = [(name,) for name in names if name.endswith(BACKUP_NAME) and name + database.WAL not in names]
    return [*database.gather(names), *alone]


def why_not(source: Source) -> Said | None:
    """What imessage-exporter makes of a chat.db is for reading by people."""
    text = head_text(source)
    if 'class="message"' in text and ('class="sent' in text or 'class="received' in text):
        return say("{name} is a web page made from Messages. Give chat.db itself to Kithbook.", name=source.name)
    return None


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of all chats, in the order of time; nothing is asked, since its times are true UTC."""
    with database.opened(source, "message", "handle") as opened:
        yield from _Reading(source, opened).records()


class _Reading:
    """One walk through the database: who is who and where, then each message."""

    def __init__(self, source: Source, opened: Database) -> None:
        self.file = database.main(source)
        self.database = opened
        self.total = self.not_read = 0
        self.handles: dict[Any, str] = {}
        self.refs: dict[Any, str] = {}  # of chats, by their row
        self.refs_by_key: dict[str, str] = {}
        self.partners: dict[str, str] = {}  # by ref, where only one person is in the chat
        self.owner = ME
        self.own: list[str] = []
        self.met: set[tuple[str, str]] = set()

    def records(self) -> Iterator[Record]:
        for _ in prepare(self.database):
            self.total += 1
            yield self._problem(database.DAMAGED)
        try:
            yield from self._people_and_chats()
            for row in self.database.each("message", "date", messages(self.database)):
                self.total += 1
                if row is None:
                    yield self._problem(database.DAMAGED)
                else:
                    yield from self._message(Raw(*row))
        except Damaged:
            self.total += 1
            yield self._problem(database.DAMAGED)
        yield Tally("record", self.total, self.total - self.not_read, 0, self.not_read)

    def _people_and_chats(self) -> Iterator[Record]:
        self.handles = {row: handle_key(name) for row, name in self.database.rows("SELECT ROWID, id FROM handle")}
        self.own = self._owner()
        self.owner = next(iter(self.own), ME)
        members: dict[Any, dict[str, None]] = {}
        if "chat_handle_join" in self.database.tables:
            for chat, handle in self.database.rows("SELECT chat_id, handle_id FROM chat_handle_join ORDER BY 1, 2"):
                if self.handles.get(handle):
                    members.setdefault(chat, {})[self.handles[handle]] = None
        for row, *told in self._chats():
            chat = self._chat(row, told, list(members.get(row, ())))
            if chat is not None:
                yield chat
            for key in members.get(row, ()):
                yield from self._introduced(self.refs[row], key)

    def _owner(self) -> list[str]:
        """The owner's addresses, that of most chats first; an old or shortened file has them only in messages."""
        tables = self.database.tables
        own: list[str] = []
        with contextlib.suppress(Damaged):
            if "account_login" in tables.get("chat", ()):
                query = "SELECT account_login FROM chat GROUP BY 1 ORDER BY count(*) DESC, 1"
                own = owner_addresses([login for (login,) in self.database.rows(query)])
            if not own and "account" in tables["message"]:
                query = "SELECT account FROM message WHERE account LIKE '_:_%' LIMIT 1"
                own = owner_addresses([login for (login,) in self.database.rows(query)])
        return own

    def _chats(self) -> Iterator[tuple[Any, ...]]:
        """Row, guid, identifier, style, name and room of each chat, then those that only messages speak of."""
        known: set[Any] = set()
        if "chat" in self.database.tables:
            names = ("guid", "chat_identifier", "style", "display_name", "room_name")
            columns = self.database.pick("chat", "c", names)
            for found in self.database.rows(f"SELECT c.ROWID, {columns} FROM chat c ORDER BY c.ROWID"):
                known.add(found[0])
                yield found
        for (row,) in self.database.rows("SELECT DISTINCT chat FROM in_chat ORDER BY chat"):
            if row not in known:
                yield row, None, None, None, None, None

    def _chat(self, row: Any, told: Sequence[Any], members: list[str]) -> Chat | None:
        """A chat, None for one more row of a chat: SMS and iMessage with one person are two rows of one chat."""
        guid, identifier, style, name, room = told
        key = handle_key(identifier) or handle_key(guid)
        if key in self.refs_by_key:
            self.refs[row] = self.refs_by_key[key]
            return None
        ref = self.refs[row] = str(len(self.refs) + 1)
        if key:
            self.refs_by_key[key] = ref
        if style not in (GROUP, DIRECT):
            style = GROUP if len(members) > 1 else DIRECT if len(members) == 1 else None
        if style == DIRECT:
            self.partners[ref] = members[0] if members else key
        kind = {GROUP: "group", DIRECT: "direct"}.get(style, "unknown")
        titles = (
            name,
            self.partners.get(ref),
            room if style == GROUP and not members else None,
            ", ".join(members[:5]),
        )
        title = next((title for title in titles if isinstance(title, str) and title), "")
        return Chat(ref, PLATFORM, key, title, kind, len(members) + 1 if style == GROUP and members else None)

    def _message(self, raw: Raw) -> Iterator[Record]:
        handle = self.handles.get(raw.handle, "")
        ref = self.refs.get(raw.chat)
        if ref is None:
            ref = self.refs_by_key.get(handle) if handle else None
        if ref is None:  # it belongs to no chat any more: it is kept with the person
            ref = NO_CHAT + handle
            self.refs_by_key[handle] = ref
            self.partners[ref] = handle
            yield Chat(ref, PLATFORM, handle, handle, "direct" if handle else "unknown")
        sender = self.owner if raw.from_me else handle or self.partners.get(ref) or DELETED_KEY
        found = record(raw, ref, sender, self.total, self.handles)
        if isinstance(found, Message):
            yield from self._introduced(ref, sender)
            yield found
        elif found is not None:
            yield self._problem(found)

    def _introduced(self, ref: str, key: str) -> Iterator[Contact]:
        if (ref, key) in self.met:
            return
        self.met.add((ref, key))
        is_me = key == self.owner or key in self.own
        addresses = self.own if is_me else [key]
        yield Contact(
            Handle(PLATFORM, key),
            ref,
            True if is_me else None,
            tuple(address for address in addresses if address.startswith("+")),
            tuple(address for address in addresses if "@" in address),
            line=self.total,
        )

    def _problem(self, why: str) -> Problem:
        self.not_read += 1
        return Problem(self.file, self.total, why)
