"""Any table of people: what each column is taken for, what a person may answer, and what is no list of people."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import FORMATS, find, read, table_people
from kithbook.formats.finding import find_among, fitting
from kithbook.formats.people_rows import EMPTY, NOBODY
from kithbook.formats.source import Source
from kithbook.formats.table_people import canonical, guess, meanings, signature
from kithbook.formats.table_people.layout import look
from kithbook.formats.table_people.reading import NO_DATE
from kithbook.vocabulary import FACTS, Choice, Contact, Encounter, Problem, Record, Refused, Tally

PEOPLE = [["Ines Halfmoon", "ines@example.org"], ["Ottokar Plumb", "o.plumb@example.org"]]


def table(path: Path, text: str, name: str = "list.csv", encoding: str = "utf-8") -> Source:
    """A file with this text."""
    (path / name).write_bytes(text.encode(encoding))
    return Source(path / name)


def of_kind(records: Sequence[Record], kind: type) -> list[Record]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


def people(source: Source, **answers: str) -> list[Contact]:
    """The contacts of a table."""
    return [each for each in table_people.read(source, answers=answers) if isinstance(each, Contact)]


def columns(source: Source, **answers: str) -> Choice:
    """The Choice about the columns."""
    records = table_people.read(source, answers=answers)
    return next(each for each in records if isinstance(each, Choice) and each.name == "columns")


@pytest.mark.parametrize(
    ("header", "taken_for"),
    [
        ("Full name", "name"),
        ("firstName", "given"),
        ("LAST_NAME", "family"),
        ("📧 E-mail", "mail"),
        ("E-Mail-Adresse", "mail"),
        ("Correo electrónico", "mail"),
        ("工作邮箱", "mail"),
        ("البريد الإلكتروني", "mail"),
        ("Phone 2", "phone"),
        ("手机号码", "phone"),
        ("رقم الجوال", "phone"),
        ("Date de naissance", "birthday"),
        ("生日", "birthday"),
        ("المسمى الوظيفي", "role"),
        ("Arbeitgeber", "organisation"),
        ("Como nos conhecemos", "met"),
        ("上次联系时间", "last_contact"),
        ("Ville", "place"),
        ("备注", "notes"),
        ("微信号", "username"),
        ("Nom de l’événement", "event"),
        ("Assistant's phone", "keep"),
        ("Shoe size", "keep"),
    ],
)
def test_headers_of_many_languages_are_known(header: str, taken_for: str) -> None:
    """Case, marks, numbers at the end and the like do not matter."""
    assert guess([header], [])[header] == taken_for or taken_for in ("mail", "phone")
    value = {"mail": "ines@example.org", "phone": "+39 06 5550 1199"}.get(taken_for, "something")
    assert guess([header], [[value]])[header] == taken_for


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        (["Name"], ["name"]),
        (["Vorname", "Name"], ["given", "family"]),
        (["Prénom", "Nom"], ["given", "family"]),
        (["Nom", "Email"], ["name", "mail"]),
        (["Nombre", "Apellidos"], ["given", "family"]),
        (["Nome", "Cognome"], ["given", "family"]),
        (["Naam", "Achternaam"], ["given", "family"]),
        (["First name", "Last name", "Name"], ["given", "family", "name"]),
    ],
)
def test_a_bare_name_is_what_the_others_leave(header: list[str], meaning: list[str]) -> None:
    """Nom is the family name beside Prénom, Nombre the first name beside Apellidos; alone each is the whole name."""
    values = ["ines@example.org" if name == "Email" else "Ines" for name in header]
    assert list(guess(header, [values]).values()) == meaning


def test_whoever_paid_counts_only_where_nobody_else_is_named() -> None:
    """The buyer of the tickets is kept in the notes of those who come."""
    row = ["Ines Halfmoon", "ines@example.org", "Ottokar Plumb", "otto@example.org"]
    both = guess(["Name", "Email", "Buyer Name", "Buyer Email"], [row])
    assert list(both.values()) == ["name", "mail", "keep", "keep"]
    assert list(guess(["Buyer Name", "Buyer Email"], [row[2:]]).values()) == ["name", "mail"]


def test_values_overrule_a_header_that_does_not_fit(tmp_path: Path) -> None:
    """Addresses that are none are kept as they are, and the guess is not sure."""
    source = table(tmp_path, "Name,Email,Telephone\nInes Halfmoon,yes,ines@example.org\nLio Plumb,no,o@example.org\n")
    choice = columns(source)
    assert json.loads(choice.value) == {"Name": "name", "Email": "keep", "Telephone": "mail"}
    assert not choice.sure
    ines, _ = people(source)
    assert ines.mails == ("ines@example.org",)
    assert ines.notes == "Email: yes"


def test_the_guess_is_shown_with_rows_and_every_meaning(tmp_path: Path) -> None:
    """The value is canonical JSON, the options are all meanings, the samples are the first rows."""
    source = table(tmp_path, "Name,Email\n" + "\n".join(",".join(row) for row in PEOPLE) + "\n")
    choice = columns(source)
    assert choice.value == '{"Name":"name","Email":"mail"}' == canonical({"Name": "name", "Email": "mail"})
    assert choice.sure
    assert choice.options == tuple(meanings())
    assert json.loads(choice.samples[0]) == {"Name": "Ines Halfmoon", "Email": "ines@example.org"}


def test_a_correction_is_followed(tmp_path: Path) -> None:
    """Columns that the answer names mean what it says; the others keep their guess, unknown ones are passed over."""
    source = table(tmp_path, "Name,Email,Since\nInes Halfmoon,ines@example.org,2019-05-01\n")
    answer = {"Since": "connected", "Email": "ignore", "Other": "mail"}
    (ines,) = people(source, columns=json.dumps(answer))
    assert ines.facts == (("connected", "2019-05-01"),)
    assert not ines.mails
    assert not ines.notes
    choice = columns(source, columns=json.dumps(answer))
    assert choice.because == "you said so"
    assert json.loads(choice.value) == {"Name": "name", "Email": "ignore", "Since": "connected"}


def test_a_correction_of_another_file_fits_one_with_the_same_columns(tmp_path: Path) -> None:
    """Those have one signature whatever their case and order, so what was said of one counts for the other."""
    source = table(tmp_path, "EMAIL,since,Name\nines@example.org,2019-05-01,Ines Halfmoon\n")
    (ines,) = people(source, columns='{"Name":"name","Email":"mail","Since":"connected"}')
    assert ines.facts == (("connected", "2019-05-01"),)


@pytest.mark.parametrize("answer", ["", "[1]", "7", '{"Name": "nonsense"}', '{"Name": 7}', "[" * 100_000])
def test_an_answer_that_is_none_is_refused(tmp_path: Path, answer: str) -> None:
    """It is said, not passed over."""
    source = table(tmp_path, "Name,Email\nInes Halfmoon,ines@example.org\n")
    with pytest.raises(Refused):
        list(table_people.read(source, answers={"columns": answer}))


def test_every_meaning_can_be_answered(tmp_path: Path) -> None:
    """Each fact has a meaning, and whatever a column is said to mean, no value of it raises or vanishes."""
    assert set(FACTS) <= set(meanings())
    source = table(tmp_path, "Name,Odd\nInes Halfmoon,purple\n")
    for meaning in meanings():
        (ines,) = people(source, columns=json.dumps({"Odd": meaning, "Name": "name"}))
        said = " ".join((ines.notes, ines.handle.name, *ines.links, *(value for _, value in ines.facts)))
        assert ("purple" in said) == (meaning != "ignore"), meaning


def test_a_table_is_known_by_its_columns() -> None:
    """The signature is that of the names, whatever their order and case; the Choice's value holds them."""
    assert signature(["Name", "E-Mail"]) == signature(["e-mail", "name"])
    assert signature(["Name", "Email"]) != signature(["Name", "Phone"])
    assert signature(json.loads('{"Name":"name","E-mail":"mail"}')) == signature(["Name", "E-mail"])


