"""A spreadsheet behind a guard: calamine lays every sheet out in full, so what would not fit is refused before."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import PurePosixPath
from typing import Any, Final
from zipfile import ZIP_STORED, ZipFile

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from kithbook.formats.archive import Archive, Budget
from kithbook.formats.source import Source
from kithbook.vocabulary import Refused, say

MAX_BYTES: Final = 64 << 20  # of the file, and of all its sheets and their texts, unpacked
MAX_CELLS: Final = 2_000_000  # of one sheet, from its first to its last cell in use; calamine takes 32 bytes for each
NEEDED: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:_rels/)?[^/]+\.(?:xml|rels)|xl/worksheets/[^/]+\.xml", re.IGNORECASE
)
SHEET: Final = re.compile(r"xl/worksheets/", re.IGNORECASE)
PLACED: Final = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,9})(\d{1,12})["']""")
UNPLACED_ROW: Final = re.compile(rb"<(?:\w+:)?row(?=[\s>/])(?![^>]*\sr\s*=)")
UNPLACED_CELL: Final = re.compile(rb"<(?:\w+:)?c(?=[\s>/])(?![^>]*\sr\s*=)")
ROW: Final = re.compile(rb"<(?:\w+:)?row(?=[\s>/])")


def is_workbook(source: Source) -> bool:
    """Whether this is an .xlsx (or .xlsm): a zip of its parts, but a file to a person."""
    return (
        len(source.entries()) == 1
        and PurePosixPath(source.first).suffix.lower() in (".xlsx", ".xlsm")
        and source.head().startswith(b"PK")
    )


def sheets(source: Source) -> Iterator[tuple[str, Iterator[list[str]]]]:
    """Each visible sheet: its name, and its rows as texts. Raises Refused where it is damaged, locked or too large."""
    copied = _guarded(source)
    try:
        with CalamineWorkbook.from_filelike(copied) as book:
            for about in book.sheets_metadata:
                if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible:
                    sheet = book.get_sheet_by_name(about.name)
                    yield about.name, ([_text(value) for value in row] for row in sheet.iter_rows())
    except (Refused, GeneratorExit, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of calamine is no Exception
        raise _damaged(source) from None


def _guarded(source: Source) -> io.BytesIO:
    """A copy of the parts that are read, none larger than it says, after a look at how far each sheet reaches."""
    with source.open() as handle:
        packed = handle.read(MAX_BYTES + 1)
    if len(packed) > MAX_BYTES:
        raise _too_large(source)
    parts = Archive(source.name, lambda: ZipFile(io.BytesIO(packed)), Budget(len(packed)))
    entries = [entry for entry in parts.entries if NEEDED.fullmatch(entry.name)]
    if sum(entry.size for entry in entries) > MAX_BYTES:
        raise _too_large(source)
    copied = io.BytesIO()
    with ZipFile(copied, "w", ZIP_STORED) as archive:
        for entry in entries:
            with parts.open(entry.name) as part:
                data = part.read()
            if SHEET.match(entry.name) and cells(data) > MAX_CELLS:
                raise _too_large(source)
            archive.writestr(entry.name, data)
    copied.seek(0)
    return copied


def cells(sheet: bytes) -> int:
    """How many cells the rectangle around all cells of a sheet's XML has, at most."""
    rows = columns = 0
    for letters, digits in PLACED.findall(sheet):
        rows = max(rows, int(digits))
        if letters:
            column = 0
            for letter in letters.upper():
                column = column * 26 + letter - 64
            columns = max(columns, column)
    rows += len(UNPLACED_ROW.findall(sheet))
    if UNPLACED_CELL.search(sheet):  # such a cell stands behind the one before
        columns += max(len(UNPLACED_CELL.findall(row)) for row in ROW.split(sheet))
    return rows * columns


def _text(value: Any) -> str:
    """A cell as a person would write it in a CSV."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e17 else repr(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M:%S}"
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _damaged(source: Source) -> Refused:
    return Refused(
        say("{name} cannot be read as a spreadsheet. Save it again without a password, or as CSV.", name=source.name)
    )


def _too_large(source: Source) -> Refused:
    return Refused(say("{name} is too large to be read as a spreadsheet. Save it as CSV.", name=source.name))
