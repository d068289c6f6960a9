"""Birthdays and public holidays among events, by what they and their calendars are called."""

import re
from typing import Final

# Who has a birthday, in the words of the calendars of Google, Apple and Outlook, and of people.
BIRTHDAYS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<who>.+?)(?:['’]s?)(?: \d{1,3}(?:st|nd|rd|th))? birthday!?",
        r"birthday(?: of|:) (?P<who>.+)",
        r"(?P<who>.+?) (?:hat|feiert) (?:\d{1,3}\. )?geburtstag",
        r"(?P<who>.+?)s? (?:\d{1,3}\. )?geburtstag",
        r"geburtstag(?: von|:) (?P<who>.+)",
        r"anniversaire(?: de|:| :) (?P<who>.+)",
        r"cumpleaños(?: de|:) (?P<who>.+)",
        r"compleanno(?: di|:) (?P<who>.+)",
        r"(?P<who>.+?)\s*(?:的)?\s*生日(?:快乐)?",
        r"(?:عيد )?ميلاد (?P<who>.+)",
    )
)
HOLIDAYS: Final = re.compile(
    r"holidays?\b|feiertage?\b|jours fériés|días festivos|festivos|feriados|festività|feestdagen|праздник"
    r"|节假日|節假日|法定假|祝日|공휴일|عطل|العطلات|أعياد",
    re.IGNORECASE,
)


def whose_birthday(title: str) -> str:
    """The name in the title of a birthday, or "".

    >>> whose_birthday("Ines Halfmoon's birthday"), whose_birthday("云三朵的生日"), whose_birthday("Firing day")
    ('Ines Halfmoon', '云三朵', '')
    """
    found = next(filter(None, (pattern.fullmatch(title) for pattern in BIRTHDAYS)), None)
    return "" if found is None else found["who"].strip()


def tells_holidays(name: str) -> bool:
    """Whether a calendar or a category of this name is about public holidays.

    >>> tells_holidays("Holidays in Germany"), tells_holidays("Kiln club")
    (True, False)
    """
    return bool(HOLIDAYS.search(name[:200]))
