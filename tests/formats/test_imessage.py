"""Apple's messages: what was written comes back from either schema, tapbacks belong to what they point at."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import find, imessage
from kithbook.formats.imessage_record import NO_TIME
from kithbook.formats.imessage_text import seconds, words
from kithbook.formats.source import Source
from kithbook.vocabulary import Chat, Contact, Message, Problem, Record, Tally
from tests.formats.databases import (
    CHAT_DB,
    NOON,
    OLD_CHAT_DB,
    PEOPLE,
    SINCE_2001,
    attributed,
    joined,
    mac,
    message,
    nanoseconds,
    write,
)
from tests.formats.test_contract import check_stream

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffc\x00"), min_size=1, max_size=40)
LOVE, LIKE, EMOJI, STICKER, TAKEN_BACK = 2000, 2001, 2006, 2007, 1000


def read(folder: Path, rows: dict[str, Any], schema: str = CHAT_DB) -> list[Record]:
    """The records of a database with these rows."""
    records = list(imessage.read(Source(write(folder / "chat.db", schema, rows, page=4096))))
    check_stream(records)
    return records


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


def one(folder: Path, **more: Any) -> Message:
    """The only message of a chat with Ines."""
    (found,) = only(read(folder, {**PEOPLE, **joined([message(1, 1, 1, more.pop("text", None), 0, **more)])}), Message)
    return found


COLUMNS = re.findall(r"(\w+) (?:TEXT|INTEGER|BLOB)", CHAT_DB.split("TABLE message (")[1].partition(";")[0])[1:]
WRITTEN = st.lists(
    st.tuples(
        TEXTS,
        st.sampled_from([0, 1, 2]),  # the handle
        st.sampled_from([1, 3]),  # the chat
        st.booleans(),  # whether the text is in attributedBody alone
        st.integers(0, 10**6),  # the minute
        st.integers(0, 12),  # which earlier message it answers
        st.lists(st.sampled_from([LOVE, LIKE, LOVE + TAKEN_BACK]), max_size=3),  # what Lio says of it, one by one
    ),
    max_size=10,
)


@given(written=WRITTEN)
def test_messages_read_back(tmp_path_factory: pytest.TempPathFactory, written: list[Any]) -> None:
    """Random messages come back with sender, time, text, answer and reactions, in the order of time."""
    rows, model = [], []
    for number, (text, handle, chat, hidden, minute, answered, tapbacks) in enumerate(written, 1):
        more = {"attributedBody": attributed(text)} if hidden else {}
        more["thread_originator_guid"] = f"G-{answered}" if 0 < answered < number else None
        rows.append(message(number, chat, handle, None if hidden else text, minute, **more))
        for at, kind in enumerate(tapbacks):
            told = {"associated_message_type": kind, "associated_message_guid": f"p:0/G-{number}"}
            rows.append(message(number * 1000 + at, chat, 2, "Loved “…”", minute + at, **told))
        last = {LOVE: (("❤️", 1),), LIKE: (("👍", 1),)}.get(tapbacks[-1], ()) if tapbacks else ()
        sender = ("ottokar@example.org", "+447700900123", "lio@example.org")[handle]
        reply = f"G-{answered}" if 0 < answered < number else ""
        model.append((NOON + 60 * minute, number, sender, text, reply, last, str(chat)))
    records = read(tmp_path_factory.mktemp("chat"), {**PEOPLE, **joined(rows)})
    found = [
        (each.at, int(each.id[2:]), each.sender, each.text, each.reply_to, each.reactions, each.chat)
        for each in only(records, Message)
    ]
    assert found == sorted(model)
    assert records[-1] == Tally("record", len(rows), len(rows), 0, 0)


@given(texts=st.lists(TEXTS, max_size=5))
def test_old_databases_have_whole_seconds(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """Few columns, and times in seconds since 2001."""
    rows = [
        {"ROWID": n, "guid": str(n), "text": text, "date": NOON - SINCE_2001 + n, "chat": None}
        for n, text in enumerate(texts, 1)
    ]
    found = only(read(tmp_path_factory.mktemp("old"), joined(rows), OLD_CHAT_DB), Message)
    assert [(each.at, each.text) for each in found] == [(NOON + n, text) for n, text in enumerate(texts, 1)]


@pytest.mark.parametrize("length", [0, 1, 126, 127, 128, 129, 255, 256, 32_767, 32_768, 70_000])
@pytest.mark.parametrize("mutable", [False, True])
def test_the_text_of_an_archive_has_any_length(length: int, mutable: bool) -> None:
    """langchain #10680: where the column text is empty, the words are in a typedstream, of any length."""
    text = ("窑 is 热 " * (length // 7 + 1))[:length]
    assert words(attributed(text, mutable)) == text


@given(st.binary(max_size=60), st.integers(0, 250), st.integers(0, 250))
def test_a_broken_archive_has_some_text_or_none(noise: bytes, start: int, end: int) -> None:
    """Whatever the bytes are, nothing raises."""
    body = attributed("Warm, and waiting")
    for broken in (noise, body[:start] + noise + body[end:], body[:start]):
        assert isinstance(words(broken), str)
    assert words("no bytes") == words(None) == ""


@given(st.integers() | st.floats() | st.text() | st.none() | st.binary())
def test_any_moment_is_a_time_or_none(value: Any) -> None:
    """Numbers of any size are seconds or parts of them, or nothing."""
    found = seconds(value)
    assert found is None or 0 <= found < 253_402_300_800


@pytest.mark.parametrize("column", COLUMNS)
def test_any_column_may_be_missing(tmp_path: Path, column: str) -> None:
    """Each version of the app has other columns; only five are needed."""
    head, _, tail = CHAT_DB.partition("CREATE TABLE message (")
    table, _, rest = tail.partition(";")
    fewer = re.sub(rf"\b{column} (TEXT|INTEGER|BLOB)( DEFAULT 0| UNIQUE NOT NULL)?,?", "", table).rstrip(", \n)")
    schema = f"{head}CREATE TABLE message ({fewer});{rest}"
    rows = {name: [{k: v for k, v in line.items() if k != column} for line in lines] for name, lines in mac().items()}
    rows = {**mac(), "message": rows["message"]}
    path = write(tmp_path / "chat.db", schema, rows)
    known = imessage.recognise(Source(path))
    assert known == (column not in imessage.NEEDED)
    if known:
        records = list(imessage.read(Source(path)))
        check_stream(records)
        assert records[-1].total == 23  # type: ignore[union-attr]


def test_the_last_tapback_of_each_person_counts(tmp_path: Path) -> None:
    """One changes their mind, one takes it back, one uses an emoji, one a sticker."""
    told = [(1, LOVE), (1, LIKE), (2, LOVE), (2, LOVE + TAKEN_BACK), (0, EMOJI), (4, STICKER)]
    rows = [message(1, 3, 2, "the first bowl", 0)]
    for at, (handle, kind) in enumerate(told, 2):
        emoji = "🏺" if kind == EMOJI else None
        more = {"associated_message_type": kind, "associated_message_emoji": emoji, "associated_message_guid": "bp:G-1"}
        rows.append(message(at, 3, handle, None, at, **more))
    (found,) = only(read(tmp_path, {**PEOPLE, **joined(rows)}), Message)
    assert sorted(found.reactions) == sorted([("👍", 1), ("🏺", 1), ("sticker", 1)])


def test_a_tapback_on_what_is_gone_is_kept_as_a_notice(tmp_path: Path) -> None:
    """Nothing is lost: it says itself what it was about."""
    found = one(tmp_path, text="Loved “hello”", associated_message_type=LOVE, associated_message_guid="p:1/GONE")
    assert (found.kind, found.text, found.sender) == ("system", "Loved “hello”", "+447700900123")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"item_type": 1, "other_handle": 2}, "added lio@example.org"),
        ({"item_type": 1, "other_handle": 1}, "changed their number"),
        ({"item_type": 1, "group_action_type": 1, "other_handle": 2}, "removed lio@example.org"),
        ({"item_type": 2, "group_title": "窑"}, "named the group: 窑"),
        ({"item_type": 2}, "removed the group's name"),
        ({"item_type": 3}, "left the group"),
        ({"item_type": 3, "group_action_type": 1}, "changed the group's photo"),
        ({"item_type": 4}, "started sharing their location"),
        ({"item_type": 4, "share_status": 1}, "stopped sharing their location"),
        ({"item_type": 6}, "SharePlay"),
        ({"item_type": 99}, ""),
    ],
)
def test_what_somebody_did_is_a_notice(tmp_path: Path, columns: dict[str, Any], said: str) -> None:
    """The lines between the bubbles are notices, with whoever did it as the sender."""
    found = one(tmp_path, **columns)
    assert (found.kind, found.text, found.sender) == ("system", said, "+447700900123")


