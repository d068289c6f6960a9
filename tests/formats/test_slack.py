"""Slack: what was written comes back, however the export is packed, and what is broken costs only itself."""

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import find, json_stream, slack
from kithbook.formats.slack import batches, reader, record
from kithbook.formats.source import Source
from kithbook.vocabulary import Chat, Contact, Encounter, Message, Problem, Record, Tally

INES, LIO, OTTO = "U0INES0001", "U0LIO00002", "U0OTTO0003"
DAY = "general/2024-03-01.json"
START = 1_709_280_000
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(lambda text: ":" not in text)
NAMES = st.text(st.characters(categories=["Ll", "Lo", "Nd"]), min_size=1, max_size=8)


def message(number: int, text: Any = "", user: str | None = INES, **more: Any) -> dict[str, Any]:
    """A message as Slack writes it; the number is that of its moment."""
    return {"type": "message", "user": user, "text": text, "ts": ts(number), **more}


def ts(number: int) -> str:
    """The id of the message of this number."""
    return f"{START + number}.{number:06}"


def channel(number: str, name: str = "", members: list[str] | None = None, **more: Any) -> dict[str, Any]:
    """A channel as the lists have it."""
    return {"id": number, "name": name, "created": 1_577_869_200, "members": members, **more}


def user(number: str, name: str) -> dict[str, Any]:
    """A person as users.json has them."""
    return {"id": number, "team_id": "T0", "name": name.lower(), "profile": {"display_name": name, "real_name": name}}


def write(folder: Path, files: dict[str, Any]) -> Path:
    """A folder with these files; what is no text or bytes is written as JSON."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return folder


def read(path: Path) -> list[Record]:
    """The records of the one export that is found at a path."""
    exports = [each for each in find(path) if each.format]
    assert [each.format for each in exports] == [slack]
    return list(slack.read(exports[0].source))


def day(folder: Path, *messages: Any, **files: Any) -> list[Record]:
    """The records of an export with these messages in one day of #general."""
    lists = {"users.json": [user(INES, "Ines"), user(LIO, "Lio")], "channels.json": [channel("C0GENERAL1", "general")]}
    return list(slack.read(Source(write(folder, {**lists, DAY: list(messages), **files}))))


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


def texts(records: list[Record]) -> list[str]:
    """The texts of all messages."""
    return [each.text for each in only(records, Message)]


class Said(NamedTuple):
    """One message of the model: the channel, the sender, the day, the text, and which earlier one it answers."""

    room: int
    sender: int
    day: int
    text: str
    answers: int | None
    likes: int


