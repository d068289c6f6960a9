"""What a list that somebody moves in from says with a day: reminders, notes, favours; how each is written as a fact.

Parts stand between " | ", the free text last, so that it may hold bars itself. A day is ISO, or "" where none is told.
"""

import re
from datetime import date
from typing import Final, NamedTuple

BAR: Final = re.compile(r"\s*\|\s*")
# How often a reminder comes again; "" is once.
AGAIN: Final = re.compile(r"|weekly|monthly|yearly|every [1-9]\d{0,3} (?:days|weeks|months|years)")
DEEDS: Final = ("given", "asked", "promised")
SIDES: Final = ("me", "them")  # who gave, asked or promised
SORTS: Final = ("money", "gift", "help", "time", "introduction")


class Reminder(NamedTuple):
    """A day on which to turn to somebody, how often it comes again (one of AGAIN), and what for.

    >>> str(Reminder("2026-05-01", "yearly", "Call about the boat"))
    '2026-05-01 | yearly | Call about the boat'
    """

    day: str
    again: str = ""
    what: str = ""

    def __str__(self) -> str:
        return " | ".join(self)


class DatedNote(NamedTuple):
    """What was written down on a day.

    >>> str(DatedNote("2024-03-01", "Moved to Rome"))
    '2024-03-01 | Moved to Rome'
    """

    day: str
    text: str

    def __str__(self) -> str:
        return " | ".join(self)


class Favour(NamedTuple):
    """What was given, asked for or promised (one of DEEDS) on a day, by whom (of SIDES), of which sort (of SORTS).

    >>> str(Favour("2023-05-02", "given", "me", "gift", "A bowl"))
    '2023-05-02 | given | me | gift | A bowl'
    """

    day: str
    deed: str
    side: str
    sort: str
    text: str

    def __str__(self) -> str:
        return " | ".join(self)


def reminder(fact: str) -> Reminder | None:
    """The reminder that a fact "reminder" writes down; None where it is none.

    >>> reminder("2026-05-01 | every 6 months | Oil | vinegar")
    Reminder(day='2026-05-01', again='every 6 months', what='Oil | vinegar')
    """
    parts = BAR.split(fact.strip(), 2)
    if len(parts) != 3 or not is_day(parts[0]) or not AGAIN.fullmatch(parts[1]):
        return None
    return Reminder(*parts)


def dated_note(fact: str) -> DatedNote | None:
    """The note that a fact "dated_note" writes down; None where it is none.

    >>> dated_note("2024-03-01 | Moved"), dated_note("Moved")
    (DatedNote(day='2024-03-01', text='Moved'), None)
    """
    day, bar, text = fact.partition("|")
    return DatedNote(day.strip(), text.strip()) if bar and is_day(day.strip()) else None


def favour(fact: str) -> Favour | None:
    """The favour that a fact "favour" writes down; None where it is none.

    >>> favour(" | given | them | money | 12 EUR").day
    ''
    """
    parts = BAR.split(fact.strip(), 4)
    if len(parts) != 5 or not (parts[0] == "" or is_day(parts[0])):
        return None
    found = Favour(*parts)
    return found if found.deed in DEEDS and found.side in SIDES and found.sort in SORTS else None


def is_day(text: str) -> bool:
    """Whether ``text`` is a day of the calendar, YYYY-MM-DD.

    >>> is_day("2026-05-01"), is_day("2026-02-30"), is_day("20260501")
    (True, False, False)
    """
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
