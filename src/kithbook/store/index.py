"""The full-text index: words of messages into FTS5, in short batches behind the rows, and out again with them."""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

from django.db import transaction

from kithbook.store import rows
from kithbook.store.background import writer
from kithbook.store.context import alias
from kithbook.store.models import Setting

BATCH: Final = 10_000
_NEXT: Final = "SELECT id, text FROM store_message WHERE id > %s ORDER BY id LIMIT %s"
MARK: Final = "indexed"  # the setting that holds the last message row that was looked at
STALE: Final = "stale"  # the setting that lists rows up to there whose text has changed since


def behind() -> int:
    """How many messages still wait for the index."""
    mark = int(Setting.read(MARK, 0))
    return int(rows.all_of("SELECT count(*) FROM store_message WHERE id > %s", (mark,))[0][0])


class _MovedError(Exception):
    """Somebody else has indexed, added or removed messages in between: look again."""


def catch_up(tokens: Callable[[str], str], progress: Callable[[int, int], None] | None = None) -> int:
    """Index what waits, a short transaction at a time; how many messages were looked at.

    ``tokens`` turns a text into its index words. ``progress`` is told (done, total). Two processes may do it at once:
    each batch looks inside its own transaction whether the book is still as it was when its words were made.
    """
    _renew(tokens)
    total, done = behind(), 0
    while behind():
        with contextlib.suppress(_MovedError), writer() as submit:
            mark = int(Setting.read(MARK, 0))
            while found := rows.all_of(_NEXT, (mark, BATCH)):
                words = [(row, made) for row, text in found if text and (made := tokens(text))]
                submit(partial(_write, mark, found[0][0], found[-1][0], len(found), words))
                mark = found[-1][0]
                done += len(found)
                if progress is not None:
                    progress(min(done, total), total)
    return done


def _write(mark: int, first: int, last: int, count: int, words: Sequence[tuple[int, str]]) -> None:
    """Write the ``words`` of the ``count`` messages from row ``first`` to ``last``, where nothing has moved."""
    with transaction.atomic(using=alias(), durable=True):
        there = rows.all_of("SELECT count(*) FROM store_message WHERE id BETWEEN %s AND %s", (first, last))[0][0]
        if int(Setting.read(MARK, 0)) != mark or there != count:
            raise _MovedError
        rows.put("store_token", ("id", "tokens"), words)
        # SQLite copies them by itself: no word passes through Python again.
        rows.run(
            "INSERT INTO store_search (rowid, tokens) SELECT id, tokens FROM store_token WHERE id BETWEEN %s AND %s",
            (first, last),
        )
        Setting.write(MARK, last)


def stale(changed: Iterable[int]) -> None:
    """Texts have changed, inside the caller's transaction: their old words go at once, the new ones will come."""
    mark = int(Setting.read(MARK, 0))
    waiting = set(Setting.read(STALE, []))
    for row in {row for row in changed if row <= mark} - waiting:
        waiting.add(row)
        for (words,) in rows.all_of("SELECT tokens FROM store_token WHERE id = %s", (row,)):
            rows.run("INSERT INTO store_search (store_search, rowid, tokens) VALUES ('delete', %s, %s)", (row, words))
            rows.run("DELETE FROM store_token WHERE id = %s", (row,))
    if waiting:
        Setting.write(STALE, sorted(waiting))


def _renew(tokens: Callable[[str], str]) -> None:
    """Index anew the messages whose text has changed; a row above the mark is another message, and will come."""
    if not Setting.read(STALE, []):
        return
    with transaction.atomic(using=alias(), durable=True):
        mark = int(Setting.read(MARK, 0))
        for row in Setting.read(STALE, []):
            found = rows.all_of("SELECT text FROM store_message WHERE id = %s AND id <= %s", (row, mark))
            for words in filter(None, (tokens(text) for (text,) in found)):
                rows.put("store_token", ("id", "tokens"), [(row, words)])
                rows.run("INSERT INTO store_search (rowid, tokens) VALUES (%s, %s)", (row, words))
        Setting.objects.filter(pk=STALE).delete()


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
