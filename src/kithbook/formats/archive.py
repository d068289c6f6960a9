"""Zips behind one guard: names, sizes and overlaps are judged by their tables of contents alone, over all levels."""

import io
import os
import re
import shutil
import stat
import tempfile
import weakref
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from kithbook.formats.member_names import member_names
from kithbook.vocabulary import Refused, say

MAX_BYTES: Final = 64 << 30  # of all members together, unpacked, those of zips inside it too
MAX_RATIO: Final = 1_000  # unpacked to packed; deflate cannot exceed 1,032
MAX_MEMBERS: Final = 200_000  # of an archive with the zips inside it, or of a folder
MAX_DIRECTORY: Final = 64 << 20  # bytes of an archive's table of contents, which is read at once
MAX_DEPTH: Final = 2  # a zip in a zip in a zip; nobody packs more by hand
IN_MEMORY: Final = 4 << 20  # bytes of an inner zip up to which no temporary file is made
BLOCK: Final = 1 << 20  # bytes copied at once
ZIP_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06")  # a first member; an archive without any
# the first member of office documents and electronic books: packed as zips, but files to a person
DOCUMENTS: Final = (b"[Content_Types].xml", b"_rels/.rels", b"mimetype", b"docProps/", b"word/", b"xl/", b"ppt/")


class Entry(NamedTuple):
    """A file inside a source: its name (posix, relative) and size in bytes."""

    name: str
    size: int


class Budget:
    """What all levels of one archive may unpack to, and how much of it their tables of contents have used."""

    def __init__(self, packed: int) -> None:
        self.packed = packed
        self.unpacked = self.members = 0
        self._counted: set[str] = set()

    def spend(self, members: list[ZipInfo], name: str, prefix: str) -> None:
        """Count the table of contents at ``prefix``, once. Raises Refused where the whole becomes unreasonable."""
        if prefix in self._counted:
            return
        self._counted.add(prefix)
        self.members += len(members)
        if self.members > MAX_MEMBERS:
            raise Refused(say("{name} holds too many files to be a chat export.", name=name))
        self.unpacked += sum(info.file_size for info in members)
        # against the size of the whole file, so that members that share their bytes are counted too
        if self.unpacked > MAX_BYTES or self.unpacked > MAX_RATIO * self.packed:
            raise _bomb(name)


