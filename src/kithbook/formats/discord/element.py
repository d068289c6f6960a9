"""Messages of DiscordChatExporter's HTML, taken apart: three layouts from 2018 to 2026.

Until 2019 the messages of a group follow each other bare, without ids. Then each has an element (chatlog__message),
below the author of the group; since the end of 2021 one (chatlog__message-container) that holds the author if it is the
first of its group.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kithbook.formats.discord.parts import EMOJI, attached, emoji, laid_out, reaction, seconds_of, target
from kithbook.formats.html_stream import parsed

# where a page may be cut: before a group or before one of its messages
MARKS: Final = (
    '<div class="chatlog__message-group',
    "<div class=chatlog__message-group",
    '<div id="chatlog__message-container-',
    "<div id=chatlog__message-container-",
    '<div class="chatlog__message ',
)
ITEM: Final = re.compile(r"(</(?:li|h[1-6])>)")
LASTED: Final = re.compile(r"lasted ([\d.,]+) minutes")
EDITED: Final = "(edited)"
# what a bare message is made of, in the order in which it is written
RANKS: Final = {"chatlog__content": 0, "chatlog__attachment": 1, "chatlog__embed": 2, "chatlog__reactions": 3}
OF_A_GROUP: Final = (
    ".chatlog__author-name, .chatlog__bot-tag, .chatlog__timestamp, .chatlog__reference-link, div.chatlog__message"
)
OF_BARE: Final = ".chatlog__author-name, .chatlog__bot-tag, .chatlog__timestamp, " + ", ".join(f".{r}" for r in RANKS)
LINKS: Final = ".chatlog__reply-link, .chatlog__reference-link"


class Author(NamedTuple):
    """Who wrote: the id or "", the name as shown, and the account's own name."""

    id: str = ""
    name: str = ""
    account: str = ""
    bot: bool = False


class Element(NamedTuple):
    """What one message says; ``time`` as written, ``mentions`` are pairs (account's name, name as shown)."""

    id: str
    author: Author
    time: str
    kind: str
    text: str
    reply_to: str = ""
    reactions: tuple[tuple[str, int], ...] = ()
    mentions: tuple[tuple[str, str], ...] = ()
    edited: bool = False
    forwarded: bool = False
    system: bool = False
    call_seconds: int | None = None


class Group:
    """What a message inherits from what comes before it in its group, also across pieces of the page."""

    def __init__(self) -> None:
        self.author = Author()
        self.time = self.reply_to = ""

    def elements(self, piece: str) -> Iterator[Element]:
        """The messages of a piece of the page."""
        if "emoji" in piece:
            piece = EMOJI.sub(emoji, piece)
        if "</li>" in piece or "</h" in piece:
            piece = ITEM.sub(r"\1\n", piece)
        tree = parsed(piece)
        if "chatlog__message-container" in piece:
            for node in tree.css("div.chatlog__message-container"):
                yield self._container(node)
        elif "data-message-id" in piece:
            yield from self._grouped(tree)
        else:
            yield from self._bare(tree)

    def _container(self, node: LexborNode) -> Element:
        body = _Body(node.attributes.get("data-message-id") or "")
        follows = False
        for message in node.iter():
            for side in message.iter():
                if side.attributes.get("class") == "chatlog__message-primary":
                    for part in side.iter():
                        body.part(part)
                else:
                    for short in side.iter():
                        body.time = short.attributes.get("title") or ""
                        follows = short.attributes.get("class") == "chatlog__short-timestamp"
        # a first message whose author is missing, since the page breaks off, is not by the author of the last group
        self.author = body.author or (self.author if follows else Author())
        self.time = body.time or self.time
        return body.element(self.author, self.time)

    def _grouped(self, tree: LexborHTMLParser) -> Iterator[Element]:
        for node in tree.css(OF_A_GROUP):
            attributes = node.attributes
            name = (attributes.get("class") or "").strip()
            if not name.startswith("chatlog__message"):
                self._heading(node, name)
                continue
            body = _Body(attributes.get("data-message-id") or "")
            body.reply_to, self.reply_to = self.reply_to, ""
            for part in node.iter():
                body.part(part)
            yield body.element(self.author, self.time)

    def _bare(self, tree: LexborHTMLParser) -> Iterator[Element]:
        """A message ends where something comes that is written before what it has already."""
        body, last = _Body(""), -1
        for node in tree.css(OF_BARE):
            name = (node.attributes.get("class") or "").strip()
            rank = RANKS.get(name, -1)
            if last >= 0 and (rank < last or (rank == last and rank in (0, 3))):
                yield body.element(self.author, self.time)
                body = _Body("")
            last = rank
            if rank < 0:
                self._heading(node, name)
            else:
                body.part(node)
        if last >= 0:
            yield body.element(self.author, self.time)

    def _heading(self, node: LexborNode, name: str) -> None:
        if name == "chatlog__author-name":
            self.author = _author(node)
        elif name == "chatlog__bot-tag":
            self.author = self.author._replace(bot=True)
        elif name == "chatlog__timestamp":
            self.time = _time(node)
        else:
            self.reply_to = target(node.attributes.get("onclick") or "")


