"""Where an export's bytes come from: a file, a zip or a folder that can be opened again, behind one guard."""

import io
import os
import re
import stat
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from kithbook.vocabulary import Refused, say

HEAD: Final = 65_536  # bytes that a format may look at to recognise an export
MAX_BYTES: Final = 64 << 30  # of all members of an archive together, unpacked
MAX_RATIO: Final = 1_000  # unpacked to packed; deflate cannot exceed 1,032
MAX_MEMBERS: Final = 200_000  # of an archive or a folder
MAX_DIRECTORY: Final = 64 << 20  # bytes of an archive's table of contents, which is read at once
ZIP_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06")  # a first member; an archive without any
NUMBERS: Final = re.compile(r"(\d+)")


class Entry(NamedTuple):
    """A file inside a source: its name (posix, relative) and size in bytes."""

    name: str
    size: int


class Source:
    """One export. ``kind`` is "file", "zip" or "folder"; ``name`` is what the person would call it.

    A file has exactly one entry, its own name. A zip's names are checked for traversal and its sizes for bombs before
    anything is unpacked. ``only`` narrows a zip or a folder to some of its entries (see ``part``). Raises Refused
    where the path cannot be opened; so do ``entries`` and ``open``, and reading from what ``open`` gives.
    """

    def __init__(self, path: str | Path, only: Iterable[str] | None = None) -> None:
        self.path = Path(path)
        _refuse_undecodable(str(path))
        self.name = self.path.name or str(self.path)
        self.kind = _kind(self.path)
        self._only = None if only is None else frozenset(only)
        self._entries: tuple[Entry, ...] | None = None
        self._named: dict[str, Entry] = {}
        self._zip: ZipFile | None = None
        self._heads: dict[str, bytes] = {}
        self.memo: dict[str, str] = {}  # what `text.head_text` has made of the heads
        if self._only and self.kind != "file":
            self.name += "/" + (next(iter(self._only)) if len(self._only) == 1 else _common(self._only))
            self.name = self.name.removesuffix("/.")

    def entries(self) -> tuple[Entry, ...]:
        """All files of the source, in natural order of their names (messages2 before messages10)."""
        if self._entries is None:
            found: Iterable[Entry]
            if self.kind == "file":
                found = (Entry(self.name, self.path.stat().st_size),)
            elif self.kind == "zip":
                self._zip, found = _guarded_zip(self.path)
            else:
                found = _files_below(self.path)
            if self._only is not None:
                found = (entry for entry in found if entry.name in self._only)
            self._entries = tuple(sorted(found, key=lambda entry: natural(entry.name)))
            self._named = {entry.name: entry for entry in self._entries}
        return self._entries

    def part(self, names: Iterable[str]) -> "Source":
        """The same zip or folder, narrowed to the entries of these names; one file of a folder is a plain file."""
        names = tuple(names)
        self.entries()
        if self.kind == "folder" and len(names) == 1:
            return Source(self.path / names[0])
        part = Source(self.path, only=names)
        # by name, since an archive of many thousand entries is asked for each of them
        part._named = {name: self._named[name] for name in sorted(names, key=natural) if name in self._named}
        part._entries = tuple(part._named.values())
        part._zip = self._zip
        return part

    @property
    def first(self) -> str:
        """The name of the first entry. Raises Refused where there is none."""
        for entry in self.entries():
            return entry.name
        raise self._nothing()

    def open(self, name: str | None = None) -> BinaryIO:
        """The bytes of one entry (the first by default), from the start."""
        self.entries()
        name = self.first if name is None else name
        if name not in self._named:
            raise self._nothing()
        try:
            if self._zip is not None:
                return io.BufferedReader(_Member(self._zip, name, self.path.name), 1 << 18)
            return (self.path if self.kind == "file" else self.path / name).open("rb")
        except OSError:
            raise _unreadable(name) from None

    def head(self, name: str | None = None) -> bytes:
        """At most the first HEAD bytes of one entry; those of the entry that was asked for last are kept."""
        name = self.first if name is None else name
        if name not in self._heads:
            with self.open(name) as handle:
                self._heads = {name: handle.read(HEAD)}
        return self._heads[name]

    def _nothing(self) -> Refused:
        return Refused(say("{name} holds no file that can be read. Export the chat again.", name=self.name))


