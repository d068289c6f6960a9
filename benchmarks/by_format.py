"""Reading each format: messages a second and peak memory, on made exports, or on the largest real one at hand."""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from benchmarks.table import Aim, Row, at_least, at_most, row
from benchmarks.tasks import figures, fresh

HERE = Path(__file__).resolve().parent
PEERS = HERE.parent / ".venv" / "peers" / "bin" / "python"
SHARED = HERE.parents[1] / "shared" / "samples"
SIZE = 1_000_000
QUICK = 10_000
MEMORY = 300  # MB, for an export of any length
BOOK = {"usable rows/s": 150_000, "searchable rows/s": 80_000}  # into the book, whatever the format
LARGE = 1 << 20  # bytes: of anything smaller, starting is what would be measured


class Made(NamedTuple):
    """A format that has a generator: what to call, the file's name, messages a second to reach, who else reads it."""

    name: str
    generator: str
    file: str
    aim: int
    peers: tuple[str, ...] = ()


MADE = (
    Made("telegram-json", "telegram_json.export", "result.json", 250_000),
    Made(
        *("telegram-json-chat", "telegram_json.one_chat", "one-chat.json", 250_000),
        ("chatpack", "chat-miner", "ijson", "msgspec"),
    ),
    Made("slack", "slack.export", "slack.zip", 200_000),
    Made("discord-json", "discord_json.export", "discord.json", 200_000, ("chatpack", "ijson", "msgspec")),
    Made("wechat-pywxdump-csv", "wechat_csv.export", "wechat.csv", 200_000),
    Made("telegram-html", "telegram_html.export", "telegram", 40_000),
    Made("discord-html", "discord_html.export", "discord.html", 40_000),
    Made("mail-mbox", "mbox.export", "takeout.mbox", 0),
)
NAMES = tuple(made.name for made in MADE)


def measured(names: Sequence[str], folder: Path, runs: int, quick: bool) -> Iterator[Row]:
    """Rows for each of these formats, and for the real exports of all others that are large enough."""
    for made in MADE:
        if made.name in names:
            module, _, function = made.generator.partition(".")
            try:
                generator: Callable[[Path, int], Path] = getattr(
                    import_module(f"benchmarks.exports.{module}"), function
                )
            except ModuleNotFoundError:
                print(f"{made.name} has no generator yet.", file=sys.stderr)
                continue
            path = generator(folder / made.file, QUICK if quick else SIZE)
            yield from _read(made, path, runs)
            if made.aim:
                yield from _brought(made, path, runs)
    if not quick:
        for name, path in _real(set(NAMES)):
            if name in names or set(names) == set(NAMES):
                yield from _row(name, f"read {path.name[:40]}", "kithbook", [fresh("read", path) for _ in range(runs)])


def aims(rows: Sequence[Row]) -> list[Aim]:
    """What each format should reach, in speed and in memory."""
    wanted = {made.name: made.aim for made in MADE}
    ours = [r for r in rows if r.system == "kithbook" and r.set in wanted]
    met = [
        at_least(f"{r.set}, messages/s", wanted[r.set], r.value)
        for r in ours
        if r.metric == "messages/s" and wanted[r.set]
    ]
    for metric, least in BOOK.items():
        met += [at_least(f"{r.set}, {metric}", least, r.value) for r in ours if r.metric == metric]
    return met + [at_most(f"{r.set}, {r.regime}, peak MB", MEMORY, r.value) for r in ours if r.metric == "peak MB"]


def _read(made: Made, path: Path, runs: int) -> Iterator[Row]:
    yield from _row(made.name, "read", "kithbook", [fresh("read", path) for _ in range(runs)])
    platform = made.name.partition("-")[0]
    for peer in made.peers if PEERS.exists() else ():
        try:
            done = [figures([str(PEERS), str(HERE / "peers.py"), peer, platform, str(path)]) for _ in range(runs)]
        except SystemExit as reason:
            print(reason, file=sys.stderr)
        else:
            yield from _row(made.name, "read", peer, done)


def _brought(made: Made, path: Path, runs: int) -> Iterator[Row]:
    """The same export into an empty book: until its rows can be asked for, and until all of them are found."""
    done = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory(dir=path.parent, prefix="book-") as folder:
            done.append(fresh("bring_in", Path(folder) / "bench.sqlite", path))
    for metric, mark in (("usable rows/s", "usable"), ("searchable rows/s", "searchable")):
        yield row((made.name, "bring in", "kithbook"), metric, [d["messages"] / d[mark] for d in done])
    yield row((made.name, "bring in", "kithbook"), "peak MB", [d["peak_mb"] for d in done])


def _row(name: str, regime: str, system: str, done: list[dict[str, float]]) -> Iterator[Row]:
    yield row((name, regime, system), "messages/s", [d["messages"] / d["seconds"] for d in done])
    yield row((name, regime, system), "peak MB", [d["peak_mb"] for d in done])


def _real(made: set[str]) -> list[tuple[str, Path]]:
    """The largest real export of each format that has no generator."""
    from kithbook.formats import find

    largest: dict[str, tuple[int, Path]] = {}
    for source, module, _ in find(SHARED) if SHARED.is_dir() else ():
        if module is not None and module.NAME not in made and source.kind in ("file", "zip"):
            size = sum(entry.size for entry in source.entries())
            largest[module.NAME] = max(largest.get(module.NAME, (LARGE, Path())), (size, source.path))
    return [(name, path) for name, (size, path) in sorted(largest.items()) if size > LARGE]
