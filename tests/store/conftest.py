"""A book to write rows into."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kithbook import book


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Path]:
    """An open book with nothing in it, in UTC."""
    with book.opened(tmp_path / "book.sqlite") as path:
        book.change_settings(zone="UTC")
        yield path
