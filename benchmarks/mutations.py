"""Exports made wrong in the ways that exports go wrong, for fuzzing: cut, spliced, and with parts out of bounds."""

import random
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Final, NamedTuple

from kithbook.formats import FORMATS, Source
from kithbook.vocabulary import Refused

SAMPLES: Final = Path(__file__).resolve().parents[1] / "tests" / "formats" / "samples"
EXPECTED: Final = ".expected.jsonl"
LARGE: Final = 300_000  # bytes; a mutated export is never larger
NUMBER: Final = re.compile(rb"-?\d+")
QUOTED: Final = re.compile(rb'"(?:[^"\\\n]|\\.){0,200}"')
PARTS: Final = re.compile(rb"\{[^{}]{0,2000}\}|\[[^\[\]]{0,2000}\]")
# what breaks readers: ends of integers and of time, marks, brackets, other scripts' digits, halves of characters
NUMBERS: Final = (
    *(b"0", b"-1", b"1e400", b"253402300800", b"9223372036854775808", b"-62135596801", b"2147483648"),
    *(b"18446744073709551616", b"99999999999999999999999999", b"9" * 5000, b"0.0000000000001", b"NaN", b"-0"),
    *(b"31", b"13", b"2024", b"1969", b"00"),
)
VALUES: Final = (
    *(b"null", b"true", b"[]", b"{}", b'""', b"[[]]", b'{"":{}}', b"[null]", b"1", b'"x"', b'"\\ud800"'),
    *(b'"\\u0000"', b'"' + b"a" * 3000 + b'"', b"[" * 2000, b'{"a":' * 500, b"-", b'"2024-02-30T25:61:61"'),
    b'"0001-01-01T00:00:00+23:59"',
)
BYTES: Final = (
    *(b"\x00", b"\r", b"\n", b"\r\n", b"\n\n", b"\t", b'"', b"'", b"\\", b",", b";", b":", b"::", b"<", b">"),
    *(b"&", b"/>", b"]]>", b"{", b"}", b"[", b"]", b"=", b"=\r\n", b"=?utf-8?q?=ff?=", b"\xef\xbb\xbf"),
    *(b"\xff\xfe", b"\xff", b"\xc3", b"\x80", b"%00", "\u200e", "\u202f", "\u2028", "\x85", "\x0b", "\x1c"),
    *("\u3000", "٣", "三", "🏺", "�", "é", "İ", "ß", "上午", "م", b"<![CDATA[", b"<!--", b"&#0;", b"&#x110000;"),
    *(b"<div class=", b"<br>", b"BEGIN:VCARD", b"END:VCARD", b"BEGIN:VEVENT", b"From ", b"\nFrom - Mon\n"),
    *(b"Content-Type: multipart/mixed; boundary=x\n\n--x\n", b"charset=unknown-8bit", b"TZID=Nowhere"),
    *(b"RRULE:FREQ=SECONDLY", b"DTSTART:99999999T999999Z", b"00:00", b"24:60:61", b"31/02/2024", b"0000-00-00"),
    *(b"../", b"C:\\"),
)


class Sample(NamedTuple):
    """An invented export: its format, and the bytes of each of its files."""

    format: ModuleType
    path: Path
    files: tuple[tuple[str, bytes], ...]

    @property
    def is_single(self) -> bool:
        """Whether it is one plain file."""
        return self.path.is_file() and Source(self.path).kind == "file"


def samples(names: Sequence[str] = ()) -> list[Sample]:
    """The invented exports of these formats, or of all."""
    found = []
    for module in FORMATS:
        for path in sorted((SAMPLES / module.NAME).glob("*")) if not names or module.NAME in names else ():
            if path.name.endswith(EXPECTED) or path.name.startswith("."):
                continue
            try:
                source = Source(path)
                files = tuple((entry.name, source.open(entry.name).read()) for entry in source.entries())
            except Refused:
                continue
            found.append(Sample(module, path, files))
    return found


