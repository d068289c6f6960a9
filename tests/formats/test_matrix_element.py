"""Element's JSON: events of any kind come back as what people saw, and damage costs only its event."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import FORMATS, matrix_element
from kithbook.formats.matrix_element import BROKEN, CUT, NO_TIME
from kithbook.formats.source import Source
from kithbook.vocabulary import Chat, Contact, Encounter, Message, Problem, Record, Tally

INES, LIO, PLUMB = "@ines:example.org", "@lio:example.org", "@plumb:example.net"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def event(number: int, sender: str, content: Any, kind: str = "m.room.message", **more: Any) -> dict[str, Any]:
    """An event of the room, a second after the one before."""
    return {
        "type": kind, "sender": sender, "content": content, "event_id": f"$e{number}", "room_id": "!kiln:example.org",
        "origin_server_ts": 1_709_258_400_000 + number * 1000, "unsigned": {"age": 1},
    } | more  # fmt: skip


def said(number: int, sender: str, body: str, **more: Any) -> dict[str, Any]:
    """A message of plain text."""
    return event(number, sender, {"msgtype": "m.text", "body": body} | more)


def export(events: list[Any], **facts: Any) -> bytes:
    """The file that Element writes for these events."""
    head = {"room_name": "Kiln", "room_creator": "Ines", "topic": "", "export_date": "2024/03/02", "exported_by": "Lio"}
    return json.dumps(head | facts | {"messages": events}, ensure_ascii=False, indent=2).encode()


def read(folder: Path, data: bytes) -> list[Record]:
    """The records of a file with these bytes."""
    (folder / "export.json").write_bytes(data)
    return list(matrix_element.read(Source(folder / "export.json")))


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


@given(
    written=st.lists(
        st.tuples(
            TEXTS, st.sampled_from([INES, LIO, PLUMB]), st.none() | st.integers(0, 9), st.none() | TEXTS,
            st.lists(st.sampled_from("👍🔥"), max_size=3),
        ),
        max_size=10,
    )
)  # fmt: skip
def test_rooms_read_back(tmp_path_factory: pytest.TempPathFactory, written: list[tuple[Any, ...]]) -> None:
    """Random messages with answers, edits and reactions come back as they were last seen."""
    events, later = [], []
    for number, (text, sender, answers, edit, reactions) in enumerate(written):
        related = {"m.in_reply_to": {"event_id": f"$e{answers}"}} if answers is not None else {}
        quote = "> <@x:y> before\n> more\n\n" if related else ""
        body = {"m.relates_to": related} if related else {}
        events.append(said(number, sender, quote + text if quote or not text.startswith("> ") else text, **body))
        if edit is not None:
            new = {"m.new_content": {"msgtype": "m.text", "body": edit}}
            about = {"m.relates_to": {"rel_type": "m.replace", "event_id": f"$e{number}"}}
            later.append(said(100 + number, sender, "* " + edit, **new, **about))
        for key in reactions:
            about = {"m.relates_to": {"rel_type": "m.annotation", "event_id": f"$e{number}", "key": key}}
            later.append(event(200 + len(later), PLUMB, about, "m.reaction"))
    records = read(tmp_path_factory.mktemp("json"), export(events + later))
    found = only(records, Message)
    assert [(each.sender, each.text, each.edited) for each in found] == [
        (sender, text if edit is None else edit, edit is not None) for text, sender, _, edit, _ in written
    ]
    assert [each.reply_to for each in found] == ["" if each[2] is None else f"$e{each[2]}" for each in written]
    assert [dict(each.reactions) for each in found] == [
        {key: reactions.count(key) for key in reactions} for *_, reactions in written
    ]
    assert [each.at for each in found] == [1_709_258_400 + number for number in range(len(written))]
    total = len(events) + len(later)
    assert records[-1] == Tally("record", total, total, 0, 0)


@given(data=st.data())
def test_damaged_events_never_raise(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Fields of any other type, deep nests, huge texts and a cut end in a tally that adds up."""
    odd = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(max_size=4) | st.just([[{}]])
    field = st.sampled_from(["type", "sender", "content", "origin_server_ts", "unsigned", "state_key", "event_id"])
    inner = st.sampled_from(
        ["body", "m.relates_to", "m.new_content", "m.mentions", "msgtype", "membership", "displayname", "call_id"]
    )
    kinds = st.sampled_from(["m.room.message", "m.room.member", "m.call.invite", "m.reaction", "m.poll.start", "x"])
    nested = st.dictionaries(inner, odd | st.dictionaries(st.sampled_from(["rel_type", "event_id", "key"]), odd))
    events = data.draw(
        st.lists(st.builds(lambda kind, content, more: event(1, INES, content, kind) | more,
                           kinds, nested, st.dictionaries(field, odd, max_size=2)), max_size=5)
    )  # fmt: skip
    huge = said(9, INES, data.draw(st.sampled_from(["x", "> " * 200_000, "[" * 100_000])))
    whole = export([*events, huge], room_name=data.draw(odd), exported_by=data.draw(odd), export_date=data.draw(odd))
    records = read(tmp_path_factory.mktemp("json"), whole[: len(whole) - data.draw(st.integers(0, 200))])
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert tally.total == tally.read + tally.blank + tally.not_read
    assert tally.not_read == len(only(records, Problem))


