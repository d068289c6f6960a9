"""Rows of a CSV file in flat memory, whatever its encoding; a broken row is a problem and not the end."""

import csv
import io
import operator
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from kithbook.formats.source import Source
from kithbook.formats.text import Text, decode_head
from kithbook.formats.wechat_common import LAST_SECOND, PLATFORM, told
from kithbook.vocabulary import Chat, Contact, Handle, Message, Problem, Record, Tally

MAX_FIELD: Final = 1 << 20  # characters; a merged chat record is long, but a stray quote must not swallow the file
BROKEN: Final = "A row whose quotes or line ends are broken."
NO_TIME: Final = "A row without a time that can be read."


def header(source: Source) -> frozenset[str]:
    """The names of the columns, empty where the head is no CSV."""
    head = source.head()
    first = head.decode(decode_head(head).name, "replace").lstrip("\ufeff").partition("\n")[0]
    try:
        return frozenset(name.strip() for name in next(csv.reader([first]), []))
    except csv.Error:
        return frozenset()


def rows(text: Text) -> Iterator[list[str] | str]:
    """Each row of the file from the header on, or why it could not be read.

    The standard library keeps its limit for fields as one setting of the process, so it is raised here and not lowered.
    """
    csv.field_size_limit(max(MAX_FIELD, csv.field_size_limit()))
    problems: list[str] = []
    reader = csv.reader(_lines(text, problems))
    while True:
        try:
            row: list[str] | str = next(reader)
        except StopIteration:
            row = []
            if not problems:
                return
        except csv.Error:
            row = BROKEN
        yield from problems
        if row or not problems:
            yield row
        problems.clear()


def _lines(text: Text, problems: list[str]) -> Iterator[str]:
    for piece in text.pieces():
        if piece.problem:
            problems.append(piece.problem)
        else:
            yield from io.StringIO(piece.text, newline="\n")


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
) -> Iterator[Record]:
    """The records of a file: ``given`` reads the ``columns`` of a row, ``chat`` makes the Chat of (ref, id)."""
    text = Text(source)
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
            pick = _picker(row, columns)
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


def selected(text: Text, columns: Sequence[str]) -> Iterator[Sequence[str]]:
    """Only the columns asked for, of each row that can be read: a quick look at the whole file before its records."""
    pick: Callable[[list[str]], Sequence[str]] | None = None
    for row in rows(text):
        if isinstance(row, str) or not any(row):
            continue
        if pick is None:
            pick = _picker(row, columns)
        else:
            yield pick(row)


def _picker(names: list[str], columns: Sequence[str]) -> Callable[[list[str]], Sequence[str]]:
    """A function that takes these columns out of a row; what a row does not have is empty."""
    order = [name.strip().lstrip("\ufeff") for name in names]
    places = [order.index(column) if column in order else sys.maxsize for column in columns]
    whole = operator.itemgetter(*places)  # much faster than one by one, where nothing is missing
    needed = max(places)

    def pick(row: list[str]) -> Sequence[str]:
        width = len(row)
        picked: Sequence[str] = whole(row) if width > needed else [row[at] if at < width else "" for at in places]
        return picked

    return pick
