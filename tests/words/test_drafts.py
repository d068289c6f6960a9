"""Drafts: in the language asked for, holding only what is known, asking for nothing."""

from datetime import date
from itertools import product

import pytest

from kithbook.words import SITUATIONS, TONES, address, draft, is_question, language

LAST, TODAY = date(2025, 11, 2), date(2026, 6, 15)
NAMES = [
    "Ines Halfmoon",
    "云三朵",
    "نادية الورّاق",
    "Tobias Quillfeather",
    "石小满",
    "سليم القنديل",
    "Odalys Brightwater",
    "",
]


@pytest.mark.parametrize(("situation", "tongue", "tone"), list(product(SITUATIONS, ("en", "zh-hans", "ar"), TONES)))
def test_every_draft_gives_and_asks_nothing(situation: str, tongue: str, tone: str) -> None:
    """Each situation, language and tone has words: no question, no exclamation mark, no hole, in that language."""
    for name in NAMES:
        said = draft(situation, tongue, tone=tone, name=name, chat="灯笼街", last=LAST, today=TODAY)
        assert said
        assert not is_question(said)
        assert not {"!", "！", "{", "}"} & set(said)
        assert language([said.replace("灯笼街", "").replace(name, "")]) == tongue


def test_a_draft_tells_the_month_and_the_year_only_where_it_is_another() -> None:
    """The month of the last contact is written in the language of the draft."""
    said = draft("hello after a while", "zh-hans", name="云三朵", last=LAST, today=TODAY)
    assert said.startswith("云三朵，")
    assert "2025年11月" in said
    assert "2026" not in draft("hello after a while", "ar", name="سليم", last=date(2026, 2, 4), today=TODAY)


def test_what_is_not_known_is_not_written() -> None:
    """Without the fact that all wordings need there is no draft; with one that does without, that one is taken."""
    assert draft("hello after a while", "en", name="Ines") == ""
    assert draft("from a group to one to one", "en", name="Ines") == ""
    assert draft("keep the thread", "en", name="Ines").startswith("Ines, our last talk")


def test_the_same_facts_give_the_same_words_and_names_vary_them() -> None:
    """A draft does not change from one look to the next, and a week of them does not sound like one."""
    made = [draft("hello after a while", "en", name=name, last=LAST, today=TODAY) for name in NAMES]
    again = [draft("hello after a while", "en", name=name, last=LAST, today=TODAY) for name in NAMES]
    assert made == again
    assert len({said.split(", ", 1)[-1][:20] for said in made}) > 1


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Ines Halfmoon", "Ines"),
        ("云三朵", "云三朵"),
        ("عبد الله الساعاتي", "عبد الله"),
        ("Dr. Quillfeather", "Dr. Quillfeather"),
        ("+44 20 7946 0958", ""),
        ("🎉", ""),
        ("~Bram", "Bram"),
    ],
)
def test_how_somebody_is_called(name: str, called: str) -> None:
    """The first name where a name has parts, the whole where it has none, nothing where it is a number."""
    assert address(name) == called
