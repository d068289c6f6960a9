"""Every command as a user types it: its JSON keeps the contract, its errors are one sentence."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli import contract
from tests.cli.conftest import Run
from tests.cli.contract import answer


def test_an_import_reconciles_to_the_line(run: Run, chat: Path) -> None:
    """total = read + blank + not_read, read = new + known, and a continuation line counts as read."""
    one = answer(run("import", str(chat), "--me", "Ottokar Plumb", "--json"), contract.IMPORT)["imports"][0]
    lines, messages = one["lines"], one["messages"]
    assert lines["total"] == lines["read"] + lines["blank"] + lines["not_read"] == 8
    assert messages["read"] == messages["new"] + messages["known"]
    assert messages["new"] == 7
    assert one["chat"] == "Lantern Street"


def test_importing_again_adds_nothing(filled: Run, chat: Path) -> None:
    """The same file a second time is all known, two equal lines of one second included."""
    one = answer(filled("import", str(chat), "--json"), contract.IMPORT)["imports"][0]
    assert one["messages"]["new"] == 0
    assert one["messages"]["known"] == 7


def test_a_dry_run_leaves_the_book_as_it_was(run: Run, chat: Path) -> None:
    """After --dry-run nothing is in the book."""
    one = answer(run("import", str(chat), "--dry-run", "--json"), contract.IMPORT)["imports"][0]
    assert one["messages"]["read"] == 7
    assert answer(run("imports", "--json"), contract.IMPORT)["imports"] == []
    assert answer(run("people", "--json"), contract.PEOPLE)["total"] == 0


@pytest.mark.parametrize(
    ("words", "schema"),
    [
        (("imports",), contract.IMPORT),
        (("people",), contract.PEOPLE),
        (("person", "Ines Halfmoon"), contract.PERSON),
        (("circles",), contract.CIRCLES),
        (("numbers",), contract.NUMBERS),
        (("groups",), contract.GROUPS),
        (("group", "Lantern Street"), contract.GROUP),
        (("today",), contract.TODAY),
        (("search", "聚会"), contract.SEARCH),
        (("doctor",), contract.DOCTOR),
        (("formats",), contract.FORMATS),
        (("model",), contract.MODEL),
        (("intend", "--want", "friends", "--rhythm", "core=20/60", "--rhythm", "loose=never"), contract.INTENTION),
        (("draft", "Ines Halfmoon", "--tone", "light"), contract.DRAFT),
        (("favours", "Ines Halfmoon", "--gave", "a bowl", "--kind", "gift"), contract.FAVOURS),
        (("favours",), contract.FAVOURS),
        (("pieces", "--add", "A week without sugar", "--kind", "experiment"), contract.PIECES),
        (("share", "https://kiln.example/ash", "--about", "ash glazes"), contract.FITS),
        (("learnt", "--forget"), contract.LEARNT),
        (("calendar", "--new-address"), contract.CALENDAR),
        (("log", "Ines Halfmoon", "coffee", "--next", "6 months"), contract.TOUCH),
    ],
)
def test_each_command_keeps_its_json(filled: Run, words: tuple[str, ...], schema: dict[str, Any]) -> None:
    """Each command prints one JSON document in the promised shape, and nothing else."""
    answer(filled(*words, "--json"), schema)


@pytest.mark.parametrize(
    "words",
    [
        ("imports",),
        ("people",),
        ("person", "Ines Halfmoon"),
        ("circles",),
        ("numbers",),
        ("groups",),
        ("group", "Lantern Street"),
        ("today",),
        ("search", "kiln"),
        ("doctor",),
        ("formats",),
        ("model",),
        ("intend", "--quiet", "2026-12-20/2027-01-04", "--many", "30", "--place", "Ghent", "--words", "friends"),
        ("draft", "Ines Halfmoon"),
        ("favours", "Ines Halfmoon", "--promised", "the book", "--due", "2 weeks"),
        ("favours",),
        ("pieces", "--add", "A week without sugar", "--kind", "experiment"),
        ("pieces",),
        ("share", "ash glazes"),
        ("learnt",),
        ("calendar",),
        ("log", "Ines Halfmoon", "coffee"),
    ],
)
def test_each_command_speaks_to_a_person(filled: Run, words: tuple[str, ...]) -> None:
    """Without --json each command prints words, and no JSON, no object's name, no traceback."""
    status, out, err = filled(*words)
    assert (status, err) == (0, "")
    assert out.strip()
    for leak in ("Said(", "Struct", "Traceback", "{'", "None"):
        assert leak not in out


