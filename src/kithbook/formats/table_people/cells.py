"""What a cell of a spreadsheet says, as a person would write it in a CSV."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

REFERENCE: Final = re.compile(r"([A-Za-z]{1,3})\d*")
QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')  # of a format: texts, colours, conditions, padding
DATE_LETTERS: Final = re.compile(r"[dmyhs]|[年月日时分秒]", re.IGNORECASE)
# the formats for dates and times that need no code (ECMA-376 part 1, 18.8.30), those of East Asia among them
BUILT_IN: Final = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
ESCAPED: Final = re.compile(r"_x((?!0000|[dD][89a-fA-F])[0-9a-fA-F]{4})_")  # but no half of a character
LAST_DAY: Final = 2_958_466  # of the year 9999


class Styles(NamedTuple):
    """Whether each format of cells is one for dates, and whether days are counted from 1904."""

    dates: tuple[bool, ...]
    old: bool = False

    @classmethod
    def of(cls, formats: Sequence[str], own: Mapping[str, str], old: bool) -> "Styles":
        """By the numbers of the formats; ``own`` are the codes that the spreadsheet defines."""
        return cls(tuple(is_date(own[each]) if each in own else each in BUILT_IN for each in formats), old)


def is_date(code: str) -> bool:
    """Whether a format's code is one for dates or times.

    >>> is_date("yyyy-mm-dd"), is_date("[Red]0.00"), is_date('"Day" 0')
    (True, False, False)
    """
    return bool(DATE_LETTERS.search(QUOTED.sub("", code[:1000]).partition(";")[0]))


def column_of(reference: str) -> int | None:
    """The place of a cell in its row, from 0, by a reference such as B7; None where it says none.

    >>> column_of("A1"), column_of("AB12"), column_of("")
    (0, 27, None)
    """
    match = REFERENCE.fullmatch(reference)
    if match is None:
        return None
    place = 0
    for letter in match[1].upper():
        place = place * 26 + ord(letter) - 64
    return place - 1


def unescaped(text: str) -> str:
    """A text with the characters that XML cannot hold, written _x000D_ and the like (ECMA-376, 22.9.2.19).

    >>> unescaped("a_x000D_b"), unescaped("_xD800_")
    ('a\\rb', '_xD800_')
    """
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def value_of(text: str, kind: str, style: str, texts: Sequence[str], styles: Styles) -> str:
    """The value of a cell of this ``kind`` (the attribute t) and ``style`` (the attribute s)."""
    if kind == "s":
        return texts[int(text)] if text.isdecimal() and len(text) < 9 and int(text) < len(texts) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(text.strip(), text)
    if kind == "e":  # an error in a formula
        return ""
    if kind != "n" or not text:
        return unescaped(text)
    try:
        number = float(text)
    except ValueError:
        return text
    at = int(style) if style.isdecimal() and len(style) < 6 else 0
    if at < len(styles.dates) and styles.dates[at] and 0 <= number < LAST_DAY:
        return _date(number, styles.old)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _date(days: float, old: bool) -> str:
    moment = datetime(1904, 1, 1) if old else datetime(1899, 12, 30)  # noqa: DTZ001 - the clock on the wall
    try:
        moment += timedelta(seconds=round(days * 86_400))
    except OverflowError:
        return repr(days)
    if days < 1:
        return f"{moment:%H:%M:%S}"
    return (
        f"{moment:%Y-%m-%d}" if not (moment.hour or moment.minute or moment.second) else f"{moment:%Y-%m-%d %H:%M:%S}"
    )
