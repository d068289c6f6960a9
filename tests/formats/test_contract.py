"""The contract that every format keeps; samples are found by themselves under ``samples/FORMAT/``.

A sample is a file, a zip or a folder with its expected records beside it (``NAME.expected.jsonl``). After a change that
is meant, write them anew and read the difference: ``KITHBOOK_WRITE_GOLDEN=1 pytest tests/formats/test_contract.py``.
"""

import os
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import FORMATS, Coverage, Source, find, read, recognise
from kithbook.formats.finding import fitting
from kithbook.vocabulary import (
    FACTS,
    KINDS,
    LAST_SECOND,
    PLATFORMS,
    Chat,
    Choice,
    Contact,
    Encounter,
    Message,
    Piece,
    Problem,
    Record,
    Refused,
    Tally,
    Taste,
)

SAMPLES = Path(__file__).parent / "samples"
EXPECTED = ".expected.jsonl"

PAIRS = sorted(SAMPLES.glob(f"*/*{EXPECTED}"))
FILES = sorted(
    path for path in SAMPLES.glob("*/*") if not path.name.endswith(EXPECTED) and not path.name.startswith(".")
)


def sample_name(path: Path) -> str:
    """How a sample is called in the list of tests."""
    return f"{path.parent.name}/{path.name}"


def as_lines(records: list[Record]) -> str:
    """Records as JSON lines, each with its type first and without fields that say nothing."""
    lines = []
    for record in records:
        fields = {
            name: value for name, value in msgspec.to_builtins(record).items() if value not in ("", None, [], (), False)
        }
        lines.append(msgspec.json.encode({"record": type(record).__name__} | fields).decode())
    return "\n".join(lines) + "\n"


def check_stream(records: list[Record]) -> None:
    """What holds for the stream of any format: the order of records, and every unit accounted for."""
    assert records, "a stream is never empty"
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert sum(isinstance(record, Tally) for record in records) == 1
    assert tally.total == tally.read + tally.blank + tally.not_read
    assert min(tally.read, tally.blank, tally.not_read) >= 0
    chats: set[str] = set()
    introduced: set[str] = set()
    for record in records:
        if isinstance(record, Chat):
            chats.add(record.ref)
        elif isinstance(record, Contact):
            introduced.add(record.handle.key)
            assert record.handle.platform in PLATFORMS
            assert record.handle.key
            assert record.handle.key == "".join(record.handle.key.splitlines()).strip(), record.handle.key
            assert not record.chat or record.chat in chats
            assert all(name in FACTS and value for name, value in record.facts)
        elif isinstance(record, Message):
            assert record.chat in chats
            assert record.kind in KINDS
            assert record.lines >= 1
            assert not record.sender or record.sender in introduced
            assert 0 <= record.at < LAST_SECOND
        elif isinstance(record, Encounter):
            assert not record.chat or record.chat in chats
            assert introduced.issuperset(record.handles)
            assert 0 <= record.at < LAST_SECOND
        elif isinstance(record, Piece):
            assert record.title or record.link or record.text
            assert record.id
        elif isinstance(record, Taste):
            assert record.what
            assert record.count > 0
            assert not record.handle or record.handle in introduced
    if tally.unit == "line":  # each line is part of one message, or tells of a call
        calls = sum(isinstance(record, Encounter) for record in records)
        assert tally.read == calls + sum(record.lines for record in records if isinstance(record, Message))
    assert tally.not_read == sum(record.lines for record in records if isinstance(record, Problem))


@pytest.mark.parametrize("path", FILES, ids=sample_name)
def test_each_sample_reads_to_its_golden_records(path: Path) -> None:
    """A sample gives exactly the records that are kept beside it."""
    golden = path.with_name(path.name + EXPECTED)
    written = as_lines(list(read(path)))
    if os.environ.get("KITHBOOK_WRITE_GOLDEN"):
        golden.write_text(written, "utf-8")
    assert written == golden.read_text("utf-8")


@pytest.mark.parametrize("path", PAIRS, ids=sample_name)
def test_no_expected_records_without_a_sample(path: Path) -> None:
    """Each file of expected records still has its sample."""
    assert path.with_name(path.name.removesuffix(EXPECTED)).exists()


