"""What an entry of a feed, or a post of a site, becomes: a piece with plain text, a safe link and a moment."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple
from urllib.parse import urljoin

from kithbook.formats.mail.html import html_text
from kithbook.formats.mail.moment import written
from kithbook.vocabulary import Piece

LONGEST: Final = 4_000  # characters of text that are kept
LONGEST_TITLE: Final = 500
LONGEST_LINK: Final = 2_000
MOST_TAGS: Final = 50
MARKED_UP: Final = 32_768  # characters of HTML that the beginning is taken from
DAY: Final = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)\Z")
NEVER: Final = re.compile(r"-|00|.*\s-?0\d{3}\s+\d{1,2}:", re.DOTALL)  # programs write the year 1, or -1
HTML_SIGNS: Final = re.compile(r"<[a-zA-Z/!]|&#?\w{1,30};")


class Told(NamedTuple):
    """What an entry says of itself; texts are plain already, moments as written, the best one first."""

    title: str = ""
    link: str = ""
    moments: tuple[str, ...] = ()
    text: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    id: str = ""


def piece(told: Told, line: int) -> Piece | None:
    """The piece that an entry becomes, None where it says nothing."""
    title = one_line(told.title)[:LONGEST_TITLE]
    text = told.text.strip()[:LONGEST].rstrip()
    if not (title or told.link or text):
        return None
    at, zone = next((found for found in map(moment, told.moments) if found), (None, ""))
    tags = tuple(dict.fromkeys(tag for tag in map(one_line, told.tags) if tag))[:MOST_TAGS]
    named = (
        one_line(told.id) or told.link or " ".join(filter(None, (title or text[:100], "" if at is None else str(at))))
    )
    return Piece("post", title, told.link, at, zone, text, one_line(told.author), tags, line, named[:LONGEST_LINK])


def moment(value: str) -> tuple[int, str] | None:
    """Seconds and zone of a date as RFC 822 or ISO 8601 have it, None where it is none.

    >>> moment("Sat, 02 Mar 2024 11:12:13 +0100"), moment("2024-03-02"), moment("0001-01-01T00:00:00")
    ((1709374333, '+01:00'), (1709337600, ''), None)
    """
    value = value.strip()
    day = DAY.match(value)
    if day:
        value = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}T00:00:00"
    if not value or NEVER.match(value[:100]):
        return None
    found = written(value[:100])
    return (found.at, found.zone) if found else None


def plain(markup: str) -> str:
    """The beginning of a text that may be HTML, as a person sees it."""
    markup = markup[:MARKED_UP]
    return html_text(markup, False) if HTML_SIGNS.search(markup) else markup.strip()


def link(*values: str, base: str = "") -> str:
    """The first of these that is the address of a page, made whole with ``base``; "" where none is.

    >>> link("javascript:alert(1)", "/kiln.html", base="https://example.org/blog/")
    'https://example.org/kiln.html'
    """
    for value in values:
        value = "".join(value.split())  # noqa: PLW2901
        if not value or len(value) > LONGEST_LINK:
            continue
        try:
            whole = urljoin(base, value)
        except ValueError:
            continue
        if whole.lower().startswith(("http://", "https://")) and len(whole) <= LONGEST_LINK:
            return whole
    return ""


def one_line(text: str) -> str:
    """A text without line ends and outer spaces."""
    return " ".join(text.split())


def strings(values: object) -> tuple[str, ...]:
    """The texts in a list, or a text by itself."""
    if isinstance(values, str):
        return (values,)
    return tuple(each for each in values if isinstance(each, str)) if isinstance(values, Iterable) else ()