def test_read_gives_one_record_a_line(run: Run, chat: Path) -> None:
    """`kithbook read` needs no book and keeps two equal lines apart."""
    status, out, _ = run("read", str(chat), "--to", "-")
    records = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    for record in records:
        jsonschema.validate(record, contract.RECORD)
    assert [record["line"] for record in records] == [1, 2, 3, 5, 6, 7, 8]
    assert records[2]["text"] == "I bring the bowls\ntwo of them"
    assert records[1]["at"] == "2025-05-03T10:15:02"
    assert records[1]["zone"] == ""


def test_read_writes_a_file(run: Run, chat: Path, tmp_path: Path) -> None:
    """With --to FILE.jsonl the records go there; another ending is refused."""
    target = tmp_path / "out.jsonl"
    assert run("read", str(chat), "--to", str(target))[0] == 0
    assert len(target.read_text(encoding="utf-8").splitlines()) == 7
    status, _, err = run("read", str(chat), "--to", str(tmp_path / "out.doc"))
    assert status == 1
    assert ".jsonl" in err


def test_a_name_that_fits_several_is_refused_with_the_candidates(filled: Run) -> None:
    """A part that two names share lists both and ends with 1."""
    filled("add", "Ines Vale", "--json")
    status, out, err = filled("person", "Ines", "--json")
    assert (status, out) == (1, "")
    assert err.count("Ines Halfmoon") == err.count("Ines Vale") == 1


def test_people_can_be_typed_and_a_stated_size_stands_beside_the_seen(run: Run) -> None:
    """`kithbook add` makes an import; the group's stated size is kept beside the members seen."""
    answer(
        run("add", "云三朵", "Bram Teakettle", "--group", "Lantern Street", "--size", "312", "--json"), contract.IMPORT
    )
    head = answer(run("group", "Lantern Street", "--json"), contract.GROUP)["group"]
    assert head["members"] == {"stated": 312, "seen": 2}


def test_a_card_without_anything_seen_claims_no_day(run: Run) -> None:
    """Somebody of whom nothing was seen yet has no "as of"."""
    run("add", "Ines Vale")
    status, out, _ = run("person", "Ines Vale")
    assert status == 0
    assert "as of" not in out


def test_an_import_can_be_undone(filled: Run) -> None:
    """After the undo the people and messages of the import are gone."""
    number = answer(filled("imports", "--json"), contract.IMPORT)["imports"][0]["id"]
    answer(filled("imports", "undo", str(number), "--json"), contract.IMPORT)
    assert answer(filled("people", "--json"), contract.PEOPLE)["total"] == 0
    assert answer(filled("search", "kiln", "--json"), contract.SEARCH)["total"] == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("recipes.pages", b"\x00\x01\x02 not a chat"),
        ("cut.zip", b"PK\x03\x04 cut off"),
        ("never.txt", b"[99/99/2025, 10:15:00] Ines Halfmoon: tea\n" * 10),
    ],
)
def test_what_cannot_be_read_ends_with_one_sentence(run: Run, tmp_path: Path, name: str, content: bytes) -> None:
    """A file that nothing recognises: one sentence on standard error, exit status 1, the book as it was."""
    path = tmp_path / name
    path.write_bytes(content)
    status, out, err = run("import", str(path))
    assert (status, out) == (1, "")
    assert len(err.strip().splitlines()) == 1
    assert name in err
    assert "Traceback" not in err
    assert answer(run("imports", "--json"), contract.IMPORT)["imports"] == []


def test_a_missing_file_is_refused(run: Run, tmp_path: Path) -> None:
    """A path that is not there is said."""
    status, _, err = run("import", str(tmp_path / "nowhere.txt"))
    assert status == 1
    assert "nowhere.txt" in err


def test_wrong_usage_ends_with_2(run: Run) -> None:
    """An unknown option or order of dates is wrong usage."""
    assert run("today", "--colour", "red")[0] == 2
    assert run("import", "x.txt", "--dates", "sideways")[0] == 2
    assert run("people", "--circle", "square")[0] == 2


def test_every_command_has_help_with_an_example(run: Run) -> None:
    """`--help` of each command ends well and shows an example."""
    from kithbook.cli import app

    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    assert len(names) >= 14
    for name in [*(name.strip("_") for name in names), "imports"]:
        status, out, _ = run(name, "--help")
        assert status == 0
        assert f"kithbook {name}" in out, name
        assert "Example" in out, name


def test_serve_says_its_address_as_json_and_ends_well(tmp_path: Path) -> None:
    """`kithbook serve --json` prints where the page is, answers there, and ends with 0 on Ctrl-C."""
    command = [sys.executable, "-m", "kithbook", "serve", "--port", "0", "--json", "--book", str(tmp_path / "b.book")]
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = json.loads("".join(iter(server.stdout.readline, "}\n")) + "}")["address"]
        assert address.startswith("http://127.0.0.1:")
        with browser.open(address, timeout=30) as page:
            assert page.status == 200
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) == 0
    finally:
        server.kill()


