"""WhatsApp exports: random chats in each form read back to what was written, and what must not go wrong."""

import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import Entry, Source, read, whatsapp
from kithbook.vocabulary import Chat, Choice, Contact, Message, Problem, Record, Tally

FORMS: dict[str, Callable[[datetime], str]] = {
    "iphone": lambda at: f"[{at:%d/%m/%Y, %H:%M:%S}] ",
    "iphone short": lambda at: f"[{at:%d.%m.%y, %H:%M:%S}] ",
    "iphone american": lambda at: f"[{at.month}/{at.day}/{at:%y, %I:%M:%S}\u202f{at:%p}] ",
    "iphone marked": lambda at: f"\u200e[{at:%d/%m/%Y, %H:%M:%S}] \u200e",
    "iphone chinese": lambda at: f"[{at.year}/{at.month}/{at.day} {'上午' if at.hour < 12 else '下午'}{at:%I:%M:%S}] ",
    "android": lambda at: f"{at:%d/%m/%Y, %H:%M} - ",
    "android american": lambda at: f"{at.month}/{at.day}/{at:%y, %I:%M} {at:%p} - ",
    "android spanish": lambda at: f"{at.day}/{at.month}/{at:%Y, %I:%M}\u00a0{'a' if at.hour < 12 else 'p'}.\u00a0m. - ",
    "android swedish": lambda at: f"{at:%Y-%m-%d %H:%M} - ",
    "android finnish": lambda at: f"{at.day}.{at.month}.{at:%Y} klo {at:%H.%M} - ",
    "android korean": lambda at: f"{at.year}. {at.month}. {at.day}. {'오전' if at.hour < 12 else '오후'} {at:%I:%M} - ",
    "android dutch": lambda at: f"{at:%d-%m-%Y %H:%M} - ",
    "old": lambda at: f"{at:%d/%m/%Y, %H:%M:%S}: ",
}
NAMES = ("Ines Varga", "~\u202fTomas Reeve", "林小满", "سليم", "+44 7700 900123", "A. (kiln) B")
WORDS = (
    "the kiln is warm",
    "好的",
    "أهلا بكم",
    "🏺🔥",
    "see 12/04/2017",
    "at 9:30: bread",
    "- one",
    "[two]",
    "",
    "x:",
    "¿sí?",
)


@st.composite
def chats(draw: st.DrawFn) -> tuple[str, list[tuple[str, datetime, str]]]:
    """The name of a form and messages of a few weeks: sender as exported, minute, text of one or more lines."""
    at = datetime(2016, 3, 20, 8, 0, tzinfo=UTC)
    messages = []
    for minutes in draw(st.lists(st.integers(1, 3000), min_size=40, max_size=50)):
        at += timedelta(minutes=minutes)
        lines = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
        messages.append((draw(st.sampled_from(NAMES)), at, "\n".join([*lines, "."])))
    return draw(st.sampled_from(sorted(FORMS))), messages


@given(chat=chats())
def test_what_was_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, chat: tuple[str, list]) -> None:
    """Each form of header gives back who wrote what and when, line by line."""
    form, messages = chat
    path = tmp_path_factory.mktemp("chat", numbered=True) / "export.txt"
    path.write_text("".join(f"{FORMS[form](at)}{name}: {text}\n" for name, at, text in messages), "utf-8")
    records = list(read(path))
    expected, line = [], 1
    for name, at, text in messages:
        lines = text.count("\n") + 1
        expected.append((name.removeprefix("~\u202f"), int(at.timestamp()), text, line, lines))
        line += lines
    found = [(each.sender, each.at, each.text, each.line, each.lines) for each in records if isinstance(each, Message)]
    assert found == expected
    assert records[-1] == Tally("line", line - 1, line - 1, 0, 0)


def text_of(tmp_path: Path, content: str, name: str = "chat.txt", **options: dict[str, str]) -> list[Record]:
    """The records of a file with this text."""
    path = tmp_path / name
    path.write_text(content, "utf-8")
    return list(read(path, **options))


def only(records: list[Record], kind: type) -> list:
    """The records of one type."""
    return [record for record in records if isinstance(record, kind)]


