"""WeFlow's and chatlog's JSON: what was written comes back, damage costs only its record, exports of one chat agree."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import (
    FORMATS,
    wechat_chatlog_json,
    wechat_pywxdump_csv,
    wechat_wechatmsg_csv,
    wechat_weflow_json,
)
from kithbook.formats.source import Source
from kithbook.formats.wechat_json import BROKEN, CUT
from kithbook.vocabulary import Chat, Contact, Encounter, Message, Problem, Record, Tally

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(lambda text: "周五：" + text)
MODEL = st.lists(
    st.tuples(TEXTS, st.sampled_from(["wxid_a1", "wxid_b2", "wxid_me"]), st.integers(0, 2_000_000_000)),
    min_size=1,
    max_size=10,
)
ROOM = "9@chatroom"


def read(folder: Path, module: ModuleType, data: bytes, name: str = "chat.json") -> list[Record]:
    """The records of a file with these bytes, which this format and no other must recognise."""
    (folder / name).write_bytes(data)
    source = Source(folder / name)
    assert [each.NAME for each in FORMATS if each.recognise(source)] == [module.NAME]
    return list(module.read(source))


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


def weflow(messages: list[dict[str, Any]], session: dict[str, Any] | None = None) -> bytes:
    """An export of WeFlow with these messages."""
    who = session or {"wxid": ROOM, "displayName": "窑友", "type": "群聊"}
    whole = {"weflow": {"version": "1.0.3", "exportedAt": 1_800_000_000}, "session": who, "messages": messages}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def said(text: str, sender: str, at: int, number: int) -> dict[str, Any]:
    """A message of WeFlow that is plain text."""
    return {
        "localId": number, "createTime": at, "type": "文本消息", "localType": 1, "content": text,
        "isSend": int(sender == "wxid_me"), "senderUsername": sender, "senderDisplayName": sender.upper(),
        "platformMessageId": str(10**18 + number),
    }  # fmt: skip


def logged(text: str, sender: str, at: int, talker: str = ROOM, **more: Any) -> dict[str, Any]:
    """A message of chatlog, at eight hours east of Greenwich."""
    moment = datetime.fromtimestamp(at, timezone(timedelta(hours=8)))
    return {
        "seq": at * 1000, "time": moment.isoformat(), "talker": talker, "talkerName": "窑友",
        "isChatRoom": talker.endswith("@chatroom"), "sender": sender, "senderName": sender.upper(),
        "isSelf": sender == "wxid_me", "type": 1, "subType": 0, "content": text,
    } | more  # fmt: skip


@given(written=MODEL)
def test_messages_of_weflow_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, str, int]]
) -> None:
    """Random messages come back with text, sender, owner, time and id."""
    data = weflow([said(*each, number) for number, each in enumerate(written)])
    records = read(tmp_path_factory.mktemp("json"), wechat_weflow_json, data)
    found = [(each.text, each.sender, each.at) for each in only(records, Message)]
    assert found == written
    assert [each.id for each in only(records, Message)] == [str(10**18 + n) for n in range(len(written))]
    assert {each.handle.key: each.is_me for each in only(records, Contact)} == {
        sender: True if sender == "wxid_me" else None for _, sender, _ in written
    }
    assert records[0] == Chat("1", "wechat", ROOM, "窑友", "group", seen_until=1_800_000_000)
    assert records[-1] == Tally("record", len(written), len(written), 0, 0)


@given(written=MODEL, wrapped=st.booleans())
def test_messages_of_chatlog_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, str, int]], wrapped: bool
) -> None:
    """Random messages come back from a plain array and from one within an object, with the zone of their times."""
    items = [logged(*each) for each in written]
    data = json.dumps({"total": len(items), "items": items} if wrapped else items).encode()
    records = read(tmp_path_factory.mktemp("json"), wechat_chatlog_json, data)
    assert [(each.text, each.sender, each.at) for each in only(records, Message)] == written
    assert {each.zone for each in only(records, Message)} == {"+08:00"}
    assert [each.kind for each in only(records, Chat)] == ["group"]
    assert records[-1] == Tally("record", len(written), len(written), 0, 0)


@given(data=st.data())
def test_damaged_files_never_raise(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """A field of another type, a deep nest, a huge text or a cut costs records, never more."""
    odd = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just([[]]) | st.just({})
    message = said("早", "wxid_a1", 5, 1)
    broken = data.draw(st.dictionaries(st.sampled_from(sorted(message)), odd, max_size=3))
    other = data.draw(st.dictionaries(st.sampled_from(sorted(logged("早", "wxid_a1", 5))), odd, max_size=3))
    huge = {"content": data.draw(st.sampled_from(["x", "[" * 50_000, "<msg>" * 20_000]))}
    cut = data.draw(st.integers(0, 300))
    session = data.draw(st.dictionaries(st.sampled_from(["wxid", "displayName", "type", "nickname"]), odd))
    for module, whole in (
        (wechat_weflow_json, weflow([message, message | broken, message | huge], session or {"wxid": ROOM})),
        (wechat_chatlog_json, json.dumps([logged("早", "a", 5), logged("早", "a", 5) | other]).encode()),
    ):
        path = tmp_path_factory.mktemp("json") / "chat.json"
        path.write_bytes(whole[: len(whole) - cut] if cut > 20 else whole.replace(b'"source"', b"[" * 5000, 1))
        tally = list(module.read(Source(path)))[-1]
        assert isinstance(tally, Tally)
        assert tally.total == tally.read + tally.blank + tally.not_read


def test_one_chat_from_any_two_exports_joins(tmp_path: Path) -> None:
    """Chat, people and (where an export has them) ids of messages are the same, whichever program exported them."""
    at, number = 1_700_000_000, "4073926741244663531"
    dump = io.StringIO(newline="")
    csv.writer(dump).writerows(
        [
            ("id", "MsgSvrID", "type_name", "is_sender", "talker", "room_name", "msg", "src", "CreateTime"),
            (1, number, "文本", 0, "wxid_a1", "wxid_a1", "早", "", at),
        ]
    )
    table = io.StringIO(newline="")
    csv.writer(table).writerows(
        [
            (*("localId", "TalkerId", "Type", "SubType", "IsSender", "CreateTime", "Status"), "StrContent", "StrTime",
             "Remark", "NickName", "Sender"),
            (1, 3, 1, 0, 0, at, "", "早", "", "", "Lan", "wxid_a1"),
        ]
    )  # fmt: skip
    told = said("早", "wxid_a1", at, 1) | {"platformMessageId": number}
    exports = [
        read(tmp_path, wechat_pywxdump_csv, dump.getvalue().encode(), "a.csv"),
        read(tmp_path, wechat_wechatmsg_csv, table.getvalue().encode(), "b.csv"),
        read(tmp_path, wechat_weflow_json, weflow([told], {"wxid": "wxid_a1", "type": "私聊"})),
        read(tmp_path, wechat_chatlog_json, json.dumps([logged("早", "wxid_a1", at, "wxid_a1")]).encode()),
    ]
    for records in exports:
        assert [(each.key, each.kind) for each in only(records, Chat)] == [("wxid_a1", "direct")]
        assert [each.handle.key for each in only(records, Contact)] == ["wxid_a1"]
        assert [(each.at, each.text, each.sender) for each in only(records, Message)] == [(at, "早", "wxid_a1")]
    assert [only(records, Message)[0].id for records in exports] == [number, "", number, ""]


@pytest.mark.parametrize(
    ("fields", "kind", "text"),
    [
        ({"type": "链接消息", "localType": 2001 << 32 | 49, "content": "[链接] 新年好"}, "red_envelope", "新年好"),
        ({"type": "链接消息", "localType": 49, "content": "[链接] 恭喜发财"}, "red_envelope", "恭喜发财"),
        ({"type": "红包卡片", "localType": 49, "content": "[红包] 拿去"}, "red_envelope", "拿去"),
        ({"type": "转账卡片", "localType": 49, "content": "[转账收款] ￥8.00"}, "transfer", "￥8.00"),
        ({"type": "其他消息", "localType": 0, "appMsgType": "2000", "content": "[转账] ￥8.00"}, "transfer", "￥8.00"),
        ({"type": "语音消息", "localType": 34, "content": "转写好的话"}, "voice", "转写好的话"),
        ({"type": "图片消息", "localType": 3, "content": "media\\images\\1.jpg"}, "image", "1.jpg"),
        ({"type": "引用消息", "localType": 57 << 32 | 49, "content": "[引用 云三朵：早]"}, "quote", ""),
        ({"type": "群公告", "localType": 87 << 32 | 49, "content": "[群公告] 周六"}, "text", "周六"),
        ({"type": "小程序消息", "localType": 49, "content": "[小程序] 接龙"}, "link", "接龙"),
        ({"type": "其他消息", "localType": 77, "content": "[窑]"}, "unknown", ""),
    ],
)  # fmt: skip
def test_kinds_of_weflow(tmp_path: Path, fields: dict[str, Any], kind: str, text: str) -> None:
    """The upper half of the number, the name of the type, or the word in brackets say what a message is."""
    message = said("", "wxid_a1", 5, 1) | fields
    (found,) = only(read(tmp_path, wechat_weflow_json, weflow([message])), Message)
    assert (found.kind, found.text) == (kind, text)


def test_a_name_that_is_only_an_id_gives_way_to_the_chats(tmp_path: Path) -> None:
    """Where WeFlow writes the account instead of the remark (issue 1163), the chat's title is the name."""
    message = said("早", "wxid_a1", 5, 1) | {"senderDisplayName": "wxid_a1"}
    records = read(tmp_path, wechat_weflow_json, weflow([message], {"wxid": "wxid_a1", "remark": "阿岚"}))
    assert [each.handle.name for each in only(records, Contact)] == ["阿岚"]


