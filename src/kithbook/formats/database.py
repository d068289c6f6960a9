"""The one guard for SQLite files among exports: a private copy, opened read-only, whose schema is not trusted.

Only this module may import sqlite3 (docs/decisions/0013). Names of tables and columns in a query are always ours, never
the file's; views, virtual tables and triggers of the file are never touched.
"""

import contextlib
import functools
import itertools
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, BinaryIO, Final

from kithbook.formats.database_dump import holds_rows, is_dump, statements
from kithbook.formats.source import Source
from kithbook.formats.text import Text
from kithbook.vocabulary import Refused, say

MAGIC: Final = b"SQLite format 3\0"
ENDINGS: Final = (".db", ".sqlite", ".sqlite3")
WAL: Final = "-wal"  # beside a database: what was written last, before it goes into the file itself
JOURNALS: Final = (WAL, "-shm")
MAX_LENGTH: Final = 1 << 20  # bytes of one value, as of a line of text; a row with a longer one is not read
BATCH: Final = 32  # rows fetched by one query: all of them may be as long as that
STEPS: Final = 1_000_000  # of SQLite's machine, between two looks at whether a query has become endless
PATIENCE: Final = 100  # such looks in any case, and one more for each EACH bytes of the file
EACH: Final = 1 << 16
GROWTH: Final = 4  # times the size of a dump that its database may have, and ROOM bytes more
ROOM: Final = 64 << 20
ALLOWED: Final = frozenset(  # to the statements of a dump: tables, rows, and functions that stand for odd characters
    (
        *(sqlite3.SQLITE_CREATE_TABLE, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_SELECT),
        *(sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION),
    )
)
FAILURES: Final = (sqlite3.Error, sqlite3.Warning, ValueError)  # the last where the name of a column is no text
LEAST: Final = 8  # bytes of a file for each row of it
DAMAGED: Final = "A part of the database is damaged, or too long to be part of a chat."
LOST: Final = "A statement of the dump that could not be carried out."

Tables = Mapping[str, frozenset[str]]  # names of the ordinary tables, each with those of its columns
Row = tuple[Any, ...]
NO_TABLES: Final[Tables] = MappingProxyType({})


class Damaged(Exception):
    """A query could not be carried out, or not to its end: the file is damaged, or it is too much for it."""