def test_a_notice_with_a_colon_invents_nobody(tmp_path: Path) -> None:
    """A new title or a name that holds a colon is WhatsApp's own line, in any language."""
    notices = (
        'Ines changed the group name from "Trip: Rome" to "Rome"',
        'Ines hat den Gruppennamen von "Reise: Rom" zu "Rom" geändert.',
        "林小满将群组名称从“旅行: 罗马”更改为“罗马”",
        "Ines added Bea: the guide",
    )
    lines = ["13/04/2016, 21:07 - Ines: hello", *(f"13/04/2016, 21:08 - {notice}" for notice in notices)]
    records = text_of(tmp_path, "\n".join(lines))
    assert [contact.handle.name for contact in only(records, Contact)] == ["Ines"]
    assert [message.text for message in only(records, Message) if message.kind == "system"] == list(notices)


def test_quoted_lines_of_another_form_belong_to_their_message(tmp_path: Path) -> None:
    """A pasted line of another chat's form is part of what somebody wrote."""
    content = "".join(f"[13/04/2016, 21:0{minute}:00] Ines: {minute}\n" for minute in range(9))
    records = text_of(tmp_path, content + "3/4/16, 21:00 - Bob: pasted\n[3.4.2016, 21:00:00] Bob: pasted too\n")
    assert {contact.handle.name for contact in only(records, Contact)} == {"Ines"}
    assert only(records, Message)[-1].lines == 3


def test_two_exports_of_different_forms_in_one_file(tmp_path: Path) -> None:
    """Where many lines have another form, they are messages too."""
    one = "".join(f"[13/04/2016, 21:{minute:02}:00] Ines: {minute}\n" for minute in range(40))
    two = "".join(f"14.04.16, 21:{minute:02} - Tomas: {minute}\n" for minute in range(40))
    assert len(only(text_of(tmp_path, one + two), Message)) == 80


def test_dates_are_read_as_the_person_says(tmp_path: Path) -> None:
    """An override changes the reading of doubtful dates."""
    content = "03/04/2016, 21:07 - Ines: hello\n"
    read_so = only(text_of(tmp_path, content, answers={"date_order": "mdy"}), Message)[0]
    assert datetime.fromtimestamp(read_so.at, UTC).month == 3
    assert datetime.fromtimestamp(only(text_of(tmp_path, content), Message)[0].at, UTC).month == 4


def test_dates_of_the_other_order_are_problems_beside_good_rows(tmp_path: Path) -> None:
    """Mixed orders: what can be read is read, the rest is listed with its lines."""
    content = "13/04/2016, 21:07 - Ines: a\n14/04/2016, 21:07 - Ines: b\n04/16/2016, 21:07 - Ines: c\nd\n"
    records = text_of(tmp_path, content)
    assert [(problem.line, problem.lines) for problem in only(records, Problem)] == [(3, 2)]
    assert len(only(records, Message)) == 2
    assert not only(records, Choice)[0].sure


def test_the_owner_of_a_direct_chat(tmp_path: Path) -> None:
    """A chat named after one of two people was exported by the other."""
    content = "13/04/2016, 21:07 - Ines: a\n13/04/2016, 21:07 - Tomas: b\n"
    records = text_of(tmp_path, content, "WhatsApp Chat with Ines.txt")
    assert {each.handle.name: each.is_me for each in only(records, Contact)} == {"Ines": None, "Tomas": True}
    assert (only(records, Chat)[0].title, only(records, Chat)[0].kind) == ("Ines", "direct")


def test_a_group_is_known_by_its_people_or_its_notices(tmp_path: Path) -> None:
    """Three people make a group, and so does one notice about members."""
    three = "".join(f"13/04/2016, 21:07 - {name}: a\n" for name in ("Ines", "Tomas", "Mei"))
    assert only(text_of(tmp_path, three), Chat)[0].kind == "group"
    notice = "13/04/2016, 21:07 - Ines added you\n13/04/2016, 21:07 - Ines: a\n"
    assert only(text_of(tmp_path, notice), Chat)[0].kind == "group"
    assert only(text_of(tmp_path, "13/04/2016, 21:07 - Ines: a\n"), Chat)[0].kind == "direct"


