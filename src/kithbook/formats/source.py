"""Where an export's bytes come from: a file, a zip or a folder that can be opened again, behind one guard."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple
from zipfile import BadZipFile, ZipFile

from kithbook.vocabulary import Refused, say

HEAD: Final = 65_536  # bytes that a format may look at to recognise an export
MAX_BYTES: Final = 64 << 30  # of all members of an archive together, unpacked
MAX_RATIO: Final = 1_000  # unpacked to packed; deflate cannot exceed 1,032
MAX_MEMBERS: Final = 200_000


class Entry(NamedTuple):
    """A file inside a source: its name (posix, relative) and size in bytes."""

    name: str
    size: int


class Source:
    """One export. ``kind`` is "file", "zip" or "folder"; ``name`` is what the person would call it.

    A file has exactly one entry, its own name. A zip's names are checked for traversal and its sizes for bombs before
    anything is unpacked. Raises Refused where the path cannot be opened.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.name = self.path.name
        if self.path.is_dir():
            self.kind = "folder"
        elif not self.path.exists():
            raise Refused(say("{path} is not there. Check the name and try again.", path=str(self.path)))
        else:
            with self.path.open("rb") as handle:
                self.kind = "zip" if handle.read(4) == b"PK\x03\x04" else "file"
        self._entries: tuple[Entry, ...] | None = None

    def entries(self) -> tuple[Entry, ...]:
        """All files of the source, in natural order of their names (messages2 before messages10)."""
        raise NotImplementedError

    def open(self, name: str | None = None) -> BinaryIO:
        """The bytes of one entry (of a file's only one by default), from the start."""
        raise NotImplementedError

    def head(self, name: str | None = None) -> bytes:
        """At most the first HEAD bytes of one entry."""
        with self.open(name) as handle:
            return handle.read(HEAD)
