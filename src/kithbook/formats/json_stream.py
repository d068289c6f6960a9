"""JSON of any size, read piece by piece: memory stays flat, and what is broken, too deep or too long is passed over."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import BinaryIO, Final, TypeVar

import msgspec

from kithbook.formats.text import decode_head

BLOCK: Final = 1 << 20  # bytes read at once
MAX_VALUE: Final = 8 << 20  # characters of one value; a message of Telegram has at most a few tens of thousands
SPACE: Final = re.compile(r"[ \t\r\n]*")
SCALAR: Final = re.compile(r"[^ \t\r\n,\]}]*")
BRACKET: Final = re.compile(r'["{}\[\]]')
STRING_STOP: Final = re.compile(r'["\\]')
BETWEEN: Final = re.compile(r"\}[ \t\r\n]*,[ \t\r\n]*\Z")
START: Final = re.compile(r'\{[ \t\r\n]*"(?:[^"\\]|\\.){0,100}"')
GUESSES: Final = 8  # places near the end of a window that are tried as the end of an item
# half of a surrogate pair: some programs write it, but it is no character and no database stores it
HALF_CHARACTER: Final = re.compile(
    r"(?<!\\)((?:\\\\)*)(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})"
)
SCAN: Final = json.JSONDecoder().raw_decode

T = TypeVar("T")


class Passed(Exception):
    """A value could not be used and was passed over; reading goes on behind it."""


class Ended(Exception):
    """The text ends, or stops being JSON, inside of something: nothing behind it can be read."""


class JsonStream:
    """Walks over one JSON text: ``each_key`` and ``each_item`` go in, ``value`` takes one whole, ``skip`` leaves it."""

    def __init__(self, handle: BinaryIO) -> None:
        self._handle = handle
        first = handle.read(BLOCK)
        self._decoder = codecs.getincrementaldecoder(decode_head(first[:65_536]).codec)("replace")
        self._text = self._decoder.decode(first)
        self._at = 0
        self._base = 0  # characters of the text that were let go before self._text
        self._ended = False

    def peek(self) -> str:
        """The next character that is no space, or "" at the end."""
        while True:
            space = SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def sees(self, pattern: "re.Pattern[str]") -> bool:
        """Whether ``pattern`` is found in the part of the text ahead that is in memory; reads nothing."""
        return bool(pattern.search(self._text, self._at))

    def each_key(self) -> Iterator[str]:
        """Each key of the object that comes next; the caller takes or skips its value. Other values are skipped."""
        if not self._enters("{"):
            return
        while (char := self.peek()) != "}":
            if char == ",":
                self._at += 1
                continue
            if char != '"':
                raise Ended
            try:
                key = json.loads(self.value(), strict=False)
            except Passed:  # no key that means anything, but its value may be skipped and the next key be good
                key = ""
            if self.peek() != ":":
                raise Ended
            self._at += 1
            yield key
        self._at += 1

    def each_item(self) -> Iterator[None]:
        """Stands before each item of the array that comes next; the caller takes or skips it."""
        if not self._enters("["):
            return
        while (char := self.peek()) != "]":
            if char == ",":
                self._at += 1
            elif char in ("", "}", ":"):
                raise Ended
            else:
                yield
        self._at += 1

    def batches(
        self, many: "msgspec.json.Decoder[list[T]]", one: "msgspec.json.Decoder[T]"
    ) -> Iterator[list[T] | None]:
        """The array's items, decoded many at once; None stands for an item that could not be used.

        A guess where an item ends near the end of the window is proved by decoding: the text up to there is an array
        only if an item ends there. Where all guesses fail, that window is read item by item.
        """
        slow_until = 0
        start = None
        for _ in self.each_item():
            start = start or self._start()
            if start and self._base + self._at >= slow_until:
                batch, cut = self._batch(many, start)
                if batch is not None:
                    self._at = cut
                    yield batch
                    continue
                slow_until = self._base + max(cut, self._at + 1)
            try:
                yield [_decoded(self.value(), one)]
            except Passed:
                yield None

    def value(self) -> str:
        """The text of the value that comes next. Raises Passed where it is broken, too deep or too long."""
        if self.peek() in ("", "]", "}", ",", ":"):
            raise Ended
        while True:
            try:
                _, end = SCAN(self._text, self._at)
                if end < len(self._text) or self._ended:
                    part = self._text[self._at : end]
                    self._at = end
                    return part
            except RecursionError:
                break
            except ValueError:  # broken, or it goes on behind the window
                if self._ended:
                    break
            if len(self._text) - self._at > MAX_VALUE:
                break
            self._more()
        self.skip()
        raise Passed

    def skip(self) -> None:
        """Pass over the value that comes next, whatever its size and depth, without keeping it."""
        char = self.peek()
        if char in ("", "]", "}", ",", ":"):
            raise Ended
        if char not in '"{[':
            self._skip_scalar()
            return
        depth = 0
        while True:
            found = self._find(BRACKET)
            if found == '"':
                self._skip_string()
            else:
                depth += 1 if found in "{[" else -1
            if depth <= 0:
                return

    def _skip_scalar(self) -> None:
        while True:
            scalar = SCALAR.match(self._text, self._at)
            self._at = scalar.end() if scalar else self._at
            if self._at < len(self._text) or not self._more():
                return

    def _skip_string(self) -> None:
        while self._find(STRING_STOP) == "\\":
            if self._at == len(self._text) and not self._more():
                raise Ended
            self._at += 1

    def _find(self, stop: "re.Pattern[str]") -> str:
        """Go behind the next character that ``stop`` matches, and say which it is."""
        while True:
            found = stop.search(self._text, self._at)
            if found:
                self._at = found.end()
                return found[0]
            self._at = len(self._text)
            if not self._more():
                raise Ended

    def _enters(self, bracket: str) -> bool:
        char = self.peek()
        if char == bracket:
            self._at += 1
            return True
        self.skip()
        return False

    def _start(self) -> str | None:
        """How an item begins: its brace and first key, and the space between, which differs for what lies deeper."""
        found = START.match(self._text, self._at)
        return found[0] if found else None

    def _batch(self, many: "msgspec.json.Decoder[list[T]]", start: str) -> tuple[list[T] | None, int]:
        """The items up to the last guess that holds, and where it is; None and the furthest guess where none holds."""
        furthest = 0
        for cut in self._guesses(start):
            furthest = furthest or cut
            try:
                return many.decode(f"[{self._text[self._at : cut]}]"), cut
            except (ValueError, RecursionError):
                continue
        return None, furthest

    def _guesses(self, start: str) -> Iterator[int]:
        """Where the last item that is whole in the window may end: before the last `, ` and ``start``."""
        if len(self._text) - self._at < BLOCK // 2:
            self._more()
        place = len(self._text)
        for _ in range(GUESSES):
            place = self._text.rfind(start, self._at, place)
            if place <= self._at:
                return
            tail = self._text[max(self._at, place - 200) : place]
            between = BETWEEN.search(tail)
            if between:
                yield place - len(tail) + between.start() + 1

    def _more(self) -> bool:
        """Let go of what was read and take in the next block; at least as much as is kept, so that copies stay few."""
        if self._ended:
            return False
        kept = len(self._text) - self._at
        data = self._handle.read(max(BLOCK, kept))
        self._ended = not data
        new = self._decoder.decode(data, final=self._ended)
        self._text = self._text[self._at :] + new
        self._base += self._at
        self._at = 0
        return not self._ended or bool(new)


def _decoded(text: str, decoder: "msgspec.json.Decoder[T]") -> T:
    try:
        return decoder.decode(text)
    except RecursionError:
        raise Passed from None
    except ValueError:
        pass
    try:
        return decoder.decode(HALF_CHARACTER.sub(r"\1\\ufffd", text))
    except (ValueError, RecursionError):
        raise Passed from None