def test_an_export_without_one_good_line_is_refused_before_and_after(run: Run, tmp_path: Path) -> None:
    """Where every line is a problem, a dry run says the same as the import, and nobody enters the book."""
    path = tmp_path / "never.txt"
    path.write_text("[99/99/2025, 10:15:00] Ines Halfmoon: tea\n" * 10)
    status, out, err = run("import", str(path), "--dry-run")
    assert (status, out) == (1, "")
    assert run("import", str(path)) == (1, "", err)
    assert answer(run("people", "--json"), contract.PEOPLE)["total"] == 0
    assert answer(run("doctor", "--json"), contract.DOCTOR)["well"]


def test_a_bad_file_beside_a_good_one_is_named(run: Run, chat: Path) -> None:
    """A folder with one bad file is brought in all the same; the bad one is named once, in words and in JSON."""
    (chat.parent / "list.txt").write_text("eggs\nflour\n")
    document = answer(run("import", str(chat.parent), "--json"), contract.IMPORT)
    assert [one["state"] for one in document["imports"]] == ["complete"]
    assert [one["where"] for one in document["not_recognised"]] == ["list.txt"]
    status, out, _ = run("import", str(chat.parent))
    assert status == 0
    assert out.count("list.txt") == 1


def test_an_empty_path_is_not_the_folder_one_stands_in(run: Run, chat: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unset variable in quotes must not bring in whatever lies around."""
    monkeypatch.chdir(chat.parent)
    status, _, err = run("import", "")
    assert (status, err) == (1, "No file was named. Give the exported file, archive or folder.\n")


def test_read_leaves_an_older_file_alone_where_it_fails(run: Run, chat: Path, tmp_path: Path) -> None:
    """What cannot be read or written is one sentence, and the file that was there stays as it was."""
    target = tmp_path / "out.jsonl"
    target.write_text("older")
    assert run("read", str(tmp_path / "nowhere.txt"), "--to", str(target))[0] == 1
    assert target.read_text() == "older"
    assert not list(tmp_path.glob("*.part"))
    status, _, err = run("read", str(chat), "--to", str(tmp_path / "nowhere" / "out.jsonl"))
    assert (status, len(err.splitlines())) == (1, 1)
    assert "cannot be written" in err


def test_a_name_that_is_no_text_is_refused(run: Run, chat: Path) -> None:
    """A file name of bytes that are no UTF-8 is one sentence, alone or beside a good file."""
    strange = chat.parent / "\udcff.txt"
    try:
        strange.write_bytes(chat.read_bytes())
    except (OSError, UnicodeError):
        pytest.skip("this file system has only names that are text")
    status, _, err = run("import", str(strange))
    assert (status, len(err.splitlines())) == (1, 1)
    assert "Rename it" in err
    document = answer(run("import", str(chat.parent), "--json"), contract.IMPORT)
    assert len(document["imports"]) == len(document["not_recognised"]) == 1


def test_a_terminal_without_the_letters_is_no_reason_to_fail(tmp_path: Path, chat: Path) -> None:
    """With an ASCII terminal, words show a question mark for what it lacks, and JSON stays UTF-8."""
    typed = [sys.executable, "-c", "from kithbook.cli import main; main()"]
    surroundings = os.environ | {"KITHBOOK_BOOK": str(tmp_path / "my.book"), "PYTHONIOENCODING": "ascii"}

    def bare(*words: str) -> bytes:
        done = subprocess.run([*typed, *words], env=surroundings, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout

    bare("import", str(chat))
    assert b"?? on Saturday" in bare("search", "聚会")
    assert "聚会" in json.loads(bare("search", "聚会", "--json"))["hits"][0]["text"]


def test_ctrl_c_is_one_sentence(run: Run, chat: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stops an import is told what stays and how to go on."""
    from kithbook import book

    def stopped(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(book, "bring_in", stopped, raising=False)
    status, out, err = run("import", str(chat))
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert err.startswith("Stopped.")


def test_formats_speak_the_language_of_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way to get an export is told in the language that was asked for, else in that of the terminal."""
    assert "导出聊天" in run("formats", "--language", "zh-hans")[1]
    monkeypatch.setenv("LC_ALL", "ar_EG.UTF-8")
    assert "تصدير الدردشة" in run("formats")[1]
    assert run("formats", "--language", "tlh")[0] == 2
