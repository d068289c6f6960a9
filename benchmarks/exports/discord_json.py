"""DiscordChatExporter's JSON of one channel of any length, laid out as that program lays it out."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.exports.drawn import MEDIA, Drawn, drawn
from benchmarks.generate import member

FIRST_MOMENT = 1_420_070_400_000  # where Discord's ids begin to count
CHANNEL = 402_156_789_012_345_678
FIRST_USER = 201_234_567_890_123_456
ASTRAL = re.compile("[\U00010000-\U0010ffff]")
HEAD = """{
  "guild": {
    "id": "402156789012345600",
    "name": "Kiln Evenings",
    "iconUrl": "https://cdn.discordapp.com/embed/avatars/0.png"
  },
  "channel": {
    "id": "402156789012345678",
    "type": "GuildTextChat",
    "categoryId": "402156789012345601",
    "category": "Workshop",
    "name": "general",
    "topic": null
  },
  "dateRange": {
    "after": null,
    "before": null
  },
  "exportedAt": "2026-01-02T09:00:00.1234567+02:00",
  "messages": ["""
MESSAGE = """
    {
      "id": "%d",
      "type": "%s",
      "timestamp": "%s",
      "timestampEdited": %s,
      "callEndedTimestamp": null,
      "isPinned": false,
      "content": %s,
      "author": %s,
      "attachments": [%s],
      "embeds": [],
      "stickers": [],
      "reactions": [%s],
      "mentions": [%s],%s
      "inlineEmojis": []
    }"""
USER = """{
        "id": "%d",
        "name": "member%d",
        "discriminator": "0000",
        "nickname": %s,
        "color": null,
        "isBot": false,
        "roles": [],
        "avatarUrl": "https://cdn.discordapp.com/avatars/%d/89eeaf49ac25ca932094c69e56a796e0.png?size=512"
      }"""
FILE = """
        {
          "id": "%d",
          "url": "https://cdn.discordapp.com/attachments/402156789012345678/%d/image.png?ex=65&is=64&hm=77aa",
          "fileName": "image.png",
          "fileSizeBytes": 165152
        }
      """
REACTION = """
        {
          "emoji": {
            "id": "0",
            "name": "\\uD83D\\uDC4D",
            "code": "thumbsup",
            "isAnimated": false,
            "imageUrl": "https://cdn.jsdelivr.net/gh/twitter/twemoji@latest/assets/svg/1f44d.svg"
          },
          "count": 3
        }
      """
REFERENCE = """
      "reference": {
        "type": "Default",
        "messageId": "%d",
        "channelId": "402156789012345678",
        "guildId": "402156789012345600"
      },"""


def export(path: Path, messages: int) -> Path:
    """Write the JSON of ``messages`` messages of one channel to ``path``, the same each time."""
    before = 0
    with path.open("w", encoding="utf-8", newline="\n") as target:
        target.write(HEAD)
        for each in drawn(messages):
            number = snowflake(each)
            target.write(("," if before else "") + _message(each, number, before))
            before = number
        target.write(f'\n  ],\n  "messageCount": {messages}\n}}\n')
    return path


def snowflake(each: Drawn) -> int:
    """The id that Discord would give: milliseconds in the upper bits."""
    return (int(each.at * 1000) - FIRST_MOMENT << 22) + each.number % (1 << 22)


def _message(each: Drawn, number: int, before: int) -> str:
    moment = datetime.fromtimestamp(each.at, UTC).isoformat(timespec="milliseconds")
    media, reply = each.body == MEDIA, before and each.chance < 0.15
    return MESSAGE % (
        number,
        "Reply" if reply else "Default",
        moment,
        f'"{moment}"' if each.chance > 0.95 else "null",
        _text("" if media else each.body),
        _user(each.sender),
        FILE % (number, number) if media else "",
        REACTION if 0.15 < each.chance < 0.3 else "",
        "\n        " + _user((each.sender + 1) % 300) + "\n      " if 0.3 < each.chance < 0.38 else "",
        REFERENCE % before if reply else "",
    )


def _user(sender: int) -> str:
    return USER % (FIRST_USER + sender, sender, _text(member(sender)), FIRST_USER + sender)


def _text(text: str) -> str:
    """JSON as .NET writes it: only what lies beyond the first 65,536 characters is escaped."""
    return ASTRAL.sub(lambda found: json.dumps(found[0])[1:-1], json.dumps(text, ensure_ascii=False))
