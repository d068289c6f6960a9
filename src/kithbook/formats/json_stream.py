"""JSON of any size, read piece by piece: memory stays flat, and what is broken, too deep or too long is passed over."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, TypeVar

import msgspec

from kithbook.formats.encoding import decide

BLOCK: Final = 1 << 19  # bytes read at once
MAX_VALUE: Final = 8 << 20  # bytes of one value; a message of Telegram has at most a few tens of thousands
AHEAD: Final = 65_536  # bytes that `sees` looks at
SPACE: Final = re.compile(rb"(?:[ \t\r\n]|\xef\xbb\xbf)*")  # joined files have a mark in their middle
SCALAR: Final = re.compile(rb"[^ \t\r\n,\]}]*")
STRING: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
INSIDE: Final = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
PLAIN: Final = re.compile(rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)  # up to a bracket or an open string
BETWEEN: Final = re.compile(rb"\}[ \t\r\n]*,[ \t\r\n]*\Z")
START: Final = re.compile(rb'\{[ \t\r\n]*"(?:[^"\\]|\\.){0,100}"')
GUESSES: Final = 8  # places near the end of a window that are tried as the end of an item
# half of a surrogate pair: some programs write it, but it is no character and no database stores it
HALF_CHARACTER: Final = re.compile(
    r"(?<!\\)((?:\\\\)*)(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})"
)
QUOTE: Final = ord('"')
OPENING: Final = b"{["
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
        self._data = b""  # always UTF-8, whatever the file is in
        self._at = 0
        self._base = 0  # bytes that were let go before self._data
        self._ended = False
        self._decoder: codecs.IncrementalDecoder | None = None
        self._decided = False
        self._first = True
        self._more()

    def peek(self) -> str:
        """The next character that is no space, or "" at the end."""
        while True:
            space = SPACE.match(self._data, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._data):
                return chr(self._data[self._at])
            if not self._more():
                return ""

    def sees(self, pattern: "re.Pattern[str]") -> bool:
        """Whether ``pattern`` is found in the next 64 KB of the text that are in memory; reads nothing."""
        return bool(pattern.search(self._data[self._at : self._at + AHEAD].decode("utf-8", "replace")))

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
                yield [_decoded(self._part(), one)]
            except Passed:
                yield None

    def value(self) -> str:
        """The text of the value that comes next. Raises Passed where it is broken, too deep or too long."""
        text = self._part().decode("utf-8", "replace")
        try:
            _, end = SCAN(text, 0)
        except (ValueError, RecursionError):
            raise Passed from None
        if end < len(text):
            raise Passed
        return text

    def plain(self) -> Any:
        """The value that comes next as Python has it, None where it is broken, too deep or too long."""
        try:
            return json.loads(HALF_CHARACTER.sub(r"\1\\ufffd", self._part().decode("utf-8", "replace")))
        except (Passed, ValueError, RecursionError):
            return None

    def skip(self) -> None:
        """Pass over the value that comes next, whatever its size and depth, without keeping it."""
        char = self._begins()
        if char not in "{[":
            (self._skip_string if char == '"' else self._skip_scalar)()
            return
        depth = 0
        while True:
            plain = PLAIN.match(self._data, self._at)
            self._at = plain.end() if plain else self._at
            if self._at == len(self._data):
                if not self._more():
                    raise Ended
                continue
            found = self._data[self._at]
            if found == QUOTE:  # of a string that goes on behind the window
                self._skip_string()
            else:
                self._at += 1
                depth += 1 if found in OPENING else -1
            if depth <= 0:
                return

    def _begins(self) -> str:
        """The first character of the value that comes next. Raises Ended where there is none."""
        char = self.peek()
        if char in ("", "]", "}", ",", ":"):
            raise Ended
        return char

    def _part(self) -> bytes:
        """The bytes of the value that comes next, balanced but not proved. Raises Passed where it is too long."""
        char = self._begins()
        end, depth = self._at, 0
        while True:
            if char in "{[":
                end, depth = self._balanced(end, depth)
                whole = depth == 0
            else:
                found = (STRING if char == '"' else SCALAR).match(self._data, self._at)
                end = found.end() if found else end
                # a number or a word may go on behind the window
                whole = bool(found) and (char == '"' or end < len(self._data) or self._ended)
            if whole and end - self._at <= MAX_VALUE:
                part = self._data[self._at : end]
                self._at = end
                return part
            if whole or len(self._data) - self._at > MAX_VALUE:
                self.skip()
                raise Passed
            end -= self._at
            if not self._more():
                if char in '"{[':
                    raise Ended
                continue
            end += self._at

    def _balanced(self, end: int, depth: int) -> tuple[int, int]:
        """How far brackets go on from ``end`` within the window, and how many are open there; 0 where all are shut."""
        data, size = self._data, len(self._data)
        while True:
            plain = PLAIN.match(data, end)
            stop = plain.end() if plain else end
            if stop == size or data[stop] == QUOTE:
                return end, depth
            end = stop + 1
            depth += 1 if data[stop] in OPENING else -1
            if depth <= 0:
                return end, 0

    def _skip_scalar(self) -> None:
        while True:
            scalar = SCALAR.match(self._data, self._at)
            self._at = scalar.end() if scalar else self._at
            if self._at < len(self._data) or not self._more():
                return

    def _skip_string(self) -> None:
        self._at += 1
        while True:
            inside = INSIDE.match(self._data, self._at)
            self._at = inside.end() if inside else self._at
            # a backslash may be the last byte of the window, with what it escapes behind it
            if self._data.startswith(b'"', self._at):
                self._at += 1
                return
            if not self._more():
                raise Ended

    def _enters(self, bracket: str) -> bool:
        char = self.peek()
        if char == bracket:
            self._at += 1
            return True
        self.skip()
        return False

    def _start(self) -> bytes | None:
        """How an item begins: its brace and first key, and the space between, which differs for what lies deeper."""
        found = START.match(self._data, self._at)
        return found[0] if found else None

    def _batch(self, many: "msgspec.json.Decoder[list[T]]", start: bytes) -> tuple[list[T] | None, int]:
        """The items up to the last guess that holds, and where it is; None and the furthest guess where none holds."""
        furthest = 0
        for cut in self._guesses(start):
            furthest = furthest or cut
            try:
                return many.decode(b"".join((b"[", memoryview(self._data)[self._at : cut], b"]"))), cut
            except (ValueError, RecursionError):
                continue
        return None, furthest

    def _guesses(self, start: bytes) -> Iterator[int]:
        """Where the last item that is whole in the window may end: before the last `, ` and ``start``."""
        if len(self._data) - self._at < BLOCK // 2:
            self._more()
        place = len(self._data)
        for _ in range(GUESSES):
            place = self._data.rfind(start, self._at, place)
            if place <= self._at:
                return
            tail = self._data[max(self._at, place - 200) : place]
            between = BETWEEN.search(tail)
            if between:
                yield place - len(tail) + between.start() + 1

    def _more(self) -> bool:
        """Let go of what was read and take in the next block; at least as much as is kept, so that copies stay few."""
        if self._ended:
            return False
        kept = len(self._data) - self._at
        block = self._handle.read(max(BLOCK, kept))
        self._ended = not block
        new = self._utf8(block)
        self._first = False
        self._data = self._data[self._at :] + new
        self._base += self._at
        self._at = 0
        return not self._ended or bool(new)

    def _utf8(self, block: bytes) -> bytes:
        """A block in UTF-8. The encoding is decided on the first block that is not plain ASCII."""
        if not self._decided and not (block.isascii() and b"\0" not in block):
            self._decided = True
            codec = decide(block, begins=self._first).codec
            if codec == "utf-8-sig":
                return block.removeprefix(codecs.BOM_UTF8)
            if codec != "utf-8":
                self._decoder = codecs.getincrementaldecoder(codec)("replace")
        if self._decoder is None:
            return block
        return self._decoder.decode(block, final=not block).encode("utf-8", "replace")


def _decoded(part: bytes, decoder: "msgspec.json.Decoder[T]") -> T:
    try:
        return decoder.decode(part)
    except RecursionError:
        raise Passed from None
    except ValueError:
        pass
    try:
        return decoder.decode(HALF_CHARACTER.sub(r"\1\\ufffd", part.decode("utf-8", "replace")))
    except (ValueError, RecursionError):
        raise Passed from None
