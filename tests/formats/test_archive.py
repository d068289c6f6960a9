"""Archives: several exports at once, zips inside zips, bombs, names of other code pages, what was sent in a chat."""

import gc
import gzip
import io
import struct
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kithbook.book import sources
from kithbook.formats import Source, archive, find, read
from kithbook.formats.member_names import member_names
from kithbook.vocabulary import Refused

CHAT = b"13/04/2016, 21:07 - Ines: hello\n13/04/2016, 21:08 - Tomas: hello\n"
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Lio\r\nEND:VCARD\r\n"


def zip_of(members: dict[str, bytes]) -> bytes:
    """The bytes of a zip with these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return made.getvalue()


@pytest.fixture
def nested(tmp_path: Path) -> Path:
    """A zip of a chat, of a zip of a chat, and of a zip of a zip of a chat."""
    first = zip_of({"_chat.txt": CHAT})
    deeper = zip_of({"old/WhatsApp Chat - Lio.zip": zip_of({"_chat.txt": CHAT + CHAT}), "notes.pdf": b"%PDF"})
    path = tmp_path / "all.zip"
    path.write_bytes(zip_of({"c/chat.txt": CHAT, "WhatsApp Chat - Ines.zip": first, "deeper.zip": deeper}))
    return path


def test_exports_inside_inner_zips_are_found(nested: Path) -> None:
    """Each level gives its exports, with a path that names it."""
    found, unknown = sources.exports(nested)
    assert [export.shown.removeprefix(f"{nested}/") for export in found] == [
        "WhatsApp Chat - Ines.zip/_chat.txt",
        "c/chat.txt",
        "deeper.zip/old/WhatsApp Chat - Lio.zip/_chat.txt",
    ]
    assert unknown == []
    assert len({sources.fingerprint(export) for export in found}) == 3
    assert [export.size for export in found] == [len(CHAT), len(CHAT), 2 * len(CHAT)]


def test_an_export_inside_inner_zips_is_found_again(nested: Path) -> None:
    """The path and what lies inside name it after a crash, and the path shown names it to a person."""
    for export in sources.exports(nested)[0]:
        again = sources.again(str(export.source.path), export.inside, export.format.NAME)
        assert sources.fingerprint(again) == sources.fingerprint(export)
        ((only,), unknown) = sources.exports(export.shown)
        assert (only.shown, unknown) == (export.shown, [])


def test_an_inner_zip_is_the_same_export_as_alone(nested: Path, tmp_path: Path) -> None:
    """What was brought in from an inner zip is known when that zip comes alone, with the same title."""
    alone = tmp_path / "WhatsApp Chat - Lio.zip"
    alone.write_bytes(zip_of({"_chat.txt": CHAT + CHAT}))
    inner = sources.exports(nested)[0][2]
    assert sources.fingerprint(inner) == sources.fingerprint(sources.exports(alone)[0][0])
    records = list(inner.format.read(inner.source))
    assert records == list(read(alone))


def test_a_fourth_level_is_refused_and_hides_nothing(tmp_path: Path) -> None:
    """Zips in zips without an end are not followed; their neighbours are read."""
    content = zip_of({"_chat.txt": CHAT})
    for _ in range(4):
        content = zip_of({"a/inner.zip": content, "b/chat.txt": CHAT})
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    found = find(path)
    assert [each.format is not None for each in found] == [False, True, True, True]
    assert "too many zips" in str(found[0].why)


def test_a_zip_that_holds_only_a_zip_reads(tmp_path: Path) -> None:
    """A download that was packed once more is one export, also when it is larger than what is kept in memory."""
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({"WhatsApp Chat - Lio.zip": zip_of({"_chat.txt": CHAT})}))
    assert len([each for each in find(path) if each.format]) == 1
    assert len(list(read(path))) == len(list(read(path))) > 4


def test_temporary_files_are_removed(nested: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inner zips are spooled to files that nobody else can open, and that are gone when the source is."""
    monkeypatch.setattr(archive, "IN_MEMORY", 0)
    made = []
    plain = tempfile.TemporaryFile

    def spooled() -> object:
        made.append(plain())
        return made[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", spooled)
    found = sources.exports(nested)[0]
    stream = found[2].source.open()
    assert stream.read() == CHAT + CHAT
    assert made
    del found, stream
    gc.collect()
    assert all(spool.closed for spool in made)


def test_no_room_for_an_inner_zip_is_said(nested: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk costs the inner archives, not the rest."""
    monkeypatch.setattr(archive, "IN_MEMORY", 0)
    monkeypatch.setattr(archive.shutil, "disk_usage", lambda _: archive.shutil._ntuple_diskusage(1, 1, 0))
    whys = [str(each.why) for each in find(nested) if each.format is None]
    assert len(whys) == 2
    assert all("no room" in why for why in whys)


def test_limits_hold_over_all_levels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Members and bytes of inner zips count with those of the outer one."""
    inner = zip_of({f"{number}.txt": b"tea" for number in range(10)})
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({f"{number}.zip": inner for number in range(5)} | {"_c/chat.txt": CHAT}))
    monkeypatch.setattr(archive, "MAX_MEMBERS", 30)
    whys = [str(each.why) for each in find(path) if each.format is None]
    assert sum("too many files" in why for why in whys) == 3
    monkeypatch.setattr(archive, "MAX_BYTES", 5 * len(inner) + len(CHAT) + 100)
    monkeypatch.setattr(archive, "MAX_MEMBERS", 1000)
    whys = [str(each.why) for each in find(path) if each.format is None]
    assert any("unreasonable size" in why for why in whys)


def test_a_bomb_of_zips_ends_in_a_sentence(tmp_path: Path) -> None:
    """As 42.zip has it: sixteen zips in each zip, level upon level, and huge zeros at last."""
    content = zip_of({"0.txt": b"\0" * (20 << 20)})
    for level in range(5):
        content = zip_of({f"lib {level} {number}.zip": content for number in range(16)})
    path = tmp_path / "42.zip"
    path.write_bytes(content)
    began = time.monotonic()
    assert all(each.format is None and str(each.why).endswith(".") for each in find(path))
    assert time.monotonic() - began < 5


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    """Overlapping members are how a small file unpacks to a huge one."""
    content = bytearray(zip_of({"a.txt": CHAT * 9, "b.txt": CHAT * 9}))
    second = content.rfind(b"PK\x01\x02")
    content[second + 42 : second + 46] = bytes(4)  # both begin at the start
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(Refused, match="unreasonable size"):
        Source(path).entries()


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "..\\evil.txt"])
def test_an_unsafe_inner_zip_is_refused_alone(tmp_path: Path, name: str) -> None:
    """Names that lead outside are refused on every level, and hide no neighbour."""
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({"x/bad.zip": zip_of({name: CHAT}), "y/good.zip": zip_of({"_chat.txt": CHAT})}))
    bad, good = find(path)
    assert "leads outside" in str(bad.why)
    assert good.format is not None


