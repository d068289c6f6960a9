"""LINE's exports: messages come back from telephones and computers, whatever the language, quotes and dates."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import FORMATS, line
from kithbook.formats.line.dates import dated, midnight
from kithbook.formats.line.names import Names
from kithbook.formats.line.reader import NO_DATE
from kithbook.formats.line.wording import kind_of, notice, title_of
from kithbook.formats.line_log import NOT_PART
from kithbook.formats.source import Source
from kithbook.vocabulary import Chat, Choice, Contact, Encounter, Message, Problem, Record, Refused, Tally

NAMES = ["Ines Halfmoon", "リオ", "云三朵", "أمل"]
THAI = ["จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา."]
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters='["☎'), min_size=1, max_size=12)
BODIES = st.lists(WORDS.map(lambda word: "窑 " + word), min_size=1, max_size=3).map("\n\n".join)
MODEL = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(21_000_000, 40_000_000), BODIES), min_size=1, max_size=10
)
# how the date above a day, and the time beside a message, are written
FORMS = {
    "slashes": (lambda at: f"{at:%Y/%m/%d(%a)}", lambda at: f"{at:%H:%M}"),
    "american": (lambda at: f"{at:%a, %m/%d/%Y}", lambda at: f"{at.hour % 12 or 12}:{at:%M%p}"),
    "day first": (lambda at: f"{at:%a, %d/%m/%Y}", lambda at: f"{at:%I:%M%p}"),
    "japanese": (lambda at: f"{at:%Y/%m/%d}({'月火水木金土日'[at.weekday()]})", lambda at: f"{at.hour}:{at:%M}"),
    "halves": (
        lambda at: f"{at.year}年{at.month}月{at.day}日 星期{'一二三四五六日'[at.weekday()]}",
        lambda at: f"{'上午' if at.hour < 12 else '下午'}{at.hour % 12 or 12}:{at:%M}",
    ),
    "thai": (lambda at: f"{THAI[at.weekday()]} {at:%d/%m}/{at.year + 543}", lambda at: f"{at:%H:%M}"),
    "long": (lambda at: f"{at:%Y.%m.%d %A}", lambda at: f"{at:%H:%M}"),
}


def read(folder: Path, data: bytes, name: str = "chat.txt", **answers: str) -> list[Record]:
    """The records of a file with these bytes, which this format and no other must recognise."""
    (folder / name).write_bytes(data)
    source = Source(folder / name)
    assert [module.NAME for module in FORMATS if module.recognise(source)] == ["line"]
    return list(line.read(source, answers=answers))


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


def written_out(messages: list[tuple[str, int, str]], form: str, separator: str = "\t") -> str:
    """The messages under the dates of their days; texts of several lines stand in quotes where there are tabs."""
    date, clock = FORMS[form]
    lines, day = [], ""
    for name, minute, body in messages:
        at = datetime.fromtimestamp(minute * 60, UTC)
        if date(at) != day:
            day = date(at)
            lines += ["", day] if lines else [day]
        quoted = f'"{body}"' if "\n" in body and separator == "\t" else body
        lines.append(separator.join((clock(at), name, quoted)))
    return "\n".join(lines) + "\n"


@given(written=MODEL, form=st.sampled_from(sorted(FORMS)), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_messages_of_telephones_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, int, str]], form: str, encoding: str
) -> None:
    """Random messages come back in every form of date and time, the order of dates settled by the weekdays."""
    text = "[LINE] Chat history with Kiln\nSaved on: 2046/03/02 10:00\n\n" + written_out(written, form)
    records = read(tmp_path_factory.mktemp("txt"), text.replace("\n", "\r\n").encode(encoding))
    assert [(each.sender, each.at // 60, each.text) for each in only(records, Message)] == written
    (order,) = [each for each in only(records, Choice) if each.name == "date_order"]
    assert order.sure
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert tally.total == text.count("\n")
    assert tally.not_read == 0


@given(written=MODEL)
def test_messages_of_computers_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, int, str]]
) -> None:
    """Random messages come back where only a space is between name and text, once each name was seen a few times."""
    start = 21_000_000 // 1440 * 1440
    told = [(name, start + number, f"{word} is here") for number, (name, word) in enumerate(
        (name, word) for word in ("this", "that", "more") for name in NAMES
    )]  # fmt: skip
    messages = told + sorted(((n, m + 1440, b) for n, m, b in written), key=lambda each: each[1])
    records = read(tmp_path_factory.mktemp("txt"), written_out(messages, "long", " ").encode())
    assert [(each.sender, each.at // 60, each.text) for each in only(records, Message)] == messages
    assert [each.kind for each in only(records, Chat)] == ["group"]


@given(data=st.data(), form=st.sampled_from(sorted(FORMS)))
def test_damaged_files_never_raise(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, form: str) -> None:
    """Cuts, quotes that never close and numbers that are no date end in a tally that adds up."""
    odd = st.text('[]0123456789-:/. ()\t"年月日上午RH☎\n', max_size=60)
    messages = [(name, data.draw(st.integers(21_000_000, 40_000_000)), data.draw(odd)) for name in NAMES]
    text = written_out(messages, form, data.draw(st.sampled_from(["\t", " ", "    "])))
    text = data.draw(st.sampled_from(["[LINE] Chat with a\n", ""])) + text.replace("/", data.draw(odd), 1)
    path = tmp_path_factory.mktemp("txt") / "chat.txt"
    path.write_bytes(text.encode()[: data.draw(st.integers(0, 500))])
    line.recognise(Source(path))
    records = list(line.read(Source(path)))
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert tally.total == tally.read + tally.blank + tally.not_read
    assert tally.read == len(only(records, Encounter)) + sum(each.lines for each in only(records, Message))
    assert tally.not_read == sum(each.lines for each in only(records, Problem))


@pytest.mark.parametrize(
    ("head", "title", "is_group"),
    [
        ("[LINE] Chat history with Ines", "Ines", False), ('[LINE] Chat in "Kiln"', "Kiln", True),
        ("[LINE] 与云三朵的聊天记录", "云三朵", False), ("[LINE] 與 云三朵 的聊天紀錄", "云三朵", False),
        ("[LINE] リオとのトーク履歴", "リオ", False), ("[LINE] 窯のトーク", "窯", False),
        ("[LINE] ประวัติการแชทกับ สมชาย", "สมชาย", False), ('[LINE] ประวัติการแชทในกลุ่ม "เตา"', "เตา", True),
        ("[LINE] 이네스님과의 대화", "이네스", False), ("[LINE]Ines", "Ines", False), ("Ines", "", False),
    ],
)  # fmt: skip
def test_titles(head: str, title: str, is_group: bool) -> None:
    """The first line names the chat, in each language."""
    assert title_of(head) == (title, is_group)


@pytest.mark.parametrize(
    ("text", "bare", "expected"),
    [
        ("[スタンプ]", False, ("sticker", "")), ("[照片]", False, ("image", "")), ("[วิดีโอ]", False, ("video", "")),
        ("[Voice message]", False, ("voice", "")), ("[ファイル] a.pdf", False, ("file", "a.pdf")),
        ("☎ 未接來電", False, ("call", "☎ 未接來電")), ("[窑] 早", False, ("text", "[窑] 早")),
        ("写真", False, ("text", "写真")), ("写真", True, ("image", "")), ("รูป", True, ("image", "")),
        ("ไม่ได้รับสาย", True, ("call", "ไม่ได้รับสาย")), ("写真いいね", True, ("text", "写真いいね")),
    ],
)  # fmt: skip
def test_words_that_stand_for_things(text: str, bare: bool, expected: tuple[str, str]) -> None:
    """On telephones such a word stands in brackets; bare it is what somebody wrote."""
    assert kind_of(text, bare) == expected


def test_dates() -> None:
    """A date with a weekday in any language is one; a date in a sentence is none; eras and other calendars count."""
    for text in ("2024/01/05(Fri)", "Fri, 01/05/2024", "2024.01.05 Friday", "2024年1月5日 星期五", "ศ. 05/01/2567",
                 "R6/01/05(金)", "2024/01/05（五）", "2024/1/5(xyz)"):  # fmt: skip
        assert dated(text) is not None, text
    for text in ("2024/01/05", "2024/01/05 lunch", "on Fri, 01/05/2024 we met", "Friday", ""):
        assert dated(text) is None, text
    day = midnight("2024/01/05", "ymd")
    assert day == midnight("R6/01/05", "dmy") == midnight("05/01/2567", "dmy") == midnight("01/05/2024", "mdy")
    assert midnight("32/01/2024", "dmy") is None


def test_days_in_either_order(tmp_path: Path) -> None:
    """Where the newest day comes first every message still has the date above it."""
    days = [datetime(2024, 1, 5, tzinfo=UTC) - timedelta(days=back) for back in range(3)]
    text = "[LINE] Chat history with Ines\n" + "".join(f"{day:%Y/%m/%d(%a)}\n10:00\tInes\t{day:%d}\n" for day in days)
    found = only(read(tmp_path, text.encode()), Message)
    assert [datetime.fromtimestamp(each.at, UTC).strftime("%d") for each in found] == ["05", "04", "03"]
    assert [each.text for each in found] == ["05", "04", "03"]


def test_the_person_may_say_the_order_of_dates(tmp_path: Path) -> None:
    """Without weekdays that are known the order is doubtful, shown with what it would mean, and can be answered."""
    text = "[LINE] Chat history with Ines\n\n01/02/2024(xyz)\n10:00\tInes\twarm\n"
    (order,) = only(read(tmp_path, text.encode()), Choice)
    assert (order.sure, set(order.options)) == (False, {"dmy", "mdy"})
    moments = [only(read(tmp_path, text.encode(), date_order=each), Message)[0].at for each in ("dmy", "mdy")]
    assert [datetime.fromtimestamp(at, UTC).month for at in moments] == [2, 1]
    with pytest.raises(Refused):
        read(tmp_path, text.encode(), date_order="soon")


def test_thai_windows_encoding(tmp_path: Path) -> None:
    """A file in the encoding of Thai Windows is recognised and said as a choice."""
    body = "".join(f"09:0{n}\tสมชาย\tเตายังอุ่นอยู่ไหม เปิดวันศุกร์ {n}\n" for n in range(9))
    text = f"[LINE] ประวัติการแชทกับ สมชาย\nบันทึกเมื่อ 02/03/2567 07:48\n\nศ. 01/03/2567\n{body}"
    records = read(tmp_path, text.encode("cp874"))
    assert [each.value for each in only(records, Choice)] == ["cp874", "dmy"]
    assert len(only(records, Message)) == 9


def test_quotes(tmp_path: Path) -> None:
    """Lines within the quotes of a text are part of it; a quote of somebody's own does not swallow what follows."""
    text = (
        "[LINE] Chat history with Ines\n\n2024/01/05(Fri)\n"
        '10:00\tInes\t"one\n10:01\tLio\ttwo\nthree"\n10:02\tLio\t"all of it"\n'
        '10:03\tInes\t"never closed\n10:04\tLio\tyes\n10:05\tLio\t"a\nb"\n10:06\tInes\t"at the end\n'
    )
    found = [(each.sender, each.text) for each in only(read(tmp_path, text.encode()), Message)]
    assert found == [
        ("Ines", "one\n10:01\tLio\ttwo\nthree"), ("Lio", '"all of it"'), ("Ines", '"never closed'), ("Lio", "yes"),
        ("Lio", "a\nb"), ("Ines", '"at the end'),
    ]  # fmt: skip


