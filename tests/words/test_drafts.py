"""Drafts: in the language asked for, holding only what is known, asking for nothing but where the situation does."""

import re
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.words import NEEDS, SITUATIONS, TONES, address, asks, draft, is_question, language

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
LANGUAGES = ("en", "zh-hans", "ar")
ALL = list(product(SITUATIONS, LANGUAGES, TONES))
# In digits, so that what is left after taking them out is the wording alone.
FACTS = {
    **{"topic": "#1#", "memory": "#2#", "chat": "#3#", "news": "#4#", "piece": "#5#", "because": "#6#"},
    **{"for_what": "#7#", "other": "#8#", "occasion": "#9#", "place": "#10#", "day": "#11#", "promise": "#12#"},
    **{"when": "2024-06-15", "link": "https://kiln.example/ash"},
}
OPTIONAL = {
    "hello after a while": {"when", "topic", "memory"},
    "keep the thread": {"when", "topic"},
    "from a group to one to one": {"chat", "topic"},
    "congratulate": {"news"},
    "share a piece": {"piece", "link", "topic", "because"},
    "ask for an opinion": {"piece", "topic", "link"},
    "thank": {"for_what", "when"},
    "birthday": set(),
    "introduce": {"other", "topic"},
    "invite": {"occasion", "place", "day"},
    "connect": {"chat", "topic", "when"},
    "a memory": {"memory", "when"},
    "answer a question": {"topic", "chat", "piece", "link"},
    "condole": {"news"},
    "check in on a promise": {"promise"},
}
STALE = {
    "en": ("hope this finds you", "touching base", "touch base", "just checking", "reach out", "circle back"),
    "zh-hans": ("您", "展信", "冒昧", "在吗"),
    # Verbs of the second person and imperatives, and words about the owner or the reader that have a gender.
    "ar": (
        "تستطيع",
        "تود ",
        "تحب ",
        "تريد",
        "اكتب",
        "أخبرني",
        "سعيد ",
        "ممتن",
        "عزيز",
        "صديق",
        "أنتِ",
        "أنتَ",
        "كِ",
        "كَ ",
    ),
}
ENDS = re.compile("[.?。？؟](?!\\d)")


def every(situation: str, tongue: str, tone: str, facts: dict[str, str], **more: str) -> set[str]:
    """All wordings that one can turn to."""
    return {draft(situation, tongue, tone=tone, facts=facts, turn=turn, **more) for turn in range(12)}


@pytest.mark.parametrize(("situation", "tongue", "tone"), ALL)
def test_every_draft_is_short_and_plain(situation: str, tongue: str, tone: str) -> None:
    """In its language, at most three sentences, no exclamation mark, emoji, hole, or phrase that is worn out."""
    for said in every(situation, tongue, tone, FACTS):
        words = re.sub(r"#\d+#", "", said.partition("\n")[0])
        assert language([words]) == tongue
        assert 1 <= len(ENDS.findall(words)) <= 3
        assert not {"!", "！", "{", "}"} & set(words)
        assert not [sign for sign in words if sign > "\uffff" or "\u2066" <= sign <= "\u2069"]
        assert not [phrase for phrase in STALE[tongue] if phrase in words.lower()]
        assert tongue == "en" or not set(",;?") & set(words)
        assert tongue != "zh-hans" or not set(".: ") & set(words)


@pytest.mark.parametrize(("situation", "tongue", "tone"), ALL)
def test_only_three_situations_ask(situation: str, tongue: str, tone: str) -> None:
    """An opinion, an introduction and an invitation ask, and can be declined; no other draft holds a question."""
    questions = {is_question(said) for said in every(situation, tongue, tone, FACTS)}
    assert asks(situation) == (situation in {"ask for an opinion", "introduce", "invite"})
    assert asks(situation) or questions == {False}


