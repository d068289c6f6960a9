"""KakaoTalk's exports: messages come back from each form of them, and every line is accounted for."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import FORMATS, kakaotalk
from kithbook.formats.kakaotalk.forms import moment_of, title_of
from kithbook.formats.kakaotalk.reader import NO_DATE
from kithbook.formats.kakaotalk.wording import is_notice, kind_of
from kithbook.formats.line_log import MAX_TEXT, NOT_PART, TOO_LONG
from kithbook.formats.source import Source
from kithbook.vocabulary import Chat, Contact, Encounter, Message, Problem, Record, Tally

NAMES = ["이네스 하프문", "Lio", "云三朵", "أمل"]
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters="["), min_size=1, max_size=12)
BODIES = st.lists(WORDS.map(lambda word: "가마 " + word), min_size=1, max_size=3).map("\n\n".join)
MODEL = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 40_000_000), BODIES), min_size=1, max_size=8)


def korean(at: datetime) -> str:
    """The time of day as a Korean telephone writes it."""
    return f"{'오전' if at.hour < 12 else '오후'} {at.hour % 12 or 12}:{at:%M}"


def english(at: datetime) -> str:
    """The time of day as an English telephone of 2023 on writes it."""
    return f"{at.hour % 12 or 12}:{at:%M}\u202f{'AM' if at.hour < 12 else 'PM'}"


HEADERS = {
    "android": lambda at, name: f"{at.year}년 {at.month}월 {at.day}일 {korean(at)}, {name} : ",
    "iphone": lambda at, name: f"{at.year}. {at.month}. {at.day}. {korean(at)}, {name} : ",
    "english": lambda at, name: f"{at:%B} {at.day}, {at.year} at {english(at)}, {name} : ",
    "older english": lambda at, name: f"{at:%B} {at.day}, {at.year}, {english(at)}, {name} : ".replace("\u202f", " "),
    "day first": lambda at, name: f"{at.day} {at:%B} {at.year} at {at:%H:%M}, {name} : ",
    "japanese": lambda at, name: f"{at.year}年{at.month}月{at.day}日 {korean(at)}, {name} : ".replace(
        "오전 ", "午前"
    ).replace("오후 ", "午後"),
}


def read(folder: Path, data: bytes, name: str = "chat.txt") -> list[Record]:
    """The records of a file with these bytes, which this format and no other must recognise."""
    (folder / name).write_bytes(data)
    source = Source(folder / name)
    assert [module.NAME for module in FORMATS if module.recognise(source)] == ["kakaotalk"]
    return list(kakaotalk.read(source))


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


def moment(minute: int) -> datetime:
    """A minute since 1970."""
    return datetime.fromtimestamp(minute * 60, UTC)


@given(written=MODEL, form=st.sampled_from(sorted(HEADERS)), encoding=st.sampled_from(["utf-8-sig", "utf-16"]))
def test_messages_of_telephones_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, int, str]], form: str, encoding: str
) -> None:
    """Random messages come back from every form of header, with several lines and blank ones between."""
    lines = [HEADERS[form](moment(minute), name) + body for name, minute, body in written]
    text = "가마 님과 카카오톡 대화\n저장한 날짜 : 2024년 3월 2일 오전 11:29\n\n" + "\n".join(lines) + "\n"
    records = read(tmp_path_factory.mktemp("txt"), text.replace("\n", "\r\n").encode(encoding))
    found = only(records, Message)
    assert [(each.sender, each.at // 60, each.text) for each in found] == written
    assert {each.zone for each in found} == {""}
    total = text.count("\n")
    assert records[-1] == Tally("line", total, total - 3, 3, 0)


@given(written=MODEL)
def test_messages_of_windows_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, int, str]]
) -> None:
    """Random messages come back from the text of Windows, whose dates stand on lines of their own."""
    lines, day = ["가마 님과 카카오톡 대화", "저장한 날짜 : 2024-03-02 10:44:52", ""], ""
    for name, minute, body in written:
        at = moment(minute)
        today = (
            f"--------------- {at.year}년 {at.month}월 {at.day}일 {'월화수목금토일'[at.weekday()]}요일 ---------------"
        )
        if today != day:
            lines.append(today)
            day = today
        lines.append(f"[{name}] [{korean(at)}] {body}")
    records = read(tmp_path_factory.mktemp("txt"), "\r\n".join(lines).replace("\n\n", "\r\n\r\n").encode())
    assert [(each.sender, each.at // 60, each.text) for each in only(records, Message)] == written
    assert not only(records, Problem)


@given(written=MODEL)
def test_messages_of_a_mac_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, int, str]]
) -> None:
    """Random rows come back from the table of a Mac."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, quoting=csv.QUOTE_ALL)
    out.write("Date,User,Message\r\n")
    rows.writerows((f"{moment(minute):%Y-%m-%d %H:%M:%S}", name, body) for name, minute, body in written)
    records = read(tmp_path_factory.mktemp("csv"), out.getvalue().encode("utf-8-sig"), "chat.csv")
    assert [(each.sender, each.at // 60, each.text) for each in only(records, Message)] == written
    assert records[-1] == Tally("record", len(written) + 1, len(written) + 1, 0, 0)


@given(data=st.data(), form=st.sampled_from([*sorted(HEADERS), "windows"]))
def test_damaged_files_never_raise(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, form: str) -> None:
    """Cuts, strange lines and numbers that are no date end in a tally that adds up."""
    at = moment(data.draw(st.integers(0, 40_000_000)))
    header = HEADERS.get(form, lambda at, name: f"[{name}] [{korean(at)}] ")
    odd = st.text("[]0123456789-:,. 년월일오전후AMPM 가\n", max_size=60)
    text = "".join(header(at, name) + data.draw(odd) + "\n" for name in NAMES)
    text = "가마 님과 카카오톡 대화\n" + data.draw(odd) + "\n" + text.replace(str(at.day), data.draw(odd), 1)
    path = tmp_path_factory.mktemp("txt") / "chat.txt"
    path.write_bytes(text.encode()[: data.draw(st.integers(0, 400))])
    kakaotalk.recognise(Source(path))
    records = list(kakaotalk.read(Source(path)))
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert tally.total == tally.read + tally.blank + tally.not_read
    calls = len(only(records, Encounter))
    assert tally.read == calls + sum(each.lines for each in only(records, Message))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("사진", ("image", "")), ("Photo", ("image", "")), ("사진 12장", ("image", "사진 12장")),
        ("동영상", ("video", "")), ("이모티콘", ("sticker", "")), ("음성메시지", ("voice", "")),
        ("파일: a b.pdf", ("file", "a b.pdf")), ("지도: 砖厂路", ("location", "砖厂路")), ("연락처", ("contact", "")),
        ("삭제된 메시지입니다.", ("deleted", "")), ("This message was deleted.", ("deleted", "")),
        ("보이스톡 해요", ("call", "보이스톡 해요")), ("페이스톡 부재중", ("call", "페이스톡 부재중")),
        ("보이스톡으로 얘기해요", ("text", "보이스톡으로 얘기해요")), ("사진 좋아요", ("text", "사진 좋아요")),
        ("30,400원을 받으세요.", ("transfer", "30,400원을 받으세요.")), ("", ("text", "")),
    ],
)  # fmt: skip
def test_words_that_stand_for_things(text: str, expected: tuple[str, str]) -> None:
    """Only a text that is nothing but such a word stands for a thing."""
    assert kind_of(text) == expected


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("이네스 님과 카카오톡 대화", "이네스"), ("가마 12 님과의 카카오톡 대화", "가마 12"),
        ("가마 카카오톡 대화", "가마"),
        ("KakaoTalk Chats with Ines", "Ines"), ("Ines with KakaoTalk Chats", "Ines"), ("Ines KakaoTalk Chats", "Ines"),
        ("저장한 날짜 : 2020", ""), ("카카오톡 대화", ""),
    ],
)  # fmt: skip
def test_titles(line: str, title: str) -> None:
    """The first line names the chat, in each language."""
    assert title_of(line) == title


