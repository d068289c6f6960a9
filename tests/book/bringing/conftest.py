"""Small exports of an invented pottery group, and the rows of a book as one text to compare."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kithbook import book

WhatsApp = Callable[..., Path]
Dump = Callable[[], str]

# What a book is made of; the list of imports itself remembers that something was brought in and undone.
TABLES = (
    "person",
    "handle",
    "chat",
    "membership",
    "sighting",
    "message",
    "token",
    "problem",
    "known",
    "touch",
    "note",
    "revision",
)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A book with nothing in it, in Berlin: made once, because making tables takes longer than most tests."""
    path = tmp_path_factory.mktemp("blank") / "book.sqlite"
    with book.opened(path):
        book.change_settings(zone="Europe/Berlin")
    return path.read_bytes()


@pytest.fixture
def empty(tmp_path: Path, blank: bytes) -> Iterator[Path]:
    """An open book with nothing in it, in Berlin."""
    (tmp_path / "book.sqlite").write_bytes(blank)
    (tmp_path / "book.sqlite").chmod(0o600)
    with book.opened(tmp_path / "book.sqlite") as path:
        yield path


@pytest.fixture
def whatsapp(tmp_path: Path) -> WhatsApp:
    """Writes a WhatsApp export of (day, clock, name, text) lines of March 2024; ``name`` tells the files apart."""

    def write(*lines: tuple[int, str, str, str], name: str = "a", title: str = "Kiln Club") -> Path:
        path = tmp_path / name / f"WhatsApp Chat with {title}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        told = [f"{day:02}/03/2024, {clock} - {who}: {text}" for day, clock, who, text in lines]
        path.write_text("\n".join(told) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def telegram(tmp_path: Path) -> Callable[..., Path]:
    """Writes a Telegram export of one group: (id, UTC seconds, name, text, id answered or 0) lines."""

    def write(*lines: tuple[int, int, str, str, int], name: str = "t", chat_id: int = 77) -> Path:
        messages: list[dict[str, Any]] = [
            {
                "id": number,
                "type": "message",
                "date": "2024-03-01T00:00:00",
                "date_unixtime": str(at),
                "from": who,
                "from_id": f"user{sum(map(ord, who))}",
                "text": text,
                **({"reply_to_message_id": answered} if answered else {}),
            }
            for number, at, who, text, answered in lines
        ]
        path = tmp_path / name / "result.json"
        path.parent.mkdir(exist_ok=True)
        whole = {"name": "Kiln Club", "type": "private_group", "id": chat_id, "messages": messages}
        path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        return path

    return write


@pytest.fixture
def dump() -> Dump:
    """All rows of the open book as one text."""
    from kithbook.store import rows

    def rows_of(table: str) -> list[Any]:
        return rows.all_of(f"SELECT * FROM store_{table} ORDER BY 1, 2")

    return lambda: "\n".join(f"{table}: {row}" for table in TABLES for row in rows_of(table))
