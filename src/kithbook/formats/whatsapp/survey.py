"""A first look at the whole file: in what form its lines begin, which order its dates have, and whose chat it is."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from kithbook.formats.source import Source
from kithbook.formats.text import Text
from kithbook.formats.whatsapp.dates import DATE, NUMBERS, choose
from kithbook.formats.whatsapp.wording import (
    MARKED,
    MARKS,
    is_about_chat,
    is_notice,
    is_of_group,
    is_welcome,
    person,
    title_given,
    title_of_file,
)
from kithbook.vocabulary import Chat, Choice

EARLY: Final = (
    2  # pieces of text in which title, kind and senders are looked for: more than one export of the app holds
)
RARE: Final = 3  # a form of date is one of the file's own where at least a third as many lines begin so
MANY: Final = 20  # or where many do, and at least one line in MANY
MARK: Final = f"[{MARKS}]*"
SPACE: Final = "[ \u202f\u00a0]"
# what is between date and clock ("klo", "下午"), the clock, AM or PM; then the end of a header, in brackets or not
TIME: Final = r"[^\n\d]{1,12}\d{1,2}[:.٫]\d{2}(?:[:.٫]\d{2})?[^\n\d\]:–-]{0,14}?"
CLOSED: Final = rf"\]{SPACE}?"
OPEN: Final = rf"{SPACE}[-–—]{SPACE}|(?<=\d):{SPACE}|(?<=[ \u202f][AaPp][Mm]):{SPACE}"
# the sender, up to the first colon with a space after it
HEAD: Final = r"([^:\n]*(?::(?! |$)[^:\n]*)*)(: ?)?"
BEGINNING: Final = re.compile(rf"\n{MARK}(\[?{MARK}{DATE}[,،]?)(?=[^\n\d]{{1,12}}\d{{1,2}}[:.٫]\d\d)")
ANY_HEADER: Final = re.compile(rf"\n{MARK}(?:\[{MARK}{DATE}[,،]?{TIME}\]|{DATE}[,،]?{TIME}(?:{OPEN}))", re.MULTILINE)


class Shape(NamedTuple):
    """A form of date: in brackets or not, its separator, the digits of its parts, a comma after it or not."""

    bracket: bool
    separator: str
    widths: tuple[int, int]  # digits of the first and of the last number: 4 for a year, else 2
    comma: str


class Survey(NamedTuple):
    """What a first look found.

    ``header`` finds date, time, sender and colon at the start of a line (after a newline); ``close`` is what commonly
    ends date and time; ``author`` is the name under which WhatsApp itself speaks, ``me`` the owner's, or "".
    """

    order: Choice
    header: re.Pattern[str]
    close: str
    chat: Chat
    author: str = ""
    me: str = ""


def survey(source: Source, name: str, text: Text, dates: str | None) -> Survey:
    """Look through ``text`` until all is settled; ``dates`` overrides the order of dates.

    Raises Refused where that is no order, or where the bytes cannot be read.
    """
    counts: Counter[str] = Counter()
    early: list[str] = []
    shapes: set[Shape] = set()
    order = choose({}, "", dates)
    for number, piece in enumerate(text.pieces(), 1):
        if piece.text:
            counts.update(BEGINNING.findall("\n" + piece.text))
        if len(early) < EARLY:
            early.append("\n" + piece.text.removesuffix("\n"))
        if number % EARLY == 0:
            shapes = _own(counts)
            order = _order(counts, shapes, early[0], dates)
            if order.sure and len(shapes) == 1:
                break
    else:
        shapes = _own(counts)
        order = _order(counts, shapes, early[0] if early else "", dates)
    commonest = max(shapes, key=lambda shape: _lines_of(counts, shape), default=None)
    close = "] " if commonest and commonest.bracket else " - "
    return _whose(source, name, Survey(order, _header(shapes), close, Chat("1", "whatsapp", "", "", "")), early)


def _order(counts: Counter[str], shapes: set[Shape], head: str, dates: str | None) -> Choice:
    written: Counter[str] = Counter()
    for token, count in counts.items():
        if shape_of(token) in shapes:
            written[token.strip("[,، " + MARKS)] += count
    return choose(written, head, dates)


def _lines_of(counts: Counter[str], shape: Shape) -> int:
    return sum(count for token, count in counts.items() if shape_of(token) == shape)


def shape_of(token: str) -> Shape:
    """The form of a date as ``BEGINNING`` finds it.

    >>> shape_of("[13.06.2018,")
    Shape(bracket=True, separator='.', widths=(2, 4), comma=',')
    """
    numbers = NUMBERS.findall(token)
    separator = next(char for char in token if char in "./-年")
    widths = (4 if len(numbers[0]) > 2 else 2, 4 if len(numbers[2]) > 2 else 2)
    return Shape(token.startswith("["), separator, widths, token[-1] if token[-1] in ",،" else "")


def _own(counts: Counter[str]) -> set[Shape]:
    """The forms that are the file's own; a quoted line of another chat must not be taken for a message."""
    shapes: Counter[Shape] = Counter()
    for token, count in counts.items():
        shapes[shape_of(token)] += count
    top, total = max(shapes.values(), default=0), shapes.total()
    return {
        shape for shape, count in shapes.items() if count * RARE >= top or (count >= MANY and count * MANY >= total)
    }


