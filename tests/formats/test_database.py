"""The guard for databases: what was written last is read, a hostile or damaged file does no harm."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.formats import database, find, imessage, read, signal_desktop
from kithbook.formats.database import Damaged
from kithbook.formats.database_dump import statements
from kithbook.formats.source import Source
from kithbook.formats.text import Text
from kithbook.vocabulary import Message, Problem, Record, Refused, Tally
from tests.formats import databases
from tests.formats.test_contract import check_stream

SAMPLES = Path(__file__).parent / "samples"
CHANGED = ("imessage/chat.db", "signal-desktop/plain.sqlite", "signal-desktop/old.db")
LATEST = "written a moment ago"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which temporary files are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def made(path: Path, *statements: str) -> Path:
    """A database in which these statements were carried out."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def texts(records: list[Record]) -> list[str]:
    """What the messages say."""
    return [record.text for record in records if isinstance(record, Message)]


def copied(folder: Path) -> Path:
    """A copy of the sample whose last message stands in the "-wal"."""
    shutil.copytree(SAMPLES / "imessage" / "copied", folder)
    return folder


def zipped(folder: Path) -> Path:
    """The same in a zip."""
    path = folder.with_suffix(".zip")
    with ZipFile(path, "w") as archive:
        for each in sorted(folder.iterdir()):
            archive.write(each, f"Messages/{each.name}")
    return path


@pytest.mark.parametrize("given_as", [lambda folder: folder, lambda folder: folder / "chat.db", zipped])
def test_what_was_written_last_is_read(tmp_path: Path, temporary: Path, given_as: Callable[[Path], Path]) -> None:
    """The "-wal" beside a database counts, whether a folder, the file itself or a zip was given."""
    path = given_as(copied(tmp_path / "Messages"))
    (export,) = [found for found in find(path) if found.format]
    assert export.format is imessage
    assert texts(list(imessage.read(export.source))) == ["first", LATEST]
    assert list(temporary.iterdir()) == []


def test_a_database_whose_tables_stand_in_the_journal_is_known(tmp_path: Path) -> None:
    """Even the tables may stand in the "-wal" alone, as soon after a database was made."""
    folder = tmp_path / "new"
    folder.mkdir()
    connection = sqlite3.connect(tmp_path / "new.db")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(databases.CHAT_DB)
    for end in ("", "-wal"):
        shutil.copyfile(tmp_path / f"new.db{end}", folder / f"chat.db{end}")
    connection.close()
    assert (folder / "chat.db").stat().st_size <= 4096
    assert imessage.recognise(Source(folder).part(["chat.db", "chat.db-wal"]))


def test_nothing_is_left_behind(tmp_path: Path, temporary: Path) -> None:
    """Neither beside the database nor in the temporary folder, however reading ends."""
    folder = copied(tmp_path / "Messages")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    stream = read(folder)
    next(stream)
    assert list(temporary.iterdir())
    stream.close()
    assert list(temporary.iterdir()) == []
    (folder / "chat.db").write_bytes(before["chat.db"][:100])
    with pytest.raises(Refused):
        list(imessage.read(Source(folder / "chat.db")))
    (folder / "chat.db").write_bytes(before["chat.db"])
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert list(temporary.iterdir()) == []