def test_a_quote_that_never_closes_costs_nothing(tmp_path: Path) -> None:
    """A quote of somebody's own in a long chat leaves every later message as it is."""
    body = "".join(f"10:{n % 60:02}\tLio\tmessage {n}\n" for n in range(500))
    text = '[LINE] Chat history with Ines\n\n2024/01/05(Fri)\n10:00\tInes\t"never closed\n' + body
    assert len(only(read(tmp_path, text.encode()), Message)) == 501


def test_who_takes_part(tmp_path: Path) -> None:
    """In a chat called after one of two who write, the other one is its owner; calls are between both."""
    text = "[LINE] Chat history with Ines\n\n2024/01/05(Fri)\n10:00\tLio\t☎ Call time 1:23\n10:05\tInes\tgood\n"
    records = read(tmp_path, text.encode())
    assert {each.handle.key: each.is_me for each in only(records, Contact)} == {"Ines": None, "Lio": True}
    assert [(each.seconds, set(each.handles)) for each in only(records, Encounter)] == [(83, {"Lio", "Ines"})]
    assert [each.kind for each in only(records, Chat)] == ["direct"]


def test_names_with_spaces_on_a_computer() -> None:
    """A name of several words is told from what its lines have in common, from words for things, or from the title."""
    names = Names("Ada von Stein")
    for text in ("Ines Halfmoon warm?", "Ines Halfmoon go on", "Ines Halfmoon not yet", "Lio ok", "Lio ok", "Lio ok so",
                 "Ada von Stein hm", "Ottokar Plumb Photo", "Ottokar Plumb Sticker"):  # fmt: skip
        names.learn(text)
    names.settle()
    assert names.split("Ines Halfmoon here") == ("Ines Halfmoon", "here")
    assert names.split("Lio ok") == ("Lio", "ok")
    assert names.split("Ada von Stein yes") == ("Ada von Stein", "yes")
    assert names.split("Ottokar Plumb Photo") == ("Ottokar Plumb", "Photo")
    assert names.split("unseen word") == ("unseen", "word")


