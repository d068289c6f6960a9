"""What the columns of a table mean is shown, can be corrected, and is remembered for the next file like it."""

import json
from pathlib import Path

from kithbook import book

HEADER = "Who,Ring,Shoe"
ROWS = ("Ines Halfmoon,ines@example.org,38", "Lio Brandt,lio@example.org,43")


def table(folder: Path, name: str, *rows: str, header: str = HEADER) -> Path:
    """A CSV file of people."""
    path = folder / name
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def facts() -> dict[str, object]:
    """What the book knows of each person from tables."""
    from kithbook.store.models import Membership

    return dict(Membership.objects.values_list("name", "details"))


def test_a_correction_is_remembered_for_the_next_table(empty: Path, tmp_path: Path, now: int) -> None:
    """What was said once about columns of these names counts for later files, in whatever order they are."""
    first = table(tmp_path, "first.csv", *ROWS)
    [told] = book.preview(first, now=now).exports
    assert told.columns is not None
    mapping = json.loads(told.columns.value)
    assert mapping["Ring"] == "mail"
    said = {"columns": json.dumps(mapping | {"Who": "name", "Shoe": "ignore"})}
    [one] = book.bring_in(first, answers=said, now=now).imports
    assert (one.people.new, one.messages.read) == (2, 0)
    assert facts()["Ines Halfmoon"] == {"mails": ["ines@example.org"]}
    later = table(tmp_path, "later.csv", "41,noor@example.org,Noor Amari", header="Shoe,Ring,Who")
    [again] = book.preview(later, now=now).exports
    assert json.loads(again.columns.value) == {"Shoe": "ignore", "Ring": "mail", "Who": "name"}
    assert "columns" not in [each.name for each in again.doubtful]
    book.bring_in(later, now=now)
    assert facts()["Noor Amari"] == {"mails": ["noor@example.org"]}


def test_people_of_a_table_come_and_go_as_one(empty: Path, tmp_path: Path, dump, now: int) -> None:
    """A table is an import like any other: the same file again adds nobody, and undo takes everybody out."""
    before = dump()
    path = table(tmp_path, "people.csv", *ROWS, header="Name,Email,Shoe")
    [one] = book.bring_in(path, now=now).imports
    assert book.people(now=now).total == 2
    assert book.bring_in(path, now=now).imports[0].people.new == 0
    book.undo(one.id, now=now)
    assert dump() == before
