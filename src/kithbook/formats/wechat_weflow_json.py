"""WeFlow's JSON: ``weflow``, ``session`` and ``messages``, detailed or in the form of ArkMe (``senders``).

Fields as WeFlow's own JsonFormatter.ts writes them; what people see of a message stands in brackets in ``content``.
"""

import functools
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, Final

import msgspec

from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.json_stream import Ended, JsonStream
from kithbook.formats.source import Source
from kithbook.formats.text import head_text
from kithbook.formats.wechat_common import ME, PLATFORM, in_brackets, kind_of_chat, kind_of_type, kind_of_words
from kithbook.formats.wechat_json import Counted, text_of
from kithbook.formats.wechat_record import Given
from kithbook.vocabulary import Chat, Record, Said, say

NAME: Final = "wechat-weflow-json"
TITLE: Final = "WeChat (WeFlow JSON)"
HOW_TO_EXPORT: Final = {
    "en": (
        "On the computer where WeChat is signed in, open WeFlow, choose the chat, press Export and choose JSON as the "
        "format. Leave the media and avatars out. Give Kithbook the .json files, or the folder that holds them."
    ),
    "zh-hans": (
        "在已登录微信的电脑上打开 WeFlow，选择聊天，点“导出”，格式选 JSON，不勾选媒体和头像。"
        "把 .json 文件或其所在文件夹交给 Kithbook。"
    ),
    "ar": (
        "على الحاسوب المسجَّل فيه ويتشات، افتح WeFlow واختر المحادثة ثم «تصدير» واختر الصيغة JSON، دون الوسائط والصور "
        "الشخصية. أعطِ Kithbook ملفات JSON أو المجلد الذي يحويها."
    ),
}
COVERAGE: Final = Coverage(
    versions="WeFlow 4 to 6: JSON, and JSON for ArkMe",
    kept="messages, senders, answers, kinds (voice, red envelopes, transfers, quotes among them), calls, notices",
    left_out="the media themselves; what is quoted in an answer, which is a message of its own; the ChatLab form",
)
HEAD: Final = re.compile(r'^\s*\{\s*"weflow"\s*:\s*\{|"weflow"\s*:\s*\{[^{}]*\}\s*,\s*"session"\s*:\s*\{')
CHATLAB: Final = re.compile(r'"chatlab"\s*:\s*\{[^{}]*"generator"\s*:\s*"WeFlow"')
PARTIES: Final = re.compile(r"^\([^()\n]{1,200} 转账给 [^()\n]{1,200}\)\s*")
GREETINGS: Final = ("微信红包", "恭喜发财")  # by which a red envelope is known that is told as a link
VOICE_FAILED: Final = "语音消息 - 转文字失败"
PATHS: Final = ("image", "video", "voice", "sticker", "file")  # kinds whose content may be where the file was put


class Raw(msgspec.Struct, rename="camel"):
    """The fields of one message that Kithbook uses."""

    create_time: int | float | str | None = None
    type: str | int | None = ""
    local_type: int | str | None = 0
    content: Any = ""
    is_send: int | bool | None = None
    sender_username: str | None = ""
    sender_display_name: str | None = ""
    sender_id: int | str | None = msgspec.field(default=None, name="senderID")
    platform_message_id: int | str | None = ""
    reply_to_message_id: int | str | None = ""
    app_msg_type: int | str | None = ""
    app_msg_desc: str | None = ""
    link_title: str | None = ""
    emoji_caption: str | None = ""


MANY: Final = msgspec.json.Decoder(list[Raw])
ONE: Final = msgspec.json.Decoder(Raw)


def recognise(source: Source) -> bool:
    """Whether the head is an object that WeFlow has signed."""
    text = head_text(source)
    return text.lstrip().startswith("{") and bool(HEAD.search(text))


def why_not(source: Source) -> Said | None:
    """What to do with the ChatLab form of an export, which has fewer fields."""
    if CHATLAB.search(head_text(source)[:2000]):
        return say("{name} is WeFlow's export for ChatLab. Export the chat again as JSON.", name=source.name)
    return None


