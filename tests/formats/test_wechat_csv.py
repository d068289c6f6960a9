"""WeChat's two CSV formats: rows come back whatever stands in them, and kinds are told from numbers, names and XML."""

import csv
import io
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import wechat_pywxdump_csv, wechat_wechatmsg_csv
from kithbook.formats.source import Source
from kithbook.formats.table import BROKEN
from kithbook.formats.wechat_common import kind_of_type, kind_of_words, seconds, told
from kithbook.formats.wechat_record import NO_TIME
from kithbook.vocabulary import Chat, Choice, Contact, Encounter, Message, Problem, Record, Tally

DUMP = ("id", "MsgSvrID", "type_name", "is_sender", "talker", "room_name", "msg", "src", "CreateTime")
MSG = (
    *("localId", "TalkerId", "Type", "SubType", "IsSender", "CreateTime", "Status", "StrContent", "StrTime"),
    *("Remark", "NickName", "Sender"),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters='\n"'), max_size=30)


def read(path: Path, module: ModuleType, rows: list[tuple[Any, ...]], encoding: str = "utf-8-sig") -> list[Record]:
    """The records of a file with these rows."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return raw(path, module, out.getvalue().encode(encoding))


def raw(path: Path, module: ModuleType, data: bytes) -> list[Record]:
    """The records of a file with these bytes, which the format must recognise."""
    file = path / "chat.csv"
    file.write_bytes(data)
    assert module.recognise(Source(file))
    return list(module.read(Source(file)))


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


@given(
    written=st.lists(
        st.tuples(TEXTS, st.sampled_from(["wxid_a1", "wxid_b2"]), st.booleans(), st.integers(0, 2_000_000_000)),
        max_size=10,
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_dumped_rows_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, str, bool, int]], encoding: str
) -> None:
    """Random rows of PyWxDump come back with text, sender, owner and time in any encoding."""
    rows: list[tuple[Any, ...]] = [DUMP, (0, 0, "文本", 0, "wxid_first", "9@chatroom", "周五谁带陶土", "", 1)]
    rows += [
        (n, 10**18 + n * 10 + 7, "文本", int(mine), "wxid_me" if mine else sender, "9@chatroom", text, "", at)
        for n, (text, sender, mine, at) in enumerate(written)
    ]
    records = read(tmp_path_factory.mktemp("csv"), wechat_pywxdump_csv, rows, encoding)
    found = only(records, Message)[1:]
    assert [(each.text, each.at, each.zone) for each in found] == [(text, at, "UTC") for text, _, _, at in written]
    assert [each.sender for each in found] == ["wxid_me" if mine else sender for _, sender, mine, _ in written]
    assert records[-1] == Tally("record", len(rows), len(rows), 0, 0)
    owners = {each.handle.key for each in only(records, Contact) if each.is_me}
    assert owners == ({"wxid_me"} if any(mine for _, _, mine, _ in written) else set())


@given(
    written=st.lists(
        st.tuples(TEXTS, st.sampled_from(["wxid_a1", "wxid_b2"]), st.integers(0, 2_000_000_000)), max_size=10
    )
)
def test_rows_of_wechatmsg_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, str, int]]
) -> None:
    """Random rows of WeChatMsg come back, and two others who write make a group."""
    rows: list[tuple[Any, ...]] = [MSG]
    rows += [
        (n, 3, 1, 0, 0, at, "", "周五：" + text, "", "", name.upper(), name)
        for n, (text, name, at) in enumerate(written)
    ]
    records = read(tmp_path_factory.mktemp("csv"), wechat_wechatmsg_csv, rows)
    found = [(each.text, each.sender, each.at) for each in only(records, Message)]
    assert found == [("周五：" + text, name, at) for text, name, at in written]
    names = {name for _, name, _ in written}
    expected = {0: [], 1: ["direct"], 2: ["group"]}[len(names)]
    assert [each.kind for each in only(records, Chat)] == expected
    assert {each.handle.name for each in only(records, Contact)} == {name.upper() for name in names}


@given(data=st.binary(max_size=300))
def test_arbitrary_bytes_behind_a_header(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Whatever stands below the header, every row is accounted for."""
    for module, columns in ((wechat_pywxdump_csv, DUMP), (wechat_wechatmsg_csv, MSG)):
        path = tmp_path_factory.mktemp("csv") / "chat.csv"
        path.write_bytes(",".join(columns).encode() + b"\n" + data)
        tally = list(module.read(Source(path)))[-1]
        assert isinstance(tally, Tally)
        assert tally.total == tally.read + tally.blank + tally.not_read