def test_what_has_no_field_is_kept_under_its_name(tmp_path: Path) -> None:
    """A column never vanishes, nor does a date that is none or a second column of one name."""
    text = "Name,Email,Shoe size,Birthday,Shoe size,\nInes Halfmoon,ines@example.org,38,in May,39,odd\n"
    (ines,) = people(table(tmp_path, text))
    assert ines.notes.split("\n") == ["Shoe size: 38", "Birthday: in May", "Shoe size (2): 39", "Column 6: odd"]


def test_a_row_of_nobody_is_a_problem(tmp_path: Path) -> None:
    """A row with neither name nor address says nothing about anybody."""
    source = table(tmp_path, "Name,Email,City\nInes Halfmoon,ines@example.org,Rome\n,,Paris\n")
    records = list(table_people.read(source))
    assert [each.why for each in of_kind(records, Problem) if isinstance(each, Problem)] == [NOBODY]
    assert records[-1] == Tally("record", 3, 2, 0, 1)


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        ("Name,Email\n{}", "utf-8", "list.csv"),
        ("Name;Email\n{}", "cp1252", "list.csv"),
        ("Name\tEmail\n{}", "utf-16", "list.tsv"),
        ("Name|Email\n{}", "utf-8-sig", "list.txt"),
        ("sep=;\nName;Email\n{}", "utf-8", "list.csv"),
        ("My people\n\nas of today\nName,Email\n{}", "utf-8", "list.csv"),
        ("{}", "utf-8", "list.csv"),
    ],
)
def test_the_table_is_found_in_the_file(tmp_path: Path, text: str, encoding: str, name: str) -> None:
    """Whatever parts the columns and comes before them, in any encoding, and without any header."""
    delimiter = next((each for each in ";\t|" if each in text.replace("sep=;", "")), ",")
    rows = "\n".join(delimiter.join(row) for row in [*PEOPLE, ["Zoë Ünal", "zoe@example.org"]])
    source = table(tmp_path, text.format(rows), name, encoding)
    assert table_people.recognise(source)
    assert [each.handle.name for each in people(source)] == ["Ines Halfmoon", "Ottokar Plumb", "Zoë Ünal"]
    assert people(source)[0].mails == ("ines@example.org",)


