"""The calendar as iCalendar (RFC 5545): all-day events with stable UIDs, alarms, birthdays that come each year.

Days are dates without a zone (VALUE=DATE): a birthday is on its day wherever one is. An alarm is so many minutes after
the beginning of that day, in the zone of whoever looks.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

from kithbook.vocabulary import Said
from kithbook.vocabulary.answers import CalendarAnswer, CalendarEvent

REFRESH: Final = timedelta(hours=6)
_CATEGORIES: Final = {
    "nudge": "This week",
    "birthday": "Birthdays",
    "follow-up": "Follow-ups",
    "reminder": "Reminders",
    "promise": "Promises",
}


def as_ics(answer: CalendarAnswer, *, name: str = "Kithbook", said: Callable[[Said], str] = str) -> bytes:
    """The calendar as a file; ``said`` puts a sentence into the words of a language."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kithbook//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", answer.zone)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    made = datetime.fromisoformat(answer.made)
    for event in answer.events:
        calendar.add_component(_event(event, made, said))
    return bytes(calendar.to_ical())


def _event(event: CalendarEvent, made: datetime, said: Callable[[Said], str]) -> Event:
    on = date.fromisoformat(event.on)
    found = Event()
    found.add("uid", event.uid)
    found.add("dtstamp", made)
    found.add("dtstart", on)
    found.add("dtend", on + timedelta(days=1))
    found.add("summary", _one_line(said(event.title)))
    if event.notes:
        found.add("description", "\n".join(_clean(said(note)) for note in event.notes))
    found.add("categories", [_CATEGORIES[event.kind]])
    found.add("transp", "TRANSPARENT")
    found.add("class", "PRIVATE")
    if event.yearly:
        last = {"bymonth": on.month, "bymonthday": -1} if event.month_end else {}
        found.add("rrule", {"freq": "yearly", **last})
    if event.alarm is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _one_line(said(event.title)))
        alarm.add("trigger", timedelta(minutes=event.alarm))
        found.add_component(alarm)
    return found


def _clean(text: str) -> str:
    """Without the control characters that RFC 5545 has no place for."""
    return "".join(sign for sign in text if sign in "\n\t" or (ord(sign) >= 32 and ord(sign) != 127))


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())
