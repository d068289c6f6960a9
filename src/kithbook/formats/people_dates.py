"""Dates in tables of people, written in any order or with the name of a month; which number is the day is inferred."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from babel import Locale

from kithbook.formats.contract import Answers
from kithbook.vocabulary import LAST_SECOND, Choice, Refused, say

DAY: Final = 86_400
ORDERS: Final = ("dmy", "mdy", "ymd")
LANGUAGES: Final = (
    *("en", "ar", "cs", "da", "de", "el", "es", "fi", "fr", "hu", "id", "it", "nb", "nl", "pl", "pt", "ro", "ru", "sv"),
    *("tr", "uk"),
)
EPOCH: Final = date(1970, 1, 1).toordinal()
MARKS: Final = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\ufeff"), None) | {0xA0: " ", 0x202F: " "}
NUMBERS: Final = re.compile(r"(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?!\d)\.?")
NAMED: Final = re.compile(r"(?:(\d{2,4})\s?[年년])?\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号號일]?")  # 2026年9月5日
WITHOUT_YEAR: Final = re.compile(r"(-{2})?(\d{1,2})[./-](\d{1,2})\.?")
WORDS: Final = re.compile(r"\d+|[^\W\d_]+(?:\.|['’])?")
CLOCK: Final = re.compile(
    r"(上午|下午|午前|午後|오전|오후)?\s?(\d{1,2})[:：.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s?([ap]\.?\s?m\b|[صم](?!\w))?",
    re.IGNORECASE,
)
ZONE: Final = re.compile(r"\s*(Z\b|UTC|GMT)?\s?(?:([+-−]\d{2}):?(\d{2}))?", re.IGNORECASE)
AFTERNOON: Final = ("下午", "午後", "오후", "م")
MORNING: Final = ("上午", "午前", "오전", "ص")


class Day(NamedTuple):
    """A date as read: ``year`` is None where none is written; ``rest`` is the text behind it."""

    year: int | None
    month: int
    day: int
    rest: str

    @property
    def iso(self) -> str:
        """YYYY-MM-DD, or --MM-DD."""
        return f"{self.year:04}-{self.month:02}-{self.day:02}" if self.year else f"--{self.month:02}-{self.day:02}"


def day_of(text: str, order: str, newest: int = 49) -> Day | None:
    """The date that ``text`` begins with, or None. A date that only the other order can read is read so.

    Years of two digits up to ``newest`` are those of this century.

    >>> day_of("14.3.85", "mdy").iso, day_of("March 4, 2026 3:00 PM", "dmy").iso, day_of("--03-14", "dmy").iso
    ('1985-03-14', '2026-03-04', '--03-14')
    """
    text = text.translate(MARKS).strip()
    if match := NUMBERS.match(text):
        first, second, third = match[1], match[3], match[4]
        if len(first) > 2 or (order == "ymd" and len(third) < 3):
            ordered = [(first, second, third)]
        else:
            ordered = [(third, second, first), (third, first, second)]
            ordered = ordered[::-1] if order == "mdy" else ordered
        for year, month, day in ordered:
            if found := _real(_year(year, newest), int(month), int(day), text[match.end() :]):
                return found
        return None
    if match := NAMED.match(text):
        year = _year(match[1], newest) if match[1] else None
        return _real(year, int(match[2]), int(match[3]), text[match.end() :])
    if match := WITHOUT_YEAR.fullmatch(text):
        first, second = int(match[2]), int(match[3])
        month_first, day_first = _real(None, first, second, ""), _real(None, second, first, "")
        if match[1]:
            return month_first
        return (month_first or day_first) if order == "mdy" else (day_first or month_first)
    return _worded(text, newest)


def _year(digits: str, newest: int) -> int:
    number = int(digits)
    return number if len(digits) > 2 else number + (2000 if number <= newest else 1900)


def _real(year: int | None, month: int, day: int, rest: str) -> Day | None:
    try:
        date(2000 if year is None else year, month, day)
    except ValueError:
        return None
    return Day(year, month, day, rest)


def _worded(text: str, newest: int) -> Day | None:
    """A date with the name of its month: 12 March 2026, Mar 12, 2026, 14-Mar-85."""
    month = day = year = None
    end = 0
    for number, word in enumerate(WORDS.finditer(text)):
        part = word[0]
        if part.isdecimal():
            if day is None and len(part) <= 2 and int(part) <= 31:
                day = int(part)
            elif year is None and len(part) in (2, 4):
                year = _year(part, newest)
            else:
                return None
        elif month is None:
            month = months().get(part.rstrip(".'’").casefold())
        end = word.end()
        if month and day and year is not None:
            break
        if number > 6:
            return None
    return _real(year, month, day, text[end:]) if month and day else None


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """The number of a month by its name, long or short, in each of LANGUAGES."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in Locale(language).months[context][width].items():
                    word = name.rstrip(".").casefold()
                    if not word.isdigit() and len(word) > 2:
                        found.setdefault(word, number)
    found["sept"] = 9
    return found


