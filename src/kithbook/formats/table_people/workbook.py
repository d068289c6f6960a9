"""A spreadsheet (.xlsx) read row by row in flat memory, with Python's own XML parser.

Parts and cells as in ECMA-376 part 1, 18.3 (worksheets), 18.4 (shared texts) and 18.8 (styles). Libraries that lay a
sheet out in full can be made to take any memory by two cells far apart, which ends the process (docs/decisions/0015).
"""

import io
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Final, NamedTuple
from xml.parsers import expat
from zipfile import ZipFile

from kithbook.formats.archive import Archive, Budget
from kithbook.formats.source import Source
from kithbook.formats.table_people.cells import Styles, column_of, unescaped, value_of
from kithbook.vocabulary import Refused, say

MAX_PACKED: Final = 64 << 20  # bytes of a spreadsheet that lies in a zip, which is held in memory
MAX_XML: Final = 1 << 30  # bytes of one part
MAX_TEXTS: Final = 1_000_000  # texts that the sheets share, which are held in memory
MAX_CHARACTERS: Final = 32 << 20  # of all of them
MAX_CELL: Final = 1 << 20  # characters; Excel's own limit is 32,767
MAX_COLUMNS: Final = 500
MAX_ROWS: Final = 1 << 20  # of a sheet; Excel's own limit
MAX_TOKEN: Final = 4 << 20  # bytes without a tag or a text that ends
BLOCK: Final = 1 << 16
BROKEN: Final = "The sheet breaks off here. Save the spreadsheet again."
TOO_LONG: Final = "A row with a cell that is too long to be read."
Row = list[str] | str  # or why it cannot be read


class Broken(Exception):
    """The XML is no XML, or has parts that no spreadsheet has."""


class Sheet(NamedTuple):
    """A visible sheet: its name, and a function that gives its rows from the first on, each time anew."""

    name: str
    rows: Callable[[], Iterator[Row]]


def is_workbook(source: Source) -> bool:
    """Whether this is an .xlsx (or .xlsm): a zip of its parts, but a file to a person."""
    return (
        len(source.entries()) == 1
        and PurePosixPath(source.first).suffix.lower() in (".xlsx", ".xlsm")
        and source.head().startswith(b"PK")
    )


def sheets(source: Source) -> list[Sheet]:
    """The visible sheets. Raises Refused where the file is damaged or too large; so do their rows."""
    parts = _parts(source)
    names = {entry.name for entry in parts.entries}
    try:
        listed, old_dates = _listed(parts)
        targets = _targets(parts)
        texts = _texts(parts, source) if "xl/sharedStrings.xml" in names else []
        styles = _styles(parts, old_dates) if "xl/styles.xml" in names else Styles((), old_dates)
    except (Broken, KeyError):
        raise _damaged(source) from None
    found = []
    for name, reference in listed:
        part = targets.get(reference, "")
        if part in names:
            found.append(Sheet(name, lambda part=part: _rows(parts, part, texts, styles)))  # type: ignore[misc]
    return found


def _parts(source: Source) -> Archive:
    if source.kind == "file":
        return Archive.at(source.path)
    with source.open() as handle:
        packed = handle.read(MAX_PACKED + 1)
    if len(packed) > MAX_PACKED:
        raise _too_large(source)
    return Archive(source.name, lambda: ZipFile(io.BytesIO(packed)), Budget(len(packed)))


