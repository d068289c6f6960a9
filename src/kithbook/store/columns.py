"""The messages of the book as columns, for measuring.

Read through Python's own SQLite, whole numbers only. ADBC would be a little faster, but it brings a second copy of
SQLite into the process: when that closes a book, the locks of the first are gone and the files beside the book (-wal,
-shm) are deleted under a running write (SQLite, "How to corrupt", 2.2.1).
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

import numpy as np
import polars as pl

from kithbook.store import rows
from kithbook.vocabulary import EVENT_COLUMNS, KINDS

_TYPES: Final = {name: getattr(pl, kind) for name, kind, _ in EVENT_COLUMNS}
_SYSTEM: Final = KINDS.index("system")
# One number holds three: length << 8 | question << 7 | kind.
_PACKED: Final = "(length(text) << 8) | (question << 7) | kind"
# Only for the few that answer or mention somebody; group_concat passes over the rest. No row and no handle is 0.
_LINKS: Final = (
    "CASE WHEN reply_to_id IS NOT NULL OR mention_id IS NOT NULL"
    " THEN id || ',' || coalesce(reply_to_id, 0) || ',' || coalesce(mention_id, 0) END"
)


def events(chat_ids: Collection[int] | None = None) -> pl.DataFrame:
    """The events of these chats (of all without ``chat_ids``) in the columns of vocabulary.EVENT_COLUMNS.

    Ascending by (at, id); ``sender`` and ``mentions`` are people. Messages of the platform itself, and those of an
    import that is still being read, are left out.
    """
    where = f"sender_id IS NOT NULL AND kind <> {_SYSTEM}"
    where += " AND source_id NOT IN (SELECT id FROM store_import WHERE hides)"
    if chat_ids is not None:
        where += f" AND chat_id IN ({', '.join(str(int(chat)) for chat in chat_ids)})"
    numbers = _numbers(("id", "chat_id", "sender_id", "at", _PACKED, _LINKS), where)
    person = dict(rows.all_of("SELECT id, person_id FROM store_handle"))
    frame = pl.DataFrame(
        {
            "id": numbers[0],
            "chat": numbers[1],
            "sender": _mapped(numbers[2], person),
            "at": numbers[3],
            "kind": (numbers[4] & 127).astype(np.int8),
            "chars": (numbers[4] >> 8).astype(np.int32),
            "is_question": (numbers[4] & 128) != 0,
        }
    )
    linked = numbers[5].reshape(-1, 3)
    links = pl.DataFrame({"id": linked[:, 0], "reply_to": linked[:, 1], "mentions": _mapped(linked[:, 2], person)})
    links = links.with_columns(pl.col("reply_to", "mentions").replace(0, None))
    whole = frame.join(links, on="id", how="left").sort("at", "id")
    return whole.select(pl.col(name).cast(kind) for name, kind in _TYPES.items())


def _numbers(columns: Sequence[str], where: str) -> list[Any]:
    """Columns of whole numbers of the messages, each as an array.

    SQLite writes each column as one text and NumPy reads it: twice as fast as a Python object for each number.
    """
    joined = ", ".join(f"group_concat({column})" for column in columns)
    (texts,) = rows.all_of(f"SELECT {joined} FROM store_message WHERE {where}")
    return [np.fromstring(text or "", dtype=np.int64, sep=",") for text in texts]


def _mapped(handles: Any, person: dict[int, int]) -> Any:
    """Handles to people, through an array as long as the highest handle."""
    table = np.zeros(max(person, default=0) + 1, dtype=np.int64)
    table[list(person)] = list(person.values())
    return table[handles]