@st.composite
def workspaces(draw: st.DrawFn) -> tuple[list[str], list[str], list[Said]]:
    """Names of people and of channels, and what was said."""
    people = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    rooms = draw(st.lists(NAMES, min_size=1, max_size=3, unique_by=str.casefold))
    said: list[Said] = []
    for _ in range(draw(st.integers(1, 10))):
        room, who = draw(st.integers(0, len(rooms) - 1)), draw(st.integers(0, len(people) - 1))
        earlier = [number for number, each in enumerate(said) if each.room == room and each.answers is None]
        answers = draw(st.none() | st.sampled_from(earlier)) if earlier else None
        said.append(Said(room, who, len(said) // 3, draw(TEXTS), answers, draw(st.integers(0, 3))))
    return people, rooms, said


def as_files(people: list[str], rooms: list[str], said: list[Said]) -> dict[str, Any]:
    """An export of the model."""
    files: dict[str, Any] = {
        "users.json": [user(f"U{number:09}", name) for number, name in enumerate(people)],
        "channels.json": [channel(f"C{number:09}", name) for number, name in enumerate(rooms)],
    }
    for number, each in enumerate(said):
        text = each.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        made = message(number, text, f"U{each.sender:09}")
        if each.answers is not None:
            made["thread_ts"] = ts(each.answers)
        if each.likes:
            made["reactions"] = [{"name": "tada", "users": [], "count": each.likes}]
        files.setdefault(f"{rooms[each.room]}/2024-03-{each.day + 1:02}.json", []).append(made)
    return files


@given(model=workspaces(), indent=st.sampled_from([None, 4]), ascii_only=st.booleans(), packed=st.integers(0, 3))
def test_any_workspace_reads_back(
    tmp_path_factory: pytest.TempPathFactory,
    model: tuple[list[str], list[str], list[Said]],
    indent: int | None,
    ascii_only: bool,
    packed: int,
) -> None:
    """Random workspaces come back from a folder, a zip, one with a folder around it, and one in a folder of others."""
    people, rooms, said = model
    files = {
        name: json.dumps(content, indent=indent, ensure_ascii=ascii_only).encode()
        for name, content in as_files(people, rooms, said).items()
    }
    folder = tmp_path_factory.mktemp("slack")
    outer = ("", "", "Lantern export/", "a/b/")[packed]
    write(folder / "x", {outer + name: content for name, content in files.items()})
    path = folder / "x"
    if packed in (1, 2):
        path = Path(shutil.make_archive(str(folder / "export"), "zip", folder / "x"))
    records = read(path)
    names = {each.handle.key: each.handle.name for each in only(records, Contact)}
    titles = {each.ref: each.title for each in only(records, Chat)}
    found = sorted(
        (each.id, titles[each.chat], names[each.sender], each.text, each.reply_to, each.reactions)
        for each in only(records, Message)
    )
    assert found == sorted(
        (
            ts(number),
            rooms[each.room],
            people[each.sender],
            each.text,
            "" if each.answers is None else ts(each.answers),
            (("🎉", each.likes),) if each.likes else (),
        )
        for number, each in enumerate(said)
    )
    total = len(people) + len(rooms) + len(said)
    assert records[-1] == Tally("record", total, total, 0, 0)
    assert {each.at for each in only(records, Message)} == {START + number for number in range(len(said))}


@given(
    said=st.lists(st.tuples(TEXTS, st.lists(TEXTS, max_size=2)), min_size=1, max_size=6),
    behind=st.booleans(),
    block=st.sampled_from([64, 1 << 20]),
)
def test_any_dump_reads_back(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, list[str]]], behind: bool, block: int
) -> None:
    """A channel that slackdump dumped comes back with the answers behind what they answer, through any window."""
    written, expected = [], []
    for number, (text, answers) in enumerate(said):
        root = message(number * 10, text.replace("&", "&amp;").replace("<", "&lt;"))
        replies = [
            message(number * 10 + place, answer.replace("&", "&amp;").replace("<", "&lt;"), LIO, thread_ts=root["ts"])
            for place, answer in enumerate(answers, 1)
        ]
        written.append(root | ({"slackdump_thread_replies": replies, "thread_ts": root["ts"]} if replies else {}))
        expected += [(text, ""), *((answer, root["ts"]) for answer in answers)]
    facts = {"channel_id": "C0HARBOUR1", "name": "harbour"}
    dump = {"messages": written, **facts} if behind else {**facts, "messages": written}
    path = write(tmp_path_factory.mktemp("dump"), {"C0HARBOUR1.json": dump}) / "C0HARBOUR1.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "BLOCK", block)
        records = read(path)
    assert [(each.text, each.reply_to) for each in only(records, Message)] == expected
    assert only(records, Chat) == [Chat("1", "slack", "C0HARBOUR1", "harbour", "group")]


FIELDS = (
    *("ts", "user", "text", "subtype", "thread_ts", "files", "file", "reactions", "blocks", "attachments", "room"),
    *("edited", "comment", "message", "bot_profile", "previous_message", "user_profile", "slackdump_thread_replies"),
    *("deleted_ts", "hidden", "username", "bot_id"),
)
SUBTYPES = (
    *("bot_message", "huddle_thread", "message_changed", "message_deleted", "tombstone", "file_share", "file_comment"),
    *("thread_broadcast", "channel_join", "x"),
)
INNER = (
    *("type", "text", "elements", "fields", "title", "name", "user", "ts", "message", "date_start", "date_end", "id"),
    *("participant_history", "count", "unicode", "is_share", "users", "rows", "mimetype", "mode", "comment", "value"),
    *("initial_comment", "blocks", "style", "indent", "subtype", "previous_message", "file", "files", "room"),
)
VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
ANYTHING = st.recursive(
    VALUES | st.text(max_size=9) | st.sampled_from((*SUBTYPES, "rich_text", "section", "user", ts(5))),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(INNER), inner, max_size=4),
    max_leaves=12,
)


