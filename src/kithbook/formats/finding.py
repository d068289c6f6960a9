"""Finding the exports in a file, a zip or a folder: each entry is asked about by itself, pages are put together."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Final, NamedTuple

from kithbook.formats.source import Source, natural
from kithbook.vocabulary import Refused, Said, say

# what an export of text can end in; everything else beside it is a photo, a voice message and the like
ENDINGS: Final = frozenset({".txt", ".csv", ".json", ".jsonl", ".html", ".htm", ".zip"})


class Found(NamedTuple):
    """One export with its format, or a file that no format recognises and ``why``."""

    source: Source
    format: ModuleType | None
    why: Said | None = None


def find_among(formats: Sequence[ModuleType], path: str | Path | Source) -> list[Found]:
    """Every export at or below ``path`` that one of ``formats`` recognises; see ``kithbook.formats.find``."""
    source = path if isinstance(path, Source) else Source(path)
    if source.kind == "file" and not source.entries()[0].size:
        return [Found(source, None, say("{name} is empty. Export the chat again.", name=source.name))]
    if len(source.entries()) == 1 and source.kind != "folder":
        return [_asked(formats, source)]
    return list(_grouped(formats, source))


def _grouped(formats: Sequence[ModuleType], source: Source) -> Iterator[Found]:
    """The exports among many entries, in natural order of their names."""
    pages: dict[tuple[ModuleType, PurePosixPath], list[str]] = {}
    found: list[tuple[str, Found]] = []
    for entry in source.entries():
        if PurePosixPath(entry.name).suffix.lower() not in ENDINGS or not entry.size:
            continue
        try:
            part = source.part([entry.name])
        except Refused as refused:  # one that cannot be opened must not hide its neighbours
            found.append((entry.name, Found(source, None, refused.says)))
            continue
        if part.kind == "zip" and source.kind == "folder":
            found += [(entry.name, inner) for inner in _of_zip(formats, part)]
            continue
        answer = _asked(formats, part)
        if answer.format is not None and getattr(answer.format, "PAGES", False):
            pages.setdefault((answer.format, PurePosixPath(entry.name).parent), []).append(entry.name)
        else:
            found.append((entry.name, answer))
    found += [(names[0], Found(source.part(names), module)) for (module, _), names in pages.items()]
    if source.kind == "zip" and any(each.format for _, each in found):  # the rest was sent in the chat
        found = [(name, each) for name, each in found if each.format]
    for _, each in sorted(found, key=lambda pair: natural(pair[0])):
        yield each


def _of_zip(formats: Sequence[ModuleType], archive: Source) -> list[Found]:
    """The exports of an archive that lies in a folder; an unsafe one must not hide its neighbours."""
    try:
        return find_among(formats, archive)
    except Refused as refused:
        return [Found(archive, None, refused.says)]


def _asked(formats: Sequence[ModuleType], source: Source) -> Found:
    """Ask each format about a source of one entry."""
    fits = [module for module in formats if module.recognise(source)]
    if len(fits) == 1:
        return Found(source, fits[0])
    if fits:
        both = " / ".join(module.TITLE for module in fits)
        raise Refused(say("{name} looks like more than one kind of export: {both}.", name=source.name, both=both))
    return Found(source, None, _why_not(source))


def _why_not(source: Source) -> Said:
    if source.head().startswith(b"PK\x03\x04"):
        return say("{name} is a zip inside a zip. Unpack the outer one first.", name=source.name)
    return say(
        "{name} is not an export that Kithbook knows. See `kithbook formats` for those it can read.", name=source.name
    )
