"""The records of a WeChat export that is a table: one row a message."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from kithbook.formats.contract import NO_ANSWERS, Answers
from kithbook.formats.source import Source
from kithbook.formats.table import picker, rows
from kithbook.formats.text import Text
from kithbook.formats.wechat_common import LAST_SECOND, PLATFORM, told
from kithbook.vocabulary import Chat, Contact, Handle, Message, Problem, Record, Tally

NO_TIME: Final = "A row without a time that can be read."


class Given(NamedTuple):
    """What one row says, whatever its columns are called. ``sender`` is "" for WeChat itself."""

    chat: str
    sender: str
    name: str
    is_me: bool
    time: tuple[int, str] | None
    kind: str
    body: str
    id: str


def records(
    source: Source,
    columns: Sequence[str],
    given: Callable[[Sequence[str]], Given],
    chat: Callable[[str, str], Chat],
    answers: Answers = NO_ANSWERS,
) -> Iterator[Record]:
    """The records of a file: ``given`` reads the ``columns`` of a row, ``chat`` makes the Chat of (ref, id)."""
    text = Text(source, answers=answers)
    yield from text.choices()
    file = source.first
    total = blank = not_read = 0
    pick: Callable[[list[str]], Sequence[str]] | None = None
    refs: dict[str, str] = {}
    met: set[tuple[str, str, bool]] = set()
    for row in rows(text):
        total += 1
        if isinstance(row, str):
            not_read += 1
            yield Problem(file, total, row)
        elif not any(row):
            blank += 1
        elif pick is None:
            pick = picker(row, columns)
        else:
            each = given(pick(row))
            if each.time is None or not 0 <= each.time[0] < LAST_SECOND:
                not_read += 1
                yield Problem(file, total, NO_TIME)
                continue
            ref = refs.get(each.chat)
            if ref is None:
                ref = refs[each.chat] = str(len(refs) + 1)
                yield chat(ref, each.chat)
            if each.sender and (ref, each.sender, each.is_me) not in met:
                met.add((ref, each.sender, each.is_me))
                handle = Handle(PLATFORM, each.sender, each.name)
                yield Contact(handle, ref, each.is_me or None, line=total)
            kind, body, reply_to = each.kind, each.body, ""
            if kind != "text" or "<" in body[:20]:
                kind, body, reply_to = told(kind, body)
            at, zone = each.time
            yield Message(ref, each.sender, at, kind, body, total, 1, zone, each.id, reply_to)
    yield Tally("record", total, total - blank - not_read, blank, not_read)
