"""Where an export's bytes come from: a file, a zip or a folder that can be opened again, behind one guard."""

import copy
import gzip
import io
import os
import re
import stat
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from kithbook.formats.archive import BLOCK, MAX_BYTES, MAX_MEMBERS, MAX_RATIO, Archive, Entry, is_archive
from kithbook.vocabulary import Refused, say

__all__ = ["HEAD", "Entry", "Source", "natural"]

HEAD: Final = 65_536  # bytes that a format may look at to recognise an export
HEADS: Final = 16  # how many of them are kept while the formats are asked
GZIP_START: Final = b"\x1f\x8b\x08"
NUMBERS: Final = re.compile(r"(\d+)")


class Source:
    """One export. ``kind`` is "file", "gzip", "zip" or "folder"; ``name`` is what the person would call it.

    A file has exactly one entry, its own name; one packed by gzip has the name without its ending. A zip's names are
    checked for traversal and its sizes for bombs before anything is unpacked. ``only`` narrows a zip or a folder to
    some of its entries (see ``part``). A zip inside a zip (see ``within``) has the path of the outermost one, and its
    name comes before those of its entries: "inner.zip/_chat.txt". Raises Refused where the path cannot be opened; so
    do ``entries`` and ``open``, and reading from what ``open`` gives.
    """

    def __init__(self, path: str | Path, only: Iterable[str] | None = None) -> None:
        self.path = Path(path)
        _refuse_undecodable(str(path))
        self.name = self.path.name or str(self.path)
        self.kind, head = _kind(self.path)
        self._only = None if only is None else frozenset(only)
        self._entries: tuple[Entry, ...] | None = None
        self._named: dict[str, Entry] = {}
        self._archive: Archive | None = None
        self._heads: dict[str, bytes] = {self.name: head} if self.kind == "file" else {}
        self.memo: dict[str, str] = {}  # what `text.head_text` has made of the heads
        self._called()

    def entries(self) -> tuple[Entry, ...]:
        """All files of the source, in natural order of their names (messages2 before messages10)."""
        if self._entries is None:
            found: Iterable[Entry]
            if self.kind == "file":
                found = (Entry(self.name, self.path.stat().st_size),)
            elif self.kind == "gzip":
                found = (Entry(self.path.stem, _unpacked_size(self.path)),)
            elif self.kind == "zip":
                self._archive = self._archive or Archive.at(self.path)
                found = self._archive.entries
                if not found:
                    raise self._nothing()
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
        # by name, since an archive of many thousand entries is asked for each of them
        named = {name: self._named[name] for name in sorted(names, key=natural) if name in self._named}
        return self._copied(tuple(named.values()), frozenset(names))

    def one_of(self, name: str) -> "Source":
        """The same source, narrowed to one entry, without opening it."""
        self.entries()
        return self._copied((self._named[name],) if name in self._named else (), frozenset((name,)))

    def within(self, name: str) -> "Source":
        """The zip that is the entry ``name`` of this zip, as a source of its own."""
        self.entries()
        if self._archive is None or name not in self._named:
            raise self._nothing()
        inner = self._copied(None, None)
        inner._archive = self._archive.within(name)
        inner._called()
        return inner

    @property
    def prefix(self) -> str:
        """What the names of all entries begin with: the name of an inner zip and a slash, or nothing."""
        return self._archive.prefix if self._archive is not None else ""

    @property
    def holder(self) -> PurePosixPath:
        """The file, folder or zip that the entries lie in at last, as a person named it."""
        return PurePosixPath(self.prefix or self.path.name)

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
            if self._archive is not None:
                return self._archive.open(name)
            if self.kind == "gzip":
                return io.BufferedReader(_Unpacked(self.path), 1 << 18)
            return (self.path if self.kind == "file" else self.path / name).open("rb")
        except OSError:
            raise _unreadable(name) from None

    def head(self, name: str | None = None) -> bytes:
        """At most the first HEAD bytes of one entry; a few are kept, since every format asks for them."""
        name = self.first if name is None else name
        head = self._heads.get(name)
        if head is None:
            with self.open(name) as handle:
                head = handle.read(HEAD)
            if len(self._heads) >= HEADS:
                self._heads.clear()
            self._heads[name] = head
        return head

    def forget(self) -> None:
        """Let go of heads and open archives, as before the first question; they are read anew when needed."""
        self._heads.clear()
        self.memo.clear()
        if self._archive is not None:
            self._archive.close()

    def _copied(self, entries: tuple[Entry, ...] | None, only: frozenset[str] | None) -> "Source":
        """The same path and archive with other entries, without looking at the path again."""
        made = copy.copy(self)
        made._entries, made._only = entries, only
        made._named = {entry.name: entry for entry in entries or ()}
        made._heads, made.memo = {}, {}
        made._called()
        return made

    def _called(self) -> None:
        """Set ``name``: that of the path, and of what is inside where this is not all of it."""
        self.name = self.path.name or str(self.path)
        inside = self.prefix.removesuffix("/")
        if self._only and self.kind in ("zip", "folder"):
            inside = next(iter(self._only)) if len(self._only) == 1 else _common(self._only)
        self.name = f"{self.name}/{inside}".removesuffix("/.").removesuffix("/")

    def _nothing(self) -> Refused:
        return Refused(say("{name} holds no file that can be read. Export the chat again.", name=self.name))


