"""The calendar as iCalendar: read back by icalendar, expanded by recurring-ical-events, in any zone and script."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from kithbook.feeds import as_ics
from kithbook.vocabulary import say
from kithbook.vocabulary.answers import CalendarAnswer, CalendarEvent, Named


def event(name: str = "云三朵", on: str = "2026-06-18", **more: object) -> CalendarEvent:
    """A birthday of somebody."""
    told = {"uid": "birthday-1@x.kithbook", "kind": "birthday", "yearly": True, "alarm": 540} | more
    title = say("Birthday: {name}", name=name)
    return CalendarEvent(on=on, title=title, notes=(), person=Named(1, name), **told)  # type: ignore[arg-type]


def written(*events: CalendarEvent, zone: str = "Asia/Shanghai") -> bytes:
    """A calendar of these events."""
    return as_ics(CalendarAnswer("2026-06-15T09:00:00Z", zone, "calendar/x.ics", events))


def test_lines_are_folded_and_end_as_the_standard_wants() -> None:
    """At most 75 octets without the line's end, which is CRLF; no sign is cut in two."""
    body = written(event("نادية الورّاق " * 12), event("🏺" * 60, uid="birthday-2@x.kithbook"))
    assert body.endswith(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


@given(name=st.text(max_size=60), note=st.text(max_size=200))
def test_any_name_comes_back(name: str, note: str) -> None:
    """Commas, semicolons, new lines, any script: what was written is read, but for control characters and spaces."""
    one = CalendarEvent(
        uid="nudge-1@x.kithbook",
        kind="nudge",
        on="2026-06-18",
        title=say("{name}", name=name),
        notes=(say("{note}", note=note),),
        person=Named(1, name),
    )
    read = icalendar.Calendar.from_ical(written(one)).events[0]
    kept = "".join(sign for sign in name if sign in "\n\t" or (ord(sign) >= 32 and ord(sign) != 127))
    assert str(read["summary"]) == " ".join(kept.split())
    assert read["uid"] == one.uid
    told = "".join(sign for sign in note if sign in "\n\t" or (ord(sign) >= 32 and ord(sign) != 127))
    assert str(read.get("description", "")) == told


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Europe/Berlin"])
def test_a_birthday_is_on_its_day_in_every_zone_and_year(zone: str) -> None:
    """All-day events have no zone: across a change of the clocks too, one day, once a year."""
    read = icalendar.Calendar.from_ical(written(event(on="2026-03-29"), zone=zone))
    for year in (2026, 2027, 2028):
        first = datetime(year, 3, 1, tzinfo=ZoneInfo(zone))
        found = recurring_ical_events.of(read).between(first, first + timedelta(days=60))
        assert [each["dtstart"].dt for each in found] == [date(year, 3, 29)]
        assert [each["dtend"].dt for each in found] == [date(year, 3, 30)]


def test_a_leap_day_is_kept_on_the_last_of_february() -> None:
    """28 February in a common year, 29 in a leap year; a birthday of the 28th stays on the 28th."""
    leap, plain = event(on="2027-02-28", month_end=True), event(on="2027-02-28", uid="birthday-2@x.kithbook")
    read = icalendar.Calendar.from_ical(written(leap, plain))
    found = recurring_ical_events.of(read).between(date(2027, 1, 1), date(2029, 1, 1))
    days = sorted((str(each["uid"]), each["dtstart"].dt) for each in found)
    assert days == [
        ("birthday-1@x.kithbook", date(2027, 2, 28)),
        ("birthday-1@x.kithbook", date(2028, 2, 29)),
        ("birthday-2@x.kithbook", date(2027, 2, 28)),
        ("birthday-2@x.kithbook", date(2028, 2, 28)),
    ]


def test_an_alarm_rings_in_the_morning() -> None:
    """Nine hours after the day begins; a suggestion of the week rings not at all."""
    read = icalendar.Calendar.from_ical(written(event(), event(uid="n", kind="nudge", alarm=None, yearly=False)))
    alarms = [[alarm["trigger"].dt for alarm in each.walk("VALARM")] for each in read.events]
    assert alarms == [[timedelta(hours=9)], []]
