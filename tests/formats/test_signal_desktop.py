"""Signal Desktop's database: what was written comes back from columns, from JSON and from a dump."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import find, signal_desktop
from kithbook.formats.database import LOST
from kithbook.formats.source import Source
from kithbook.vocabulary import Chat, Contact, Encounter, Message, Problem, Record, Tally
from tests.formats.databases import AMAL, INES, LIO, ME, NOON, OLD_SIGNAL, SIGNAL, said, signal, write
from tests.formats.test_contract import check_stream

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffc\x00"), min_size=1, max_size=40)
PEOPLE = {name: lines for name, lines in signal().items() if name in ("conversations", "items")}
CHATS = ("c-ines", "c-kiln")
# without the columns that SQLite makes from JSON, it takes any text for it
PLAIN = re.sub(r",\n\s*\w+ \w+ GENERATED ALWAYS AS \([^\n]*\)(?=[,)])", "", SIGNAL)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = (
    *("type", "body", "sent_at", "timestamp", "source", "sourceServiceId", "conversationId", "attachments", "quote"),
    *("reactions", "editHistory", "bodyRanges", "sticker", "contact", "poll", "payment", "storyReaction", "flags"),
    *("groupV2Change", "profileChange", "expirationTimerUpdate", "group_update", "callHistoryDetails", "callId"),
    *("deletedForEveryone", "isViewOnce", "changedId", "editMessageTimestamp"),
)


def read(folder: Path, rows: dict[str, Any], schema: str = SIGNAL) -> list[Record]:
    """The records of a database with these rows."""
    records = list(signal_desktop.read(Source(write(folder / "signal.db", schema, rows, page=4096))))
    check_stream(records)
    return records


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


def one(folder: Path, body: str | None, sender: str = INES, chat: str = "c-kiln", **more: Any) -> Message:
    """The only message of a database."""
    (found,) = only(read(folder, {**PEOPLE, "messages": [said(1, chat, sender, body, 1, **more)]}), Message)
    return found


WRITTEN = st.lists(
    st.tuples(
        TEXTS,
        st.sampled_from([INES, LIO, ME]),
        st.sampled_from(CHATS),
        st.integers(0, 12),  # which earlier message it answers
        st.lists(st.sampled_from("👍🔥窑"), max_size=4),
        st.lists(TEXTS, max_size=2),  # what it said before
    ),
    max_size=10,
)


@given(written=WRITTEN, in_columns=st.booleans(), as_dump=st.booleans())
def test_messages_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[Any], in_columns: bool, as_dump: bool
) -> None:
    """Random messages come back, with their values in columns or in JSON alone, from the database and from its dump."""
    rows, model = [], []
    for number, (text, sender, chat, answered, emoji, before) in enumerate(written, 1):
        more: dict[str, Any] = {"reactions": [{"emoji": each, "fromId": "c-lio"} for each in emoji]}
        reply = ""
        if 0 < answered < number:
            author, when = rows[answered - 1]["author"], rows[answered - 1]["sent_at"]
            more["quote"] = {"id": when, "authorAci": author, "text": "…"}
            reply = f"{author}:{when}"
        if before:
            more["editHistory"] = [{"body": each} for each in (text, *before)]
        row = said(number, chat, sender, text, number, **more) | {"author": sender}
        if not in_columns:
            row["json"] |= {"body": text, "sourceServiceId": sender, "type": row["type"]}
            row |= {"body": None, "sourceServiceId": None}
        rows.append(row)
        reactions = tuple((each, emoji.count(each)) for each in dict.fromkeys(emoji))
        key = {"c-ines": INES, "c-kiln": "S2lsbg=="}[chat]
        model.append((NOON + number, sender, text, reply, reactions, bool(before), key))
    tables = {**PEOPLE, "messages": [{k: v for k, v in row.items() if k != "author"} for row in rows]}
    folder = tmp_path_factory.mktemp("signal")
    path = write(folder / "signal.db", SIGNAL, tables, page=4096)
    if as_dump:
        path = dumped(path, folder / "signal.sql")
    records = list(signal_desktop.read(Source(path)))
    check_stream(records)
    keys = {each.ref: each.key for each in only(records, Chat)}
    assert [
        (each.at, each.sender, each.text, each.reply_to, each.reactions, each.edited, keys[each.chat])
        for each in only(records, Message)
    ] == model
    total = len(rows) + len(PEOPLE["conversations"])
    assert records[-1] == Tally("record", total, total, 0, 0)


def dumped(path: Path, to: Path) -> Path:
    """The database written out in SQL."""
    connection = sqlite3.connect(path)
    lines = list(connection.iterdump())
    connection.close()
    to.write_text("\n".join(lines), "utf-8")
    return to


@given(
    more=st.dictionaries(st.sampled_from(FIELDS), JSON | st.lists(st.dictionaries(st.sampled_from(FIELDS), JSON))),
    kind=st.sampled_from(["incoming", "outgoing", "call-history", "group-v2-change", "anything", None]),
)
def test_any_json_is_read(tmp_path_factory: pytest.TempPathFactory, more: dict[str, Any], kind: str | None) -> None:
    """Whatever a message's JSON holds, it becomes a message or a problem."""
    row = said(1, "c-ines", INES, "words", 1) | {"json": more, "type": kind}
    read(tmp_path_factory.mktemp("json"), {**PEOPLE, "messages": [row]}, PLAIN)