def test_a_chat_quoted_in_another_kind_of_file_is_not_claimed(tmp_path: Path) -> None:
    """A table or a page may quote a chat without being one; a text of any ending is asked."""
    for name, whether in (("a.csv", False), ("a.html", False), ("a.txt", True), ("a", True)):
        (tmp_path / name).write_text("13/04/2016, 21:07 - Ines: a\n", "utf-8")
        assert whatsapp.recognise(Source(tmp_path / name)) is whether


def test_an_empty_message_keeps_its_sender(tmp_path: Path) -> None:
    """A header that ends after the name, with or without its space, is a message of that person."""
    content = "\n".join(f"13/04/2016, 21:07 - Ines{end}" for end in (": a", ":", ": ", ":."))
    found = only(text_of(tmp_path, content), Message)
    assert [message.sender for message in found] == ["Ines"] * 4
    assert [message.kind for message in found] == ["text", "media", "media", "text"]


def test_a_chat_without_a_last_newline_and_with_windows_line_ends(tmp_path: Path) -> None:
    """The end of the file and CR LF make no difference."""
    content = "13/04/2016, 21:07 - Ines: a\n13/04/2016, 21:08 - Tomas: b\nc"
    plain = text_of(tmp_path, content)
    path = tmp_path / "chat.txt"
    path.write_bytes((content + "\n").replace("\n", "\r\n").encode())
    assert list(read(path)) == plain


def test_a_long_chat_reads_the_same_in_small_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages that are cut by the end of a piece come out whole."""
    content = "".join(
        f"13/04/2016, 21:{at % 60:02} - {NAMES[at % 5]}: {'x' * (at % 40)}\nmore {at}\n\n" for at in range(200)
    )
    whole = text_of(tmp_path, content)
    monkeypatch.setattr("kithbook.formats.text.BLOCK", 64)
    assert text_of(tmp_path, content) == whole


class Endless(Source):
    """A source whose one file is made while it is read: a chat with one line of any length."""

    def __init__(self, path: Path, megabytes: int) -> None:
        super().__init__(path)
        self.megabytes = megabytes

    def entries(self) -> tuple[Entry, ...]:
        """One file, whatever is on the disk."""
        return (Entry("chat.txt", 1),)

    def open(self, name: str | None = None) -> BinaryIO:
        """The bytes, a megabyte at a time."""
        return Parts(self._parts())  # type: ignore[return-value]

    def _parts(self) -> Iterator[bytes]:
        yield b"13/04/2016, 21:07 - Ines: before\n13/04/2016, 21:07 - Ines: "
        for _ in range(self.megabytes):
            yield b"x" * (1 << 20)
        yield b"\n13/04/2016, 21:08 - Ines: after\n"


class Parts(BytesIO):
    """A file that gives one part at each reading."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        super().__init__()
        self.parts = parts

    def read(self, size: int | None = -1) -> bytes:
        """The next part, whatever the size."""
        return next(self.parts, b"")


def test_a_line_of_300_megabytes_is_a_problem_in_flat_memory(tmp_path: Path) -> None:
    """One endless line costs a problem, not the memory: the messages around it are read."""
    (tmp_path / "chat.txt").write_bytes(b"x")
    tracemalloc.start()
    records = list(whatsapp.read(Endless(tmp_path / "chat.txt", 300)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [message.text for message in only(records, Message)] == ["before", "after"]
    assert [problem.line for problem in only(records, Problem)] == [2]
    assert records[-1] == Tally("line", 3, 2, 0, 1)
    assert peak < 30 << 20


def test_a_message_without_end_is_cut(tmp_path: Path) -> None:
    """Any number of lines after one header: the message keeps its first, the others are not read."""
    records = text_of(tmp_path, "13/04/2016, 21:07 - Ines: a\n" + f"{'x' * 999}\n" * 3000)
    message, *_ = only(records, Message)
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert message.lines < 1100
    assert tally.not_read == 3001 - message.lines
    assert tally.total == 3001
