"""Messages in bulk: written, looked up and removed with plain SQL, because there are millions of them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any, Final

from kithbook.store.context import connection

# What every message has, and what few have: rows without the rest are written by a shorter statement.
COMMON: Final = ("id", "chat_id", "sender_id", "at", "kind", "text", "source_id", "question", "zone_known")
RARE: Final = ("platform_id", "reply_key", "edited", "forwarded", "mention_id", "mentions", "reactions")
COLUMNS: Final = COMMON + RARE
_TOGETHER: Final = 1000  # rows of a statement: SQLite then works for a while without holding up other threads
DAY: Final = 86_400


def all_of(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of a query on the open book."""
    with connection().cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def run(sql: str, values: Sequence[Any] = ()) -> int:
    """Run one statement on the open book; how many rows it changed."""
    with connection().cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def next_id() -> int:
    """The row that the next message gets, one more than any that is there."""
    return int(all_of("SELECT coalesce(max(id), 0) + 1 FROM store_message")[0][0])


def insert(messages: Sequence[Sequence[Any]]) -> None:
    """Write messages inside the caller's transaction, each in the order of COLUMNS, or of COMMON alone."""
    for columns in (COMMON, COLUMNS):
        put("store_message", columns, [message for message in messages if len(message) == len(columns)])


def put(table: str, columns: tuple[str, ...], lines: Sequence[Sequence[Any]], *, verb: str = "INSERT") -> None:
    """Write ``lines`` (values in the order of ``columns``) into ``table`` inside the caller's transaction."""
    for first in range(0, len(lines), _TOGETHER):
        some = lines[first : first + _TOGETHER]
        # Django's cursor would rewrite the long statement each time; this is the connection beneath it.
        with connection().wrap_database_errors:
            connection().connection.execute(
                _statement(verb, table, columns, len(some)), list(chain.from_iterable(some))
            )


@cache
def _statement(verb: str, table: str, columns: tuple[str, ...], count: int) -> str:
    one = f"({', '.join('?' * len(columns))})"
    return f"{verb} INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * count)}"


def span(chat: int, but_not_of: int) -> tuple[int | None, int | None]:
    """First and last moment of a chat's usable messages, those of the import ``but_not_of`` left out."""
    visible = "chat_id = %s AND source_id <> %s AND source_id NOT IN (SELECT id FROM store_import WHERE hides)"
    first = all_of(f"SELECT at FROM store_message WHERE {visible} ORDER BY at LIMIT 1", (chat, but_not_of))
    last = all_of(f"SELECT at FROM store_message WHERE {visible} ORDER BY at DESC LIMIT 1", (chat, but_not_of))
    return (first[0][0], last[0][0]) if first else (None, None)


def around(chat: int, moments: Iterable[int], but_not_of: int) -> Iterator[tuple[Any, ...]]:
    """(id, at, sender, kind, text, platform id, edited, import) of a chat's usable messages within a day of any of
    ``moments``.
    """
    for first, last in _stretches(moments):
        yield from all_of(
            "SELECT id, at, sender_id, kind, text, platform_id, edited, source_id FROM store_message"
            " WHERE chat_id = %s AND at >= %s AND at < %s AND source_id <> %s"
            " AND source_id NOT IN (SELECT id FROM store_import WHERE hides) ORDER BY at, id",
            (chat, first, last, but_not_of),
        )


def _stretches(moments: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The moments' days with a day on either side, as few (first, last) seconds as possible."""
    days = sorted({day + beside for day in {at // DAY for at in moments} for beside in (-1, 0, 1)})
    first = 0
    for place, day in enumerate(days):
        if place + 1 == len(days) or days[place + 1] > day + 1:
            yield days[first] * DAY, (day + 1) * DAY
            first = place + 1


def runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending row numbers as runs (first, last).

    >>> list(runs([4, 5, 6, 9]))
    [(4, 6), (9, 9)]
    """
    first = last = -1
    for row in rows:
        if row == last + 1 and first >= 0:
            last = row
            continue
        if first >= 0:
            yield first, last
        first = last = row
    if first >= 0:
        yield first, last


def resolve_replies(chats: Collection[int]) -> None:
    """Point ``reply_to`` of these chats' messages at the rows whose platform id they name.

    One walk over the chats finds what waits, a second one what it waits for.
    """
    within = f"chat_id IN ({', '.join(str(int(chat)) for chat in chats)})"
    run("CREATE TEMP TABLE waiting (key TEXT, chat INTEGER, id INTEGER, PRIMARY KEY (key, chat, id)) WITHOUT ROWID")
    run("CREATE TEMP TABLE found (id INTEGER PRIMARY KEY, row INTEGER)")
    if run(
        "INSERT INTO temp.waiting SELECT reply_key, chat_id, id FROM store_message"
        f" WHERE {within} AND reply_key IS NOT NULL AND reply_to_id IS NULL"
    ):
        # CROSS JOIN makes SQLite walk the messages and look the few that wait up, not the other way round.
        run(
            "INSERT INTO temp.found SELECT w.id, min(m.id) FROM store_message m"
            " CROSS JOIN temp.waiting w ON w.key = m.platform_id AND w.chat = m.chat_id"
            f" WHERE m.{within} GROUP BY w.id"
        )
        run(
            "UPDATE store_message SET reply_to_id = (SELECT row FROM temp.found f WHERE f.id = store_message.id)"
            " WHERE id IN (SELECT id FROM temp.found)"
        )
    run("DROP TABLE temp.waiting")
    run("DROP TABLE temp.found")


def forget_lost_replies(chats: Sequence[int]) -> None:
    """Empty ``reply_to`` where the row that it named is gone."""
    for chat in chats:
        run(
            "UPDATE store_message SET reply_to_id = NULL WHERE chat_id = %s AND reply_to_id IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM store_message t WHERE t.id = store_message.reply_to_id)",
            (chat,),
        )


def forget_lost_mentions() -> None:
    """Empty ``mention`` where the handle that it named is gone."""
    run(
        "UPDATE store_message SET mention_id = NULL"
        " WHERE mention_id IS NOT NULL AND mention_id NOT IN (SELECT id FROM store_handle)"
    )