def test_a_stray_quote_does_not_swallow_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quote that never closes costs the rows up to the limit of a field, and the rest is read."""
    row = "1,1,文本,0,wxid_a1,wxid_a1,{},,1700000000\n"
    lines = [",".join(DUMP) + "\n", row.format('"never closed'), *[row.format("x" * 1000)] * 1_200, row.format("last")]
    records = raw(tmp_path, wechat_pywxdump_csv, "".join(lines).encode())
    assert [each.why for each in only(records, Problem)] == [BROKEN]
    assert only(records, Message)[-1].text == "last"


def test_short_rows_and_rows_without_a_time(tmp_path: Path) -> None:
    """A row that ends early belongs to the only other person; one without a time is a problem."""
    rows: list[tuple[Any, ...]] = [
        MSG,
        (1, 3, 1, 0, 0, 1700000000, "", "早上好", "", "阿岚", "Lan", "wxid_a1"),
        (2, 3, 1, 0, 0, 1700000060, "", "还在吗"),
        (3, 3, 1, 0, 1, 1700000120, "", "在"),
        (4, 3, 1, 0, 0, "", "", "什么时候"),
    ]
    records = read(tmp_path, wechat_wechatmsg_csv, rows)
    assert [each.sender for each in only(records, Message)] == ["wxid_a1", "wxid_a1", "me"]
    assert [(each.line, each.why) for each in only(records, Problem)] == [(5, NO_TIME)]
    assert only(records, Chat) == [Chat("1", "wechat", "wxid_a1", "阿岚", "direct")]


def test_the_talker_of_a_group_is_not_its_sender(tmp_path: Path) -> None:
    """In a group the sender is the column for it, or the id that the text begins with."""
    rows: list[tuple[Any, ...]] = [
        MSG,
        (1, 7, 1, 0, 0, 1700000000, "", "wxid_a1:\n周五谁来", "", "", "", ""),
        (2, 7, 1, 0, 0, 1700000060, "", "我来", "", "", "小禾", "wxid_b2"),
    ]
    records = read(tmp_path, wechat_wechatmsg_csv, rows)
    assert [(each.sender, each.text) for each in only(records, Message)] == [
        ("wxid_a1", "周五谁来"),
        ("wxid_b2", "我来"),
    ]
    assert [(each.title, each.kind) for each in only(records, Chat)] == [("chat", "group")]


def test_one_name_on_every_row(tmp_path: Path) -> None:
    """Where the other one's id stands on one's own rows too, those are still one's own."""
    rows: list[tuple[Any, ...]] = [
        MSG,
        (1, 3, 1, 0, 0, 1700000000, "", "早上好", "", "", "Lan", "wxid_a1"),
        (2, 3, 1, 0, 1, 1700000060, "", "早", "", "", "Lan", "wxid_a1"),
    ]
    records = read(tmp_path, wechat_wechatmsg_csv, rows)
    assert [each.sender for each in only(records, Message)] == ["wxid_a1", "me"]
    assert {each.handle.key: each.is_me for each in only(records, Contact)} == {"wxid_a1": None, "me": True}


def test_ids_that_a_spreadsheet_rounded(tmp_path: Path) -> None:
    """An id rounded to 15 digits is no id, since several messages may share it."""
    rows: list[tuple[Any, ...]] = [
        DUMP,
        (1, "4073926741244660000", "文本", 0, "wxid_a1", "wxid_a1", "a", "", "2024/10/4 11:42"),
        (2, "4073926741244663531", "文本", 0, "wxid_a1", "wxid_a1", "b", "", "2024/10/4 11:42"),
        (3, "4.07393E+18", "文本", 0, "wxid_a1", "wxid_a1", "c", "", "2024/10/4 11:42"),
    ]
    found = only(read(tmp_path, wechat_pywxdump_csv, rows), Message)
    assert [each.id for each in found] == ["", "4073926741244663531", ""]
    assert {(each.at, each.zone) for each in found} == {(1_728_042_120, "")}