def test_a_full_disk_is_said_in_a_sentence(tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room for the copy, the person is told so."""

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(Refused, match="room on the disk"):
        list(imessage.read(Source(copied(tmp_path / "Messages") / "chat.db")))
    assert list(temporary.iterdir()) == []


def test_views_and_virtual_tables_are_no_tables(tmp_path: Path) -> None:
    """Something that only looks like the table of messages is never asked anything."""
    columns = "1 AS guid, 'x' AS text, 1 AS date, 1 AS handle_id, 1 AS is_from_me"
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    view = made(
        tmp_path / "view.db",
        "CREATE TABLE handle (id)",
        f"CREATE VIEW message AS {endless} SELECT {columns} FROM n",
    )
    virtual = made(
        tmp_path / "virtual.db",
        "CREATE TABLE handle (id)",
        "CREATE VIRTUAL TABLE message USING fts5(guid, text, date, handle_id, is_from_me)",
    )
    for path in (view, virtual):
        assert "message" not in database.tables(Source(path))
        assert not imessage.recognise(Source(path))


def test_a_schema_with_columns_made_from_json_is_read(tmp_path: Path) -> None:
    """Signal's own tables have such; to older SQLites the functions for it are not harmless."""
    path = databases.write(tmp_path / "signal.db", databases.SIGNAL, databases.signal())
    with database.opened(Source(path)) as opened:
        assert "callid" not in opened.tables["messages"]  # no column of the file's own making is asked for
        assert next(opened.rows("SELECT count(*) FROM messages"))[0] == 20


def test_the_file_cannot_be_written(tmp_path: Path) -> None:
    """A trigger never fires, since only tables of the connection itself can be changed."""
    path = made(
        tmp_path / "trigger.db",
        "CREATE TABLE a (x)",
        "CREATE TABLE b (x)",
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN INSERT INTO b VALUES (1); END",
    )
    with database.opened(Source(path)) as opened:
        assert not opened.tried("INSERT INTO a VALUES (1)")
        assert opened.tried("CREATE TEMP TABLE own (x)")
        assert not opened.tried(f"ATTACH '{tmp_path / 'other.db'}' AS other")
    assert not (tmp_path / "other.db").exists()


def test_an_endless_query_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes too many steps for its file ends as if that were damaged."""
    monkeypatch.setattr(database, "PATIENCE", 2)
    path = made(tmp_path / "small.db", "CREATE TABLE a (x)", "INSERT INTO a VALUES (1)")
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with database.opened(Source(path)) as opened:
        with pytest.raises(Damaged):
            list(opened.rows(endless))
        assert list(opened.rows("SELECT x FROM a")) == [(1,)]


def test_a_value_that_is_too_long_costs_only_its_row(tmp_path: Path) -> None:
    """Every other message is read, in its order."""
    rows = [
        databases.message(n, 1, 1, f"{n}" if n != 40 else "x" * (database.MAX_LENGTH + 1), n) for n in range(1, 100)
    ]
    path = databases.write(tmp_path / "chat.db", databases.CHAT_DB, {**databases.PEOPLE, **databases.joined(rows)})
    records = list(imessage.read(Source(path)))
    assert texts(records) == [str(n) for n in range(1, 100) if n != 40]
    assert [record.why for record in records if isinstance(record, Problem)] == [database.DAMAGED]
    assert records[-1] == Tally("record", 99, 98, 0, 1)


def test_a_damaged_page_costs_only_what_is_on_it(tmp_path: Path) -> None:
    """The rows of all other pages are read."""
    rows = [databases.message(n, 1, 1, f"message {n} of the long evening", n) for n in range(1, 400)]
    path = databases.write(tmp_path / "chat.db", databases.CHAT_DB, {**databases.PEOPLE, **databases.joined(rows)})
    content = bytearray(path.read_bytes())
    page = content.index(b"message 200 of") // 512 * 512
    content[page : page + 512] = b"\xff" * 512
    path.write_bytes(content)
    records = list(imessage.read(Source(path)))
    check_stream(records)
    assert len(texts(records)) > 300
    assert any(isinstance(record, Problem) for record in records)


def test_text_that_is_not_unicode_is_read(tmp_path: Path) -> None:
    """A byte that is no text costs one character."""
    path = databases.write(tmp_path / "chat.db", databases.CHAT_DB, databases.PEOPLE)
    made(
        path,
        "INSERT INTO message (ROWID, guid, text, date) VALUES (1, 'G', CAST(X'6b696cff' AS TEXT), 720000000000000000)",
    )
    assert texts(list(imessage.read(Source(path)))) == ["kil\ufffd"]


def test_a_damaged_name_of_a_column_is_no_end(tmp_path: Path) -> None:
    """The schema is text that may be damaged too: a name that is no text raises nothing."""
    path = databases.write(tmp_path / "chat.db", databases.CHAT_DB, databases.mac())
    path.write_bytes(path.read_bytes().replace(b"message (ROWID", b"message (\x99OWID"))
    check_stream(list(imessage.read(Source(path))))


def test_a_table_without_the_column_of_its_order_is_read_by_its_ids(tmp_path: Path) -> None:
    """An empty one gives nothing, and a damaged one what it has."""
    columns = "id, conversationId, type, body, source, json"
    path = made(tmp_path / "a.db", "CREATE TABLE conversations (id, type)", f"CREATE TABLE messages ({columns})")
    empty = list(signal_desktop.read(Source(path)))
    assert empty[-1] == Tally("record", 1, 0, 0, 1)
    row = """1, 'c', 'incoming', 'hi', '+447700900123', '{"sent_at": 1714557600000}'"""
    made(path, f"INSERT INTO messages VALUES ({row})", "INSERT INTO conversations VALUES (NULL, 'private')")
    records = list(signal_desktop.read(Source(path)))
    check_stream(records)
    assert texts(records) == ["hi"]
    assert records[-1] == Tally("record", 2, 1, 0, 1)


DUMP = """PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
-- it's a comment; with an apostrophe
CREATE TABLE t (a TEXT, -- it's another
  b INTEGER PRIMARY KEY);
INSERT INTO t VALUES('one; -- no comment
two '' three;
', 1);
INSERT INTO "t" VALUES(char(10) || 'x', 2);
INSERT INTO t VALUES('the key is there already', 2);
INSERT INTO missing VALUES(1);
CREATE TRIGGER g AFTER INSERT ON t BEGIN
  DELETE FROM t;
END;
CREATE VIEW v AS SELECT 1;
DELETE FROM t;
UPDATE t SET a = 'changed';
ATTACH 'FOLDER/other.db' AS other;
CREATE TABLE w AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;
INSERT INTO sqlite_sequence VALUES('t', 9);
PRAGMA writable_schema = ON;
INSERT INTO sqlite_schema VALUES('table', 'x', 'x', 0, 'CREATE VIRTUAL TABLE x USING fts5(y)');
COMMIT;
"""


def test_a_dump_makes_tables_and_rows_and_nothing_else(tmp_path: Path, temporary: Path) -> None:
    """Whatever else it says is passed over, and what rows were lost is counted."""
    path = tmp_path / "dump.sql"
    path.write_text(DUMP.replace("FOLDER", str(tmp_path)), "utf-8")
    with database.opened(Source(path)) as opened:
        assert set(opened.tables) == {"t"}
        assert list(opened.rows("SELECT a, b FROM t")) == [("one; -- no comment\ntwo ' three;\n", 1), ("\nx", 2)]
        assert opened.lost == 2
    assert sorted(each.name for each in tmp_path.iterdir()) == ["dump.sql", "temporary"]


def test_a_dump_does_not_fill_the_disk(tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of a small dump stays small, though one statement can ask for a large value."""
    monkeypatch.setattr(database, "ROOM", 1 << 20)
    path = tmp_path / "dump.sql"
    path.write_text("CREATE TABLE t (a);\n" + "INSERT INTO t VALUES(zeroblob(500000));\n" * 50, "utf-8")
    with database.opened(Source(path)) as opened:
        assert opened.lost > 40
        assert next(temporary.glob("*/export.db")).stat().st_size < 2 << 20


@given(st.text(st.sampled_from("';-\n aI\"/*"), max_size=40))
def test_any_text_is_cut_into_statements(tmp_path_factory: pytest.TempPathFactory, written: str) -> None:
    """A text in quotes stays one statement, whatever it holds."""
    path = tmp_path_factory.mktemp("sql") / "a.sql"
    path.write_text("INSERT INTO t VALUES('{}');\nSELECT 1;\n".format(written.replace("'", "''")), "utf-8")
    source = Source(path)
    found = list(statements(Text(source, source.first)))
    assert found[1:] == ["SELECT 1;"]


@settings(max_examples=80)
@given(data=st.data(), sample=st.sampled_from(CHANGED))
def test_a_changed_database_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, sample: str
) -> None:
    """Bytes changed anywhere, or a file cut short, never raise anything but a sentence; every unit is accounted for."""
    content = bytearray((SAMPLES / sample).read_bytes())
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.sampled_from([1, 2, 4, 60]))] = data.draw(st.binary(min_size=1, max_size=4))
    path = tmp_path_factory.mktemp("changed") / "export.db"
    path.write_bytes(content[: data.draw(st.sampled_from([len(content), len(content) - 512, len(content) // 2]))])
    for module in (imessage, signal_desktop):
        for records in records_or_none(module, path):
            check_stream(records)
            assert records == list(module.read(Source(path)))


def records_or_none(module: ModuleType, path: Path) -> list[list[Record]]:
    """The records of a file, nothing where it is refused in a sentence."""
    try:
        source = Source(path)
        module.recognise(source)
        return [list(module.read(source))]
    except Refused:
        return []