class Database:
    """An open database. Each query may raise Damaged, and nothing else."""

    def __init__(self, connection: sqlite3.Connection, size: int, lost: int = 0) -> None:
        self.lost = lost  # statements of a dump that came to nothing
        self._connection = connection
        self._steps = 0
        self._size = size
        self._patience = PATIENCE + size // EACH
        connection.text_factory = functools.partial(str, encoding="utf-8", errors="replace")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_LENGTH)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1)
        connection.setlimit(sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0)
        connection.set_progress_handler(self._endless, STEPS)
        for pragma in ("cell_size_check = ON", "mmap_size = 0", "temp_store = FILE"):
            self.run(f"PRAGMA {pragma}")
        self.tables = self._trusting_little()

    def rows(self, query: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of a query, as they come."""
        self._steps = 0
        try:
            yield from self._connection.execute(query, values)
        except FAILURES:
            raise Damaged from None

    def run(self, statement: str) -> None:
        """Carry out a statement that gives no rows; only tables of the connection's own (temp) can be written."""
        for _ in self.rows(statement):
            pass

    def tried(self, statement: str) -> bool:
        """Carry out a statement if that can be done, and say whether it could."""
        try:
            self.run(statement)
        except Damaged:
            return False
        return True

    def pick(self, table: str, alias: str, names: Sequence[str]) -> str:
        """These columns for a SELECT, NULL for those that the table of this file does not have."""
        known = self.tables.get(table, frozenset())
        return ", ".join(f'{alias}."{name}"' if name.lower() in known else "NULL" for name in names)

    def each(self, table: str, order: str, query: str) -> Iterator[Row | None]:
        """The row of ``query`` for each row of ``table`` in this order, None for one that cannot be read.

        ``query`` has the ROWID as its first column and ``IN ({ids})``. So a value that is too long, or a damaged page,
        costs only its own rows, and sorting never moves more than numbers.
        """
        many = query.format(ids=", ".join("?" * BATCH))
        one = query.format(ids="?")
        ids = self._ids(table, order)
        while batch := list(itertools.islice(ids, BATCH)):
            values = [*batch, *[None] * (BATCH - len(batch))]
            try:
                found: dict[Any, Row | None] = {**self._by_id(many, values)}
            except Damaged:
                found = self._one_by_one(one, batch)
            yield from (found[number] for number in batch if number in found)

    def _ids(self, table: str, order: str) -> Iterator[Any]:
        """The ROWID of each row; where damage stands in the way of finding them in order, all that there may be."""
        ids = (row[0] for row in self.rows(f"SELECT ROWID FROM {table} ORDER BY {order}, ROWID"))
        try:
            first = next(ids, None)
        except Damaged:
            low, high = next(self.rows(f"SELECT min(ROWID), max(ROWID) FROM {table}"))
            if not (isinstance(low, int) and isinstance(high, int) and high - low < self._size // LEAST):
                raise
            yield from range(low, high + 1)
            return
        if first is not None:
            yield first
            yield from ids

    def _one_by_one(self, query: str, numbers: Sequence[object]) -> dict[Any, Row | None]:
        found: dict[Any, Row | None] = {}
        for number in numbers:
            try:
                found |= self._by_id(query, (number,))
            except Damaged:
                found[number] = None
        return found

    def _by_id(self, query: str, values: Sequence[object]) -> dict[Any, Row]:
        self._steps = 0
        try:
            return {row[0]: row for row in self._connection.execute(query, values)}
        except FAILURES:
            raise Damaged from None

    def _trusting_little(self) -> Tables:
        """The tables under a schema that may call only harmless functions, where that is possible.

        To older SQLites those for JSON, which columns of Signal's are made with, are not among them. This connection
        knows no function that does anything but compute, so such a schema may have its way.
        """
        self.run("PRAGMA trusted_schema = OFF")
        try:
            return self._ordinary()
        except Damaged:
            self.run("PRAGMA trusted_schema = ON")
            return self._ordinary()

    def _ordinary(self) -> Tables:
        """Tables that hold rows of their own; a view or a virtual table could run what the file's author likes."""
        found = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite%'"
        tables: dict[str, frozenset[str]] = {}
        for (name,) in self.rows(found):
            columns = self.rows("SELECT name FROM pragma_table_info(?)", (name,))
            tables[str(name).lower()] = frozenset(str(column).lower() for (column,) in columns)
        return MappingProxyType(tables)

    def _endless(self) -> bool:
        self._steps += 1
        return self._steps > self._patience


@contextlib.contextmanager
def opened(source: Source, *needed: str) -> Iterator[Database]:
    """The database of a source, or the one that its dump in SQL makes, for as long as the context lasts.

    Raises Refused where it is none, lacks a table that is ``needed``, cannot be copied, or is damaged from the start.
    """
    name = main(source)
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="kithbook-", ignore_cleanup_errors=True))
        path = Path(folder, "export.db")
        lost = 0
        try:
            if is_dump(name):
                lost = _build(source, name, path)
            else:
                _copy(source, name, path)
            connection = stack.enter_context(contextlib.closing(_connect(path)))
            database = Database(connection, path.stat().st_size, lost)
        except OSError:
            why = "{name} cannot be copied to read it. Check that there is room on the disk for temporary files."
            raise Refused(say(why, name=source.name)) from None
        except (sqlite3.Error, Damaged):
            raise _no_database(source) from None
        if not database.tables.keys() >= set(needed):
            raise _no_database(source)
        yield database


