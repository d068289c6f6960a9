"""Address books as vCard: what the samples do not show, and what a broken or hostile card costs."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import read
from kithbook.vocabulary import Contact, Problem, Record, Tally

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


def cards(folder: Path, content: str) -> list[Record]:
    """The records of an address book with this content."""
    path = folder / "book.vcf"
    path.write_bytes(content.encode())
    return list(read(path))


def contacts(records: list[Record]) -> list[Contact]:
    """Its people."""
    return [record for record in records if isinstance(record, Contact)]


def escaped(text: str) -> str:
    """A value as RFC 6350 writes it."""
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def folded(line: str, width: int) -> str:
    """A line cut after some characters, as RFC 6350 allows."""
    return "\r\n ".join(line[at : at + width] for at in range(0, len(line), width))


@given(
    people=st.lists(st.tuples(NAMES, NAMES, st.booleans()), min_size=1, max_size=5),
    width=st.integers(20, 75),
    version=st.sampled_from(["3.0", "4.0"]),
)
def test_what_is_written_is_read(tmp_path_factory, people, width: int, version: str) -> None:
    """Names, notes and numbers of any script come back whole, however the lines are folded."""
    lines = []
    for number, (name, note, has_phone) in enumerate(people):
        lines += ["BEGIN:VCARD", f"VERSION:{version}", f"UID:id{number}", f"FN:{escaped(name)}"]
        lines += [f"NOTE:{escaped(note)}"] + (["TEL;TYPE=cell:+1 555 0100"] if has_phone else []) + ["END:VCARD"]
    content = "\r\n".join(folded(line, width) for line in lines) + "\r\n"
    found = contacts(cards(tmp_path_factory.mktemp("v"), content))
    told = [(one.handle.key, one.handle.name, one.notes, bool(one.phones)) for one in found]
    assert told == [(f"id{n}", " ".join(name.split()), note, phone) for n, (name, note, phone) in enumerate(people)]


def test_soft_breaks_need_no_space(tmp_path: Path) -> None:
    """vCard 2.1 goes on behind a soft break at the very start of the next line (khard 183, sabre/dav 1005)."""
    content = (
        "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E4=BA=91=E4=B8=89=\n=E6=9C=B5\n"
        "N;CHARSET=UTF-8;QUOTED-PRINTABLE:=E4=BA=91;=E4=B8=89=E6=9C=B5\nTEL;CELL:138\nEND:VCARD\n"
    )
    [one] = contacts(cards(tmp_path, content))
    assert (one.handle.name, one.phones) == ("云三朵", ("138",))


def test_a_value_in_another_charset(tmp_path: Path) -> None:
    """Quoted-printable in the charset that the line names; an unknown one is read as far as it goes."""
    content = (
        "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Andr=E9\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=KLINGON;ENCODING=QUOTED-PRINTABLE:Lio\nEND:VCARD\n"
    )
    assert [one.handle.name for one in contacts(cards(tmp_path, content))] == ["André", "Lio"]


def test_one_broken_card_costs_only_itself(tmp_path: Path) -> None:
    """A card that is never closed, one that is huge, one that is no card: each is a problem, the others are read."""
    good = "BEGIN:VCARD\nVERSION:3.0\nFN:Ines\nEND:VCARD\n"
    huge = "BEGIN:VCARD\nVERSION:3.0\nFN:Lio\n" + "NOTE:" + "x" * 400_000 + "\nEND:VCARD\n"
    records = cards(tmp_path, good + "BEGIN:VCARD\nFN:Half\n" + good + huge + "BEGIN:VCARD\n;;;\nEND:VCARD\n" + good)
    assert [one.handle.name for one in contacts(records)] == ["Ines"] * 3
    assert [type(record) for record in records[-1:]] == [Tally]
    assert sum(isinstance(record, Problem) for record in records) == 3


def test_a_huge_picture_costs_nothing(tmp_path: Path) -> None:
    """Pictures are left out before a card is parsed, whatever their size."""
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "\n ".join(["QUJD" * 18] * 60_000)
    begun = time.process_time()
    [one] = contacts(cards(tmp_path, f"BEGIN:VCARD\nVERSION:3.0\nFN:Ines\n{photo}\nTEL:5550100\nEND:VCARD\n"))
    assert (one.handle.name, one.phones) == ("Ines", ("5550100",))
    assert time.process_time() - begun < 20  # a bound against quadratic growth, not a measure of speed


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("BDAY:19800322", ("birthday", "1980-03-22")),
        ("BDAY;VALUE=date:1980-03-22", ("birthday", "1980-03-22")),
        ("BDAY:--03-22", ("birthday", "--03-22")),
        ("BDAY:1604-03-22", ("birthday", "--03-22")),
        ("BDAY:19800322T101500Z", ("birthday", "1980-03-22")),
        ("ANNIVERSARY:20100605", ("anniversary", "2010-06-05")),
        ("X-EVOLUTION-ANNIVERSARY:2010-06-05", ("anniversary", "2010-06-05")),
        ("CATEGORIES:Harbour", ("label", "Harbour")),
        ("ORG:Kiln;Firing", ("organisation", "Kiln, Firing")),
    ],
)
def test_facts(tmp_path: Path, line: str, fact: tuple[str, str]) -> None:
    """Dates in each of their forms, groups, organisations."""
    [one] = contacts(cards(tmp_path, f"BEGIN:VCARD\nVERSION:3.0\nFN:Ines\n{line}\nEND:VCARD\n"))
    assert one.facts == (fact,)
