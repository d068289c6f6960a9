"""Telegram's JSON: what was written comes back, whatever the layout, and what is broken costs only itself."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import json_stream, telegram_json
from kithbook.formats.source import Source
from kithbook.vocabulary import Chat, Contact, Encounter, Message, Problem, Record, Tally

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
IDS = st.integers(1, 10**9)


def read(folder: Path, text: str | bytes) -> list[Record]:
    """The records of a file with this text."""
    path = folder / "result.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return list(telegram_json.read(Source(path)))


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


def message(number: int, text: Any, sender: int = 7, **more: Any) -> dict[str, Any]:
    """A message as Telegram Desktop writes it."""
    return {
        "id": number,
        "type": "message",
        "date": "2024-03-01T10:00:00",
        "date_unixtime": str(1_709_280_000 + number),
        "from": f"Person {sender}",
        "from_id": f"user{sender}",
        **more,
        "text": text,
    }


def chat(messages: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """The export of one group."""
    return {"name": "Kiln", "type": "private_group", "id": 900, **more, "messages": messages}


@given(
    written=st.lists(st.tuples(IDS, TEXTS, st.integers(1, 4)), max_size=12),
    indent=st.sampled_from([None, 0, 1, 4]),
    ordered=st.booleans(),
    plain=st.booleans(),
    block=st.sampled_from([16, 100, 1000, 1 << 20]),
)
def test_any_layout_reads_back(
    tmp_path_factory: pytest.TempPathFactory,
    written: list[tuple[int, str, int]],
    indent: int | None,
    ordered: bool,
    plain: bool,
    block: int,
) -> None:
    """Random messages come back with id, text and sender from JSON of any layout, through windows of any size."""
    messages = [message(number, text, sender) for number, text, sender in written]
    text = json.dumps(chat(messages), indent=indent, sort_keys=ordered, ensure_ascii=plain)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "BLOCK", block)
        records = read(tmp_path_factory.mktemp("json"), text)
    found = only(records, Message)
    assert [(int(each.id), each.text, each.sender) for each in found] == [(n, t, f"user{s}") for n, t, s in written]
    assert records[-1] == Tally("record", len(written), len(written), 0, 0)
    assert only(records, Chat) == [Chat("1", "telegram", "chat900", "Kiln", "group")]


@given(
    texts=st.lists(TEXTS, min_size=1, max_size=8),
    share=st.floats(0.2, 0.999),
    block=st.sampled_from([64, 1 << 20]),
)
def test_a_file_cut_anywhere_keeps_what_is_whole(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], share: float, block: int
) -> None:
    """Of a file that breaks off, a beginning of the messages is read, and exactly one problem says so."""
    text = json.dumps(chat([message(n, text) for n, text in enumerate(texts)]), indent=1, ensure_ascii=False)
    data = text.encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "BLOCK", block)
        records = read(tmp_path_factory.mktemp("json"), data[: int(len(data) * share)])
    found = [each.text for each in only(records, Message)]
    assert found == texts[: len(found)]
    assert [each.why for each in only(records, Problem)] == [telegram_json.CUT]
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert (tally.total, tally.read, tally.not_read) == (len(found) + 1, len(found), 1)


@given(data=st.binary(max_size=300))
def test_arbitrary_bytes_never_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Bytes of any kind behind the start of a chat end in a tally that adds up."""
    records = read(tmp_path_factory.mktemp("json"), b'{"type":"private_group","messages":[' + data)
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert tally.total == tally.read + tally.blank + tally.not_read


def test_a_message_nested_deep_costs_only_itself(tmp_path: Path) -> None:
    """A hundred thousand brackets inside of one message are passed over, and its neighbours are read."""
    deep = "[" * 100_000 + "]" * 100_000
    text = json.dumps(chat([message(1, "before"), message(2, "DEEP"), message(3, "after")])).replace('"DEEP"', deep)
    records = read(tmp_path, text)
    assert [each.text for each in only(records, Message)] == ["before", "after"]
    assert [(each.line, each.why) for each in only(records, Problem)] == [(2, telegram_json.BROKEN)]
    assert records[-1] == Tally("record", 3, 2, 0, 1)


def test_a_file_of_brackets_is_a_problem(tmp_path: Path) -> None:
    """Chats in chats in chats are not followed down."""
    text = '{"chats":{"list":[' * 50_000
    assert [each.why for each in only(read(tmp_path, text), Problem)] == [telegram_json.CUT]


