"""DiscordChatExporter's JSON: messages come back whatever the layout, and what others stumbled over is read."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import discord_json, finding, json_stream
from kithbook.formats.iso_moments import Moments
from kithbook.formats.source import Source
from kithbook.vocabulary import Chat, Contact, Encounter, Message, Problem, Record, Tally

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<"), max_size=30)
CHANNEL = {"id": "302000000000000002", "type": "GuildTextChat", "category": "Workshop", "name": "general"}
FIRST_ID = 1_212_000_000_000_000_000


def user(number: int, name: str = "", **more: Any) -> dict[str, Any]:
    """Somebody as the exporter writes them."""
    found = {"id": str(301_000_000_000_000_000 + number), "name": f"user{number}", "discriminator": "0000"}
    return found | {"nickname": name or f"Person {number}", "isBot": False} | more


def message(number: int, text: str, sender: int = 7, **more: Any) -> dict[str, Any]:
    """A message as the exporter writes it."""
    return {
        "id": str(FIRST_ID + number),
        "type": "Default",
        "timestamp": "2024-03-01T10:00:00+02:00",
        "timestampEdited": None,
        "content": text,
        "author": user(sender),
        "attachments": [],
        "embeds": [],
        "reactions": [],
        "mentions": [],
        **more,
    }


def export(messages: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """The export of a channel."""
    return {"guild": {"id": "1", "name": "Kiln"}, "channel": CHANNEL, **more, "messages": messages, "messageCount": 0}


def read(folder: Path, text: str | bytes, name: str = "kiln.json") -> list[Record]:
    """The records of a file with this text."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return list(discord_json.read(Source(path)))


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


@given(
    written=st.lists(
        st.tuples(TEXTS, st.integers(1, 4), st.integers(0, 4_000_000_000), st.integers(-12, 14), st.booleans()),
        max_size=10,
    ),
    indent=st.sampled_from([None, 0, 2]),
    plain=st.booleans(),
    block=st.sampled_from([16, 300, 5000, 1 << 20]),
)
def test_any_layout_reads_back(
    tmp_path_factory: pytest.TempPathFactory,
    written: list[tuple[str, int, int, int, bool]],
    indent: int | None,
    plain: bool,
    block: int,
) -> None:
    """Random messages with records inside come back with text, sender, time and answer, through windows of any size."""
    messages = []
    for number, (text, sender, at, zone, rich) in enumerate(written):
        when = datetime.fromtimestamp(at, timezone(timedelta(hours=zone)))
        more: dict[str, Any] = {"timestamp": when.isoformat()}
        if rich:
            more["mentions"] = [user(sender), user(9)]
            more["reference"] = {"messageId": str(FIRST_ID + number - 1), "channelId": CHANNEL["id"]}
            more["reactions"] = [{"emoji": {"id": "", "name": "👍"}, "count": 2, "users": [user(1), user(2)]}]
        messages.append(message(number, text, sender, **more))
    text = json.dumps(export(messages), indent=indent, ensure_ascii=plain)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "BLOCK", block)
        records = read(tmp_path_factory.mktemp("json"), text)
    found = only(records, Message)
    assert [(each.text, each.at) for each in found] == [(each[0], each[2]) for each in written]
    assert [int(each.sender[-2:]) for each in found] == [each[1] for each in written]
    assert [each.zone for each in found] == [f"{zone:+03}:00" if zone else "UTC" for *_, zone, _ in written]
    assert [bool(each.reply_to and each.mentions and each.reactions) for each in found] == [each[4] for each in written]
    assert records[-1] == Tally("record", len(written), len(written), 0, 0)


