"""Dates as LINE writes them above the messages of a day: in which order, settled by the weekday beside them."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from kithbook.formats.line.wording import WEEKDAYS
from kithbook.formats.whatsapp.dates import DAY, Clock, choose, day_of
from kithbook.vocabulary import Choice

MAX_LINE: Final = 60  # characters of a line that may be a date
ERAS: Final = {"R": 2018, "H": 1988}  # the year before the first one of 令和 and 平成
WRITTEN: Final = re.compile(
    r"[RH]\d{1,2}[./-]\d{1,2}[./-]\d{1,2}|\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}\.?"
    r"|\d{4}[年년] ?\d{1,2}[月월] ?\d{1,2}[日일]"
)
IN_BRACKETS: Final = re.compile(r"[(（][^\W\d_]{1,12}\.?[)）]")
FRAME: Final = "()（）[],.،、 \u200e\u200f\ufeff"
MIN_VOTES: Final = 0.95  # of the weekdays must fit, since a date may be quoted in a message


class Dated(NamedTuple):
    """A line that is a date: as written, and the weekday beside it (Monday is 0), None where it is not known."""

    written: str
    weekday: int | None


class DateLines(dict[str, Dated | None]):
    """What lines are dates; a line is looked at closely when it first occurs."""

    def __missing__(self, line: str) -> Dated | None:
        found = dated(line)
        if len(self) < 20_000:
            self[line] = found
        return found


def dated(line: str) -> Dated | None:
    """A line that is nothing but a date with its weekday.

    >>> dated("2024/01/05(Fri)"), dated("Fri, 01/05/2024"), dated("2024/01/05 lunch")
    (Dated(written='2024/01/05', weekday=4), Dated(written='01/05/2024', weekday=4), None)
    """
    found = WRITTEN.search(line) if len(line) <= MAX_LINE else None
    if found is None:
        return None
    rest = line[: found.start()] + line[found.end() :]
    word = rest.strip(FRAME).casefold()
    if word not in WEEKDAYS and not IN_BRACKETS.fullmatch(rest.strip()):
        return None
    return Dated(found[0].rstrip("."), WEEKDAYS.get(word))


def midnight(written: str, order: str) -> int | None:
    """Seconds since 1970 of a date read in ``order``, None where there is no such day.

    >>> midnight("R6/01/05", "ymd") == midnight("05/01/2567", "dmy") == midnight("2024.01.05", "mdy")
    True
    """
    if written[0] in ERAS:
        year, month, day = (int(each) for each in re.findall(r"\d+", written))
        written = f"{ERAS[written[0]] + year:04}/{month}/{day}"
    return day_of(written, order)


def order_of(lines: Mapping[Dated, int], head: str, wanted: str | None) -> Choice:
    """Which order the dates of a file are in: the weekdays settle it, else the same evidence as for any chat.

    Raises Refused where ``wanted`` is no order.
    """
    doubtful = [each for each in lines if each.written[0] not in ERAS]
    if wanted is None and not all(re.match(r"\d{4}", each.written) for each in doubtful):
        votes = {order: _fitting(doubtful, lines, order) for order in ("dmy", "mdy")}
        told = sum(lines[each] for each in doubtful if each.weekday is not None)
        best = max(votes, key=lambda order: votes[order])
        if told and votes[best] >= MIN_VOTES * told and min(votes.values()) < MIN_VOTES * told:
            return Choice("date_order", best, "the weekdays beside the dates")
    return choose({each.written: lines[each] for each in doubtful}, head, wanted)


def _fitting(doubtful: list[Dated], lines: Mapping[Dated, int], order: str) -> int:
    """How many date lines have the weekday that their date has in this order."""
    fitting = 0
    for each in doubtful:
        day = midnight(each.written, order)
        if day is not None and each.weekday == date.fromordinal(date(1970, 1, 1).toordinal() + day // DAY).weekday():
            fitting += lines[each]
    return fitting


def moment_of(line: str, order: str) -> int | None:
    """The moment in a line such as "Saved on: 26/04/2026, 04:36PM", None where it has no date with a clock."""
    found = WRITTEN.search(line) if len(line) <= 200 else None
    day = midnight(found[0].rstrip("."), order) if found else None
    second = Clock.read(line[found.end() :].strip(FRAME)) if found else None
    return None if day is None or second is None else day + second
