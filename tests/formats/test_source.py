"""Where bytes come from: files, folders and zips behind their guard."""

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from kithbook.formats import FORMATS, Source, archive, find, read, source
from kithbook.formats.source import Entry
from kithbook.vocabulary import Refused

CHAT = b"13/04/2016, 21:07 - Ines: hello\n13/04/2016, 21:08 - Tomas: hello\n"


def zipped(path: Path, **members: bytes) -> Path:
    """A zip with these members; two underscores in a name stand for a full stop."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "."), content)
    return path


def test_a_file_is_its_own_only_entry(tmp_path: Path) -> None:
    """A plain file has one entry, and its head is at most what formats may look at."""
    path = tmp_path / "chat.txt"
    path.write_bytes(b"x" * 100_000)
    export = Source(path)
    assert (export.kind, export.entries()) == ("file", (("chat.txt", 100_000),))
    assert len(export.head()) == source.HEAD


def test_entries_are_in_natural_order(tmp_path: Path) -> None:
    """Pages are read as a person counts, not as a machine sorts."""
    for number in (10, 9, 2, ""):
        (tmp_path / f"messages{number}.html").write_text("x")
    names = [entry.name for entry in Source(tmp_path).entries()]
    assert names == ["messages.html", "messages2.html", "messages9.html", "messages10.html"]


def test_links_and_hidden_files_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    """A link may lead anywhere, so nothing is read through it."""
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_bytes(CHAT)
    (tmp_path / "in" / ".hidden.txt").write_bytes(CHAT)
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert Source(tmp_path / "in").entries() == ()


def test_a_zip_reads_and_its_clutter_is_ignored(tmp_path: Path) -> None:
    """The entry of an archive reads as the file would; what a Mac adds is not there."""
    path = zipped(tmp_path / "a.zip", _chat__txt=CHAT, **{"__MACOSX/__chat": b"\0"})
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("__MACOSX/._chat.txt", b"\0")
    export = Source(path)
    assert [entry.name for entry in export.entries() if not entry.name.startswith(".")] == ["_chat.txt"]
    with export.open("_chat.txt") as handle:
        assert handle.read() == CHAT


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:evil.txt", "..\\evil.txt"])
def test_a_name_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    """An archive with one such name is not touched."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("_chat.txt", CHAT)
        info = zipfile.ZipInfo("x")
        info.filename = name
        packed.writestr(info, CHAT)
    with pytest.raises(Refused, match="leads outside"):
        Source(path).entries()


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    """A link inside an archive is no part of a chat."""
    info = zipfile.ZipInfo("_chat.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(info, "/etc/hostname")
    with pytest.raises(Refused, match="link"):
        Source(path).entries()


def test_a_bomb_is_refused_before_it_unpacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ratio, bytes and number of members are judged by the table of contents alone."""
    bomb = zipped(tmp_path / "bomb.zip", _chat__txt=b"\0" * (8 << 20))
    with pytest.raises(Refused, match="unreasonable size"):
        Source(bomb).entries()
    many = zipped(tmp_path / "many.zip", **{f"f{number}": b"x" for number in range(20)})
    monkeypatch.setattr(archive, "MAX_MEMBERS", 19)
    with pytest.raises(Refused, match="too many files"):
        Source(many).entries()
    monkeypatch.setattr(archive, "MAX_MEMBERS", 20)
    monkeypatch.setattr(archive, "MAX_BYTES", 10)
    with pytest.raises(Refused, match="unreasonable size"):
        Source(many).entries()
    monkeypatch.setattr(archive, "MAX_DIRECTORY", 100)
    with pytest.raises(Refused, match="too many files"):
        Source(many).entries()


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    """More bytes than the table of contents promised are never given out."""
    path = zipped(tmp_path / "a.zip", _chat__txt=CHAT * 50)
    size, lie = (len(CHAT) * 50).to_bytes(4, "little"), (10).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, lie))
    with Source(path).open() as handle, pytest.raises(Refused, match="damaged"):
        handle.read()


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.95])
def test_a_truncated_zip_is_refused(tmp_path: Path, kept: float) -> None:
    """A download that broke off is said to be so."""
    path = zipped(tmp_path / "a.zip", _chat__txt=bytes(range(256)) * 40)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(Refused, match="damaged or incomplete"):
        Source(path).entries()


def test_damage_inside_a_zip_is_refused(tmp_path: Path) -> None:
    """Bytes that do not unpack, or unpack to something else, end in a sentence."""
    path = zipped(tmp_path / "a.zip", _chat__txt=CHAT * 50)
    content = bytearray(path.read_bytes())
    content[60:70] = b"\xff" * 10
    path.write_bytes(content)
    with pytest.raises(Refused, match="damaged"):
        Source(path).open().read()


def test_a_locked_zip_is_refused(tmp_path: Path) -> None:
    """A password is asked of nobody: unpack it first."""
    path = zipped(tmp_path / "a.zip", _chat__txt=CHAT)
    content = bytearray(path.read_bytes())
    for at in (6, content.find(b"PK\x01\x02") + 8):  # the flags, in the member's header and in the table
        content[at] |= 1
    path.write_bytes(content)
    with pytest.raises(Refused, match="password"):
        Source(path).entries()


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    """The sentence names the path and the next step."""
    with pytest.raises(Refused, match="is not there"):
        Source(tmp_path / "nothing.txt")


def test_empty_and_unknown_files_are_refused(tmp_path: Path) -> None:
    """Nothing, an unknown file and a folder without exports each have a sentence of their own."""
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(Refused, match="is empty"):
        read(tmp_path / "empty.txt")
    (tmp_path / "notes.txt").write_text("buy bread\n")
    with pytest.raises(Refused, match="is not an export"):
        read(tmp_path / "notes.txt")
    (tmp_path / "none").mkdir()
    with pytest.raises(Refused, match="holds nothing"):
        read(tmp_path / "none")


def test_every_export_below_a_folder_is_found(tmp_path: Path) -> None:
    """Files, zips and folders give their exports; what is not recognised says why; photos are passed over."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "chat.txt").write_bytes(CHAT)
    (tmp_path / "b" / "photo.jpg").write_bytes(b"\xff\xd8")
    zipped(tmp_path / "a.zip", **{"one/_chat__txt": CHAT, "two/_chat__txt": CHAT, "two/minutes__txt": b"minutes"})
    (tmp_path / "c.zip").write_bytes(b"PK\x03\x04")
    (tmp_path / "d.txt").write_text("buy bread\n")
    found = [(each.source.name, each.format and each.format.NAME) for each in find(tmp_path)]
    assert found == [
        ("a.zip/one/_chat.txt", "whatsapp"),
        ("a.zip/two/_chat.txt", "whatsapp"),
        ("chat.txt", "whatsapp"),
        ("c.zip", None),
        ("d.txt", None),
    ]
    assert all(each.why for each in find(tmp_path) if each.format is None)
    with pytest.raises(Refused, match="holds 3 exports"):
        read(tmp_path)


def test_a_file_that_two_formats_claim_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A doubt between formats is said with both names."""
    (tmp_path / "chat.txt").write_bytes(CHAT)
    monkeypatch.setattr("kithbook.formats.FORMATS", (*FORMATS, FORMATS[0]))
    with pytest.raises(Refused, match="more than one kind of export: WhatsApp / WhatsApp"):
        read(tmp_path / "chat.txt")


def test_an_archive_of_many_names_is_looked_up_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking for each of many entries compares no name with all the others."""
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for number in range(50):
            packed.writestr(f"{number}.txt", "tea")
    whole = Source(path)
    names = [entry.name for entry in whole.entries()]
    monkeypatch.setattr(whole, "_entries", OnlyOnce(whole.entries()))
    parts = [whole.part([name]) for name in names]
    assert [part.head() for part in parts] == [b"tea"] * 50
    assert [entry.name for part in parts for entry in part.entries()] == names


class OnlyOnce(tuple[Entry, ...]):
    """Entries that may not be walked through any more."""

    def __iter__(self) -> Iterator[Entry]:
        raise AssertionError("walked through all entries again")


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    """A damaged table of contents may hold an empty name; the other members are still there."""
    path = tmp_path / "chat.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("lost.txt", "no name")
        packed.writestr("_chat.txt", "here")
    path.write_bytes(path.read_bytes().replace(b"lost.txt", b"\0ost.txt"))
    assert [entry.name for entry in Source(path).entries()] == ["_chat.txt"]


@pytest.mark.parametrize("module", FORMATS, ids=lambda module: module.NAME)
def test_an_archive_without_members_is_refused_by_every_reader(tmp_path: Path, module: ModuleType) -> None:
    """Nothing to read is said in a sentence, also to whoever calls a reader directly."""
    path = tmp_path / "empty.zip"
    zipfile.ZipFile(path, "w").close()
    with pytest.raises(Refused):
        list(module.read(Source(path)))
