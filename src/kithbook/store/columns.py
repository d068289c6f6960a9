"""The messages of the book as columns, for measuring.

Read through Python's own SQLite, whole numbers only. ADBC would be a little faster, but it brings a second copy of
SQLite into the process: when that closes a book, the locks of the first are gone and the files beside the book (-wal,
-shm) are deleted under a running write (SQLite, "How to corrupt", 2.2.1).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl

from kithbook.store import rows
from kithbook.vocabulary import EVENT_COLUMNS, KINDS

_BEFORE_ALL: Final = -(2**63)  # a moment before all others
TOGETHER: Final = 250_000  # rows that are read at once, and of short chats that are measured at once
THOUSANDTHS: Final = 1000  # a chance is kept as so many parts
_TYPES: Final = {name: getattr(pl, kind) for name, kind, _ in EVENT_COLUMNS}
_SYSTEM, _CALL = KINDS.index("system"), KINDS.index("call")
# One number holds three.
_PACKED: Final = "((reactions IS NOT NULL) << 8) | (question << 7) | kind"
# Only for those that answer or mention somebody; group_concat passes over the rest. No row and no handle is 0.
_TOLD: Final = (
    "CASE WHEN reply_to_id IS NOT NULL OR mention_id IS NOT NULL OR answers IS NOT NULL THEN id || ',' ||"
    " coalesce(reply_to_id, 0) || ',' || coalesce(mention_id, 0) || ',' || coalesce(answers, 0) || ',' ||"
    " coalesce(chance, 0) END"
)
# The text of a call is its length as hours, minutes and seconds, where an export told it.
_SIZE: Final = (
    f"CASE WHEN kind = {_CALL} THEN coalesce(CAST(round(86400 * (julianday('2000-01-01 ' || substr('0' || text, -8))"
    " - julianday('2000-01-01'))) AS INTEGER), 0) ELSE length(text) END"
)
_READ: Final = ("id", "chat_id", "sender_id", "at", _PACKED, _SIZE, _TOLD)
_FROM: Final = "FROM store_message LEFT JOIN store_answering ON message = id"
_SEEN: Final = (
    f"sender_id IS NOT NULL AND kind <> {_SYSTEM} AND source_id NOT IN (SELECT id FROM store_import WHERE hides)"
)


class Mark(NamedTuple):
    """What tells whether the messages of a chat are still the same: how many, the sums of their rows and moments.

    ``edits`` tells of those whose text the exports tell in more than one way, which of them is shown.
    """

    messages: int
    rows: int
    moments: int
    last: int  # UTC seconds of the last one
    edits: int = 0


def marks() -> dict[int, Mark]:
    """The mark of each chat that has messages, from the index alone where no import is being read."""
    found = rows.all_of(
        f"SELECT chat_id, count(*), sum(id), sum(at), max(at) FROM store_message {_usable('WHERE')} GROUP BY chat_id"
    )
    edits = dict(rows.all_of(f"SELECT chat_id, {_EDITS} {_EDITED} GROUP BY chat_id"))
    return {chat: Mark(*mark)._replace(edits=edits.get(chat, 0)) for chat, *mark in found}


# CROSS JOIN: SQLite walks the few that were edited, not the messages. The sum stays small: 2**40 for each of them.
_EDITS: Final = "sum((m.id * 1000003 + length(m.text) * 31 + m.kind * 7 + m.question) & 1099511627775)"
_EDITED: Final = "FROM (SELECT DISTINCT message FROM store_revision) r CROSS JOIN store_message m ON m.id = r.message"


def mark_until(chat: int, moment: int) -> Mark:
    """The mark of the messages of a chat up to a moment (UTC seconds)."""
    (mark,) = rows.all_of(
        "SELECT count(*), coalesce(sum(id), 0), coalesce(sum(at), 0), coalesce(max(at), 0) FROM store_message"
        f" WHERE chat_id = %s AND at <= %s {_usable('AND')}",
        (chat, moment),
    )
    ((edits,),) = rows.all_of(f"SELECT coalesce({_EDITS}, 0) {_EDITED} WHERE chat_id = %s AND at <= %s", (chat, moment))
    return Mark(*mark)._replace(edits=edits)


def _usable(word: str) -> str:
    hides = rows.all_of("SELECT 1 FROM store_import WHERE hides LIMIT 1")
    return f"{word} source_id NOT IN (SELECT id FROM store_import WHERE hides)" if hides else ""


def owners() -> dict[int, int]:
    """The person of each handle."""
    return dict(rows.all_of("SELECT id, person_id FROM store_handle"))


def pieces(chats: Iterable[int], whose: Mapping[int, int] | None = None) -> Iterator[tuple[list[int], pl.DataFrame]]:
    """The events of these chats, a few chats at a time with their ids, so that memory is that of the longest chat."""
    counts = dict(rows.all_of("SELECT chat_id, count(*) FROM store_message GROUP BY chat_id"))
    some: list[int] = []
    together = 0
    for chat in sorted(chats):
        count = counts.get(chat, 0)
        if some and together + count > TOGETHER:
            yield some, events(some, whose=whose)
            some, together = [], 0
        some.append(chat)
        together += count
    if some:
        yield some, events(some, whose=whose)


def events(chats: Iterable[int], *, since: int | None = None, whose: Mapping[int, int] | None = None) -> pl.DataFrame:
    """The events of these chats in the columns of vocabulary.EVENT_COLUMNS, from ``since`` (UTC seconds) on.

    One row for each message, ascending by (at, id); ``sender`` and ``mentions`` are as ``whose`` has them for each
    handle, people if nothing is said. Messages of the platform itself, and those of an import that is still being read,
    are left out.
    """
    some = [int(chat) for chat in chats]
    within = f"chat_id IN ({', '.join(map(str, some))}) AND {_SEEN}"
    whose = owners() if whose is None else whose
    at, row = (_BEFORE_ALL if since is None else since), 0
    found = [pl.DataFrame(schema=_TYPES)]
    while True:
        # Of one chat the index gives them in order. Several short ones are read at once and put in order here.
        more = f"{within} AND at >= {at} AND (at > {at} OR id > {row})"
        part = _frame(more, f"ORDER BY at, id LIMIT {TOGETHER}" if len(some) == 1 else "", whose)
        found.append(part)
        if len(some) != 1 or len(part) < TOGETHER:
            return pl.concat(found)
        at, row = part["at"][-1], part["id"][-1]


def events_after(moments: Mapping[int, int], whose: Mapping[int, int]) -> pl.DataFrame:
    """The events of these chats, of each from its moment (UTC seconds) on, like `events`."""
    some = " OR ".join(f"(chat_id = {int(chat)} AND at >= {int(moment)})" for chat, moment in moments.items())
    return _frame(f"({some}) AND {_SEEN}", "", whose)


def _frame(where: str, order: str, whose: Mapping[int, int]) -> pl.DataFrame:
    """These messages as a frame, with what they answer."""
    numbers = _numbers(_READ, f"{_FROM} WHERE {where} {order}")
    frame = pl.DataFrame(
        {
            "id": numbers[0],
            "chat": numbers[1].astype(np.int32),
            "sender": _mapped(numbers[2], whose),
            "at": numbers[3],
            "kind": (numbers[4] & 127).astype(np.int8),
            "is_question": (numbers[4] & 128) != 0,
            "reacted": (numbers[4] & 256) != 0,
            "size": numbers[5].astype(np.int32),
        }
    )
    told = numbers[6].reshape(-1, 5)
    links = pl.DataFrame(
        {
            "id": told[:, 0],
            "reply_to": told[:, 1],
            "mentions": _mapped(told[:, 2], whose),
            "answers": np.where(told[:, 1] > 0, told[:, 1], told[:, 3]),
            "chance": np.where(told[:, 1] > 0, 1.0, told[:, 4] / THOUSANDTHS),
        }
    ).with_columns(pl.col("reply_to", "mentions", "answers").replace(0, None))
    links = links.with_columns(chance=pl.when(pl.col("answers").is_not_null()).then("chance"))
    whole = frame.join(links, on="id", how="left").sort("at", "id")
    return whole.select(pl.col(name).cast(kind) for name, kind in _TYPES.items())


def _numbers(columns: Sequence[str], source: str) -> list[Any]:
    """Columns of whole numbers, each as an array.

    SQLite writes each column as one text and NumPy reads it: twice as fast as a Python object for each number.
    """
    joined = ", ".join(f"group_concat(c{place})" for place, _ in enumerate(columns))
    named = ", ".join(f"{column} AS c{place}" for place, column in enumerate(columns))
    (texts,) = rows.all_of(f"SELECT {joined} FROM (SELECT {named} {source})")
    return [np.fromstring(text or "", dtype=np.int64, sep=",") for text in texts]


def _mapped(handles: Any, whose: Mapping[int, int]) -> Any:
    """Handles to people, through an array as long as the highest handle."""
    table = np.zeros(max(whose, default=0) + 1, dtype=np.int32)
    table[list(whose)] = list(whose.values())
    return table[handles]


def copies(chats: Collection[int], whose: Mapping[int, int], *, after: int | None = None) -> pl.DataFrame:
    """Mails of these circles with everybody who got them: chat, who, to, at, size, cc (only a copy).

    ``cc`` is told where a mail names those whom it was sent to; else it went to all members alike.
    """
    within = ", ".join(str(int(chat)) for chat in chats)
    found = rows.all_of(
        f"""SELECT m.chat_id, m.sender_id, b.handle_id, m.at, length(m.text),
            m.mentions IS NOT NULL AND NOT EXISTS (SELECT 1 FROM json_each(m.mentions) t WHERE t.value = h.key)
        FROM store_message m
        JOIN (SELECT DISTINCT chat_id, handle_id FROM store_membership) b ON b.chat_id = m.chat_id
        JOIN store_handle h ON h.id = b.handle_id
        WHERE m.chat_id IN ({within}) AND m.at > %s AND b.handle_id <> m.sender_id AND m.{_SEEN}""",
        (_BEFORE_ALL if after is None else after,),
    )
    types = {"chat": pl.Int32, "who": pl.Int32, "to": pl.Int32, "at": pl.Int64, "size": pl.Int32, "cc": pl.Boolean}
    told = [(chat, whose[who], whose[to], at, size, bool(cc)) for chat, who, to, at, size, cc in found]
    return pl.DataFrame(told, schema=types, orient="row")


# What the reply graph reads of a message, beside numbers its text and the words by which it is found.
_SPOKEN: Final = {
    **{name: _TYPES[name] for name in ("id", "sender", "at", "kind", "reply_to", "mentions", "is_question")},
    "text": pl.String,
    "words": pl.String,
}
_SPEAKS: Final = (
    "SELECT m.id, sender_id, at, kind, reply_to_id, mention_id, question, text, tokens FROM store_message m"
    f" LEFT JOIN store_token t ON t.id = m.id WHERE chat_id = %s AND {_SEEN}"
)


def spoken(
    chat: int, whose: Mapping[int, int], *, after: int | None = None, together: int = TOGETHER
) -> Iterator[pl.DataFrame]:
    """The messages of a chat after a moment (UTC seconds), ``together`` at a time: numbers, text and words."""
    at, row = (_BEFORE_ALL if after is None else after), 2**63 - 1
    while found := rows.all_of(
        f"{_SPEAKS} AND at >= %s AND (at > %s OR m.id > %s) ORDER BY at, m.id LIMIT %s", (chat, at, at, row, together)
    ):
        yield _as_spoken(found, whose)
        row, at = found[-1][0], found[-1][2]


def spoken_until(chat: int, whose: Mapping[int, int], moment: int | None, most: int) -> pl.DataFrame:
    """The last messages of a chat until a moment (None: nothing), like `spoken`."""
    found = (
        []
        if moment is None
        else rows.all_of(f"{_SPEAKS} AND at <= %s ORDER BY at DESC, m.id DESC LIMIT %s", (chat, moment, most))
    )
    return _as_spoken(found[::-1], whose)


def _as_spoken(found: Sequence[tuple[Any, ...]], whose: Mapping[int, int]) -> pl.DataFrame:
    told: Iterable[Sequence[Any]] = zip(*found, strict=True) if found else ((),) * len(_SPOKEN)
    frame = dict(zip(_SPOKEN, told, strict=True))
    frame["sender"] = [whose[handle] for handle in frame["sender"]]
    frame["mentions"] = [None if handle is None else whose.get(handle) for handle in frame["mentions"]]
    frame["is_question"] = [bool(asks) for asks in frame["is_question"]]
    frame["words"] = [words or "" for words in frame["words"]]
    return pl.DataFrame(frame, schema=_SPOKEN)
