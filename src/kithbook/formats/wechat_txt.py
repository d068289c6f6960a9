"""The plain text that newer versions of WeChat export themselves: ``·name``, a line with the time, the words."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.line_log import LineLog
from kithbook.formats.source import Source
from kithbook.formats.text import Text, head_text
from kithbook.formats.wechat_common import PLATFORM, in_brackets, kind_of_words, seconds
from kithbook.vocabulary import Chat, Contact, Handle, Message, Record

NAME: Final = "wechat-txt"
TITLE: Final = "WeChat (聊天记录.txt)"
HOW_TO_EXPORT: Final = {
    "en": (
        "In a recent WeChat, open the chat, choose several messages, forward them to yourself as a file or by mail, "
        "and save the 聊天记录.txt that comes of it. Give that file to Kithbook."
    ),
    "zh-hans": (
        "在新版微信中打开聊天，多选消息，以文件或邮件的形式转发给自己，保存得到的“聊天记录.txt”，再交给 Kithbook。"
    ),
    "ar": (
        "في إصدار حديث من ويتشات، افتح المحادثة وحدِّد عدة رسائل وأرسلها إلى نفسك كملف أو بالبريد، ثم احفظ الملف "
        "聊天记录.txt الناتج وأعطه لـ Kithbook."
    ),
}
COVERAGE: Final = Coverage(
    versions="the plain text of 2026",
    kept="messages, senders, kinds of things that stand in brackets",
    left_out="the media themselves; ids and the zone, which the file does not have",
)
HEADING: Final = re.compile(r"(?:^|\n)·[^\n]+\n\s*\d{4}年\d{1,2}月\d{1,2}日 +\d{1,2}:\d{2}")
TIME: Final = re.compile(r"\s*\d{4}年\d{1,2}月\d{1,2}日 +\d{1,2}:\d{2}(?::\d{2})?\s*")
NO_TIME: Final = "A message whose sender or time cannot be read."
CHAT: Final = "1"  # the ref of the only chat


def recognise(source: Source) -> bool:
    """Whether somebody's name behind a dot, with a time below, is in the head."""
    text = head_text(source)
    return "年" in text and bool(HEADING.search(text))


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of the file; nothing is asked, since the units of its dates are named."""
    text = Text(source, answers=answers)
    yield from text.choices()
    yield _chat(source, text)
    reading = _Reading(source.first)
    held: tuple[int, str] | None = None  # a line that begins a message only if a time follows
    for piece in text.lines():
        if held is not None:
            number, name = held
            held = None
            if not piece.problem and TIME.fullmatch(piece.text):
                yield from reading.ended()
                reading.begin(number, name, piece.text)
                continue
            yield from reading.log.more(number, name)
        if piece.problem:
            yield reading.log.broken(piece)
        elif piece.text.startswith("·") and len(piece.text) > 1:
            held = (piece.line, piece.text)
        else:
            yield from reading.log.more(piece.line, piece.text)
    if held is not None:
        yield from reading.log.more(*held)
    yield from reading.ended()
    yield reading.log.tally()


class _Reading:
    """Who has written so far, and whose message is open."""

    def __init__(self, file: str) -> None:
        self.log = LineLog(file)
        self.met: set[str] = set()
        self.name = self.time = ""

    def begin(self, number: int, name: str, time: str) -> None:
        self.name, self.time = " ".join(name[1:].split()), time
        self.log.begin(number, 2, None)

    def ended(self) -> Iterator[Record]:
        """The open message as a record."""
        if not self.log.is_open:
            return
        closed, lost = self.log.take()
        time = seconds(self.time.strip())
        if time is None or not self.name:
            yield self.log.drop(closed, NO_TIME)
        else:
            if self.name not in self.met:
                self.met.add(self.name)
                yield Contact(Handle(PLATFORM, self.name, self.name), CHAT, line=closed.line)
            kind, text = _kind(closed.text)
            yield Message(CHAT, self.name, time[0], kind, text, closed.line, closed.lines, time[1])
        if lost is not None:
            yield lost


def _kind(body: str) -> tuple[str, str]:
    """A word in brackets at the start stands for a thing; what follows it (a file's name, a sum) is the text."""
    word, rest = in_brackets(body)
    kind = kind_of_words(word)
    return ("text", body) if kind in ("unknown", "system", "text") else (kind, rest)


def _chat(source: Source, text: Text) -> Chat:
    """The chat, named after the file where it says more than the app's usual name; who writes tells its kind."""
    title = PurePosixPath(source.first).stem.replace("聊天记录", "").strip(' _-的“”"')
    title = re.sub(r"^[与和]", "", title)
    names: set[str] = set()
    before = ""
    for piece in text.lines():
        if before.startswith("·") and TIME.fullmatch(piece.text):
            names.add(before[1:].strip())
            if len(names) > 2:
                return Chat(CHAT, PLATFORM, "", title, "group")
        before = piece.text
    return Chat(CHAT, PLATFORM, "", title, "direct" if title in names else "unknown")