@given(field=st.sampled_from(FIELDS), subtype=st.sampled_from(SUBTYPES), value=ANYTHING)
def test_a_field_of_any_kind_costs_at_most_its_message(
    tmp_path_factory: pytest.TempPathFactory, field: str, subtype: str, value: Any
) -> None:
    """Whatever one field of a message holds, both its neighbours are read and all is accounted for."""
    odd = message(2, "odd", subtype=subtype) | {field: value}
    records = day(tmp_path_factory.mktemp("odd"), message(1, "before"), odd, message(3, "after"))
    found = texts(records)
    assert (found[0], found[-1]) == ("before", "after")
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert tally.total == tally.read + tally.blank + tally.not_read == 6
    keys = {each.handle.key for each in only(records, Contact)}
    assert all(not each.sender or each.sender in keys for each in only(records, Message))


@given(share=st.floats(0.05, 0.999))
def test_a_file_cut_anywhere_keeps_what_is_whole(tmp_path_factory: pytest.TempPathFactory, share: float) -> None:
    """Of a day that breaks off, a beginning is read, one problem says so, and the next day is read."""
    written = [message(number, f"bowl {number}") for number in range(1, 9)]
    cut = json.dumps(written).encode()
    files = {DAY: cut[: int(len(cut) * share)], "general/2024-03-02.json": [message(50, "next")]}
    records = day(tmp_path_factory.mktemp("cut"), **files)
    found = texts(records)
    assert found == [*(each["text"] for each in written[: len(found) - 1]), "next"]
    assert [each.why for each in only(records, Problem)] == [batches.CUT]


def test_a_message_nested_deep_or_huge_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred thousand brackets, and a text longer than the limit, are passed over."""
    monkeypatch.setattr(json_stream, "MAX_VALUE", 500_000)
    deep = "[" * 100_000 + "]" * 100_000
    text = json.dumps([message(1, "a"), message(2, "b", blocks="DEEP"), message(3, "x" * 600_000), message(4, "d")])
    records = day(tmp_path, **{DAY: text.replace('"DEEP"', deep)})
    assert texts(records) == ["a", "d"]
    assert [(each.line, each.why) for each in only(records, Problem)] == [(2, reader.BROKEN), (3, reader.BROKEN)]


def test_a_large_day_is_streamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is too large to be decoded at once reads the same."""
    written = [message(number, f"bowl {number}", files=[], blocks=None) for number in range(1, 40)]
    at_once = day(tmp_path / "a", *written)
    monkeypatch.setattr(batches, "SMALL", 100)
    monkeypatch.setattr(json_stream, "BLOCK", 1000)
    assert day(tmp_path / "b", *written) == at_once


def test_slackbot_is_in_no_list_but_has_a_name(tmp_path: Path) -> None:
    """Direct messages with USLACKBOT, which users.json does not have, are read (slack-export-viewer #125)."""
    files = {
        "users.json": [user(INES, "Ines")],
        "dms.json": [{"id": "D000000001", "created": 1, "members": ["USLACKBOT", INES]}],
        "D000000001/2024-03-01.json": [message(1, "Hello <@USLACKBOT>", "USLACKBOT")],
    }
    records = read(write(tmp_path, files))
    assert [each.title for each in only(records, Chat)] == ["Slackbot, Ines"]
    assert texts(records) == ["Hello @Slackbot"]


def test_members_that_no_list_names(tmp_path: Path) -> None:
    """Members and senders of other workspaces, or gone ones, keep their ids (slack-export-viewer #102)."""
    files = {
        "users.json": [user(INES, "Ines")],
        "groups.json": [channel("G000000001", "glazes", [INES, "U0GONE0009"])],
        "mpims.json": [channel("G000000002", "mpdm-ines--x-1", [INES, "U0GONE0009", "U0GONE0010"])],
        "dms.json": [{"id": "D000000001", "user": "U0GONE0009"}, {"id": "D000000002", "members": None}],
        "glazes/2024-03-01.json": [message(1, "ash <@U0GONE0011>", "U0GONE0012")],
    }
    records = read(write(tmp_path, files))
    assert [each.title for each in only(records, Chat)] == [
        "glazes",
        "Ines, U0GONE0009, U0GONE0010",
        "U0GONE0009",
        "D000000002",
    ]
    assert [(each.sender, each.text, each.mentions) for each in only(records, Message)] == [
        ("U0GONE0012", "ash @U0GONE0011", ("U0GONE0011",))
    ]
    assert {each.handle.key for each in only(records, Contact) if each.chat == "1"} == {
        INES,
        "U0GONE0009",
        "U0GONE0012",
    }


