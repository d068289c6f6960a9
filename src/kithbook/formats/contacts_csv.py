"""The records of an address book's CSV whose columns are known: one card for each row."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from kithbook.formats.contract import Answers
from kithbook.formats.people_dates import Orders
from kithbook.formats.people_rows import NOBODY, Column, card_of, dates_of
from kithbook.formats.source import Source
from kithbook.formats.table import rows
from kithbook.formats.text import Text
from kithbook.vocabulary import Problem, Record, Tally

PLATFORM: Final = "contacts"


def records(
    source: Source,
    columns_of: Callable[[Sequence[str]], list[Column]],
    delimiter: str,
    answers: Answers,
    own_groups: Collection[str] = (),
    day_first: str = "",
) -> Iterator[Record]:
    """One contact for each row; ``columns_of`` reads the header. Labels that are ``own_groups`` say nothing.

    ``day_first`` is a ground to put the day first in dates that leave it open.
    """
    text = Text(source, answers=answers)
    yield from text.choices()
    orders = _seen(text, columns_of, delimiter)
    order = orders.choice(answers, day_first)
    if order is not None:
        yield order
    columns: list[Column] | None = None
    total = blank = not_read = 0
    for row in rows(text, delimiter):
        total += 1
        if isinstance(row, str):
            not_read += 1
            yield Problem(source.first, total, row)
        elif not any(cell.strip() for cell in row):
            blank += 1
        elif columns is None:
            columns = columns_of(_header(row))
        else:
            card = card_of(row, columns, order.value if order else "dmy")
            for name, value in list(card.facts):
                if name == "label" and value.casefold() in own_groups:
                    del card.facts[name, value]
            contact = card.contact(PLATFORM, total)
            if contact is None:
                not_read += 1
                yield Problem(source.first, total, NOBODY)
            else:
                yield contact
    yield Tally("record", total, total - blank - not_read, blank, not_read)


def _seen(text: Text, columns_of: Callable[[Sequence[str]], list[Column]], delimiter: str) -> Orders:
    """Every date of the file, looked at."""
    orders = Orders()
    columns: list[Column] | None = None
    for row in rows(text, delimiter):
        if isinstance(row, str) or not any(row):
            continue
        if columns is None:
            columns = columns_of(_header(row))
        else:
            orders.see(dates_of(row, columns))
    return orders


def _header(row: Sequence[str]) -> list[str]:
    return [" ".join(name.replace("\ufeff", "").split()) for name in row]