def test_a_file_saved_by_a_chinese_spreadsheet(tmp_path: Path) -> None:
    """GB18030, which spreadsheets on Chinese Windows save, is recognised and said as a choice."""
    rows = [
        DUMP,
        *[(n, n, "文本", 0, "wxid_a1", "wxid_a1", "早上好，今天烧窑吗？", "", "2024/3/1 10:01") for n in range(9)],
    ]
    records = read(tmp_path, wechat_pywxdump_csv, rows, "gb18030")
    assert {each.text for each in only(records, Message)} == {"早上好，今天烧窑吗？"}
    assert [each.value for each in only(records, Choice)] == ["gb18030"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("文本", "text"), ("图片", "image"), ("语音", "voice"), ("语音通话", "call"), ("视频", "video"),
        ("动画表情", "sticker"), ("文件", "file"), ("位置", "location"), ("名片", "contact"), ("转账", "transfer"),
        ("红包", "red_envelope"), ("(分享)卡片式链接", "link"), ("(分享)视频号视频", "link"), ("引用回复", "quote"),
        ("合并转发的聊天记录", "quote"), ("消息撤回5", "deleted"), ("系统通知", "system"), ("拍一拍", "system"),
        ("未知-49,15", "unknown"),
    ],
)  # fmt: skip
def test_kinds_by_name(words: str, kind: str) -> None:
    """Each name of a type that PyWxDump writes means one kind."""
    assert kind_of_words(words) == kind


@pytest.mark.parametrize(
    ("numbers", "kind"),
    [((3, 0), "image"), ((49, 6), "file"), ((49, 57), "quote"), ((49, 2000), "transfer"), ((49, 2001), "red_envelope"),
     ((49, 33), "link"), ((50, 0), "call"), ((10000, 0), "system"), ((-1, -1), "unknown")],
)  # fmt: skip
def test_kinds_by_number(numbers: tuple[int, int], kind: str) -> None:
    """Each of WeChat's own numbers means one kind."""
    assert kind_of_type(*numbers) == kind


def test_xml_is_never_shown() -> None:
    """Of a body of XML only what people see is kept; a body that does not close its tags says nothing."""
    assert told("image", '<?xml version="1.0"?><msg><img aeskey="k"/></msg>').text == ""
    assert told("link", "<msg><appmsg><title>a &lt;b&gt;</title><des/></appmsg></msg>").text == "a <b>"
    assert told("file", "<msg><appmsg><title><![CDATA[窑.pdf]]></title>").text == "窑.pdf"
    assert told("link", "<msg>" + "<title>" * 20_000).text == ""
    assert told("quote", "<msg><title>好</title><refermsg><svrid>12</svrid>").reply_to == "12"


@pytest.mark.parametrize("time", ["2024/13/4 11:42", "yesterday", "", "12/31/2024 11:42", "²³"])
def test_times_that_are_none(time: str) -> None:
    """What is no time is not guessed."""
    assert seconds(time) is None


def test_real_exports(shared: Path) -> None:
    """Both real files read whole: as many messages as rows below the header, all of them local times."""
    files = sorted((shared / "samples" / "wechat").glob("*.csv"))
    assert files
    for path in files:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = sum(1 for row in csv.reader(handle) if row)
        records = raw_read(path)
        assert len(only(records, Message)) == rows - 1 > 0
        assert {each.zone for each in only(records, Message)} == {""}
        assert not only(records, Problem) + only(records, Choice)


def raw_read(path: Path) -> list[Record]:
    """The records of a real file."""
    assert wechat_pywxdump_csv.recognise(Source(path))
    return list(wechat_pywxdump_csv.read(Source(path)))


