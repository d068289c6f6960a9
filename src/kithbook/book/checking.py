"""Looks at what somebody typed into a field of a card: put in order where it can be, refused in one sentence else."""

import re
from collections.abc import Callable
from functools import cache
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError

from kithbook import words
from kithbook.vocabulary import Refused, say

LONGEST: Final = 1000  # characters of a value; a note may have LONGEST_TEXT
LONGEST_TEXT: Final = 20_000
LONGEST_TAG: Final = 60
TEXTS: Final = ("notes", "met")  # whose lines are kept
_PHONE: Final = re.compile(r"[\d\s()./+\-\u2010-\u2013#*,;extEXT]+")
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_BARE: Final = re.compile(r"[^\s/:@]+\.[^\s/:@.]{2,}(/\S*)?")
WAYS: Final = ("message", "voice", "call", "meet")
_TO: Final = re.compile(r"\s*/\s*|\s+(?:to|حتى|إلى)\s+|\s*[–—到至]\s*|(?<=\d) (?=\d)")
_NEVER: Final = {words.fold(word) for word in ("never", "永不", "从不", "أبدا", "never again")}
_YES: Final = {words.fold(word) for word in ("yes", "true", "1", "是", "نعم")}
_NO: Final = {words.fold(word) for word in ("no", "false", "0", "否", "لا")}
_LANGUAGES: Final = ("en", "zh_Hans", "ar")  # in which a language may be named


def checked(kind: str, value: str) -> str:
    """The value as it is kept. Raises Refused where it is none of its kind; "" for an empty one."""
    value = value.replace("\0", "")
    value = value.strip() if kind in TEXTS else " ".join(value.split())
    if len(value) > (LONGEST_TEXT if kind in TEXTS else LONGEST):
        raise Refused(say("That is too long for one line of a card. Put it into the notes."))
    return _CHECKS[kind](value) if value and kind in _CHECKS else value


def _phone(value: str) -> str:
    if not _PHONE.fullmatch(value) or sum(map(str.isdecimal, value)) < 3:
        raise Refused(say("{value} is no telephone number. Write its digits, such as +49 170 1234567.", value=value))
    return value


def _mail(value: str) -> str:
    if not _MAIL.fullmatch(value):
        raise Refused(say("{value} is no mail address. Write it as name@place.example.", value=value))
    return value


def _link(value: str) -> str:
    if _BARE.fullmatch(value):
        value = f"https://{value}"
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc or " " in value:
        raise Refused(say("{value} is no address of a page. Write it as https://place.example/name.", value=value))
    return value


def _zone(value: str) -> str:
    wanted = value.casefold().replace(" ", "_")
    names = sorted(available_timezones())
    found = [name for name in names if name.casefold() == wanted]
    found = found or [name for name in names if name.casefold().rpartition("/")[2] == wanted and "/" in name]
    if not found:
        raise Refused(say("{value} is no time zone. Write it as Europe/Brussels or Asia/Shanghai.", value=value))
    return found[0]


def _birthday(value: str) -> str:
    if words.birthday_of(value) is None:
        raise Refused(
            say(
                "{value} is no birthday. Write it as 1985-08-15, --08-15 without a year, or lunar 1985-08-15.",
                value=value,
            )
        )
    return value


@cache
def _languages() -> dict[str, str]:
    """Every code of a language, and its names in ours, folded, to the code."""
    found: dict[str, str] = {}
    for spoken in _LANGUAGES:
        for each, name in Locale.parse(spoken).languages.items():
            found.setdefault(words.fold(str(name)), str(each).replace("_", "-"))
    return found | {words.fold(code): code for code in found.values()}


@cache
def _own_names() -> dict[str, str]:
    """What languages call themselves, to their code. It takes a second or two: each has a file of its own."""
    found: dict[str, str] = {}
    for code in sorted(set(_languages().values())):
        try:
            own = Locale.parse(code, sep="-").display_name
        except (UnknownLocaleError, ValueError):
            continue
        if own:
            found.setdefault(words.fold(own), code)
    return found


def _language(value: str) -> str:
    wanted = words.fold(value).replace("_", "-")
    code = _languages().get(wanted) or _own_names().get(wanted)
    if code is None:
        raise Refused(
            say("{value} is no language that the book knows. Write its name or its code, such as pt.", value=value)
        )
    return code


def _familiarity(value: str) -> str:
    number = value.removesuffix("/5")
    if number not in {"1", "2", "3", "4", "5"}:
        raise Refused(say("Say how close you are from 1, hardly at all, to 5, very close."))
    return number


def _rhythm(value: str) -> str:
    """Ideal and latest days: "30 90", or "never"; from "monthly", "3 months to 6 months", "30/90"."""
    if words.fold(value) in _NEVER:
        return "never"
    days = [words.rhythm_days(part) for part in _TO.split(value) if part.strip()]
    if not 0 < len(days) < 3 or any(each is None or not 1 <= each <= 3660 for each in days):
        raise Refused(say("{value} is no rhythm. Write it as monthly, 3 months to 6 months, or never.", value=value))
    if len(days) == 2 and (days[0] or 0) > (days[1] or 0):
        raise Refused(say("The latest must not come before the ideal."))
    return " ".join(str(round(each)) for each in days if each is not None)


def _way(value: str) -> str:
    if value not in WAYS:
        raise Refused(say("There is no way {word}. Choose {words}.", word=value, words=", ".join(WAYS)))
    return value


def _ask_free(value: str) -> str:
    if words.fold(value) not in _YES | _NO:
        raise Refused(say("Write yes, where nothing is asked of them, or nothing."))
    return "yes" if words.fold(value) in _YES else ""


_CHECKS: Final[dict[str, Callable[[str], str]]] = {
    "phone": _phone,
    "mail": _mail,
    "link": _link,
    "zone": _zone,
    "birthday": _birthday,
    "language": _language,
    "familiarity": _familiarity,
    "rhythm": _rhythm,
    "way": _way,
    "ask_free": _ask_free,
}


def tag_word(word: str) -> str:
    """A tag as it is kept: without # and spaces around it. Raises Refused where nothing or too much is left."""
    word = " ".join(word.replace("\0", "").split()).lstrip("#").strip(" ,،，、")
    if not word:
        raise Refused(say("Write the word of the tag."))
    if len(word) > LONGEST_TAG:
        raise Refused(say("A tag is a word or a few. Put longer things into the notes."))
    return word
