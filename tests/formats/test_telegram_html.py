"""Telegram's HTML pages: random messages come back, real pages are counted, and damage stays on its page."""

import html
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import finding, html_stream, telegram_html
from kithbook.formats.source import Source
from kithbook.vocabulary import Chat, Message, Problem, Record, Tally

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=12)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3).map("\n".join)
FRAME = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"/></head><body><div class="page_wrap">'
    '<div class="page_header"><div class="content"><div class="text bold">\n{title} \n</div></div></div>'
    '<div class="page_body chat_page"><div class="history">{body}</div></div></div></body></html>\n'
)


def page(body: str, title: str = "Kiln") -> str:
    """A page with this inside of its history."""
    return FRAME.replace("{title}", html.escape(title)).replace("{body}", body)


def element(number: int, at: int, sender: str, text: str, more: str = "") -> str:
    """One message as Telegram Desktop writes it; without a sender it is joined to the one before."""
    day = datetime.fromtimestamp(at + 4 * 3600, UTC).strftime("%d.%m.%Y %H:%M:%S")
    name = f'<div class="from_name">\n{html.escape(sender)} \n       </div>' if sender else ""
    body = html.escape(text).replace("\n", "<br>")
    return (
        f'<div class="message default clearfix{"" if sender else " joined"}" id="message{number}"><div class="body">'
        f'<div class="pull_right date details" title="{day} UTC+04:00">\n10:00\n</div>{name}{more}'
        f'<div class="text">\n{body}\n       </div></div></div>'
    )


def read(folder: Path, pages: Sequence[str | bytes]) -> list[Record]:
    """The records of a folder with these pages."""
    for number, text in enumerate(pages, 1):
        data = text if isinstance(text, bytes) else text.encode()
        (folder / f"messages{'' if number == 1 else number}.html").write_bytes(data)
    return list(telegram_html.read(Source(folder)))


def only(records: list[Record], kind: type) -> list[Any]:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


@given(
    written=st.lists(
        st.tuples(st.integers(0, 2_000_000_000), st.sampled_from(["", "Ines", "林 梅", "سمير"]), TEXTS), max_size=10
    ),
    cut=st.integers(0, 10),
)
def test_messages_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[int, str, str]], cut: int
) -> None:
    """Random messages over two pages come back with time, text and sender, joined ones with the sender before."""
    shown = [element(n, at, sender, text) for n, (at, sender, text) in enumerate(written)]
    pages = [page("".join(shown[:cut])), page("".join(shown[cut:]))]
    expected, sender = [], ""
    for at, name, text in written:
        sender = name or sender
        if sender:
            expected.append((at, sender, text))
    records = read(tmp_path_factory.mktemp("html"), pages)
    assert [(each.at, each.sender, each.text) for each in only(records, Message)] == expected
    lost = len(written) - len(expected)
    assert records[-1] == Tally("element", len(written), len(expected), 0, lost)


