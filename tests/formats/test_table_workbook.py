"""Spreadsheets: cells of every kind, sheets, and what would take any memory or time is refused."""

import io
import zipfile
from collections import deque
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import find, table_people
from kithbook.formats.source import Source
from kithbook.formats.table_people import workbook as reader
from kithbook.formats.table_people.workbook import BROKEN, TOO_LONG, sheets
from kithbook.vocabulary import Choice, Contact, Problem, Record, Refused, Tally
from tests.formats.workbooks import MAIN, packed, workbook

GUESTS = [["Name", "Phone", "Birthday"], ["Ines Halfmoon", "+39 06 5550 1199", date(1988, 7, 2)]]


def saved(path: Path, content: bytes, name: str = "guests.xlsx") -> Source:
    """A file with these bytes."""
    (path / name).write_bytes(content)
    return Source(path / name)


def changed(content: bytes, **parts: str | None) -> bytes:
    """A workbook with other parts, by the end of their names; None leaves one out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    for short, text in parts.items():
        name = next(each for each in found if each.rpartition("/")[2].partition(".")[0] == short)
        if text is None:
            del found[name]
        else:
            found[name] = text
    return packed(found)


def sheet(rows: str) -> str:
    """The XML of a sheet with these rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def rows(source: Source) -> list[list[str] | str]:
    """Every row of the first sheet."""
    return list(sheets(source)[0].rows())


def test_cells_of_every_kind_are_text(tmp_path: Path) -> None:
    """Numbers without a point, dates by their format, truths; what is left out between is empty."""
    cells = [["A", None, 3.0, 3.5, True, date(2026, 3, 4), 390655501199], [], [None, "last"]]
    assert rows(saved(tmp_path, workbook({"One": cells}))) == [
        ["A", "", "3", "3.5", "TRUE", "2026-03-04", "390655501199"],
        [],
        ["", "last"],
    ]


def test_texts_may_stand_in_the_cell_or_come_in_pieces(tmp_path: Path) -> None:
    """Inline and formula texts, rich text, readings beside it left out; errors are empty."""
    inner = (
        '<row><c t="inlineStr"><is><r><t>In</t></r><r><t>es</t></r><rPh><t>no</t></rPh></is></c>'
        '<c t="str"><f>A1</f><v>Lio</v></c><c t="e"><v>#REF!</v></c><c t="d"><v>2026-03-04</v></c>'
        '<c><v>1.3800138E10</v></c><c t="s"><v>99</v></c></row>'
    )
    source = saved(tmp_path, changed(workbook({"One": [["x"]]}), sheet1=sheet(inner)))
    assert rows(source) == [["Ines", "Lio", "", "2026-03-04", "13800138000"]]


def test_days_may_be_counted_from_1904(tmp_path: Path) -> None:
    """As Excel for the Mac once did."""
    made = workbook({"One": [["Name", "Birthday"], ["Ines", 100]]})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        book = archive.read("xl/workbook.xml").decode().replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
        one = archive.read("xl/worksheets/sheet1.xml").decode().replace('r="B2"', 'r="B2" s="1"')
    assert rows(saved(tmp_path, changed(made, workbook=book, sheet1=one)))[1] == ["Ines", "1904-04-10"]


def test_hidden_sheets_are_left_out_and_several_are_asked_about(tmp_path: Path) -> None:
    """Of the sheets that name people the first is read, another where the person says so."""
    made = workbook(
        {"Budget": [["Item"], ["Clay"]], "One": GUESTS, "Two": [["Name", "Email"], ["Lio", "lio@example.org"]]}
    )
    source = saved(tmp_path, made)
    records = list(table_people.read(source))
    choice = next(each for each in records if isinstance(each, Choice))
    assert (choice.name, choice.value, choice.sure, choice.options) == ("sheet", "One", False, ("One", "Two"))
    answered = table_people.read(source, answers={"sheet": "Two"})
    assert [each.mails for each in answered if isinstance(each, Contact)] == [("lio@example.org",)]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        book = archive.read("xl/workbook.xml").decode().replace('name="One"', 'name="One" state="hidden"')
    assert [each.name for each in sheets(saved(tmp_path, changed(made, workbook=book)))] == ["Budget", "Two"]


def test_two_cells_far_apart_take_no_memory(tmp_path: Path) -> None:
    """The last cell of the grid is legal; the rows between are empty, columns beyond the limit are passed over."""
    last = '<c r="XFD1048576"><v>2</v></c><c r="B1048576"><v>3</v></c>'
    inner = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{last}</row>'
    source = saved(tmp_path, changed(workbook({"One": [["x"]]}), sheet1=sheet(inner)))
    last_rows = deque(enumerate(sheets(source)[0].rows(), 1), maxlen=1)
    assert list(last_rows) == [(1_048_576, ["", "3"])]


@pytest.mark.parametrize(
    "inner",
    [
        '<row r="99999999999999999999"><c r="ZZZZZZ9"><v>1</v></c></row>',
        '<row r="-1"><c r="1A"><v>1</v></c></row>',
        '<row r="&#49;"><c r="&#65;1"><v>1</v></c></row>',
        '<x:row xmlns:x="u"><x:c><x:v>1</x:v></x:c></x:row>',
    ],
)
def test_odd_references_are_places_in_order(tmp_path: Path, inner: str) -> None:
    """What cannot be a place stands behind the one before."""
    source = saved(tmp_path, changed(workbook({"One": [["x"]]}), sheet1=sheet(inner)))
    assert rows(source) == [["1"]]


