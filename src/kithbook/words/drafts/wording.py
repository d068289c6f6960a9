"""How a draft is put together: which wording the known facts carry, the name before it, months, and a shorter fact."""

import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Final

MONTHS: Final = {
    "en": [
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ],
    "zh-hans": [f"{number}月" for number in range(1, 13)],
    "ar": [
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
        *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ],
}
# What stands before the text where a name is known.
_GREETINGS: Final = {"en": "{name}, ", "zh-hans": "{name}，", "ar": "{name}، "}
# First words that do not stand alone: parts of Arabic compound names, particles, titles.
_TWO_WORDS: Final = {
    *("عبد", "أبو", "ابو", "أم", "ام", "ابن", "بنت", "de", "da", "del", "la", "van", "von"),
    *("dr", "dr.", "mr", "mr.", "ms", "ms.", "mrs", "mrs."),
}


@cache
def texts(language: str) -> dict[str, dict[str, list[str]]]:
    """The wordings of a language by situation and tone, out of the file beside this module.

    A wording names its facts in braces. No marks of direction stand around a fact of another script (a Latin title in
    an Arabic sentence): what is copied stays plain text, and quotation marks part the two well enough.
    """
    read: dict[str, dict[str, list[str]]] = json.loads(
        files("kithbook.words.drafts").joinpath(f"{language}.json").read_text("utf-8")
    )
    return read


def address(name: str) -> str:
    """How a message would call somebody of this name: the first part of a spaced name; "" for a number or a bare sign.

    >>> address("Ines Halfmoon"), address("云三朵"), address("+44 20 7946 0958")
    ('Ines', '云三朵', '')
    """
    parts = name.replace("~", " ").split()
    if not parts or not parts[0][0].isalpha() or any(part.isdigit() and len(part) > 3 for part in parts):
        return ""
    return " ".join(parts[:2]) if parts[0].lower() in _TWO_WORDS else parts[0]


def called(text: str, name: str, language: str) -> str:
    """``text`` after the name by which a message would call somebody; without one it begins with a capital."""
    short = address(name)
    if short and text:
        return _GREETINGS[language].format(name=short) + text
    # Only English wordings begin with a word of ours that has a capital; elsewhere it may be a fact, which stays.
    return text[:1].upper() + text[1:] if language == "en" else text


def needs(text: str) -> frozenset[str]:
    """The facts that a wording names."""
    return frozenset(fact for _, fact, _, _ in Formatter().parse(text) if fact)


def chosen(wordings: Sequence[str], known: frozenset[str], name: str, turn: int = 0) -> str:
    """The wording for this name and turn among those that the known facts carry; "" where they carry none.

    First come those that leave out nothing which another one tells besides; the name says with which of them to begin.
    Each turn goes one further, and after the last the first comes again.
    """
    fitting = [text for text in wordings if needs(text) <= known]
    fuller = [text for text in fitting if not any(needs(text) < needs(other) for other in fitting)]
    if not fuller:
        return ""
    start = zlib.crc32(name.encode(errors="replace")) % len(fuller)
    order = [*fuller[start:], *fuller[:start], *(text for text in fitting if text not in fuller)]
    return order[turn % len(order)]


def worded(wordings: Sequence[str], facts: Mapping[str, str], name: str, turn: int = 0) -> str:
    """One of ``wordings`` that the known facts carry, filled, chosen as by `chosen`; "" where they carry none."""
    return chosen(wordings, frozenset(fact for fact in facts if facts[fact]), name, turn).format(**facts)


def month(day: date, today: date, language: str) -> str:
    """The month of ``day``, with its year where that is not this one."""
    return MONTHS[language][day.month - 1] if day.year == today.year else said_day(day.isoformat(), language)


def said_day(day: str, language: str) -> str:
    """A year, or a month with its year, out of an ISO day, month or year; "" for anything else.

    >>> said_day("2024-06-15", "en"), said_day("2024", "zh-hans"), said_day("soon", "en")
    ('June 2024', '2024年', '')
    """
    year, _, rest = day.partition("-")
    number = rest[:2]
    if not (year.isdecimal() and (not rest or (number.isdecimal() and 1 <= int(number) <= 12))):
        return ""
    if language == "zh-hans":
        return f"{year}年" + (MONTHS[language][int(number) - 1] if number else "")
    return f"{MONTHS[language][int(number) - 1]} {year}" if number else year


def cut(fact: str, most: int) -> str:
    """``fact`` in at most ``most`` characters: whole, or to the last word that fits and "…".

    >>> cut("ash glazes of the north", 15), cut("草木灰釉的烧法", 5)
    ('ash glazes of…', '草木灰釉…')
    """
    if len(fact) <= most:
        return fact
    kept = fact[: most - 1]
    words = kept if fact[most - 1] == " " else kept.rpartition(" ")[0]
    # A long last word, or a script without spaces, is cut within.
    return (words if len(words) * 2 > most else kept).rstrip() + "…"
