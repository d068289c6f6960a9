"""A folder into which exports are saved: what is new and whole in it comes in by itself, what is doubtful is asked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from kithbook.book import importing, jobs, previewing, sources
from kithbook.formats import NO_ANSWERS
from kithbook.store.models import Import, Setting
from kithbook.vocabulary import Refused, Said, say

UNFINISHED: Final = frozenset((".part", ".partial", ".crdownload", ".download", ".tmp", ".opdownload"))
_SEEN: Final = "watched"  # the setting that holds, for each path, how it looked when it was taken in

Looks = dict[str, list[int]]  # path -> bytes, newest change (ns), files


class Watched(NamedTuple):
    """One look at the folder: how it is now, imports that were put in line, and paths with something to ask.

    ``passed_over`` are paths that hold no export, each with the reason.
    """

    looks: Looks
    queued: tuple[int, ...] = ()
    doubtful: tuple[Path, ...] = ()
    passed_over: tuple[tuple[Path, Said], ...] = ()


def watch(folder: str | Path, before: Looks, *, now: int) -> Watched:
    """Look at a folder once; what has stopped growing since ``before`` (the looks of the time before) is taken in.

    Each file or folder in it is looked at once, and again when it changes; that is kept in the book. Exports that leave
    nothing open are put in line to be read; where any is doubtful, the whole path is handed back to be asked about.
    While imports are in line the next path waits: what they bring may be what it continues. Raises Refused where the
    folder cannot be read.
    """
    looks = _looks(Path(folder))
    seen: Looks = Setting.read(_SEEN, {})
    new = [path for path, look in looks.items() if seen.get(path) != look and before.get(path) == look]
    taken: list[str] = []
    queued: list[int] = []
    doubtful: list[Path] = []
    passed_over: list[tuple[Path, Said]] = []
    for path in map(Path, new):
        if Import.objects.filter(state__in=("waiting", "reading")).exists():
            break
        taken.append(str(path))
        try:
            ids = _take_in(path, now)
        except Refused as reason:
            passed_over.append((path, reason.says))
        else:
            if ids is None:
                doubtful.append(path)
            else:
                queued += ids
    if taken:
        kept = {path: look for path, look in seen.items() if path in looks}
        Setting.write(_SEEN, kept | {path: looks[path] for path in taken})
    return Watched(looks, tuple(queued), tuple(doubtful), tuple(passed_over))


def _take_in(path: Path, now: int) -> list[int] | None:
    """Put everything at ``path`` in line; None where something is doubtful. Raises Refused where nothing is there."""
    if any(preview.doubtful for preview in previewing.preview(path, now=now).exports):
        return None
    found, _ = sources.exports(path)
    fresh = [export for export in found if importing.same_file(export, NO_ANSWERS) is None]
    return [jobs.queue(export, me=None, answers=NO_ANSWERS, now=now).pk for export in fresh]


def _looks(folder: Path) -> Looks:
    try:
        return {str(path): _look(path) for path in sorted(folder.iterdir()) if _counts(path)}
    except OSError:
        raise Refused(say("The folder {path} cannot be watched. Check that it is there.", path=str(folder))) from None


def _counts(path: Path) -> bool:
    return not (path.name.startswith(".") or path.suffix.lower() in UNFINISHED or path.is_symlink())


def _look(path: Path) -> list[int]:
    files = [each.stat() for each in _files(path)]
    return [sum(stat.st_size for stat in files), max((stat.st_mtime_ns for stat in files), default=0), len(files)]


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from (each for each in path.rglob("*") if each.is_file() and not each.is_symlink())
