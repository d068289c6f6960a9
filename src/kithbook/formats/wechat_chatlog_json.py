"""chatlog's JSON, as its program answers ``/api/v1/chatlog?format=json``: a plain array, or one within an object.

Fields as chatlog's own internal/model/message.go writes them. Its ``seq`` is chatlog's own count and no id of WeChat's,
so messages have none: the book aligns them by content with those of other exports.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import msgspec

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.json_stream import JsonStream
from kithbook.formats.source import Source
from kithbook.formats.text import head_text
from kithbook.formats.wechat_common import ME, PLATFORM, kind_of_chat, kind_of_type
from kithbook.formats.wechat_json import Counted, text_of
from kithbook.formats.wechat_record import Given
from kithbook.vocabulary import Chat, Record

NAME: Final = "wechat-chatlog-json"
TITLE: Final = "WeChat (chatlog JSON)"
HOW_TO_EXPORT: Final = {
    "en": (
        "On the computer where WeChat is signed in, run chatlog, let it decrypt the messages and start its service. "
        "In a browser open http://127.0.0.1:5030/api/v1/chatlog?format=json with &time= and &talker= for the chat, and "
        "save the page as a .json file. Give Kithbook that file."
    ),
    "zh-hans": (
        "在已登录微信的电脑上运行 chatlog，解密数据并开启 HTTP 服务，在浏览器中打开 "
        "http://127.0.0.1:5030/api/v1/chatlog?format=json，并用 &time= 和 &talker= 指定时间与聊天对象，"
        "把页面存为 .json 文件，再交给 Kithbook。"
    ),
    "ar": (
        "على الحاسوب المسجَّل فيه ويتشات، شغِّل chatlog ودعه يفك تشفير الرسائل ويبدأ خدمة HTTP، ثم افتح "
        "http://127.0.0.1:5030/api/v1/chatlog?format=json مع ‎&time=‎ و ‎&talker=‎ للمحادثة، واحفظ الصفحة ملف ‎.json‎ "
        "وأعطه لـ Kithbook."
    ),
}
COVERAGE: Final = Coverage(
    versions="chatlog 0.0.x: a plain array, or {total, items}",
    kept="messages of one chat or several, senders, kinds (voice, red envelopes, transfers, quotes), calls, notices",
    left_out="the media themselves; what is quoted in an answer, which is a message of its own; chatlog's own count",
)
FIELDS: Final = tuple(re.compile(rf'"{name}"\s*:') for name in ("talker", "isChatRoom", "isSelf", "seq"))
LISTS: Final = ("items", "messages", "data")
TRANSFER: Final = re.compile(r"\[转账\|(?:发送 |接收 |退还 )?([^\]\n]*)\](?:\(([^\n]*)\))?")
BY_WECHAT: Final = "系统消息"  # the sender of a notice


class Raw(msgspec.Struct, rename="camel"):
    """The fields of one message that Kithbook uses."""

    time: str | int | None = None
    talker: str | None = ""
    talker_name: str | None = ""
    is_chat_room: bool | None = False
    sender: str | None = ""
    sender_name: str | None = ""
    is_self: bool | None = False
    type: int | None = 0
    sub_type: int | None = 0
    content: Any = ""
    contents: Any = None


MANY: Final = msgspec.json.Decoder(list[Raw])
ONE: Final = msgspec.json.Decoder(Raw)


def recognise(source: Source) -> bool:
    """Whether the head is JSON with the fields of a message as chatlog calls them."""
    text = head_text(source)
    return text.lstrip()[:1] in ("[", "{") and all(field.search(text) for field in FIELDS)


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of the file; nothing is asked, since its times are RFC 3339."""
    with source.open() as handle:
        yield from _Reading(source, JsonStream(handle)).records()


class _Reading:
    """One walk through the file; the names of its chats come with their first messages."""

    def __init__(self, source: Source, stream: JsonStream) -> None:
        self.counted = Counted(source, stream, self._chat)
        self.stream = stream
        self.title = ""
        self.group = False

    def records(self) -> Iterator[Record]:
        yield from self.counted.whole(self._walk)

    def _walk(self) -> Iterator[Record]:
        if self.stream.peek() == "[":
            yield from self.counted.messages(MANY, ONE, self._given)
            return
        for key in self.stream.each_key():
            if key in LISTS:
                yield from self.counted.messages(MANY, ONE, self._given)
            else:
                self.stream.skip()

    def _chat(self, ref: str, talker: str) -> Chat:
        return Chat(ref, PLATFORM, talker, self.title or talker, "group" if self.group else kind_of_chat(talker))

    def _given(self, raw: Raw) -> Given:
        talker = (raw.talker or "").strip()
        sender = (raw.sender or "").strip()
        name = (raw.sender_name or "").strip()
        self.title, self.group = (raw.talker_name or "").strip(), bool(raw.is_chat_room)
        kind = kind_of_type(raw.type or 0, raw.sub_type or 0)
        mine = bool(raw.is_self) and kind != "system"
        if mine and sender in ("", talker):
            sender, name = ME, ""
        elif kind == "system" or sender in (BY_WECHAT, "系统") or sender.endswith("@chatroom"):
            sender = ""
        elif not sender and not self.group:
            sender = talker
        if sender == talker:
            name = name or self.title
        name = "" if sender == ME else name or sender
        return Given(talker, sender, name, mine, _time(raw.time), kind, _words(kind, raw), "")


def _time(told: str | int | None) -> tuple[int, str] | None:
    """Seconds and zone of an RFC 3339 time."""
    if isinstance(told, int):
        return told, "UTC"
    try:
        moment = datetime.fromisoformat(told or "")
        offset = moment.strftime("%z")
        return (
            (int(moment.timestamp()), f"{offset[:3]}:{offset[3:5]}" if offset[1:5] != "0000" else "UTC")
            if offset
            else None
        )
    except (ValueError, OverflowError):
        return None


def _words(kind: str, raw: Raw) -> str:
    """What people see: ``content``, or of a thing what ``contents`` says of it."""
    body = text_of(raw.content)
    more = raw.contents if isinstance(raw.contents, dict) else {}
    if kind == "transfer" and (found := TRANSFER.fullmatch(body)):
        return f"{found[1]} {found[2] or ''}".strip()
    if body or kind in ("text", "system"):
        return body
    if kind == "quote":
        record = more.get("recordInfo")
        more = more | record if isinstance(record, dict) else more
    lines = dict.fromkeys(text_of(more.get(name)).strip() for name in ("title", "desc"))
    return "\n".join(line for line in lines if line)