def read(source: Source, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of the file; nothing is asked, since times are seconds since 1970."""
    with source.open() as handle:
        yield from _Reading(source, JsonStream(handle)).records()


class _Reading:
    """One walk through the file, knowing beforehand whose chat it is."""

    def __init__(self, source: Source, stream: JsonStream) -> None:
        self.counted = Counted(source, stream, self._chat)
        self.stream = stream
        self.session: dict[str, Any] = {}
        self.senders: dict[str, tuple[str, str]] = {}
        self.exported: int | None = None
        with source.open() as handle:
            self._look_ahead(JsonStream(handle))
        self.key = text_of(self.session.get("wxid") or self.session.get("accountId")).strip()
        names = (text_of(self.session.get(name)).strip() for name in ("displayName", "remark", "nickname"))
        self.title = next((name for name in names if name), "") or self.key or PurePosixPath(source.first).stem

    def records(self) -> Iterator[Record]:
        yield from self.counted.whole(self._walk)

    def _walk(self) -> Iterator[Record]:
        for key in self.stream.each_key():
            if key == "messages":
                yield from self.counted.messages(MANY, ONE, self._given)
            else:
                self.stream.skip()

    def _look_ahead(self, stream: JsonStream) -> None:
        """Whose chat it is and who is in it: all of it but for pictures, up to where everything has been said."""
        try:
            for key in stream.each_key():
                if key == "session":
                    self.session = _plain(stream)
                elif key == "weflow":
                    moment = _plain(stream).get("exportedAt")
                    self.exported = _seconds(moment) if isinstance(moment, int) else None
                elif key == "senders":
                    self._senders(stream)
                elif key == "messages" and self.session:
                    break
                else:
                    stream.skip()
        except Ended:
            return

    def _senders(self, stream: JsonStream) -> None:
        for _ in stream.each_item():
            each = _plain(stream)
            number, key = text_of(each.get("senderID")), text_of(each.get("accountId")).strip()
            if number and key:
                self.senders[number] = key, text_of(each.get("displayName")).strip()

    def _chat(self, ref: str, key: str) -> Chat:
        kind = {"群聊": "group", "私聊": "direct"}.get(text_of(self.session.get("type")), "") or kind_of_chat(key)
        return Chat(ref, PLATFORM, key, self.title, kind, seen_until=self.exported)

    def _given(self, raw: Raw) -> Given:
        sender, name = (raw.sender_username or "").strip(), (raw.sender_display_name or "").strip()
        if raw.sender_id is not None and not sender:
            sender, name = self.senders.get(str(raw.sender_id), ("", ""))
        kind, body = _content(raw)
        mine = raw.is_send == 1 and kind != "system"
        if mine and sender in ("", self.key):  # the other one's id stands on one's own rows too
            sender, name = ME, ""
        elif kind == "system" or raw.is_send is None or sender.endswith("@chatroom"):
            sender = ""
        elif not sender and not self.key.endswith("@chatroom"):
            sender = self.key
        if sender == self.key and name in ("", sender):  # WeFlow, issue 1163: an id in the place of the name
            name = self.title
        number = text_of(raw.platform_message_id)
        quoted = text_of(raw.reply_to_message_id)
        moment = raw.create_time
        time = (_seconds(moment), "UTC") if isinstance(moment, int | float) else _of_text(moment or "")
        name = "" if sender == ME else name or sender
        return Given(self.key, sender, name, mine, time, kind, body, number, quoted)


def _plain(stream: JsonStream) -> dict[str, Any]:
    """An object's fields, but for those too large to be any use, such as a picture."""
    found: dict[str, Any] = {}
    for key in stream.each_key():
        if "avatar" in key.lower():
            stream.skip()
            continue
        value = stream.plain()
        if value is not None:
            found[key] = value
    return found


def _seconds(moment: float) -> int:
    """Seconds since 1970 of seconds or milliseconds; -1 where it is no such number."""
    return int(moment / 1000 if moment >= 1e11 else moment) if -1e15 < moment < 1e15 else -1


def _of_text(text: str) -> tuple[int, str] | None:
    return (_seconds(int(text)), "UTC") if text.isdecimal() and len(text) <= 13 else None


@functools.lru_cache(4096)
def _kind(words: str, local_type: int, app_type: str) -> str:
    """The kind by the most telling of the fields: 链接消息 is what WeFlow calls any card, and 49 any card's number."""
    if local_type >> 32:  # WeChat 4 keeps the sub type in the upper half
        return kind_of_type(local_type & 0xFFFFFFFF, local_type >> 32)
    if app_type.isdecimal() and local_type in (0, 49):
        return kind_of_type(49, int(app_type))
    kind = kind_of_words(words)
    return kind_of_type(local_type, 0) if kind == "unknown" else kind


def _content(raw: Raw) -> tuple[str, str]:
    """Kind and text of a message: what stands in brackets says what it is where the fields do not."""
    body = text_of(raw.content)
    local = raw.local_type if isinstance(raw.local_type, int) else 0
    kind = _kind(text_of(raw.type), local if 0 <= local < 1 << 62 else 0, text_of(raw.app_msg_type)[:6])
    if kind == "text" and body[:1] != "[":
        return kind, body
    word, rest = in_brackets(body)
    if kind in ("link", "unknown") and word:
        told = kind_of_words(word)
        kind = "red_envelope" if rest.startswith(GREETINGS) and told == "link" else told if told != "unknown" else kind
    if kind in ("system", "text"):
        return kind, rest if word == "群公告" else body
    return kind, _words(kind, word, rest, raw)


def _words(kind: str, word: str, rest: str, raw: Raw) -> str:
    """What people see of a thing that is no text."""
    if kind == "quote":
        answer, mark, quoted = rest.partition("[引用 ")
        return answer if mark and quoted.endswith("]") else "" if word.startswith("引用 ") else rest
    if kind == "transfer":
        return PARTIES.sub("", rest)
    if kind == "link" and raw.link_title:
        return "\n".join(dict.fromkeys(line for line in (raw.link_title, raw.app_msg_desc) if line))
    if kind == "sticker" and (raw.emoji_caption or "：" in word):
        return raw.emoji_caption or word.partition("：")[2]
    if word == VOICE_FAILED:
        return ""
    path = rest.replace("\\", "/")
    return path.rpartition("/")[2] if kind in PATHS and "/" in path and "\n" not in path else rest