def test_an_outer_folder_and_several_exports(tmp_path: Path) -> None:
    """An archive that a Mac made again has a folder around it (slack-to-discord #30); two in one folder are two."""
    lists = {"users.json": [user(INES, "Ines")], "channels.json": [channel("C0GENERAL1", "general")]}
    for name in ("one", "two"):
        write(tmp_path / "all" / name, {**lists, DAY: [message(1, name)]})
    path = tmp_path / "Lantern.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted((tmp_path / "all").rglob("*.json")):
            archive.write(file, f"Lantern/{file.relative_to(tmp_path / 'all')}")
        archive.writestr("__MACOSX/Lantern/._users.json", b"\0\5")
    for given_path in (tmp_path / "all", path):
        exports = [each for each in find(given_path) if each.format]
        assert [texts(list(slack.read(each.source))) for each in exports] == [["one"], ["two"]]


def test_channels_without_a_name(tmp_path: Path) -> None:
    """Early exports of slackdump left the names empty; the folder is then the id (slackdump #63)."""
    files = {
        "users.json": [],
        "channels.json": [channel("C0HARBOUR1", "") | {"name_normalized": "", "members": None, "num_members": 0}],
        "C0HARBOUR1/2024-03-01.json": [message(1, "ice")],
    }
    records = read(write(tmp_path, files))
    assert only(records, Chat) == [Chat("1", "slack", "C0HARBOUR1", "C0HARBOUR1", "group")]
    assert texts(records) == ["ice"]


def test_a_file_without_a_sender_belongs_to_whoever_sent_it(tmp_path: Path) -> None:
    """A shared file that has no user of its own takes the file's (zulip #10772); one hidden by the plan has no name."""
    snippet = {"id": "F1", "name": "cost.txt", "mimetype": "text/plain", "user": LIO}
    made = message(1, "", None, files=[snippet], subtype="file_share")
    records = day(tmp_path, made, message(2, "", files=[{"id": "F2", "mode": "hidden_by_limit"}]))
    assert [(each.sender, each.kind, each.text) for each in only(records, Message)] == [
        (LIO, "file", "cost.txt"),
        (INES, "media", ""),
    ]


def test_empty_and_unknown_values_are_no_hindrance(tmp_path: Path) -> None:
    """Nulls where lists or objects are expected, and reactions of people nobody knows (as in zulip #22078)."""
    nulls = dict.fromkeys(("files", "file", "blocks", "attachments", "reactions", "edited", "user_profile", "subtype"))
    likes = [{"name": "heart", "users": ["U0GONE0001"], "count": 1}, {"name": "kiln"}, None]
    records = day(tmp_path, message(1, "a", **nulls), message(2, None, reactions=likes), message(3, "c", None))
    assert [(each.kind, each.text, each.sender) for each in only(records, Message)] == [
        ("text", "a", INES),
        ("unknown", "", INES),
        ("text", "c", ""),
    ]
    assert only(records, Message)[1].reactions == (("❤️", 1),)


def test_times_come_from_messages_and_not_from_names_of_files(tmp_path: Path) -> None:
    """The day in a file's name is that of some zone; days are read in order, and moments are UTC."""
    files = {"general/2024-03-02.json": [message(2, "b")], "general/1999-01-01.json": [message(1, "a")]}
    records = day(tmp_path, message(3, "c"), **files)
    assert [(each.text, each.at, each.zone) for each in only(records, Message)] == [
        ("a", START + 1, "UTC"),
        ("c", START + 3, "UTC"),
        ("b", START + 2, "UTC"),
    ]