@pytest.mark.parametrize(("situation", "tongue", "tone"), ALL)
def test_the_fewest_facts_carry_a_draft_and_less_does_not(situation: str, tongue: str, tone: str) -> None:
    """Each way that NEEDS names is enough; where it names some, none at all is too little."""
    for way in NEEDS[situation]:
        said = draft(situation, tongue, tone=tone, facts={fact: FACTS[fact] for fact in way})
        assert said
        assert all(FACTS[fact] in said for fact in way if fact != "when")
    alone = draft(situation, tongue, tone=tone, name="Ines", facts=dict.fromkeys(FACTS, " "))
    assert bool(alone) == (() in NEEDS[situation])


@pytest.mark.parametrize(("situation", "tongue", "tone"), ALL)
def test_a_draft_holds_facts_of_its_situation_and_no_others(situation: str, tongue: str, tone: str) -> None:
    """Every fact that a situation can carry is told by some wording; no other is, nor a number of its own."""
    all_said = every(situation, tongue, tone, {**FACTS, "age": "#40#"})
    told = {fact for fact, value in FACTS.items() if any(value in said for said in all_said) and fact != "when"}
    assert told == OPTIONAL[situation] - {"when"}
    for said in all_said:
        dated = re.search("June 2024|2024年6月|يونيو 2024", said)
        assert not dated or "when" in OPTIONAL[situation]
        bare = re.sub(r"#\d+#|June 2024|2024年6月|يونيو 2024|https://\S+", "", said)
        assert not any(sign.isdecimal() for sign in bare)


@pytest.mark.parametrize(("tongue", "tone"), list(product(LANGUAGES, TONES)))
def test_what_is_known_is_told_first(tongue: str, tone: str) -> None:
    """Whoever the draft is for, its first wording leaves out nothing that another one tells besides."""
    for name, (situation, facts) in product(
        NAMES,
        (
            ("congratulate", {"news"}),
            ("condole", {"news"}),
            ("thank", {"for_what", "when"}),
            ("introduce", {"other", "topic"}),
            ("from a group to one to one", {"chat", "topic"}),
            ("connect", {"chat", "topic"}),
            ("answer a question", {"topic", "chat", "piece", "link"}),
            ("share a piece", {"piece", "because", "link"}),
            ("invite", {"occasion", "place", "day"}),
        ),
    ):
        said = draft(situation, tongue, tone=tone, name=name, facts={fact: FACTS[fact] for fact in facts})
        assert all(FACTS[fact][:4] in said for fact in facts)  # of the time its year


@pytest.mark.parametrize(("situation", "tongue", "tone"), ALL)
def test_turns_go_round(situation: str, tongue: str, tone: str) -> None:
    """Another wording each time, then the first again; at least two that the fewest facts carry or more tell."""
    made = [draft(situation, tongue, tone=tone, name="Ines", facts=FACTS, turn=turn) for turn in range(40)]
    number = len(set(made))
    assert number >= 2
    assert len(set(made[:number])) == number
    assert made[number : 2 * number] == made[:number]


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


def test_a_link_stands_alone_at_the_end() -> None:
    """Below the piece that it leads to, and nowhere without one."""
    for tongue, tone in product(LANGUAGES, TONES):
        for situation in ("share a piece", "answer a question", "ask for an opinion"):
            for said in every(situation, tongue, tone, FACTS, name="Ines"):
                lines = said.split("\n")
                assert lines[1:] == (["https://kiln.example/ash"] if "#5#" in said else [])
    without = draft("answer a question", "en", facts={"topic": "ash", "link": "https://kiln.example/ash"})
    assert "https" not in without


def test_the_last_talk_dates_no_line_and_no_deed() -> None:
    """The month of the last contact is not that of a quoted line, of a topic, or of what somebody did."""
    for situation, facts in (
        ("thank", {"for_what": "the long answer"}),
        ("a memory", {"memory": "ash is patient"}),
        ("hello after a while", {"memory": "ash is patient"}),
        ("hello after a while", {"topic": "ash"}),
    ):
        for turn in range(8):
            said = draft(situation, "en", facts=facts, last=LAST, today=TODAY, turn=turn)
            assert said
            assert "November" not in said
    told = draft("hello after a while", "en", facts={"memory": "ash is patient", "when": "2025-11"})
    assert "November 2025" in told
    assert "“ash is patient”" in told


