"""The full-text index: words of messages into FTS5, in short batches behind the rows, and out again with them."""

from collections.abc import Callable
from typing import Final

from django.db import transaction

from kithbook.store import rows
from kithbook.store.context import alias, connection
from kithbook.store.models import Setting

BATCH: Final = 10_000
MARK: Final = "indexed"  # the setting that holds the last message row that was looked at


def behind() -> int:
    """How many messages still wait for the index."""
    mark = int(Setting.read(MARK, 0))
    return int(rows.all_of("SELECT count(*) FROM store_message WHERE id > %s", (mark,))[0][0])


def catch_up(tokens: Callable[[str], str], progress: Callable[[int, int], None] | None = None) -> int:
    """Index what waits, a short transaction at a time; how many messages were looked at.

    ``tokens`` turns a text into its index words. ``progress`` is told (done, total). Two processes may do it at once:
    each batch reads the mark inside its own transaction.
    """
    total, done = behind(), 0
    while batch := _index_some(tokens):
        done += batch
        if progress is not None:
            progress(done, max(total, done))
    return done


def _index_some(tokens: Callable[[str], str]) -> int:
    """Index the next batch; how many messages it had."""
    with transaction.atomic(using=alias(), durable=True):
        mark = int(Setting.read(MARK, 0))
        found = rows.all_of("SELECT id, text FROM store_message WHERE id > %s ORDER BY id LIMIT %s", (mark, BATCH))
        if not found:
            return 0
        words = [(row, made) for row, text in found if text and (made := tokens(text))]
        with connection().cursor() as cursor:
            cursor.executemany("INSERT INTO store_token (id, tokens) VALUES (%s, %s)", words)
            cursor.executemany("INSERT INTO store_search (rowid, tokens) VALUES (%s, %s)", words)
        Setting.write(MARK, found[-1][0])
    return len(found)


def forget(first: int, last: int, source: int) -> None:
    """Take the messages ``first`` to ``last`` of the import ``source`` out of the index; they must still be there."""
    chosen = "SELECT t.id, t.tokens FROM store_token t JOIN store_message m ON m.id = t.id"
    where = "WHERE t.id BETWEEN %s AND %s AND m.source_id = %s"
    rows.run(
        f"INSERT INTO store_search (store_search, rowid, tokens) SELECT 'delete', id, tokens FROM ({chosen} {where})",
        (first, last, source),
    )
    rows.run(
        f"DELETE FROM store_token WHERE id IN (SELECT id FROM ({chosen} {where}))",
        (first, last, source),
    )


def step_back() -> None:
    """After messages were removed: their rows may be given again, and must be looked at again then."""
    highest = rows.next_id() - 1
    if int(Setting.read(MARK, 0)) > highest:
        Setting.write(MARK, highest)
