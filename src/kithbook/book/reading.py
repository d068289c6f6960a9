"""Any export as plain records, and the formats that can be read; neither needs a book."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kithbook.book import sources
from kithbook.formats import FORMATS, NO_ANSWERS, Answers
from kithbook.vocabulary import Chat, Contact, Encounter, Message
from kithbook.vocabulary.answers import FormatRow, FormatsAnswer


def formats() -> FormatsAnswer:
    """Every format that can be read, and how to get such an export out of its platform."""
    return FormatsAnswer(tuple(FormatRow(each.NAME, each.TITLE, dict(each.HOW_TO_EXPORT)) for each in FORMATS))


def read(path: str | Path, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[dict[str, Any]]:
    """The messages of every export at or below ``path``, in file order, as plain dictionaries.

    ``chat`` is the title, ``sender`` the name; ``at`` is ISO 8601 with its offset where ``zone`` is known and the clock
    on the wall where it is "". Raises Refused where there is no export.
    """
    for export in sources.exports(path)[0]:
        chats: dict[str, str] = {}
        names: dict[str, str] = {"": ""}
        for record in export.format.read(export.source, answers=answers, now=now):
            if isinstance(record, Encounter):
                record = sources.as_message(record)  # noqa: PLW2901
            if isinstance(record, Message):
                yield {
                    "chat": chats.get(record.chat, record.chat),
                    "sender": names.get(record.sender, record.sender),
                    "at": _iso(record.at, record.zone),
                    "zone": record.zone,
                    "kind": record.kind,
                    "text": record.text,
                    "reply_to": record.reply_to,
                    "line": record.line,
                }
            elif isinstance(record, Chat):
                chats[record.ref] = record.title or record.ref
            elif isinstance(record, Contact):
                names[record.handle.key] = record.handle.name or record.handle.key


def _iso(at: int, zone: str) -> str:
    """``at`` as ISO 8601: with the offset of ``zone``, or without any where it is not known."""
    if not zone:
        return datetime.fromtimestamp(at, UTC).replace(tzinfo=None).isoformat()
    try:
        told = datetime.strptime(zone.replace("UTC", "+00:00")[:6], "%z").tzinfo
    except ValueError:
        told = UTC  # a named zone: the moment is what counts
    return datetime.fromtimestamp(at, told).isoformat()
