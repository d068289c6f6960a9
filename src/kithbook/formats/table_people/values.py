"""What the values of a column look like, whatever its header says."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from kithbook.formats.people_card import DOMAIN, MAIL, PARTS, URL
from kithbook.formats.people_dates import day_of
from kithbook.formats.people_history import CLOCK, dated
from kithbook.formats.table_people.meanings import some

SOCIAL: Final = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)?(linkedin|twitter|x|github|t|telegram|instagram|facebook|mastodon)"
    r"\.(?:com|me|org|social)/(?!(?:feed|posts|pulse|jobs|company|groups|events)/)[^\s/]+",  # a page of somebody's
    re.IGNORECASE,
)
PHONE: Final = re.compile(
    r"'?(?:\+|00)\d[\d\s().\-/]{5,20}|0\d[\d\s().\-/]{5,14}|1[3-9]\d{9}|\(\d{2,5}\)\s?[\d\s.\-]{5,12}"
)
NUMBERISH: Final = re.compile(r"'?\+?[\d\s().\-/]{6,22}(?:\s?(?:x|ext\.?)\s?\d+)?")
AMOUNT: Final = re.compile(r"[-+]?[\d\s.,']+(?:\s?[%€$£¥])?|[€$£¥]\s?[\d.,]+")
MAX_LENGTH: Final = 1_000  # of a value, for a look at it
HAN: Final = re.compile(r"[\u3400-\u9fff·•]+")
HANGUL: Final = re.compile(r"[\uac00-\ud7af]{2,4}")
ARABIC: Final = re.compile(r"[\u0620-\u065f\u0671-\u06d3]+")


class Looks(NamedTuple):
    """Which share of a column's values look like each of these; all 0 where the column is empty."""

    filled: int
    mail: float
    link: float
    social: float
    phone: float  # for certain
    number: float  # could be a telephone number
    person: float
    amount: float
    different: float  # how many of the values are not repeated
    dated: float = 0.0  # name a day with its year
    logged: float = 0.0  # begin with such a day, and say more


def looks(values: Sequence[str]) -> Looks:
    """What the values of one column look like."""
    filled = [value.strip()[:MAX_LENGTH] for value in values if value.strip()]
    count = len(filled)
    if not count:
        return Looks(0, 0, 0, 0, 0, 0, 0, 0, 0)
    return Looks(
        count,
        sum(bool(MAIL.search(value)) for value in filled) / count,
        sum(bool(URL.match(value) or DOMAIN.fullmatch(value)) for value in filled) / count,
        sum(bool(SOCIAL.match(value)) for value in filled) / count,
        sum(is_phone(value) for value in filled) / count,
        sum(any(is_number(part.strip()) for part in PARTS.split(value)) for value in filled) / count,
        sum(is_person(value) for value in filled) / count,
        sum(bool(AMOUNT.fullmatch(value)) for value in filled) / count,
        len(set(filled)) / count,
        sum(any(part.day for part in dated(value, "dmy")) for value in filled) / count,
        sum(is_logged(value) for value in filled) / count,
    )


def is_logged(text: str) -> bool:
    """Whether ``text`` begins with a day and says what happened on it.

    >>> is_logged("2026-03-01: spoke about the lease"), is_logged("2026-03-01 15:00"), is_logged("spoke")
    (True, False, False)
    """
    day = day_of(text, "dmy")
    return day is not None and bool(day.year) and any(map(str.isalpha, CLOCK.sub("", day.rest, count=1)))


def is_phone(text: str) -> bool:
    """Whether ``text`` can be nothing but a telephone number.

    >>> is_phone("+39 06 5550 1199"), is_phone("13800138000"), is_phone("05.03.2026"), is_phone("12")
    (True, True, False, False)
    """
    return bool(PHONE.fullmatch(text)) and enough(text) and day_of(text, "dmy") is None


def is_number(text: str) -> bool:
    """Whether ``text`` could be a telephone number."""
    return bool(NUMBERISH.match(text)) and enough(text)


def enough(text: str) -> bool:
    """Whether there are as many digits as a telephone number has."""
    return 7 <= sum(map(str.isdigit, text)) <= 17


def is_person(text: str) -> bool:
    """Whether ``text`` looks like the name of somebody, first and last.

    >>> is_person("Ottokar van Plumb"), is_person("云三朵"), is_person("أمل الزهراني"), is_person("kiln sensor 3")
    (True, True, True, False)
    """
    if not text or len(text) > 60 or any(char.isdigit() or char in "@/_=<>{}|;:?!" for char in text):
        return False
    if HAN.fullmatch(text):
        return 2 <= len(text) <= 4 and text[0] in some("Chinese family names")
    if HANGUL.fullmatch(text):
        return True
    parts = text.replace(",", " ").split()
    if all(ARABIC.fullmatch(part) for part in parts):
        return 2 <= len(parts) <= 5
    bare = [part for part in parts if part.casefold() not in some("particles of names")]
    return 2 <= len(bare) <= 5 and all(part[0].isupper() and not part[1:].isupper() for part in bare)