def _header(shapes: set[Shape]) -> re.Pattern[str]:
    """One expression that splits text at headers of these forms; it begins with a literal, which is searched fast."""
    dates, ends = [], set()
    for bracket, separator, (first, last), comma in sorted(shapes):
        digits = [r"\d{4}" if width == 4 else r"\d{1,2}" for width in (first, 2, last)]
        between = "[年月]" if separator == "年" else rf"\u200f?{re.escape(separator)}\u200f? ?"
        final = {"年": "日", ".": r"\.?"}.get(separator, "")
        dates.append((rf"\[{MARK}" if bracket else "") + between.join(digits) + final + comma)
        ends.add(CLOSED if bracket else OPEN)
    either = "|".join(dates) or r"(?!)"
    return re.compile(rf"\n{MARK}({either})({TIME})(?:{'|'.join(sorted(ends))}){HEAD}", re.MULTILINE)


def _whose(source: Source, name: str, seen: Survey, early: list[str]) -> Survey:
    """Title, kind and owner of the chat by its file's name, its senders and what WhatsApp says in it."""
    spoke: dict[str, None] = {}  # senders of anything that is not WhatsApp's own
    group, title, author = False, "", ""
    for head, colon, body in (line for text in early for line in _lines(seen.header, text)):
        notice = ""
        if not colon or (head not in spoke and is_notice(f"{head}: {body}")):
            notice = f"{head}{colon or ''}{body}"
        elif is_about_chat(body) if body[:1] in MARKED else not spoke and is_welcome(body):
            notice, author = body, head
        else:
            spoke[head] = None
        if notice:
            group = group or is_of_group(notice)
            title = title_given(notice) or title
    people = list(dict.fromkeys(person(head) for head in spoke))
    author = "" if person(author) in people else person(author)
    named = title_of_file(PurePosixPath(name).name) or title_of_file(source.holder.name)
    kind = "group" if group or len(people) > 2 else "direct"
    me = next(iter(set(people) - {named}), "") if kind == "direct" and len(people) == 2 and named in people else ""
    stem = source.holder.stem
    if not (named or title or author):
        title = stem if kind == "group" and stem.lower() not in ("_chat", "chat") else ", ".join(people[:3])
    chat = Chat("1", "whatsapp", "", named or title or author, kind)
    return seen._replace(chat=chat, author=author, me=me)


def _lines(header: re.Pattern[str], text: str) -> Iterator[tuple[str, str | None, str]]:
    """Sender, colon and body of each message."""
    parts = iter(header.split(text)[1:])
    for _, _, head, colon, body in zip(parts, parts, parts, parts, parts, strict=True):
        yield head, colon, body
