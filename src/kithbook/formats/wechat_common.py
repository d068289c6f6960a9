"""What the exports of WeChat have in common: kinds of message, bodies of XML, times, and how to get an export."""

import functools
import html
import re
from typing import Final, NamedTuple

from kithbook.formats.days import midnight

PLATFORM: Final = "wechat"
ME: Final = "me"  # the handle's key of the owner, where the export has no id for them

# (type, sub type) as in WeChat's own database; of type 49 every sub type is a kind of its own
TYPES: Final = {
    1: "text",
    3: "image",
    34: "voice",
    37: "system",
    42: "contact",
    43: "video",
    47: "sticker",
    48: "location",
    50: "call",
    62: "video",
    66: "contact",
    10000: "system",
    10002: "system",
}
APP_TYPES: Final = {
    1: "text",
    6: "file",
    8: "sticker",
    17: "location",
    19: "quote",  # a piece of another chat, passed on as a whole
    53: "text",
    57: "quote",  # an answer that quotes what it answers
    62: "system",
    74: "file",
    87: "text",
    2000: "transfer",
    2001: "red_envelope",
    2003: "red_envelope",
}
# by a word in the name of a type, or in the brackets that stand for a thing; the first that fits
WORDS: Final = (
    ("red_envelope", ("红包", "red packet")),
    ("transfer", ("转账", "收款", "transfer")),
    ("deleted", ("撤回", "recalled")),
    ("quote", ("引用", "聊天记录", "chat history")),
    ("call", ("通话", "call")),
    ("link", ("视频号", "链接", "小程序", "音乐", "分享", "笔记", "直播", "link", "mini program", "music")),
    ("sticker", ("表情", "sticker")),
    ("image", ("图片", "照片", "photo", "image")),
    ("voice", ("语音", "voice", "audio")),
    ("video", ("视频", "video")),
    ("location", ("位置", "location")),
    ("contact", ("名片", "公众号", "contact card")),
    ("file", ("文件", "file")),
    ("system", ("系统", "拍一拍", "添加好友", "邀请", "system")),
    ("text", ("文本", "接龙", "群公告", "text")),
)
WHEN: Final = re.compile(r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*")
THING: Final = re.compile(r"\[([^\[\]\n]{1,20})\][ \n]*")
XML: Final = re.compile(r"\s*(?:<\?xml|<msg|<sysmsg|<appmsg|<voipmsg)")
TAGS: Final = {
    tag: re.compile(rf"<{tag}>\s*(?:<!\[CDATA\[(.{{0,20000}}?)\]\]>|([^<]{{0,20000}}))\s*</{tag}>", re.DOTALL)
    for tag in (
        "title",
        "des",
        "svrid",
        "feedesc",
        "pay_memo",
        "sendertitle",
        "content",
        "replacemsg",
        "msg",
        "transtext",
    )
}
LENGTH: Final = re.compile(r"(?<![\d:])(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)(?![\d:])")
MAX_NOTE: Final = 60  # characters of what WeChat says about a call
MARKUP: Final = re.compile(r"</?[A-Za-z_][^<>]{0,500}>")
ATTRIBUTE: Final = re.compile(r'\b(?:poiname|label|nickname)="([^"]{1,500})"')


class Told(NamedTuple):
    """Kind and plain text of a body, and the server's id of the message that it quotes."""

    kind: str
    text: str
    reply_to: str = ""


def kind_of_type(kind: int, sub: int) -> str:
    """The kind of WeChat's own numbers for types.

    >>> kind_of_type(1, 0), kind_of_type(49, 2000), kind_of_type(49, 5), kind_of_type(99, 0)
    ('text', 'transfer', 'link', 'unknown')
    """
    if kind == 49:
        return APP_TYPES.get(sub, "link")
    return TYPES.get(kind, "unknown")


@functools.lru_cache(1024)
def kind_of_words(words: str) -> str:
    """The kind that a type's name means, such as 文本 or 动画表情; "unknown" where no word of it is known."""
    lower = words.lower()
    return next((kind for kind, signs in WORDS if any(sign in lower for sign in signs)), "unknown")


def told(kind: str, body: str) -> Told:
    """What a body says to a reader. XML is searched for the few fields that people see, never parsed as a whole."""
    if kind == "system":
        return _notice(_field(body, "replacemsg", "content") or body if XML.match(body) else body)
    if not XML.match(body):
        return Told(kind, body)
    if kind == "quote":
        quoted = body.partition("<refermsg>")[2]
        return Told(kind, _field(body, "title"), _field(quoted, "svrid") if quoted else "")
    if kind in ("location", "contact"):
        shown = ATTRIBUTE.search(body)
        return Told(kind, html.unescape(shown[1]) if shown else "")
    if kind == "transfer":
        amount = _field(body, "feedesc", "des", "title")
        return Told(kind, f"{amount} {_field(body, 'pay_memo')}".rstrip())
    if kind == "call":
        return Told(kind, _field(body.partition("<VoIPBubbleMsg>")[2], "msg"))
    if kind == "voice":
        return Told(kind, _field(body, "transtext"))
    if kind == "red_envelope":
        return Told(kind, _field(body, "sendertitle", "title"))
    if kind == "link":
        lines = dict.fromkeys((_field(body, "title"), _field(body, "des")))
        return Told(kind, "\n".join(line for line in lines if line))
    return Told(kind, _field(body, "title") if kind in ("file", "text") else "")


def call_length(text: str) -> int | None:
    """Seconds that a call took, out of what WeChat says about it; None where it did not take place.

    >>> call_length("通话时长 01:20"), call_length("[视频通话] 1:00:05"), call_length("对方无应答")
    (80, 3605, None)
    """
    found = LENGTH.search(text) if len(text) <= MAX_NOTE else None
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3]) if found else None


