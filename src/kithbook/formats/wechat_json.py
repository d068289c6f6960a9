"""What the two kinds of WeChat export that are JSON have in common: their messages, one after the other."""

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

import msgspec

from kithbook.formats.json_stream import Ended, JsonStream
from kithbook.formats.source import Source
from kithbook.formats.wechat_record import NO_TIME, Given, Records
from kithbook.vocabulary import Chat, Problem, Record, Tally

BROKEN: Final = "A record is broken, nested too deep or too long, and was passed over."
CUT: Final = "The file ends or breaks off here. Export the chat again to get the rest."

T = TypeVar("T")


class Counted:
    """Counts the messages of one file; ``stream`` stands where they begin when ``messages`` is asked for."""

    def __init__(self, source: Source, stream: JsonStream, chat: Callable[[str, str], Chat]) -> None:
        self.stream = stream
        self._file = source.first
        self._known = Records(chat)
        self._total = self._not_read = 0

    def whole(self, walk: Callable[[], Iterator[Record]]) -> Iterator[Record]:
        """What ``walk`` finds, a Problem where the file breaks off, then the Tally."""
        try:
            yield from walk()
            cut = not self._total
        except Ended:
            cut = True
        if cut:
            self._total += 1
            yield self._problem(CUT)
        yield Tally("record", self._total, self._total - self._not_read, 0, self._not_read)

    def messages(
        self, many: "msgspec.json.Decoder[list[T]]", one: "msgspec.json.Decoder[T]", given: Callable[[T], Given]
    ) -> Iterator[Record]:
        """The records of the array that comes next; ``given`` says what each item of it means."""
        new, record = self._known.new, self._known.record
        for batch in self.stream.batches(many, one):
            if batch is None:
                self._total += 1
                yield self._problem(BROKEN)
                continue
            for raw in batch:
                self._total += 1
                found = record(given(raw), self._total)
                if new:
                    yield from new
                    new.clear()
                yield found or self._problem(NO_TIME)

    def _problem(self, why: str) -> Problem:
        self._not_read += 1
        return Problem(self._file, self._total, why)


def text_of(value: Any) -> str:
    """A field that should be text; anything else, such as an object, says nothing to a reader."""
    return value if isinstance(value, str) else str(value) if type(value) in (int, float) else ""
