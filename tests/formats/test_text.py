"""Text of any encoding, cut at line ends, with no line too long."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import Source, text
from kithbook.formats.text import Piece, Text, decode_head, head_text

CHINESE = "2024/6/13 21:25 - 林小满: 周日三点在巷口见，记得带上你读的那本书，大家一起聊聊\n" * 3
ARABIC = "13/6/2024, 21:25 - سليم: أهلا بكم جميعا في شارع الفوانيس، سنلتقي يوم الأحد\n" * 3
FRENCH = "13/06/2024, 21:25 - Inès: l'été à la montagne, déjà là-bas, c'était très agréable\n" * 3


def text_in(path: Path, content: bytes) -> Text:
    """A file with these bytes, as text."""
    path.write_bytes(content)
    return Text(Source(path))


@pytest.mark.parametrize(
    ("content", "encoding", "name"),
    [
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8-sig"),
        (CHINESE, "utf-16", "utf-16"),
        (CHINESE, "utf-16-le", "utf-16-le"),
        (CHINESE, "utf-16-be", "utf-16-be"),
        (FRENCH, "utf-32", "utf-32"),
        (CHINESE, "gb18030", "gb18030"),
        (ARABIC, "cp1256", "cp1256"),
        (FRENCH, "cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_found_and_the_text_is_whole(tmp_path: Path, content: str, encoding: str, name: str) -> None:
    """Marks, the pattern of zeros and the bytes themselves tell; what is not UTF-8 is said."""
    found = text_in(tmp_path / "a.txt", content.encode(encoding))
    assert found.encoding.name == name
    assert "".join(piece.text for piece in found.pieces()) == content
    assert [(choice.value, choice.sure) for choice in found.choices()] == (
        [] if name.startswith("utf-8") else [(name, True)]
    )


def test_a_long_beginning_in_ascii_says_nothing(tmp_path: Path) -> None:
    """Evidence is looked for until there is some."""
    content = "plain words\n" * 10_000 + FRENCH
    assert text_in(tmp_path / "a.txt", content.encode("cp1252")).encoding.name == "cp1252"
    assert text_in(tmp_path / "a.txt", content.encode()).encoding.name == "utf-8"


def test_a_character_cut_by_the_end_of_the_head_is_no_damage() -> None:
    """A head may end anywhere."""
    assert decode_head("é".encode()[:1]).name == "utf-8"
    assert decode_head(CHINESE.encode()[:-5]).name == "utf-8"


def test_one_line_of_other_bytes_is_a_problem_of_its_own(tmp_path: Path) -> None:
    """The good lines around it are read."""
    lines = [line.encode() for line in CHINESE.splitlines()] * 20
    lines[30] = "été".encode("cp1252")
    found = text_in(tmp_path / "a.txt", b"\n".join(lines) + b"\n")
    problems = [piece.line for piece in found.pieces() if piece.problem]
    assert problems == [31]
    assert sum(piece.lines for piece in found.pieces()) == 60


@pytest.mark.parametrize("length", [99, 100, 101, 500, 5000])
def test_a_line_that_is_too_long_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    """A line over the limit is a problem wherever the pieces are cut, and the next line has its right number."""
    monkeypatch.setattr(text, "BLOCK", 128)
    monkeypatch.setattr(text, "MAX_LINE", 100)
    content = b"first\n" + b"x" * (length - 1) + b"\nlast\n"
    found = list(text_in(tmp_path / "a.txt", content).lines())
    middle = Piece(2, "", text.TOO_LONG) if length > 100 else Piece(2, "x" * (length - 1))
    assert found == [Piece(1, "first"), middle, Piece(3, "last")]


@given(st.text(alphabet="ab\n\r林🏺", max_size=300), st.integers(4, 40))
def test_lines_are_those_of_the_text(tmp_path_factory: pytest.TempPathFactory, content: str, block: int) -> None:
    """However the bytes are cut, the lines and their numbers are the same, and nothing is lost."""
    path = tmp_path_factory.mktemp("text", numbered=True) / "a.txt"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "BLOCK", block)
        found = text_in(path, content.encode())
        pieces = list(found.pieces())
        lines = list(found.lines())
    normal = content.replace("\r\n", "\n")
    assert "".join(piece.text for piece in pieces) == normal
    expected = normal.removesuffix("\n").split("\n") if normal else []
    assert [line.text for line in lines] == expected
    assert [line.line for line in lines] == list(range(1, len(expected) + 1))
    assert sum(piece.lines for piece in pieces) == len(expected)


def test_an_empty_file_has_no_lines(tmp_path: Path) -> None:
    """Nothing gives nothing."""
    assert list(text_in(tmp_path / "a.txt", b"").lines()) == []


def test_a_doubtful_encoding_shows_what_it_could_be_and_an_answer_decides(tmp_path: Path) -> None:
    """A single accent could be several letters: each is shown, and what the person says counts for all of it."""
    content = "13/06/2024, 21:25 - Lio: hé\n".encode("cp1252")
    found = text_in(tmp_path / "a.txt", content)
    (choice,) = found.choices()
    assert (choice.name, choice.value, choice.sure) == ("encoding", "cp1252", False)
    shown = dict(zip(choice.options, choice.samples, strict=True))
    assert shown["cp1252"] == "13/06/2024, 21:25 - Lio: hé"
    assert shown["cp1251"] == "13/06/2024, 21:25 - Lio: hй"
    told = Text(found.source, None, {"encoding": "cp1251"})
    assert [line.text for line in told.lines()] == ["13/06/2024, 21:25 - Lio: hй"]
    assert [(choice.value, choice.sure) for choice in told.choices()] == [("cp1251", True)]


def test_one_accent_late_in_the_file_is_not_the_only_evidence(tmp_path: Path) -> None:
    """What comes after the first line that is not ASCII is looked at too."""
    content = "Lio: ·\n" + "plain words\n" * 20_000 + CHINESE
    assert text_in(tmp_path / "a.txt", content.encode("gb18030")).encoding.name == "gb18030"


def test_what_is_recognised_is_what_is_read(tmp_path: Path) -> None:
    """The head that the formats look at is decoded as the file will be."""
    for content, encoding in ((CHINESE, "gb18030"), (CHINESE, "utf-16-le"), (ARABIC, "cp1256")):
        found = text_in(tmp_path / "a.txt", content.encode(encoding))
        assert head_text(found.source) == content


def test_half_a_file_in_utf8_is_utf8(tmp_path: Path) -> None:
    """Where two programs wrote one file, the lines of the other one are problems."""
    lines = [f"今天 {number}".encode() for number in range(20)]
    lines[::3] = ["今天晚上".encode("gb18030")] * 7
    found = text_in(tmp_path / "a.txt", b"\n".join(lines))
    assert found.encoding.name == "utf-8"
    assert sum(bool(piece.problem) for piece in found.pieces()) == 7


def test_what_looks_like_a_mark_further_on_is_none(tmp_path: Path) -> None:
    """A line that begins with the bytes of a mark does not make the file UTF-16."""
    content = b"first line\n\xff\xfesecond: \xe9t\xe9\n"
    found = text_in(tmp_path / "a.txt", content)
    assert found.encoding.name not in ("utf-16", "utf-32")
    assert sum(piece.lines for piece in found.pieces()) == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_bytes_for_readers_that_cut_lines_themselves(tmp_path: Path, encoding: str) -> None:
    """Blocks have one byte for a line's end and no mark at the start, and say what to decode them with."""
    found = text_in(tmp_path / "a.txt", CHINESE.encode(encoding))
    assert b"".join(found.blocks()).decode(found.codec) == CHINESE
