"""Names are read: what is no name is put away, the words are told apart, in whatever script."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.identity.names import blocks, frequency, latin, rarity_keys, read, sort_key
from kithbook.identity.names.syllables import PINYIN, split


@pytest.mark.parametrize(
    ("written", "words", "family", "given_name"),
    [
        ("Prof. Dr. Ines Ferreira", ("ines", "ferreira"), "ferreira", "ines"),
        ("Ferreira, Ines", ("ferreira", "ines"), "ferreira", "ines"),
        ("John Roe Jr.", ("john", "roe"), "roe", "john"),
        ("\u200f~ ★ Jane\u200b Roe ★", ("jane", "roe"), "roe", "jane"),
        ("Jane Roe · work", ("jane", "roe"), "roe", "jane"),
        ("JaneRoe", ("jane", "roe"), "roe", "jane"),
        ("王小明老师", ("王", "小明"), "王", "小明"),
        ("歐陽娜娜", ("欧阳", "娜娜"), "欧阳", "娜娜"),
        ("【在职】王小明", ("王", "小明"), "王", "小明"),
        ("الدكتور محمد خالد", ("محمد", "خالد"), "خالد", "محمد"),
        ("김민수", ("김", "민수"), "김", "민수"),
        ("田中さん", ("田中",), "田中", ""),
        ("Kim Min Su", ("kim", "minsu"), "kim", "minsu"),
    ],
)
def test_names_are_read_into_words(written: str, words: tuple[str, ...], family: str, given_name: str) -> None:
    """Titles, decorations and notes go; family and given name are told apart."""
    name = read(written)
    assert (name.words, name.family, name.given) == (words, family, given_name)


@pytest.mark.parametrize("written", ["", "   ", "🌊🌊", "★~", "12345", "()", "\u200b\u200f"])
def test_without_letters_a_name_is_empty(written: str) -> None:
    """What has no letter is an empty name, with no keys and no reading."""
    name = read(written)
    assert name.is_empty
    assert not blocks(name)
    assert not rarity_keys(name)
    assert latin(written) == ()


@pytest.mark.parametrize(
    ("written", "reading"),
    [
        ("单小美", "shan xiaomei"),
        ("解小美", "xie xiaomei"),
        ("仇小美", "qiu xiaomei"),
        ("曾小美", "zeng xiaomei"),
        ("区小美", "ou xiaomei"),
        ("查小美", "zha xiaomei"),
        ("任小美", "ren xiaomei"),
        ("尉迟小美", "yuchi xiaomei"),
        ("Юлия", "yuliya"),
        ("はなこ", "hanako"),
    ],
)
def test_readings_are_right(written: str, reading: str) -> None:
    """Family names of several readings have that of family names."""
    assert latin(written)[0] == reading


def test_people_are_sorted_by_how_they_are_read() -> None:
    """Chinese stands among Latin by its pinyin, other scripts behind, what has no letters last."""
    assert sorted(["★", "Юля", "Zoë", "单小美", "Änne", "Shaw"], key=sort_key) == [
        "Änne", "单小美", "Shaw", "Zoë", "Юля", "★"
    ]  # fmt: skip


def test_frequencies_are_counted_by_one_spelling() -> None:
    """A name counts by one key however it is spelled; common ones have a share, rare ones none."""
    assert rarity_keys(read("王小明")) == rarity_keys(read("Xiaoming Wang")) == ("wang", "xiaoming")
    assert rarity_keys(read("Bob Smith")) == rarity_keys(read("Robert Smith"))
    assert rarity_keys(read("محمد خالد")) == rarity_keys(read("Mohammed Khalid"))
    common, rare = frequency("wang"), frequency("nobodyatall")
    assert common is not None
    assert 0.05 < common < 0.1
    assert rare is None


@given(st.text(max_size=60))
@settings(max_examples=400, deadline=None)
def test_any_text_can_be_read(written: str) -> None:
    """Whatever is written, reading, its keys, its readings and its place in the list never raise, and keys are few."""
    name = read(written)
    assert name.written == written
    assert len(blocks(name)) <= 12 * (1 + len(name.others))
    assert read(written) == name
    latin(written)
    assert isinstance(sort_key(written), str)
    assert read(name.bare).is_empty == name.is_empty


@given(st.lists(st.sampled_from(sorted(PINYIN)), min_size=1, max_size=3))
def test_syllables_run_together_are_taken_apart(syllables: list[str]) -> None:
    """Any pinyin syllables written as one word are split into syllables that make up the word."""
    parts = split("".join(syllables), "p")
    assert "".join(parts) == "".join(syllables)
    assert len(parts) <= len(syllables)
