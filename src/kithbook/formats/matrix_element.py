"""Element's JSON export of a Matrix room: ``room_name``, ``exported_by`` and ``messages``, which are the raw events.

Fields as Element writes them (its JSONExport.ts); events as the Matrix specification has them.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.json_stream import Ended, JsonStream
from kithbook.formats.matrix_event import (
    DEEDS,
    MANY,
    ONE,
    UNSEEN,
    Raw,
    at_of,
    clear,
    deed,
    message,
    relation,
    sender_of,
    words,
)
from kithbook.formats.matrix_survey import Survey
from kithbook.formats.source import Source
from kithbook.formats.text import head_text
from kithbook.vocabulary import Chat, Contact, Encounter, Handle, Message, Problem, Record, Said, Tally, say

NAME: Final = "matrix-element"
TITLE: Final = "Element (Matrix)"
PLATFORM: Final = "matrix"
HOW_TO_EXPORT: Final = {
    "en": (
        "On a computer, open the room in Element, press its name, then Export chat. Choose JSON as the format, From "
        "the beginning as the messages, leave the attachments out, press Export."
    ),
    "zh-hans": (
        "在电脑上用 Element 打开聊天室，点聊天室名称，选“导出聊天”。格式选 JSON，消息选“从开头”，不勾选附件，"
        "然后点“导出”。"
    ),
    "ar": (
        "على الحاسوب، افتح الغرفة في Element واضغط اسمها ثم «تصدير المحادثة». اختر الصيغة JSON، والرسائل «من "
        "البداية»، دون المرفقات، ثم اضغط «تصدير»."
    ),
}
COVERAGE: Final = Coverage(
    versions="Element Web and Desktop since 2021, events of any version of the Matrix specification",
    kept="messages, answers, edits, reactions, mentions, polls, calls, what members did, messages taken back",
    left_out="the media themselves; formatting of the text; who voted what; texts that Element could not decrypt",
)
HEAD: Final = tuple(re.compile(rf'"{name}"\s*:') for name in ("room_name", "room_creator", "export_date"))
MESSAGES: Final = re.compile(r'"messages"\s*:\s*\[')
OTHER_NAMES: Final = re.compile(r"(?:^|/)matrix-.+-export-[^/]+\.(?:txt|html)$")
HTML: Final = re.compile(r'class="mx_(?:MatrixChat|RoomView|EventTile|MessagePanel)')
FIELDS: Final = ("room_name", "export_date", "exported_by")
NO_TIME: Final = "An event without a time that can be read."
BROKEN: Final = "An event is broken, nested too deep or too long, and was passed over."
CUT: Final = "The file ends or breaks off here. Export the chat again to get the rest."
CHAT: Final = "1"  # the ref of the only chat
AHEAD: Final = 14 * 3600  # seconds by which the earliest place on earth is ahead of UTC


def recognise(source: Source) -> bool:
    """Whether the head is an object with Element's own fields about the room."""
    text = head_text(source)
    return text.lstrip().startswith("{") and all(field.search(text) for field in HEAD) and bool(MESSAGES.search(text))


