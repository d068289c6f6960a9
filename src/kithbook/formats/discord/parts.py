"""Parts of one message in DiscordChatExporter's HTML: emoji, files, what bots laid out, reactions, lengths of calls."""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from kithbook.formats.discord.common import kind_of_file

EMOJI: Final = re.compile(r'<img\s+(?:loading="?lazy"?\s+)?class="?(?:chatlog__)?emoji\b[^<>]*>')
NAMED: Final = re.compile(r'\b(?:alt|title)=(?:"([^"<>]*)"|([^"\s<>]+))')
TARGET: Final = re.compile(r"(\d{15,20})'?\)?\s*\Z")
TITLE: Final = re.compile(r"(?:Image|Video|Audio|Attachment): (.*?)(?: \([\d.,]+ \w+\))?\Z", re.DOTALL)
URL: Final = ".chatlog__embed-title-link, .chatlog__embed-author-link, .chatlog__embed-author-name-link"
PLAIN: Final = ".chatlog__embed-generic-image, .chatlog__embed-plainimage, source"


def emoji(found: re.Match[str]) -> str:
    """A picture of an emoji as text: the character, or ":name:" for one of a server's own."""
    name = ""
    for quoted, bare in NAMED.findall(found[0]):
        name = quoted or bare
        if name:
            break
    return f":{name.strip(':')}:" if re.fullmatch(r":?[A-Za-z]\w*:?", name, re.ASCII) else name


def target(link: str) -> str:
    """The id of the message that a link or a script jumps to, or ""."""
    found = TARGET.search(link)
    return found[1] if found else ""


def attached(node: LexborNode) -> tuple[str, str]:
    """Kind and name of something attached: by its title, else the link's text, else the end of the link."""
    named = node.css_first("[title]")
    title = (named.attributes.get("title") or "") if named else ""
    link = node.css_first("a")
    if not title and link:
        title = link.text().strip()
    found = TITLE.match(title)
    name = found[1] if found else title
    if not name and link:
        name = (link.attributes.get("href") or "").partition("?")[0].rpartition("/")[2]
    kind = kind_of_file(name)
    told = title.partition(":")[0].lower()
    return (told if kind == "file" and told in ("image", "video", "audio") else kind), name


def laid_out(embed: LexborNode, text: str) -> tuple[list[str], bool]:
    """Title, description and fields of what a bot laid out, and whether it is a link.

    The preview of a link that stands in the text says nothing new.
    """
    link = embed.css_first(URL)
    url = (link.attributes.get("href") or "") if link else ""
    if (url and url in text) or embed.css_first(".chatlog__embed-invite-container"):
        return [], True
    lines = [each.text().strip() for each in embed.css(".chatlog__embed-title, .chatlog__embed-description")]
    for field in embed.css(".chatlog__embed-field"):
        lines.append(": ".join(filter(None, (" ".join(part.text().split()) for part in field.iter()))))
    lines = [line for line in lines if line]
    if lines or text:
        return lines, bool(url)
    picture = embed.css_first(PLAIN)
    link = embed.css_first("a")
    found = (link.attributes.get("href") if link else "") or (picture.attributes.get("src") if picture else "")
    return ([found] if found else []), True


def reaction(node: LexborNode) -> tuple[str, int]:
    """A pair (what, how many)."""
    what, many = "", 1
    for part in node.iter(include_text=True):
        text = part.text().strip()
        name = "" if part.is_text_node else part.attributes.get("class") or ""
        if name == "chatlog__reaction-count":
            digits = "".join(char for char in text if char.isdecimal())[:9]
            many = int(digits or 1)
        else:
            what += text
    return what, many


def seconds_of(minutes: str) -> int | None:
    """Seconds of a number of minutes as .NET writes it in any culture: "251", "1,251", "12.5", "12,533"."""
    whole, mark, part = minutes.replace(",", ".").partition(".")
    try:
        if mark and len(part) == 3 and "." not in part:
            return int(whole + part) * 60
        return round(float(f"{whole}.{part or 0}") * 60)
    except (ValueError, OverflowError):
        return None
