"""Names are compared: a table of pairs in every script, and what holds of any two names."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.identity.names import LEVELS, blocks, compare, read, similarity

PAIRS = (
    ("Ines Ferreira", "ines  FERREIRA", "same"),
    ("Łukasz Żak", "Lukasz Zak", "same"),
    ("陳曉明", "陈晓明", "same"),
    ("Dr. Jane Roe, PhD", "Jane Roe", "same"),
    ("~ Jane Roe 🌊 (Berlin)", "Jane Roe", "same"),
    ("Roe, Jane", "Jane Roe", "reordered"),
    ("Li Wei", "Wei Li", "reordered"),
    # Chinese: pinyin, Taiwan, Hong Kong
    ("王小明", "Xiaoming Wang", "spelled"),
    ("王小明", "Wang Xiao-ming", "spelled"),
    ("王小明", "Wang Xiao Ming", "spelled"),
    ("王小明", "Hsiao-ming Wang", "spelled"),
    ("陳大文", "Chan Tai Man", "spelled"),
    ("曾志偉", "Tsang Chi-wai", "spelled"),
    ("單小美", "Shan Xiaomei", "spelled"),
    ("解明", "Xie Ming", "spelled"),
    ("查文", "Zha Wen", "spelled"),
    ("尉迟恭", "Yuchi Gong", "spelled"),
    ("欧阳娜娜", "Ouyang Nana", "spelled"),
    ("欧阳娜娜", "Ou Yang Na Na", "spelled"),
    ("吕小布", "Lv Xiaobu", "spelled"),
    ("吕小布", "Lü Xiaobu", "spelled"),
    # Arabic and Persian
    ("Mohamed Salem", "Muhammad Salem", "spelled"),
    ("محمد خالد", "Mohammed Khaled", "spelled"),
    ("عبد الرحمن خالد", "Abdel-Rahman Khalid", "spelled"),
    ("Abd al-Rahman Khaled", "Abdurrahman Khaled", "spelled"),
    ("أحمد السيد", "Ahmed El-Sayed", "spelled"),
    ("حسین رضایی", "Hossein Rezaei", "spelled"),
    # other scripts
    ("Юрий Иванов", "Iurii Ivanov", "spelled"),
    ("Дмитрий Медведев", "Dmitry Medvedev", "spelled"),
    ("김민수", "Kim Min-soo", "spelled"),
    ("박지성", "Ji-sung Park", "spelled"),
    ("田中花子", "Tanaka Hanako", "spelled"),
    ("さとう はなこ", "Sato Hanako", "spelled"),
    ("Γιώργος Παπάς", "Giorgos Papas", "spelled"),
    ("דוד כהן", "David Cohen", "spelled"),
    ("राहुल शर्मा", "Rahul Sharma", "spelled"),
    # Latin spellings
    ("Hans Müller", "Hans Mueller", "spelled"),
    ("Annemarie Roe", "Anne-Marie Roe", "spelled"),
    # short forms
    ("Bob Miller", "Robert Miller", "nickname"),
    ("Liz Roe", "Betty Roe", "nickname"),
    ("Саша Петров", "Aleksandr Petrov", "nickname"),
    ("José García", "Pepe Garcia", "nickname"),
    ("Peter Chan Tai Man", "陳大文", "fewer"),
    ("林志玲", "Lin Chi-ling", "spelled"),
    ("최민호", "Choi Min-ho", "spelled"),
    ("xm.wang", "Xiaoming Wang", "initials"),
    ("فاطمة الزهراء", "Fatima Zahra", "close"),
    ("محمود خالد", "Mohamed Khaled", "family"),
    ("Mr. Ian McDonald", "Ian MacDonald", "spelled"),
    ("Jörg Weiß", "Joerg Weiss", "spelled"),
    ("Jane Ferreira", "Jane Fereira", "close"),
    ("Maria Garcia", "Maria Garcia Lopez", "fewer"),
    ("J. Smith", "Jane Smith", "initials"),
    ("W. Gates", "Bill Gates", "initials"),
    ("X. M. Wang", "Xiaoming Wang", "initials"),
    ("Tony Leung Chiu-wai", "梁朝偉", "fewer"),
    ("Xiaoming", "Xiaoming Wang", "part"),
    ("老王", "王小明", "part"),
    ("王总", "王小明", "part"),
    ("阿明", "王建明", "part"),
    ("Jane Smith", "John Smith", "family"),
    ("李娜", "李那", "family"),
    ("Xiaoming Wang", "Xiaoming Li", "given"),
    ("Daniel Lee", "Danielle Lee", "family"),
    ("Ines Ferreira", "Bo Larsen", "other"),
    ("★ 🌊", "Bo Larsen", "nothing"),
    ("", "", "nothing"),
)
TEXTS = st.text(max_size=30) | st.sampled_from([name for pair in PAIRS for name in pair[:2]])


@pytest.mark.parametrize(("one", "other", "level"), PAIRS)
def test_pairs_of_every_script_have_their_level(one: str, other: str, level: str) -> None:
    """Each pair of the table is told as what it is, whichever comes first."""
    assert compare(read(one), read(other)) == level
    assert compare(read(other), read(one)) == level


@pytest.mark.parametrize(("one", "other", "level"), PAIRS)
def test_what_agrees_is_found_under_one_key(one: str, other: str, level: str) -> None:
    """Pairs that agree better than in part share a key of blocking, and strangers do not."""
    shared = blocks(read(one)) & blocks(read(other))
    if LEVELS.index(level) < LEVELS.index("part"):
        assert shared
    if level == "other":
        assert not shared


def test_likeness_follows_the_levels() -> None:
    """A pair of a better level is never less alike than one of a worse."""
    told = [(LEVELS.index(level), similarity(read(one), read(other))) for one, other, level in PAIRS]
    for (level, alike), (worse, less) in itertools.product(told, told):
        if level < worse and (LEVELS[level], LEVELS[worse]) != ("family", "given"):
            assert alike >= less


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_two_names_compare_both_ways_alike(one: str, other: str) -> None:
    """Comparing never raises and does not depend on who comes first; what agrees shares a key."""
    a, b = read(one), read(other)
    level = compare(a, b)
    assert level == compare(b, a)
    assert similarity(a, b) == similarity(b, a)
    assert 0.0 <= similarity(a, b) <= 1.0
    if not a.is_empty and LEVELS.index(level) < LEVELS.index("part"):
        assert level == "same" or blocks(a) & blocks(b)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_name_is_the_same_as_itself(written: str) -> None:
    """Every name that is not empty is the same as itself, wholly alike, and shares all of its keys."""
    name = read(written)
    assert compare(name, name) == ("nothing" if name.is_empty else "same")
    assert similarity(name, name) == (0.0 if name.is_empty else 1.0)


def test_a_name_in_two_scripts_agrees_with_either() -> None:
    """王小明 (Xiaoming Wang) is 王小明 and is Xiaoming Wang."""
    both = read("王小明 (Xiaoming Wang)")
    assert compare(both, read("王小明")) == compare(read("Xiaoming Wang"), both) == "same"
    assert compare(both, read("Bo Larsen")) == "other"


def test_foreign_names_in_chinese_and_kana_are_known_by_their_sound() -> None:
    """A name written by ear agrees with its original and not with another."""
    assert compare(read("ミュンスター"), read("Munster")) == "spelled"
    assert similarity(read("维斯伯恩"), read("Waisbren")) > similarity(read("维斯伯恩"), read("Anderson")) + 0.2
    assert similarity(read("马蒂"), read("Matti")) > similarity(read("马蒂"), read("Monica"))