@pytest.mark.parametrize("odd", ["", "soon", "-5.000001", "99999999999999.000001", None, [], "²" * 10 + ".000001"])
def test_a_moment_that_is_none_is_a_problem(tmp_path: Path, odd: Any) -> None:
    """A message without a time, as a canvas among them, is told and passed over (slack-to-discord #28)."""
    records = day(tmp_path, message(1, "a"), message(2, "b") | {"ts": odd})
    assert texts(records) == ["a"]
    assert [each.why for each in only(records, Problem)] in ([record.NO_TIME], [reader.BROKEN])


def test_moments_as_numbers(tmp_path: Path) -> None:
    """Programs that write moments as numbers are understood."""
    records = day(tmp_path, message(1, "a") | {"ts": 1709280001.5}, message(2, "b") | {"ts": 1709280002})
    assert [(each.id, each.at) for each in only(records, Message)] == [
        ("1709280001.500000", 1_709_280_001),
        ("1709280002", 1_709_280_002),
    ]


def test_bots_without_a_user(tmp_path: Path) -> None:
    """A bot goes by its id and the name it wrote under, else by that of its profile, else by its name alone."""
    records = day(
        tmp_path,
        message(1, "a", None, bot_id="B1", username="kiln"),
        message(2, "b", None, bot_profile={"id": "B2", "name": "Watch"}),
        message(3, "c", None, username="hook\n"),
        message(4, "d", None, bot_id="B1", username="other"),
    )
    assert [each.sender for each in only(records, Message)] == ["B1", "B2", "hook", "B1"]
    names = {each.handle.key: each.handle.name for each in only(records, Contact)}
    assert (names["B1"], names["B2"], names["hook"]) == ("kiln", "Watch", "hook")


def test_an_answer_shown_twice_is_one_message(tmp_path: Path) -> None:
    """What was sent to the channel too stands in the thread and in the channel, and is read once."""
    shown = message(2, "see", LIO, subtype="thread_broadcast", thread_ts=ts(1))
    records = day(tmp_path, message(1, "root", thread_ts=ts(1)), shown, message(3, "c"), shown)
    assert [(each.text, each.reply_to) for each in only(records, Message)] == [("root", ""), ("see", ts(1)), ("c", "")]
    assert records[-1] == Tally("record", 7, 6, 1, 0)


def test_an_edit_of_another_day_stands_for_the_message(tmp_path: Path) -> None:
    """Where the message itself is not beside it, what tells of its edit is the message, at its own moment."""
    newer = message(1, "mended", edited={"user": INES, "ts": ts(9)})
    records = day(
        tmp_path, {"type": "message", "subtype": "message_changed", "hidden": True, "ts": ts(9), "message": newer}
    )
    assert [(each.id, each.text, each.edited) for each in only(records, Message)] == [(ts(1), "mended", True)]


def test_a_huddle_is_a_call_with_those_who_were_in_it(tmp_path: Path) -> None:
    """A huddle that ended is an encounter; people whom no list names are introduced for it."""
    room = {"created_by": LIO, "date_start": START, "date_end": START + 90, "participant_history": [LIO, "U0GONE0001"]}
    records = day(tmp_path, message(1, "", "USLACKBOT", subtype="huddle_thread", room=room))
    assert [(each.at, each.seconds, each.handles) for each in only(records, Encounter)] == [
        (START, 90, (LIO, "U0GONE0001"))
    ]
    assert {LIO, "U0GONE0001"} <= {each.handle.key for each in only(records, Contact) if each.chat == "1"}


def test_nobody_is_taken_for_the_owner(tmp_path: Path) -> None:
    """An export does not say whose it is, even where one person takes part in all direct messages."""
    rooms = [{"id": f"D00000000{n}", "members": [INES, other]} for n, other in enumerate((LIO, OTTO))]
    records = day(tmp_path, message(1, "a"), **{"dms.json": rooms})
    assert [each.title for each in only(records, Chat)] == ["general", "Lio", OTTO]
    assert all(each.is_me is None for each in only(records, Contact))


def test_a_profile_names_whom_no_list_does(tmp_path: Path) -> None:
    """The name in a later message of the day is known from somebody's first message on."""
    profile = {"real_name": "Sal Ashby", "display_name": "", "name": "sal"}
    records = day(tmp_path, message(1, "a", "U0SAL00001"), message(2, "b", "U0SAL00001", user_profile=profile))
    assert [each.handle.name for each in only(records, Contact) if each.handle.key == "U0SAL00001"] == ["Sal Ashby"]


