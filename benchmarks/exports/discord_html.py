"""DiscordChatExporter's HTML of one channel of any length, in its layout of 2026: minified, without quotes."""

import html
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.exports.discord_json import CHANNEL, FIRST_USER, snowflake
from benchmarks.exports.drawn import MEDIA, Drawn, drawn
from benchmarks.generate import member

TOGETHER = 7 * 60  # seconds for which messages of one member stand in one group
STYLE = ".chatlog__message-group{margin-bottom:1rem}.chatlog__message{display:grid;padding:.15rem 0}" * 200
HEAD = (
    "<!DOCTYPE html><html lang=en><head><title>Kiln Evenings - general</title><meta charset=utf-8>"
    f"<style>{STYLE}</style></head><body><div class=preamble><div class=preamble__entries-container>"
    "<div class=preamble__entry>Kiln Evenings</div><div class=preamble__entry>Workshop / general</div></div></div>\n"
    '<div class="chatlog">\n'
)
AVATAR = (
    '<img class=chatlog__avatar src="https://cdn.discordapp.com/avatars/%d/89eeaf49ac25ca932094c69e56a796e0.png?size=512"'
    " alt=Avatar loading=lazy>"
)
REPLY = (
    '<div class=chatlog__reply><img class=chatlog__reply-avatar src="https://cdn.discordapp.com/embed/avatars/2.png" '
    "alt=Avatar loading=lazy><div class=chatlog__reply-author title=member1>Kemo Tarufield</div><div class="
    "chatlog__reply-content><span class=chatlog__reply-link onclick=\"scrollToMessage(event,'%d')\">ba ke li</span>"
    "</div></div>"
)
PICTURE = (
    '<div class=chatlog__attachment><a href="https://cdn.discordapp.com/attachments/%d/%d/image.png?ex=69&amp;is=68"> '
    '<img class=chatlog__attachment-media src="https://cdn.discordapp.com/attachments/%d/%d/image.png?ex=69&amp;is=68" '
    'alt="Image attachment" title="Image: image.png (77.09 KB)" loading=lazy> </a></div>'
)
REACTIONS = (
    '<div class=chatlog__reactions><div class=chatlog__reaction title=thumbsup><img class="chatlog__emoji '
    'chatlog__emoji--small" alt=👍 src=https://cdn.jsdelivr.net/gh/twitter/twemoji@latest/assets/svg/1f44d.svg '
    "loading=lazy> <span class=chatlog__reaction-count>2</span></div></div>"
)


def export(path: Path, messages: int) -> Path:
    """Write the page of ``messages`` messages of one channel to ``path``, the same each time."""
    before, writer, since = 0, -1, 0.0
    with path.open("w", encoding="utf-8", newline="\n") as target:
        target.write(HEAD)
        for each in drawn(messages):
            number = snowflake(each)
            reply = before if each.chance < 0.15 else 0
            first = each.sender != writer or each.at - since > TOGETHER or bool(reply)
            if first:
                target.write(("</div>\n" if before else "") + "<div class=chatlog__message-group>")
                writer, since = each.sender, each.at
            target.write(_message(each, number, reply, first=first))
            before = number
        target.write(
            f"</div>\n\n</div>\n<div class=postamble><div class=postamble__entry>Exported {messages:,} message(s)</div>"
            "<div class=postamble__entry>Timezone: UTC+2</div></div>\n"
        )
    return path


def _message(each: Drawn, number: int, reply: int, *, first: bool) -> str:
    moment = datetime.fromtimestamp(each.at, UTC)
    short, day = f"{moment:%H:%M}", f"{moment:%A, %B %d, %Y %H:%M}"
    user, name = FIRST_USER + each.sender, html.escape(member(each.sender))
    parts = [
        f"<div id=chatlog__message-container-{number} class=chatlog__message-container data-message-id={number}>"
        "<div class=chatlog__message><div class=chatlog__message-aside>",
        AVATAR % user if first else f'<div class=chatlog__short-timestamp title="{day}">{short}</div>',
        "</div><div class=chatlog__message-primary>",
        REPLY % reply if reply else "",
    ]
    if first:
        parts.append(
            f"<div class=chatlog__header><span class=chatlog__author title=member{each.sender} data-user-id={user}>"
            f'{name}</span> <span class=chatlog__timestamp title="{day}"><a href=#chatlog__message-container-{number}>'
            f"{moment:%d/%m/%Y %H:%M}</a></span></div>"
        )
    if each.body == MEDIA:
        parts.append(PICTURE % (CHANNEL, number, CHANNEL, number))
    else:
        edited = f' <span class=chatlog__edited-timestamp title="{day}">(edited)</span>' if each.chance > 0.95 else ""
        parts.append(
            '<div class="chatlog__content chatlog__markdown"><span class=chatlog__markdown-preserve>'
            f"{html.escape(each.body)}</span>{edited}</div>"
        )
    parts.append(REACTIONS if 0.15 < each.chance < 0.3 else "")
    return "".join(parts) + "</div></div></div>"
