"""One module per export format: each turns a source into a stream of records.

A format is a module (or a package) with these names; `tests/formats/test_contract.py` holds it to them:

``NAME``            the JSON's "format", such as "telegram-html"
``TITLE``           how a person calls it
``PLATFORM``        one of vocabulary.PLATFORMS; "" where one export holds several
``HOW_TO_EXPORT``   language ("en", "zh-hans", "ar") -> how to get such an export
``COVERAGE``        what it was tried on and what it keeps (`contract.Coverage`)
``recognise(source) -> bool``   looks only at names and heads (`text.head_text`), and never raises but Refused
``read(source, *, answers=NO_ANSWERS, now=None) -> Iterator[Record]``   streams in flat memory, ends with a Tally, and
                    never raises but Refused. Reading again with the same arguments gives the same records.
                    ``now`` (UTC seconds) is only for what reaches into the future, such as a calendar.

and, where they are needed:

``PAGES = True``    its exports may be several files of one folder; a source then holds them all
``gather(names) -> list[tuple[str, ...]]``   which of these file names belong together to one export, by name alone;
                    ``recognise`` is then asked about a source of exactly those
``ATTACHES``        the folders beside an export that hold what was sent in its chats ("." is its own one, in an
                    archive): cards and calendars in them are no exports
``LAST = True``     asked only about what no other format recognises
``why_not(source) -> Said | None``   the sentence for a file near to this format that cannot be read as it is
"""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from kithbook.formats import (
    discord_html,
    discord_json,
    discord_package,
    facebook,
    feed,
    github,
    google_contacts,
    ics,
    imessage,
    instagram,
    kakaotalk,
    line,
    linkedin,
    mail_eml,
    mail_mbox,
    matrix_element,
    monica,
    outlook_contacts,
    posts,
    signal_desktop,
    signal_sigexport,
    slack,
    spotify,
    table_people,
    telegram_html,
    telegram_json,
    vcard,
    wechat_chatlog_json,
    wechat_pywxdump_csv,
    wechat_txt,
    wechat_wechatmsg_csv,
    wechat_weflow_json,
    whatsapp,
)
from kithbook.formats.contract import NO_ANSWERS, Answers, Coverage
from kithbook.formats.finding import Found, find_among
from kithbook.formats.source import Entry, Source
from kithbook.vocabulary import Record, Refused, say

FORMATS: tuple[ModuleType, ...] = (
    whatsapp,
    telegram_json,
    telegram_html,
    wechat_pywxdump_csv,
    wechat_wechatmsg_csv,
    wechat_weflow_json,
    wechat_chatlog_json,
    wechat_txt,
    kakaotalk,
    line,
    matrix_element,
    signal_sigexport,
    signal_desktop,
    imessage,
    slack,
    discord_json,
    discord_html,
    discord_package,
    facebook,
    instagram,
    linkedin,
    mail_mbox,
    mail_eml,
    vcard,
    google_contacts,
    outlook_contacts,
    monica,
    ics,
    github,
    feed,
    posts,
    spotify,
    table_people,
)

__all__ = ["FORMATS", "NO_ANSWERS", "Answers", "Coverage", "Entry", "Found", "Source", "find", "read", "recognise"]


def find(path: str | Path) -> list[Found]:
    """Every export at or below ``path`` in natural order, and each file that looks like one and is not recognised.

    Raises Refused where the path cannot be opened, an archive is unsafe, or two formats claim the same file.
    """
    return find_among(FORMATS, path)


def recognise(source: Source) -> ModuleType:
    """The one format of a source that holds one export. Raises Refused where there is none, or more than one."""
    return _only(source)[1]


def read(path: str | Path, *, answers: Answers = NO_ANSWERS, now: int | None = None) -> Iterator[Record]:
    """The records of the one export at ``path``.

    ``answers`` overrides what is doubtful in it, by the name of the Choice: ``{"date_order": "dmy"}``; ``now`` (UTC
    seconds) is how far a calendar's repetitions go on, by one year.

    >>> from kithbook.formats import read                                       # doctest: +SKIP
    >>> messages = [record for record in read("WhatsApp Chat with Ines.txt")]   # doctest: +SKIP
    """
    source, module = _only(Source(path))
    records: Iterator[Record] = module.read(source, answers=answers, now=now)
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
