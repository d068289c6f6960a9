"""The contract of the formats, on the book's side: each sample comes in whole, and coming again adds nothing."""

import contextlib
import json
import shutil
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kithbook import book

SAMPLES = Path(__file__).resolve().parents[2] / "formats" / "samples"
EXPORTS = sorted(
    sample
    for folder in SAMPLES.iterdir()
    for sample in folder.iterdir()
    if not sample.name.endswith(".expected.jsonl") and not sample.name.startswith(".")
)


def saved_again(sample: Path, folder: Path) -> Path:
    """The same export as saved a second time: the same messages in other bytes, so that nothing but them can match."""
    again = folder / "again" / sample.name
    again.parent.mkdir()
    if sample.is_dir():
        shutil.copytree(sample, again)
    else:
        shutil.copy(sample, again)
    for file in [path for path in again.rglob("*") if path.is_file()] if again.is_dir() else [again]:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file, "a") as archive:
                archive.comment = b"saved again"
        elif file.name.endswith("-wal"):
            continue  # belongs to the database beside it
        elif file.read_bytes().startswith(b"SQLite format 3"):
            with contextlib.closing(sqlite3.connect(file)) as database:
                database.execute("PRAGMA user_version = 77")
        else:
            wide = {b"\xff\xfe": b"\n\0", b"\xfe\xff": b"\0\n"}.get(file.read_bytes()[:2], b"\n")
            file.write_bytes(file.read_bytes() + wide)
    return again


@pytest.mark.parametrize("sample", EXPORTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_comes_in_whole_and_again_adds_nothing(sample: Path, empty: Path, tmp_path: Path, now: int) -> None:
    """Every unit is accounted for; the same file, and the same messages saved again, are all known."""
    first = book.bring_in(sample, now=now).imports[0]
    lines = first.lines
    assert lines.total == lines.read + lines.blank + lines.not_read
    assert first.messages.read == first.messages.new == sum(1 for _ in book.read(sample))
    for path in (sample, saved_again(sample, tmp_path)):
        again = book.bring_in(path, now=now).imports[0]
        assert (again.messages.new, again.messages.known) == (0, first.messages.read)
    assert book.people(now=now).total <= first.people.read  # nobody came twice


def test_a_call_is_kept_as_a_message_of_its_chat(empty: Path, tmp_path: Path, now: int) -> None:
    """An answered call of Telegram stands in the chat, from who called, with its length."""
    from kithbook.store.models import Message
    from kithbook.vocabulary import KINDS

    call: dict[str, Any] = {
        "id": 2,
        "type": "service",
        "date": "2024-03-01T00:01:00",
        "date_unixtime": "1709251260",
        "actor": "Ines",
        "actor_id": "user5",
        "action": "phone_call",
        "duration_seconds": 848,
    }
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"name": "Ines", "type": "personal_chat", "id": 5, "messages": [call]}))
    assert book.bring_in(path, now=now).imports[0].messages.new == 1
    kept = Message.objects.get()
    assert (KINDS[kept.kind], kept.text, kept.sender.name) == ("call", "0:14:08", "Ines")
    assert [record["kind"] for record in book.read(path)] == ["call"]
