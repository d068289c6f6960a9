"""How long ties take: `rows(quick)` for benchmarks.speed, or `python -m benchmarks.ties_speed`.

A book of 5,000 people with whom 1,000,000 messages were exchanged one to one over ten years; what is measured is
reading them as contact events, measuring all ties with their quarters, and again after an import to twenty of them.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.memory import peak_mb
from benchmarks.table import Aim, Row, at_most, row, text

PEOPLE, EACH = 5_000, 200
QUICK = 500
COPIES = 5  # the events that are read as columns: so many times the book
NEW = 20  # people whom the second import touches
START, YEARS = 1_450_000_000, 10
DAY = 86_400


def account(path: Path, people: int, each: int, *, seed: int = 3, since: int = START, first_id: int = 1) -> None:
    """A Telegram account of direct chats, each with a pace of its own that wanes; the owner writes half of it."""
    rng = np.random.default_rng(seed)
    chats = []
    number = first_id
    for person in range(people):
        # Talks of six messages or so, a few minutes apart.
        begins = rng.random(each) < 1 / 6
        gaps = np.where(begins, rng.lognormal(rng.normal(0, 1.5), 1.5, each), 0.0)
        span = YEARS * 365 * DAY if since == START else 20 * DAY
        talks = np.cumsum(gaps) / max(gaps.sum(), 1e-9) * span * rng.uniform(0.3, 1)
        at = since + (talks + np.cumsum(rng.exponential(120, each))).astype(int)
        messages = []
        for moment, mine in zip(at.tolist(), (rng.random(each) < 0.5).tolist(), strict=True):
            name, user = ("Wilma Foxglove", 1) if mine else (f"Person {person}", 10 + person)
            messages.append(
                {
                    "id": number,
                    "type": "message",
                    "date": "2020-01-01T00:00:00",
                    "date_unixtime": str(moment),
                    "from": name,
                    "from_id": f"user{user}",
                    "text": "the kiln is warm, come by when you can",
                }
            )
            number += 1
        chats.append({"name": f"Person {person}", "type": "personal_chat", "id": 10 + person, "messages": messages})
    own = {"user_id": 1, "first_name": "Wilma Foxglove", "last_name": ""}
    whole = {"about": "", "personal_information": own, "chats": {"about": "", "list": chats}}
    path.write_text(json.dumps(whole), encoding="utf-8")


def ties(book_path: str, export: str, later: str) -> dict[str, float]:
    """Bring an account in, measure all ties anew, bring more of it in, and measure those whom that touched."""
    from kithbook import book

    now = START + (YEARS * 365 + 30) * DAY
    with book.opened(Path(book_path)):
        book.bring_in(Path(export), now=now)
        from kithbook.book import measuring
        from kithbook.store import models

        models.Tie.objects.all().delete()
        begin = time.perf_counter()
        measuring.refit(now=now)
        kept = time.perf_counter() - begin
        models.Tie.objects.all().delete()
        models.Diary.objects.all().delete()
        begin = time.perf_counter()
        measuring.refit(now=now)
        anew = time.perf_counter() - begin
        held, measuring.refit = measuring.refit, lambda **_: None  # so that only what follows is measured below
        book.bring_in(Path(later), now=now)
        measuring.refit = held
        begin = time.perf_counter()
        measuring.refit(now=now)
        after = time.perf_counter() - begin
        count = models.Tie.objects.exclude(quarters=None).count()
    return {"kept": kept, "anew": anew, "after": after, "ties": count, "peak_mb": peak_mb()}


def events(book_path: str) -> dict[str, float]:
    """Read all messages of a book as contact events, a few chats at a time, and count them."""
    from kithbook import book

    with book.opened(Path(book_path)):
        from kithbook.book import diaries
        from kithbook.store import people, rooms

        known = {room.id: room for room in rooms.rooms()}
        mine = people.handles_of([people.owner().pk])[people.owner().pk]
        begin = time.perf_counter()
        count = sum(len(each) for each in diaries.contacts(known, mine, now=START + 20 * 365 * DAY))
    return {"seconds": time.perf_counter() - begin, "events": count, "peak_mb": peak_mb()}


def multiplied(book_path: Path, times: int) -> None:
    """Make a book hold every message ``times`` times, for a measure of reading alone."""
    import sqlite3

    made = sqlite3.connect(book_path)
    names = [each[1] for each in made.execute("PRAGMA table_info(store_message)")]
    (count,) = made.execute("SELECT max(id) FROM store_message").fetchone()
    for copy in range(1, times):
        chosen = ", ".join(f"id + {copy * count}" if name == "id" else name for name in names)
        made.execute(
            f"INSERT INTO store_message ({', '.join(names)}) SELECT {chosen} FROM store_message WHERE id <= {count}"
        )
        made.commit()
    made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    made.close()


def rows(quick: bool = False) -> Iterator[Row]:
    """Seconds and peak memory, each in a process of its own."""
    people = QUICK if quick else PEOPLE
    with tempfile.TemporaryDirectory(prefix="kithbook-bench-") as name:
        folder = Path(name)
        export, later, made = folder / "result.json", folder / "later" / "result.json", folder / "book.sqlite"
        later.parent.mkdir()
        account(export, people, EACH)
        account(later, NEW, 5, seed=4, since=START + (YEARS * 365 + 1) * DAY, first_id=people * EACH + 1)
        done = _fresh("ties", made, export, later)
        where = (f"{people:,} people, {people * EACH:,} messages", "ties", "kithbook")
        yield row(where, "s, all from the messages", [done["anew"]])
        yield row(where, "s, all from what is kept", [done["kept"]])
        yield row(where, f"s, after an import to {NEW}", [done["after"]])
        yield row(where, "ties with quarters", [done["ties"]])
        yield row(where, "peak MB", [done["peak_mb"]])
        multiplied(made, COPIES)
        done = _fresh("events", made)
        where = (f"{people * EACH * COPIES:,} messages", "contact events", "kithbook")
        yield row(where, "s", [done["seconds"]])
        yield row(where, "contact events", [done["events"]])
        yield row(where, "peak MB", [done["peak_mb"]])


def aims(found: list[Row]) -> list[Aim]:
    """What a book of this size should take."""
    told = {(each.regime, each.metric): each.value for each in found}
    return [
        at_most("all ties, s", 10, told["ties", "s, all from the messages"]),
        at_most("ties after an import, s", 1, told["ties", f"s, after an import to {NEW}"]),
        at_most("contact events, s", 5, told["contact events", "s"]),
        at_most("contact events, peak MB", 1000, told["contact events", "peak MB"]),
    ]


def _fresh(name: str, *arguments: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.ties_speed", "--one", name, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).resolve().parents[1], check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Measure one thing in this process, or all and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ties_speed", description=__doc__.splitlines()[0])
    parser.add_argument("--one", nargs="+", help="ties BOOK EXPORT LATER, or events BOOK: measure here, and print JSON")
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps({"ties": ties, "events": events}[asked.one[0]](*asked.one[1:])))
    else:
        found = list(rows(asked.quick))
        print(text(found, aims(found)))


if __name__ == "__main__":
    main()
