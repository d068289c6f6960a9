"""A chat that is a text of lines: each line is part of the message that is open, blank, or a problem.

Headings (a title, a date) say what the messages below them are and are part of none, so they count as blank.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from kithbook.formats.text import Piece
from kithbook.vocabulary import Problem, Tally

MAX_TEXT: Final = 1 << 20  # characters of one message; what follows is a problem, so that memory stays flat
NOT_PART: Final = "A line that belongs to no message."
TOO_LONG: Final = "A message is too long; the rest of it is left out."


class Open(NamedTuple):
    """A message whose lines are complete: its first line's number, how many lines it took, its text."""

    line: int
    lines: int
    text: str


class LineLog:
    """Counts the lines of one file and gathers those of the message that is open."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.total = self.blank = self.not_read = 0
        self.is_open = False
        self._start = self._heads = self._size = self._lost = 0
        self._first: str | None = None
        self._more: list[str] = []

    def begin(self, line: int, heads: int, first: str | None) -> None:
        """Open a message at ``line`` that has ``heads`` lines of header.

        ``first`` is the text that stands in the header; None where it begins below it.
        """
        self.is_open = True
        self.total += heads
        self._start, self._heads, self._first, self._lost = line, heads, first, 0
        self._more = []
        self._size = len(first or "")

    def heading(self, lines: int = 1) -> None:
        """Lines that say what follows."""
        self.total += lines
        self.blank += lines

    def more(self, line: int, text: str) -> Iterator[Problem]:
        """A further line of the open message; where none is open only blank ones are expected."""
        if self.is_open and not self._lost and self._size + len(text) < MAX_TEXT:
            self.total += 1
            self._size += len(text) + 1
            self._more.append(text)
        elif self.is_open:
            self.total += 1
            self._lost += 1
        elif not text.strip():
            self.heading()
        else:
            yield self.problem(line, NOT_PART)

    def problem(self, line: int, why: str, lines: int = 1) -> Problem:
        """Lines that could not be read, and were not counted before."""
        self.total += lines
        self.not_read += lines
        return Problem(self.file, line, why, lines)

    def broken(self, piece: Piece) -> Problem:
        """A line that is no text."""
        return self.problem(piece.line, piece.problem)

    def take(self) -> tuple[Open, Problem | None]:
        """Close the open message; blank lines behind it are no part of it. A Problem tells of what was too long."""
        more = self._more
        rest = len(more)
        while rest and not self._lost and not more[rest - 1].strip():
            rest -= 1
        self.blank += len(more) - rest
        del more[rest:]
        lines = self._heads + rest
        self.is_open = False
        lost = None
        if self._lost:
            self.not_read += self._lost
            lost = Problem(self.file, self._start + lines, TOO_LONG, self._lost)
        text = "\n".join(more if self._first is None else (self._first, *more))
        return Open(self._start, lines, text), lost

    def drop(self, closed: Open, why: str) -> Problem:
        """A message that was closed and cannot be used after all."""
        self.not_read += closed.lines
        return Problem(self.file, closed.line, why, closed.lines)

    def tally(self) -> Tally:
        """How the lines of the file were accounted for."""
        return Tally("line", self.total, self.total - self.blank - self.not_read, self.blank, self.not_read)