def test_an_encoding_that_is_answered_counts_for_the_columns_too(tmp_path: Path) -> None:
    """The names of the columns are read in the same encoding as the rows."""
    source = table(tmp_path, "Имя,Телефон\nИнес,+7 495 555 0123\n", encoding="cp1251")
    choice = columns(source, encoding="cp1251")
    assert list(json.loads(choice.value)) == ["Имя", "Телефон"]


NOT_PEOPLE = {
    "bank": "Date,Name,Description,Debit,Credit\n2026-02-01,Ines Halfmoon,rent,400.00,\n2026-02-02,Lio Plumb,,,12\n",
    "german bank": "Buchungstag;Auftraggeber;Betrag;Währung\n01.02.2026;Ines Halfmoon;-400,00;EUR\n",
    "payments": "交易时间,交易对方,金额(元)\n2026-02-01 10:00:00,云三朵,¥23.50\n",
    "sensor": "timestamp,sensor,temperature\n2026-02-01T00:00:00Z,kiln,812.5\n",
    "points": "x,y,z\n1.0,2.0,3.0\n",
    "products": "Name,Price,SKU\nCeladon Bowl,25.00,A1\nBlue Plate,18.00,A2\n",
    "bookmarks": "Name,URL,Tags\nGlaze chemistry,https://example.org/glaze,kiln\n",
    "chat": "Date,User,Message\n2026-02-01 10:00:00,Ines Halfmoon,the kiln is warm\n",
    "music": "endTime,artistName,trackName\n2026-02-01 10:00,Nina Simone,Lilac\n2026-02-01 10:05,Alice Coltrane,Ptah\n",
    "films": "Title,Director,Year\nStalker,Andrei Tarkovsky,1979\nRan,Akira Kurosawa,1985\n",
    "stocks": "Symbol,Name,Last\nACME,Acme Corp,12.5\nEMCA,Emca Inc,13.5\n",
    "countries": "name,code,capital\nItaly,IT,Rome\nFrance,FR,Paris\n",
    "words": "kiln\nclay\nglaze\n",
    "a number a row": "1\n2\n3\n",
}