def placed(sample: Sample, at: int, content: bytes, folder: Path) -> Path:
    """The sample in an empty folder, with this content in its file number ``at``: what to read."""
    if sample.is_single:
        path = folder / sample.path.name
        path.write_bytes(content)
        return path
    for number, (name, whole) in enumerate(sample.files):
        path = folder / PurePosixPath(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if number == at else whole)
    return folder


def mutated(content: bytes, pick: random.Random, others: Sequence[bytes] = (b"",)) -> bytes:
    """The content after one to eight changes; each is a kind of damage, or a value out of bounds in its place."""
    for _ in range(1 + min(pick.getrandbits(3), pick.getrandbits(3))):
        content = pick.choice(CHANGES)(content, pick, pick.choice(others))[:LARGE]
    return content


def _span(content: bytes, pick: random.Random, longest: int = 400) -> tuple[int, int]:
    start = pick.randint(0, len(content))
    return start, min(len(content), start + pick.randint(0, longest))


def _put(content: bytes, start: int, end: int, new: bytes) -> bytes:
    return content[:start] + new + content[end:]


def _cut(content: bytes, pick: random.Random, other: bytes) -> bytes:
    return content[: pick.randint(0, len(content))]


def _dropped(content: bytes, pick: random.Random, other: bytes) -> bytes:
    return _put(content, *_span(content, pick), b"")


def _doubled(content: bytes, pick: random.Random, other: bytes) -> bytes:
    start, end = _span(content, pick)
    return _put(content, end, end, content[start:end] * pick.choice((1, 2, 40)))


def _flipped(content: bytes, pick: random.Random, other: bytes) -> bytes:
    start, _ = _span(content, pick)
    return _put(content, start, start + 1, bytes((pick.getrandbits(8),)))


def _thrown_in(content: bytes, pick: random.Random, other: bytes) -> bytes:
    start, end = _span(content, pick, 3)
    new = pick.choice((*BYTES, *VALUES))
    return _put(content, start, end, new.encode() if isinstance(new, str) else new)


def _spliced(content: bytes, pick: random.Random, other: bytes) -> bytes:
    start, end = _span(other, pick, 2000)
    return _put(content, *_span(content, pick), other[start:end])


def _lines(content: bytes, pick: random.Random, other: bytes) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    first, second = pick.randrange(len(lines)), pick.randrange(len(lines))
    lines[first], lines[second] = lines[second], pick.choice((lines[first], b"", lines[second] * 2))
    return b"".join(lines)


def _ends(content: bytes, pick: random.Random, other: bytes) -> bytes:
    return content.replace(b"\n", pick.choice((b"\r\n", b"\r", b"", b"\n\n", b"\x85")))


def _replaced(pattern: re.Pattern[bytes], values: Sequence[bytes], content: bytes, pick: random.Random) -> bytes:
    found = list(pattern.finditer(content, pick.randint(0, len(content))))[:50]
    if not found:
        return content
    chosen = pick.choice(found)
    return _put(content, chosen.start(), chosen.end(), pick.choice(values))


def _number(content: bytes, pick: random.Random, other: bytes) -> bytes:
    return _replaced(NUMBER, NUMBERS, content, pick)


def _quoted(content: bytes, pick: random.Random, other: bytes) -> bytes:
    return _replaced(QUOTED, (*VALUES, *(b'"%b"' % number for number in NUMBERS)), content, pick)


def _part(content: bytes, pick: random.Random, other: bytes) -> bytes:
    own = [found[0] for found in PARTS.finditer(content)][:200]
    return _replaced(PARTS, (*VALUES, *own), content, pick)


def _recoded(content: bytes, pick: random.Random, other: bytes) -> bytes:
    return content.decode("utf-8", "replace").encode(
        pick.choice(("utf-16", "utf-16-le", "gb18030", "cp1252")), "replace"
    )


CHANGES: Final = (
    *(_cut, _dropped, _doubled, _flipped, _flipped, _thrown_in, _thrown_in, _thrown_in, _spliced, _lines, _lines),
    *(_ends, _number, _number, _number, _quoted, _quoted, _part, _part, _recoded),
)
