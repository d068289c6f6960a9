"""WeChat's own text file: names, times and bodies come back, and every line is accounted for."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import wechat_txt
from kithbook.formats.source import Source
from kithbook.vocabulary import Chat, Message, Problem, Record, Tally

LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters="[·"), min_size=1, max_size=12)
BODIES = st.lists(LINES, min_size=1, max_size=3).map("\n\n".join)


def heading(name: str, minute: int) -> str:
    """The two lines above each message."""
    when = datetime.fromtimestamp(minute * 60, UTC)
    return f"·{name}\n{when.year}年{when.month}月{when.day}日 {when:%H:%M}\n"


def read(folder: Path, data: bytes, name: str = "聊天记录.txt") -> list[Record]:
    """The records of a file with these bytes."""
    (folder / name).write_bytes(data)
    return list(wechat_txt.read(Source(folder / name)))


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


@given(
    written=st.lists(
        st.tuples(st.sampled_from(["阿岚", "小山", "Ines O."]), st.integers(0, 40_000_000), BODIES),
        min_size=1,
        max_size=8,
    ),
    ending=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_messages_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, int, str]], ending: str, encoding: str
) -> None:
    """Random messages come back with name, time and body; blank lines inside of a body stay."""
    text = "".join(f"{heading(name, minute)}{body}\n\n" for name, minute, body in written)
    records = read(tmp_path_factory.mktemp("txt"), text.replace("\n", ending).encode(encoding))
    found = only(records, Message)
    assert [(each.sender, each.at // 60, each.text) for each in found] == written
    lines = text.count("\n")
    assert records[-1] == Tally("line", lines, lines - len(written), len(written), 0)
    assert [each.line for each in found] == [
        number for number, line in enumerate(text.split("\n"), 1) if line.startswith("·")
    ]


@given(data=st.binary(max_size=200), before=st.booleans())
def test_arbitrary_bytes_never_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes, before: bool) -> None:
    """Bytes of any kind around a message end in a tally that adds up."""
    message = heading("阿岚", 5).encode() + b"a\n\n"
    tally = read(tmp_path_factory.mktemp("txt"), b"x" + data + message if before else message + data)[-1]
    assert isinstance(tally, Tally)
    assert tally.total == tally.read + tally.blank + tally.not_read


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("[图片]", "image", ""),
        ("[红包] 恭喜发财", "red_envelope", "恭喜发财"),
        ("[转账] ￥20", "transfer", "￥20"),
        ("[文件] 窑.pdf", "file", "窑.pdf"),
        ("[微笑] 收到", "text", "[微笑] 收到"),
        ("图片在哪", "text", "图片在哪"),
    ],
)
def test_words_in_brackets(tmp_path: Path, body: str, kind: str, text: str) -> None:
    """A known word in brackets stands for a thing; any other is part of the text."""
    records = read(tmp_path, (heading("阿岚", 5) + body + "\n").encode())
    assert [(each.kind, each.text) for each in only(records, Message)] == [(kind, text)]


def test_lines_that_belong_to_nobody(tmp_path: Path) -> None:
    """Words above the first message, and a day that does not exist, are problems of as many lines."""
    text = "导出\n\n" + heading("阿岚", 5) + "好\n\n·小山\n2026年2月30日 08:00\n丢了\n"
    records = read(tmp_path, text.encode())
    assert [(each.line, each.lines) for each in only(records, Problem)] == [(1, 1), (7, 3)]
    assert records[-1] == Tally("line", 9, 3, 2, 4)


@pytest.mark.parametrize(
    ("file", "names", "expected"),
    [
        ("与阿岚的聊天记录.txt", ("阿岚", "小山"), ("阿岚", "direct")),
        ("聊天记录.txt", ("阿岚", "小山"), ("", "unknown")),
        ("砖厂群聊天记录.txt", ("阿岚", "小山", "小禾"), ("砖厂群", "group")),
    ],
)
def test_title_and_kind(tmp_path: Path, file: str, names: tuple[str, ...], expected: tuple[str, str]) -> None:
    """The file's name gives a title where it has one; three who write make a group."""
    text = "".join(f"{heading(name, 5)}好\n\n" for name in names)
    chat = only(read(tmp_path, text.encode(), file), Chat)[0]
    assert (chat.title, chat.kind) == expected