def test_entities_are_never_unfolded(tmp_path: Path) -> None:
    """A part with a document type is no part of a spreadsheet."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>'
    assert rows(saved(tmp_path, changed(workbook({"One": [["x"]]}), sheet1=bomb))) == [BROKEN]
    with pytest.raises(Refused):
        sheets(saved(tmp_path, changed(workbook({"One": [["x"]]}), sharedStrings=bomb)))


def test_a_sheet_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    """The rest is one problem."""
    inner = sheet('<row><c t="str"><v>Ines</v></c></row><row><c t="str"><v>Lio').partition("</sheetData>")[0]
    assert rows(saved(tmp_path, changed(workbook({"One": [["x"]]}), sheet1=inner))) == [["Ines"], BROKEN]


def test_a_cell_that_is_too_long_costs_its_row(tmp_path: Path) -> None:
    """The next row is read."""
    inner = f'<row><c t="str"><v>{"a" * 1_100_000}</v></c></row><row><c t="str"><v>Lio</v></c></row>'
    assert rows(saved(tmp_path, changed(workbook({"One": [["x"]]}), sheet1=sheet(inner)))) == [TOO_LONG, ["Lio"]]


def test_a_token_without_end_is_given_up(tmp_path: Path) -> None:
    """A tag of many megabytes is not held in memory."""
    attributes = "".join(f' a{number}="{number}"' for number in range(400_000))
    inner = sheet(f"<row{attributes}/>")
    assert rows(saved(tmp_path, changed(workbook({"One": [["x"]]}), sheet1=inner))) == [BROKEN]


def test_too_many_texts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are held in memory, so there is a limit; a CSV has none."""
    monkeypatch.setattr(reader, "MAX_TEXTS", 2)
    with pytest.raises(Refused, match="Save it as CSV"):
        sheets(saved(tmp_path, workbook({"One": [["a", "b", "c"]]})))


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    """A part that unpacks to a thousand times its size is not even begun."""
    content = changed(workbook({"One": [["x"]]}), sheet1=sheet(" " * 30_000_000))
    source = saved(tmp_path, content)
    with pytest.raises(Refused):
        rows(source)
    (found,) = find(tmp_path)
    assert found.format is None


@pytest.mark.parametrize("part", ["workbook", "sheet1", "_rels"])
def test_a_workbook_without_its_parts_is_refused_or_empty(tmp_path: Path, part: str) -> None:
    """Nothing is read where the parts that say what there is are missing."""
    if part == "_rels":
        content = packed({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})
    else:
        content = changed(workbook({"One": GUESTS}), **{part: None})
    source = saved(tmp_path, content)
    if part == "sheet1":
        assert not sheets(source)
        return
    with pytest.raises(Refused, match=r"as CSV\.$"):
        sheets(source)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("libre.ods", packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})),
    ],
)
def test_other_spreadsheets_say_what_to_do(tmp_path: Path, name: str, content: bytes) -> None:
    """An old, a locked or another kind of spreadsheet is not recognised, with the way out."""
    saved(tmp_path, content, name)
    (found,) = find(tmp_path / name)
    assert found.format is None
    assert "Save it as .xlsx" in str(found.why)


def test_a_spreadsheet_in_a_zip_is_found(tmp_path: Path) -> None:
    """As when a drive is downloaded."""
    with zipfile.ZipFile(tmp_path / "drive.zip", "w") as archive:
        archive.writestr("People/guests.xlsx", workbook({"One": GUESTS}))
        archive.writestr("People/list.csv", "Name,Email\nLio,lio@example.org\n")
    found = find(tmp_path / "drive.zip")
    assert [each.format for each in found] == [table_people, table_people]
    names = [each.handle.name for each in table_people.read(found[0].source) if isinstance(each, Contact)]
    assert names == ["Ines Halfmoon"]


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", categories=["L", "Nd", "P", "Zs"]), min_size=1, max_size=12),
            st.dates(min_value=date(1900, 3, 1)),
            st.integers(0, 10**12),
        ),
        max_size=6,
    )
)
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, model: list[tuple[str, date, int]]) -> None:
    """Texts of any script, days and numbers come back."""
    path = tmp_path_factory.mktemp("book", numbered=True)
    found = rows(saved(path, workbook({"One": [list(row) for row in model]})))
    assert found == [[text, str(day), str(number)] for text, day, number in model]


@given(data=st.data())
def test_a_damaged_spreadsheet_never_raises(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Any part may be changed anywhere."""
    made = workbook({"One": GUESTS})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for _ in range(data.draw(st.integers(1, 4))):
        name = data.draw(st.sampled_from(sorted(parts)))
        at = data.draw(st.integers(0, len(parts[name])))
        odd = ["<", "</row>", 'r="XFD1048576"', "&#0;", '"', 's="9"', "<row>", "<v>1e999</v>", 't="s"', "nan", ""]
        parts[name] = (
            parts[name][:at] + data.draw(st.sampled_from(odd)) + parts[name][at + data.draw(st.integers(0, 9)) :]
        )
    content = packed(parts)
    source = saved(
        tmp_path_factory.mktemp("torn", numbered=True),
        content[: data.draw(st.just(len(content)) | st.integers(60, len(content)))],
    )
    try:
        table_people.recognise(source)
        records: list[Record] = list(table_people.read(source))
    except Refused:
        return
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert tally.not_read == sum(isinstance(each, Problem) for each in records)
