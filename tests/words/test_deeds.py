"""What happened, and when, out of one sentence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.words import deed, when

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Met Ines at the kiln", "met"),
        ("和云三朵吃饭", "met"),
        ("التقيتُ نادية في المقهى", "met"),
        ("Called Bram, then wrote him a letter", "called"),
        ("给石小满打电话", "called"),
        ("مكالمة مع سليم", "called"),
        ("Gave Tobias the book on mending", "gave"),
        ("Asked Odalys for the address", "asked"),
        ("wrote to Odalys", "wrote"),
        ("给她写了信", "wrote"),
        ("كتبتُ لها", "wrote"),
        ("Bram likes old radios", "note"),
        ("recall the seesaw", "note"),
    ],
)
def test_what_happened_is_told_from_the_words(text: str, kind: str) -> None:
    """Words of three languages tell the kind; a part of another word does not."""
    assert deed(text) == kind


def test_when_it_happened_and_what_is_next() -> None:
    """Days behind and ahead are told apart, and today is meant where no day is told."""
    assert when("met Bram", TODAY) == (TODAY, None)
    assert when("met Bram 3 days ago, next on 2026-09-01", TODAY) == (date(2026, 6, 12), date(2026, 9, 1))


@given(st.text(max_size=60))
def test_any_sentence_is_understood_somehow(text: str) -> None:
    """No text raises, and what happened never lies ahead."""
    assert deed(text)
    assert when(text, TODAY)[0] <= TODAY
