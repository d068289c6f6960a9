"""Kills an import at random moments: nothing committed is lost, and running it again gives exactly the same book."""

import contextlib
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROUNDS = int(os.environ.get("KITHBOOK_DRILL_ROUNDS", "3"))
LINES = 12_000
NOW = 1_781_514_000
# The road of `kithbook import`, with batches small enough that a kill falls between and inside of many.
WORKER = """
import sys
from kithbook import book
with book.opened(sys.argv[1]):
    from kithbook.book import bringing
    bringing.BATCH = 500
    print("ready", flush=True)
    for path in sys.argv[2:]:
        book.bring_in(path, me="Person 3", now=1781514000)
"""
# A reply graph that was read in two steps may give a chance that differs by a thousandth from one that was read in one:
# what is measured is measured anew before two books are compared, once it is known that it was followed to the end.
ANEW = """
import sys
from kithbook import book
with book.opened(sys.argv[1]):
    from kithbook.book import measuring
    from kithbook.store import models
    for kind in (models.Answering, models.Diary, models.Tie, models.Standing):
        kind.objects.all().delete()
    models.Setting.objects.filter(pk="ground").delete()
    measuring.refit(now=1781514000)
"""
# Signs of life and measures of time; everything else must be equal.
VOLATILE = {"store_import": {"worker", "heartbeat"}, "django_migrations": {"applied"}}


def export(path: Path, first: int, last: int, *, other_phone: bool = False) -> Path:
    """A WhatsApp export of the invented group's lines ``first`` to ``last``; the same lines are the same each time.

    On the other phone some people have another name, the clock is five hours behind, and some lines were edited or
    deleted since.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    pick = random.Random(7)
    at = time.gmtime
    moment, told = 1_640_995_200, []
    for number in range(last):
        moment += pick.choice((0, 0, 20, 60, 900))
        who, what = pick.randrange(60), pick.choice(("ok", "聚会 tomorrow?", "the glazes are dry", "line", "كتاب"))
        if number >= first:
            clock = time.strftime("%d/%m/%Y, %H:%M", at(moment - 5 * 3600 * other_phone))
            name = f"Nr. {who}" if other_phone and who % 7 == 1 else f"Person {who}"
            text = f"{what} {number if number % 3 else ''}".rstrip()
            if other_phone and number % 41 == 0:
                text = "This message was deleted" if number % 2 else f"{text}, or so <This message was edited>"
            told.append(f"{clock} - {name}: {text}")
    path.write_text("\n".join(told) + "\n", encoding="utf-8")
    return path


def rounded(value: object) -> object:
    """A measured number, or numbers in a text, without the digits that depend on the order in which threads sum."""
    if isinstance(value, float):
        return round(value, 5)
    if isinstance(value, str):
        return re.sub(r"-?\d+\.\d+(e-?\d+)?", lambda found: f"{float(found[0]) + 0:.5f}", value)
    return value


def dump(book: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a book."""
    with contextlib.closing(sqlite3.connect(book)) as rows:
        names = [name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        tables = {}
        for name in names:
            # The index's own tables hold segments, which depend on how its words were batched.
            if name.startswith(("sqlite_", "store_search")):
                continue
            columns = [row[1] for row in rows.execute(f"PRAGMA table_info({name})")]
            kept = ", ".join(f'"{column}"' for column in columns if column not in VOLATILE.get(name, ()))
            tables[name] = sorted(rows.execute(f"SELECT {kept} FROM {name}"), key=repr)
        counts = dict(rows.execute("SELECT key, value FROM store_setting WHERE key IN ('settled', 'unsettled')"))
        assert counts["settled"] == counts["unsettled"], "something was not followed"
        # how often something changed depends on the deaths
        for name in ("store_tie", "store_setting", "store_standing"):
            tables[name] = sorted((tuple(map(rounded, row)) for row in tables[name]), key=repr)
        tables["store_setting"] = [row for row in tables["store_setting"] if row[0] not in counts]
        rows.execute("INSERT INTO store_search (store_search, rank) VALUES ('integrity-check', 1)")
        assert rows.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert rows.execute("PRAGMA foreign_key_check").fetchall() == []
        return tables


def followed(book: Path) -> list[tuple[object, ...]]:
    """Up to where links, days and ties were followed, and which message answers something."""
    with contextlib.closing(sqlite3.connect(book)) as rows:
        told = list(rows.execute("SELECT chat_id, mark, linked FROM store_diary ORDER BY 1"))
        told += rows.execute("SELECT person_id, direct, last, seen_until FROM store_tie ORDER BY 1")
        return told + list(rows.execute("SELECT message FROM store_answering ORDER BY 1"))


def measured_anew(book: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of a book whose measures were made again from its messages."""
    dump(book)
    subprocess.run([sys.executable, "-c", ANEW, str(book)], check=True)
    return dump(book)


def start(book: Path, *paths: Path) -> subprocess.Popen[bytes]:
    """An import as a process of its own, from the moment that the book is open."""
    worker = subprocess.Popen([sys.executable, "-c", WORKER, str(book), *map(str, paths)], stdout=subprocess.PIPE)
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"ready\n"
    return worker


def committed(book: Path) -> tuple[int, int]:
    """How many messages are in the book's file, and how many records the import says are safely kept."""
    with contextlib.closing(sqlite3.connect(book)) as rows:
        messages = rows.execute("SELECT count(*) FROM store_message").fetchone()[0]
        position = rows.execute("SELECT coalesce(sum(position), 0) FROM store_import").fetchone()[0]
        return messages, position


@pytest.mark.drill
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a thing of POSIX")
def test_killed_imports_end_in_the_same_book(tmp_path: Path) -> None:
    """Exports of two phones that overlap, killed at random moments and run again, make the book as without any kill."""
    third = LINES // 3
    paths = [
        export(tmp_path / "a" / "Kiln.txt", 0, 2 * third),
        export(tmp_path / "b" / "Kiln.txt", third, LINES, other_phone=True),
    ]
    calm = tmp_path / "calm.sqlite"
    began = time.monotonic()
    worker = start(calm, *paths)
    assert worker.wait(timeout=300) == 0
    usual = time.monotonic() - began
    expected_marks, expected = followed(calm), measured_anew(calm)
    assert len(expected["store_message"]) == LINES
    assert len(expected["store_handle"]) == 60
    assert len(expected["store_revision"]) > third // 50
    pick = random.Random(int(os.environ.get("KITHBOOK_DRILL_SEED", "1")))
    kills = 0
    while kills < ROUNDS:
        book = tmp_path / f"killed{kills}.sqlite"
        before = (0, 0)
        for _ in range(pick.randint(1, 3)):
            worker = start(book, *paths)
            with contextlib.suppress(subprocess.TimeoutExpired):
                worker.wait(timeout=pick.uniform(0.0, usual))
            if worker.poll() is None:
                worker.send_signal(signal.SIGKILL)
                kills += 1
            worker.wait()
            after = committed(book)
            assert after >= before, "a committed batch is gone"
            before = after
        worker = start(book, *paths)
        assert worker.wait(timeout=300) == 0
        assert followed(book) == expected_marks
        found = measured_anew(book)
        assert found.keys() == expected.keys()
        for name, rows in expected.items():
            differing = [pair for pair in zip(found[name], rows, strict=False) if pair[0] != pair[1]]
            assert (name, len(found[name]), differing[:2]) == (name, len(rows), [])
        book.unlink()
