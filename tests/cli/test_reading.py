"""`kithbook read`: every form of file, every kind of record, whole or not there."""

import csv
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import polars
import pytest

from benchmarks.generate import export
from kithbook import book
from kithbook.vocabulary import Refused
from tests.cli.conftest import Run

TELEGRAM = {
    "name": "Ines",
    "type": "personal_chat",
    "id": 7,
    "messages": [
        {"id": 1, "type": "message", "date_unixtime": "1781514000", "from": "Ines", "from_id": "user7", "text": "=1+1"},
        {"id": 2, "type": "message", "date_unixtime": "1781514060", "from": "+Lio", "from_id": "user8", "text": "-x",
         "reply_to_message_id": 1, "reactions": [{"type": "emoji", "count": 2, "emoji": "\u2764"}]},
        {"id": 3, "type": "service", "date_unixtime": "1781514120", "actor": "Ines", "actor_id": "user7",
         "action": "phone_call", "duration_seconds": 65, "text": ""},
    ],
}  # fmt: skip


@pytest.fixture
def telegram(tmp_path: Path) -> Path:
    """A small Telegram export with a reply, a reaction, a call and texts that look like formulas."""
    path = tmp_path / "result.json"
    path.write_text(json.dumps(TELEGRAM), encoding="utf-8")
    return path


def test_a_csv_opens_in_a_spreadsheet_and_runs_nothing(run: Run, telegram: Path, tmp_path: Path) -> None:
    """The mark of UTF-8 comes first, and cells that look like formulas are text."""
    target = tmp_path / "out.csv"
    assert run("read", str(telegram), "--to", str(target))[0] == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbfchat,sender,at,")
    rows = list(csv.DictReader(target.open(encoding="utf-8-sig", newline="")))
    assert [row["text"] for row in rows] == ["'=1+1", "'-x", "0:01:05"]
    assert [row["sender"] for row in rows] == ["Ines", "'+Lio", "Ines"]
    assert (rows[1]["reactions"], rows[1]["reply_to"]) == ("\u2764 2", "1")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_every_start_of_a_formula_is_guarded(run: Run, chat: Path, tmp_path: Path, start: str) -> None:
    """What OWASP lists for CSV injection gets an apostrophe before it, wherever it came from."""
    from kithbook.book.putting import _guarded

    assert _guarded(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"
    assert _guarded(-5) == -5


def test_parquet_has_the_same_records(run: Run, telegram: Path, tmp_path: Path) -> None:
    """Timestamps are timestamps, and texts are as they were."""
    target = tmp_path / "out.parquet"
    assert run("read", str(telegram), "--to", str(target))[0] == 0
    frame = polars.read_parquet(target)
    assert frame["text"].to_list() == ["=1+1", "-x", "0:01:05"]
    assert str(frame["at"][0]) == "2026-06-15 09:00:00"
    assert frame.schema["edited"] == polars.Boolean
    assert run("read", str(telegram), "--to", str(target), "--what", "tastes")[0] == 0
    assert polars.read_parquet(target).height == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.parquet", "result.json"]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("people", [("Ines", "user7"), ("+Lio", "user8")]),
        ("encounters", [("call", ["Ines"])]),
        ("pieces", []),
    ],
)
def test_each_kind_of_record_can_be_asked_for(
    run: Run, telegram: Path, what: str, expected: list[tuple[object, ...]]
) -> None:
    """People, encounters and what else there is are records of their own."""
    status, out, _ = run("read", str(telegram), "--what", what)
    rows = [json.loads(line) for line in out.splitlines()]
    fields = {"people": ("name", "key"), "encounters": ("kind", "people"), "pieces": ()}[what]
    assert status == 0
    assert [tuple(row[name] for name in fields) for row in rows] == expected


def test_all_records_come_with_their_kind(run: Run, telegram: Path, tmp_path: Path) -> None:
    """Nothing of an export is left out of "all"; a table has no room for it."""
    status, out, _ = run("read", str(telegram), "--what", "all")
    kinds = [json.loads(line)["record"] for line in out.splitlines()]
    assert status == 0
    assert kinds == ["chat", "contact", "message", "contact", "message", "encounter", "tally"]
    status, _, err = run("read", str(telegram), "--what", "all", "--to", str(tmp_path / "out.csv"))
    assert (status, len(err.splitlines())) == (1, 1)
    status, _, err = run("read", str(telegram), "--what", "friends")
    assert (status, len(err.splitlines())) == (1, 1)


def test_what_is_in_doubt_is_said_and_can_be_answered(run: Run, tmp_path: Path) -> None:
    """A file that leaves its dates open says so, and an answer decides."""
    path = tmp_path / "chat.txt"
    path.write_text("03/05/2025, 10:15 - Ines: tea\n03/05/2025, 10:16 - Lio: yes\n", encoding="utf-8")
    _, out, err = run("read", str(path))
    assert "--answer date_order=" in err
    _, other, err = run("read", str(path), "--answer", "date_order=mdy")
    assert err == ""
    assert {json.loads(text.splitlines()[0])["at"] for text in (out, other)} == {
        "2025-05-03T10:15:00",
        "2025-03-05T10:15:00",
    }


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_what_cannot_be_read_leaves_the_file_that_was_there(run: Run, tmp_path: Path, ending: str) -> None:
    """A broken archive in the middle of reading costs nothing that was there before."""
    target = tmp_path / f"out.{ending}"
    target.write_text("older")
    (tmp_path / "notes.txt").write_text("buy bread")
    for path in ("notes.txt", "nowhere.zip"):
        status, _, err = run("read", str(tmp_path / path), "--to", str(target))
        assert (status, len(err.splitlines())) == (1, 1)
    assert target.read_text() == "older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", target.name]


def test_an_export_is_not_overwritten_by_its_own_records(run: Run, telegram: Path) -> None:
    """The file that is read is never the file that is written."""
    path = telegram.rename(telegram.with_suffix(".jsonl"))
    before = path.read_bytes()
    status, _, err = run("read", str(path), "--to", str(path))
    assert (status, len(err.splitlines())) == (1, 1)
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are a thing of POSIX")
@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_a_long_chat_is_written_whole_or_not_at_all(tmp_path: Path, ending: str) -> None:
    """Where a file may not grow as large as needed, one sentence says so and nothing is left behind."""
    source = export(tmp_path / "chat.txt", 30_000)
    target = tmp_path / f"out.{ending}"
    assert book.read_to(source, target) == 30_001
    target.unlink()

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    typed = [sys.executable, "-c", "from kithbook.cli import main; main()", "read", str(source), "--to", str(target)]
    done = subprocess.run(typed, capture_output=True, text=True, check=False, preexec_fn=small)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["chat.txt"]


def test_an_unknown_ending_is_refused_before_reading(tmp_path: Path) -> None:
    """The three endings are named."""
    with pytest.raises(Refused, match=r"\.jsonl, \.csv or \.parquet"):
        book.read_to(tmp_path / "nowhere.txt", tmp_path / "out.doc")
