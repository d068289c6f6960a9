"""What the search finds and does not find, in every script, against a real FTS5 table."""

import sqlite3
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.words import marked, query, tokens, tokens_of
from kithbook.words.tokens import BREAK

TOKENIZERS = ["ascii", "unicode61 remove_diacritics 0 categories 'L* N* Co So'"]


@pytest.fixture(params=TOKENIZERS)
def index(request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """An empty full-text table with each tokenizer that the store may choose."""
    book = sqlite3.connect(":memory:")
    book.execute(f'CREATE VIRTUAL TABLE said USING fts5(tokens, tokenize="{request.param}")')
    yield book
    book.close()


def found(index: sqlite3.Connection, text: str, words: str) -> bool:
    """Whether ``words`` find ``text``."""
    index.execute("DELETE FROM said")
    index.execute("INSERT INTO said VALUES (?)", (tokens(text),))
    return index.execute("SELECT count(*) FROM said WHERE said MATCH ?", (query(words),)).fetchone()[0] == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The kilns were firing all night", "kiln fire"),
        ("Déjà vu at the CAFÉ", "cafe deja"),
        ("this weekend 我们聚会吧", "聚会"),
        ("我们聚会吧，好吗", "会吧"),
        ("見積もりをお願いします", "お願い"),
        ("도자기를 굽다", "자기"),
        ("รักนะทุกคน", "ทุกคน"),
        ("رأيت الوَرَّاق أمس", "وراق"),
        ("جاء ورّاق", "الوراق"),
        ("والقنديل مضاء", "قنديل"),
        ("كتبتُ إلى المكتبـــة", "الى مكتبه"),
        ("الموعد ٣٠ يونيو", "30"),
        ("हिन्दी में लिखो", "हिन्दी"),
        ("well done 🎉", "🎉"),
        ("well done 👍🏽", "👍"),
        ("the wood-ash glaze", '"wood ash"'),
        ("the wood-ash glaze", "glaze wood"),
        ("see https://kiln.example/ash_glaze", "kiln.example glaze"),
        ("ЁЛКА у окна", "елка"),
        ("ＦＵＬＬ　ｗｉｄｔｈ", "full width"),
        ("\u200eInes\u200f came", "Ines"),
        ("团A聚 and more", "团A聚"),
    ],
)
def test_a_word_is_found_in_any_of_its_forms(index: sqlite3.Connection, text: str, words: str) -> None:
    """Inflections, accents, widths, two characters, the article, tashkeel and digits do not hide a word."""
    assert found(index, text, words)
    assert any(hit for _, hit in marked(text, words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("团聚，会议", "聚会"),
        ("团聚 会议", "聚会"),
        ("团聚\n会议", "聚会"),
        ("ash and wood", '"wood ash"'),
        ("会聚", "聚会"),
        ("anything at all", ""),
        ("anything at all", "?!"),
        ("near NOT far", "NEAR(kiln)"),
        ("الله", "له"),
    ],
)
def test_what_is_not_there_is_not_found(index: sqlite3.Connection, text: str, words: str) -> None:
    """Punctuation and spaces part unspaced characters, order matters in a phrase, all words must be there."""
    assert not found(index, text, words)
    assert not any(hit for _, hit in marked(text, words))


def test_all_words_must_be_there(index: sqlite3.Connection) -> None:
    """One word of two does not find a text."""
    assert found(index, "the kiln is warm", "warm kiln")
    assert not found(index, "the kiln is warm", "kiln glaze")


@given(st.text(max_size=60))
def test_tokens_take_any_text(text: str) -> None:
    """Any text gives tokens that are joined by single spaces and keep no edge marker."""
    made = tokens(text)
    assert made == " ".join(made.split())
    assert not made.endswith(BREAK)
    assert tokens_of([text, text]) == [made, made]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_words_make_a_valid_query(words: str) -> None:
    """No text breaks FTS5, and a text is found by itself wherever it has tokens."""
    book = sqlite3.connect(":memory:")
    book.execute('CREATE VIRTUAL TABLE said USING fts5(tokens, tokenize="ascii")')
    book.execute("INSERT INTO said VALUES (?)", (tokens(words),))
    count = book.execute("SELECT count(*) FROM said WHERE said MATCH ?", (query(words),)).fetchone()[0]
    quotes = set('"“”„«»「」『』')
    if tokens(words) and not quotes & set(words):
        assert count == 1
    book.close()


@given(st.text(max_size=60), st.text(max_size=10))
def test_marking_keeps_every_character(text: str, words: str) -> None:
    """The pieces of a marked text, joined, are the text, and no two neighbours are of the same sort."""
    pieces = marked(text, words)
    assert "".join(piece for piece, _ in pieces) == text
    assert all(one[1] != two[1] for one, two in pairwise(pieces))


def test_marks_show_the_whole_word_as_it_was_written() -> None:
    """The mark covers the word of the text, not its stem, and a phrase as one piece."""
    assert marked("The Kilns, the kiln.", "kiln") == (
        ("The ", False),
        ("Kilns", True),
        (", the ", False),
        ("kiln", True),
        (".", False),
    )
    assert marked("今晚聚会", "聚会") == (("今晚", False), ("聚会", True))
