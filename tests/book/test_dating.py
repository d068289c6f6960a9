"""The calendar of a book: what stands in it, on which day, under which name that stays."""

from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from kithbook import book
from kithbook.vocabulary.answers import Named

DAY = 86_400


def test_the_week_birthdays_and_follow_ups_stand_in_it(cast: Path, now: int) -> None:
    """One day for each of the week's few, the birthday that was written down, the day that was named for the next."""
    book.describe("Ines Halfmoon", "birthday", "1985-06-20", now=now)
    book.describe("石小满", "birthday", "农历八月十五", now=now)
    book.log(["Tobias"], "Wrote about timetables", now=now, next="2 weeks")
    answer = book.calendar(now=now)
    told = {(event.kind, event.person.name): event for event in answer.events}
    few = [nudge.person.name for nudge in book.today(now=now).nudges]
    assert sorted(event.person.name for event in answer.events if event.kind == "nudge") == sorted(few)
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


def _few(monkeypatch: pytest.MonkeyPatch, *ids: int) -> None:
    """This week's few are these people, whatever the day."""
    from kithbook.book import weekly

    shown = {row.id: row.name for row in book.people(now=0).people}
    nudges = tuple(SimpleNamespace(person=Named(one, shown[one]), minutes=4, why=(), give=None) for one in ids)
    monkeypatch.setattr(weekly, "today", lambda *, now: SimpleNamespace(nudges=nudges))


def _days(now: int) -> dict[int, str]:
    return {event.person.id: event.on for event in book.calendar(now=now).events if event.kind == "nudge"}


def test_a_suggestion_keeps_its_day_and_then_waits_on_sunday(
    cast: Path, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not walk along with the week, and it does not move because somebody else was answered."""
    from kithbook.book import moments

    ids = [row.id for row in book.people(now=now).people[:3]]
    _few(monkeypatch, *ids)
    monday, sunday = moments.week(now, book.settings().zone)
    start = moments.noon(monday, book.settings().zone)
    first = _days(start)
    for day in range(7):
        today = (monday + timedelta(days=day)).isoformat()
        wanted = {one: on if on >= today else sunday.isoformat() for one, on in first.items()}
        assert _days(start + day * DAY) == wanted
    _few(monkeypatch, *ids[1:])
    assert _days(start) == {one: first[one] for one in ids[1:]}


def test_one_reminder_on_two_days_is_two_events(cast: Path, now: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client keeps one event for each UID, and would lose the other."""
    from kithbook.book import occasions

    person = book.people(now=now).people[0].id
    days = (date(2026, 7, 1), date(2026, 8, 1))
    told = [SimpleNamespace(person=person, day=day, what="Send the invoice") for day in days]
    monkeypatch.setattr(occasions, "reminders", lambda now: told)
    uids = [event.uid for event in book.calendar(now=now).events if event.kind == "reminder"]
    assert len(set(uids)) == len(days)


def test_only_the_secret_opens_and_asking_makes_none(cast: Path) -> None:
    """A guess before there is a secret, an empty one and one in another script open nothing."""
    assert not book.opens_calendar("x" * 32)
    assert not book.opens_calendar("")
    secret = book.calendar_secret()
    assert book.opens_calendar(secret)
    assert not any(map(book.opens_calendar, ("", "é", secret[:-1], secret + "x")))
    book.rotate_calendar()
    assert not book.opens_calendar(secret)
