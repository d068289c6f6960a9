"""Writes talk as exports of WhatsApp (Android, text), WeChat (WeChatMsg, CSV) and Telegram (desktop, JSON)."""

import csv
import io
import json
import random
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from demo.direct import Said
from demo.group import Line

ME = "Ottokar Plumb"
HEADER = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\r\n"
# Type and SubType of a row, and its body, as the tools that read the phone's own database write them.
WECHAT_KINDS = {
    "text": (1, 0, ""),
    "image": (3, 0, '<?xml version="1.0"?><msg><img length="48211" hdlength="0" /></msg>'),
    "voice": (34, 0, '<msg><voicemsg length="9120" voicelength="5400" /></msg>'),
    "sticker": (47, 0, '<msg><emoji md5="" width="240" height="240" /></msg>'),
    "transfer": (49, 2000, "<msg><appmsg><title>微信转账</title><type>2000</type></appmsg></msg>"),
    "redpacket": (49, 2001, "<msg><appmsg><title>微信红包</title><type>2001</type></appmsg></msg>"),
    "call": (50, 0, "<voipmsg><VoIPBubbleMsg><msg>通话时长 14:08</msg></VoIPBubbleMsg></voipmsg>"),
    "system": (10000, 0, ""),
}
NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"


def _seconds(moment: datetime) -> int:
    return int(moment.replace(tzinfo=UTC).timestamp())


def whatsapp(lines: Iterable[Line]) -> str:
    """The text that Android's "Export chat" writes in British English."""
    written = []
    for line in lines:
        head = f"{line.at:%d/%m/%Y, %H:%M} - "
        written.append(f"{head}{line.sender}: {line.text}\n" if line.sender else f"{head}{line.text}\n")
    return "".join(written)


def _with_notices(said: Iterable[Said]) -> Iterable[Said]:
    """WeChat adds a line of its own when a red envelope is opened."""
    for message in said:
        yield message
        if message.kind == "redpacket":
            notice = "云三朵领取了你的红包" if message.by_me else "你领取了云三朵的红包"
            yield Said(message.at, False, "system", notice)


def wechat(said: Iterable[Said]) -> str:
    """The CSV of WeChatMsg: UTF-8 with a byte order mark, one's own name left empty."""
    target = io.StringIO()
    rows = csv.writer(target, lineterminator="\r\n")
    for number, message in enumerate(_with_notices(said), start=1):
        kind, sub, body = WECHAT_KINDS[message.kind]
        name, handle = ("", "wxid_ottokar0plumb") if message.by_me else ("云三朵", "wxid_yun3clouds")
        when = _seconds(message.at)
        shown = f"{message.at:%Y-%m-%d %H:%M:%S}"
        rows.writerow(
            [number, 3, kind, sub, int(message.by_me), when, "", message.text or body, shown, name, name, handle]
        )
    return "\ufeff" + HEADER + target.getvalue()


def _telegram_extra(kind: str) -> dict[str, Any]:
    return {
        "photo": {"photo": NOT_INCLUDED, "photo_file_size": 148220, "width": 1280, "height": 960},
        "file": {"file": NOT_INCLUDED, "file_name": "letter.pdf", "mime_type": "application/pdf"},
        "voice": {
            "file": NOT_INCLUDED,
            "media_type": "voice_message",
            "mime_type": "audio/ogg",
            "duration_seconds": 21,
        },
        "sticker": {"file": NOT_INCLUDED, "media_type": "sticker", "sticker_emoji": "🌊", "width": 512, "height": 512},
    }.get(kind, {})


def _telegram_message(number: int, message: Said, previous: Said | None, rng: random.Random) -> dict[str, Any]:
    name, handle = (ME, "user7700200311") if message.by_me else ("نادية الورّاق", "user7700455902")
    head: dict[str, Any] = {"id": number, "type": "message", "date": f"{message.at:%Y-%m-%dT%H:%M:%S}"}
    head["date_unixtime"] = str(_seconds(message.at))
    if message.kind == "call":
        head |= {"type": "service", "actor": name, "actor_id": handle, "action": "phone_call"}
        return head | {"discard_reason": "hangup", "duration_seconds": 847, "text": "", "text_entities": []}
    if message.text and rng.random() < 0.02:
        head |= {"edited": head["date"], "edited_unixtime": head["date_unixtime"]}
    head |= {"from": name, "from_id": handle}
    if previous and previous.by_me != message.by_me and rng.random() < 0.06:
        head["reply_to_message_id"] = number - 1
    head |= _telegram_extra(message.kind)
    head["text"] = message.text
    head["text_entities"] = [{"type": "plain", "text": message.text}] if message.text else []
    if rng.random() < 0.05:
        head["reactions"] = [{"type": "emoji", "count": 1, "emoji": rng.choice("❤👍😁")}]
    return head


def telegram(said: list[Said], seed: int) -> str:
    """The `result.json` of one personal chat, as Telegram Desktop writes it."""
    rng = random.Random(seed)
    rows = [
        _telegram_message(1000 + number, message, said[number - 1] if number else None, rng)
        for number, message in enumerate(said)
    ]
    chat = {"name": "نادية الورّاق", "type": "personal_chat", "id": 7700455902, "messages": rows}
    return json.dumps(chat, ensure_ascii=False, indent=1) + "\n"
