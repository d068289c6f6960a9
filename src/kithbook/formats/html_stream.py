"""HTML of any size, in pieces cut where a message begins: memory stays flat, and what is too large, or nested too deep,
costs only itself.
"""

import codecs
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from selectolax.lexbor import LexborHTMLParser

from kithbook.formats.text import decode_head

BLOCK: Final = 1 << 18  # bytes read at once; a piece holds some hundred messages
MAX_PIECE: Final = 8 << 20  # characters of one message
MAX_HEAD: Final = 1 << 20  # characters before the first message: styles, scripts, icons
# The time that parsing takes grows with the square of how deep elements lie inside of each other, which may be as deep
# as there are tags.
MAX_DEPTH: Final = 1_000
FEW_TAGS: Final = 5_000  # of one message; more are looked at one by one
MANY_TAGS: Final = 16_000  # of a piece; its messages are then parsed one by one
ENOUGH: Final = 200  # characters that are kept at the end of a block, so that a mark across two blocks is found
TAG: Final = re.compile(r"<(/?)(?!br|img|meta|link|input|hr|source|wbr|!)([a-zA-Z][^\s/>]{0,40})")
BREAK: Final = re.compile(r"<br\s*/?>")


class HtmlStream:
    """One page of messages, each of which begins with one of ``marks``.

    ``head`` is what comes before the first, or None where that is too large or nested too deep; ``tail`` is how the
    page ends, once all pieces were taken.
    """

    def __init__(self, handle: BinaryIO, marks: Sequence[str]) -> None:
        self._handle, self._marks = handle, marks
        first = handle.read(BLOCK)
        self._decoder = codecs.getincrementaldecoder(decode_head(first[:65_536]).codec)("replace")
        self._text = self._decoder.decode(first)
        self._ended = not first
        self.tail = ""
        self.head: str | None = self._head()

    def pieces(self) -> Iterator[str | None]:
        """Whole messages, many at a time; None stands for one that could not be used."""
        while not self._ended:
            cut = max(self._text.rfind(mark) for mark in self._marks)
            if cut > 0:
                whole, self._text = self._text[:cut], self._text[cut:]
                yield from self._guarded(whole)
            elif len(self._text) > MAX_PIECE:
                yield None
                self._skip()
            self._more()
        self.tail = self._text[-4_000:] or self.tail
        yield from self._guarded(self._text)

    def _head(self) -> str | None:
        """Take what comes before the first message; a page without any is all head."""
        seen = 0
        while (cut := self._find(seen)) < 0 and not self._ended and len(self._text) <= MAX_HEAD:
            seen = max(0, len(self._text) - ENOUGH)
            self._more()
        if cut < 0 and not self._ended:
            self._skip()
            return None
        cut = cut if cut >= 0 else len(self._text)
        head, self._text = self._text[:cut], self._text[cut:]
        self.tail = head[-4_000:]
        return head if len(head) <= MAX_HEAD and not too_deep(head) else None

    def _find(self, start: int = 0) -> int:
        """Where the next message begins, -1 where none does."""
        return min((place for mark in self._marks if (place := self._text.find(mark, start)) >= 0), default=-1)

    def _skip(self) -> None:
        """Let go of everything up to the next message that is not the first thing here."""
        self._text = self._text[1:]
        while (cut := self._find()) < 0 and not self._ended:
            self._text = self._text[-ENOUGH:]
            self._more()
        self._text = self._text[cut:] if cut >= 0 else ""

    def _more(self) -> None:
        data = self._handle.read(BLOCK)
        self._ended = not data
        self._text += self._decoder.decode(data, final=self._ended)

    def _guarded(self, whole: str) -> Iterator[str | None]:
        """The piece as it is, or its messages one by one where it has so many tags that it may be nested too deep."""
        if not whole:
            return
        if whole.count("<") <= MANY_TAGS:
            yield whole
            return
        starts = sorted({found.start() for mark in self._marks for found in re.finditer(re.escape(mark), whole)})
        for start, end in zip(starts, [*starts[1:], len(whole)], strict=True):
            message = whole[start:end]
            yield None if too_deep(message) else message


def parsed(text: str) -> LexborHTMLParser:
    """A piece as a tree, line breaks as characters."""
    return LexborHTMLParser(BREAK.sub("\n", text) if "<br" in text else text)


def too_deep(text: str) -> bool:
    """Whether elements lie inside of each other deeper than MAX_DEPTH; an end without a beginning closes nothing."""
    if text.count("<") <= FEW_TAGS:
        return False
    opened: list[str] = []
    for closing, name in TAG.findall(text):
        if not closing:
            opened.append(name)
            if len(opened) > MAX_DEPTH:
                return True
        elif name in opened:
            while opened.pop() != name:
                pass
    return False
