"""Text of any encoding, in pieces cut at line ends: decided on evidence, streamed in flat memory, no line too long."""

import codecs
from collections.abc import Iterator
from typing import Final, NamedTuple

from kithbook.formats.contract import NO_ANSWERS, Answers
from kithbook.formats.encoding import ANSWERABLE, BOMS, WEIGHED, WIDE, Encoding, decide, is_utf8
from kithbook.formats.source import HEAD, Source
from kithbook.vocabulary import Choice

__all__ = ["ANSWERABLE", "Piece", "Text", "decode_head", "head_text"]

BLOCK: Final = 1 << 20  # bytes read at once
MAX_LINE: Final = 1 << 20  # bytes of one line; nobody types more, and it must fit in memory
TOO_LONG: Final = "A line is too long to be part of a chat."
UNDECODABLE: Final = "A line is not text in the encoding of the rest of the file."
MARKS: Final = tuple(mark for mark, _ in BOMS)
FEW: Final = 20  # bytes of valid UTF-8 above ASCII: so many are no accident
MAX_EVIDENCE: Final = 64 << 20  # bytes that are looked through for something to tell the encoding by


class Piece(NamedTuple):
    """Whole lines (``text`` ends in a newline, but for the file's last), or one line with a ``problem`` and no text.

    ``line`` is the number of the first line, from 1.
    """

    line: int
    text: str
    problem: str = ""

    @property
    def lines(self) -> int:
        """How many lines of the file this is."""
        return 1 if self.problem else self.text.count("\n") + (not self.text.endswith("\n"))


def decode_head(head: bytes) -> Encoding:
    """The encoding that fits the beginning of a file; see ``encoding.decide``."""
    return decide(head)


def head_text(source: Source, name: str | None = None) -> str:
    """The head of one entry as text, line ends as LF, without a mark at the start: what ``recognise`` looks at.

    Kept with the source, because every format asks for it.
    """
    name = source.first if name is None else name
    text = source.memo.get(name)
    if text is None:
        head = source.head(name)
        text = head.decode(decode_head(head).codec, "replace").lstrip("\ufeff").replace("\r\n", "\n")
        source.memo[name] = text
    return text


class Text:
    """One entry of a source as text. ``encoding`` is decided when made; ``pieces`` and ``lines`` start anew.

    The answer "encoding" overrides what was decided.
    """

    def __init__(self, source: Source, name: str | None = None, answers: Answers = NO_ANSWERS) -> None:
        self.source = source
        self.name = name
        told = answers.get("encoding", "")
        self.encoding = Encoding(told, "as you said") if told in ANSWERABLE else self._decided()

    def choices(self) -> tuple[Choice, ...]:
        """The encoding as a Choice where it is not UTF-8, else nothing."""
        found = self.encoding
        if found.name.startswith("utf-8"):
            return ()
        return (Choice("encoding", found.name, found.because, found.sure, found.options, found.samples),)

    def pieces(self) -> Iterator[Piece]:
        """The text in pieces of at most BLOCK and a line, cut at line ends, with every CR LF as LF."""
        line, rest, skipping = 1, b"", False
        for block in self.blocks():
            new = block
            if skipping:
                _, newline, new = block.partition(b"\n")
                skipping = not newline
            whole, newline, rest = (rest + new).rpartition(b"\n")
            for piece in self._fitting(whole + newline, line):
                yield piece
                line += piece.lines
            if len(rest) > MAX_LINE:
                yield Piece(line, "", TOO_LONG)
                line, rest, skipping = line + 1, b"", True
        yield from self._fitting(rest, line)

    def lines(self) -> Iterator[Piece]:
        """The text line by line, without the line's end."""
        for piece in self.pieces():
            if piece.problem:
                yield piece
            else:
                for number, text in enumerate(piece.text.removesuffix("\n").split("\n"), piece.line):
                    yield Piece(number, text)

    def _decided(self) -> Encoding:
        """By the first bytes that tell something: plain ASCII at the start says nothing about what follows, and of a
        chat in English the few other lines are all that there is.
        """
        with self.source.open(self.name) as handle:
            head = handle.read(HEAD)
            if b"\0" in head or head.startswith(MARKS):
                return decide(head)
            told: list[bytes] = []
            block, seen, above, valid = head, 0, 0, True
            while block and seen < MAX_EVIDENCE:
                block += handle.readline(MAX_LINE)
                if not block.isascii():
                    lines = [line for line in block.splitlines(keepends=True) if not line.isascii()]
                    told += lines
                    above += sum(len(line) - len(line.decode("ascii", "ignore")) for line in lines)
                    valid = valid and is_utf8(b"".join(lines))
                    if above >= (FEW if valid else WEIGHED):
                        break
                seen += len(block)
                block = handle.read(HEAD)
        return decide(b"".join(told) or head, begins=False)

    @property
    def codec(self) -> str:
        """What ``blocks`` are to be decoded with."""
        return "utf-8" if self.encoding.name in (*WIDE, "utf-8-sig") else self.encoding.codec

    def blocks(self) -> Iterator[bytes]:
        """The bytes of the file in an encoding whose line ends are one byte, without a mark at the start."""
        decoder = None
        if self.encoding.name in WIDE:
            decoder = codecs.getincrementaldecoder(self.encoding.name)("replace")
        with self.source.open(self.name) as handle:
            block = handle.read(BLOCK).removeprefix(codecs.BOM_UTF8)
            while block:
                yield decoder.decode(block).encode("utf-8", "replace") if decoder else block
                block = handle.read(BLOCK)

    def _fitting(self, block: bytes, line: int) -> Iterator[Piece]:
        """Pieces of a block of whole lines; a line that is too long becomes a problem of its own."""
        start = at = 0
        while len(block) - at > MAX_LINE:
            newline = block.rfind(b"\n", at, at + MAX_LINE)
            if newline >= 0:  # looking back from as far as a line may reach, most lines need not be looked at
                at = newline + 1
                continue
            for piece in self._decoded(block[start:at], line):
                yield piece
                line += piece.lines
            yield Piece(line, "", TOO_LONG)
            line += 1
            start = at = block.find(b"\n", at) + 1 or len(block)
        yield from self._decoded(block[start:], line)

    def _decoded(self, block: bytes, line: int) -> Iterator[Piece]:
        """Pieces of a block of whole lines; a line that is no text becomes a problem of its own."""
        if not block:
            return
        try:
            yield Piece(line, self._text(block))
        except UnicodeDecodeError:
            if block.count(b"\n") <= block.endswith(b"\n"):  # a single line: this is the one
                yield Piece(line, "", UNDECODABLE)
                return
            middle = block.find(b"\n", len(block) // 2, -1) + 1 or block.rfind(b"\n", 0, len(block) // 2) + 1
            for half in (block[:middle], block[middle:]):
                for piece in self._decoded(half, line):
                    yield piece
                    line += piece.lines

    def _text(self, block: bytes) -> str:
        text = block.decode(self.codec)
        return text.replace("\r\n", "\n") if "\r" in text else text