@pytest.mark.parametrize("path", FILES, ids=sample_name)
def test_exactly_one_format_recognises_each_sample(path: Path) -> None:
    """Every export in a sample is claimed by one format, and by no other."""
    exports = [found for found in find(path) if found.format]
    assert len(exports) == 1
    assert fitting(FORMATS, exports[0].source) == [exports[0].format]
    assert recognise(Source(path)) is exports[0].format


@pytest.mark.parametrize("path", FILES, ids=sample_name)
def test_each_sample_keeps_the_order_and_accounts_for_every_unit(path: Path) -> None:
    """Chats and contacts come before what refers to them, and all units are read, blank or not read."""
    check_stream(list(read(path)))


@pytest.mark.parametrize("path", FILES, ids=sample_name)
def test_reading_twice_yields_equal_records(path: Path) -> None:
    """A stream can be read again from the start, which is how an import is resumed."""
    assert list(read(path)) == list(read(path))


@pytest.mark.parametrize("module", FORMATS, ids=lambda module: module.NAME)
def test_each_format_says_what_it_is(module: ModuleType) -> None:
    """Name, title, platform, coverage and the way to get an export are there in every language."""
    assert module.NAME.islower()
    assert module.TITLE
    assert module.PLATFORM in ("", *PLATFORMS)
    assert set(module.HOW_TO_EXPORT) == {"en", "zh-hans", "ar"}
    assert all(text.strip() for text in module.HOW_TO_EXPORT.values())
    assert isinstance(module.COVERAGE, Coverage)
    assert all((module.COVERAGE.versions, module.COVERAGE.kept, module.COVERAGE.left_out))


def test_names_of_formats_are_distinct() -> None:
    """No two formats share a name."""
    assert len({module.NAME for module in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize("module", FORMATS, ids=lambda module: module.NAME)
@given(data=st.data())
def test_arbitrary_bytes_never_raise(
    tmp_path_factory: pytest.TempPathFactory, module: ModuleType, data: st.DataObject
) -> None:
    """Whatever the bytes are, a format recognises them or not, and reads them whole or refuses them in a sentence."""
    content = data.draw(st.binary(max_size=300) | noise() | damaged(module.NAME))
    path = tmp_path_factory.mktemp("bytes", numbered=True) / "export.txt"
    path.write_bytes(content)
    result = records_or_refusal(module, path)
    if isinstance(result, Refused):
        assert str(result).endswith(".")
    else:
        check_stream(result)


def records_or_refusal(module: ModuleType, path: Path) -> list[Record] | Refused:
    """All records of a file, or the one exception that a format may raise."""
    try:
        source = Source(path)
        module.recognise(source)
        return list(module.read(source))
    except Refused as refused:
        return refused


def noise() -> st.SearchStrategy[bytes]:
    """Text full of the characters that the formats look for."""
    return st.text(
        alphabet="[]{}<>\"':;,./-0123456789 \n\r\t\x00\u200e\u202f年上午م:aAmMpP\\é\ufeff", max_size=200
    ).map(lambda text: text.encode("utf-8"))


def damaged(name: str) -> st.SearchStrategy[bytes]:
    """A sample of the format, cut short and with some of its bytes changed."""
    files = [path for path in FILES if path.parent.name in (name, name.partition("-")[0]) and path.is_file()]
    contents = [path.read_bytes()[:4000] for path in files] or [b""]
    return st.sampled_from(contents).flatmap(damaged_bytes)


@st.composite
def damaged_bytes(draw: st.DrawFn, whole: bytes) -> bytes:
    """These bytes, cut short and some of them changed."""
    content = bytearray(whole)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(0, len(content) - 1)))
        content[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=3))
    return bytes(content[: draw(st.integers(0, len(content)))])


class Real(NamedTuple):
    """What is known of the real exports of a platform, by having looked at each of the files.

    ``not_read`` is how large a share of the units of a file may be left unread; ``no_export`` are parts of the names of
    files that are no export at all, so that no format may take them.
    """

    not_read: float = 0.0
    no_export: tuple[str, ...] = ()


