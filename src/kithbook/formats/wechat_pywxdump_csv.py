"""PyWxDump's CSV: id, MsgSvrID, type_name, is_sender, talker, room_name, msg, src, CreateTime."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.source import Source
from kithbook.formats.table import header
from kithbook.formats.wechat_common import ME, PLATFORM, kind_of_chat, kind_of_words, seconds
from kithbook.formats.wechat_record import Given
from kithbook.formats.wechat_rows import records
from kithbook.vocabulary import Chat, Record

NAME: Final = "wechat-pywxdump-csv"
TITLE: Final = "WeChat (PyWxDump CSV)"
HOW_TO_EXPORT: Final = {
    "en": (
        "On the Windows computer where WeChat is signed in, open PyWxDump, let it read the local messages, choose the "
        "chat and export it as CSV. Give Kithbook the .csv files, or the folder that holds them."
    ),
    "zh-hans": (
        "在已登录微信的 Windows 电脑上打开 PyWxDump，读取本机聊天记录，选择聊天并导出为 CSV。"
        "把 .csv 文件或其所在文件夹交给 Kithbook。"
    ),
    "ar": (
        "على حاسوب Windows المسجَّل فيه ويتشات، افتح PyWxDump ودعه يقرأ الرسائل المحلية، ثم اختر المحادثة وصدّرها بصيغة "
        "CSV. أعطِ Kithbook ملفات CSV أو المجلد الذي يحويها."
    ),
}
COVERAGE: Final = Coverage(
    versions="PyWxDump 3, also saved again from a spreadsheet",
    kept="messages, senders, kinds (voice, red envelopes, transfers, quotes among them), calls, notices",
    left_out="the media themselves; names beside ids, which the file does not have",
    seen=2,
)
COLUMNS: Final = ("MsgSvrID", "type_name", "is_sender", "talker", "room_name", "msg", "CreateTime")
YES: Final = ("1", "True", "TRUE", "true")
NOBODY: Final = ("未知", "系统")  # what PyWxDump writes where it does not know who, and for the app itself
# how it renders what is no text (its dbMSG.py): the words that people see come out of these
VOICE: Final = re.compile(r"语音时长：[\d.]*秒(?:\n翻译结果：(.*))?", re.DOTALL)
TRANSFER: Final = re.compile(r"(?:已收款|转账)：([^\n]*)(?:\n转账说明：([^\n]*))?(?:\n转账时间：[^\n]*)?\s*")
PLACE: Final = re.compile(r"纬度:【[^】]*】 经度:【[^】]*】\n位置：([^\n]*)(?:\n其他信息：.*)?", re.DOTALL)
CALL: Final = re.compile(r"语音/视频通话\[(.*)\]", re.DOTALL)
BARE: Final = ("图片", "视频", "表情", "动画表情", "语音")
QUOTED: Final = "\n\n[引用]("
MORE: Final = "\n\n<a href="


def recognise(source: Source) -> bool:
    """Whether the first row names PyWxDump's columns."""
    return header(source).issuperset(COLUMNS)


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of the file; nothing is asked, since the year always comes first."""
    return records(source, COLUMNS, _given, _chat, answers)


def _given(row: Sequence[str]) -> Given:
    number, type_name, is_sender, talker, room, body, time = row
    kind = kind_of_words(type_name)
    mine = is_sender in YES and kind != "system"  # a notice about what the owner did is still WeChat's line
    sender = talker or room
    if mine:
        sender = talker if talker not in ("", "我", room) else ME
    elif kind == "system" or sender in NOBODY or sender.endswith("@chatroom"):
        sender = ""
    if kind != "text":
        word = body.strip("[]")  # that stands for what cannot be written
        body = "" if word == type_name or word in BARE else _words(kind, body)
    name = "" if sender == ME else sender
    return Given(room or talker, sender, name, mine, seconds(time), kind, body, _server_id(number))


def _words(kind: str, body: str) -> str:
    """What people see of a thing that is no text."""
    if kind == "quote":
        return body.partition(QUOTED)[0]
    if kind == "link":
        return body.partition(MORE)[0].rstrip("\n")
    if kind == "transfer" and (found := TRANSFER.fullmatch(body)):
        return f"{found[1]} {found[2] or ''}".strip()
    if kind == "location" and (found := PLACE.fullmatch(body)):
        return found[1].strip()
    if kind == "call" and (found := CALL.fullmatch(body)):
        return found[1]
    if kind == "voice" and (found := VOICE.fullmatch(body)):
        return found[1] or body
    return body


def _server_id(number: str) -> str:
    """The server's id, unless a spreadsheet has rounded it to 15 digits: then several messages may share it."""
    return "" if not number.isdecimal() or number == "0" or (len(number) > 15 and number.endswith("0000")) else number


def _chat(ref: str, room: str) -> Chat:
    return Chat(ref, PLATFORM, room, room, kind_of_chat(room))