@pytest.mark.parametrize("text", ["{", '{"body": "\\ud83d"}', "[" * 100_000, '"text"', "null", "{}", ""])
def test_json_that_cannot_be_read_leaves_the_columns(tmp_path: Path, text: str) -> None:
    """Body, time and sender stand in columns as well."""
    row = said(1, "c-ines", INES, "words", 1) | {"json": text}
    (found,) = only(read(tmp_path, {**PEOPLE, "messages": [row]}, PLAIN), Message)
    assert (found.text, found.sender, found.at) == ("words", INES, NOON + 1)


def test_a_half_character_costs_only_itself(tmp_path: Path) -> None:
    """JavaScript writes half of a pair where a text was cut in the middle of an emoji."""
    row = said(1, "c-ines", INES, None, 1) | {"json": '{"body": "kiln \\ud83d"}'}
    (found,) = only(read(tmp_path, {**PEOPLE, "messages": [row]}), Message)
    assert found.text == "kiln \ufffd"


def test_mentions_are_counted_in_utf_16(tmp_path: Path) -> None:
    """Names go where the placeholders are, in the order of their places, whatever stands before them."""
    ranges = [
        {"start": 12, "length": 1, "mentionAci": LIO},
        {"start": 0, "length": 4, "style": "BOLD"},
        {"start": 3, "length": 1, "mentionUuid": AMAL},
    ]
    found = one(tmp_path, "🔥 \ufffc, and \ufffc", bodyRanges=ranges)
    assert (found.text, found.mentions) == ("🔥 @أمل, and @Lio Reed", (AMAL, LIO))
    fewer = one(tmp_path, "\ufffc \ufffc", bodyRanges=ranges[:1])
    assert fewer.text == "@Lio Reed \ufffc"


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ({"attachments": [{"contentType": "audio/ogg", "flags": 1}]}, ("voice", "")),
        ({"attachments": [{"contentType": "text/x-signal-plain"}, {"contentType": "video/mp4"}]}, ("video", "")),
        ({"attachments": [{"contentType": "application/pdf", "fileName": "list.pdf"}]}, ("file", "list.pdf")),
        ({"sticker": {"data": {"emoji": "🏺"}}}, ("sticker", "🏺")),
        ({"payment": {"kind": 1, "note": "for clay"}}, ("transfer", "for clay")),
        ({"contact": [{"name": {"displayName": "Lio Reed"}}]}, ("contact", "Lio Reed")),
        ({"isViewOnce": True}, ("media", "")),
        ({"storyReaction": {"emoji": "🔥"}}, ("text", "🔥")),
        ({"deletedForEveryone": True}, ("deleted", "")),
        ({"giftBadge": {}}, ("unknown", "")),
        ({"flags": 1}, ("system", "session reset")),
        ({"expirationTimerUpdate": {"expireTimer": 0}}, ("system", "disappearing messages: off")),
        ({"type": "group-v1-migration"}, ("system", "group v1 migration")),
        ({"type": "group-v2-change", "groupV2Change": {"details": [{"type": "create"}]}}, ("system", "create")),
    ],
)
def test_kinds(tmp_path: Path, more: dict[str, Any], shown: tuple[str, str]) -> None:
    """What was sent that is no text, and what Signal says itself."""
    found = one(tmp_path, None, **more)
    assert (found.kind, found.text) == shown


LEGACY = {"callMode": "Direct", "wasIncoming": True, "wasVideoCall": True}