@given(texts=st.lists(TEXTS, min_size=1, max_size=8), share=st.floats(0.2, 0.99), block=st.sampled_from([64, 1 << 20]))
def test_a_file_cut_anywhere_keeps_what_is_whole(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], share: float, block: int
) -> None:
    """Of a file that breaks off, a beginning of the messages is read, and exactly one problem says so."""
    data = json.dumps(export([message(n, text) for n, text in enumerate(texts)]), indent=2).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "BLOCK", block)
        records = read(tmp_path_factory.mktemp("json"), data[: int(len(data) * share)])
    found = [each.text for each in only(records, Message)]
    assert found == texts[: len(found)]
    assert [each.why for each in only(records, Problem)] == [discord_json.CUT]
    assert len(only(records, Chat)) == 1


@given(data=st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3)))
def test_fields_of_other_types_cost_only_their_message(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    """Whatever stands in a field, the neighbours are read and the tally adds up."""
    for field in message(1, ""):
        text = json.dumps(export([message(1, "before"), message(2, "x", **{field: data}), message(3, "after")]))
        records = read(tmp_path_factory.mktemp("json"), text)
        texts = [each.text for each in only(records, Message)]
        assert (texts[0], texts[-1]) == ("before", "after")
        assert records[-1].total == 3  # type: ignore[union-attr]


def test_reading_many_at_once_in_a_file_on_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mentions look like messages where a program has saved the file again without line breaks; few are read singly."""
    monkeypatch.setattr(json_stream, "BLOCK", 4_000)
    singly = 0

    def counted(text: str, decoder: Any) -> Any:
        nonlocal singly
        singly += 1
        return decoder.decode(text)

    monkeypatch.setattr(json_stream, "_decoded", counted)
    messages = [message(n, "x", mentions=[user(1), user(2), user(3)]) for n in range(200)]
    assert len(only(read(tmp_path, json.dumps(export(messages))), Message)) == 200
    assert singly < 20


def test_a_message_nested_deep_costs_only_itself(tmp_path: Path) -> None:
    """A hundred thousand brackets inside of one message are passed over, and its neighbours are read."""
    text = json.dumps(export([message(1, "before"), message(2, "x", embeds="DEEP"), message(3, "after")]))
    records = read(tmp_path, text.replace('"DEEP"', "[" * 100_000 + "]" * 100_000))
    assert [each.text for each in only(records, Message)] == ["before", "after"]
    assert [(each.line, each.why) for each in only(records, Problem)] == [(2, discord_json.BROKEN)]


def test_discriminators_are_numbers_or_text(tmp_path: Path) -> None:
    """Mentions of early versions have a number that lost its zeros; the id is what counts."""
    mention = user(8, "Ines") | {"discriminator": 42}
    found = only(read(tmp_path, json.dumps(export([message(1, "hi @Ines", mentions=[mention])]))), Message)
    assert [each.mentions for each in found] == [("301000000000000008",)]


def test_emoji_without_id_or_name(tmp_path: Path) -> None:
    """A deleted emoji has no name, a plain one no id; reactions may come with or without those who gave them."""
    reactions = [
        {"emoji": {"id": None, "name": "❤"}, "count": 2},
        {"emoji": {"id": "9", "name": None}, "count": 1, "users": []},
        {"emoji": None, "count": 3},
    ]
    found = only(read(tmp_path, json.dumps(export([message(1, "a", reactions=reactions)]))), Message)
    assert found[0].reactions == (("❤", 2), ("", 1), ("", 3))


def test_people_without_a_name(tmp_path: Path) -> None:
    """An empty or missing name leaves the id, and a message without an author is one of Discord's own."""
    messages = [message(1, "a", author=user(1) | {"name": " ", "nickname": ""}), message(2, "b", author=None)]
    records = read(tmp_path, json.dumps(export(messages)))
    assert [(each.handle.key, each.handle.name) for each in only(records, Contact)] == [("301000000000000001", "")]
    assert [each.sender for each in only(records, Message)] == ["301000000000000001", ""]


def test_a_time_that_is_none_is_told_by_the_id(tmp_path: Path) -> None:
    """The id keeps the moment; without either the message is a problem."""
    messages = [message(1, "a", timestamp="soon"), message(2, "b", id="x", timestamp=None)]
    records = read(tmp_path, json.dumps(export(messages)))
    assert [(each.at, each.zone) for each in only(records, Message)] == [(1_709_033_717, "UTC")]
    assert [each.line for each in only(records, Problem)] == [2]


def test_a_call_of_two_has_both(tmp_path: Path) -> None:
    """A call with a length is an encounter with everybody met in a direct chat; one that nobody took is a message."""
    call = {"type": "Call", "callEndedTimestamp": "2024-03-01T10:20:00.5+02:00"}
    text = export([message(1, "hi", 1), message(2, "", 2, **call), message(3, "", 2, type="Call")])
    text["channel"] = {"id": "5", "type": "DirectTextChat", "name": "Ines"}
    records = read(tmp_path, json.dumps(text))
    assert [(each.seconds, len(each.handles)) for each in only(records, Encounter)] == [(1200, 2)]
    assert [each.kind for each in only(records, Message)] == ["text", "call"]
    assert [each.kind for each in only(records, Chat)] == ["direct"]


def test_an_answer_in_another_channel_is_passed_on(tmp_path: Path) -> None:
    """What refers to another channel came from there; what refers to this one is answered."""
    here, there = ({"messageId": "9", "channelId": number} for number in (CHANNEL["id"], "7"))
    messages = [message(1, "a", reference=here, type="Reply"), message(2, "b", reference=there)]
    found = only(read(tmp_path, json.dumps(export(messages))), Message)
    assert [(each.reply_to, each.forwarded) for each in found] == [("9", False), ("", True)]


def test_parts_of_one_channel_are_one_export(tmp_path: Path) -> None:
    """Parts are put together in their order, and other channels beside them stay apart."""
    for number in range(1, 12):
        name = "kiln.json" if number == 1 else f"kiln [part {number}].json"
        (tmp_path / name).write_text(json.dumps(export([message(number, str(number))])))
    other = export([message(1, "other")]) | {"channel": CHANNEL | {"id": "302000000000000009"}}
    (tmp_path / "boats.json").write_text(json.dumps(other))
    (tmp_path / "boats [part 2].json").write_text(json.dumps(export([message(2, "not of boats")])))
    found = finding.find_among((discord_json,), tmp_path)
    texts = [[each.text for each in only(list(discord_json.read(f.source)), Message)] for f in found]
    assert sorted(texts) == sorted([["other"], ["not of boats"], [str(number) for number in range(1, 12)]])


def test_the_exporters_other_forms_are_named(tmp_path: Path) -> None:
    """The text and the table of the same program say to choose JSON."""
    for name, text in (
        ("a.txt", "=" * 62 + "\nGuild: Kiln\nChannel: general\n" + "=" * 62 + "\n"),
        ("a.csv", "AuthorID,Author,Date,Content,Attachments,Reactions\n"),
    ):
        (tmp_path / name).write_text(text)
        why = discord_json.why_not(Source(tmp_path / name))
        assert why is not None
        assert "JSON" in str(why)


@given(at=st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1)), minutes=st.integers(-840, 840))  # noqa: DTZ001
def test_moments_match_the_standard_library(at: datetime, minutes: int) -> None:
    """Times of any offset read as Python's own parser reads them."""
    when = at.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    if when >= datetime(1970, 1, 1, tzinfo=UTC):
        assert Moments().read(when.isoformat()) == int(when.timestamp())


@pytest.mark.parametrize(
    "text", ["", "2024-03-01", "2024-03-01T24:00:00Z", "2024-13-01T10:00:00Z", "2024-03-01T10:61:00Z"]
)
def test_what_is_no_moment(text: str) -> None:
    """Broken times raise ValueError."""
    with pytest.raises(ValueError):  # noqa: PT011 - that is all it says
        Moments().read(text)