def test_sms_and_imessage_with_one_person_are_one_chat(tmp_path: Path) -> None:
    """They are two rows of the app's table, but one conversation on its screen."""
    rows = [message(1, 1, 1, "blue", 0), message(2, 2, 3, "green", 1)]
    records = read(tmp_path, {**PEOPLE, **joined(rows)})
    assert [(each.chat, each.text, each.sender) for each in only(records, Message)] == [
        ("1", "blue", "+447700900123"),
        ("1", "green", "+447700900123"),
    ]
    assert [each.key for each in only(records, Chat)] == ["+447700900123", "chat801"]


def test_the_owner_is_known_by_the_account(tmp_path: Path) -> None:
    """Their addresses are those of the accounts; where none is named, they are only "me"."""
    rows = {**PEOPLE, **joined([message(1, 1, 0, "x", 0)])}
    (owner,) = (each for each in only(read(tmp_path, rows), Contact) if each.is_me)
    assert owner.handle.key == "ottokar@example.org"
    assert (owner.mails, owner.phones) == (("ottokar@example.org",), ("+447700900999",))
    bare = {**rows, "chat": [{**chat, "account_login": None} for chat in PEOPLE["chat"]]}
    owners = [each for each in only(read(tmp_path, bare), Contact) if each.is_me]
    assert [(each.handle.key, each.mails) for each in owners] == [("me", ())]


