"""Slack's export of a workspace of any length: channels and direct messages in one file for each day of each."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from benchmarks.exports.drawn import MEDIA, Drawn, drawn
from benchmarks.generate import MEMBERS, member

TEAM = "T0KILN0001"
CHANNELS = ("general", "kiln", "random", "harbour", "lanterns", "books", "repairs", "trains", "market", "night-shift")
DIRECTS = 6
ROOMS = len(CHANNELS) + DIRECTS
REACTIONS = ("+1", "tada", "heart", "eyes", "joy")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of all files in the archive, so that each time gives the same bytes


def export(path: Path, messages: int) -> Path:
    """Write the zip of a workspace of ``messages`` messages to ``path``, the same each time."""
    days: dict[int, list[dict[str, Any]]] = {}
    threads: dict[int, str] = {}
    today = ""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        _write(archive, "users.json", [_user(number) for number in range(MEMBERS)])
        _write(archive, "channels.json", [_channel(number) for number in range(len(CHANNELS))])
        _write(archive, "dms.json", [_direct(number) for number in range(DIRECTS)])
        for each in drawn(messages):
            day = datetime.fromtimestamp(each.at, UTC).strftime("%Y-%m-%d")
            if day != today:
                _close(archive, days, today)
                today = day
            room = _room(each)
            days.setdefault(room, []).append(_message(each, room, threads))
        _close(archive, days, today)
    return path


def _close(archive: ZipFile, days: dict[int, list[dict[str, Any]]], day: str) -> None:
    """Write what was said in each room on one day."""
    for room, said in days.items():
        folder = CHANNELS[room] if room < len(CHANNELS) else _direct_id(room - len(CHANNELS))
        _write(archive, f"{folder}/{day}.json", said)
    days.clear()


def _write(archive: ZipFile, name: str, content: list[dict[str, Any]]) -> None:
    info = ZipInfo(name, FIRST_DAY)
    info.compress_type = ZIP_DEFLATED
    archive.writestr(info, json.dumps(content, indent=4).replace("/", "\\/"))  # as Slack lays it out


def _room(each: Drawn) -> int:
    """The larger half of everything is said in the first few channels."""
    return each.number * 7919 % ROOMS if each.number % 3 else each.number // 3 % 3


def _person(room: int, sender: int) -> int:
    """Whoever writes in a room; of a direct message one of its two."""
    number = room - len(CHANNELS)
    return sender if number < 0 else (number + 3 if sender % 2 else 2)


def _message(each: Drawn, room: int, threads: dict[int, str]) -> dict[str, Any]:
    ts = f"{int(each.at)}.{each.number % 1_000_000:06}"
    who = _person(room, each.sender)
    text = each.body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    made: dict[str, Any] = {"user": _id(who), "type": "message", "ts": ts}
    if each.chance < 0.01:
        return made | {"subtype": "channel_join", "text": f"<@{_id(who)}> has joined the channel"}
    if each.chance < 0.04:
        bot = {"subtype": "bot_message", "bot_id": "B0KILNBOT1", "username": "Kiln watch", "text": ""}
        return {"type": "message", "ts": ts} | bot | {"attachments": [{"id": 1, "fallback": text, "text": text}]}
    if each.chance < 0.10:
        text = f"<@{_id(each.number % MEMBERS)}> {text}"
    made |= {"client_msg_id": f"5c5f423a-243a-409c-aa12-{each.number:012x}", "text": text, "team": TEAM}
    made |= {"user_team": TEAM, "source_team": TEAM, "user_profile": _profile(who), "blocks": _blocks(text)}
    if each.body == MEDIA:
        made |= {"text": "", "upload": False, "files": [_file(each.number)]}
    if each.chance > 0.95:
        threads[room] = ts
        made |= {"thread_ts": ts, "reply_count": 1, "latest_reply": ts}
    elif each.chance > 0.75 and room in threads:
        made |= {"thread_ts": threads[room], "parent_user_id": _id(who)}
    if 0.3 < each.chance < 0.4:
        names = REACTIONS[each.number % 4 : each.number % 4 + 2]
        made["reactions"] = [{"name": name, "users": [_id(1), _id(2)], "count": 2} for name in names]
    if 0.4 < each.chance < 0.42:
        made["edited"] = {"user": _id(who), "ts": ts}
    return made


def _blocks(text: str) -> list[dict[str, Any]]:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "block_id": "gB9fq", "elements": [section]}]


def _file(number: int) -> dict[str, Any]:
    name = f"IMG_{number}.jpg"
    url = f"https://files.slack.com/files-pri/{TEAM}-F{number:09}/{name}?t=xoxe-1"
    kinds = {"mimetype": "image/jpeg", "filetype": "jpg", "pretty_type": "JPEG", "mode": "hosted", "size": 825_046}
    return {"id": f"F{number:09}", "name": name, "title": name} | kinds | {"url_private": url, "permalink": url}


def _id(number: int) -> str:
    return f"U{number * 7919 % 10007:05}{number:04}"


def _direct_id(number: int) -> str:
    return f"D0KILN{number:04}"


def _profile(number: int) -> dict[str, Any]:
    name = member(number)
    first = {"avatar_hash": f"g{number:011}", "image_72": f"https://avatars.example.org/{number}_72.png"}
    return first | {"first_name": name.split()[0], "real_name": name, "display_name": "", "team": TEAM, "name": name}


def _user(number: int) -> dict[str, Any]:
    name = member(number)
    profile = {"real_name": name, "display_name": "", "title": "Potter", "email": f"{_id(number)}@example.org"}
    return {"id": _id(number), "team_id": TEAM, "name": f"user{number}", "deleted": False, "profile": profile}


def _channel(number: int) -> dict[str, Any]:
    members = [_id(each) for each in range(0, MEMBERS, number + 1)]
    return {"id": f"C0KILN{number:04}", "name": CHANNELS[number], "created": 1_577_869_200, "members": members}


def _direct(number: int) -> dict[str, Any]:
    return {"id": _direct_id(number), "created": 1_577_869_200, "members": [_id(2), _id(number + 3)]}
