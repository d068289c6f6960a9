"""News told in a message or a note, what looks like some and is none, and its name in a draft."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.words import NEWS_KINDS, news, phrase

TOLD = [
    ("I started at Puddlewick Rail", "new job", True),
    ("new job, timetables at last", "new job", True),
    ("Big news: I got a new job!", "new job", True),
    ("I've just handed in my notice.", "left job", None),
    ("I quit my job on Friday", "left job", None),
    ("I got laid off yesterday", "left job", False),
    ("We moved to Lisbon last week", "moved", None),
    ("I'm moving to Oslo in May", "moved", None),
    ("we moved into our new flat", "moved", None),
    ("We got engaged!", "engaged", True),
    ("She proposed to me", "engaged", True),
    ("I'm getting married in June", "married", True),
    ("We tied the knot", "married", True),
    ("I'm pregnant", "baby", True),
    ("our daughter was born last night", "baby", True),
    ("I became a grandmother", "baby", True),
    ("I graduated yesterday", "graduated", True),
    ("finally finished my thesis", "graduated", True),
    ("my book is out", "published", True),
    ("My first paper was accepted", "published", True),
    ("I opened my own bakery", "launched", True),
    ("Our shop is finally open", "launched", True),
    ("I won a scholarship", "award", True),
    ("I'm ill, sorry", "ill", False),
    ("I tested positive for covid", "ill", False),
    ("I broke my arm", "ill", False),
    ("my grandmother died on Sunday", "loss", False),
    ("I lost my father last week", "loss", False),
    ("I'm flying to Cairo tomorrow", "travel", None),
    ("Just landed in Tokyo", "travel", None),
    ("I passed my driving test", "exam", True),
    ("I failed my exam", "exam", False),
    ("I have an exam tomorrow", "exam", None),
    ("it's our tenth anniversary", "anniversary", True),
    ("换工作了", "new job", True),
    ("三朵，我换工作了", "new job", True),
    ("我找到新工作了", "new job", True),
    ("我辞职了", "left job", None),
    ("我離職了", "left job", None),
    ("上周被裁了", "left job", False),
    ("我们搬到大理了", "moved", None),
    ("我們搬家了", "moved", None),
    ("我们订婚了", "engaged", True),
    ("我要結婚了", "married", True),
    ("我老婆生了个女儿", "baby", True),
    ("我怀孕了", "baby", True),
    ("我毕业了", "graduated", True),
    ("我的论文发表了", "published", True),
    ("我开了家咖啡馆", "launched", True),
    ("拿了一等奖", "award", True),
    ("我感冒了", "ill", False),
    ("我奶奶去世了", "loss", False),
    ("下周去成都旅游", "travel", None),
    ("科目三过了", "exam", True),
    ("考砸了", "exam", False),
    ("今天是我们结婚三周年", "anniversary", True),
    ("انتقلت إلى دبي", "moved", None),
    ("بدأت عملا جديدا", "new job", True),
    ("قدمت استقالتي", "left job", None),
    ("انخطبت", "engaged", True),
    ("تزوجنا", "married", True),
    ("رُزقنا بمولودة", "baby", True),
    ("تخرجت اليوم", "graduated", True),
    ("صدر كتابي", "published", True),
    ("افتتحت مقهى", "launched", True),
    ("فزت بجائزة", "award", True),
    ("أنا مريض اليوم", "ill", False),
    ("توفي والدي", "loss", False),
    ("أنا مسافرة إلى القاهرة", "travel", None),
    ("الحمد لله نجحت في الامتحان", "exam", True),
    ("اليوم ذكرى زواجنا", "anniversary", True),
    ("ich bin schwanger", "baby", True),
    ("nos casamos en junio", "married", True),
    ("j'ai déménagé", "moved", None),
    ("Я уволился вчера", "left job", None),
]
NOT_TOLD = [
    "",
    "my neighbour got a new job",
    "My brother moved to Lisbon",
    "She moved to Lisbon",
    "Did you get a new job?",
    "I wish I got a new job",
    "I didn't get the job",
    "I might quit my job",
    "if I quit my job",
    "I got a job to do",
    "I moved to Berlin in 2009",
    "when I moved to Lisbon I was ten",
    "I moved to Oslo ten years ago",
    "Nine years ago my grandmother died",
    "I moved to Ubuntu last week",
    "I moved to the next room",
    "moving to the kernel",
    "I'm sick of this",
    "I'm sick and tired of marzipan",
    "I'm engaged in a debate",
    "we are married",
    "I had a baby in 1999",
    "I started at noon",
    "I started at the bottom",
    "I'm going to sleep",
    "I broke my kettle",
    "I got married lol",
    "He said I got laid off",
    "they launched a new website",
    "the tests passed",
    "congratulations on the new job",
    "> my book is out",
    "她换工作了",
    "我哥换工作了",
    "听说你换工作了",
    "你结婚了吗",
    "我想换工作",
    "我没感冒",
    "如果我换工作了",
    "我朋友结婚了",
    "整条街都结婚了",
    "等我毕业了再说",
    "我毕业的时候",
    "去年我搬家了",
    "第三天我就搬家了",
    "差点感冒了",
    "我结婚了哈哈哈",
    "书里说人会感冒",
    "这只鹦鹉也可以出书了",
    "انتقلت إلى رحمة الله",
    "انتقلت إلى الصفحة التالية",
    "تزوجت حفيدتها",
    "أخي تزوج",
    "لو تزوجت",
    "هل تزوجت؟",
    "لم أتزوج",
    "جارتي تخرجت",
    "هي تسكن القرية منذ أن تزوجت",
    "تخرجت قبل سنوات",
    "كنت مريضا",
    "أريد عملا جديدا",
    "no estoy embarazada",
    "Ich bin nicht krank",
    "Он уволился",
]


@pytest.mark.parametrize(("text", "kind", "good"), TOLD)
def test_news_is_told(text: str, kind: str, good: bool | None) -> None:
    """What happened to the writer is found, with its kind and whether it is good."""
    assert [(each.kind, each.good) for each in news(text)] == [(kind, good)]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_is_no_news_is_left_alone(text: str) -> None:
    """Third parties, questions, suppositions, denials and what is long past give nothing."""
    assert news(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("She started at Puddlewick Rail", "new job"),
        ("Ines got a new job", "new job"),
        ("new job", "new job"),
        ("lost his job", "left job"),
        ("moved to Lisbon", "moved"),
        ("she's moving to Oslo", "moved"),
        ("They are getting married in June", "married"),
        ("her book is out", "published"),
        ("Her father died", "loss"),
        ("is pregnant", "baby"),
        ("I moved to Oslo", None),
        ("my book is out", None),
        ("Neighbour of Ines got a new job", None),
        ("她换工作了", "new job"),
        ("云三朵换工作了", "new job"),
        ("我换工作了", None),
        ("انتقلت إلى دبي", "moved"),
    ],
)
def test_a_note_tells_of_the_person(text: str, kind: str | None) -> None:
    """In a note, "she" and no subject are the person; "I" is the owner, whose news it is not."""
    assert [each.kind for each in news(text, note=True)] == ([kind] if kind else [])


def test_each_kind_has_a_name_in_three_languages() -> None:
    """A draft can name every kind, each by its own words."""
    for tongue in ("en", "zh-hans", "ar"):
        assert len({phrase(kind, tongue) for kind in NEWS_KINDS}) == len(NEWS_KINDS)
    assert phrase("moved", "pt") == phrase("moved", "en")


def test_all_kinds_are_told_of() -> None:
    """No kind without a sentence that gives it, and none that a draft could not name."""
    assert {kind for _, kind, _ in TOLD} == set(NEWS_KINDS)


@given(st.text(max_size=800), st.booleans())
def test_any_text_is_read(text: str, note: bool) -> None:
    """Nothing raises, and what is told lies inside the text."""
    assert all(0 <= each.span[0] < each.span[1] <= len(text) for each in news(text, note=note))


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "i just ",
        "so and ",
        "i ",
        "we have just ",
        "my new ",
        "got a ",
        "我",
        "搬到",
        "今天",
        "开了",
        "انا ",
        "و",
        "刚",
        "我家",
        "周末",
        "今天从今天起",
        "خبر ",
        "يا ",
        "تزوجت ",
        "я ",
        "1",
        ".",
    ],
)
def test_repetition_takes_no_time(piece: str) -> None:
    """A text made to send patterns back and forth is read at once, short of the limit and beyond it."""
    started = time.perf_counter()
    for length in (270, 570, 100_000):
        for end in ("", "甲换工作了", " i got a new job", " تزوجنا", " x"):
            news((piece * length)[:length] + end)
            news((piece * length)[:length] + end, note=True)
    assert time.perf_counter() - started < 2