def test_notices() -> None:
    """Joins, leaves and what was taken back are told apart from what people write."""
    assert notice("Ines joined the group.") == "Ines"
    assert notice("リオがメッセージの送信を取り消しました") == "リオ"
    assert notice("สมชาย เพิ่ม สมหญิง เข้ากลุ่ม") == ""
    assert notice("we joined them yesterday") is None


def test_lines_that_belong_to_nothing(tmp_path: Path) -> None:
    """A message under no date that exists, and a line before the first, are said by their lines."""
    text = "[LINE] Chat history with Ines\nSaved on: soon\n\n2024/02/30(Fri)\nloose\n10:00\tInes\twarm\nstill\n"
    text += "2024/03/01(Fri)\n10:00\tInes\tyes\n"
    problems = [(each.line, each.lines, each.why) for each in only(read(tmp_path, text.encode()), Problem)]
    assert problems == [(5, 1, NOT_PART), (6, 2, NO_DATE)]


def test_a_name_of_nothing_but_a_break_is_nobodys(tmp_path: Path) -> None:
    """A stray carriage return where a name should be leaves a line that LINE itself said."""
    path = tmp_path / "[LINE]Ines Halfmoon.txt"
    text = "2024.03.01 金曜日\r\n08:35 Ines Halfmoon 窯はまだ温かい？\r\n08:36 \r\r\nリオ はい\r\n"
    text += "08:37 Ines Halfmoon 写真\r\n"
    path.write_bytes(text.encode())
    records = list(line.read(Source(path)))
    senders = [record.sender for record in records if isinstance(record, Message)]
    assert senders[0] == senders[-1] == "Ines Halfmoon"
    assert set(senders) == {"", "Ines Halfmoon"}