REAL = {
    "whatsapp": Real(),
    "telegram": Real(0.02),
    "wechat": Real(),
    "kakao": Real(),
    "discord": Real(),
    "meta": Real(),
    "imessage": Real(no_export=("example.html",)),
    "signal": Real(),
    "contacts_csv": Real(),
    "vcard": Real(1.0),  # one card of RFC 6350's own examples names nobody
    # single lists, one message, and what slackdump keeps for itself
    "slack": Real(no_export=("channels.json", "dms", "groups", "mpims", "users", "bot_message", ".gz")),
    "linkedin": Real(0.25, ("Rich_Media",)),  # one of four rows is broken by its author
    "github": Real(no_export=("tags.json",)),  # names of versions, and nobody in them
    "email": Real(1.0, ("empty.mbox",)),  # tests of parsers: half of a folder and one alone have no date; see test_mail
    # events of test files are often without a start; calendars without events: empty ones, zones, tasks, free and busy
    "ics": Real(
        1.0,
        (
            *("__empty", "issue_1050_empty", "bom_calendar", "calendar_with_unicode.ics", "blank_line", "rfc_7953"),
            *("freebusy", "fuzz_testcase", "issue_82", "issue_178", "issue_1238", "rfc_7265_example_1"),
            *("rfc_7986_properties", "__time.ics", "vtodo", "timezone_only", "parsing_error_in_UTC"),
            *("__timezones", "tz_us_eastern", "Atikokan", "Denver", "Los_Angeles", "New_York.ics", "RDATE_test"),
            *("RDATE_utc_test", "RRULE_UNTIL_test"),
        ),
    ),
}


def test_coverage_claims_no_more_files_than_there_are(shared: Path) -> None:
    """What a format says that it was tried on is there, and a format without any says so."""
    there: Counter[str] = Counter()
    for source, module, _ in find(shared / "samples"):
        if module is not None:
            there[module.NAME] += 1 if source.kind == "zip" else len(source.entries())
    for module in FORMATS:
        assert module.COVERAGE.seen <= there[module.NAME], module.NAME
        assert module.COVERAGE.verified == bool(there[module.NAME]), module.NAME


@pytest.mark.parametrize("platform", REAL)
def test_every_real_export_reads(shared: Path, platform: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each real export at hand is recognised and read nearly whole; a table says what became of it."""
    found = find(shared / "samples" / platform)
    assert any(each.format for each in found), f"no format reads {platform} yet"
    known, rows = REAL[platform], []
    for source, module, why in found:
        no_export = any(part in source.name for part in known.no_export)
        assert (module is None) == no_export, f"{source.name}: {why or module}"
        if module is None:
            rows.append((source.name, "-", 0, 0, str(why)))
            continue
        records = list(module.read(source))
        check_stream(records)
        tally = records[-1]
        assert isinstance(tally, Tally)
        kept = sum(isinstance(record, Message | Contact | Encounter | Piece | Taste) for record in records)
        orders = [each.value for each in records if isinstance(each, Choice) and each.name == "date_order"]
        rows.append((source.name, module.NAME, kept, tally.not_read, "".join(orders)))
        # a channel may be empty, and of a file where everything is broken nothing is kept
        assert kept or not tally.total or known.not_read == 1, source.name
        assert tally.not_read <= known.not_read * tally.total, source.name
    with capsys.disabled():
        print(f"\n{'file':72} {'format':22} {'records':>8} {'not read':>8}")
        for row in rows:
            print("{:72.72} {:22} {:8} {:8}  {}".format(*row))


@pytest.mark.parametrize("module", FORMATS, ids=lambda module: module.NAME)
@given(data=st.data())
def test_a_damaged_export_of_several_files_never_raises(
    tmp_path_factory: pytest.TempPathFactory, module: ModuleType, data: st.DataObject
) -> None:
    """Exports that are folders or archives are read whole or refused, whatever one of their files holds."""
    whole = [path for path in FILES if path.parent.name == module.NAME and (path.is_dir() or path.suffix == ".zip")]
    if not whole:
        pytest.skip("this format's exports are single files")
    source = Source(data.draw(st.sampled_from(whole)))
    folder = tmp_path_factory.mktemp("folder", numbered=True)
    for entry in source.entries():
        path = folder / entry.name
        path.parent.mkdir(parents=True, exist_ok=True)
        with source.open(entry.name) as stream:
            path.write_bytes(stream.read())
    chosen = folder / data.draw(st.sampled_from([entry.name for entry in source.entries()]))
    chosen.write_bytes(data.draw(damaged_bytes(chosen.read_bytes()) | noise() | st.just(b"")))
    result = records_or_refusal(module, folder)
    if not isinstance(result, Refused):
        check_stream(result)
