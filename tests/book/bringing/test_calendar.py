"""A calendar comes into the book: meetings stand with their people, once, and go as a whole."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kithbook import book

SERIES = """BEGIN:VEVENT
UID:firing
DTSTART;TZID=Europe/Berlin:20240305T180000
DTEND;TZID=Europe/Berlin:20240305T200000
RRULE:FREQ=WEEKLY;UNTIL=20240403
SUMMARY:Firing evening
LOCATION:Lantern Street
ORGANIZER;CN=Ines Halfmoon:mailto:ines@example.org
ATTENDEE;CN=Lio:mailto:lio@example.org
END:VEVENT
"""
MOVED = """BEGIN:VEVENT
UID:firing
SEQUENCE:1
RECURRENCE-ID;TZID=Europe/Berlin:20240312T180000
DTSTART;TZID=Europe/Berlin:20240313T190000
SUMMARY:Firing evening, a day later
ORGANIZER;CN=Ines Halfmoon:mailto:ines@example.org
ATTENDEE;CN=Lio:mailto:lio@example.org
END:VEVENT
"""
COFFEE = """BEGIN:VEVENT
UID:coffee
DTSTART:20240301T090000
SUMMARY:Coffee with Lio
END:VEVENT
"""
MARCH_20 = int(datetime(2024, 3, 20, 12, tzinfo=UTC).timestamp())


@pytest.fixture
def calendar(tmp_path: Path):
    """Writes the calendar of Ines with these events."""

    def write(*events: str, name: str = "a") -> Path:
        path = tmp_path / name / "ines@example.org.ics"
        path.parent.mkdir()
        path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{''.join(events)}END:VCALENDAR\n", "utf-8")
        return path

    return write


def lio() -> int:
    """The person whom the calendar calls Lio."""
    from kithbook.store.models import Handle

    return Handle.objects.get(key="lio@example.org").person_id


def timeline(now: int) -> list[tuple[str, str, str]]:
    """Day, kind and text of what the book tells of Lio."""
    found = book.person(lio(), now=now).timeline
    return [(moment.at[:10], moment.kind, moment.text) for moment in found]


def test_meetings_stand_with_their_people(empty: Path, calendar) -> None:
    """Past meetings are in the timeline of who was there; what lies ahead does not count yet."""
    [one] = book.bring_in(calendar(SERIES, COFFEE), now=MARCH_20).imports
    assert one.format == "ics"
    told = "Firing evening · Lantern Street"
    assert timeline(MARCH_20) == [(day, "met", told) for day in ("2024-03-19", "2024-03-12", "2024-03-05")]
    later = MARCH_20 + 60 * 86_400
    assert [day for day, _, _ in timeline(later)][:2] == ["2024-04-02", "2024-03-26"]
    assert len(timeline(later)) == 5


def test_the_owner_is_whose_address_the_calendar_has(empty: Path, calendar) -> None:
    """The file is called by the address of whose it is."""
    from kithbook.store.models import Handle

    book.bring_in(calendar(SERIES), now=MARCH_20)
    assert Handle.objects.get(key="ines@example.org").person.is_me
    assert not Handle.objects.get(key="lio@example.org").person.is_me


def test_the_same_calendar_again_adds_nothing(empty: Path, calendar) -> None:
    """A later export of the calendar brings what is new; what was moved since stands where it now is, once."""
    [first] = book.bring_in(calendar(SERIES, COFFEE), now=MARCH_20).imports
    again = book.bring_in(
        calendar(SERIES.replace("SUMMARY", "STATUS:CONFIRMED\nSUMMARY"), COFFEE, name="b"), now=MARCH_20
    )
    assert counts(first.id) == (6, 6)
    assert counts(again.imports[0].id) == (6, 0)
    assert len(timeline(MARCH_20)) == 3
    moved = book.bring_in(calendar(SERIES, MOVED, COFFEE, name="c"), now=MARCH_20).imports[0]
    assert counts(moved.id) == (6, 0)
    assert [day for day, _, _ in timeline(MARCH_20)] == ["2024-03-19", "2024-03-13", "2024-03-05"]


def counts(number: int) -> tuple[int, int]:
    """How many meetings an import has told, and how many of them were new."""
    from kithbook.store.models import Import

    found = Import.objects.get(pk=number).counts
    return found["encounters"], found["new_encounters"]


def test_undo_takes_all_of_it_out(empty: Path, calendar, dump) -> None:
    """After undo there are no meetings, and the book is as before."""
    from kithbook.store.models import Encounter

    before = dump()
    [one] = book.bring_in(calendar(SERIES, MOVED, COFFEE), now=MARCH_20).imports
    assert Encounter.objects.count() == 6
    assert dump() != before
    book.undo(one.id, now=MARCH_20)
    assert not Encounter.objects.exists()
    assert dump() == before
    assert [check.name for check in book.doctor().checks if not check.well] == []
