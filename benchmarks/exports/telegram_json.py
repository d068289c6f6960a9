"""Telegram Desktop's result.json of a whole account of any length, laid out as that program lays it out."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.exports.drawn import MEDIA, Drawn, drawn
from benchmarks.generate import MEMBERS, member

FIRST_USER = 100_200_300
OWNER = 2  # one of the three who write most
CHATS = 12  # the first is a group that holds half of everything, then smaller groups, then people one by one
GROUPS = 5
HEAD = """{
 "about": "Here is the data you requested.",
 "personal_information": {
  "user_id": %d,
  "first_name": %s,
  "last_name": "",
  "phone_number": "+00 000 0000",
  "username": "@kiln_owner",
  "bio": ""
 },
 "contacts": {
  "about": "This is a list of your contacts.",
  "list": [%s]
 },
 "chats": {
  "about": "This page lists all chats from this export.",
  "list": ["""
CHAT = """
   {
    "name": %s,
    "type": "%s",
    "id": %d,
    "messages": ["""


def export(path: Path, messages: int) -> Path:
    """Write an account of ``messages`` messages in several chats to ``path``, the same each time."""
    cards = [_card(number) for number in range(40)]
    rest = drawn(messages)
    with path.open("w", encoding="utf-8", newline="\n") as target:
        target.write(HEAD % (FIRST_USER + OWNER, _json(member(OWNER)), ",".join(cards)))
        for chat in range(CHATS):
            few = max(1, messages // 2 ** (chat + 1)) if chat < CHATS - 1 else messages
            kind = "private_supergroup" if chat < GROUPS else "personal_chat"
            title = f"Kiln Evenings {chat}" if chat < GROUPS else member(chat)
            number = 1_500_000_000 + chat if chat < GROUPS else FIRST_USER + chat
            target.write(("," if chat else "") + CHAT % (_json(title), kind, number))
            target.writelines(_messages(islice(rest, few), chat))
            target.write("\n    ]\n   }")
        target.write("\n  ]\n }\n}\n")
    return path


def one_chat(path: Path, messages: int) -> Path:
    """Write a single group of ``messages`` messages, which is what other readers can read."""
    with path.open("w", encoding="utf-8", newline="\n") as target:
        target.write((CHAT % (_json("Kiln Evenings"), "private_supergroup", 1_500_000_000)).lstrip())
        target.writelines(_messages(drawn(messages), 0))
        target.write("\n    ]\n   }\n")
    return path


def _messages(some: Iterator[Drawn], chat: int) -> Iterator[str]:
    before = 0
    for each in some:
        made = json.dumps(_message(each, chat, before), ensure_ascii=False, indent=1)
        yield ("," if before else "") + "\n     " + made.replace("\n", "\n     ")
        before = each.number


def _message(each: Drawn, chat: int, before: int) -> dict[str, Any]:
    sender = each.sender if chat < GROUPS else (chat if each.sender % 2 else OWNER)
    moment = datetime.fromtimestamp(int(each.at), UTC)
    made: dict[str, Any] = {
        "id": each.number,
        "type": "message",
        "date": moment.strftime("%Y-%m-%dT%H:%M:%S"),
        "date_unixtime": str(int(each.at)),
    }
    name, key = member(sender), f"user{FIRST_USER + sender}"
    if each.chance < 0.01:
        acted = {"actor": name, "actor_id": key, "action": "invite_members", "members": [member(each.number % MEMBERS)]}
        return made | {"type": "service"} | acted | {"text": "", "text_entities": []}
    if 0.95 < each.chance < 0.97:
        made |= {"edited": made["date"], "edited_unixtime": made["date_unixtime"]}
    made |= {"from": name, "from_id": key}
    if before and each.chance > 0.97:
        made["forwarded_from"] = member(each.number % MEMBERS)
    if before and 0.75 < each.chance < 0.9:
        made["reply_to_message_id"] = before
    if each.body == MEDIA:
        photo = "(File not included. Change data exporting settings to download.)"
        made |= {"photo": photo, "photo_file_size": 98_304, "width": 1280, "height": 960}
    body = "" if each.body == MEDIA else each.body
    made |= _text(each, body)
    if 0.3 < each.chance < 0.4:
        recent = [{"from": member(1), "from_id": f"user{FIRST_USER + 1}", "date": made["date"]}]
        made["reactions"] = [{"type": "emoji", "count": each.number % 7 + 1, "emoji": "👍", "recent": recent}]
    return made


def _text(each: Drawn, body: str) -> dict[str, Any]:
    """One text in ten is in parts: a link, or somebody's name."""
    if not body:
        return {"text": "", "text_entities": []}
    if each.chance < 0.06:
        who = each.number % MEMBERS
        part = {"type": "mention_name", "text": member(who), "user_id": FIRST_USER + who}
    elif each.chance < 0.1:
        part = {"type": "link", "text": f"https://example.org/{each.number}"}
    else:
        return {"text": body, "text_entities": [{"type": "plain", "text": body}]}
    return {"text": [f"{body} ", part, ""], "text_entities": [{"type": "plain", "text": f"{body} "}, part]}


def _card(number: int) -> str:
    who = {"user_id": FIRST_USER + number, "first_name": member(number), "last_name": "", "phone_number": ""}
    made = json.dumps(who | {"date": "2020-01-01T10:00:00"}, ensure_ascii=False, indent=1)
    return "\n   " + made.replace("\n", "\n   ")


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
