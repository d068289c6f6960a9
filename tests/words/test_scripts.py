"""Questions and languages told from characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.words import is_question, language


@pytest.mark.parametrize(
    "text",
    [
        "Shall we fire on Sunday?",
        "你周日来吗",
        "那三朵呢。",
        "几点开窑？",
        "متى الموعد؟",
        "هل يكفي الخشب",
        "Πότε έρχεσαι;",
        "明日行きますか。",
        "내일 갈까요",
        "what?! https://kiln.example/page",
        *("这是什么", "這是什麼…", "怎么办啊", "怎么样了", "怎麼樣", "你要嗎", "今度でしたか", "行きませんか"),
        *("합니까", "했나요", "먼가요~", "좋을까", "ինչո՞ւ", "ለምን፧", "what⁇", "なに？"),
    ],
)
def test_questions_of_any_script(text: str) -> None:
    """A question mark of any script, or a particle that asks, makes a question."""
    assert is_question(text)


@pytest.mark.parametrize("text", ["", "https://kiln.example/?page=2", "int a = 1;", "吗啡是药", "The kiln is warm."])
def test_what_only_looks_like_a_question(text: str) -> None:
    """A question mark inside a link, a semicolon or a particle inside a word asks nothing."""
    assert not is_question(text)


@given(st.text())
def test_any_text_can_be_judged(text: str) -> None:
    """No text makes the judgement raise."""
    assert is_question(text) in {True, False}
    assert language([text]) in {"en", "zh-hans", "ar"}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], "en"),
        (["42", "🎉"], "en"),
        (["haha ok", "裂的也好看。留着，我来拿。"], "zh-hans"),
        (["这个超好の东西，真的很喜欢"], "zh-hans"),
        (["صباح الخير", "ok"], "ar"),
        (["明日は窯を開けますので来てください"], "en"),
        (["The glaze cracked again, 哈哈"], "en"),
        (["Der Ofen ist noch warm"], "en"),
    ],
)
def test_the_language_in_which_most_is_written(texts: list[str], expected: str) -> None:
    """Characters are weighed by what they say; scripts we have no drafts for fall back to English."""
    assert language(texts) == expected