def _walk(
    handle: BinaryIO,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Parse a part block by block, with the names of elements without their prefix; stops after each block."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _no_doctype
    read = 0
    try:
        while block := handle.read(BLOCK):
            read += len(block)
            parser.Parse(block, False)
            yield
            if read > MAX_XML or read - parser.CurrentByteIndex > MAX_TOKEN:
                raise Broken
        parser.Parse(b"", True)
        yield
    except (expat.ExpatError, LookupError, ValueError):  # the latter two for encodings that there are not
        raise Broken from None


def _no_doctype(*_: object) -> None:
    raise Broken  # entities could unfold to any size


def _all(handle: BinaryIO, start: Callable[[str, dict[str, str]], None]) -> None:
    with handle:
        for _ in _walk(handle, start):
            pass


def _listed(parts: Archive) -> tuple[list[tuple[str, str]], bool]:
    """The visible sheets with what refers to their part; whether days are counted from 1904."""
    found: list[tuple[str, str]] = []
    old_dates: list[bool] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            old_dates.append(attributes.get("date1904") in ("1", "true"))
        elif name == "sheet" and attributes.get("state", "visible") == "visible" and len(found) < MAX_COLUMNS:
            reference = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            found.append((attributes.get("name", ""), reference))

    _all(parts.open("xl/workbook.xml"), start)
    return found, any(old_dates)


def _targets(parts: Archive) -> dict[str, str]:
    """The part of each sheet by what refers to it."""
    found: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            found[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"

    _all(parts.open("xl/_rels/workbook.xml.rels"), start)
    return found


def _styles(parts: Archive, old_dates: bool) -> Styles:
    """Which of the formats of cells are dates."""
    own: dict[str, str] = {}
    formats: list[str] = []
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name in ("cellXfs", "cellStyleXfs"):
            inside[:] = [name]
        elif name == "xf" and inside == ["cellXfs"]:
            formats.append(attributes.get("numFmtId", "0"))

    _all(parts.open("xl/styles.xml"), start)
    return Styles.of(formats, own, old_dates)


def _texts(parts: Archive, source: Source) -> list[str]:
    """The texts that the sheets share; without those that only say how another is pronounced."""
    found: list[str] = []
    pieces: list[str] = []
    state = {"text": False, "phonetic": False}
    size = 0

    def start(name: str, _: dict[str, str]) -> None:
        if name == "si":
            pieces.clear()
        elif name == "rPh":
            state["phonetic"] = True
        state["text"] = name == "t" and not state["phonetic"]

    def end(name: str) -> None:
        nonlocal size
        state["text"] = False
        if name == "rPh":
            state["phonetic"] = False
        elif name == "si":
            found.append(unescaped("".join(pieces)))
            size += len(found[-1])

    def text(piece: str) -> None:
        if state["text"]:
            pieces.append(piece)

    with parts.open("xl/sharedStrings.xml") as handle:
        for _ in _walk(handle, start, end, text):
            if len(found) > MAX_TEXTS or size > MAX_CHARACTERS:
                raise _too_large(source)
    return found


def _rows(parts: Archive, part: str, texts: list[str], styles: Styles) -> Iterator[Row]:
    """Every row of a sheet up to its last one, those that are left out as empty ones."""
    sheet = _Cells(texts, styles)
    with parts.open(part) as handle:
        try:
            for _ in _walk(handle, sheet.start, sheet.end, sheet.text):
                yield from sheet.done()
        except Broken:
            yield from sheet.done()
            yield BROKEN


class _Cells:
    """Puts the rows of a sheet together while its XML is parsed."""

    def __init__(self, texts: list[str], styles: Styles) -> None:
        self._texts, self._styles = texts, styles
        self._done: list[tuple[int, Row]] = []  # how many empty rows come before, and the row
        self._row: list[str] = []
        self._number = 0  # of the row
        self._gap = self._column = self._long = 0
        self._kind = self._style = ""
        self._pieces: list[str] = []
        self._size = 0
        self._inside = self._phonetic = False

    def done(self) -> Iterator[Row]:
        """The rows that have ended since."""
        for gap, row in self._done:
            for _ in range(gap):
                yield []
            yield row
        self._done.clear()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("v", "t"):
            self._inside = not self._phonetic
        elif name == "c":
            place = column_of(attributes.get("r", ""))
            self._column = self._column + 1 if place is None else place
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._pieces.clear()
            self._size = 0
        elif name == "row":
            told = attributes.get("r", "")
            number = int(told) if told.isdecimal() and len(told) < 8 else 0
            number = number if self._number < number <= MAX_ROWS else self._number + 1
            self._gap, self._number = number - self._number - 1, number
            self._row, self._column, self._long = [], -1, 0
        elif name == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._inside = False
        elif name == "c":
            value = value_of("".join(self._pieces), self._kind, self._style, self._texts, self._styles)
            if value and self._column < MAX_COLUMNS:
                self._row.extend([""] * (self._column + 1 - len(self._row)))
                self._row[self._column] = value
            self._long = self._long or self._size > MAX_CELL
        elif name == "row":
            self._done.append((self._gap, TOO_LONG if self._long else self._row))
            self._row = []
        elif name == "rPh":
            self._phonetic = False

    def text(self, piece: str) -> None:
        if self._inside:
            self._size += len(piece)
            if self._size <= MAX_CELL:
                self._pieces.append(piece)


def _damaged(source: Source) -> Refused:
    return Refused(
        say("{name} cannot be read as a spreadsheet. Save it again without a password, or as CSV.", name=source.name)
    )


def _too_large(source: Source) -> Refused:
    return Refused(say("{name} is too large to be read as a spreadsheet. Save it as CSV.", name=source.name))
