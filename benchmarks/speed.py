"""Speed and memory: `python -m benchmarks.speed [--quick] [--json] [--data DIR] [--runs N] [--formats NAME,...]`.

Makes WhatsApp exports of 100,000 and 1,000,000 messages (or takes every .txt of DIR), and measures reading beside
its peers, bringing in, bringing in again, the report on a group, the first page and the start of the command line; then
who is who among up to 50,000 handles (`identity_speed`), ties of 5,000 people (`ties_speed`), and reading each format
(`by_format`), which is all that is measured with --formats. Every run is a fresh process. The peers need a place of
their own (benchmarks/README.md).
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import by_format, identity_speed, ties_speed
from benchmarks.by_format import HERE, PEERS
from benchmarks.generate import export, member
from benchmarks.table import Aim, Row, as_json, at_least, at_most, row, text
from benchmarks.tasks import figures, fresh

HOW = """The peers are not installed, so this table has only Kithbook in it. To compare:
python3 -m venv .venv/peers && .venv/peers/bin/pip install -r benchmarks/requirements-peers.txt"""
SIZES = (100_000, 1_000_000)
QUICK = 50_000
PAGES = 200
OWNER = member(2)  # of the made exports: one of the three who write most


def exports(folder: Path, quick: bool) -> list[Path]:
    """The generated exports, smallest first."""
    return [export(folder / f"whatsapp-{size}.txt", size) for size in ((QUICK,) if quick else SIZES)]


def reading(path: Path, runs: int, peers: bool) -> Iterator[Row]:
    """Messages a second and peak memory of reading, ours and the peers'. A peer that fails is said and left out."""
    for system in ("kithbook", *(("whatstk", "chat-miner", "chatpack") if peers else ())):
        try:
            done = [_read_once(system, path) for _ in range(runs)]
        except SystemExit as reason:
            if system == "kithbook":
                raise
            print(reason, file=sys.stderr)
            continue
        where = (path.stem, "read", system)
        yield row(where, "messages/s", [d["messages"] / d["seconds"] for d in done])
        yield row(where, "peak MB", [d["peak_mb"] for d in done])


def _read_once(system: str, path: Path) -> dict[str, float]:
    if system == "kithbook":
        return fresh("read", path)
    return figures([str(PEERS), str(HERE / "peers.py"), system, "whatsapp", str(path)])


def the_book(path: Path, folder: Path, runs: int, me: str) -> Iterator[Row]:
    """Bringing in, bringing in again, and the report on the group; leaves `folder`/book behind."""
    first, again, report = [], [], []
    for _ in range(runs):
        book = folder / f"{path.stem}.book"
        for old in folder.glob(f"{book.name}*"):
            old.unlink()
        first.append(fresh("bring_in", book, path, me))
        again.append(fresh("bring_in", book, path, me))
        report.append(fresh("group", book))
    where = (path.stem, "bring in", "kithbook")
    yield row(where, "usable rows/s", [d["messages"] / d["usable"] for d in first])
    yield row(where, "searchable rows/s", [d["messages"] / d["searchable"] for d in first])
    yield row(where, "rows/s, ties and groups measured", [d["messages"] / d["done"] for d in first])
    yield row(where, "peak MB", [d["peak_mb"] for d in first])
    where = (path.stem, "bring in again", "kithbook")
    yield row(where, "rows/s", [d["messages"] / d["done"] for d in again])
    yield row(where, "new rows", [d["new"] for d in again])
    where = (path.stem, "group report", "kithbook")
    yield row(where, "s", [d["first"] for d in report])
    yield row(where, "s, second time", [d["again"] for d in report])
    yield row(where, "s, as kept", [d["kept"] for d in report])
    yield row(where, "peak MB", [d["peak_mb"] for d in report])


def the_page(path: Path, folder: Path) -> Iterator[Row]:
    """The first page over HTTP, of a book with 1,000 people: the export, and a second one of 700 other people."""
    book = folder / f"{path.stem}.book"
    fresh("bring_in", book, export(folder / "others.txt", 10_000, seed=8, members=700, first=300))
    done = fresh("page", book, PAGES)
    where = (path.stem, "first page", "kithbook")
    for share in ("p50", "p95"):
        yield Row(*where, f"{share} ms", *(1000 * done[key] for key in (share, "low", "high")), PAGES)
    yield row(where, "peak MB", [done["peak_mb"]])


def measure(paths: Sequence[Path], folder: Path, runs: int, me: str) -> list[Row]:
    """Every row of the table."""
    rows: list[Row] = []
    for path in paths:
        rows += reading(path, runs, PEERS.exists())
        rows += the_book(path, folder, runs, me)
    rows += the_page(paths[-1], folder)
    started = [fresh("start_up") for _ in range(max(runs, 5))]
    return [*rows, row(("", "kithbook --help", "kithbook"), "s", [d["seconds"] for d in started])]


def aims(rows: Sequence[Row], largest: str) -> list[Aim]:
    """The aims, held against the largest export."""
    found = {(r.regime, r.system, r.metric): r.value for r in rows if r.set in (largest, "")}
    ours = found["read", "kithbook", "messages/s"]
    against = [
        value for (regime, system, metric), value in found.items() if system != "kithbook" and metric == "messages/s"
    ]
    return [
        at_least("read, messages/s", 500_000, ours),
        *([at_least("read, times the fastest peer", 1, ours / max(against))] if against else []),
        at_least("bring in, usable rows/s", 150_000, found["bring in", "kithbook", "usable rows/s"]),
        at_least("bring in, searchable rows/s", 80_000, found["bring in", "kithbook", "searchable rows/s"]),
        at_most("group report, s", 1, found["group report", "kithbook", "s"]),
        at_most("group report as kept, s", 0.1, found["group report", "kithbook", "s, as kept"]),
        at_most("first page, p95 ms", 50, found["first page", "kithbook", "p95 ms"]),
        at_most("kithbook --help, s", 0.25, found["kithbook --help", "kithbook", "s"]),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="50,000 messages, one run; under a minute")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of the table")
    parser.add_argument("--data", type=Path, help="take the .txt exports of this folder instead of made ones")
    parser.add_argument("--runs", type=int, default=3, help="fresh processes for each figure (3)")
    parser.add_argument("--formats", help=f"only read these formats: all, or some of {', '.join(by_format.NAMES)}")
    asked = parser.parse_args()
    runs = 1 if asked.quick else asked.runs
    names = by_format.NAMES if asked.formats in (None, "all") else tuple(asked.formats.split(","))
    rows, met = [], []
    with tempfile.TemporaryDirectory(prefix="kithbook-bench-") as name:
        folder = Path(name)
        if not asked.formats:
            paths = (
                sorted(asked.data.glob("*.txt"), key=lambda p: p.stat().st_size)
                if asked.data
                else exports(folder, asked.quick)
            )
            if not paths:
                parser.error(f"{asked.data} holds no .txt export")
            rows += measure(paths, folder, runs, "" if asked.data else OWNER)
            met += aims(rows, paths[-1].stem)
        if not asked.data and not asked.formats:
            who = list(identity_speed.rows(asked.quick))
            rows += who
            met += identity_speed.aims(who)
            close = list(ties_speed.rows(asked.quick))
            rows += close
            met += ties_speed.aims(close)
        if not asked.data:
            read = list(by_format.measured(names, folder, runs, asked.quick))
            rows += read
            met += by_format.aims(read)
    print(as_json("speed", rows, met) if asked.json else text(rows, met))
    if not PEERS.exists() and not asked.json:
        print(f"\n{HOW}")


if __name__ == "__main__":
    main()
