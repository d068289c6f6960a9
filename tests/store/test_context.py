"""A book is bound by a context, never by a global."""

import os
import stat
import threading
from pathlib import Path

import pytest

from kithbook import book
from kithbook.vocabulary import Refused


def test_two_books_in_one_process(tmp_path: Path) -> None:
    """Each context sees its own book, nested or one after the other."""
    with book.opened(tmp_path / "a.sqlite"):
        from kithbook.store.models import Person

        Person.objects.create(name="Ines")
        with book.opened(tmp_path / "b.sqlite"):
            assert not Person.objects.exists()
            Person.objects.create(name="Lio")
            with book.opened(tmp_path / "a.sqlite"):
                assert Person.objects.get().name == "Ines"
            assert Person.objects.get().name == "Lio"
        assert Person.objects.get().name == "Ines"


def test_nothing_is_open_outside(tmp_path: Path) -> None:
    """Without a book, and in a thread that has not entered it, asking is refused."""
    from kithbook.store import context

    answers: list[str] = []

    def ask() -> None:
        try:
            context.alias()
        except Refused as reason:
            answers.append(str(reason))

    with book.opened(tmp_path / "a.sqlite"):
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    ask()
    assert answers == ["No book is open. Open one first."] * 2


@pytest.mark.skipif(os.name != "posix", reason="modes of files are a thing of POSIX")
def test_only_the_owner_can_read(tmp_path: Path) -> None:
    """The file and its companions are 0600, a new folder 0700."""
    with book.opened(tmp_path / "new" / "a.sqlite") as path:
        from kithbook.store.models import Person

        Person.objects.create(name="Ines")
        modes = {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
        assert len(list(path.parent.iterdir())) == 3
    assert modes == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_is_no_book_is_refused(tmp_path: Path) -> None:
    """A file that is something else is refused and left as it is; so is a folder that is not ours."""
    other = tmp_path / "letter.txt"
    other.write_text("Dear Ines, " * 200)
    with pytest.raises(Refused, match="not a book"), book.opened(other):
        pass
    assert other.read_text() == "Dear Ines, " * 200
    with pytest.raises(Refused, match="cannot be opened"), book.opened(other / "book.sqlite"):
        pass


def test_newer_book_is_refused(tmp_path: Path) -> None:
    """A book with an upgrade that this version does not know is not touched."""
    with book.opened(tmp_path / "a.sqlite"):
        from kithbook.store import rows

        rows.run("INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_later', '2030-01-01')")
    with pytest.raises(Refused, match="newer Kithbook"), book.opened(tmp_path / "a.sqlite"):
        pass


def test_opened_by_many_at_once(tmp_path: Path) -> None:
    """Several threads that open a new book at the same moment all find it made, once."""
    wrong: list[BaseException] = []

    def enter() -> None:
        try:
            with book.opened(tmp_path / "a.sqlite"):
                from kithbook.store.models import Person

                Person.objects.create(name="somebody")
        except BaseException as reason:
            wrong.append(reason)

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    with book.opened(tmp_path / "a.sqlite"):
        from kithbook.store.models import Person

        assert Person.objects.count() == 4


def test_book_is_set_up_as_designed(opened: Path) -> None:
    """Write-ahead log, foreign keys, synchronous NORMAL, patience for other writers, FTS5."""
    from kithbook.store import rows

    told = {name: rows.all_of(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "foreign_keys", "synchronous")}
    assert told == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1}
    assert rows.all_of("PRAGMA busy_timeout")[0][0] >= 30_000


def test_models_and_migrations_agree(opened: Path) -> None:
    """Nothing was changed in a model without its migration."""
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    written = MigrationLoader(None).project_state()
    assert MigrationAutodetector(written, ProjectState.from_apps(apps)).changes(MigrationLoader(None).graph) == {}


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    """A SQLite file with somebody else's tables is refused, and gets none of ours."""
    import sqlite3
    from contextlib import closing

    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE teapots (name)")
        other.commit()
    with pytest.raises(Refused, match="another program"), book.opened(path):
        pass
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("teapots",)]
