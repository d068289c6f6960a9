"""The CSV of WeChatMsg, later MemoTrace: localId, TalkerId, Type, SubType, IsSender, CreateTime, …, Sender.

``TalkerId`` counts the chats of one database; it is not the sender (WeChatMsg, issue 245), nor known to WeChat itself.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.source import Source
from kithbook.formats.table import header, selected
from kithbook.formats.text import Text
from kithbook.formats.wechat_common import ME, PLATFORM, kind_of_chat, kind_of_type, seconds
from kithbook.formats.wechat_record import Given
from kithbook.formats.wechat_rows import records
from kithbook.vocabulary import Chat, Record

NAME: Final = "wechat-wechatmsg-csv"
TITLE: Final = "WeChat (WeChatMsg or MemoTrace CSV)"
HOW_TO_EXPORT: Final = {
    "en": (
        "On the Windows computer where WeChat is signed in, open MemoTrace (WeChatMsg), decrypt the messages, choose "
        "the chat and export it as CSV. Give Kithbook the .csv file as it is: do not save it again from a spreadsheet."
    ),
    "zh-hans": (
        "在已登录微信的 Windows 电脑上打开留痕（MemoTrace，原 WeChatMsg），解密后选择聊天，导出为 CSV。"
        "请把 .csv 文件原样交给 Kithbook，不要用表格软件另存。"
    ),
    "ar": (
        "على حاسوب Windows المسجَّل فيه ويتشات، افتح MemoTrace (WeChatMsg) وفُكّ تشفير الرسائل، ثم اختر المحادثة وصدّرها "
        "بصيغة CSV. أعطِ Kithbook ملف CSV كما هو دون حفظه من برنامج جداول."
    ),
}
COVERAGE: Final = Coverage(
    versions="WeChatMsg and MemoTrace, with and without the columns Remark, NickName, Sender",
    kept="messages, senders, kinds (voice, red envelopes, transfers, quotes among them), calls, notices",
    left_out="the media themselves; what the XML of a card says beyond title and words",
)
COLUMNS: Final = (
    "TalkerId",
    "Type",
    "SubType",
    "IsSender",
    "CreateTime",
    "StrContent",
    "StrTime",
    "Remark",
    "NickName",
    "Sender",
)
BY_WECHAT: Final = ("10000", "10002")  # the types of WeChat's own lines
NEEDED: Final = frozenset(("TalkerId", "Type", "IsSender", "CreateTime", "StrContent"))
# how a group's message names its sender where the export has no column for it
PREFIX: Final = re.compile(r"([A-Za-z0-9_@-]{5,60}):\r?\n")


def recognise(source: Source) -> bool:
    """Whether the first row names the columns of WeChatMsg."""
    return header(source) >= NEEDED


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of the file; nothing is asked, since times are seconds since 1970.

    The file is looked through twice: who writes in a chat tells a group from a chat of two.
    """
    reading = _Reading(source, answers)
    return records(source, COLUMNS, reading.given, reading.chat, answers)


class _Reading:
    """What the whole file tells: for each chat, the others who write in it (at most three, with their names)."""

    def __init__(self, source: Source, answers: Answers) -> None:
        self.title = PurePosixPath(source.first).stem
        self.others: dict[str, dict[str, str]] = {}
        self.all_others: set[str] = set()
        seen: set[tuple[str, str, str]] = set()
        for row in selected(Text(source, answers=answers), COLUMNS):
            if row[9] and (row[0], row[3], row[9]) in seen:
                continue
            seen.add((row[0], row[3], row[9]))
            talker, sender, name, _ = self._who(row)
            others = self.others.setdefault(talker, {})
            if sender and row[3] != "1":
                self.all_others.add(sender)
                if len(others) < 3:
                    others.setdefault(sender, name)

    def given(self, row: Sequence[str]) -> Given:
        talker, sender, name, body = self._who(row)
        by_wechat = row[1] in BY_WECHAT
        mine = row[3] == "1" and not by_wechat  # a notice about what the owner did is still WeChat's line
        if mine and (not sender or sender in self.all_others):  # some versions put the other one's name everywhere
            sender, name = ME, ""
        if not (mine or sender or by_wechat):  # a row that ends before the columns with names
            others = self.others.get(talker, {})
            sender = next(iter(others)) if len(others) == 1 else talker
            name = others.get(sender, "")
        time = seconds(row[4]) or seconds(row[6])
        return Given(talker, sender, name, mine, time, _kind(row[1], row[2]), body, "")

    def chat(self, ref: str, talker: str) -> Chat:
        others = self.others.get(talker, {})
        key = "" if talker.isdecimal() else talker
        kind = kind_of_chat(key)
        if kind == "unknown" and others:
            kind = "group" if len(others) > 1 else "direct"
        only = next(iter(others), "")
        if kind == "direct" and only:
            return Chat(ref, PLATFORM, key or only, others[only] or only, kind)
        return Chat(ref, PLATFORM, key, self.title if len(self.others) == 1 else key, kind)

    def _who(self, row: Sequence[str]) -> tuple[str, str, str, str]:
        """Chat, sender's key ("" for WeChat itself and for an owner without one), sender's name, body."""
        talker, body, remark, nick, sender = row[0], row[5], row[7], row[8], row[9]
        prefix = PREFIX.match(body)
        if prefix and sender in ("", prefix[1]):
            sender, body = prefix[1], body[prefix.end() :]
        if row[1] in BY_WECHAT:
            return talker, "", "", body
        name = remark or nick
        return talker, sender or name, name or sender, body


@functools.lru_cache(1024)
def _kind(kind: str, sub: str) -> str:
    return kind_of_type(*(int(text) if text.isdecimal() and len(text) < 10 else -1 for text in (kind, sub)))