def test_the_chatlab_form_is_told_how_to_export(tmp_path: Path) -> None:
    """WeFlow's export for ChatLab is not read, and a sentence says what to do instead."""
    path = tmp_path / "chat.json"
    path.write_text('{"chatlab":{"version":"0.0.2","exportedAt":1,"generator":"WeFlow"},"meta":{},"messages":[]}')
    assert not any(each.recognise(Source(path)) for each in FORMATS)
    assert "as JSON" in str(wechat_weflow_json.why_not(Source(path)))


def test_broken_records_and_a_cut_are_said(tmp_path: Path) -> None:
    """A record of the wrong shape is a problem of its own, and so is the place where a file breaks off."""
    good = json.dumps(logged("早", "wxid_a1", 5), ensure_ascii=False)
    records = read(tmp_path, wechat_chatlog_json, f'[{good}, {{"type": "x"}}, {good}, {{"seq": 4,'.encode())
    assert [each.why for each in only(records, Problem)] == [BROKEN, CUT]
    assert len(only(records, Message)) == 2


def test_calls_and_times_of_chatlog(tmp_path: Path) -> None:
    """A call with a length is an encounter, one without a message; a time without a zone is none."""
    voip = (
        '<voipmsg type="VoIPBubbleMsg"><VoIPBubbleMsg><msg><![CDATA[通话时长 00:09]]></msg></VoIPBubbleMsg></voipmsg>'
    )
    items = [
        logged(voip, "wxid_a1", 5, "wxid_a1", type=50),
        logged("", "wxid_a1", 5, "wxid_a1", type=50),
        logged("早", "wxid_a1", 5, "wxid_a1", time="2024-01-05T14:37:00"),
        logged("早", "wxid_a1", 5, "wxid_a1", time="2024-01-05T14:37:00.5Z"),
    ]
    records = read(tmp_path, wechat_chatlog_json, json.dumps(items).encode())
    assert [(each.seconds, each.handles, each.at) for each in only(records, Encounter)] == [(9, ("wxid_a1",), 5)]
    moment = int(datetime(2024, 1, 5, 14, 37, tzinfo=UTC).timestamp())
    assert [(each.kind, each.at, each.zone) for each in only(records, Message)] == [
        ("call", 5, "+08:00"),
        ("text", moment, "UTC"),
    ]
    assert len(only(records, Problem)) == 1
