"""Addresses of mail (RFC 5322, 3.4) as they really are written: names, groups, comments, and what is broken in them."""

import functools
import re
from typing import Final, NamedTuple

from kithbook.formats.mail.header import raw_text, words

LONG: Final = 64 << 10  # bytes of a field that are looked at
MOST: Final = 200  # addresses of one field that are looked at; a mail to more is a circular anyway
LONGEST: Final = 320  # characters of an address (RFC 3696 and its erratum)
LONG_NAME: Final = 2_000  # characters of one address with its name
KEPT: Final = 1_000  # bytes of a field up to which what was read is remembered
ONE: Final = re.compile(
    r'(?:"([^"\\]*)"[ \t]{0,4}|([^"<>(),:;@\\]*))<([^\s<>"(),:;@\\]+@[^\s<>"(),:;@\\]+)>|'
    r'([^\s<>"(),:;@\\]+@[^\s<>"(),:;@\\]+)'
)
STOP: Final = re.compile(r'=\?[^?\s]{1,60}\?[bBqQ]\?[^?\s]*\?=|["(),:;<]')
QUOTED_END: Final = re.compile(r'(?:[^"\\]|\\.)*"?', re.DOTALL)
ESCAPED: Final = re.compile(r"\\(.)")
BARE: Final = re.compile(r'[^\s<>"(),:;@\\]+@[^\s<>"(),:;@\\]+')
COMMENT: Final = re.compile(r"\([^()]*\)")
AROUND: Final = re.compile(r"\s{0,20}([.@])\s{0,20}")
AT: Final = re.compile(r"([\w.+=-]+) at ([\w.-]+)")  # how Mailman hides addresses in its archives
ACCOUNT: Final = re.compile(r"[\w.+-]{1,64}")
ODD: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")  # seen or unseen space
KEY: Final = re.compile(r'[^<>"(),:;@\\]+(?:@[^<>"(),:;@\\]+)?')


class Address(NamedTuple):
    """Somebody's address in lower case, and the name beside it."""

    key: str
    name: str = ""


def addresses(value: bytes, label: str = "") -> tuple[Address, ...]:
    """The addresses in a field, in their order and each once.

    >>> addresses(b'A Group:Chris Jones <c@a.test>,"Who, I" <Me@One.test>;, Undisclosed recipients:;')
    (Address(key='c@a.test', name='Chris Jones'), Address(key='me@one.test', name='Who, I'))
    """
    return _kept(value, label) if len(value) <= KEPT else _read(value, label)


def _read(value: bytes, label: str) -> tuple[Address, ...]:
    text = raw_text(value.strip(), label, LONG)
    single = ONE.fullmatch(text)
    if single:
        one = _address(single[3] or single[4], single[1] or single[2] or "")
        return (one,) if one.key else ()
    found: dict[str, Address] = {}
    for each in _Walk(text).each():
        if each.key and (each.key not in found or (each.name and not found[each.key].name)):
            found[each.key] = each
        if len(found) == MOST:
            break
    return tuple(found.values())


_kept = functools.lru_cache(4096)(_read)


class _Walk:
    """One walk through a field: what was gathered of the address that is open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._is_open = False  # whether a comment was opened that nothing closes
        self._clear()

    def _clear(self) -> None:
        self.words: list[str] = []
        self.angle: str | None = None
        self.comment = ""

    def each(self) -> "list[Address]":
        """All addresses of the field, with repeats."""
        made: list[Address] = []
        at = 0
        while (stop := STOP.search(self.text, at)) and len(made) < 2 * MOST:
            self.words.append(self.text[at : stop.start()])
            at = stop.end()
            mark = stop[0]
            if mark == '"':
                end = QUOTED_END.match(self.text, at)
                inside = end[0] if end else ""
                self.words.append(ESCAPED.sub(r"\1", inside.removesuffix('"')))
                at += len(inside)
            elif mark == "(":
                at = self._comment(at)
            elif mark == "<":
                end_at = self.text.find(">", at)
                end_at = end_at if end_at >= 0 else len(self.text)
                self.angle = self.angle or self.text[at:end_at].strip()
                at = end_at + 1
            elif mark in ",;":
                made += self._closed()
            elif mark == ":":  # what came before is the name of a group
                self._clear()
            else:
                self.words.append(mark)
        self.words.append(self.text[at:])
        return made + self._closed()

    def _comment(self, at: int) -> int:
        depth, start = 1, at
        if self._is_open:
            return at
        while depth and at < len(self.text):
            depth += {"(": 1, ")": -1}.get(self.text[at], 0)
            at += 2 if self.text[at] == "\\" else 1
        if depth:
            self._is_open = True
            self.words.append("(")
            return start
        self.comment = self.comment or self.text[start : at - 1]
        return at

    def _closed(self) -> list[Address]:
        """The address that was open, or several where nothing stands between them."""
        name, angle, comment = "".join(self.words).strip(), self.angle, self.comment
        self._clear()
        if angle is not None:
            angle = angle[: 2 * LONGEST]
            while "(" in angle and (without := COMMENT.sub("", angle)) != angle:
                angle = without
            angle = angle.rpartition(":")[2]  # after a route, or "mailto"
            one = _address(angle, name or comment)
            return [one] if one.key else _bare(name, comment) if angle else []
        return _bare(name, comment)


def _bare(text: str, comment: str) -> list[Address]:
    """Addresses that no brackets mark."""
    text = text[:LONG_NAME]  # what stands before an "@" is looked at again from each character
    plain = AROUND.sub(r"\1", text) if text.count("@") == 1 else text
    found = BARE.findall(plain) if "@" in plain else []
    if len(found) == 1:
        return [_address(found[0], comment or plain.replace(found[0], "").strip())]
    if found:
        return [_address(each, "") for each in found]
    hidden = AT.fullmatch(text)
    if hidden:
        return [_address(f"{hidden[1]}@{hidden[2]}", comment)]
    return [_address(text, comment)] if ACCOUNT.fullmatch(text) else []


def _address(key: str, name: str) -> Address:
    key = ODD.sub("", key).strip("'\"<>.,").lower()
    if len(key) > LONGEST or not KEY.fullmatch(key):
        return Address("")
    shown = words(name).strip(" '\"") if name else ""
    return Address(key, "" if shown.lower() in ("", key) or key in shown.lower() else shown[:LONGEST])