@pytest.mark.parametrize("what", NOT_PEOPLE)
def test_what_is_no_list_of_people_is_not_taken_for_one(tmp_path: Path, what: str) -> None:
    """Names alone are not enough: payees, artists and products have some too. A sentence says what is missing."""
    source = table(tmp_path, NOT_PEOPLE[what])
    assert not table_people.recognise(source)
    assert "no column of it is plainly a name" in str(table_people.why_not(source))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("prose.txt", "The kiln was warm, the clay was wet.\nName your fears, she said, and write to a@example.org\n"),
        ("list.json", '[{"name": "Ines Halfmoon", "email": "ines@example.org"}]'),
        ("list.csv", "<html>Name,Email\nInes Halfmoon,ines@example.org</html>"),
        ("cards.csv", "BEGIN:VCARD\nFN:Ines Halfmoon,\nEMAIL:ines@example.org\n"),
        ("nul.csv", "Name,Email\0\nInes Halfmoon,ines@example.org\n"),
    ],
)
def test_other_files_are_left_alone(tmp_path: Path, name: str, text: str) -> None:
    """Prose, JSON, pages and cards are no tables, whatever commas they have."""
    assert not table_people.recognise(table(tmp_path, text, name))


def test_a_format_that_comes_last_is_asked_only_when_no_other_fits(tmp_path: Path) -> None:
    """Where another format recognises a file, one with LAST is not even asked; two others still contradict."""
    asked = []

    def module(name: str, fits: bool, last: bool = False) -> ModuleType:
        def recognise(source: Source) -> bool:
            asked.append(name)
            return fits

        return SimpleNamespace(NAME=name, TITLE=name, recognise=recognise, LAST=last)  # type: ignore[return-value]

    source = table(tmp_path, "anything")
    first, second, last = module("a", True), module("b", True), module("z", True, last=True)
    assert fitting((last, first), source) == [first]
    assert asked == ["a"]
    assert fitting((last, module("n", False)), source) == [last]
    assert [found.format for found in find_among((last, first), tmp_path / "list.csv")] == [first]
    with pytest.raises(Refused):
        find_among((last, first, second), tmp_path / "list.csv")


def test_only_the_table_of_people_comes_last() -> None:
    """Every other format knows its own files."""
    assert [module.NAME for module in FORMATS if getattr(module, "LAST", False)] == ["table"]


def test_meetings_have_those_who_came(tmp_path: Path) -> None:
    """Several people in one cell, the owner left out, dates of the whole column read one way."""
    text = "Date,With,Where,Notes\n3/4/2026,Ines; Lio,Shed,Glaze\n3/14/2026,me & Ines,,\nsoon,Ines,,\n3/15/2026,me,,\n"
    records = list(table_people.read(table(tmp_path, text)))
    met = [each for each in records if isinstance(each, Encounter)]
    assert [(each.handles, each.place, each.title) for each in met] == [
        (("Ines", "Lio"), "Shed", "Glaze"),
        (("Ines",), "", ""),
    ]
    assert met[0].at == 1772582400
    assert [each.why for each in records if isinstance(each, Problem)] == [NO_DATE, NOBODY]


def test_a_person_with_a_date_of_meeting_is_both(tmp_path: Path) -> None:
    """When a person says that a column is when they met, each row is somebody and a meeting with them."""
    source = table(tmp_path, "Name,Email,Date\nInes Halfmoon,ines@example.org,2026-03-04\nLio,lio@example.org,\n")
    records = list(table_people.read(source, answers={"columns": '{"Date":"meeting_date"}'}))
    assert [type(each) for each in records[1:]] == [Contact, Encounter, Contact, Tally]


def test_two_ways_to_write_a_date_are_asked_about(tmp_path: Path) -> None:
    """Slashes that no date settles are doubtful, and the answer is followed."""
    source = table(tmp_path, "Name,Birthday\nInes Halfmoon,2/7/1988\n")
    doubts = [each for each in table_people.read(source) if isinstance(each, Choice) and not each.sure]
    assert [each.name for each in doubts] == ["date_order"]
    assert people(source, date_order="mdy")[0].facts == (("birthday", "1988-02-07"),)