def test_a_message_without_a_chat_goes_to_the_person(tmp_path: Path) -> None:
    """Deleted from every chat, it still is of somebody: the chat with them, or one of its own."""
    rows = [message(1, 1, 1, "here", 0), message(2, 0, 1, "of Ines", 1), message(3, 0, 2, "of Lio", 2)]
    records = read(tmp_path, {**PEOPLE, **joined(rows)})
    chats = {each.ref: each for each in only(records, Chat)}
    assert [chats[each.chat].key for each in only(records, Message)] == ["+447700900123"] * 2 + ["lio@example.org"]


def test_what_can_be_brought_back_is_in_its_chat(tmp_path: Path) -> None:
    """For 30 days a deleted message is kept in a table of its own."""
    rows = {**PEOPLE, **joined([message(1, 0, 2, "deleted", 0)])}
    rows["chat_recoverable_message_join"] = [{"chat_id": 3, "message_id": 1}]
    (found,) = only(read(tmp_path, rows), Message)
    assert found.chat == "3"


def test_a_date_of_zero_is_no_time(tmp_path: Path) -> None:
    """imessage-exporter #266: some rows have no date; when they came may be known."""
    came = one(tmp_path, text="late", date=0, date_delivered=nanoseconds(NOON))
    assert came.at == NOON
    rows = {**PEOPLE, **joined([message(1, 1, 1, "never", 0, date=0)])}
    assert [each.why for each in only(read(tmp_path, rows), Problem)] == [NO_TIME]


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ({"balloon_bundle_id": "com.apple.messages.URLBalloonProvider", "text": "https://example.org"}, "link"),
        ({"balloon_bundle_id": "com.apple.messages.MSMessageExtensionBalloonPlugin:0:com.x.messages.Polls"}, "poll"),
        ({"balloon_bundle_id": "com.example.game", "text": "your move"}, "text"),
        ({"balloon_bundle_id": "com.example.game"}, "unknown"),
        ({"date_edited": 1}, "deleted"),
        ({"date_retracted": 1, "text": "still here"}, "deleted"),
        ({}, "unknown"),
        ({"is_forward": 1, "text": "passed on"}, "text"),
    ],
)
def test_kinds(tmp_path: Path, columns: dict[str, Any], kind: str) -> None:
    """What an app sent, what was taken back, and what has neither words nor a file."""
    assert one(tmp_path, **columns).kind == kind


def test_a_sticker_belongs_to_a_message(tmp_path: Path) -> None:
    """One that was put on a message answers it."""
    rows = [message(1, 1, 1, "bowl", 0), message(2, 1, 0, "\ufffc", 1, associated_message_type=1000)]
    rows[1]["associated_message_guid"] = "p:0/G-1"
    more = {"attachment": [{"ROWID": 1, "guid": "A", "mime_type": "image/heic", "is_sticker": 1}]}
    more["message_attachment_join"] = [{"message_id": 2, "attachment_id": 1}]
    _, found = only(read(tmp_path, {**PEOPLE, **joined(rows), **more}), Message)
    assert (found.kind, found.reply_to) == ("sticker", "G-1")


def test_the_database_of_a_backup_is_found_by_its_name(tmp_path: Path) -> None:
    """In a backup of an iPhone it has no ending, and lies beside thousands of other files."""
    folder = tmp_path / "backup" / imessage.BACKUP_NAME[:2]
    folder.mkdir(parents=True)
    write(folder / imessage.BACKUP_NAME, CHAT_DB, mac())
    (folder / "3d00000000000000000000000000000000000000").write_bytes(b"something else")
    assert [found.format for found in find(tmp_path / "backup")] == [imessage]


def test_a_web_page_made_from_messages_is_not_read(tmp_path: Path) -> None:
    """imessage-exporter's pages are for people; the sentence says what to give instead."""
    page = tmp_path / "Ines.html"
    page.write_text('<html><div class="message"><div class="sent iMessage"><p>hello</p></div></div></html>', "utf-8")
    (found,) = find(page)
    assert found.format is None
    assert "chat.db" in str(found.why)
