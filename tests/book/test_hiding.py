"""A group without names, to show to others: nobody can be told in what is left."""

from pathlib import Path

from kithbook import book
from kithbook.vocabulary.answers import as_json


def test_no_name_is_left(cast: Path, now: int) -> None:
    """Neither in lists nor in sentences, letters or the words of what was tried."""
    book.tell_attempt("Lantern", "yesterday", "lunch with Bram Teakettle", now=now)
    answer = book.group("Lantern", now=now)
    names = {one["name"] for one in _named(as_json(answer))}
    assert "Bram Teakettle" in names
    hidden = as_json(book.hidden(answer))
    for name in names - {""}:
        assert name not in hidden, name
    assert "Person 1" in hidden
    assert book.hidden(answer).verdict == answer.verdict


def test_numbers_of_people_are_not_those_of_the_book(cast: Path, now: int) -> None:
    """They count from 1 in the order in which people come, so that two reports cannot be laid beside each other."""
    hidden = book.hidden(book.group("Lantern", now=now))
    assert [one.person.id for one in hidden.shortlist] == sorted(one.person.id for one in hidden.shortlist)
    assert hidden.shortlist[0].person.name == f"Person {hidden.shortlist[0].person.id}"


def _named(text: str) -> list[dict[str, str]]:
    """Every object of a document that is somebody."""
    import json

    found: list[dict[str, str]] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if set(value) == {"id", "name"}:
                found.append(value)
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    walk(json.loads(text))
    return found
