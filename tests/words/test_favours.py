"""Favours told in a message, what looks like one and is none, and what a chat's favours come to."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.words import day_of, due_text, favours, proposed

DAY = 86_400
TOLD = [
    ("Could you introduce me to the binder at Quillfeather's?", "asked", "introduction"),
    ("would you be able to put me in touch with Nadia", "asked", "introduction"),
    ("Tobias, please introduce me to your printer.", "asked", "introduction"),
    ("Could you lend me £40 until Friday?", "asked", "money"),
    ("any chance you could spot me some cash", "asked", "money"),
    ("Can you spare ten minutes this week?", "asked", "time"),
    ("Could I pick your brain about kilns?", "asked", "time"),
    ("can you help me with the move on Sunday?", "asked", "help"),
    ("Would you mind looking over my letter?", "asked", "help"),
    ("I have a favour to ask.", "asked", "help"),
    ("could you please feed our cat in August", "asked", "help"),
    ("If you are in town, could you give me a lift?", "asked", "help"),
    ("here is the contract I promised, filled in", "given", "help"),
    ("Here are the notes you asked for", "given", "help"),
    ("I've filled in your form", "given", "help"),
    ("I sent you the money", "given", "money"),
    ("ok, I've transferred you 40 euros", "given", "money"),
    ("I bought you a teapot", "given", "gift"),
    ("I've put you two in touch with Odalys", "given", "introduction"),
    ("I'll send you the book next week", "promised", "help"),
    ("Sure, I'll help you on Saturday", "promised", "help"),
    ("I'll introduce you to Nadia on Friday.", "promised", "introduction"),
    ("I'll pay you back tomorrow", "promised", "money"),
    ("I'll bring you some plums", "promised", "gift"),
    ("thank you for introducing me to Ines", "thanked", "introduction"),
    ("Thanks for all your help with the move", "thanked", "help"),
    ("Thank you so much for helping me", "thanked", "help"),
    ("thanks so much for the lovely present", "thanked", "gift"),
    ("Thank you for taking the time.", "thanked", "time"),
    ("能借我点钱吗", "asked", "money"),
    ("能借我兩千塊嗎？", "asked", "money"),
    ("帮我看一下合同好吗", "asked", "help"),
    ("三朵，能帮我搬个书架吗", "asked", "help"),
    ("麻煩你幫我拿一下包裹", "asked", "help"),
    ("能帮我介绍个律师吗？", "asked", "introduction"),
    ("可以占用你几分钟吗", "asked", "time"),
    ("红包给你了", "given", "money"),
    ("钱转给你了", "given", "money"),
    ("合同发你了", "given", "help"),
    ("给你带了一盒茶", "given", "gift"),
    ("你的简历我帮你改好了", "given", "help"),
    ("我下周把书寄给你", "promised", "help"),
    ("我帮你问问", "promised", "help"),
    ("明天把钱还你", "promised", "money"),
    ("謝謝你介紹三朵給我認識", "thanked", "introduction"),
    ("谢谢你的礼物", "thanked", "gift"),
    ("谢谢你帮我搬家", "thanked", "help"),
    ("多谢你抽空陪我", "thanked", "time"),
    ("ممكن تساعدني في الترجمة؟", "asked", "help"),
    ("أحتاج مساعدتك", "asked", "help"),
    ("هل يمكنك أن تعرفني على نادية؟", "asked", "introduction"),
    ("ممكن تسلفني 200؟", "asked", "money"),
    ("هل عندك وقت لمكالمة غدا؟", "asked", "time"),
    ("أرسلت لك العقد", "given", "help"),
    ("حوّلتُ لك المبلغ", "given", "money"),
    ("اشتريت لك كتابا", "given", "gift"),
    ("سأرسل لك الكتاب الأسبوع القادم", "promised", "help"),
    ("سأعرفك على طوبياس", "promised", "introduction"),
    ("شكرا على مساعدتك", "thanked", "help"),
    ("شكرا جزيلا لك على الهدية", "thanked", "gift"),
    ("شكرا لك على وقتك", "thanked", "time"),
    ("¿Me puedes ayudar con la mudanza?", "asked", "help"),
    ("Gracias por tu ayuda", "thanked", "help"),
    ("Pourrais-tu m'aider demain ?", "asked", "help"),
    ("Kannst du mir morgen beim Umzug helfen?", "asked", "help"),
    ("Danke für deine Hilfe", "thanked", "help"),
    ("Пришлю тебе книгу завтра", "promised", "help"),
    ("Спасибо за помощь", "thanked", "help"),
]
NOT_TOLD = [
    "",
    "Hello Ines, how are you?",
    "can you hear me",
    "Can you tell me what cone this is?",
    "could you pass this on to Bram",
    "Could you help Bram with his boat?",
    "Can anybody help me?",
    "could you guys help me",
    "no need to help me",
    "I don't need your help",
    "If I need your help I will call",
    "Do you need help?",
    "Can I help you?",
    "Tobias asked can you help me",
    "Can you help me understand why anybody likes marzipan",
    "can you lend me 2 million lol",
    "I'll send you a message",
    "I'll send you a link",
    "I'll give you a call tomorrow",
    "I'll send you the book if I find it",
    "I won't send you the book",
    "I paid 40 euros for the kiln",
    "I sent you the money?",
    "Did I send you the money?",
    "He sent you the money",
    "She said thank you for helping me",
    "Thanks",
    "Thank you for the information",
    "Thanks for adding me",
    "Thanks in advance for your help",
    "Thanks for the help all",
    "Subscribe now, I'll send you a gift",
    "Join our course, could you help me share it?",
    "> thank you for helping me",
    "please help me god",
    "你好吗",
    "不用帮我",
    "谁能帮我看一下",
    "大家能帮我投票吗",
    "邮递员帮我搬花盆",
    "他帮我修好了",
    "书店本来该帮我留一本",
    "请值班的同学帮忙关灯",
    "这条路近，不耽误时间",
    "一盏灯会给你带来勇气",
    "感谢译者把这首诗介绍到这里",
    "谢谢大家的帮助",
    "感谢您对温带的研究",
    "提前谢谢你的帮助",
    "能借我五百万吗哈哈哈",
    "要不要我帮你问问",
    "如果有空我帮你问问",
    "帮我砍一刀，点击链接",
    "كيف حالك؟",
    "هل أساعدك؟",
    "لا أحتاج مساعدتك",
    "هل يمكن لأحد أن يساعدني؟",
    "قال لي ممكن تساعدني",
    "سأرسل لك رسالة",
    "لو وجدته سأرسل لك الكتاب",
    "شكرا على المعلومات",
    "شكرا جميعا على مساعدتكم",
    "شكرا مقدما على مساعدتك",
    "خصم كبير، ممكن تساعدني في النشر",
    "¿Alguien me puede ayudar?",
    "А Тобиасу спасибо за помощь",
    "Заранее спасибо за помощь",
    "Кто может помочь мне?",
]


@pytest.mark.parametrize(("text", "deed", "kind"), TOLD)
def test_a_favour_is_told(text: str, deed: str, kind: str) -> None:
    """What the writer asks, gives, promises or thanks for is found with its kind."""
    assert [(each.deed, each.kind) for each in favours(text)] == [(deed, kind)]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_is_no_favour_is_left_alone(text: str) -> None:
    """Small talk, third parties, all of a group, jokes, denials, conditions and advertisements give nothing."""
    assert favours(text) == ()


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("I'll send you the book next week", date(2026, 6, 22)),
        ("I'll bring you some plums tomorrow", date(2026, 6, 16)),
        ("I'll pay you back by Friday", date(2026, 6, 19)),
        ("I'll help you at the weekend", date(2026, 6, 20)),
        ("I'll send you the book in two weeks", date(2026, 6, 29)),
        ("我下周把书寄给你", date(2026, 6, 22)),
        ("後天把錢還你", date(2026, 6, 17)),
        ("下週三把書帶給你", date(2026, 6, 24)),
        ("سأرسل لك الكتاب غدًا", date(2026, 6, 16)),
        ("سأرسل لك الكتاب الأسبوع القادم", date(2026, 6, 22)),
        ("Пришлю тебе книгу завтра", date(2026, 6, 16)),
    ],
)
def test_a_promise_says_when_it_is_due(text: str, due: date) -> None:
    """The words of when are such that the room reads them as a day ahead."""
    (told,) = favours(text)
    assert told.deed == "promised"
    assert day_of(told.due_text, date(2026, 6, 15), ahead=True) == due


def test_a_promise_without_a_day_has_none() -> None:
    """Soon is no day."""
    assert favours("I'll send you the book soon")[0].due_text == ""


@given(st.text(max_size=60))
def test_what_is_due_can_be_read_as_a_day(text: str) -> None:
    """Whatever is taken as a day is read as one."""
    due = due_text(text)
    assert not due or day_of(due, date(2024, 1, 1), ahead=True)


def test_an_ask_and_its_thanks_are_one_favour() -> None:
    """I asked, was thanked back by my own thanks: the other gave; both messages are its evidence."""
    (one,) = proposed(
        [
            (1, True, 0, "Could you introduce me to Nadia?"),
            (2, False, DAY, "Of course"),
            (3, True, 5 * DAY, "Thank you for introducing me to Nadia"),
        ]
    )
    assert (one.by_me, one.deed, one.kind, one.at, one.messages) == (False, "given", "introduction", 5 * DAY, (1, 3))


def test_plain_thanks_close_what_is_open() -> None:
    """Thanks for help close an introduction that was asked for, which keeps its kind."""
    (one,) = proposed([(1, False, 0, "能帮我介绍个律师吗"), (2, False, 9 * DAY, "谢谢你的帮助")])
    assert (one.by_me, one.deed, one.kind, one.messages) == (True, "given", "introduction", (1, 2))


def test_an_ask_is_mine_to_give_when_the_other_asks() -> None:
    """Direction is seen from the owner: who gives, or would."""
    assert [each.by_me for each in proposed([(1, False, 0, "Can you lend me £40?")])] == [True]
    assert [each.by_me for each in proposed([(1, True, 0, "Can you lend me £40?")])] == [False]
    assert [each.by_me for each in proposed([(1, True, 0, "I sent you the money")])] == [True]
    assert [each.by_me for each in proposed([(1, False, 0, "I'll send you the book")])] == [False]
    assert [each.by_me for each in proposed([(1, False, 0, "Thanks for helping me")])] == [True]


def test_an_ask_that_is_promised_waits_for_its_day() -> None:
    """The promise keeps the day; what is given has none left."""
    asked = (1, True, 0, "能借我点钱吗")
    promised = (2, False, DAY, "明天把钱转给你")
    (one,) = proposed([asked, promised])
    assert (one.by_me, one.deed, one.due_text, one.messages) == (False, "promised", "明天", (1, 2))
    (one,) = proposed([asked, promised, (3, False, 2 * DAY, "钱转给你了")])
    assert (one.deed, one.due_text, one.messages) == ("given", "", (1, 2, 3))


def test_thanks_after_thirty_days_are_another_favour() -> None:
    """What lies too far apart is not one."""
    late = [(1, True, 0, "Could you help me on Sunday?"), (2, True, 31 * DAY, "Thanks for your help")]
    assert [each.deed for each in proposed(late)] == ["given", "asked"]


def test_the_same_within_a_week_is_one_and_the_newest_come_first() -> None:
    """Asked twice within a week is asked once; at most so many are proposed."""
    twice = [(1, True, 0, "Can you help me?"), (2, True, 6 * DAY, "can you help me please?")]
    assert [each.messages for each in proposed(twice)] == [(1, 2)]
    weeks = [(number, True, number * 8 * DAY, "Can you help me?") for number in range(9)]
    assert [each.messages for each in proposed(weeks, most=2)] == [(8,), (7,)]


@given(st.text(max_size=800))
def test_any_text_is_read(text: str) -> None:
    """Nothing raises, and what is told lies inside the text."""
    assert all(0 <= each.span[0] < each.span[1] <= len(text) for each in favours(text))


@pytest.mark.parametrize(
    "piece",
    ["a ", "can you ", "could you please ", "thanks for the ", "i'll ", "help me ", "帮我", "能不能",
     "谢谢你", "借", "مم ", "شكرا ", "ممكن ", "спасибо ", "you the ", "1", "我会", "."],
)  # fmt: skip
def test_repetition_takes_no_time(piece: str) -> None:
    """A text made to send patterns back and forth is read at once, short of the limit and beyond it."""
    started = time.perf_counter()
    for length in (290, 590, 100_000):
        for end in ("", "甲帮我看一下", " can you help me", " ساعدني", " x"):
            favours((piece * length)[: length - 20] + end)
    assert time.perf_counter() - started < 2
