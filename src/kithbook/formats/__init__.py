"""One module per export format: each turns a source into a stream of records.

A format is a module with ``NAME`` (the JSON's "format"), ``TITLE``, ``HOW_TO_EXPORT`` (language -> text),
``recognise(source) -> bool`` (looks only at the name and head of the source's first entry) and
``read(source, *, dates=None) -> Iterator[Record]`` (streams; ends with a Tally); neither ever raises but Refused.
A format whose exports are several files of one folder says so with ``PAGES = True``; its sources then hold them all.
"""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from kithbook.formats import (
    telegram_html,
    telegram_json,
    wechat_pywxdump_csv,
    wechat_txt,
    wechat_wechatmsg_csv,
    whatsapp,
)
from kithbook.formats.finding import Found, find_among
from kithbook.formats.source import Entry, Source
from kithbook.vocabulary import Record, Refused, say

FORMATS: tuple[ModuleType, ...] = (
    whatsapp,
    telegram_json,
    telegram_html,
    wechat_pywxdump_csv,
    wechat_wechatmsg_csv,
    wechat_txt,
)

__all__ = ["FORMATS", "Entry", "Found", "Source", "find", "read", "recognise"]


def find(path: str | Path) -> list[Found]:
    """Every export at or below ``path`` in natural order, and each file that looks like one and is not recognised.

    Raises Refused where the path cannot be opened, an archive is unsafe, or two formats claim the same file.
    """
    return find_among(FORMATS, path)


def recognise(source: Source) -> ModuleType:
    """The one format of a source that holds one export. Raises Refused where there is none, or more than one."""
    return _only(source)[1]


def read(path: str | Path, *, dates: str | None = None) -> Iterator[Record]:
    """The records of the one export at ``path``; ``dates`` ("dmy", "mdy" or "ymd") overrides the order of dates.

    >>> from kithbook.formats import read                                       # doctest: +SKIP
    >>> messages = [record for record in read("WhatsApp Chat with Ines.txt")]   # doctest: +SKIP
    """
    source, module = _only(Source(path))
    records: Iterator[Record] = module.read(source, dates=dates)
    return records


def _only(source: Source) -> tuple[Source, ModuleType]:
    found = find_among(FORMATS, source)
    exports = [(each.source, each.format) for each in found if each.format is not None]
    if len(exports) == 1:
        return exports[0]
    if exports:
        raise Refused(
            say("{name} holds {count} exports. Give one of them at a time.", name=source.name, count=len(exports))
        )
    why = next((each.why for each in found if each.why is not None), None)
    raise Refused(why or say("{name} holds nothing that Kithbook can read.", name=source.name))
