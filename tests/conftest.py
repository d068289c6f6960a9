"""What all tests share: where the real exports are, and a clock that stands still."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("kithbook", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("kithbook")

NOW = 1_781_514_000  # 2026-06-15 09:00 UTC, a Monday


@pytest.fixture(scope="session", autouse=True)
def quick_books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new book is a copy of one that was migrated before: half a second less for each, the same tables.

    Not in the tests of the store, which are of the making itself, nor in other processes.
    """
    from kithbook.store import upgrade

    really, ready = upgrade.bring_up_to_date, tmp_path_factory.mktemp("ready") / "ready.book"

    def bring_up_to_date(connection: Any) -> None:
        if "tests/store/" not in os.environ.get("PYTEST_CURRENT_TEST", "") and not upgrade.applied(connection):
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM sqlite_master")
                empty = cursor.fetchone()[0] == 0
            if empty and ready.exists():
                with sqlite3.connect(ready) as source:
                    source.backup(connection.connection)
                source.close()
            elif empty:
                really(connection)
                with sqlite3.connect(ready.with_suffix(".part")) as target:
                    connection.connection.backup(target)
                target.close()
                ready.with_suffix(".part").rename(ready)
        really(connection)

    upgrade.bring_up_to_date = bring_up_to_date
    yield
    upgrade.bring_up_to_date = really


@pytest.fixture
def now() -> int:
    """The moment at which tests look at a book."""
    return NOW


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real exports and research data, beside the checkout; skipped where it is missing."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "samples").is_dir():
        pytest.skip("the folder ../shared with real exports is not here")
    return folder
