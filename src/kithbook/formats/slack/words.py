"""What a person saw: Slack's markup, blocks of rich text and attachments as plain text."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from kithbook.formats.slack.emoji import reaction, shown
from kithbook.formats.slack.lists import clean

TOKEN: Final = re.compile(r"<([^<>]+)>")
MAX_DEPTH: Final = 8  # of blocks in blocks; Slack's own editor reaches four
MARK: Final = {"bullet": "• ", "ordered": "- "}


class Words:
    """Turns what Slack keeps into what it shows. ``mentioned`` collects the keys of people who are named in it."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.channels: dict[str, str] = {}
        self.mentioned: list[str] = []

    def plain(self, text: str) -> str:
        """A text without markup: mentions by name, links by their label, entities as characters."""
        if "<" in text:
            text = TOKEN.sub(self._token, text)
        if ":" in text:
            text = shown(text)
        if "&" in text:
            text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        return text

    def mentions(self) -> tuple[str, ...]:
        """Who was mentioned since the last time, each once."""
        found = tuple(dict.fromkeys(self.mentioned))
        self.mentioned.clear()
        return found

    def of_blocks(self, blocks: Any, depth: int = 0) -> str:
        """The text of blocks, one below the other."""
        if depth > MAX_DEPTH:
            return ""
        return "\n".join(text for block in _dicts(blocks) for text in self._block(block, depth) if text)

    def of_attachments(self, attachments: Any) -> str:
        """The text of what a bot or a shared message attached, or what stands for it where it has none."""
        found = []
        for each in _dicts(attachments):
            parts = [each.get(name) for name in ("pretext", "title", "text")]
            for field in _dicts(each.get("fields")):
                parts.append(": ".join(str(field[name]) for name in ("title", "value") if field.get(name)))
            told = [self.plain(part).strip() for part in parts if isinstance(part, str) and part]
            told = told or [self.of_blocks(each.get("blocks")) or self._shared(each.get("message_blocks"))]
            if not any(told) and isinstance(each.get("fallback"), str):
                told = [self.plain(each["fallback"])]
            found += [text for text in told if text]
        return "\n".join(found)

    def _shared(self, messages: Any) -> str:
        """The text of a message that is shown inside of another."""
        inner = (each.get("message") for each in _dicts(messages))
        return "\n".join(self.of_blocks(each.get("blocks"), 1) for each in inner if isinstance(each, dict))

    def _token(self, found: "re.Match[str]") -> str:
        what, _, label = found[1].partition("|")
        if what[:1] == "@":
            key = clean(what[1:])
            self.mentioned.append(key)
            return "@" + (self.names.get(key) or label or key)
        if what[:1] == "#":
            return "#" + (label or self.channels.get(what[1:]) or what[1:])
        if what[:1] == "!":
            command, _, rest = what[1:].partition("^")
            shown = label or (rest.partition("^")[0] if rest else command)
            return shown if command == "date" or shown.startswith("@") else f"@{shown}"
        # written by a program that does not escape, it is no link but text
        return label or what if ":" in what else found[0]

    def _block(self, block: dict[str, Any], depth: int) -> Iterator[str]:
        kind = block.get("type")
        if kind == "rich_text":
            yield self._rich(block.get("elements"), depth + 1)
        elif kind == "table":
            for row in block.get("rows") or () if isinstance(block.get("rows"), list) else ():
                yield " | ".join(self.of_blocks([cell], depth + 1) for cell in _dicts(row))
        elif kind in ("context", "section", "header", "markdown", "image", "video", "raw_text", "plain_text", "mrkdwn"):
            yield self._said(block.get("title"))
            yield self._said(block.get("text"))
            for each in (*_dicts(block.get("fields")), *_dicts(block.get("elements"))):
                yield self._said(each)
            yield self._said(block.get("alt_text")) if not block.get("title") else ""

    def _said(self, text: Any) -> str:
        """A text object, or a bare text."""
        if isinstance(text, dict):
            text = text.get("text") or text.get("alt_text")
        return self.plain(text) if isinstance(text, str) else ""

    def _rich(self, elements: Any, depth: int) -> str:
        """Sections, lists, quotes and code, each on lines of its own."""
        lines = []
        for each in _dicts(elements):
            kind = each.get("type")
            if kind == "rich_text_list" and depth < MAX_DEPTH:
                indent = each.get("indent")
                lead = "    " * (min(indent, MAX_DEPTH) if isinstance(indent, int) else 0)
                lead += MARK.get(str(each.get("style")), "")
                lines += [lead + self._inline(item.get("elements")) for item in _dicts(each.get("elements"))]
            else:
                lines.append(self._inline(each.get("elements")).removesuffix("\n"))
        return "\n".join(lines)

    def _inline(self, elements: Any) -> str:
        return "".join(self._piece(each) for each in _dicts(elements))

    def _piece(self, piece: dict[str, Any]) -> str:
        kind = piece.get("type")
        told = {name: value for name, value in piece.items() if isinstance(value, str)}
        if kind == "user":
            key = clean(told.get("user_id", ""))
            self.mentioned.append(key)
            return "@" + (self.names.get(key) or key)
        if kind == "channel":
            key = told.get("channel_id", "")
            return "#" + (self.channels.get(key) or key)
        if kind == "emoji":
            return _character(told.get("unicode", "")) or reaction(told.get("name", ""))
        if kind == "broadcast":
            return "@" + told.get("range", "")
        if kind == "usergroup":
            return "@" + told.get("usergroup_id", "")
        return told.get("text") or told.get("url") or told.get("fallback") or told.get("value") or ""


def _character(code: str) -> str:
    """The emoji of a code such as "1f44d-1f3fd".

    >>> _character("1f44d"), _character("x")
    ('👍', '')
    """
    try:
        text = "".join(chr(int(part, 16)) for part in code.split("-")) if len(code) < 60 else ""
        text.encode()  # half of a surrogate pair is no character
    except (ValueError, OverflowError):
        return ""
    return text


def _dicts(values: Any) -> Iterable[dict[str, Any]]:
    return [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []
