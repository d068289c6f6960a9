"""What is measured of Kithbook, each in a process of its own: `python -m benchmarks.tasks NAME ARGUMENTS...`.

Prints one JSON object of figures; "peak_mb" is the most memory that the process (and what it started) ever held.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from benchmarks.memory import peak_mb

KITHBOOK = str(Path(sys.executable).with_name("kithbook"))


def read(path: str) -> dict[str, float]:
    """Read an export as a stream of records and count the messages."""
    from kithbook.formats import read as records
    from kithbook.vocabulary import Message

    begin = time.perf_counter()
    messages = sum(isinstance(record, Message) for record in records(Path(path)))
    return {"seconds": time.perf_counter() - begin, "messages": messages}


def bring_in(book_path: str, path: str, me: str = "") -> dict[str, float]:
    """Bring an export into a book, `me` being its owner: until its rows can be asked for, are found, are measured.

    The book tells of a batch when it is indexed, so "usable" still holds the first 10,000 rows of the index.
    """
    from kithbook import book

    indexed = []
    begin = time.perf_counter()

    def tell(progress: Any) -> None:
        if progress.state == "indexing":
            indexed.append(time.perf_counter() - begin)

    with book.opened(Path(book_path)):
        answer = book.bring_in(Path(path), me=me or None, now=int(time.time()), progress=tell).imports[0]
        done = time.perf_counter() - begin
    times = {"usable": min(indexed, default=done), "searchable": max(indexed, default=done), "done": done}
    return times | {"messages": answer.messages.read, "new": answer.messages.new}


def group(book_path: str) -> dict[str, float]:
    """The report on the largest group of a book, made anew from its messages (twice), and as it is kept."""
    from kithbook import book

    now = int(time.time())
    seconds = []
    with book.opened(Path(book_path)):
        largest = max(book.groups(now=now).groups, key=lambda row: row.group.messages).group.id
        # Stating another size is what makes a report anew through the book's own door.
        for deed in (
            lambda: book.set_stated_size(largest, 312, now=now),
            lambda: book.set_stated_size(largest, 313, now=now),
            lambda: book.group(largest, now=now),
        ):
            begin = time.perf_counter()
            deed()
            seconds.append(time.perf_counter() - begin)
    return {"first": seconds[0], "again": seconds[1], "kept": seconds[2]}


def page(book_path: str, times: str) -> dict[str, float]:
    """The first page of a book over HTTP from `kithbook serve`, asked for many times in a row."""
    server = subprocess.Popen(
        [KITHBOOK, "serve", "--port", "0", "--book", book_path], stdout=subprocess.PIPE, text=True
    )
    try:
        address = next(line for line in server.stdout or () if "http://" in line).split("http://")[1].split()[0]
        client = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        client.open(f"http://{address}").read()
        home = f"http://{address.split('/')[0]}/"
        seconds = []
        for _ in range(int(times)):
            begin = time.perf_counter()
            body = client.open(home).read()
            seconds.append(time.perf_counter() - begin)
    finally:
        server.terminate()
        server.wait()
    cuts = statistics.quantiles(seconds, n=20)
    return {"p50": cuts[9], "p95": cuts[18], "low": min(seconds), "high": max(seconds), "bytes": len(body)}


def start_up() -> dict[str, float]:
    """`kithbook --help`, from the start of the process to its end."""
    begin = time.perf_counter()
    subprocess.run([KITHBOOK, "--help"], check=True, stdout=subprocess.DEVNULL)
    return {"seconds": time.perf_counter() - begin}


TASKS: dict[str, Callable[..., dict[str, float]]] = {
    "read": read,
    "bring_in": bring_in,
    "group": group,
    "page": page,
    "start_up": start_up,
}


def fresh(name: str, *arguments: Any) -> dict[str, float]:
    """Run one task in a fresh process; its figures."""
    command = [sys.executable, "-m", "benchmarks.tasks", name, *map(str, arguments)]
    return figures(command, cwd=Path(__file__).resolve().parents[1])


def figures(command: list[str], cwd: Path | None = None) -> dict[str, float]:
    """The JSON that a command prints last; its complaints follow when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    measured = TASKS[sys.argv[1]](*sys.argv[2:])
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps(measured | {"peak_mb": children if sys.argv[1] in ("page", "start_up") else peak_mb()}))
