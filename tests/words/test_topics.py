"""What sets each person of a group apart, on small groups whose topics are known."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.words import shared_topics, topics

SMALL_TALK = ["see you on {n}", "I will bring {n} cups", "who has the key for {n}", "thanks, that was kind {n}"]
ASH = ["the ash glazes ran off bowl {n}", "new ash glazes for shelf {n}", "ash glazes again, test {n}"]
BOOKS = ["the bindings of volume {n} broke", "a binding in leather, number {n}", "sewn bindings for {n}"]


def group(**said: list[str]) -> list[tuple[int, str]]:
    """Twelve rounds in which each person says each line of theirs, numbered so that no two are the same."""
    people = list(said)
    return [
        (people.index(person) + 1, line.format(n=f"{person} {round_}"))
        for round_ in range(12)
        for person in people
        for line in said[person]
    ]


def test_each_is_told_by_what_they_alone_talk_about() -> None:
    """A phrase that stands together is one topic; forms of one word are one; small talk is none."""
    lines = group(ines=[*SMALL_TALK, *ASH], bram=[*SMALL_TALK, *BOOKS], lio=SMALL_TALK)
    found = topics(lines, stop=["Ines", "Bram", "Lio"])
    assert found[1][0] == "ash glazes"
    assert found[2][0] == "bindings"
    assert "binding" not in found[2]
    assert 3 not in found


def test_what_everybody_says_is_no_topic() -> None:
    """In a group about ash nobody stands out by ash."""
    assert topics(group(ines=ASH, bram=ASH, lio=ASH), stop=["ines", "bram", "lio"]) == {}


def test_less_than_three_messages_say_nothing() -> None:
    """Twice is no topic, and the same message said often is said once."""
    rest = group(bram=SMALL_TALK, lio=SMALL_TALK)
    assert 9 not in topics([*rest, (9, "the armadillo sleeps"), (9, "my armadillo wakes")])
    assert 9 not in topics([*rest, *[(9, "the armadillo sleeps")] * 20])
    assert topics([*rest, *[(9, f"the armadillo {n}") for n in "abc"]])[9] == ("armadillo",)


def test_chinese_comes_out_in_words() -> None:
    """Characters that hold together are a word, whatever stands around them, and particles are none."""
    lines = group(
        yun=["今天试了釉料{n}", "这釉料真不错{n}", "釉料的颜色很好{n}", "我们一起看窑变{n}", "窑变的碗{n}"],
        shi=["今天去跑步了{n}", "这双鞋真不错{n}", "颜色很好{n}", "我们一起看书{n}"],
    )
    found = topics(lines, stop=["yun", "shi"])
    assert found[1][:2] in (("釉料", "窑变"), ("窑变", "釉料"))
    assert not any(word.startswith(("的", "了", "这")) for words in found.values() for word in words)


def test_arabic_and_russian_are_told_in_their_forms() -> None:
    """The article and the case endings do not part a word from itself."""
    lines = group(
        nadia=["وصلت القناديل {n}", "عندي قناديل جديدة {n}", "والقناديل كثيرة {n}", "شكرا {n}"],
        petya=["новая глазурь {n}", "много глазури {n}", "о глазури для {n}", "спасибо {n}"],
        lio=["وصلت الكتب {n}", "новая кружка {n}", "много кружек {n}", "الكتب جديدة {n}", "مكتبة كبيرة {n}"],
        wim=["وصلت الخيول {n}", "новый забор {n}", "много травы {n}", "مزرعة جديدة {n}", "الحصان الأسود {n}"],
    )
    found = topics(lines, stop=["nadia", "petya", "lio", "wim"])
    assert found[1][0] in {"القناديل", "قناديل", "والقناديل"}
    assert found[2][0] == "глазури"


def test_a_language_is_no_topic() -> None:
    """Who writes in Chinese where others write English does not stand out by every word."""
    lines = group(yun=["我们去公园散步{n}", "咖啡很热{n}"], shi=["我们去公园散步{n}", "咖啡很热{n}"], bram=SMALL_TALK)
    assert topics(lines, stop=["yun", "shi", "bram"]) == {}
    assert topics(group(yun=["釉料裂了{n}", "釉料很贵{n}"], bram=SMALL_TALK), stop=["yun", "bram"]) == {}


def test_names_addresses_and_code_are_no_topics() -> None:
    """What the caller names, what leads elsewhere and what is written for machines."""
    lines = group(
        bram=["Odalys said {n}", "see https://glaze.example/{n}", "@odalys_b {n}", "`kiln.fire({n})`", "云三朵说{n}"],
        lio=SMALL_TALK,
    )
    assert topics(lines, stop=["Odalys Brightwater", "云三朵", "bram", "lio"]) == {}


def test_shared_topics_meet_in_any_form() -> None:
    """One word of a phrase is enough; nothing in common is nothing."""
    assert shared_topics(["ash glazes", "bindings", "釉料"], ["Glaze", "釉料", "kiln"]) == ("ash glazes", "釉料")
    assert shared_topics(["глазури"], ["глазурь"]) == ("глазури",)
    assert shared_topics([], ["ash"]) == shared_topics(["ash"], []) == ()


@given(st.lists(st.tuples(st.integers(1, 4), st.text(max_size=40)), max_size=40), st.lists(st.text(), max_size=3))
def test_any_lines_are_legal(lines: list[tuple[int, str]], stop: list[str]) -> None:
    """Nothing breaks it: at most five words each, none empty, none twice."""
    for person, words in topics(lines, stop=stop).items():
        assert person in {who for who, _ in lines}
        assert 0 < len(words) == len(set(words)) <= 5
        assert all(words)


@pytest.mark.parametrize("alphabet", ["abcdefghijklmnopqrstuvwxyz", "釉料窑变碗盘泥坯火灰土水色光"])
def test_a_long_group_takes_a_moment(alphabet: str) -> None:
    """Only the last 20,000 lines are read: ten times as many take about as long."""
    dice = random.Random(7)
    words = ["".join(dice.choices(alphabet, k=dice.randint(3, 8))) for _ in range(2000)]
    lines = [(dice.randint(1, 60), " ".join(dice.choices(words, k=8))) for _ in range(20_000)]
    start = time.perf_counter()
    topics(lines)
    assert time.perf_counter() - start < 3
    assert topics([(99, "the armadillo " * 3 + str(n)) for n in range(9)] + lines).keys() <= set(range(1, 61))