@given(data=st.binary(max_size=200))
def test_arbitrary_bytes_never_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Bytes of any kind inside of a page end in a tally that adds up."""
    start, end = page("{here}").split("{here}")
    records = read(tmp_path_factory.mktemp("html"), [start.encode() + data + end.encode()])
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert tally.total == tally.read + tally.blank + tally.not_read


def test_ten_pages_in_their_order(tmp_path: Path) -> None:
    """The page without a number comes first, the tenth after the ninth."""
    pages = [page(element(n, 1_709_280_000 + n, "Ines", str(n))) for n in range(1, 12)]
    assert [each.text for each in only(read(tmp_path, pages), Message)] == [str(n) for n in range(1, 12)]


def test_who_was_forwarded_is_nobody_of_the_chat(tmp_path: Path) -> None:
    """The sender is the one who passes it on, also for the joined message that follows."""
    more = (
        '<div class="forwarded body"><div class="from_name">\nBrickyard News '
        '<span class="date details" title="28.02.2024 09:00:00"> 28.02.2024 09:00:00</span></div>'
        '<div class="text">\nOpen day\n</div></div>'
    )
    first = element(1, 1_709_280_000, "Ines via @gif", "").replace('<div class="text">\n\n       </div>', more)
    found = only(read(tmp_path, [page(first + element(2, 1_709_280_001, "", "see you"))]), Message)
    assert [(each.sender, each.text, each.forwarded) for each in found] == [
        ("Ines", "Open day", True),
        ("Ines", "see you", False),
    ]


def test_a_page_that_breaks_off(tmp_path: Path) -> None:
    """What stands before the end is read, and the page is named."""
    text = page(element(1, 1_709_280_000, "Ines", "a") + element(2, 1_709_280_001, "Ines", "b"))
    records = read(tmp_path, [text[: text.rindex('<div class="text">')]])
    assert [each.text for each in only(records, Message)] == ["a", ""]
    assert [(each.file, each.why) for each in only(records, Problem)] == [("messages.html", telegram_html.CUT)]


@pytest.mark.parametrize("flood", ["<div>" * 200_000, "<b><i>" * 100_000, "x" * (html_stream.MAX_HEAD + 1)])
def test_a_page_that_would_flood_the_parser(tmp_path: Path, flood: str) -> None:
    """What comes before the messages is passed over where it is nested too deep or too large; they are read."""
    records = read(tmp_path, [page(flood + element(1, 1_709_280_000, "Ines", "a")), page("")])
    assert [each.why for each in only(records, Problem)] == [telegram_html.TOO_LARGE]
    assert [each.text for each in only(records, Message)] == ["a"]


@pytest.mark.parametrize("flood", ["<b>" * 20_000, "<b><i>" * 10_000 + "</b>" * 5, "<i></b>" * 20_000, "x" * 300_000])
def test_a_message_that_would_flood_the_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flood: str) -> None:
    """A message nested too deep or too large costs only itself."""
    monkeypatch.setattr(html_stream, "MAX_PIECE", 200_000)
    monkeypatch.setattr(html_stream, "BLOCK", 10_000)
    flooded = element(2, 1_709_280_000, "Ines", "FLOOD").replace("FLOOD", flood)
    body = element(1, 1_709_280_000, "Ines", "a") + flooded + element(3, 1_709_280_000, "Ines", "c")
    records = read(tmp_path, [page(body)])
    assert [each.why for each in only(records, Problem)] == [telegram_html.TOO_LARGE]
    assert [each.text for each in only(records, Message)] == ["a", "c"]
    assert records[-1] == Tally("element", 3, 2, 0, 1)


@pytest.mark.parametrize("block", [40, 333, 4096])
def test_blocks_of_any_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    """Where the bytes are cut makes no difference, in the middle of a mark or of a character."""
    body = "".join(element(n, 1_709_280_000 + n, "سمير" if n % 3 else "林 梅", f"窑 {n}\n🙂") for n in range(30))
    whole = read(tmp_path, [page(body)])
    monkeypatch.setattr(html_stream, "BLOCK", block)
    assert read(tmp_path, [page(body)]) == whole
    assert len(only(whole, Message)) == 30


def test_what_kind_of_chat_it_is(tmp_path: Path) -> None:
    """The title among two senders means a chat of two; the title alone a channel; many senders a group."""
    for name, senders, kind in (
        ("a", ("Kiln", "Ines"), "direct"),
        ("b", ("Kiln",), "channel"),
        ("c", ("Kiln", "Ines", "Bruno"), "group"),
        ("d", ("Ines", "Bruno"), "unknown"),
    ):
        (tmp_path / name).mkdir()
        body = "".join(element(n, 1_709_280_000, sender, "x") for n, sender in enumerate(senders))
        assert only(read(tmp_path / name, [page(body)]), Chat) == [Chat("1", "telegram", "", "Kiln", kind)]


def test_real_pages(shared: Path) -> None:
    """Each folder of real pages is one export; elements, named senders and replies match plain counts in the text."""
    found = finding.find_among((telegram_html,), shared / "samples" / "telegram")
    sources = [each.source for each in found if each.format]
    assert len(sources) == 27
    for source in sources:
        text = "".join(source.open(entry.name).read().decode() for entry in source.entries())
        records = list(telegram_html.read(source))
        messages = only(records, Message)
        assert len(messages) > 0
        assert len(re.findall(r'<div class="message (?:default|service)', text)) == records[-1].total
        default = len(re.findall(r'<div class="message default', text))
        assert sum(each.sender != "" for each in messages) == default
        replies = re.findall(r'In reply to <a href="[^"]*#go_to_message', text)
        assert sum(each.reply_to != "" for each in messages) == len(replies)
        assert not only(records, Problem)


def test_a_name_over_two_lines_is_one_key(tmp_path: Path) -> None:
    """Where a tag is broken the name runs on; a handle's key has no line break all the same."""
    found = only(read(tmp_path, [page(element(1, 1_709_280_000, "Ines\nHalfmoon", "a"))]), Message)
    assert [each.sender for each in found] == ["Ines Halfmoon"]