def test_a_huge_text_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message longer than the limit is passed over without being kept."""
    monkeypatch.setattr(json_stream, "MAX_VALUE", 10_000)
    monkeypatch.setattr(json_stream, "BLOCK", 1_000)
    records = read(tmp_path, json.dumps(chat([message(1, "before"), message(2, 'x\\"' * 90_000), message(3, "after")])))
    assert [each.text for each in only(records, Message)] == ["before", "after"]
    assert records[-1] == Tally("record", 3, 2, 0, 1)


def test_a_broken_message_costs_only_itself(tmp_path: Path) -> None:
    """A message that is no JSON, or whose fields have other types, is a problem; the next one is read."""
    text = json.dumps(chat([message(1, "a"), message(2, "b"), {"id": [], "type": 4}, message(4, "d")]))
    records = read(tmp_path, text.replace('"text": "b"', '"text": b b'))
    assert [each.id for each in only(records, Message)] == ["1", "4"]
    assert [each.line for each in only(records, Problem)] == [2, 3]


def test_half_a_character_is_replaced(tmp_path: Path) -> None:
    """Half of a surrogate pair, which no database stores, becomes the mark for what could not be read."""
    text = json.dumps(chat([message(1, "EMOJI"), message(2, "b")])).replace("EMOJI", r"a\ud83d \ud83d\ude00 \\ud83d")
    assert [each.text for each in only(read(tmp_path, text), Message)] == ["a\ufffd 😀 \\ud83d", "b"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    """A file saved again with a mark, or in UTF-16, reads the same."""
    data = json.dumps(chat([message(1, "周五见")]), ensure_ascii=False).encode(encoding)
    assert [each.text for each in only(read(tmp_path, data), Message)] == ["周五见"]
    assert telegram_json.recognise(Source(tmp_path / "result.json"))


def test_whose_chat_it_is(tmp_path: Path) -> None:
    """In a chat of two the id is the other one's, so whoever else writes is the owner."""
    records = read(tmp_path, json.dumps(chat([message(1, "a", 7), message(2, "b", 8)], type="personal_chat", id=7)))
    assert {each.handle.key: each.is_me for each in only(records, Contact)} == {"user7": None, "user8": True}


def test_calls(tmp_path: Path) -> None:
    """A call that took place is an encounter of both; one that was missed is a message."""
    base = {"type": "service", "date": "2024-03-01T10:00:00", "actor": "P", "actor_id": "user8", "action": "phone_call"}
    calls = [base | {"id": 1, "duration_seconds": 61}, base | {"id": 2, "discard_reason": "missed"}]
    records = read(tmp_path, json.dumps(chat(calls, type="personal_chat", id=7)))
    assert only(records, Encounter) == [
        Encounter("call", 1_709_287_200, ("user8", "user7"), 61, "", "", "1", 1, "1"),
    ]
    assert [(each.kind, each.sender) for each in only(records, Message)] == [("call", "user8")]


def test_names_behind_the_messages(tmp_path: Path) -> None:
    """Where keys are sorted, each chat of an account still begins with its own name and kind."""
    two = [chat([message(1, "a")]), chat([message(2, "b")], name="Wheel", type="personal_chat", id=7)]
    account = {"chats": {"list": two}, "personal_information": {"user_id": 8, "first_name": "P"}}
    records = read(tmp_path, json.dumps(account, sort_keys=True))
    assert [(each.title, each.kind) for each in only(records, Chat)] == [("Kiln", "group"), ("Wheel", "direct")]


def test_real_exports(shared: Path) -> None:
    """Every real file reads: as many messages and calls as a plain count of their types finds, and no problem."""
    files = sorted((shared / "samples" / "telegram").rglob("*.json"))
    assert files
    for path in files:
        assert telegram_json.recognise(Source(path)), path
        records = list(telegram_json.read(Source(path)))
        expected = len(re.findall(r'"type"\s*:\s*"(?:message|service)"', path.read_text("utf-8")))
        assert len(only(records, Message)) + len(only(records, Encounter)) == expected > 0, path
        assert not only(records, Problem)


def test_a_broken_key_costs_only_its_value(tmp_path: Path) -> None:
    """A key with a control character in it is passed over with its value; the rest of the chat is read."""
    path = tmp_path / "result.json"
    path.write_bytes(b'{"\x01": {"name": "no"}, "name": "Kiln Club", "type": "private_group", "id": 7, "messages": []}')
    assert [record.title for record in telegram_json.read(Source(path)) if isinstance(record, Chat)] == ["Kiln Club"]
    path.write_bytes(b'{"\x01"')
    assert [type(record) for record in telegram_json.read(Source(path))] == [Problem, Tally]


@pytest.mark.parametrize("between", ["", "\n", "\ufeff", "\r\n\ufeff"])
def test_joined_files_are_read_one_after_the_other(tmp_path: Path, between: str) -> None:
    """Two exports in one file are both there, also where the names of their chats come behind the messages."""
    first, second = (
        chat([message(1, "one")]),
        {"messages": [message(2, "two")], "name": "Pier", "type": "private_group"},
    )
    records = read(tmp_path, json.dumps(first) + between + json.dumps(second))
    assert [each.title for each in only(records, Chat)] == ["Kiln", "Pier"]
    assert [each.text for each in only(records, Message)] == ["one", "two"]
    assert only(records, Problem) == []


def test_what_follows_the_end_is_said(tmp_path: Path) -> None:
    """Rubbish behind the export costs nothing, and is not passed over in silence."""
    records = read(tmp_path, json.dumps(chat([message(1, "one")])) + "\x00\x00rest")
    assert [each.text for each in only(records, Message)] == ["one"]
    assert [each.why for each in only(records, Problem)] == [telegram_json.REST]


def test_a_contact_without_anything_and_a_name_of_two_lines(tmp_path: Path) -> None:
    """Who has neither number, telephone nor name is nobody; a name that serves as key is one line."""
    account = {
        "contacts": {"list": [{"user_id": 0, "first_name": "", "last_name": "", "phone_number": ""}]},
        "chats": {"list": [chat([message(1, "one") | {"from": " Ines\u2028Halfmoon", "from_id": None}])]},
    }
    records = read(tmp_path, json.dumps(account))
    assert [each.why for each in only(records, Problem)] == [telegram_json.BROKEN]
    assert [each.handle.key for each in only(records, Contact)] == ["InesHalfmoon"]
