"""Where the table is in a file: what parts its columns, which row names them, and which sheet of a workbook it is."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from kithbook.formats.contract import NO_ANSWERS, Answers
from kithbook.formats.encoding import ANSWERABLE
from kithbook.formats.people_card import MAIL
from kithbook.formats.source import HEAD, Source
from kithbook.formats.table import MAX_FIELD, rows
from kithbook.formats.table_people.guessing import Guess, weigh
from kithbook.formats.table_people.meanings import known
from kithbook.formats.table_people.values import SOCIAL, is_phone
from kithbook.formats.table_people.workbook import MAX_COLUMNS, Row, sheets
from kithbook.formats.text import Text, head_text

DELIMITERS: Final = (",", ";", "\t", "|")
ENDINGS: Final = (".csv", ".tsv", ".tab", ".txt", ".xls", "")  # an .xls of Meetup is a text with tabs
NOT_TEXT: Final = ("{", "[", "<", "BEGIN:", "From ", "%PDF")
SAMPLE: Final = 200  # rows that are looked at before the guess
FIRST_ROWS: Final = 25  # among these is the header


class Layout(NamedTuple):
    """A table: the row that names its columns (from 0; -1 where none does), their names, and the guess for them.

    ``delimiter`` is "" in a workbook, whose ``sheet`` is named. ``rows`` are some that follow the header.
    """

    delimiter: str
    sheet: str
    header: int
    columns: tuple[str, ...]
    guess: Guess
    rows: tuple[tuple[str, ...], ...]


def look(source: Source, answers: Answers = NO_ANSWERS) -> Layout | None:
    """The table in the head of a text, whether or not it names people; None where there is none."""
    ending = PurePosixPath(source.first).suffix.lower()
    if len(source.entries()) != 1 or ending not in ENDINGS:
        return None
    text = _head(source, answers)
    if "\0" in text or text.lstrip().startswith(NOT_TEXT):
        return None
    lines = list(io.StringIO(text, newline="\n"))
    lines = lines if len(source.head()) < HEAD else lines[:-1]
    best = max((_layout(delimiter, "", _parsed(lines, delimiter)) for delimiter in DELIMITERS), key=_worth)
    if ending == ".txt" and (best is None or _headers(best.columns) < 2):
        return None  # in a plain text, a comma alone makes no table
    return best


def _headers(columns: Sequence[str]) -> int:
    """How many of these are plainly headers."""
    return sum((told := known(name)) is not None and told.plainly >= 2 for name in columns)


def _head(source: Source, answers: Answers) -> str:
    told = answers.get("encoding", "")
    if told not in ANSWERABLE:
        return head_text(source)
    return source.head().decode(told, "replace").lstrip("\ufeff").replace("\r\n", "\n")


def workbook_layouts(source: Source) -> Iterator[Layout]:
    """The layout of each visible sheet that has a table."""
    for sheet in sheets(source):
        sample = [row for row in islice(sheet.rows(), SAMPLE) if not isinstance(row, str)]
        found = _layout("", sheet.name, sample)
        if found:
            yield found


def each_row(source: Source, layout: Layout, answers: Answers = NO_ANSWERS) -> Iterator[Row]:
    """Every row of the table, the header and what comes before it among them."""
    if layout.delimiter:
        return rows(Text(source, answers=answers), layout.delimiter)
    return next((sheet.rows() for sheet in sheets(source) if sheet.name == layout.sheet), iter(()))


def _parsed(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    csv.field_size_limit(max(MAX_FIELD, csv.field_size_limit()))
    reader = csv.reader(lines, delimiter=delimiter)
    found: list[list[str]] = []
    while len(found) < SAMPLE:
        try:
            found.append(next(reader))
        except StopIteration:
            break
        except csv.Error:
            continue
    return found


def _layout(delimiter: str, sheet: str, sample: Sequence[list[str]]) -> Layout | None:
    header = _header_row(sample)
    if header is None:
        return None
    width = min(MAX_COLUMNS, max((len(row) for row in sample[header + 1 :] or sample), default=0))
    if header >= 0:
        width = min(MAX_COLUMNS, max(width, len(sample[header])))
    columns = named(sample[header] if header >= 0 else (), width)
    following = tuple(tuple(row) for row in sample[header + 1 :] if any(cell.strip() for cell in row))
    return Layout(delimiter, sheet, header, columns, weigh(columns, following), following) if columns else None


def _worth(layout: Layout | None) -> tuple[int, int, int]:
    """Of several ways to part the columns the best names people, has more known headers, and more columns."""
    if layout is None:
        return (-1, 0, 0)
    return (layout.guess.people, sum(known(name) is not None for name in layout.columns), len(layout.columns))


def _header_row(sample: Sequence[Sequence[str]]) -> int | None:
    """The row, of the first ones, with most known headers; -1 where the first is data, None where none fits."""
    best, most = None, 0
    first: tuple[int, bool, int] | None = None
    for at, row in enumerate(sample[:FIRST_ROWS]):
        filled = [cell for cell in row if cell.strip()]
        if not filled or is_note(at, row):
            continue
        data = any(MAIL.search(cell) or SOCIAL.match(cell) or is_phone(cell.strip()) for cell in filled)
        first = (at, data, len(filled)) if first is None else first
        count = 0 if data else _headers(filled)
        if count > most:
            best, most = at, count
    if best is not None or first is None:
        return best
    at, data, width = first
    return -1 if data else at if width > 1 else None


def is_note(at: int, row: Sequence[str]) -> bool:
    """Whether this is Excel's own note on what parts the columns, which comes first."""
    return at == 0 and row[0].startswith("sep=")


def named(header: Sequence[str], width: int) -> tuple[str, ...]:
    """The names of the columns, each once: what is empty is called by its place, what is repeated is numbered."""
    found: dict[str, None] = {}
    for at in range(width):
        name = " ".join(header[at].replace("\ufeff", "").split())[:200] if at < len(header) else ""
        name = name or f"Column {at + 1}"
        count, shown = 1, name
        while shown in found:
            count += 1
            shown = f"{name} ({count})"
        found[shown] = None
    return tuple(found)