class Moment(NamedTuple):
    """When something was: seconds since 1970, the zone or "", and whether no time of day is written."""

    at: int
    zone: str
    all_day: bool


def moment_of(text: str, order: str) -> Moment | None:
    """The moment that ``text`` tells; without a zone it is the clock on the wall as if it were UTC.

    >>> moment_of("2026-03-04 15:00+02:00", "dmy"), moment_of("4/3/2026", "dmy").all_day
    (Moment(at=1772629200, zone='+02:00', all_day=False), True)
    """
    day = day_of(text, order)
    if day is None or day.year is None:
        return None
    at = (date(day.year, day.month, day.day).toordinal() - EPOCH) * DAY
    clock = CLOCK.search(day.rest)
    if clock is None:
        return Moment(at, "", True) if at >= 0 else None
    before, hours, minutes, seconds, after = clock.groups()
    hour, minute, half = int(hours), int(minutes), (before or after or "").casefold()
    if hour > 23 or minute > 59:
        return Moment(at, "", True) if at >= 0 else None
    if half in AFTERNOON or half.startswith("p"):
        hour += 12 * (hour < 12)
    elif (half in MORNING or half.startswith("a")) and hour == 12:
        hour = 0
    zone, offset = _zone(day.rest[clock.end() :])
    at += hour * 3600 + minute * 60 + min(int(seconds or 0), 59) - offset
    return Moment(at, zone, False) if 0 <= at < LAST_SECOND else None


def _zone(text: str) -> tuple[str, int]:
    match = ZONE.match(text)
    if match is None or not (match[1] or match[2]):
        return "", 0
    if not match[2]:
        return "UTC", 0
    sign, hours, minutes = (1 if match[2][0] == "+" else -1), int(match[2][1:]), int(match[3])
    if hours > 15 or minutes > 59:
        return "", 0
    return f"{'+' if sign > 0 else '-'}{hours:02}:{minutes:02}", sign * (hours * 3600 + minutes * 60)


class Orders:
    """What the dates of a file tell about which number is the day; ``see`` each, then ``choice``."""

    def __init__(self) -> None:
        self._day_first = self._month_first = self._doubtful = 0
        self._proof = self._sample = ""
        self._slashes = False

    def see(self, texts: Iterable[str]) -> None:
        """Count what each text, if it begins with a date of numbers, says."""
        for text in texts:
            match = NUMBERS.match(text.translate(MARKS).strip())
            if match is None or len(match[1]) > 2:
                continue
            first, second = int(match[1]), int(match[3])
            self._slashes = self._slashes or match[2] == "/"
            if 12 < first <= 31 and 0 < second <= 12:
                self._day_first += 1
                self._proof = self._proof or match[0]
            elif 12 < second <= 31 and 0 < first <= 12:
                self._month_first += 1
                self._proof = self._proof or match[0]
            elif first != second and 0 < first <= 12 and 0 < second <= 12:
                self._doubtful += 1
                self._sample = self._sample or match[0]

    def choice(self, answers: Answers, otherwise: str = "") -> Choice | None:
        """The Choice "date_order", or None where no date of the file could be read in two ways.

        ``otherwise`` is a ground to put the day first where the dates leave it open. Raises Refused where the
        person's answer is no order.
        """
        told = answers.get("date_order")
        if told is not None:
            if told not in ORDERS:
                raise Refused(say("{order} is not an order of dates. Use dmy, mdy or ymd.", order=told))
            return Choice("date_order", told, "you said so")
        value = "mdy" if self._month_first > self._day_first else "dmy"
        if self._day_first and self._month_first:
            return self._unsure(value, "most dates can be read so, some cannot")
        if self._proof:
            return Choice("date_order", value, f"{self._proof} can only be read so")
        if not self._doubtful:
            return None
        if not self._slashes:
            return Choice("date_order", value, "dates with dots or dashes put the day first")
        if otherwise:
            return Choice("date_order", "dmy", otherwise)
        return self._unsure(value, "nothing in the file settles it; most of the world puts the day first")

    def _unsure(self, value: str, because: str) -> Choice:
        sample = self._sample or self._proof
        return Choice(
            "date_order",
            value,
            because,
            False,
            ("dmy", "mdy"),
            tuple(_shown(sample, order) for order in ("dmy", "mdy")),
        )


def _shown(text: str, order: str) -> str:
    """One doubtful date as written, and the day that it would be."""
    day = day_of(text, order)
    if day is None or day.year is None:
        return text
    return f"{text} → {day.day} {date(day.year, day.month, day.day):%B} {day.year}"