def test_moments() -> None:
    """Each form of a date with a clock means the same moment; one that is none means nothing."""
    at = int(datetime(2020, 11, 3, 13, 8, tzinfo=UTC).timestamp())
    for text in ("2020년 11월 3일 오후 1:08", "November 3, 2020, 1:08 PM", "2020-11-03 13:08:00",
                 "2020. 11. 3. 오후 1:08", "3 Nov 2020 at 13:08", "Nov 3, 2020 at 1:08\u202fp.m.",
                 "2020年11月3日 午後1:08"):  # fmt: skip
        assert moment_of(text) == at, text
    assert moment_of("2020년 13월 3일 오후 1:08") is None
    assert moment_of("2020년 11월 3일 오후 1:80") is None


def test_who_is_the_owner_and_what_kind_of_chat_it_is(tmp_path: Path) -> None:
    """The name for oneself, or the one who is not the chat's title, is the owner; three others are a group."""
    head = "이네스 님과 카카오톡 대화\n\n"
    line = "2024년 3월 1일 오후 1:00, {} : 가마\n"
    for names, kind, me in (
        (["이네스", "리오"], "direct", "리오"),
        (["이네스", "회원님"], "direct", "회원님"),
        (["회원님"], "direct", "회원님"),
        (["리오", "아말", "회원님"], "group", "회원님"),
        (["리오", "아말", "三朵"], "group", ""),
    ):
        records = read(tmp_path, (head + "".join(map(line.format, names))).encode())
        assert [each.kind for each in only(records, Chat)] == [kind]
        assert [each.handle.key for each in only(records, Contact) if each.is_me] == [me] * bool(me)


