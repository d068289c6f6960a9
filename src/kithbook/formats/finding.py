"""Finding the exports in a file, a zip or a folder: each entry is asked about by itself, what belongs together is put
together.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Final, NamedTuple

from kithbook.formats.archive import is_archive
from kithbook.formats.source import Source, natural
from kithbook.vocabulary import Refused, Said, say, say_n

# what an export can end in; everything else beside it is a photo, a voice message and the like
ENDINGS: Final = frozenset(
    (
        *(".txt", ".csv", ".tsv", ".json", ".jsonl", ".html", ".htm", ".md", ".markdown"),
        *(".xml", ".rss", ".atom", ".rdf", ".opml"),
        *(
            ".vcf",
            ".vcard",
            ".ics",
            ".ical",
            ".vcs",
            ".eml",
            ".mbox",
            ".mbx",
            ".xlsx",
            ".xlsm",
            ".xls",
            ".ods",
            ".db",
            ".sqlite",
            ".sqlite3",
            ".zip",
            ".gz",
        ),
    )
)


class Found(NamedTuple):
    """One export with its format, or a file that no format recognises and ``why``."""

    source: Source
    format: ModuleType | None
    why: Said | None = None


def find_among(formats: Sequence[ModuleType], path: str | Path | Source) -> list[Found]:
    """Every export at or below ``path`` that one of ``formats`` recognises; see ``kithbook.formats.find``."""
    source = path if isinstance(path, Source) else Source(path)
    entries = source.entries()
    if source.kind == "file" and not entries[0].size:
        return [Found(source, None, say("{name} is empty. Export the chat again.", name=source.name))]
    try:
        if len(entries) == 1 and source.kind != "folder" and not _is_inner(source, entries[0].name):
            return [_asked(formats, source)]
        return list(_grouped(formats, source))
    finally:
        source.forget()  # of thousands of files, only what was found is kept


def _grouped(formats: Sequence[ModuleType], source: Source) -> Iterator[Found]:
    """The exports among many entries, in natural order of their names."""
    together = list(_gathered(formats, source))
    taken = {name for names, _ in together for name in names}
    found = [(names[0], each) for names, each in together]
    pages: dict[tuple[ModuleType, PurePosixPath], list[str]] = {}
    archives: list[str] = []
    for entry in source.entries():
        if entry.name in taken or not entry.size or _ending(entry.name) not in ENDINGS:
            continue
        try:
            if _is_inner(source, entry.name):
                archives.append(entry.name)
                continue
            part = source.part([entry.name])
            if part.kind == "zip" and source.kind == "folder":
                found += [(entry.name, inner) for inner in _of_zip(formats, part)]
                continue
            answer = _asked(formats, part)
            part.forget()
        except Refused as refused:  # one that cannot be opened must not hide its neighbours
            found.append((entry.name, Found(source.one_of(entry.name), None, refused.says)))
            continue
        if answer.format is not None and getattr(answer.format, "PAGES", False):
            pages.setdefault((answer.format, PurePosixPath(entry.name).parent), []).append(entry.name)
        else:
            found.append((entry.name, answer))
    found += [(names[0], Found(source.part(names), module)) for (module, _), names in pages.items()]
    is_attached = attachments(source.kind == "zip", [(name, each.format) for name, each in found if each.format])
    found = [(name, each) for name, each in found if not is_attached(name, each.format)]
    if source.kind == "zip" and any(each.format for _, each in found):  # the rest was sent in the chat
        found = [(name, each) for name, each in found if each.format]
    for name in archives:
        if not is_attached(name, None):
            found += [(name, inner) for inner in _of_inner(formats, source, name)]
    gathered = {_folder_of(names) for names, _ in together}
    for _, each in sorted(_summed(found, gathered), key=lambda pair: natural(pair[0])):
        yield each


def _ending(name: str) -> str:
    """What a name ends in, from its last full stop; for many thousand names, without making paths of them."""
    file = name.rpartition("/")[2]
    stem, stop, ending = file.rpartition(".")
    return f".{ending.lower()}" if stem and stop else ""


def _gathered(formats: Sequence[ModuleType], source: Source) -> Iterator[tuple[tuple[str, ...], Found]]:
    """Exports of several files that are known by their names: those of an archive of Slack, Facebook and the like."""
    left = [entry.name for entry in source.entries() if entry.size]
    for module in formats:
        if not hasattr(module, "gather"):
            continue
        for names in module.gather(left):
            try:
                part = source.part(names)
                known = module.recognise(part)
            except Refused:  # which of the files cannot be opened is said where each is looked at by itself
                continue
            if known:
                yield tuple(names), Found(part, module)
                gone = set(names)
                left = [name for name in left if name not in gone]


def _folder_of(names: Sequence[str]) -> PurePosixPath:
    """The folder, inside of what was given, that holds all of these."""
    parents = [PurePosixPath(name).parent for name in names]
    common = parents[0]
    while any(common not in (parent, *parent.parents) for parent in parents):
        common = common.parent
    return common


def _summed(found: list[tuple[str, Found]], gathered: set[PurePosixPath]) -> Iterator[tuple[str, Found]]:
    """The same, but one line for all the unread files that lie in the folder of an export of several files."""
    beside: dict[PurePosixPath, list[tuple[str, Found]]] = {}
    for name, each in found:
        within = next((folder for folder in gathered if folder in PurePosixPath(name).parents), None)
        if each.format is None and within is not None:
            beside.setdefault(within, []).append((name, each))
        else:
            yield name, each
    for some in beside.values():
        name, first = some[0]
        why = say_n(
            "{count} more file of this export holds nothing that Kithbook reads.",
            "{count} more files of this export hold nothing that Kithbook reads.",
            len(some),
        )
        yield name, first._replace(why=why)


def _is_inner(source: Source, name: str) -> bool:
    """Whether an entry of a zip is a zip itself."""
    return source.kind == "zip" and name.lower().endswith(".zip") and is_archive(source.one_of(name).head())


def _of_zip(formats: Sequence[ModuleType], archive: Source) -> list[Found]:
    """The exports of an archive that lies in a folder; an unsafe one must not hide its neighbours."""
    try:
        return find_among(formats, archive)
    except Refused as refused:
        return [Found(archive, None, refused.says)]


def _of_inner(formats: Sequence[ModuleType], outer: Source, name: str) -> list[Found]:
    """The exports of an archive that lies in an archive; an unsafe one must not hide its neighbours."""
    try:
        return find_among(formats, outer.within(name))
    except Refused as refused:
        return [Found(outer.one_of(name), None, refused.says)]


def attachments(
    in_archive: bool, exports: Sequence[tuple[str, ModuleType]]
) -> Callable[[str, ModuleType | None], bool]:
    """Whether a file was sent in a chat, by where it lies: cards, calendars and archives are no exports then.

    ``exports`` are (name, format) of what was found. A format's ``ATTACHES`` names the folders beside an export that
    hold its media; "." is the export's own folder, which counts in an archive where it is the only one there.
    """
    media: dict[PurePosixPath, ModuleType] = {}
    beside: dict[PurePosixPath, list[ModuleType]] = {}
    for name, module in exports:
        folder = PurePosixPath(name).parent
        for each in getattr(module, "ATTACHES", ()):
            if each != ".":
                media[folder / each] = module
            elif in_archive:
                beside.setdefault(folder, []).append(module)
    media.update((folder, chats[0]) for folder, chats in beside.items() if len(chats) == 1)

    def is_attached(name: str, module: ModuleType | None) -> bool:
        owners = (media[folder] for folder in PurePosixPath(name).parents if folder in media)
        return any(owner is not module for owner in owners)

    return is_attached


def _asked(formats: Sequence[ModuleType], source: Source) -> Found:
    """Ask each format about a source of one entry."""
    fits = fitting(formats, source)
    if len(fits) == 1:
        return Found(source, fits[0])
    if fits:
        both = " / ".join(module.TITLE for module in fits)
        raise Refused(say("{name} looks like more than one kind of export: {both}.", name=source.name, both=both))
    return Found(source, None, _why_not(formats, source))


def fitting(formats: Sequence[ModuleType], source: Source) -> list[ModuleType]:
    """The formats that recognise a source; those with ``LAST`` are asked only where no other does."""
    late = [module for module in formats if getattr(module, "LAST", False)]
    fits = [module for module in formats if module not in late and module.recognise(source)]
    return fits or [module for module in late if module.recognise(source)]


def _why_not(formats: Sequence[ModuleType], source: Source) -> Said:
    for module in formats:
        why: Said | None = module.why_not(source) if hasattr(module, "why_not") else None
        if why is not None:
            return why
    return say(
        "{name} is not an export that Kithbook knows. See `kithbook formats` for those it can read.", name=source.name
    )
