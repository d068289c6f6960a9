"""Rows of a CSV file in flat memory, whatever its encoding; a broken row is a problem and not the end."""

import csv
import io
import operator
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from kithbook.formats.source import Source
from kithbook.formats.text import Text, head_text

MAX_FIELD: Final = 1 << 20  # characters; a merged chat record is long, but a stray quote must not swallow the file
MAX_HEADER: Final = 16_384  # characters of the first row; JSON of one line is no table, and costs every format its time
BROKEN: Final = "A row whose quotes or line ends are broken."


def header(source: Source, name: str | None = None, delimiter: str = ",") -> frozenset[str]:
    """The names of the columns in the first row, empty where the head is no CSV."""
    first = head_text(source, name).partition("\n")[0]
    if len(first) > MAX_HEADER:
        return frozenset()
    try:
        return frozenset(column.strip() for column in next(csv.reader([first], delimiter=delimiter), []))
    except csv.Error:
        return frozenset()


def rows(text: Text, delimiter: str = ",") -> Iterator[list[str] | str]:
    """Each row of the file from the first on, or why it could not be read; an empty line is an empty row.

    The standard library keeps its limit for fields as one setting of the process, so it is raised here and not lowered.
    """
    csv.field_size_limit(max(MAX_FIELD, csv.field_size_limit()))
    problems: list[str] = []
    reader = csv.reader(_lines(text, problems), delimiter=delimiter)
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


def selected(text: Text, columns: Sequence[str]) -> Iterator[Sequence[str]]:
    """Only the columns asked for, of each row that can be read: a quick look at the whole file before its records."""
    pick: Callable[[list[str]], Sequence[str]] | None = None
    for row in rows(text):
        if isinstance(row, str) or not any(row):
            continue
        if pick is None:
            pick = picker(row, columns)
        else:
            yield pick(row)


def picker(names: list[str], columns: Sequence[str]) -> Callable[[list[str]], Sequence[str]]:
    """A function that takes these columns out of a row that has ``names`` as its header; what is missing is empty."""
    order = [name.strip().lstrip("\ufeff") for name in names]
    places = [order.index(column) if column in order else sys.maxsize for column in columns]
    whole = operator.itemgetter(*places)  # much faster than one by one, where nothing is missing
    needed = max(places)

    def pick(row: list[str]) -> Sequence[str]:
        width = len(row)
        picked: Sequence[str] = whole(row) if width > needed else [row[at] if at < width else "" for at in places]
        return picked

    return pick
