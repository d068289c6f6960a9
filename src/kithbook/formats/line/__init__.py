"""LINE's text export: of telephones, with tabs, and of computers, with spaces."""

from collections.abc import Iterator
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.line.reader import Reader
from kithbook.formats.line.survey import PLATFORM as PLATFORM
from kithbook.formats.line.survey import is_line, survey
from kithbook.formats.source import Source
from kithbook.formats.text import Text
from kithbook.vocabulary import Record

NAME: Final = "line"
TITLE: Final = "LINE"
HOW_TO_EXPORT: Final = {
    "en": (
        "On the telephone open the chat, press the menu, then Settings, then Export chat history, and save the .txt "
        "file. On a computer: the three dots of the chat, then Save chat."
    ),
    "zh-hans": (
        "在手机上打开聊天，点菜单 → 设置 → “传送聊天记录”，保存 .txt 文件。在电脑上：点聊天的三个点，选“保存聊天”。"
    ),
    "ar": (
        "على الهاتف افتح المحادثة واضغط القائمة ثم «الإعدادات» ثم «تصدير سجل المحادثة» واحفظ الملف النصي (txt). وعلى "
        "الحاسوب: النقاط الثلاث في المحادثة ثم «حفظ المحادثة»."
    ),
}
COVERAGE: Final = Coverage(
    versions="telephones (tabs) and computers (spaces); Japanese, Chinese, Thai, Korean, English and more",
    kept="messages, senders, kinds of what was sent, calls, joins and leaves, messages taken back",
    left_out="the media themselves; ids and the zone, which the file does not have; answers, which it does not mark",
)


def recognise(source: Source) -> bool:
    """Whether the head has LINE's banner or dates, with lines of a time, a name and a text below."""
    return is_line(source)


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of the chat, in the order of the file.

    The answer "date_order" is "dmy", "mdy" or "ymd"; without it the weekdays beside the dates settle the order.
    Raises Refused where the bytes cannot be read or the answer is no order.
    """
    text = Text(source, answers=answers)
    seen = survey(source, text, answers.get("date_order"))
    yield from text.choices()
    yield seen.order
    yield seen.chat
    yield from Reader(source.first, seen).records(text)
