"""Times as DiscordChatExporter writes them into its pages: in the exporter's culture, or in a form that they chose."""

import re
from collections import Counter
from typing import Final, NamedTuple

from kithbook.formats.whatsapp.dates import Clock, choose, day_of
from kithbook.vocabulary import Choice

MONTHS: Final = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)  # noqa: SIM905
}
NUMERIC: Final = re.compile(r"(?<!\d)\d{1,4}([./-])\d{1,2}\1\d{1,4}(?!\d)|\d{4}年\d{1,2}月\d{1,2}日")
# 10-Apr-21 (the exporter's own until 2022), 4 January 2019, January 4, 2019
BY_NAME: Final = re.compile(
    r"(\d{1,4})[-/. ]+([A-Za-z]{3})[a-z]*[-/., ]+(\d{2,4})|([A-Za-z]{3})[a-z]* (\d{1,2}), (\d{4})"
)
TIME: Final = re.compile(
    r"(?:[^\W\d]+ ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ \u202f\u00a0]?[^\W\d][^\W\d. ]*\.?(?: ?m\.)?)?"
)
BARE_TIME: Final = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?")
UNIX: Final = re.compile(r"(\d{9,10})(\d{3})?\Z")
STAMP: Final = re.compile(r'chatlog__timestamp"?[^<>]*>\s*([^<>]{1,60})')
SHOWN: Final = 200  # times among which one to show is looked for


class Moment(NamedTuple):
    """Seconds since 1970, and the zone that was told, or ""."""

    at: int
    zone: str = ""


class Dates:
    """How the dates of one export are written, gathered by looking through it once."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._shown: list[str] = []

    def look(self, piece: str) -> None:
        """Take note of the dates in a piece of the page."""
        for stamp in STAMP.findall(piece):
            found = None if BY_NAME.search(stamp) else NUMERIC.search(stamp)
            if found:
                self._counts[found[0]] += 1
                if len(self._shown) < SHOWN:
                    self._shown.append(" ".join(stamp.split()))

    def choice(self, wanted: str | None) -> Choice | None:
        """Which order day and month are in, None where their names tell. Raises Refused where ``wanted`` is none."""
        return choose(self._counts, "\n".join(self._shown), wanted) if self._counts else None


class Times:
    """Reads times of one export, numbers in one ``order`` ("dmy", "mdy" or "ymd")."""

    def __init__(self, order: str) -> None:
        self.order = order
        self._clock = Clock()

    def read(self, text: str) -> Moment | None:
        """The moment of a time as written, None where it is none."""
        unix = UNIX.match(text.strip())
        if unix:
            return Moment(int(unix[1]), "UTC")
        day, rest = self._day(text)
        if day is None:
            return None
        found = TIME.search(rest)
        second = self._clock.read(found[0]) if found else None
        if second is None:
            found = BARE_TIME.search(rest)
            second = self._clock.read(found[0]) if found else None
        return None if second is None else Moment(day + second)

    def _day(self, text: str) -> tuple[int | None, str]:
        named = BY_NAME.search(text)
        if named:
            first, month, last, other_month, day, year = named.groups()
            number = MONTHS.get((month or other_month).lower())
            if first and len(first) == 4:
                year, day = first, last
            elif first:
                day, year = first, last
            if number and int(day) < 32:
                order = f"{year}-{number}-{day}" if len(year) == 4 else f"20{year}-{number}-{day}"
                return day_of(order, "ymd"), text[: named.start()] + " " + text[named.end() :]
        numeric = NUMERIC.search(text)
        if not numeric:
            return None, text
        return day_of(numeric[0], self.order), text[: numeric.start()] + " " + text[numeric.end() :]