def why_not(source: Source) -> Said | None:
    """What to do with the page or the plain text that Element exports too."""
    if OTHER_NAMES.search(source.name) or HTML.search(head_text(source)):
        return say("{name} is not Element's JSON. Export the chat again in that format.", name=source.name)
    return None


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of the room; nothing is asked, since its times are milliseconds since 1970.

    The file is looked through twice: an edit or a reaction changes a message that came before it.
    """
    survey = Survey()
    with source.open() as handle:
        survey.look(JsonStream(handle))
    with source.open() as handle:
        yield from _Reading(source, JsonStream(handle), survey).records()


class _Reading:
    """One walk through the file, with what the first look has found."""

    def __init__(self, source: Source, stream: JsonStream, survey: Survey) -> None:
        self.file = source.first
        self.stream = stream
        self.seen = survey
        self.facts: dict[str, str] = {}
        self.begun = False
        self.total = self.not_read = 0
        self.met: set[str] = set()
        self.changed: set[str] = set()  # ids of messages whose edits are known

    def records(self) -> Iterator[Record]:
        try:
            yield from self._walk()
            if not self.begun:
                raise Ended
        except Ended:
            self.total += 1
            yield self._problem(CUT)
        yield Tally("record", self.total, self.total - self.not_read, 0, self.not_read)

    def _walk(self) -> Iterator[Record]:
        for key in self.stream.each_key():
            if key in FIELDS:
                self.facts[key] = words(self.stream.plain())
            elif key == "messages":
                if not self.begun:
                    self.begun = True
                    yield self._chat()
                for batch in self.stream.batches(MANY, ONE):
                    for raw in batch or (None,):
                        self.total += 1
                        if raw is None:
                            yield self._problem(BROKEN)
                        else:
                            yield from self._event(clear(raw))
            else:
                self.stream.skip()

    def _chat(self) -> Chat:
        people = len(self.seen.senders - {""})
        kind = "group" if people > 2 else "direct" if people == 2 or self.seen.is_direct else "unknown"
        moment = _earliest(self.facts.get("export_date", ""))
        seen_until = None if moment is None else max(moment, self.seen.last)
        title = self.facts.get("room_name", "").strip()
        return Chat(CHAT, PLATFORM, self.seen.room.strip(), title, kind, seen_until=seen_until)

    def _event(self, raw: Raw) -> Iterator[Record]:
        at, sender = at_of(raw), sender_of(raw)
        if at is None or not raw.type:
            yield self._problem(NO_TIME if raw.type else BROKEN)
            return
        how, target, _ = relation(raw)
        if raw.type in UNSEEN or (how == "m.replace" and (target in self.changed or target in self.seen.late)):
            return
        if raw.type == "m.room.member" or raw.type in DEEDS:
            yield from self._deed(raw, at, sender)
            return
        yield from self._introduced(sender)
        call = self.seen.call(raw) if raw.type == "m.call.invite" else None
        if call is not None:
            yield from self._call(raw, at, sender, *call)
        else:
            yield self._changed(message(raw, sender, at, self.total, CHAT), raw)

    def _deed(self, raw: Raw, at: int, sender: str) -> Iterator[Record]:
        yield from self._introduced(sender)
        whom = "".join((raw.state_key or "").split())
        other = self._name(whom) if raw.type == "m.room.member" and whom not in ("", sender) else ""
        told = deed(raw, self._name(sender), other)
        yield Message(CHAT, sender, at, "system", told, self.total, 1, "UTC", raw.event_id or "")

    def _call(self, raw: Raw, at: int, sender: str, length: int, answerer: str) -> Iterator[Record]:
        yield from self._introduced(answerer)
        handles = tuple(dict.fromkeys(key for key in (sender, answerer) if key))
        yield Encounter("call", at, handles, length, "UTC", "", CHAT, self.total, raw.event_id or "")

    def _changed(self, found: Message, raw: Raw) -> Message:
        """The message with its last edit and the reactions that came later."""
        number = raw.event_id or ""
        edit = self.seen.edits.get(number)
        if edit is not None:
            self.changed.add(number)
            if edit[1] == found.sender and found.kind != "deleted":  # nobody may edit what another one wrote
                found = msgspec.structs.replace(found, text=edit[2], edited=True)
        counts = self.seen.reactions.get(number)
        if counts:
            told = dict(found.reactions)
            counts = told | {key: max(count, told.get(key, 0)) for key, count in counts.items()}
            found = msgspec.structs.replace(found, reactions=tuple(counts.items()))
        return found

    def _introduced(self, key: str) -> Iterator[Contact]:
        if key and key not in self.met:
            self.met.add(key)
            name = self._name(key)
            by = self.facts.get("exported_by", "").strip()
            same = [other for other, told in self.seen.names.items() if told == by]
            is_me = key == by or (name == by and len(same) == 1)
            yield Contact(Handle(PLATFORM, key, name), CHAT, is_me or None, line=self.total)

    def _name(self, key: str) -> str:
        return self.seen.names.get(key, key)

    def _problem(self, why: str) -> Problem:
        self.not_read += 1
        return Problem(self.file, self.total, why)


def _earliest(told: str) -> int | None:
    """The first moment of a date anywhere on earth, in UTC seconds; None where it could be another date as well.

    Older versions write 2024/03/01, newer ones the date of the person's own language.

    >>> _earliest("2024/03/01"), _earliest("13/3/2024") == _earliest("2024/03/13"), _earliest("1/3/2024")
    (1709200800, True, None)
    """
    numbers = [int(each) for each in re.findall(r"\d{1,4}", told)[:4]]
    if len(numbers) != 3 or not told.isascii():
        return None
    orders = (numbers,) if numbers[0] > 31 else (numbers[::-1], [numbers[2], numbers[0], numbers[1]])
    days = set()
    for year, month, day in orders:
        try:
            days.add(date(year, month, day))
        except ValueError:
            continue
    only = days.pop() if len(days) == 1 else None
    return (only - date(1970, 1, 1)).days * 86_400 - AHEAD if only and only.year > 2000 else None