@pytest.mark.parametrize(
    ("details", "found"),
    [
        ({**LEGACY, "acceptedTime": NOON * 1000, "endedTime": (NOON + 90) * 1000}, (INES, 90)),
        ({**LEGACY, "wasIncoming": False, "acceptedTime": NOON * 1000, "endedTime": (NOON + 9) * 1000}, (ME, 9)),
        ({**LEGACY, "wasDeclined": True}, (INES, "incoming video call: declined")),
        (LEGACY, (INES, "incoming video call: missed")),
        ({"callMode": "Group", "creatorUuid": LIO, "startedTime": 1}, (LIO, "group call")),
        (
            {"direction": "Outgoing", "type": "Audio", "status": "Accepted", "timestamp": 1000, "endedTimestamp": 9000},
            (ME, 8),
        ),
        ({"direction": "Incoming", "type": "Audio", "status": "Accepted"}, (INES, "incoming voice call: accepted")),
        (None, ("", "call")),
    ],
)
def test_calls_of_each_version(tmp_path: Path, details: dict[str, Any] | None, found: tuple[str, int | str]) -> None:
    """A call with a length took place; of any other it is said what became of it."""
    row = said(1, "c-ines", "", None, 1, type="call-history", callHistoryDetails=details)
    records = read(tmp_path, {**PEOPLE, "messages": [row]})
    (call,) = [*only(records, Encounter), *only(records, Message)]
    if isinstance(call, Encounter):
        assert (call.handles[0], call.seconds) == found
        assert set(call.handles) == {INES, ME}
    else:
        assert (call.sender, call.text, call.kind) == (*found, "call")


def test_numbers_in_string_columns_are_names(tmp_path: Path) -> None:
    """A column of the type STRING turns what looks like a number into one: so it was with telephone numbers."""
    rows = {
        "conversations": [{"id": "+447700900123", "type": "private", "name": "Ines"}],
        "messages": [{"id": "m", "conversationId": "+447700900123", "source": "+447700900123", "body": "hi"}],
    }
    rows["messages"][0] |= {"sent_at": NOON * 1000, "type": "incoming"}
    records = read(tmp_path, rows, OLD_SIGNAL)
    (found,) = only(records, Message)
    assert found.sender == "+447700900123"
    assert [(each.key, each.title) for each in only(records, Chat)] == [("+447700900123", "Ines")]


def test_the_owner_is_known_by_their_sessions_too(tmp_path: Path) -> None:
    """Where the list of settings is missing, each session says whose it is; without either they are "me"."""
    rows = {**PEOPLE, "messages": [said(1, "c-ines", ME, "mine", 1)], "items": []}
    (unknown,) = only(read(tmp_path, rows), Message)
    assert unknown.sender == "me"
    schema = SIGNAL + "CREATE TABLE sessions (id TEXT, ourServiceId TEXT);"
    records = read(tmp_path, {**rows, "sessions": [{"id": "s", "ourServiceId": ME}]}, schema)
    assert [each.sender for each in only(records, Message)] == [ME]
    assert {each.handle.key for each in only(records, Contact) if each.is_me} == {ME}


def test_a_repeated_export_has_the_same_ids(tmp_path: Path) -> None:
    """The row's own id is another one on each computer; who wrote it and when is not."""
    first = one(tmp_path, "words")
    row = said(7, "c-kiln", INES, "words", 1) | {"id": "another"}
    (again,) = only(read(tmp_path, {**PEOPLE, "messages": [row]}), Message)
    assert first.id == again.id == f"{INES}:{(NOON + 1) * 1000 + 7}"


def test_statements_that_came_to_nothing_are_counted(tmp_path: Path) -> None:
    """A dump that breaks off, or repeats itself, loses no row in silence."""
    path = dumped(write(tmp_path / "a.db", SIGNAL, signal(), page=4096), tmp_path / "a.sql")
    text = path.read_text("utf-8").replace("COMMIT;", "INSERT INTO messages VALUES(1);\nINSERT INTO gone VALUES(1);")
    path.write_text(text, "utf-8")
    records = list(signal_desktop.read(Source(path)))
    check_stream(records)
    assert [each.lines for each in only(records, Problem) if each.why == LOST] == [2]


def test_an_encrypted_database_is_refused_with_a_way_out(tmp_path: Path) -> None:
    """As Signal keeps it, every byte looks like chance."""
    path = tmp_path / "db.sqlite"
    path.write_bytes(bytes((n * 197 + 31) % 256 for n in range(8192)))
    (found,) = find(path)
    assert found.format is None
    assert "sigtop export-database" in str(found.why)


def test_another_dump_is_not_taken(tmp_path: Path) -> None:
    """Only one with Signal's messages is."""
    path = tmp_path / "shop.sql"
    path.write_text("CREATE TABLE messages (id, text);\nCREATE TABLE x (conversationId);\n" + json.dumps({}), "utf-8")
    assert not signal_desktop.recognise(Source(path))
