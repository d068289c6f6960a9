"""KakaoTalk's exports: the text of telephones and of Windows, and the table of a Mac."""

from collections.abc import Iterator
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.kakaotalk import csv_rows, reader
from kithbook.formats.kakaotalk.people import PLATFORM as PLATFORM
from kithbook.formats.source import Source
from kithbook.vocabulary import Record

NAME: Final = "kakaotalk"
TITLE: Final = "KakaoTalk"
HOW_TO_EXPORT: Final = {
    "en": (
        "In KakaoTalk open the chat, press the menu, then the gear, then Export chat (on a computer: Chatroom "
        "settings, Export chat). Save the text or CSV file, send it to yourself, and give it to Kithbook."
    ),
    "zh-hans": (
        "在 KakaoTalk 中打开聊天，点菜单，再点齿轮，选“导出聊天内容”（电脑上：聊天室设置 → 导出聊天内容）。"
        "保存文本或 CSV 文件，发给自己，再交给 Kithbook。"
    ),
    "ar": (
        "في KakaoTalk افتح المحادثة واضغط القائمة ثم الترس ثم Export chat (على الحاسوب افتح Chatroom settings ثم "
        "Export chat). احفظ الملف النصي أو ملف CSV وأرسله إلى نفسك، ثم أعطه لـ Kithbook."
    ),
}
COVERAGE: Final = Coverage(
    versions="text of Android, iPhone and Windows in Korean, English and Japanese; CSV of a Mac",
    kept="messages, senders, kinds of what was sent, calls, joins and leaves, messages taken back",
    left_out="the media themselves; ids and the zone, which the file does not have; answers, which it does not mark",
    seen=3,
)


def recognise(source: Source) -> bool:
    """Whether the head is one of KakaoTalk's texts or its table."""
    return csv_rows.is_table(source) or reader.form_of(source) is not None


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of the chat; nothing is asked, since the units of its dates are named."""
    if csv_rows.is_table(source):
        yield from csv_rows.records(source, answers)
        return
    form = reader.form_of(source) or reader.Form(None)
    yield from reader.records(source, form, answers)