def in_brackets(text: str) -> tuple[str, str]:
    """The word in brackets with which a text begins, standing for a thing, and what follows it; else "" and the text.

    >>> in_brackets("[转账] ￥20.00"), in_brackets("周五 [旺柴]")
    (('转账', '￥20.00'), ('', '周五 [旺柴]'))
    """
    found = THING.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def _notice(text: str) -> Told:
    """A grey line: about a red envelope or a transfer, about a message taken back, or anything else."""
    text = MARKUP.sub("", text)
    kind = kind_of_words(text[:200])
    return Told(kind if kind in ("red_envelope", "transfer", "deleted") else "system", text)


def _field(body: str, *tags: str) -> str:
    """The first of these tags that is there and not empty."""
    for tag in tags:
        found = TAGS[tag].search(body)
        words = html.unescape(found[1] if found[1] is not None else found[2]).strip() if found else ""
        if words:
            return words
    return ""


def seconds(text: str) -> tuple[int, str] | None:
    """Seconds and zone of a time: seconds or milliseconds since 1970 are UTC, a date with a clock is of no known zone.

    >>> seconds("1700000000"), seconds("1700000000123"), seconds("1970/1/2 0:01")
    ((1700000000, 'UTC'), (1700000000, 'UTC'), (86460, ''))
    """
    if text.isdecimal() and len(text) <= 13:
        at = int(text)
        return (at if len(text) < 13 else at // 1000), "UTC"
    found = WHEN.fullmatch(text)
    if not found:
        return None
    hours, minutes, rest = int(found[4]), int(found[5]), int(found[6] or 0)
    begin = midnight(found[1], found[2], found[3])
    return None if begin is None or begin < 0 else (begin + hours * 3600 + minutes * 60 + rest, "")


def kind_of_chat(number: str) -> str:
    """What an id of WeChat names: a group, an official account, a helper of the app itself, else a person."""
    if number.endswith("@chatroom"):
        return "group"
    if number.startswith("gh_"):
        return "channel"
    return "direct" if number and number not in ("filehelper", "weixin", "notifymessage", "fmessage") else "unknown"
