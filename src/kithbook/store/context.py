"""Which book is open here: a context that binds one database, and the router that follows it.

A book is a file; every file gets a database alias of its own, so that one process can have several open. The binding
is a context variable: each thread (a worker, a request) enters ``opened`` itself.
"""

import contextlib
import functools
import os
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from kithbook.store import upgrade
from kithbook.vocabulary import Refused, say

PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=NORMAL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA cache_size=-32000;"
    "PRAGMA journal_size_limit=67108864;"
)
BUSY_SECONDS: Final = 60.0

_P = ParamSpec("_P")
_T = TypeVar("_T")
_alias: ContextVar[str | None] = ContextVar("kithbook_book", default=None)
_naming = threading.Lock()
_aliases: dict[Path, str] = {}


class Router:
    """Sends every query to the book that is open here."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """The alias of the open book."""
        return _alias.get()

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        """The alias of the open book."""
        return _alias.get()

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Only books have tables; the placeholder database of the settings never gets any."""
        return db != "default"


def alias() -> str:
    """The database alias of the open book. Raises Refused where none is open."""
    name = _alias.get()
    if name is None:
        raise Refused(say("No book is open. Open one first."))
    return name


def connection() -> BaseDatabaseWrapper:
    """This thread's connection to the open book."""
    return connections[alias()]


def path() -> Path:
    """The file of the open book."""
    return Path(connection().settings_dict["NAME"])


def _register(file: Path) -> str:
    """Give ``file`` an alias, the same one every time."""
    with _naming:
        name = _aliases.get(file)
        if name is None:
            name = f"book{len(_aliases) + 1}"
            described = {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(file),
                "CONN_MAX_AGE": None,
                "OPTIONS": {"init_command": PRAGMAS, "transaction_mode": "IMMEDIATE", "timeout": BUSY_SECONDS},
            }
            settings = connections.configure_settings({"default": connections.settings["default"], name: described})
            connections.settings[name] = settings[name]
            _aliases[file] = name
        return name


def _make_private(file: Path) -> None:
    """Create the folder (0700) and the empty file (0600) before SQLite does, so that nobody else can ever read them.

    A file that is there is never opened here: closing it again would drop the locks that SQLite holds on it in this
    process.
    """
    try:
        with _naming:
            if not file.parent.is_dir():
                file.parent.mkdir(parents=True, mode=0o700)
            if not file.exists():
                with contextlib.suppress(FileExistsError):  # another process was faster
                    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as reason:
        raise Refused(
            say("{path} cannot be opened as a book. Choose a folder that you may write to.", path=str(file))
        ) from reason


def at_once(deed: Callable[_P, _T]) -> Callable[_P, _T]:
    """Let a deed run in one transaction, so that nothing changes between what it looks at and what it writes."""

    @functools.wraps(deed)
    def run(*args: _P.args, **more: _P.kwargs) -> _T:
        with transaction.atomic(using=alias()):
            return deed(*args, **more)

    return run


@contextlib.contextmanager
def opened(file: str | Path, *, keep: bool = False) -> Iterator[Path]:
    """Bind the book at ``file`` for the ``with`` block; make it where it is missing, bring its tables up to date.

    ``keep`` leaves this thread's connection open afterwards, for servers that enter again at once. Raises Refused where
    the file is no book or was made by a newer Kithbook.
    """
    book = Path(file).expanduser().resolve()
    _make_private(book)
    name = _register(book)
    outer = _alias.get()
    token = _alias.set(name)
    fresh = connections[name].connection is None
    try:
        if fresh:
            _bring_up_to_date(name, book)
        yield book
    finally:
        _alias.reset(token)
        if fresh and not keep and outer != name:
            connections[name].close()


def _bring_up_to_date(name: str, book: Path) -> None:
    try:
        upgrade.bring_up_to_date(connections[name])
    except DatabaseError as reason:
        connections[name].close()
        raise Refused(
            say("{path} is not a book, or is damaged. Run kithbook doctor, or choose another file.", path=str(book))
        ) from reason