class Archive:
    """One zip, or a zip inside of it. ``entries`` are its files; those of an inner zip begin with its name and a slash.

    The bytes are let go by ``close`` and opened again when they are needed: a folder may hold thousands of archives.
    Raises Refused where anything in it is unsafe.
    """

    def __init__(
        self,
        name: str,
        opener: Callable[[], ZipFile],
        budget: Budget,
        *,
        prefix: str = "",
        depth: int = 0,
    ) -> None:
        self.name, self.prefix, self.depth = name, prefix, depth
        self._opener, self._budget = opener, budget
        self._zip: ZipFile | None = None
        # weak: an inner one holds its outer, which then is no cycle, and its temporary file goes as soon as it does
        self._inner: weakref.WeakValueDictionary[str, Archive] = weakref.WeakValueDictionary()
        self._members = self._guarded()
        self.entries = tuple(Entry(prefix + name, info.file_size) for name, info in self._members.items())

    @classmethod
    def at(cls, path: Path) -> "Archive":
        """The archive of a file."""

        def opener() -> ZipFile:
            with path.open("rb") as handle:
                _refuse_large_directory(handle, path.name)
            return ZipFile(path)

        return cls(path.name, opener, Budget(path.stat().st_size))

    def open(self, name: str) -> BinaryIO:
        """The bytes of the entry of this name."""
        info = self._members[name.removeprefix(self.prefix)]
        return io.BufferedReader(_Member(self._opened(), info, self.name), 1 << 18)

    def within(self, name: str) -> "Archive":
        """The zip that is the entry of this name, spooled to a private temporary file while it is open."""
        if self.depth == MAX_DEPTH:
            raise Refused(say("{name} lies in too many zips. Unpack the outer ones first.", name=name))
        inner = self._inner.get(name)
        if inner is None:
            size = self._members[name.removeprefix(self.prefix)].file_size
            inner = Archive(
                name.rpartition("/")[2],
                lambda: self._spooled(name, size),
                self._budget,
                prefix=f"{name}/",
                depth=self.depth + 1,
            )
            self._inner[name] = inner
        return inner

    def close(self) -> None:
        """Let the file go until it is needed again; what is being read stays open until that is closed."""
        self._zip = None
        for inner in list(self._inner.values()):
            inner.close()

    def _opened(self) -> ZipFile:
        if self._zip is None:
            try:
                self._zip = self._opener()
            except (BadZipFile, OSError, ValueError, NotImplementedError):
                raise Refused(
                    say("{name} is a damaged or incomplete zip. Copy or export it again.", name=self.name)
                ) from None
        return self._zip

    def _guarded(self) -> dict[str, ZipInfo]:
        """The members by name, having looked at the table of contents alone; of two of one name, the last counts."""
        listed = self._opened().infolist()
        _refuse_overlap(listed, self.name)
        members = {
            name: info
            for name, info in member_names(listed)
            if name and not name.endswith("/") and not _is_clutter(name)  # a damaged name may be empty
        }
        for name, info in members.items():
            _refuse_unsafe(name, info, self.name)
        self._budget.spend(list(members.values()), self.name, self.prefix)
        return members

    def _spooled(self, name: str, size: int) -> ZipFile:
        """A zip that is an entry of this one: its bytes must be gone through in any order, so they are unpacked."""
        try:
            if size > IN_MEMORY and shutil.disk_usage(tempfile.gettempdir()).free < size:
                raise OSError
            spool: BinaryIO = io.BytesIO() if size <= IN_MEMORY else tempfile.TemporaryFile()  # noqa: SIM115 - lives on
            with self.open(name) as packed:
                while block := packed.read(BLOCK):
                    spool.write(block)
            spool.seek(0)
        except OSError:
            raise Refused(
                say("There is no room to unpack {name}. Make some, or unpack it yourself first.", name=name)
            ) from None
        _refuse_large_directory(spool, name)
        opened = ZipFile(spool)
        weakref.finalize(opened, spool.close)  # ZipFile leaves a handle that was given to it
        return opened


class _Member(io.RawIOBase):
    """One member of a zip; whatever is wrong with it is said as Refused, and it never grows past its stated size.

    ``ZipExtFile`` itself stops at the size that the guard has seen, and compares the checksum there.
    """

    def __init__(self, archive: ZipFile, info: ZipInfo, zip_name: str) -> None:
        super().__init__()
        self._name, self._zip_name = info.filename, zip_name
        try:
            self._inner = archive.open(info)
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


def is_archive(head: bytes) -> bool:
    """Whether a file that starts like this is a zip to a person too, and no document that is packed as one."""
    return head.startswith(ZIP_STARTS) and not head[30:60].startswith(DOCUMENTS)


def _refuse_large_directory(handle: BinaryIO, name: str) -> None:
    """The end of the archive states how large the table of contents is (APPNOTE.TXT 4.3.16); nothing where unclear."""
    size = handle.seek(0, os.SEEK_END)
    handle.seek(max(0, size - 65_557))  # the record and the longest comment
    tail = handle.read()
    at = tail.rfind(b"PK\x05\x06")
    stated = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if stated == 0xFFFFFFFF:  # ZIP64 keeps the true figure in a record of its own, before this one
        large = tail.rfind(b"PK\x06\x06", 0, at)
        stated = int.from_bytes(tail[large + 40 : large + 48], "little") if large >= 0 else stated
    if stated > MAX_DIRECTORY:
        raise Refused(say("{name} holds too many files to be a chat export.", name=name))


def _is_clutter(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1] in (".DS_Store", "Thumbs.db")


def _refuse_overlap(members: Iterable[ZipInfo], zip_name: str) -> None:
    """Members that share their bytes make a bomb of any ratio (D. Fifield, "A better zip bomb", 2019)."""
    end = 0
    for info in sorted(members, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise _bomb(zip_name)
        end = info.header_offset + 30 + info.compress_size  # 30 bytes of header come before the name


def _refuse_unsafe(name: str, info: ZipInfo, zip_name: str) -> None:
    if name.startswith("/") or re.match("[A-Za-z]:", name) or ".." in name.split("/"):
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