def test_notices_of_windows_take_the_time_before_them(tmp_path: Path) -> None:
    """Windows writes no time beside who came and went; the same words inside of a message with a time stay its own."""
    text = (
        "--------------- 2024년 3월 1일 금요일 ---------------\n"
        "[이네스] [오전 1:01] 리오님이 나갔습니다.\n리오님이 나갔습니다.\n"
    )
    found = only(read(tmp_path, text.encode()), Message)
    assert [(each.sender, each.kind) for each in found] == [("이네스", "text"), ("", "system")]
    assert found[0].at == found[1].at
    assert is_notice("이네스님이 리오님을 초대했습니다.")
    assert not is_notice("이네스님이 좋아합니다.")


def test_lines_that_belong_to_nothing_and_messages_too_long(tmp_path: Path) -> None:
    """A line before the first message, a date that does not exist and what is too long are said by their lines."""
    line = "2024년 2월 {}일 오후 1:00, 이네스 : {}\n"
    text = (
        "가마 님과 카카오톡 대화\n\n가마\n"
        + line.format(30, "없는 날\n둘째 줄")
        + line.format(1, "가")
        + "x\n" * MAX_TEXT
    )
    records = read(tmp_path, text.encode())
    problems = [(each.line, each.lines, each.why) for each in only(records, Problem)]
    assert problems[:2] == [(3, 1, NOT_PART), (4, 2, NO_DATE)]
    assert [each[2] for each in problems[2:]] == [TOO_LONG]
    assert sum(each.lines for each in only(records, Message)) + problems[2][1] == 1 + MAX_TEXT


def test_a_group_of_an_iphone_is_not_whatsapps(tmp_path: Path) -> None:
    """Notices with a colon behind their time look like WhatsApp's lines; the title says whose they are."""
    text = "가마 님과 카카오톡 대화\n\n2018. 11. 1. 오후 6:39: 이네스님이 들어왔습니다.\n"
    assert [each.kind for each in only(read(tmp_path, text.encode()), Message)] == ["system"]
