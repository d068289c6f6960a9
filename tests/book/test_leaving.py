"""The way out of a group: to whom, in which language, where, with which reason; and what is known beside the group."""

from pathlib import Path

from kithbook import book

LANTERN = "Lantern"


def letters(now: int) -> dict[str, tuple[str, str, str]]:
    """Language, channel and first words of each letter."""
    plan = book.group(LANTERN, now=now).plan
    assert plan is not None
    return {one.person.name: (one.language, one.channel, one.draft) for one in plan.letters}


def test_only_who_is_worth_keeping_is_written_to(cast: Path, now: int) -> None:
    """Who only says the same after everybody gets no letter; the others by name, in their language, where they are."""
    book.say_of_group(LANTERN, choice="archive", now=now)
    found = letters(now)
    assert "石小满" not in found
    assert found["Bram Teakettle"][0] == "en"
    assert all(name.split()[0] in draft for name, (_, _, draft) in found.items())
    assert {channel for _, channel, _ in found.values()} == {"telegram"}


def test_a_reason_of_a_letter_is_a_fact(cast: Path, now: int) -> None:
    """A school in common is named where it is known; taken away, the letter has another reason."""
    book.say_of_group(LANTERN, choice="archive", now=now)
    before = letters(now)["Bram Teakettle"][2]
    for who in ("Wilma Foxglove", "Bram Teakettle"):
        book.describe(who, "organisation", "Harbour School", now=now)
    book.say_of_group(LANTERN, purpose="friends", now=now)
    after = letters(now)["Bram Teakettle"][2]
    assert "Harbour School" not in before
    assert "Harbour School" in after


def test_of_an_ask_free_group_there_is_a_note_and_no_request(cast: Path, now: int) -> None:
    """The note to pin is there, in the language of most of them, until something may be asked again."""
    book.say_of_group(LANTERN, choice="keep", ask_free=True, now=now)
    plan = book.group(LANTERN, now=now).plan
    assert plan is not None
    assert plan.note
    book.say_of_group(LANTERN, ask_free=False, now=now)
    plan = book.group(LANTERN, now=now).plan
    assert plan is not None
    assert not plan.note


def test_what_two_people_do_beside_the_group_is_known(cast: Path, now: int) -> None:
    """Ines and the owner write one to one; Bram only writes in the group."""
    from kithbook.book import besides  # knows models: the book must be open

    people = {row.name: row.id for row in book.people(now=now).people}
    found = besides.beside(-1, region="", language="en")
    assert found[people["Ines Halfmoon"]].begun_mine + found[people["Ines Halfmoon"]].begun_theirs > 0
    assert people["Bram Teakettle"] not in found