class _Member(io.RawIOBase):
    """One member of a zip; whatever is wrong with it is said as Refused, and it never grows past its stated size.

    ``ZipExtFile`` itself stops at the size that the guard has seen, and compares the checksum there.
    """

    def __init__(self, archive: ZipFile, name: str, zip_name: str) -> None:
        super().__init__()
        self._name, self._zip_name = name, zip_name
        try:
            self._inner = archive.open(name)
        except (BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
            raise self._damaged() from None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        try:
            data = self._inner.read(len(buffer))
        except (BadZipFile, zlib.error, EOFError, OSError, ValueError):
            raise self._damaged() from None
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed and hasattr(self, "_inner"):
            self._inner.close()
        super().close()

    def _damaged(self) -> Refused:
        return Refused(
            say("{name} inside {zip} is damaged. Export the chat again.", name=self._name, zip=self._zip_name)
        )


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """A sorting key by which messages2.html comes before messages10.html.

    >>> sorted(["messages10.html", "messages2.html", "messages.html"], key=natural)
    ['messages.html', 'messages2.html', 'messages10.html']
    """
    stem, _, suffix = name.rpartition(".")
    numbered = NUMBERS.split(stem or suffix)
    return (
        *((int(part), "") if part.isdigit() and part.isascii() else (-1, part) for part in numbered if part),
        (-2, suffix if stem else ""),
    )


def _kind(path: Path) -> str:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return "folder"
        if not stat.S_ISREG(mode):
            raise Refused(say("{path} is neither a file nor a folder. Give the exported file.", path=str(path)))
        with path.open("rb") as handle:
            return "zip" if handle.read(4) in ZIP_STARTS else "file"
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(say("{path} is not there. Check the name and try again.", path=str(path))) from None
    except (OSError, ValueError):
        raise _unreadable(str(path)) from None


def _refuse_undecodable(path: str) -> None:
    """A name whose bytes are no UTF-8 can be shown nowhere and kept in no book."""
    shown = path.encode("utf-8", "replace").decode()
    if shown != path:
        raise Refused(say("The name of {path} is not text in UTF-8. Rename it and try again.", path=shown))


def _unreadable(name: str) -> Refused:
    return Refused(say("{name} cannot be opened. Check that you may read it.", name=name))


def _common(names: frozenset[str]) -> str:
    return os.path.commonpath([PurePosixPath(name).parent for name in names]) or "."


def _files_below(folder: Path) -> Iterator[Entry]:
    """Every plain file below a folder; links and hidden files are passed over, since they may lead outside."""
    count = 0
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__MACOSX")
        for name in files:
            path = Path(root, name)
            if name.startswith(".") or path.is_symlink() or not path.is_file():
                continue
            count += 1
            if count > MAX_MEMBERS:
                raise Refused(say("{name} holds too many files. Give the folder of one export.", name=folder.name))
            yield Entry(path.relative_to(folder).as_posix(), path.stat().st_size)


def _guarded_zip(path: Path) -> tuple[ZipFile, list[Entry]]:
    """Open an archive, having looked at its table of contents alone; Refused where anything in it is unsafe."""
    try:
        if _directory_size(path) > MAX_DIRECTORY:
            raise Refused(say("{name} holds too many files to be a chat export.", name=path.name))
        archive = ZipFile(path)
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused(say("{name} is a damaged or incomplete zip. Copy or export it again.", name=path.name)) from None
    named = [info for info in archive.infolist() if info.filename]  # a damaged name may be empty
    members = [info for info in named if not info.is_dir() and not _is_clutter(info.filename)]
    if len(members) > MAX_MEMBERS:
        raise Refused(say("{name} holds too many files to be a chat export.", name=path.name))
    for info in members:
        _refuse_unsafe(info, path.name)
    unpacked = sum(info.file_size for info in members)
    # against the size of the whole file, so that members that share their bytes are counted too
    if unpacked > MAX_BYTES or unpacked > MAX_RATIO * path.stat().st_size:
        raise _bomb(path.name)
    return archive, [Entry(info.filename, info.file_size) for info in members]


def _directory_size(path: Path) -> int:
    """Bytes of the table of contents as the end of the archive states them (APPNOTE.TXT 4.3.16); 0 where unclear."""
    with path.open("rb") as handle:
        size = handle.seek(0, os.SEEK_END)
        handle.seek(max(0, size - 65_557))  # the record and the longest comment
        tail = handle.read()
    at = tail.rfind(b"PK\x05\x06")
    stated = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if stated == 0xFFFFFFFF:  # ZIP64 keeps the true figure in a record of its own, before this one
        large = tail.rfind(b"PK\x06\x06", 0, at)
        stated = int.from_bytes(tail[large + 40 : large + 48], "little") if large >= 0 else stated
    return stated


def _is_clutter(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1] in (".DS_Store", "Thumbs.db")


def _refuse_unsafe(info: ZipInfo, zip_name: str) -> None:
    name = info.filename
    if name.startswith("/") or "\\" in name or re.match("[A-Za-z]:", name) or ".." in name.split("/"):
        raise Refused(say("{name} holds a name that leads outside of it. It is not a chat export.", name=zip_name))
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Refused(say("{name} holds a link instead of a file. It is not a chat export.", name=zip_name))
    if info.flag_bits & 0x1:
        raise Refused(say("{name} is locked with a password. Unpack it first, then give the folder.", name=zip_name))
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Refused(say("{name} is packed in an unusual way. Unpack it first, then give the folder.", name=zip_name))
    if info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise _bomb(zip_name)


def _bomb(zip_name: str) -> Refused:
    return Refused(say("{name} would unpack to an unreasonable size. It is not a chat export.", name=zip_name))
