"""A small spreadsheet for the tests, written as Excel writes it: shared texts, styles for dates, several sheets."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
Cell = str | float | bool | date | None


def column(number: int) -> str:
    """The letters of a column, from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def workbook(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """An .xlsx with these rows in its sheets, the same bytes each time."""
    texts: dict[str, int] = {}
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>'
        + "".join(f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(sheets, 1))
        + "</sheets></workbook>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }
    for at, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{at}.xml"] = sheet(rows, texts)
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{MAIN}">' + "".join(f"<si><t>{escape(text)}</t></si>" for text in texts) + "</sst>"
    )
    targets = {f"rId{at}": ("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)}
    targets |= {"rIdS": ("styles", "styles.xml"), "rIdT": ("sharedStrings", "sharedStrings.xml")}
    parts["xl/_rels/workbook.xml.rels"] = relations(targets)
    return packed({name: HEAD + text for name, text in parts.items()})


def sheet(rows: Sequence[Sequence[Cell]], texts: dict[str, int]) -> str:
    """The XML of one sheet; its texts are added to ``texts``."""
    written = []
    for at, row in enumerate(rows, 1):
        cells = []
        for place, value in enumerate(row):
            reference = f'r="{column(place)}{at}"'
            if isinstance(value, str):
                cells.append(f'<c {reference} t="s"><v>{texts.setdefault(value, len(texts))}</v></c>')
            elif isinstance(value, bool):
                cells.append(f'<c {reference} t="b"><v>{int(value)}</v></c>')
            elif isinstance(value, date):
                cells.append(f'<c {reference} s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>')
            elif value is not None:
                cells.append(f"<c {reference}><v>{value}</v></c>")
        written.append(f'<row r="{at}">{"".join(cells)}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(written)}</sheetData></worksheet>'


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """The XML of what a part refers to: id -> kind and target."""
    inner = "".join(
        f'<Relationship Id="{each}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for each, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def packed(parts: Mapping[str, str]) -> bytes:
    """A zip of these parts."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(ZipInfo(name), text.encode(), ZIP_DEFLATED)
    return buffer.getvalue()
