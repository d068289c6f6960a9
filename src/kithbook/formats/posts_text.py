"""The beginning of a post in Markdown as plain text, without marks of formatting, templates and pictures."""

import re
from typing import Final

from kithbook.formats.feed_piece import MARKED_UP, plain

MORE: Final = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)  # above it is what a list of posts shows
LINES: Final = (
    (re.compile(r"^(?:`{3,}|~{3,}).*$", re.MULTILINE), ""),  # the fences of code
    (re.compile(r"^ {0,3}(?:=+|-{2,}|\*{3,}|_{3,})[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}> ?", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+.*$", re.MULTILINE), ""),  # where links lead
    (re.compile(r"^ {0,3}\{:[^}\n]{0,500}\}[ \t]*$", re.MULTILINE), ""),  # attributes of kramdown
)
HEADING: Final = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*)$", re.MULTILINE)
TEMPLATES: Final = re.compile(r"\{%[^{}]{0,1000}%\}|\{\{[<%]?[^{}]{0,1000}\}\}")
IMAGES: Final = re.compile(r"!\[([^\]\n]{0,500})\](?:\([^()\n]{0,1000}\)|\[[^\]\n]{0,200}\])")
LINKS: Final = re.compile(
    r"\[([^\]\n]{1,500})\](?:\([^()\n]{0,1000}(?:\([^()\n]{0,500}\)[^()\n]{0,500})?\)|\[[^\]\n]{0,200}\])"
)
ADDRESSES: Final = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,1000})>")
MARKS: Final = re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*\\])\1(?![\w*])")
UNDERLINES: Final = re.compile(r"(?<![\w_\\])(_{1,3})(?=[^\s_])([^_\n]{1,2000}?)(?<=[^\s_\\])\1(?![\w_])")
CODE: Final = re.compile(r"(`{1,3})([^`\n]{1,2000})\1")
ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
GAPS: Final = re.compile(r"\n\s*\n\s*")


def beginning(body: str) -> str:
    """What a person sees of the beginning; up to the mark that says "more", where there is one.

    >>> beginning("## The *kiln*\\n\\nis [warm](https://kiln.example) {{< fire >}}\\n\\n<!--more-->\\n\\nand slow")
    'The kiln\\n\\nis warm'
    """
    text = body[:MARKED_UP]
    more = MORE.search(text)
    if more and text[: more.start()].strip():
        text = text[: more.start()]
    text = HEADING.sub(lambda found: found[1].rstrip(" \t#"), TEMPLATES.sub("", text))
    for pattern, instead in LINES:
        text = pattern.sub(instead, text)
    text = ADDRESSES.sub(r"\1", LINKS.sub(r"\1", IMAGES.sub(r"\1", text)))
    for pattern in (CODE, MARKS, UNDERLINES):
        text = pattern.sub(r"\2", text)
    text = ESCAPED.sub(r"\1", text)
    if "<" in text and re.search(r"<[a-zA-Z/!]", text):  # HTML may stand anywhere in Markdown
        text = plain(GAPS.sub("<p>", text).replace("\n", "<br>"))
    return GAPS.sub("\n\n", text).strip()
