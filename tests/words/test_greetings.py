"""Greetings and calls to a whole group, and what looks like one and is none."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.words import greets_all

TO_ALL = [
    "Hello everyone",
    "hello, all!",
    "Hi there folks, long time",
    "Good morning everybody",
    "Hey guys, who has the key?",
    "Dear all,\nthe studio moves in May",
    "Who is still here?",
    "anybody still around?",
    "Anyone here?",
    "Is this group still alive?",
    "Happy new year all",
    "Happy New Year 2025!",
    "Merry Christmas to you all",
    "How is everyone doing",
    "Miss you all",
    "Eid mubarak",
    "@all the kiln is hot",
    "@here anybody near the studio",
    "meeting moved <!channel>",
    "@Everyone lunch?",
    "大家好",
    "大家好，好久不见",
    "各位",
    "各位，周六有人去看展吗",
    "早上好，各位",
    "大家早",
    "还有人吗",
    "還有人在嗎？",
    "谁还在",
    "新年快乐",
    "祝大家中秋快乐",
    "给大家拜年了",
    "恭喜发财",
    "@所有人 明天开窑",
    "发个红包",
    "🧧",
    "冒个泡",
    "السلام عليكم جميعا",
    "السلام عليكم ورحمة الله وبركاته",
    "صباح الخير يا جماعة",
    "مرحبًا بالجميع",
    "من ما زال هنا؟",
    "هل هناك أحد؟",
    "كل عام وأنتم بخير",
    "عيد مبارك",
    "كيف حالكم",
    "Hola a todos",
    "Hola, ¿hay alguien aquí?",
    "Bonjour à tous",
    "Salut tout le monde !",
    "Hallo zusammen",
    "Ist noch jemand hier?",
    "Всем привет",
    "Привет всем",
    "С Новым годом, друзья!",
    "Есть кто живой?",
    "Коллеги, печь свободна",
    "Does anybody here have room in a kiln?",
    "is somebody here",
]
NOT_TO_ALL = [
    "",
    "Hello Ines",
    "Hi Bram, are you here on Sunday?",
    "Good morning, Odalys",
    "good morning",
    "Everyone knows that ash glazes run",
    "that is all",
    "All of the kilns are full",
    "I told everyone about the sale",
    "who has the key?",
    "here is the list",
    "mail me at odalys@all.example",
    "she wrote to every person on the list, all forty of them",
    "the people who came were kind",
    "happy birthday Bram",
    "Happy new year Ines",
    "the new year sale begins",
    "大家都知道他不来",
    "我觉得大家的意见都对",
    "云三朵，早",
    "早",
    "三朵，新年快乐",
    "有人说釉料太贵",
    "谢谢大家的红包",
    "这个红包的封面好看",
    "I met somebody who is active in the club",
    "她说春节回家",
    "السلام عليكم يا نادية",
    "صباح الخير يا سليم",
    "وصل الجميع إلى البيت",
    "كل عام وأنتِ بخير يا نادية",
    "كيف حالك",
    "Hola Lio",
    "Привет, Лио",
    "все глазури готовы",
    "Можем помочь, если есть кто-то тут",
    "Someone here told me so",
    "if anyone here is cold, there is tea",
    "Alle Gläser sind gebrannt",
    "tous les bols sont cuits",
]


@pytest.mark.parametrize("text", TO_ALL)
def test_a_greeting_or_call_to_all_is_one(text: str) -> None:
    """In seven languages, by name of the group, by a sign, by a season."""
    assert greets_all(text)


@pytest.mark.parametrize("text", NOT_TO_ALL)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    """To one person by name, about everybody, in the middle of a sentence."""
    assert not greets_all(text)


def test_an_essay_is_no_greeting() -> None:
    """Whatever it opens with."""
    assert not greets_all("Hello everyone. " + "The ash must be washed. " * 40)


@given(st.text(max_size=300))
def test_any_text_is_told_quickly(text: str) -> None:
    """No text makes it fail, and none makes it slow."""
    start = time.perf_counter()
    assert greets_all(text) in (True, False)
    assert time.perf_counter() - start < 0.2


@pytest.mark.parametrize("text", ["all " * 100, "大家" * 200, "السلام عليكم " * 30, "happy new year and a a a " * 15])
def test_repetition_is_not_slow(text: str) -> None:
    """The patterns never go back and forth over a long text."""
    start = time.perf_counter()
    greets_all(text)
    assert time.perf_counter() - start < 0.05