def test_of_two_members_of_one_name_the_last_counts(tmp_path: Path) -> None:
    """An archive that was added to keeps what was there before; every program shows the newer."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("_chat.txt", CHAT)
        with pytest.warns(UserWarning, match="Duplicate name"):
            packed.writestr("_chat.txt", CHAT + CHAT)
    source = Source(path)
    assert [entry.size for entry in source.entries()] == [2 * len(CHAT)]
    assert source.open().read() == CHAT + CHAT


def legacy_zip(path: Path, names: list[bytes], content: bytes = CHAT) -> Path:
    """A zip whose names are these bytes, without saying in which encoding."""
    made, table = io.BytesIO(), b""
    for name in names:
        at, check = made.tell(), zlib.crc32(content)
        common = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0, check, len(content), len(content), len(name), 0)
        made.write(b"PK\x03\x04" + common + name + content)
        table += b"PK\x01\x02\x14\0" + common + struct.pack("<HHHII", 0, 0, 0, 0, at) + name
    end = struct.pack("<HHHHIIH", 0, 0, len(names), len(names), len(table), made.tell(), 0)
    path.write_bytes(made.getvalue() + table + b"PK\x05\x06" + end)
    return path


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("utf-8", ["聊天记录.txt", "été.txt"]),
        ("gb18030", ["微信聊天记录/我和云三朵的聊天.txt", "微信聊天记录/今天晚上.txt"]),
        ("big5", ["聊天記錄/我們的朋友.txt", "聊天記錄/今天晚上.txt"]),
        ("cp932", ["トーク履歴/[LINE] すずとのトーク.txt"]),
        ("cp949", ["카카오톡 대화/우리는 친구.txt"]),
        ("cp1256", ["محادثة واتساب مع أمل.txt"]),
    ],
)
def test_names_of_other_code_pages_are_shown_right(tmp_path: Path, encoding: str, names: list[str]) -> None:
    """Windows and WeChat write names without saying how; the names together tell, and each opens."""
    path = legacy_zip(tmp_path / "a.zip", [name.encode(encoding) for name in names])
    source = Source(path)
    assert sorted(entry.name for entry in source.entries()) == sorted(names)
    assert all(source.open(name).read() == CHAT for name in names)


def test_a_name_that_could_be_anything_stays_as_it_is(tmp_path: Path) -> None:
    """Without evidence the name is shown as the format's own rule has it."""
    assert Source(legacy_zip(tmp_path / "a.zip", [b"\x9c\xe1.txt"])).entries()[0].name == "£ß.txt"


