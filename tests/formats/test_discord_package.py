"""Discord's data package: one's own messages come back from either form, in folders of any name, whatever is broken."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import discord_package, find
from kithbook.formats.source import Source
from kithbook.vocabulary import Chat, Contact, Message, Problem, Record, Tally

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n", exclude_characters="<"))
IDS = st.integers(10**15, 2**63)
COLUMNS = ("ID", "Timestamp", "Contents", "Attachments")
ME = "301234567890123401"
CHANNEL = "302000000000000010"
Written = list[tuple[int, int, str]]  # id, seconds, text


def as_json(written: Written, *, text_ids: bool = False) -> str:
    """Messages as today's packages have them."""
    rows = [
        {
            "ID": str(number) if text_ids else number,
            "Timestamp": f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S}",
            "Contents": text,
            "Attachments": "",
        }
        for number, at, text in written
    ]
    return json.dumps(rows, ensure_ascii=False)


def as_csv(written: Written) -> str:
    """Messages as packages until 2024 have them."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for number, at, text in written:
        when = f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S}.000000+00:00"
        table.writerow((number, when, text, ""))
    return out.getvalue()


def build(folder: Path, files: dict[str, Any]) -> Path:
    """A folder of these files; what is no text is written as JSON."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8", newline="")
    return folder


def read(path: Path) -> list[Record]:
    """The records of the one package at this path."""
    found = [each for each in find(path) if each.format]
    assert [each.format for each in found] == [discord_package]
    return list(discord_package.read(found[0].source))


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


@given(
    written=st.lists(st.tuples(IDS, st.integers(0, 4_000_000_000), TEXTS), min_size=1, max_size=8),
    form=st.sampled_from(["json", "text ids", "csv"]),
    names=st.sampled_from(
        [("account", "messages", "c"), ("Konto", "Nachrichten", "c"), ("アカウント", "メッセージ", "")]
    ),
)
def test_own_messages_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: Written, form: str, names: tuple[str, str, str]
) -> None:
    """Random messages come back with id, time and text from either form, in folders of any name."""
    account, messages, mark = names
    channel = f"{messages}/{mark}{CHANNEL}"
    files: dict[str, Any] = {
        f"{account}/user.json": {"id": ME, "username": "ines"},
        f"{channel}/channel.json": {"id": CHANNEL, "type": "GUILD_TEXT", "name": "kiln"},
    }
    if form == "csv":
        files[f"{channel}/messages.csv"] = as_csv(written)
    else:
        files[f"{channel}/messages.json"] = as_json(written, text_ids=form == "text ids")
    records = read(build(tmp_path_factory.mktemp("package"), files))
    found = only(records, Message)
    expected = [(str(number), at, text) for number, at, text in written]
    assert [(each.id, each.at, each.text) for each in found] == expected
    assert {each.sender for each in found} == {ME}
    assert records[-1] == Tally("record", len(written), len(written), 0, 0)


@given(data=st.binary(max_size=200), name=st.sampled_from(["messages.json", "channel.json", "index.json", "user.json"]))
def test_arbitrary_bytes_never_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    """Whatever one of the files holds, the others are read and the tally adds up."""
    first = as_json([(10**17, 1_600_000_000, "a")])
    folder = build(
        tmp_path_factory.mktemp("package"),
        {f"messages/c{CHANNEL}/messages.json": first, f"messages/c{int(CHANNEL) + 1}/messages.json": first},
    )
    places = {"index.json": "messages", "user.json": "account"}
    path = folder / places.get(name, f"messages/c{int(CHANNEL) + 1}") / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"[" + data if name == "messages.json" else data)
    names = [each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()]
    records = list(discord_package.read(Source(folder).part(names)))
    assert only(records, Message)[0].text == "a"
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert tally.total == tally.read + tally.blank + tally.not_read


def test_the_account_says_who_the_owner_is(tmp_path: Path) -> None:
    """The owner is marked as such in every chat; without an account they are still the only one who writes."""
    message = as_json([(10**17, 1_600_000_000, "a")])
    records = read(build(tmp_path / "a", {f"messages/c{CHANNEL}/messages.json": message}))
    assert [(each.handle.key, each.is_me) for each in only(records, Contact)] == [("me", True)]
    files = {f"x/c{CHANNEL}/messages.json": message, "y/user.json": {"id": int(ME), "email": "Ines@Example.org"}}
    records = read(build(tmp_path / "b", files))
    assert [(each.handle.key, each.mails) for each in only(records, Contact)] == [(ME, ("ines@example.org",))]


def test_a_chat_of_two_names_the_other(tmp_path: Path) -> None:
    """The other one of a direct chat is the recipient who is not the owner, named by the index."""
    files = {
        f"messages/c{CHANNEL}/messages.json": as_json([(10**17, 1_600_000_000, "a")]),
        f"messages/c{CHANNEL}/channel.json": {"id": CHANNEL, "type": "DM", "recipients": ["5", ME]},
        "messages/index.json": {CHANNEL: "Direct Message with lio#0", "7": None},
        "account/user.json": {"id": ME},
    }
    records = read(build(tmp_path, files))
    assert [(each.kind, each.title) for each in only(records, Chat)] == [("direct", "lio")]
    assert [each.handle.name for each in only(records, Contact) if not each.is_me] == ["lio"]


def test_a_package_packed_again_with_a_folder_around_it(tmp_path: Path) -> None:
    """A zip whose files lie one folder deeper reads the same."""
    with zipfile.ZipFile(tmp_path / "package.zip", "w") as archive:
        archive.writestr(f"my data/messages/{CHANNEL}/messages.csv", as_csv([(10**17, 1_600_000_000, "a")]))
        archive.writestr("my data/account/user.json", json.dumps({"id": ME}))
        archive.writestr("my data/activity/analytics/events-2024-00000-of-00001.json", '{"event_type":"x"}\n')
    assert [each.sender for each in only(read(tmp_path / "package.zip"), Message)] == [ME]


def test_one_file_of_a_package_alone(tmp_path: Path) -> None:
    """A single messages.json is a chat of which nothing else is known."""
    path = tmp_path / "messages.json"
    path.write_text(as_json([(10**17, 1_600_000_000, "a")]))
    records = read(path)
    assert [(each.key, each.kind) for each in only(records, Chat)] == [("", "unknown")]
    assert len(only(records, Message)) == 1


def test_damage_costs_only_itself(tmp_path: Path) -> None:
    """A broken record is a problem of its own, and so is the end of a file that breaks off."""
    whole = as_json([(10**17 + n, 1_600_000_000, str(n)) for n in range(3)])
    broken = whole.replace('"Contents": "1"', '"Contents": []')
    for name, text, texts, why in (
        ("a", broken, ["0", "2"], discord_package.BROKEN),
        ("b", whole[:-20], ["0", "1"], discord_package.CUT),
        ("c", whole.replace('"1"', '"' + "[" * 100_000 + '"').replace('"[', "[").replace('["', "["), ["0"], None),
    ):
        records = read(build(tmp_path / name, {f"messages/c{CHANNEL}/messages.json": text}))
        assert [each.text for each in only(records, Message)] == texts
        assert all(each.why in (why, discord_package.BROKEN, discord_package.CUT) for each in only(records, Problem))
        assert only(records, Problem)
