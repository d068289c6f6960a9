"""WhatsApp's "Export chat": a .txt, or a .zip with ``_chat.txt`` (iPhone) or a .txt named after the chat (Android).

No specification exists; the forms are those of real exports (see the samples) and of the issues of other readers.
Times have no zone. Everything but the marks of edits is kept as written.
"""

import re
from collections.abc import Iterator
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.signal_markdown import is_sigexport
from kithbook.formats.source import Source
from kithbook.formats.text import Text, head_text
from kithbook.formats.whatsapp.reader import Reader
from kithbook.formats.whatsapp.survey import ANY_HEADER, survey
from kithbook.vocabulary import Record, Refused

NAME: Final = "whatsapp"
TITLE: Final = "WhatsApp"
PLATFORM: Final = "whatsapp"
HOW_TO_EXPORT: Final = {
    "en": "Open the chat, tap its name, then Export chat (Android: ⋮, More, Export chat). Without media is enough.",
    "zh-hans": "打开聊天，点聊天名称，选“导出聊天”（安卓：⋮ → 更多 → 导出聊天）。不带媒体文件就够了。",
    "ar": (
        "افتح الدردشة واضغط على اسمها ثم «تصدير الدردشة» (Android: ⋮ ثم «المزيد» ثم «تصدير الدردشة»). يكفي التصدير "
        "دون وسائط."
    ),
}
COVERAGE: Final = Coverage(
    versions="2013 to 2026; iPhone and Android, 12 and 24 hours, every order of dates, 13 languages of system lines",
    kept="every line as written, kinds of media, edits, mentions, polls, places, calls, notices, the group's titles",
    left_out="the media themselves; replies, reactions and the zone, which WhatsApp does not export",
    seen=41,
)
ATTACHES: Final = (".",)
# what KakaoTalk and LINE write above their chats, and Element's name for its own: their lines may begin like WhatsApp's
SIGNED_BY_OTHERS: Final = re.compile(r"\[LINE\] |(?![\[\d])[^\n]{0,200}(?:카카오톡 대화|KakaoTalk Chats?)[^\n]*\n")
NAMED_BY_OTHERS: Final = re.compile(r"(?:^|/)matrix-.+-export-[^/]+\.txt$")
FIRST_LINES: Final = 20  # a header must stand among these
OTHERS: Final = (".csv", ".json", ".jsonl", ".html", ".htm", ".md", ".markdown")  # in which a chat can only be quoted


def recognise(source: Source) -> bool:
    """Whether one of the first lines of some text in the source begins as WhatsApp's do."""
    return _entry(source) is not None


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of one chat, in the order of the file; see ``kithbook.formats``.

    The answer "date_order" is "dmy", "mdy" or "ymd"; without it the order is inferred from all dates of the file.
    Raises Refused where the bytes cannot be read or the answer is no order.
    """
    name = _entry(source) or source.first
    text = Text(source, name, answers)
    seen = survey(source, name, text, answers.get("date_order"))
    yield from text.choices()
    yield seen.order
    yield seen.chat
    yield from Reader(name, seen).records(text)


def _entry(source: Source) -> str | None:
    """The name of the entry that is a chat, if there is one."""
    for entry in source.entries():
        alone = len(source.entries()) == 1 and not entry.name.lower().endswith(OTHERS)
        if (alone or entry.name.lower().endswith(".txt")) and entry.size:
            try:
                text = head_text(source, entry.name)
            except Refused:
                continue
            if SIGNED_BY_OTHERS.match(text) or NAMED_BY_OTHERS.search(entry.name) or is_sigexport(text, entry.name):
                continue
            if ANY_HEADER.search("\n" + "\n".join(text.split("\n")[:FIRST_LINES])):
                return entry.name
    return None