def test_a_notice_about_the_owner_is_still_wechats_own_line(tmp_path: Path) -> None:
    """A row of type 10000 has no sender, whatever its IsSender says, and brings no third person."""
    rows: list[tuple[Any, ...]] = [
        MSG,
        (1, 3, 1, 0, 1, 1_700_000_000, "", "在吗", "", "", "", "wxid_mine"),
        (2, 3, 1, 0, 0, 1_700_000_060, "", "在", "", "石小满", "石小满", "wxid_shi"),
        (3, 3, 10000, 0, 1, 1_700_000_120, "", "你撤回了一条消息", "", "", "", "wxid_mine"),
    ]
    records = read(tmp_path, wechat_wechatmsg_csv, rows)
    assert [message.sender for message in only(records, Message)] == ["wxid_mine", "wxid_shi", ""]
    assert {contact.handle.key for contact in only(records, Contact)} == {"wxid_mine", "wxid_shi"}


def test_money_voice_and_quotes_of_pywxdump_are_kinds_of_their_own(tmp_path: Path) -> None:
    """What PyWxDump renders into words comes back as the kind it is, with the words that people saw."""
    written = [
        ("红包", "恭喜发财", "red_envelope", "恭喜发财"),
        ("转账", "已收款：￥20.00\n转账说明：\n转账时间：2024-03-01 10:03:00\n", "transfer", "￥20.00"),
        ("语音", "语音时长：3.20秒", "voice", "语音时长：3.20秒"),
        ("引用回复", "好\n\n[引用](2024-03-01 10:01:00)阿岚:早", "quote", "好"),
        ("图片", "图片", "image", ""),
    ]
    rows = [DUMP, *[(n, n + 1, each[0], 0, "wxid_a1", "wxid_a1", each[1], "", 9) for n, each in enumerate(written)]]
    found = only(read(tmp_path, wechat_pywxdump_csv, rows), Message)
    assert [(each.kind, each.text) for each in found] == [each[2:] for each in written]


def test_money_voice_quotes_and_calls_of_wechatmsg_are_kinds_of_their_own(tmp_path: Path) -> None:
    """The numbers of WeChatMsg and the XML beside them say what a message is; a call with a length is an encounter."""
    voip = '<voipmsg type="VoIPBubbleMsg"><VoIPBubbleMsg><msg><![CDATA[{}]]></msg></VoIPBubbleMsg></voipmsg>'
    memo = "<msg><appmsg><wcpayinfo><feedesc>￥8.00</feedesc><pay_memo>陶土</pay_memo></wcpayinfo></appmsg></msg>"
    written = [
        (34, 0, '<msg><voicemsg voicelength="3200"/><voicetrans><transtext>好</transtext></voicetrans></msg>'),
        (49, 2000, memo),
        (49, 2001, ""),
        (49, 57, "<msg><appmsg><title>好</title></appmsg></msg>"),
        (50, 0, voip.format("对方无应答")),
        (50, 0, voip.format("通话时长 01:20")),
    ]
    rows: list[tuple[Any, ...]] = [MSG]
    rows += [(n, 3, each[0], each[1], 0, 9, "", each[2], "", "", "Lan", "wxid_a1") for n, each in enumerate(written)]
    records = read(tmp_path, wechat_wechatmsg_csv, rows)
    assert [(each.kind, each.text) for each in only(records, Message)] == [
        ("voice", "好"), ("transfer", "￥8.00 陶土"), ("red_envelope", ""), ("quote", "好"), ("call", "对方无应答"),
    ]  # fmt: skip
    assert [(each.seconds, each.handles) for each in only(records, Encounter)] == [(80, ("wxid_a1",))]


def test_columns_are_known_by_name_and_not_by_place(tmp_path: Path) -> None:
    """Some versions of WeChatMsg have other columns in another order (issue 160)."""
    order = ("Sender", "StrContent", "New", "IsSender", "CreateTime", "SubType", "Type", "TalkerId", "NickName")
    values = ("wxid_a1", "早上好", "x", 0, 1_700_000_000, 0, 1, 3, "Lan")
    (found,) = only(read(tmp_path, wechat_wechatmsg_csv, [order, values]), Message)
    assert (found.sender, found.text, found.at, found.zone) == ("wxid_a1", "早上好", 1_700_000_000, "UTC")