class _Body:
    """Collects what the parts of one message say."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.author: Author | None = None
        self.time = self.text = self.reply_to = self.sticker = ""
        self.files: list[tuple[str, str]] = []
        self.embeds: list[LexborNode] = []
        self.reactions: tuple[tuple[str, int], ...] = ()
        self.mentions: tuple[tuple[str, str], ...] = ()
        self.edited = self.forwarded = self.system = False

    def element(self, author: Author, time: str) -> Element:
        kind, text = self._told()
        seconds = None
        if self.system:
            kind = "system"
            lasted = LASTED.search(text)
            if text.startswith("started a call"):
                kind, seconds = "call", seconds_of(lasted[1]) if lasted else None
        return Element(
            self.number,
            author,
            time,
            kind,
            text,
            self.reply_to,
            self.reactions,
            self.mentions,
            self.edited,
            self.forwarded,
            self.system,
            seconds,
        )

    def part(self, node: LexborNode) -> None:
        name = (node.attributes.get("class") or "").partition(" ")[0]
        if name in ("chatlog__content", "chatlog__forwarded-content"):
            self._content(node)
        elif name == "chatlog__header":
            for inner in node.iter():
                self._header(inner, inner.attributes.get("class") or "")
        elif name in ("chatlog__attachment", "chatlog__forwarded-attachment", "chatlog__attachment-generic"):
            self.files.append(attached(node))
        elif name == "chatlog__embed":
            self.embeds.append(node)
        elif name == "chatlog__reactions":
            self.reactions = tuple(reaction(each) for each in node.iter())
        elif name in ("chatlog__reply", "chatlog__reference"):
            link = node.css_first(LINKS)
            self.reply_to = target(link.attributes.get("onclick") or "") if link else ""
        elif name == "chatlog__sticker":
            self.sticker = node.attributes.get("title") or "sticker"
        elif name in ("chatlog__forwarded", "chatlog__forwarded-attachments"):
            self.forwarded = True
            for inner in node.iter():
                self.part(inner)
        elif name.startswith("chatlog__system-notification-"):
            self._system(node, name.removeprefix("chatlog__system-notification-"))

    def _header(self, node: LexborNode, name: str) -> None:
        if name == "chatlog__author":
            self.author = _author(node)
        elif name == "chatlog__timestamp":
            self.time = _time(node)
        elif self.author:  # a tag or label: BOT, SERVER, APP
            self.author = self.author._replace(bot=True)

    def _content(self, node: LexborNode) -> None:
        text = node.text().strip()
        if text.endswith(EDITED):
            mark = node.css_first(".chatlog__edited-timestamp")
            if mark:
                self.edited = True
                mark.decompose()
                text = node.text().strip()
        self.text = f"{self.text}\n{text}" if self.text else text
        if "@" in text:
            found = node.css(".chatlog__markdown-mention, .mention")
            pairs = [(each.attributes.get("title") or "", each.text().strip().removeprefix("@")) for each in found]
            self.mentions += tuple(pair for pair in pairs if pair[0] and pair[0] != "Unknown")

    def _system(self, node: LexborNode, name: str) -> None:
        if name == "author":
            self.author = _author(node)
        elif name == "content":
            self.system = True
            self.text = " ".join(node.text().split())
            link = node.css_first("a")
            self.reply_to = target((link.attributes.get("href") or "") if link else "")
        elif name == "timestamp":
            self.time = _time(node)

    def _told(self) -> tuple[str, str]:
        """Kind and text: the caption, else what says most about what there is."""
        embeds, links = [], False
        for node in self.embeds:
            lines, link = laid_out(node, self.text)
            embeds += lines
            links = links or link
        text = "\n".join([self.text, *embeds] if self.text else embeds)
        if self.files:
            return self.files[0][0], text or ", ".join(name for _, name in self.files)
        if self.sticker:
            return "sticker", text or self.sticker
        if self.text or not embeds:
            return "text" if text else "unknown", text
        return "link" if links else "text", text


def _author(node: LexborNode) -> Author:
    attributes = node.attributes
    name = node.text().strip()
    return Author(attributes.get("data-user-id") or "", name, attributes.get("title") or name)


def _time(node: LexborNode) -> str:
    return node.attributes.get("data-timestamp") or node.text().strip() or node.attributes.get("title") or ""
