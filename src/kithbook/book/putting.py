"""Plain records of an export as a file: JSON lines, CSV or Parquet, in flat memory, whole or not there."""

import csv
import itertools
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from kithbook.book import reading
from kithbook.book.reading import ALL, Aside
from kithbook.formats import NO_ANSWERS, Answers
from kithbook.vocabulary import Refused, say

BATCH: Final = 20_000  # rows of Parquet that are in memory at once
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the start of a formula
TRUTHS: Final = frozenset(("edited", "forwarded", "is_me", "all_day"))
NUMBERS: Final = frozenset(("line", "seconds", "count"))
MOMENTS: Final = frozenset(("at", "first", "last"))
COLUMNS: Final = {
    "messages": (
        *("chat", "sender", "at", "zone", "kind", "text", "reply_to", "line"),
        *("id", "sender_key", "edited", "forwarded", "reactions", "mentions"),
    ),
    "people": (
        *("platform", "key", "name", "chat", "is_me", "phones", "mails", "links", "facts", "notes", "line"),
    ),
    "encounters": (
        *("kind", "at", "zone", "seconds", "all_day", "title", "place", "chat", "people", "keys", "id", "line"),
    ),
    "pieces": ("kind", "title", "link", "at", "zone", "text", "author", "tags", "line", "id"),
    "tastes": ("person", "kind", "what", "count", "seconds", "first", "last", "link", "line"),
}  # fmt: skip
Rows = Iterable[dict[str, Any]]


def read_to(
    path: str | Path,
    target: str | Path,
    *,
    answers: Answers = NO_ANSWERS,
    now: int | None = None,
    what: str = "messages",
    aside: Aside | None = None,
) -> int:
    """Write what `read` gives to a .jsonl, .csv or .parquet file; how many records those are.

    In a CSV, cells that a spreadsheet would take for a formula begin with an apostrophe. Raises Refused where the
    export cannot be read or the file cannot be written; then what was there before is still there.
    """
    target = Path(target)
    write = WRITERS.get(target.suffix.lower())
    if write is None:
        raise Refused(say("{path} does not end in .jsonl, .csv or .parquet. Name such a file.", path=str(target)))
    if what == ALL and write is not _jsonl:
        raise Refused(say("Records of all kinds do not fit into one table. Name a .jsonl file, or ask for one kind."))
    if target.exists() and Path(path).exists() and target.samefile(path):
        raise Refused(say("{path} is the export itself. Name another file.", path=str(target)))
    rows = reading.read(path, answers=answers, now=now, what=what, aside=aside)
    first = next(rows, None)  # what cannot be read is said before anything is written
    whole = rows if first is None else itertools.chain((first,), rows)
    with written_whole(target) as part:
        return write(whole, part, what)


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """A new file beside ``target``, private to this account, that takes its place once it is whole.

    Raises Refused where it cannot be written; then what was there before is still there.
    """
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(".part", f".{target.name[:60]}.", target.parent)
        os.close(handle)
        part = Path(name)
        yield part
        part.replace(target)
    except OSError as reason:
        raise Refused(
            say("{path} cannot be written. Choose a folder that you may write to and that has room.", path=str(target))
        ) from reason
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _jsonl(rows: Rows, path: Path, what: str) -> int:
    encode, count = msgspec.json.Encoder().encode, 0
    with path.open("wb") as out:
        for row in rows:
            out.write(encode(row) + b"\n")
            count += 1
        _settle(out)
    return count


def _csv(rows: Rows, path: Path, what: str) -> int:
    """With a mark at the start, by which Excel knows that it is UTF-8."""
    count, columns = 0, COLUMNS[what]
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_guarded(_cell(row[column])) for column in columns])
            count += 1
        _settle(out)
    return count


def _guarded(cell: Any) -> Any:
    """A cell that a spreadsheet shows as it is."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _cell(value: Any) -> Any:
    """A value as one cell: several are joined by semicolons."""
    if isinstance(value, list):
        return "; ".join(" ".join(map(str, each.values())) if isinstance(each, dict) else str(each) for each in value)
    return value


def _parquet(rows: Rows, path: Path, what: str) -> int:
    """Batches go to temporary files beside it, and are joined by streaming."""
    import polars

    rest, count = iter(rows), 0
    kinds: dict[str, Any] = {name: _kind(name) for name in COLUMNS[what]}
    with tempfile.TemporaryDirectory(prefix=".kithbook-", dir=path.parent) as folder:
        parts: list[Path] = []
        batch = list(itertools.islice(rest, BATCH))
        try:
            while batch or not parts:
                made = {name: [_plain(name, row[name]) for row in batch] for name in kinds}
                parts.append(Path(folder, f"{len(parts)}.parquet"))
                polars.DataFrame(made, schema=kinds).write_parquet(parts[-1])
                count += len(batch)
                batch = list(itertools.islice(rest, BATCH))
            polars.scan_parquet(parts).sink_parquet(path)
        except polars.exceptions.PolarsError as reason:
            raise OSError from reason
    return count


def _kind(column: str) -> Any:
    import polars

    if column in MOMENTS:
        return polars.Datetime("us")
    return polars.Boolean if column in TRUTHS else polars.Int64 if column in NUMBERS else polars.String


def _plain(column: str, value: Any) -> Any:
    """A value as Parquet has it; moments are UTC, or the clock on the wall where no zone is known: `zone` tells."""
    if column not in MOMENTS or value is None:
        return _cell(value)
    told = datetime.fromisoformat(value)
    return told.astimezone(UTC).replace(tzinfo=None) if told.tzinfo else told


def _settle(out: IO[Any]) -> None:
    """Have the bytes on the disk before the file takes its place."""
    out.flush()
    os.fsync(out.fileno())


WRITERS: Final[dict[str, Callable[[Rows, Path, str], int]]] = {".jsonl": _jsonl, ".csv": _csv, ".parquet": _parquet}
