"""The calendar of a book: what stands in it, on which day, under which name that stays."""

from pathlib import Path

from kithbook import book

DAY = 86_400


def test_the_week_birthdays_and_follow_ups_stand_in_it(cast: Path, now: int) -> None:
    """One day for each of the week's few, the birthday that was written down, the day that was named for the next."""
    book.describe("Ines Halfmoon", "birthday", "1985-06-20", now=now)
    book.describe("石小满", "birthday", "农历八月十五", now=now)
    book.log(["Tobias"], "Wrote about timetables", now=now, next="2 weeks")
    answer = book.calendar(now=now)
    told = {(event.kind, event.person.name): event for event in answer.events}
    few = [nudge.person.name for nudge in book.today(now=now).nudges]
    assert [event.person.name for event in answer.events if event.kind == "nudge"] == few
    assert told["birthday", "Ines Halfmoon"].on == "2026-06-20"
    assert told["birthday", "Ines Halfmoon"].yearly
    assert told["follow-up", "Tobias Quillfeather"].on == "2026-06-29"
    lunar = [event.on for event in answer.events if event.person.name == "石小满" and event.kind == "birthday"]
    assert lunar[:2] == ["2026-09-25", "2027-09-15"]
    assert not any(event.yearly for event in answer.events if event.person.name == "石小满")


def test_names_of_events_stay_and_the_address_can_change(cast: Path, now: int) -> None:
    """The same thing has the same UID the next day; after a rotation the path is another and the UIDs are the same."""
    book.describe("Ines Halfmoon", "birthday", "1985-06-20", now=now)
    first, next_day = book.calendar(now=now), book.calendar(now=now + DAY)
    assert {event.uid for event in first.events} <= {event.uid for event in next_day.events}
    assert first.path == next_day.path
    book.rotate_calendar()
    again = book.calendar(now=now)
    assert again.path != first.path
    assert again.events == first.events


def test_who_rests_is_not_in_the_calendar(cast: Path, now: int) -> None:
    """Letting somebody rest takes their birthday out too."""
    person = book.describe("Ines Halfmoon", "birthday", "1985-06-20", now=now).person
    book.rest(person.id, "always", now=now)
    assert person.id not in {event.person.id for event in book.calendar(now=now).events}