def tables(source: Source) -> Tables:
    """Which tables and columns the database of a source has, none where it is no database; kept with the source."""
    if not source.entries() or not source.head(main(source)).startswith(MAGIC):
        return NO_TABLES
    known = source.memo.get(MAGIC.decode())
    if known is None:
        found = _looked_at(source)
        known = "\n".join(f"{name}\t" + "\t".join(sorted(columns)) for name, columns in found.items())
        source.memo[MAGIC.decode()] = known
    rows = (line.split("\t") for line in known.split("\n"))
    return {name: frozenset(columns) for name, *columns in rows}


def main(source: Source) -> str:
    """The name of the database itself among what lies beside it."""
    return next((entry.name for entry in source.entries() if not entry.name.endswith(JOURNALS)), source.first)


def gather(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Each database together with what was written last, which lies in files beside it.

    >>> gather(["chat.db", "chat.db-wal", "chat.db-shm", "other.db"])
    [('chat.db', 'chat.db-wal', 'chat.db-shm')]
    """
    given = frozenset(names)
    found = ((name, *(name + end for end in JOURNALS if name + end in given)) for name in names)
    return [together for together in found if len(together) > 1]


def _looked_at(source: Source) -> Tables:
    """The tables, read in place where that is possible: a database may be large, and every format asks."""
    if source.kind in ("file", "folder"):
        path = source.path if source.kind == "file" else source.path / main(source)
        with (
            contextlib.suppress(sqlite3.Error, Damaged),
            contextlib.closing(_connect(path, in_place=True)) as connection,
        ):
            if found := Database(connection, path.stat().st_size).tables:
                return found
    try:  # one that is packed, or whose tables still stand in the file beside it
        with opened(source) as database:
            return database.tables
    except Refused:
        return NO_TABLES


def _connect(path: Path, in_place: bool = False) -> sqlite3.Connection:
    """``in_place`` leaves no file beside the database, and takes none into account."""
    address = f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if in_place else ''}"
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)


def _copy(source: Source, name: str, path: Path) -> None:
    """Copy the database, and what was written last where it lies beside it; SQLite makes the "-shm" anew."""
    with source.open(name) as handle, path.open("wb") as copy:
        if handle.read(len(MAGIC)) != MAGIC:
            raise _no_database(source)
        copy.write(MAGIC)
        shutil.copyfileobj(handle, copy, 1 << 20)
    wal = _wal(source, name)
    if wal is not None:
        with wal, path.with_name(path.name + WAL).open("wb") as copy:
            shutil.copyfileobj(wal, copy, 1 << 20)


def _wal(source: Source, name: str) -> BinaryIO | None:
    """A database is its file and its "-wal": for one that was given by its own name too, as for SQLite itself."""
    if source.kind == "file":
        beside = source.path.with_name(source.path.name + WAL)
        return beside.open("rb") if beside.is_file() else None
    return source.open(name + WAL) if any(entry.name == name + WAL for entry in source.entries()) else None


def _build(source: Source, name: str, path: Path) -> int:
    """Make the database of a dump, and nothing else that it could do; how many statements with rows were lost."""
    size = next(entry.size for entry in source.entries() if entry.name == name)
    lost = 0
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA max_page_count = {(ROOM + GROWTH * size) >> 12}")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_LENGTH)
        connection.set_progress_handler(lambda: True, PATIENCE * STEPS)
        connection.set_authorizer(_allowed)
        for statement in statements(Text(source, name)):
            try:
                connection.execute(statement)
            except FAILURES:
                lost += holds_rows(statement)
    return lost


def _allowed(action: int, name: str | None, *_: str | None) -> int:
    """Whether SQLite may do this; for a new table it changes the schema, and makes indices of its own for its keys."""
    changes_schema = action == sqlite3.SQLITE_UPDATE and name == "sqlite_master"
    indexes_key = action == sqlite3.SQLITE_CREATE_INDEX and (name or "").startswith("sqlite_autoindex_")
    return sqlite3.SQLITE_OK if changes_schema or indexes_key or action in ALLOWED else sqlite3.SQLITE_DENY


def _no_database(source: Source) -> Refused:
    return Refused(say("{name} is damaged, or no database of messages. Copy or export it again.", name=source.name))
