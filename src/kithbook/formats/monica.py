"""Monica's export as JSON: contacts with all that is kept of them, activities and calls.

Fields as written by Monica 4's own exporter (app/ExportResources), version "1.0-preview.1".
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.json_stream import Ended, JsonStream
from kithbook.formats.monica_record import PLATFORM, Known, contact_of, met, name_of
from kithbook.formats.monica_values import inner, plain, properties, uid_of
from kithbook.formats.source import Source
from kithbook.formats.text import head_text
from kithbook.vocabulary import Problem, Record, Tally

__all__ = ["COVERAGE", "HOW_TO_EXPORT", "NAME", "PLATFORM", "TITLE", "read", "recognise"]

NAME: Final = "monica"
TITLE: Final = "Monica (JSON)"
HOW_TO_EXPORT: Final = {
    "en": "In Monica 4: Settings, Export data, Export to Json. Download the file when it is ready.",
    "zh-hans": "在 Monica 4 中：设置 → 导出数据 → 导出为 Json。文件准备好后下载。",
    "ar": "في Monica 4: «الإعدادات» ثم «تصدير البيانات» ثم «التصدير بصيغة Json». نزّل الملف حين يجهز.",
}
COVERAGE: Final = Coverage(
    versions='Monica 3 and 4, version "1.0-preview.1" of the export',
    kept="contacts, fields, tags, birthdays, how you met, relationships, activities and calls as encounters; reminders "
    "that come again; debts, and gifts given and received, as favours; notes, life events, conversations and tasks "
    "that are done, each with its day; pets, open tasks (no day is exported with them) and ideas of gifts as notes",
    left_out="photos and documents; the journal; genders; emotions; who began a call; reminders that Monica made of a "
    "birthday; for whom in a family a gift is",
)
VERSION: Final = re.compile(r'"version"\s*:\s*"1\.0-preview')
ACCOUNT: Final = re.compile(r'"account"\s*:\s*\{')
COUNTED: Final = ("contact", "activity", "relationship")  # the types whose records are accounted for
BROKEN: Final = "A record is broken, nested too deep or too long, and was passed over."
NOBODY: Final = "A contact without a name or an id."
NO_DATE: Final = "An activity without a date or without anybody in it."
CUT: Final = "The file ends or breaks off here. Export it again to get the rest."


def recognise(source: Source) -> bool:
    """Whether the head says the version of the export, and an account begins."""
    text = head_text(source).lstrip()
    return text.startswith("{") and bool(VERSION.search(text) and ACCOUNT.search(text))


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of the export, in two walks: names and kinds of fields stand behind the contacts that need them."""
    known = Known()
    with source.open() as handle:
        for kind, record in _records(JsonStream(handle)):
            _learn(known, kind, record)
    with source.open() as handle:
        yield from _told(source.first, JsonStream(handle), known)


def _told(file: str, stream: JsonStream, known: Known) -> Iterator[Record]:
    total = not_read = 0
    written: set[str] = set()
    late: list[tuple[int, dict[str, Any]]] = []  # activities, should they stand before a contact in them
    for kind, record in _records(stream):
        if kind not in (*COUNTED, CUT):
            continue
        total += 1
        why = CUT if kind == CUT else "" if isinstance(record, dict) else BROKEN
        if not why and kind == "contact":
            found = contact_of(record, known, total)
            if found is None:
                why = NOBODY
            else:
                written.add(found[0].handle.key)
                yield found[0]
                yield from found[1]
        elif not why and kind == "activity":
            late.append((total, _needed(record)))
        if why:
            not_read += 1
            yield Problem(file, total, why)
    for line, record in late:
        said, uid = properties(record), uid_of(record)
        handles = tuple(key for key in known.met.get(uid, ()) if key in written)
        about = (" ".join(plain(said.get(part)).split()) for part in ("summary", "description"))
        encounter = met("meeting", said.get("happened_at"), handles, " · ".join(filter(None, about)), line, uid)
        if encounter is None or not handles:
            not_read += 1
            yield Problem(file, line, NO_DATE)
        else:
            yield encounter
    yield Tally("record", total, total - not_read, 0, not_read)


def _needed(record: dict[str, Any]) -> dict[str, Any]:
    said = properties(record)
    return {
        "uuid": record.get("uuid"),
        "properties": {name: said.get(name) for name in ("summary", "description", "happened_at")},
    }


def _learn(known: Known, kind: str, record: Any) -> None:
    """Keep what contacts will need of one record."""
    if not isinstance(record, dict):
        return
    said, uid = properties(record), uid_of(record)
    if kind == "user":
        known.me = known.me or plain(said.get("me_contact"))
    elif kind == "contact":
        known.names[uid] = name_of(record)
        for inside, values in inner(record):
            for each in values if inside == "activity" else ():
                activity = plain(each.get("uuid")) if isinstance(each, dict) else plain(each)
                known.met.setdefault(activity, []).append(uid)
    elif kind == "relationship":
        pair = (plain(said.get("type")), plain(said.get("of_contact")))
        known.related.setdefault(plain(said.get("contact_is")), []).append(pair)
    elif kind == "contact_field_types":
        what = plain(said.get("type")) or {"mailto:": "email", "tel:": "phone"}.get(plain(said.get("protocol")), "")
        known.fields[uid] = (plain(said.get("name")), what)


def _records(stream: JsonStream) -> Iterator[tuple[str, Any]]:
    """Each record of the account with its type, None for one that cannot be used; (CUT, None) where the file breaks."""
    try:
        for key in stream.each_key():
            if key != "account":
                stream.skip()
                continue
            for part in stream.each_key():
                if part == "data":
                    for _ in stream.each_item():
                        yield from _collection(stream)
                elif part == "instance":
                    for name in stream.each_key():
                        if name == "contact_field_types":
                            yield from _values(stream, name)
                        else:
                            stream.skip()
                else:
                    stream.skip()
    except Ended:
        yield CUT, None


def _collection(stream: JsonStream) -> Iterator[tuple[str, Any]]:
    """The records of one {count, type, values}; photos and documents are passed over without being kept."""
    kind = ""
    for key in stream.each_key():
        if key == "type":
            kind = plain(stream.plain())
        elif key == "values" and kind in ("user", *COUNTED):
            yield from _values(stream, kind)
        else:
            stream.skip()


def _values(stream: JsonStream, kind: str) -> Iterator[tuple[str, Any]]:
    for _ in stream.each_item():
        yield kind, stream.plain()
