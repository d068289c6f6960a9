"""The exports at a path, found again after a crash, with a fingerprint and a count of the bytes read."""

import hashlib
import io
from datetime import timedelta
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any, BinaryIO, Final, NamedTuple

from kithbook import formats
from kithbook.book import typed
from kithbook.formats import Source
from kithbook.vocabulary import Encounter, Message, Refused, Said, say

_BLOCK: Final = 1 << 20


class Export(NamedTuple):
    """One export: its source, its format, and the path to show for it."""

    source: Source
    format: ModuleType
    shown: str

    @property
    def inside(self) -> str:
        """The first entry: together with the source's path it names the export."""
        return self.source.first

    @property
    def size(self) -> int:
        """Bytes of all entries together."""
        return sum(entry.size for entry in self.source.entries())


def exports(path: str | Path) -> tuple[list[Export], list[tuple[str, Said]]]:
    """The exports at or below ``path``, and (name, why) of what is not recognised there.

    ``path`` may also be the ``shown`` of one export inside an archive. Raises Refused where there is not one export,
    with the reason of the only file where there is only one.
    """
    if not str(path):
        raise Refused(say("No file was named. Give the exported file, archive or folder."))
    path = Path(path)
    archive = next((parent for parent in path.parents if parent.is_file()), None)
    if archive is not None:
        within = [export for export in exports(archive)[0] if export.shown == str(path)]
        if within:
            return within, []
    found = formats.find(path)
    unknown = [(_text(each.source.name), each.why or say("Not recognised.")) for each in found if each.format is None]
    known = [Export(each.source, each.format, "") for each in found if each.format is not None]
    if not known:
        if len(unknown) == 1:
            raise Refused(unknown[0][1])
        name = path.name or str(path)
        raise Refused(say("{name} holds no export that Kithbook can read. See `kithbook formats`.", name=name))
    places = [export.source.path for export in known]
    return [export._replace(shown=_shown(export, places.count(export.source.path))) for export in known], unknown


def _text(name: str) -> str:
    """A file's name as text that can be shown, also where its bytes are none."""
    return name.encode("utf-8", "replace").decode()


def _shown(export: Export, beside: int) -> str:
    """The path to show: the source's own, with what lies inside where ``beside`` exports lie in one source."""
    if beside == 1:
        return str(export.source.path)
    inside = PurePosixPath(export.inside)
    return str(export.source.path / (inside.parent if len(export.source.entries()) > 1 else inside))


def again(path: str, inside: str, name: str) -> Export:
    """The export that an import was begun with. Raises Refused where it is gone or has become something else."""
    if name == typed.NAME:
        return Export(Source(path), typed, path)
    for export in exports(path)[0]:
        if export.inside == inside and name == export.format.NAME:
            return export
    raise Refused(say("{path} is no longer the export it was. Bring it in again.", path=path))


def fingerprint(export: Export) -> str:
    """A hash of the export's bytes and of the format's name: equal means that reading it tells nothing new."""
    made = hashlib.blake2b(f"{export.format.NAME}\0".encode(), digest_size=20)
    prefix = export.source.prefix  # a zip is the same export inside of another one
    for entry in export.source.entries():
        made.update(f"{entry.name.removeprefix(prefix)}\0{entry.size}\0".encode())
        with export.source.open(entry.name) as stream:
            while block := stream.read(_BLOCK):
                made.update(block)
    return made.hexdigest()


def as_message(call: Encounter) -> Message:
    """A call as the message it is in its chat: from who called, the text its length as hours, minutes and seconds."""
    length = "" if call.seconds is None else str(timedelta(seconds=call.seconds))
    sender = call.handles[0] if call.handles else ""
    return Message(call.chat, sender, call.at, "call", length, call.line, zone=call.zone, id=call.id)


class Watched:
    """A source that counts the bytes read from it, so that progress can be told for any format."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.read = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._source, name)

    def open(self, name: str | None = None) -> BinaryIO:
        """The bytes of one entry, counted as they are read."""
        return io.BufferedReader(_Counting(self._source.open(name), self), _BLOCK)

    def head(self, name: str | None = None) -> bytes:
        """The head of one entry, not counted."""
        return self._source.head(name)


class _Counting(io.RawIOBase):
    """Passes bytes through and tells the watcher how many."""

    def __init__(self, inner: BinaryIO, watched: Watched) -> None:
        super().__init__()
        self._inner, self._watched = inner, watched

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._inner.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._inner.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        count = self._inner.readinto(buffer)  # type: ignore[attr-defined]
        self._watched.read += count
        return int(count)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()
