"""Dates and times of day as WhatsApp writes them: which number is the day, and what a clock in any language means."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from kithbook.formats.whatsapp.wording import AM, JOINS, PM, bare
from kithbook.vocabulary import Choice, Refused, say

DAY: Final = 86_400
FIRST_YEAR, LAST_YEAR = 2009, 2099  # WhatsApp began in 2009
FEW: Final = 20  # what contradicts an order may be one in so many of what supports it
BUDDHIST: Final = 543  # years that the calendar of Thailand is ahead
ORDERS: Final = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}  # where year, month and day stand
# one separator throughout, spaces after it (2018. 6. 13.), marks of Arabic between; or 2018年6月13日
DATE: Final = r"\d{1,4}(?:\u200f?[./-]\u200f? ?\d{1,2}\u200f?[./-]\u200f? ?\d{1,4}\.?|年\d{1,2}月\d{1,2}日)"
NUMBERS: Final = re.compile(r"\d+")
CLOCK: Final = re.compile(r"(\D*?)(\d{1,2})[:.٫](\d{2})(?:[:.٫](\d{2}))?(\D*)")


class Reading(NamedTuple):
    """How well one order fits all dates: how many it cannot read, how often time runs backwards, days covered."""

    unread: int
    backward: int
    days: int


def day_of(text: str, order: str) -> int | None:
    """Seconds of midnight since 1970-01-01 for a date read in ``order``, or None where there is no such day.

    A date that begins with a year of four digits is read so whatever the order.

    >>> day_of("13.6.18", "dmy") == day_of("2018-06-13", "mdy") == day_of("٦/١٣/٢٠١٨", "mdy") == 1528848000
    True
    """
    numbers = NUMBERS.findall(text)
    if len(numbers) != 3:
        return None
    year, month, day = (int(numbers[at]) for at in ORDERS["ymd" if len(numbers[0]) == 4 else order])
    if year < 100:
        year += 2000
    elif year > 2400:
        year -= BUDDHIST
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return (date(year, month, day).toordinal() - date(1970, 1, 1).toordinal()) * DAY
    except ValueError:
        return None


class Clock(dict[str, int]):
    """Seconds since midnight by the time of day as written; reads a time when it first occurs, KeyError if it is none.

    >>> clock = Clock()
    >>> clock["9:25:15 p. m."], clock["klo 00.25"], clock["下午9:25"], "25:00" in clock
    (77115, 1500, 77100, False)
    """

    def __missing__(self, text: str) -> int:
        second = self.read(text)
        if second is None:
            raise KeyError(text)
        self[text] = second
        return second

    @staticmethod
    def read(text: str) -> int | None:
        """Seconds since midnight of a time of day, or None."""
        if len(text) == 8 and text.isascii() and text[2] == ":" == text[5]:  # much the commonest, and each is new
            hour, minute, second = text[:2], text[3:5], text[6:]
            if (hour + minute + second).isdigit() and hour < "24" and minute < "60" and second < "60":
                return int(hour) * 3600 + int(minute) * 60 + int(second)
            return None
        match = CLOCK.fullmatch(bare(text).strip(" ,،"))
        if match is None:
            return None
        before, hours, minutes, seconds, after = match.groups()
        half = ""
        for word in (before.strip().casefold(), after.strip().casefold()):
            if word in AM or word in PM:
                half = "am" if word in AM else "pm"
            elif word and word not in JOINS:
                return None
        if int(hours) > 23 or int(minutes) > 59 or int(seconds or 0) > 59:
            return None
        after_noon = 12 * (half == "pm" and int(hours) < 12) - 12 * (half == "am" and int(hours) == 12)
        return (int(hours) + after_noon) * 3600 + int(minutes) * 60 + int(seconds or 0)


def choose(dates: Mapping[str, int], head: str, wanted: str | None = None) -> Choice:
    """Which order the dates of a file are in, as the Choice "date_order".

    ``dates`` counts each date as written, in order of appearance; ``head`` is the beginning of the file, where a line
    to show is looked for; ``wanted`` overrides everything. Evidence, strongest first: dates that only one order can
    read (a value over 12), time that must not run backwards, then how many days the chat would cover.
    Raises Refused where ``wanted`` is no order.
    """
    if wanted is not None:
        if wanted not in ORDERS:
            raise Refused(say("{order} is not an order of dates. Use dmy, mdy or ymd.", order=wanted))
        return Choice("date_order", wanted, "you said so")
    if all(len(NUMBERS.findall(each)[0]) == 4 for each in dates):
        return Choice("date_order", "ymd", "the year comes first")
    dates = {each: count for each, count in dates.items() if any(day_of(each, order) is not None for order in ORDERS)}
    readings = {order: _reading(dates, order) for order in ORDERS}
    plain, year_first = min(readings["dmy"], readings["mdy"]), readings["ymd"]
    if year_first[:2] > plain[:2] or year_first.days * 10 >= plain.days:
        del readings["ymd"]  # years of two digits in front are rare: only where the days then lie far closer together
    best, second = sorted(readings, key=lambda order: readings[order])[:2]
    differing = [each for each in dates if day_of(each, best) != day_of(each, second)]
    doubtful = next((each for each in differing if None not in (day_of(each, best), day_of(each, second))), None)
    doubtful = doubtful or next(iter(differing), None)
    return _judged(best, second, readings, dates, (doubtful, head))


def _reading(dates: Mapping[str, int], order: str) -> Reading:
    days = [(day_of(each, order), count) for each, count in dates.items()]
    known = [day for day, _ in days if day is not None]
    return Reading(
        sum(count for day, count in days if day is None),
        sum(later < earlier for earlier, later in pairwise(known)),
        (max(known) - min(known)) // DAY if known else 0,
    )


def _judged(
    best: str, second: str, readings: Mapping[str, Reading], dates: Mapping[str, int], sample: tuple[str | None, str]
) -> Choice:
    """The Choice with its ground; unsure ones show what a doubtful line would mean either way."""
    first, other = readings[best], readings[second]
    only = next((each for each in dates if day_of(each, second) is None and day_of(each, best) is not None), None)
    if only is not None and first.unread * FEW <= other.unread:
        return Choice("date_order", best, f"{only} can only be read so")
    if sample[0] is None:
        return Choice("date_order", best, "every date reads the same in any order")
    if only is None and not first.unread and first.backward * 10 <= other.backward > 0:
        return Choice("date_order", best, "otherwise time would run backwards")
    if only is None and all("." in each or "-" in each for each in dates) and best == "dmy":
        return Choice("date_order", best, "dates with dots or dashes put the day first")
    if only is not None:
        because = "most dates can be read so, some cannot"
    elif first[:2] != other[:2]:
        because = "time runs backwards less often"
    elif first.days != other.days:
        because = "the days then lie closer together"
    else:
        because = "nothing in the file settles it; most of the world puts the day first"
    options = tuple(order for order in ("dmy", "mdy", "ymd") if order in (best, second))
    shown = tuple(_shown(*sample, order) for order in options)
    return Choice("date_order", best, because, sure=False, options=options, samples=shown)


def _shown(doubtful: str | None, head: str, order: str) -> str:
    """One doubtful date and time as written, and the day that it would be; never a name or a word of the message."""
    written = doubtful or ""
    found = re.search(re.escape(written) + r"[,،]?[^\n\d]{0,12}\d{1,2}[:.]\d{2}", head)
    line = bare(found.group()) if found else written
    seconds = day_of(written, order)
    if seconds is None:
        return f"{line} → no such day"
    day = date.fromordinal(date(1970, 1, 1).toordinal() + seconds // DAY)
    return f"{line} → {day.day} {day:%B} {day.year}"
