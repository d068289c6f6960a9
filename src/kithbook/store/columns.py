"""The messages of the book as columns, for measuring.

Read through Python's own SQLite, whole numbers only. ADBC would be a little faster, but it brings a second copy of
SQLite into the process: when that closes a book, the locks of the first are gone and the files beside the book (-wal,
-shm) are deleted under a running write (SQLite, "How to corrupt", 2.2.1).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import numpy as np
import polars as pl

from kithbook.store import rows
from kithbook.vocabulary import EVENT_COLUMNS, KINDS

TOGETHER: Final = 250_000  # rows that are read at once, and of short chats that are measured at once
_TYPES: Final = {name: getattr(pl, kind) for name, kind, _ in EVENT_COLUMNS}
_SYSTEM: Final = KINDS.index("system")
# One number holds two: question << 7 | kind.
_PACKED: Final = "(question << 7) | kind"
# Only for the few that answer or mention somebody; group_concat passes over the rest. No row and no handle is 0.
_LINKS: Final = (
    "CASE WHEN reply_to_id IS NOT NULL OR mention_id IS NOT NULL"
    " THEN id || ',' || coalesce(reply_to_id, 0) || ',' || coalesce(mention_id, 0) END"
)
_FIRST: Final = (-(2**63), 0)  # before every (at, id)


def pieces(chats: Iterable[int]) -> Iterator[tuple[list[int], pl.DataFrame]]:
    """The events of these chats, a few chats at a time with their ids, so that memory is that of the longest chat."""
    counts = dict(rows.all_of("SELECT chat_id, count(*) FROM store_message GROUP BY chat_id"))
    some: list[int] = []
    together = 0
    for chat in sorted(chats):
        count = counts.get(chat, 0)
        if some and together + count > TOGETHER:
            yield some, events(some)
            some, together = [], 0
        some.append(chat)
        together += count
    if some:
        yield some, events(some)


def events(chats: Iterable[int]) -> pl.DataFrame:
    """The events of these chats in the columns of vocabulary.EVENT_COLUMNS.

    One row for each message, ascending by (at, id); ``sender`` and ``mentions`` are people. Messages of the platform
    itself, and those of an import that is still being read, are left out.
    """
    where = (
        f"chat_id IN ({', '.join(str(int(chat)) for chat in chats)}) AND sender_id IS NOT NULL"
        f" AND kind <> {_SYSTEM} AND source_id NOT IN (SELECT id FROM store_import WHERE hides)"
    )
    person = dict(rows.all_of("SELECT id, person_id FROM store_handle"))
    at, row = _FIRST
    found = [pl.DataFrame(schema=_TYPES)]
    while True:
        some = _frame(f"{where} AND at >= {at} AND (at > {at} OR id > {row})", person)
        found.append(some)
        if len(some) < TOGETHER:
            return pl.concat(found)
        at, row = some["at"][-1], some["id"][-1]


def _frame(where: str, person: dict[int, int]) -> pl.DataFrame:
    """The next of these messages, at most TOGETHER."""
    numbers = _numbers(("id", "chat_id", "sender_id", "at", _PACKED, _LINKS), where)
    frame = pl.DataFrame(
        {
            "id": numbers[0],
            "chat": numbers[1],
            "sender": _mapped(numbers[2], person),
            "at": numbers[3],
            "kind": numbers[4] & 127,
            "is_question": (numbers[4] & 128) != 0,
        }
    )
    linked = numbers[5].reshape(-1, 3)
    links = pl.DataFrame({"id": linked[:, 0], "reply_to": linked[:, 1], "mentions": _mapped(linked[:, 2], person)})
    links = links.with_columns(pl.col("reply_to", "mentions").replace(0, None))
    whole = frame.join(links, on="id", how="left").sort("at", "id")
    return whole.select(pl.col(name).cast(kind) for name, kind in _TYPES.items())


def _numbers(columns: Sequence[str], where: str) -> list[Any]:
    """Columns of whole numbers of the next messages, each as an array.

    SQLite writes each column as one text and NumPy reads it: twice as fast as a Python object for each number.
    """
    joined = ", ".join(f"group_concat(c{place})" for place, _ in enumerate(columns))
    named = ", ".join(f"{column} AS c{place}" for place, column in enumerate(columns))
    (texts,) = rows.all_of(
        f"SELECT {joined} FROM (SELECT {named} FROM store_message WHERE {where} ORDER BY at, id LIMIT {TOGETHER})"
    )
    return [np.fromstring(text or "", dtype=np.int64, sep=",") for text in texts]


def _mapped(handles: Any, person: dict[int, int]) -> Any:
    """Handles to people, through an array as long as the highest handle."""
    table = np.zeros(max(person, default=0) + 1, dtype=np.int64)
    table[list(person)] = list(person.values())
    return table[handles]
