"""Brings the tables of a book up to date: a fast look first, Django's migrations only where they are needed."""

import threading
import time
from functools import cache
from pathlib import Path
from typing import Final

from django.core.management import call_command
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.exceptions import MigrationSchemaMissing

from kithbook.vocabulary import Refused, say

PATIENCE: Final = 30.0  # seconds to wait for another process that is migrating the same book

_one_thread = threading.Lock()


@cache
def names() -> tuple[str, ...]:
    """The migrations that this version knows, in order."""
    return tuple(sorted(file.stem for file in (Path(__file__).parent / "migrations").glob("[0-9]*.py")))


def applied(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """The migrations that the book has had, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'")
        if cursor.fetchone() is None:
            return ()
        cursor.execute("SELECT name FROM django_migrations WHERE app = 'store' ORDER BY name")
        return tuple(row[0] for row in cursor.fetchall())


def _foreign(connection: BaseDatabaseWrapper) -> bool:
    """Whether the file has tables and none of them is ours: such a file is never written to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(sum(name = 'django_migrations'), 0) FROM sqlite_master")
        tables, ours = cursor.fetchone()
    return bool(tables and not ours)


def bring_up_to_date(connection: BaseDatabaseWrapper) -> None:
    """Migrate the book where it is behind. Raises Refused where it is ahead of this version."""
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            had = applied(connection)
            if set(had) - set(names()):
                raise Refused(say("This book was made by a newer Kithbook. Install that version to open it."))
            if had == names():
                return
            if not had and _foreign(connection):
                raise Refused(say("This file is another program's database. Choose another file for the book."))
            with _one_thread:
                if applied(connection) != names():
                    call_command("migrate", database=connection.alias, verbosity=0, interactive=False)
        except (OperationalError, MigrationSchemaMissing):
            # Another process is making the same tables at this moment: look again when it is done.
            if time.monotonic() > give_up:
                raise
            connection.close()
            time.sleep(0.1)