def test_names_with_control_characters_cannot_move_a_cursor(tmp_path: Path) -> None:
    """Escape sequences in a name are not shown, and both members can still be told apart."""
    source = Source(legacy_zip(tmp_path / "a.zip", [b"\x1b[2J.txt", b"\x07[2J.txt"]))
    assert {entry.name for entry in source.entries()} == {"\ufffd[2J.txt", "2 \ufffd[2J.txt"}


def test_the_extra_field_with_a_name_in_utf8_counts() -> None:
    """Info-ZIP's field repeats the name in UTF-8, and its checksum says whether it is up to date."""
    info = zipfile.ZipInfo("chat.txt")
    body = b"\x01" + zlib.crc32(b"chat.txt").to_bytes(4, "little") + "聊天.txt".encode()
    info.extra = struct.pack("<HH", 0x7075, len(body)) + body
    assert [name for name, _ in member_names([info])] == ["聊天.txt"]
    info.orig_filename = info.filename = "other.txt"
    assert [name for name, _ in member_names([info])] == ["other.txt"]


def test_what_was_sent_in_a_chat_is_no_export(tmp_path: Path) -> None:
    """A zip or a chat that somebody sent lies beside the one chat of an archive, and is not taken for one's own."""
    path = tmp_path / "WhatsApp Chat - Lio.zip"
    sent = zip_of({"_chat.txt": CHAT + b"13/04/2016, 21:09 - Lio: other\n"})
    path.write_bytes(zip_of({"_chat.txt": CHAT, "sent.zip": sent, "Lio.vcf": CARD}))
    assert [each.source.name for each in find(path)] == ["WhatsApp Chat - Lio.zip/_chat.txt"]


def test_a_file_packed_by_gzip_reads(tmp_path: Path) -> None:
    """One packed file is the file that it holds."""
    (tmp_path / "chat.txt").write_bytes(CHAT)
    (tmp_path / "chat.txt.gz").write_bytes(gzip.compress(CHAT))
    source = Source(tmp_path / "chat.txt.gz")
    assert (source.kind, source.entries()) == ("gzip", (("chat.txt", len(CHAT)),))
    assert len([each for each in find(tmp_path) if each.format]) == 2
    kinds = [type(record) for record in read(tmp_path / "chat.txt.gz")]
    assert kinds == [type(record) for record in read(tmp_path / "chat.txt")]


def test_a_damaged_gzip_and_a_bomb_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What breaks off, and what grows out of all proportion, ends in a sentence."""
    path = tmp_path / "chat.txt.gz"
    path.write_bytes(gzip.compress(CHAT * 100)[:-20])
    with pytest.raises(Refused, match="damaged"):
        Source(path).open().read()
    monkeypatch.setattr("kithbook.formats.source.MAX_RATIO", 10)
    path.write_bytes(gzip.compress(b"\0" * (8 << 20)))
    with pytest.raises(Refused, match="unreasonable size"):
        Source(path).open().read()


def test_office_documents_are_files_and_no_archives(tmp_path: Path) -> None:
    """A workbook is packed as a zip, but nobody means its parts."""
    path = tmp_path / "list.xlsx"
    path.write_bytes(zip_of({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}))
    assert Source(path).kind == "file"


def test_heads_are_read_once_and_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many formats ask, each entry of a zip is opened once, and nothing is kept of it."""
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({f"{number}.txt": b"tea %d" % number for number in range(50)}))
    opened: list[str] = []
    plain = archive.Archive.open

    def counted(self: archive.Archive, name: str) -> io.BufferedReader:
        opened.append(name)
        return plain(self, name)  # type: ignore[return-value]

    monkeypatch.setattr(archive.Archive, "open", counted)
    find(path)
    assert len(opened) == len(set(opened)) == 50


def test_two_hundred_thousand_members_are_gone_through(tmp_path: Path) -> None:
    """The most that an archive may hold is looked through in seconds."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for info in many(199_999):
            packed.writestr(info, b"")
        packed.writestr("_chat.txt", CHAT)
    began = time.monotonic()
    assert [each.format is not None for each in find(path)] == [True]
    assert time.monotonic() - began < 30


def many(count: int) -> Iterator[zipfile.ZipInfo]:
    """Members as a workspace of many channels and days has them."""
    for number in range(count):
        yield zipfile.ZipInfo(f"channel-{number // 400}/{number}.json")