def test_no_other_format_takes_a_room(tmp_path: Path) -> None:
    """A room is recognised by its own format alone."""
    path = tmp_path / "export.json"
    path.write_bytes(export([said(1, INES, "the kiln is warm")]))
    assert [module.NAME for module in FORMATS if module.recognise(Source(path))] == ["matrix-element"]


def test_other_downloads_of_element_are_told_the_way(tmp_path: Path) -> None:
    """The page and the plain text that Element exports too are answered with what to do instead."""
    page = tmp_path / "messages.html"
    page.write_text('<html><body><div id="matrixchat"><div class="mx_MatrixChat_wrapper">')
    text = tmp_path / "matrix-Kiln-export-3-2-2024.txt"
    text.write_text("3/1/2024, 10:00:00 AM - Ines: warm\n")  # as WhatsApp's lines begin too
    for path in (page, text):
        assert not any(module.recognise(Source(path)) for module in FORMATS)
        assert "Element's JSON" in str(matrix_element.why_not(Source(path)))


def test_two_people_are_a_direct_chat_and_the_exporter_is_its_owner(tmp_path: Path) -> None:
    """Two members make a chat of two; the name in ``exported_by`` is the owner where only one has it."""
    events = [
        event(1, INES, {"membership": "join", "displayname": "Ines"}, "m.room.member", state_key=INES),
        event(2, LIO, {"membership": "join", "displayname": "Lio"}, "m.room.member", state_key=LIO),
        said(3, LIO, "warm?"),
    ]
    records = read(tmp_path, export(events))
    assert [each.kind for each in only(records, Chat)] == ["direct"]
    assert {each.handle.name: each.is_me for each in only(records, Contact)} == {"Ines": None, "Lio": True}
    events.append(event(4, PLUMB, {"membership": "join", "displayname": "Lio"}, "m.room.member", state_key=PLUMB))
    records = read(tmp_path, export(events))
    assert [each.kind for each in only(records, Chat)] == ["group"]
    assert not any(each.is_me for each in only(records, Contact))


def test_only_the_writer_edits(tmp_path: Path) -> None:
    """What somebody else sends as an edit changes nothing and is no message."""
    about = {"m.new_content": {"body": "no"}, "m.relates_to": {"rel_type": "m.replace", "event_id": "$e1"}}
    (found,) = only(read(tmp_path, export([said(1, INES, "yes"), said(2, LIO, "* no", **about)])), Message)
    assert (found.text, found.edited) == ("yes", False)


def test_an_edit_before_its_message(tmp_path: Path) -> None:
    """In a file of the newest first an edit still finds its message."""
    about = {"m.new_content": {"body": "b"}, "m.relates_to": {"rel_type": "m.replace", "event_id": "$e1"}}
    (found,) = only(read(tmp_path, export([said(2, INES, "* b", **about), said(1, INES, "a")])), Message)
    assert (found.text, found.edited, found.id) == ("b", True, "$e1")


def test_calls_with_an_answer_and_an_end_are_encounters(tmp_path: Path) -> None:
    """The length of a call is from its answer to its end; a call that nobody answered is a message."""
    events = [
        event(1, INES, {"call_id": "c"}, "m.call.invite"),
        event(2, LIO, {"call_id": "c"}, "m.call.answer"),
        event(65, LIO, {"call_id": "c"}, "m.call.hangup"),
        event(70, LIO, {"call_id": "d"}, "m.call.invite"),
    ]
    records = read(tmp_path, export(events))
    assert [(each.seconds, each.handles) for each in only(records, Encounter)] == [(63, (INES, LIO))]
    assert [(each.kind, each.sender) for each in only(records, Message)] == [("call", LIO)]


def test_events_without_a_time_and_a_cut(tmp_path: Path) -> None:
    """An event of no time or of the wrong shape is a problem, and so is the place where the file breaks off."""
    events = [said(1, INES, "a"), said(2, INES, "b") | {"origin_server_ts": None}, {"type": 5}]
    whole = export(events)
    records = read(tmp_path, whole[: whole.rindex(b"]")] + b', {"type": ')
    assert [each.why for each in only(records, Problem)] == [NO_TIME, BROKEN, CUT]
