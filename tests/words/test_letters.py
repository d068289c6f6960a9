"""Letters out of a group, and notes to pin in it: only what is known, asking for nothing, in the language asked for."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.words import NOTES, REASONS, TONES, address, is_question, language, letter, note

LANGUAGES = ("en", "zh-hans", "ar")
FACTS = {
    "topic": "Åske glaze",
    "when": "2024-06-15",
    "shared": "Kiln Contest 2019",
    "country": "Österland",
}
WHEN = {"en": "June 2024", "zh-hans": "2024年6月", "ar": "يونيو 2024"}
NAMES = ["Ines Halfmoon", "云三朵", "نادية الورّاق", "Tobias", "石小满", "سليم", "Odalys Brightwater", "+44 20 7946", ""]
# Words of asking; none of them may stand in a letter.
ASKS = {
    "en": ("could you", "can you", "would you", "please", "shall we", "let me know", "help me", "favour"),
    "zh-hans": ("请", "帮", "麻烦", "能不能", "可不可以", "拜托"),
    "ar": ("من فضلك", "لو سمحت", "أرجو", "هل ", "ساعد"),
}
ALL = list(product(REASONS, LANGUAGES, TONES))


def written(reason: str, tongue: str, tone: str, name: str = "", **more: str) -> str:
    """A letter with the facts of its reason."""
    facts = {fact: FACTS[fact] for fact in REASONS[reason]}
    return letter(tongue, name=name, chat="Kiln {7}", reason=(reason, facts), tone=tone, **more)


@pytest.mark.parametrize(("reason", "tongue", "tone"), ALL)
@pytest.mark.parametrize("channel", ["", "telegram", "linkedin", "mail"])
def test_every_letter_gives_and_asks_nothing(reason: str, tongue: str, tone: str, channel: str) -> None:
    """No question, no request, no exclamation mark, no word of asking; in that language."""
    for name in NAMES:
        said = written(reason, tongue, tone, name, channel=channel)
        assert said
        assert not is_question(said)
        assert not {"!", "！"} & set(said)
        assert not [word for word in ASKS[tongue] if word in said.lower()]
        for fact in (*FACTS.values(), "Kiln {7}", name):
            said = said.replace(fact, "") if fact else said
        assert not {"{", "}"} & set(said)
        assert language([said]) == tongue


@pytest.mark.parametrize(("reason", "tongue", "tone"), ALL)
def test_a_letter_holds_the_facts_of_its_reason_and_no_others(reason: str, tongue: str, tone: str) -> None:
    """What was given is there, what was not is not, and no number but that of a date stands in it."""
    for name in NAMES:
        said = written(reason, tongue, tone, name)
        told = {**FACTS, "when": WHEN[tongue]}
        for fact, value in told.items():
            assert (value in said) == (fact in REASONS[reason])
        for value in (*told.values(), "Kiln {7}", name):
            said = said.replace(value, "") if value else said
        assert not any(sign.isdecimal() for sign in said)


@pytest.mark.parametrize(("reason", "tongue", "tone"), [each for each in ALL if REASONS[each[0]]])
def test_without_its_fact_there_is_no_letter(reason: str, tongue: str, tone: str) -> None:
    """Nothing is guessed."""
    assert letter(tongue, name="Ines", chat="Kiln", reason=(reason, {}), tone=tone) == ""
    empty = dict.fromkeys(REASONS[reason], "")
    assert letter(tongue, name="Ines", chat="Kiln", reason=(reason, empty), tone=tone) == ""


def test_a_date_that_is_none_carries_nothing() -> None:
    """A month beyond twelve, or a word, is no date; a year alone is."""
    for bad in ("soon", "2024-13", "2024-xx-01"):
        assert letter("en", name="Ines", chat="", reason=("met", {"when": bad})) == ""
    assert "in 2024," in letter("en", name="Ines", chat="", reason=("met", {"when": "2024"}))


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_where_the_talk_goes_on(tongue: str) -> None:
    """Work leads to LinkedIn, a channel that is known wins, friends go on where they are."""
    place = {"en": "LinkedIn", "zh-hans": "领英", "ar": "لينكدإن"}[tongue]
    post = {"en": "mail", "zh-hans": "邮件", "ar": "البريد"}[tongue]
    for tone in TONES:
        assert place in written("writing", tongue, tone, purpose="work")
        assert place not in written("writing", tongue, tone, purpose="friends")
        assert place not in written("writing", tongue, tone, purpose="work", channel="whatsapp")
        assert post in written("writing", tongue, tone, purpose="work", channel="mail").lower()


def test_thirty_letters_do_not_sound_like_one() -> None:
    """Names vary the words, and the same name gives the same."""
    names = [f"Person{number}" for number in range(30)]
    made = [written("answered", "en", "warm", name).removeprefix(f"{name}, ") for name in names]
    assert len(set(made)) >= 3
    assert made == [written("answered", "en", "warm", name).removeprefix(f"{name}, ") for name in names]


@given(st.text(), st.text(), st.sampled_from(ALL), st.text(min_size=1).filter(str.strip))
def test_any_name_and_title_come_through_as_they_are(
    name: str, chat: str, which: tuple[str, str, str], fact: str
) -> None:
    """Braces, signs and any script neither break a letter nor are changed by it."""
    reason, tongue, tone = which
    facts = {needed: "2024" if needed == "when" else fact for needed in REASONS[reason]}
    said = letter(tongue, name=name, chat=chat, reason=(reason, facts), tone=tone)
    assert said.startswith(address(name))
    assert all(value in said for value in facts.values())
    again = letter(tongue, name=name, chat="", reason=(reason, facts), tone=tone)
    assert again
    if reason in ("answered", "talk", "question", "abroad", "writing"):
        assert chat in said


@pytest.mark.parametrize(("tongue", "kind"), list(product(LANGUAGES, NOTES)))
def test_a_note_asks_nothing_and_speaks_its_language(tongue: str, kind: str) -> None:
    """Courteous, short, no question."""
    said = note(tongue, kind)
    assert language([said]) == tongue
    assert not is_question(said)
    assert not {"!", "！", "{", "}"} & set(said)
    assert len(said) < 200


def test_the_way_of_reaching_the_owner_is_in_every_note_of_leave() -> None:
    """Who leaves says how to be reached."""
    for kind in ("leaving", "broadcast", "archive"):
        assert "write to me directly" in note("en", kind)
        assert "直接发给我" in note("zh-hans", kind)
        assert "المباشرة" in note("ar", kind)
