"""The records of a WeChat export that is a table: one row a message."""

from collections.abc import Callable, Iterator, Sequence

from kithbook.formats.contract import NO_ANSWERS, Answers
from kithbook.formats.source import Source
from kithbook.formats.table import picker, rows
from kithbook.formats.text import Text
from kithbook.formats.wechat_record import NO_TIME, Given, Records
from kithbook.vocabulary import Chat, Problem, Record, Tally


def records(
    source: Source,
    columns: Sequence[str],
    given: Callable[[Sequence[str]], Given],
    chat: Callable[[str, str], Chat],
    answers: Answers = NO_ANSWERS,
) -> Iterator[Record]:
    """The records of a file: ``given`` reads the ``columns`` of a row, ``chat`` makes the Chat of (ref, id)."""
    text = Text(source, answers=answers)
    yield from text.choices()
    file = source.first
    total = blank = not_read = 0
    pick: Callable[[list[str]], Sequence[str]] | None = None
    known = Records(chat)
    new, record = known.new, known.record
    for row in rows(text):
        total += 1
        if isinstance(row, str):
            not_read += 1
            yield Problem(file, total, row)
        elif not any(row):
            blank += 1
        elif pick is None:
            pick = picker(row, columns)
        else:
            found = record(given(pick(row)), total)
            if new:
                yield from new
                new.clear()
            if found is None:
                not_read += 1
                yield Problem(file, total, NO_TIME)
            else:
                yield found
    yield Tally("record", total, total - blank - not_read, blank, not_read)