def test_lists_of_github_give_pages(tmp_path: Path) -> None:
    """A login is the address of a page, and the name where there is no other."""
    first, second = people(table(tmp_path, "login,name,followers\nhalfmoon,Ines Halfmoon,42\nplumb,,7\n"))
    assert first.links == ("https://github.com/halfmoon",)
    assert second.handle.name == "plumb"


def test_reading_a_file_without_a_table_is_no_error(tmp_path: Path) -> None:
    """It is one problem, and nothing else."""
    records = list(table_people.read(table(tmp_path, "{}", "list.json")))
    assert [type(each) for each in records] == [Problem, Tally]


CELL = st.text(st.characters(codec="utf-8", categories=["L", "Nd", "P", "Zs"]), max_size=12)
NAMES = st.lists(st.from_regex(r"[A-Z][a-z]{1,8}", fullmatch=True), min_size=2, max_size=2).map(" ".join)
MODEL = st.lists(
    st.tuples(NAMES, st.from_regex(r"[a-z]{1,9}@[a-z]{1,9}\.org", fullmatch=True), st.dates(), CELL),
    min_size=1,
    max_size=8,
)


@given(
    MODEL,
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(
        ["{0.day}.{0.month}.{0.year:04}", "{0.year:04}-{0.month:02}-{0.day:02}", "{0.day} {0:%B} {0.year:04}"]
    ),
)
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    model: list[tuple[str, str, object, str]],
    delimiter: str,
    encoding: str,
    form: str,
) -> None:
    """Names, addresses, birthdays and a column of its own come back from any kind of CSV."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(["Name", "Email", "Birthday", "Odd one"])
    writer.writerows((name, mail, form.format(born), odd) for name, mail, born, odd in model)
    path = tmp_path_factory.mktemp("people", numbered=True)
    source = table(path, buffer.getvalue(), encoding=encoding)
    assert table_people.recognise(source)
    found = people(source)
    assert len(found) == len(model)
    for contact, (name, mail, born, odd) in zip(found, model, strict=True):
        assert contact.handle.name == name
        assert contact.mails == (mail,)
        assert ("birthday", str(born)) in contact.facts
        kept = odd.strip()
        assert contact.notes == ("" if not kept or kept in EMPTY else f"Odd one: {kept}")


@given(data=st.data())
def test_a_damaged_table_never_raises(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Cut, with rows torn and odd headers, it is read whole or refused, and every row is accounted for."""
    header = data.draw(
        st.lists(st.sampled_from(["Name", "Email", "Date", "With", "", "姓名", "x" * 300, "1"]), max_size=6)
    )
    cells = st.sampled_from(
        ["Ines Halfmoon", "a@b.org", "3/4/2026", "", '"', "0/0/00", "\ufeff", "云三朵", "9" * 40, "=1+1"]
    )
    rows = data.draw(st.lists(st.lists(cells, max_size=7), max_size=8))
    text = "\n".join(",".join(row) for row in [header, *rows])
    path = tmp_path_factory.mktemp("torn", numbered=True)
    source = table(path, text[: data.draw(st.integers(0, len(text)) | st.just(len(text)))])
    try:
        table_people.recognise(source)
        records = list(table_people.read(source))
    except Refused:
        return
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert tally.total == tally.read + tally.blank + tally.not_read
    assert tally.not_read == len(of_kind(records, Problem))
    assert records == list(table_people.read(source))


def test_a_folder_of_exports_may_hold_tables(tmp_path: Path) -> None:
    """Each is found by itself, and a table that names nobody is said to be none."""
    table(tmp_path, "Name,Email\nInes Halfmoon,ines@example.org\n", "people.csv")
    table(tmp_path, NOT_PEOPLE["products"], "products.csv")
    found = {each.source.name: each.format for each in find(tmp_path)}
    assert found == {"people.csv": table_people, "products.csv": None}
    assert look(Source(tmp_path / "products.csv")) is not None
    assert isinstance(next(iter(read(tmp_path / "people.csv"))), Choice)