def test_people_whom_nobody_names_are_looked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The profiles of a day are gone through once, and not once for each sender without a name."""
    looked = []
    look = record._of_profile
    monkeypatch.setattr(record, "_of_profile", lambda raw: looked.append(raw) or look(raw))
    assert len(texts(day(tmp_path, *(message(number, "a", f"U{number:09}") for number in range(500))))) == 500
    assert len(looked) == 1000


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    """A file that was saved again with a mark, or in UTF-16, reads the same."""
    content = json.dumps([message(1, "窑变 أمل")], ensure_ascii=False).encode(encoding)
    assert texts(day(tmp_path, **{DAY: content})) == ["窑变 أمل"]


def test_half_a_character_is_replaced(tmp_path: Path) -> None:
    """Half of a surrogate pair, which no database stores, becomes the mark for what could not be read."""
    text = json.dumps([message(1, "HALF"), message(2, "b")]).replace("HALF", r"a\ud83d")
    assert texts(day(tmp_path, **{DAY: text})) == ["a\ufffd", "b"]


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    """A file of an archive whose bytes do not hold together is a problem, and the others are read."""
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("users.json", json.dumps([user(INES, "Ines")]))
        archive.writestr("channels.json", json.dumps([channel("C0GENERAL1", "general")]))
        archive.writestr(DAY, json.dumps([message(1, "DAMAGED")]))
        archive.writestr("general/2024-03-02.json", json.dumps([message(2, "whole")]))
    path.write_bytes(path.read_bytes().replace(b"DAMAGED", b"damaged"))
    records = read(path)
    assert texts(records) == ["whole"]
    assert [(each.file, each.why) for each in only(records, Problem)] == [(DAY, batches.DAMAGED)]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("users.json", [user(INES, "Ines")], "only a part"),
        ("dms.json", [{"id": "D000000001", "created": 1, "members": [INES]}], "only a part"),
        ("one.json", message(1, "alone"), "only a part"),
        ("chunk.jsonl", '{"t":5,"ts":1737844844561105000,"id":"C0GENERAL1"}\n', "slackdump convert"),
    ],
)
def test_parts_of_an_export_say_what_to_give(tmp_path: Path, name: str, content: Any, why: str) -> None:
    """A list alone, one message, and slackdump's own archive are no exports, and say so."""
    (found,) = find(write(tmp_path, {name: content}))
    assert found.format is None
    assert why in str(found.why)


def test_other_files_of_those_names_are_not_taken(tmp_path: Path) -> None:
    """Files that are called like Slack's but hold something else are nobody's."""
    files = {"users.json": [{"id": 7, "login": "ines"}], "channels.json": {"a": 1}, DAY: [{"ts": 5, "user": "x"}]}
    assert not any(each.format for each in find(write(tmp_path, files)))


def test_a_folder_of_days_is_the_channel(tmp_path: Path) -> None:
    """The folder of one channel is called as the folder is, whether or not the list of people was put into it."""
    days = {"2024-03-01.json": [message(1, "a")], "2024-03-02.json": [message(2, "b")]}
    for number, files in enumerate((days, {**days, "users.json": [user(INES, "Ines")]})):
        records = read(write(tmp_path / str(number) / "glazes", files))
        assert [(each.title, each.key) for each in only(records, Chat)] == [("glazes", "")]
        assert texts(records) == ["a", "b"]


@given(
    data=st.binary(max_size=200), start=st.sampled_from([b"", b"[", b'{"messages":[', b'[{"ts":"1709280000.000001",'])
)
def test_arbitrary_bytes_never_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes) -> None:
    """Bytes of any kind in any of the files end in a tally that adds up."""
    folder = tmp_path_factory.mktemp("bytes")
    for name in ("users.json", "channels.json", DAY):
        write(folder, {name: start + data})
    tally = list(slack.read(Source(folder)))[-1]
    assert isinstance(tally, Tally)
    assert tally.total == tally.read + tally.blank + tally.not_read
