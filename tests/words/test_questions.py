"""What a question asks about."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.words import asked_about


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Does anyone know a good bookbinder in Lisbon?", "bookbinder lisbon"),
        ("Hi all, can anyone recommend a kiln for ash glazes?", "kiln ash glazes"),
        ("how do i repair a wooden boat", "repair wooden boat"),
        ("How does one repair a wooden boat? see https://boats.example/a?b", "repair wooden boat"),
        ("I love marzipan. What is the history of bindings?", "history bindings"),
        ("谁有好的木工老师推荐吗？", "木工老师"),
        ("有人知道草木灰釉怎么配吗", "草木灰釉"),
        ("有沒有人知道怎麼修理收音機？", "修理收音機"),
        ("怎么修木船", "修木船"),
        ("هل يعرف أحد نجارا في عمان؟", "نجارا عمان"),
        ("أين أجد ورق الكتابة القديم؟", "اجد ورق الكتابه القديم"),
        ("Кто-нибудь знает хорошего переплетчика?", "хорошего переплетчика"),
    ],
)
def test_a_question_is_about_its_content_words(text: str, about: str) -> None:
    """Words of asking and of every sentence are dropped; the rest keeps its order."""
    assert asked_about(text) == about


@pytest.mark.parametrize(
    "text",
    [
        "",
        "How are you?",
        "how's it going?",
        "Anyone here?",
        "what's up?",
        "are you free tonight?",
        "你好吗",
        "吃饭了吗？",
        "在吗",
        "周末有空吗",
        "كيف حالك؟",
        "شلونكم؟",
        "هل من أحد هنا؟",
        "The kiln is warm.",
        "https://kiln.example/?a=1",
        "???",
    ],
)
def test_small_talk_asks_about_nothing(text: str) -> None:
    """A greeting in the form of a question, and what is none, have nothing to match."""
    assert asked_about(text) == ""


def test_words_are_few_and_each_once() -> None:
    """A long question gives its first words, the same one once."""
    words = [f"kiln{letter}" for letter in "abcdefghijklmnop"]
    assert asked_about(" ".join(words + words) + "?").split() == words[:12]


@given(st.text(max_size=800))
def test_any_text_is_read(text: str) -> None:
    """Nothing raises, and no word is empty."""
    assert asked_about(text) == " ".join(asked_about(text).split())


@pytest.mark.parametrize("piece", ["a ", "什么", "any", "كيف ", "?", "<", "w.", "@"])
def test_repetition_takes_no_time(piece: str) -> None:
    """A text made to send patterns back and forth is read at once."""
    started = time.perf_counter()
    for length in (290, 590, 100_000):
        asked_about((piece * length)[:length] + "?")
    assert time.perf_counter() - started < 1
