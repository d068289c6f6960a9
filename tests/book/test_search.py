"""Search through everything that was said."""

from pathlib import Path
from typing import Any

import pytest

from kithbook import book

DAY = 86_400


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("聚会", "裂的也好看，我们聚会吧"),
        ("ورّاق", "الوَرّاق بخير والكتب كثيرة"),
        ("الوراق", "الوَرّاق بخير والكتب كثيرة"),
        ("glaze", "glazing on Sunday then"),
        ('"wood ash"', "who has the wood ash?"),
    ],
)
def test_a_word_is_found_in_every_script(cast: Path, words: str, text: str) -> None:
    """Two Chinese characters, Arabic with and without article and marks, an English inflection, a phrase."""
    answer = book.search(words)
    assert text in {hit.text for hit in answer.hits}
    assert any(is_hit for _, is_hit in answer.hits[0].marked)
    assert "".join(piece for piece, _ in answer.hits[0].marked) == answer.hits[0].text


def test_hits_come_newest_first_and_in_pages(cast: Path) -> None:
    """The total counts all hits, a page holds fifty, and pages do not overlap."""
    first, second = book.search("glaze"), book.search("glaze", page=2)
    assert first.total == 700
    assert (len(first.hits), first.pages) == (50, 14)
    times = [hit.at for hit in (*first.hits, *second.hits)]
    assert times == sorted(times, reverse=True)
    assert len({hit.id for hit in (*first.hits, *second.hits)}) == 100
    assert book.search("glaze", page=99).page == 14


def test_a_hit_says_who_and_where(cast: Path) -> None:
    """The writer and the chat are named."""
    hit = book.search("timetables hello").hits
    assert hit == ()
    hit = book.search('"hello all"').hits
    assert [(one.person.name, one.chat.name) for one in hit if one.person] == [
        ("Tobias Quillfeather", "Lantern Street Makers")
    ]


def test_people_are_found_beside_messages(cast: Path) -> None:
    """A name that fits is among the people."""
    assert [person.name for person in book.search("三朵").people] == ["云三朵"]


@pytest.mark.parametrize("words", ["", "?!", '"', "NEAR(a b)", "glaze AND NOT kiln", "zzz*", "\x00", "a" * 5000])
def test_no_words_break_the_search(cast: Path, words: str) -> None:
    """What has no words or looks like a query language finds nothing, and raises nothing."""
    assert book.search(words).total == 0


def test_what_was_undone_is_not_found(empty: Path, account: Any, now: int, tmp_path: Path) -> None:
    """An import that is taken out takes its words with it."""
    account.talk("Ines Halfmoon", now - DAY, ("a crooked cup", "straight enough"))
    done = book.bring_in(account.write(tmp_path), now=now)
    assert book.search("crooked").total == 2
    book.undo(done.imports[0].id, now=now)
    assert book.search("crooked").total == 0


def test_a_long_message_is_shown_around_the_hit(empty: Path, account: Any, now: int, tmp_path: Path) -> None:
    """The page shows some words on either side, the answer keeps the whole text."""
    text = "before " * 200 + "kiln" + " after" * 200
    account.say("Ines Halfmoon", "Ines Halfmoon", now - DAY, text)
    book.bring_in(account.write(tmp_path), now=now)
    hit = book.search("kiln").hits[0]
    assert hit.text == text
    shown = "".join(piece for piece, _ in hit.marked)
    assert len(shown) < 600
    assert shown.startswith("…")
    assert shown.endswith("…")