class _Unpacked(io.RawIOBase):
    """What a file packed by gzip holds; it stops with Refused where that is damaged or out of all proportion."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._name = path.name
        self._inner = gzip.open(path, "rb")  # noqa: SIM115 - closed below
        self._left = min(MAX_BYTES, MAX_RATIO * path.stat().st_size + BLOCK)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        try:
            data = self._inner.read(len(buffer))
        except (zlib.error, EOFError, OSError, ValueError):
            raise Refused(say("{name} is damaged. Copy or export it again.", name=self._name)) from None
        self._left -= len(data)
        if self._left < 0:
            raise Refused(say("{name} would unpack to an unreasonable size. It is not a chat export.", name=self._name))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """A sorting key by which messages2.html comes before messages10.html.

    >>> sorted(["messages10.html", "messages2.html", "messages.html"], key=natural)
    ['messages.html', 'messages2.html', 'messages10.html']
    """
    stem, _, suffix = name.rpartition(".")
    numbered = NUMBERS.split(stem or suffix)
    return (
        *(
            (int(part[:18]), part[18:]) if part.isdigit() and part.isascii() else (-1, part)
            for part in numbered
            if part
        ),
        (-2, suffix if stem else ""),
    )


def _kind(path: Path) -> tuple[str, bytes]:
    """What a path is, and the head of a file, which has to be opened for that anyway."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return "folder", b""
        if not stat.S_ISREG(mode):
            raise Refused(say("{path} is neither a file nor a folder. Give the exported file.", path=str(path)))
        with path.open("rb") as handle:
            head = handle.read(HEAD)
        return "zip" if is_archive(head) else "gzip" if head.startswith(GZIP_START) else "file", head
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
    count, left = 0, [("", str(folder))]
    while left:
        inside, place = left.pop()
        try:
            found = list(os.scandir(place))
        except OSError:  # one that may not be looked into must not hide its neighbours
            continue
        for each in found:
            if each.name.startswith(".") or each.is_symlink():
                continue
            if each.is_dir(follow_symlinks=False):
                if each.name != "__MACOSX":
                    left.append((f"{inside}{each.name}/", each.path))
            elif each.is_file(follow_symlinks=False):
                count += 1
                if count > MAX_MEMBERS:
                    raise Refused(say("{name} holds too many files. Give the folder of one export.", name=folder.name))
                yield Entry(inside + each.name, each.stat(follow_symlinks=False).st_size)


def _unpacked_size(path: Path) -> int:
    """Bytes inside a file packed by gzip, as its end states them modulo 2^32 (RFC 1952); only progress relies on it."""
    try:
        with path.open("rb") as handle:
            packed = handle.seek(0, os.SEEK_END)
            handle.seek(max(0, packed - 4))
            stated = int.from_bytes(handle.read(4), "little")
    except OSError:
        raise _unreadable(path.name) from None
    return stated if stated else packed
