"""Text of any encoding, in pieces cut at line ends: decided on evidence, streamed in flat memory, no line too long."""

import codecs
from collections.abc import Iterator
from typing import Final, NamedTuple

from charset_normalizer import from_bytes

from kithbook.formats.contract import NO_ANSWERS, Answers
from kithbook.formats.source import HEAD, Source
from kithbook.vocabulary import Choice

BLOCK: Final = 1 << 20  # bytes read at once
MAX_LINE: Final = 1 << 20  # bytes of one line; nobody types more, and it must fit in memory
TOO_LONG: Final = "A line is too long to be part of a chat."
UNDECODABLE: Final = "A line is not text in the encoding of the rest of the file."
BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WIDE: Final = ("utf-16", "utf-16-le", "utf-16-be", "utf-32")  # where a line's end is not one byte
LEGACY: Final = ("gb18030", "cp1256", "cp1252", "cp1251", "cp874", "big5", "shift_jis", "euc_kr")
ANSWERABLE: Final = ("utf-8", "utf-16-le", "utf-16-be", *LEGACY)  # what a person may say that the encoding is


class Encoding(NamedTuple):
    """Python's name of an encoding, and on what ground it was chosen."""

    name: str
    because: str
    sure: bool = True


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
    """The encoding that fits the beginning of a file: a mark, the pattern of zero bytes, strict UTF-8, or a guess."""
    for mark, name in BOMS:
        if head.startswith(mark):
            return Encoding(name, "the mark at the start of the file")
    zeros = head.count(0)
    if zeros * 20 > len(head):  # digits and spaces in UTF-16 have every other byte zero
        return Encoding(
            "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le", "every other byte is zero"
        )
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        return Encoding("utf-8", "all of it is valid")
    except UnicodeDecodeError:
        text = head.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    if wrong * 10 < sum(char > "\x7f" for char in text):
        return Encoding("utf-8", "nearly all of it is valid")
    telling = b"\n".join(line for line in head.split(b"\n") if not line.isascii())
    best = from_bytes(telling[:16_384], cp_isolation=list(LEGACY)).best()
    return Encoding(best.encoding if best else "cp1252", "it is not UTF-8, and this fits best", sure=False)


def head_text(source: Source, name: str | None = None) -> str:
    """The head of one entry as text, line ends as LF, without a mark at the start: what ``recognise`` looks at.

    Kept with the source, because every format asks for it.
    """
    name = source.first if name is None else name
    text = source.memo.get(name)
    if text is None:
        head = source.head(name)
        text = head.decode(decode_head(head).name, "replace").lstrip("\ufeff").replace("\r\n", "\n")
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
        self.encoding = Encoding(told, "as you said") if told in ANSWERABLE else decode_head(self._evidence())

    def choices(self) -> tuple[Choice, ...]:
        """The encoding as a Choice where it is not UTF-8, else nothing."""
        name, because, sure = self.encoding
        return () if name.startswith("utf-8") else (Choice("encoding", name, because, sure),)

    def pieces(self) -> Iterator[Piece]:
        """The text in pieces of at most BLOCK and a line, cut at line ends, with every CR LF as LF."""
        line, rest, skipping = 1, b"", False
        for block in self._blocks():
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

    def _evidence(self) -> bytes:
        """The first bytes that tell something: plain ASCII at the start says nothing about what follows."""
        with self.source.open(self.name) as handle:
            head = block = handle.read(HEAD)
            while block and block.isascii() and b"\0" not in block:
                block = handle.read(HEAD)
        return head if block is head else block or head

    def _blocks(self) -> Iterator[bytes]:
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
        text = block.decode("utf-8" if self.encoding.name in (*WIDE, "utf-8-sig") else self.encoding.name)
        return text.replace("\r\n", "\n") if "\r" in text else text
