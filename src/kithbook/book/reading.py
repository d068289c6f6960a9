"""Any export as plain records, and the formats that can be read; neither needs a book."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import msgspec

from kithbook.book import sources
from kithbook.formats import FORMATS, NO_ANSWERS, Answers
from kithbook.vocabulary import Chat, Contact, Encounter, Message, Piece, Record, Refused, Taste, say
from kithbook.vocabulary.answers import FormatRow, FormatsAnswer

# what can be asked for -> the record of which it is made; "all" is each record of the export
WHAT: Final[dict[str, type]] = {
    "messages": Message,
    "people": Contact,
    "encounters": Encounter,
    "pieces": Piece,
    "tastes": Taste,
}
ALL: Final = "all"
# what the exports of a platform mostly bring, where it is no chat
_SORTS: Final = {"contacts": "people", "list": "people", "github": "pieces", "spotify": "pieces", "feed": "pieces"}
Aside = Callable[[Record], None]


def formats() -> FormatsAnswer:
    """Every format that can be read, and how to get such an export out of its platform."""
    return FormatsAnswer(
        tuple(
            FormatRow(each.NAME, each.TITLE, dict(each.HOW_TO_EXPORT), each.COVERAGE.verified, _sort(each))
            for each in FORMATS
        )
    )


def _sort(module: ModuleType) -> str:
    """What a format mostly brings."""
    return "meetings" if module.NAME == "ics" else _SORTS.get(module.PLATFORM, "chats")


def read(
    path: str | Path,
    *,
    answers: Answers = NO_ANSWERS,
    now: int | None = None,
    what: str = "messages",
    aside: Aside | None = None,
) -> Iterator[dict[str, Any]]:
    """The records of every export at or below ``path``, in file order, as plain dictionaries.

    ``what`` is one of WHAT, or "all": then each has its kind in "record", and choices, problems and the tally are among
    them. Names stand for keys: ``chat`` is the title, ``sender`` the name. ``at`` is ISO 8601, with its offset where
    ``zone`` is known and the clock on the wall where it is "". A call that has a chat is one of its messages too.
    ``aside`` hears of choices, problems and tallies. Raises Refused where there is no export.
    """
    if what != ALL and what not in WHAT:
        raise Refused(say("{what} is not among the records: {all}.", what=what, all=", ".join((*WHAT, ALL))))
    for export in sources.exports(path)[0]:
        names = _Names()
        records: Iterator[Record] = export.format.read(export.source, answers=answers, now=now)
        for record in records:
            names.meet(record)
            if what == "messages" and isinstance(record, Encounter) and record.chat:
                yield names.row(sources.as_message(record))
            elif what == ALL:
                yield {"record": type(record).__name__.lower()} | names.row(record)
            elif type(record) is WHAT[what]:
                yield names.row(record)
            elif aside is not None and not isinstance(record, Chat | Contact):
                aside(record)


class _Names:
    """What the keys of one export stand for, so that a record can be told in words."""

    def __init__(self) -> None:
        self._chats: dict[str, str] = {}
        self._people: dict[str, str] = {"": ""}

    def meet(self, record: Record) -> None:
        if isinstance(record, Chat):
            self._chats[record.ref] = record.title or record.ref
        elif isinstance(record, Contact):
            self._people[record.handle.key] = record.handle.name or record.handle.key

    def row(self, record: Record) -> dict[str, Any]:
        if isinstance(record, Message):
            return self._message(record)
        if isinstance(record, Contact):
            return self._person(record)
        if isinstance(record, Encounter):
            return self._encounter(record)
        plain: dict[str, Any] = msgspec.to_builtins(record)
        if isinstance(record, Piece):
            return plain | {"at": _moment(record.at, record.zone), "tags": list(record.tags)}
        if isinstance(record, Taste):
            plain["person"] = self._name(plain.pop("handle"))
            return plain | {"first": _moment(record.first, "UTC"), "last": _moment(record.last, "UTC")}
        if isinstance(record, Chat):
            return plain | {"seen_until": _moment(record.seen_until, "")}
        return plain

    def _message(self, record: Message) -> dict[str, Any]:
        return {
            "chat": self._chats.get(record.chat, record.chat),
            "sender": self._name(record.sender),
            "at": _iso(record.at, record.zone),
            "zone": record.zone,
            "kind": record.kind,
            "text": record.text,
            "reply_to": record.reply_to,
            "line": record.line,
            "id": record.id,
            "sender_key": record.sender,
            "edited": record.edited,
            "forwarded": record.forwarded,
            "reactions": [{"what": what, "count": count} for what, count in record.reactions],
            "mentions": [self._name(key) for key in record.mentions],
        }

    def _person(self, record: Contact) -> dict[str, Any]:
        return {
            "platform": record.handle.platform,
            "key": record.handle.key,
            "name": record.handle.name,
            "chat": self._chats.get(record.chat, record.chat),
            "is_me": record.is_me,
            "phones": list(record.phones),
            "mails": list(record.mails),
            "links": list(record.links),
            "facts": [{"name": name, "value": value} for name, value in record.facts],
            "notes": record.notes,
            "line": record.line,
        }

    def _encounter(self, record: Encounter) -> dict[str, Any]:
        return {
            "kind": record.kind,
            "at": _iso(record.at, record.zone),
            "zone": record.zone,
            "seconds": record.seconds,
            "all_day": record.all_day,
            "title": record.title,
            "place": record.place,
            "chat": self._chats.get(record.chat, record.chat),
            "people": [self._name(key) for key in record.handles],
            "keys": list(record.handles),
            "id": record.id,
            "line": record.line,
        }

    def _name(self, key: str) -> str:
        return self._people.get(key, key)


def _moment(at: int | None, zone: str) -> str | None:
    return None if at is None else _iso(at, zone)


def _iso(at: int, zone: str) -> str:
    """``at`` as ISO 8601: with the offset of ``zone``, or without any where it is not known."""
    if not zone:
        return datetime.fromtimestamp(at, UTC).replace(tzinfo=None).isoformat()
    try:
        told = datetime.strptime(zone.replace("UTC", "+00:00")[:6], "%z").tzinfo
    except ValueError:
        told = UTC  # a named zone: the moment is what counts
    return datetime.fromtimestamp(at, told).isoformat()