def test_a_meeting_is_told_as_far_as_it_is_known() -> None:
    """Occasion, day and place in the way of each language."""
    facts = {"occasion": "soup", "place": "Lantern Street", "day": "Saturday"}
    assert "soup, Saturday, Lantern Street" in draft("invite", "en", facts=facts)
    assert "：汤，周六。" in draft("invite", "zh-hans", facts={"occasion": "汤", "day": "周六"})
    assert ": حساء، السبت. " in draft("invite", "ar", facts={"occasion": "حساء", "day": "السبت"})


def test_a_fact_that_ends_with_a_full_stop_gets_no_second() -> None:
    """Half a sentence or a whole one, a draft ends as one."""
    assert draft("check in on a promise", "en", tone="light", facts={"promise": "the photos."}).count(".") == 2
    for turn in range(6):
        assert "。。" not in draft("share a piece", "zh-hans", facts={"piece": "陶", "because": "你问过。"}, turn=turn)


def test_a_long_fact_is_cut_and_a_link_is_not() -> None:
    """A message of three sentences stays one."""
    link = "https://kiln.example/" + "ash" * 100
    said = draft("share a piece", "en", facts={"piece": "glaze " * 200, "link": link})
    assert said.endswith("\n" + link)
    assert len(said) < 300 + len(link)
    assert "glaze…" in said


ANY = st.text(min_size=1, max_size=600)


@given(st.sampled_from(list(product(LANGUAGES, TONES))), ANY, ANY, ANY, st.sampled_from(NAMES) | ANY, st.integers(0, 9))
def test_a_note_always_fits_linkedin(
    way: tuple[str, str], chat: str, topic: str, when: str, name: str, turn: int
) -> None:
    """Under 300 characters as UTF-16 counts them, with its last sentence whole, whatever the facts."""
    for facts in ({"topic": topic}, {"topic": topic, "when": "2024-11"}, {"when": when}, {"topic": topic * 9}):
        said = draft("connect", way[0], tone=way[1], name=name, chat=chat, facts=facts, turn=turn)
        assert 0 < len(said.encode("utf-16-le")) // 2 < 300
        assert said.endswith((".", "。"))


def test_the_longest_note_keeps_its_sentences() -> None:
    """What is cut are the facts."""
    said = draft("connect", "en", name="Ines", facts={"topic": "ash " * 200}, chat="Lantern " * 200)
    plain = draft("connect", "en", name="Ines", facts={"topic": "ash"}, chat="Lantern")
    pattern = re.escape(plain).replace("ash", "[ash …]+").replace("Lantern", "[Lantern …]+")
    assert re.fullmatch(pattern, said)
    assert len(said) < 300


FACT = st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=60).filter(
    lambda fact: fact.strip(".。")
)


@given(st.sampled_from(ALL), st.fixed_dictionaries(dict.fromkeys(FACTS, FACT)), ANY, st.integers(-5, 50))
def test_any_fact_comes_through_as_it_is(
    which: tuple[str, str, str], facts: dict[str, str], name: str, turn: int
) -> None:
    """Braces, percent signs and any script neither break a draft nor are changed by it."""
    situation, tongue, tone = which
    said = draft(situation, tongue, tone=tone, name=name, facts=facts | {"when": "2024"}, turn=turn)
    plain = draft(situation, tongue, tone=tone, name=name, facts=FACTS | {"when": "2024"}, turn=turn)
    ends = {fact: facts[fact].rstrip(".。") for fact in ("because", "promise")}
    filled = {value: {**facts, **ends}[fact] for fact, value in FACTS.items()}
    assert said == re.sub(r"#\d+#|https://kiln.example/ash", lambda mark: filled[mark[0]], plain)


def test_any_braces_are_text() -> None:
    """A fact that looks like a wording is not filled."""
    for fact in ("{name}", "{0.__class__}", "{topic", "}{", "{{}}", "%s {when!r}"):
        assert f"《{fact}》" in draft("share a piece", "zh-hans", facts={"piece": fact})
