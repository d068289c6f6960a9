"""The list of people: who is in it, in which order, found by which names."""

from pathlib import Path

import pytest

from kithbook import book
from kithbook.vocabulary import Refused

DAY = 86_400


def names(answer: object) -> list[str]:
    """The names of an answer, in order."""
    return [row.name for row in answer.people]  # type: ignore[attr-defined]


def test_the_closest_come_first_and_the_owner_is_not_among_them(cast: Path, now: int) -> None:
    """Everybody but the owner is listed, by strength, those of whom too little is known last."""
    answer = book.people(now=now)
    assert answer.total == len(answer.people) == 7
    assert {row.name for row in answer.people[:2]} == {"Ines Halfmoon", "Bram Teakettle"}
    assert "Wilma Foxglove" not in names(answer)
    known = [row.strength for row in answer.people if row.strength is not None]
    assert known == sorted(known, reverse=True)
    unknown = [row.strength is None for row in answer.people]
    assert unknown == sorted(unknown)


def test_a_row_tells_the_tie(cast: Path, now: int) -> None:
    """Somebody whom one met every month and not for seven is drifting, and the row says since when."""
    row = next(row for row in book.people(now=now).people if row.name == "云三朵")
    assert row.drifting
    assert row.last == "2025-11-07T09:02:00Z"
    assert row.rhythm_days == pytest.approx(30, abs=6)
    assert row.platforms == ("telegram",)
    assert row.word in {"close", "warm", "familiar"}
    assert not next(row for row in book.people(now=now).people if row.name == "Ines Halfmoon").drifting


@pytest.mark.parametrize(
    ("query", "found"),
    [("halfmoon", ["Ines Halfmoon"]), ("三朵", ["云三朵"]), ("الوراق", ["نادية الورّاق"]), ("nobody", [])],
)
def test_a_query_finds_any_part_of_a_name(cast: Path, now: int, query: str, found: list[str]) -> None:
    """Case, tashkeel and position do not matter."""
    assert names(book.people(query, now=now)) == found


def test_circles_and_drifting_filter(cast: Path, now: int) -> None:
    """The circle that you chose counts above the book's, and drifting leaves only the drifting."""
    tobias = book.person("Tobias", now=now).person
    book.set_circle(tobias.id, "core", now=now)
    row = next(row for row in book.people(circle="core", now=now).people if row.id == tobias.id)
    assert (row.circle, row.circle_by) == ("core", "you")
    drifting = names(book.people(drifting=True, now=now))
    assert "云三朵" in drifting
    assert "Ines Halfmoon" not in drifting
    assert drifting == [row.name for row in book.people(now=now).people if row.drifting]
    book.set_circle(tobias.id, "", now=now)
    assert tobias.id not in [row.id for row in book.people(circle="core", now=now).people]
    with pytest.raises(Refused, match="core, curated or loose"):
        book.set_circle(tobias.id, "inner", now=now)


def test_pages_hold_fifty_and_the_last_one_is_never_passed(empty: Path, now: int) -> None:
    """A page beyond the end is the last page."""
    from kithbook.store.models import Person

    Person.objects.bulk_create(Person(name=f"Guest {number}") for number in range(120))
    assert (len(book.people(page=1, now=now).people), len(book.people(page=9, now=now).people)) == (50, 20)
    assert book.people(page=9, now=now).page == book.people(now=now).pages == 3


def test_an_empty_book_lists_nobody(empty: Path, now: int) -> None:
    """Nothing is refused in a new book."""
    assert book.people(now=now).total == 0
