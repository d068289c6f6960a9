"""What answers teach: minutes, channels, reasons, the minutes of a week; it can be read, and forgotten."""

from pathlib import Path
from typing import Any

from kithbook import book

DAY = 86_400


def row(now: int, of: str, what: str) -> Any:
    """One thing that was learnt, or None."""
    return next((each for each in book.learnt(now=now).learnt if (each.of, each.what) == (of, what)), None)


def test_minutes_that_were_told_move_the_plan(cast: Path, now: int) -> None:
    """Messages take four minutes until you say otherwise; three answers of ten pull halfway."""
    person = book.person("云三朵", now=now).person.id
    assert next(each for each in book.today(now=now).nudges if each.person.id == person).minutes == 4
    for week in range(3):
        book.answer_nudge(person, "done", now=now - (30 - week) * DAY, reason="drift", took=10)
    told = row(now, "minutes", "message")
    assert (told.value, told.count) == (7.0, 3)
    book.forget_learnt(now=now)
    assert row(now, "minutes", "message") is None


def test_minutes_can_be_told_afterwards(cast: Path, now: int) -> None:
    """The receipt asks how long it took; the week counts that."""
    person = book.person("云三朵", now=now).person.id
    book.answer_nudge(person, "done", now=now)
    book.say_took(person, 11)
    assert row(now + 1, "minutes", "message").count == 1


def test_a_channel_learns_from_later_imports(account: Any, empty: Path, tmp_path: Path, now: int) -> None:
    """Who wrote within a month has answered; who was seen for long without a word has not; else nothing is known."""
    for name in ("Ines Halfmoon", "Bram Teakettle"):
        for talk in range(12):
            account.talk(name, now - (200 + 12 * talk) * DAY)
    book.bring_in(account.write(tmp_path), now=now - 100 * DAY)
    ids = {each.name: each.id for each in book.people(now=now).people}
    for person in ids.values():
        book.answer_nudge(person, "done", now=now - 90 * DAY, reason="drift", channel="telegram")
    assert row(now, "channel", "telegram") is None
    account.say("Ines Halfmoon", "Ines Halfmoon", now - 80 * DAY, "how good to hear from you")
    account.say("Lantern Street", "Lio", now - DAY, "warm", group=True)
    book.bring_in(account.write(tmp_path), now=now)
    told = row(now, "channel", "telegram")
    assert told.count == 2
    assert told.value == (4 * 0.7 + 1) / 6


def test_reasons_that_are_acted_on_weigh_more(cast: Path, now: int) -> None:
    """Birthdays were always acted on, drift never: one rises, the other falls, both in words."""
    for place in range(6):
        book.answer_nudge(1 + place % 3, "done", now=now - (50 - place) * DAY, reason="birthday")
        book.answer_nudge(1 + place % 3, "later", now=now - (40 - place) * DAY, reason="drift")
    birthday, drift = row(now, "reason", "birthday"), row(now, "reason", "drift")
    assert birthday.value > 1 > drift.value
    assert "more than on other reasons" in str(birthday.says)


def test_a_week_is_not_planned_fuller_than_it_is_lived(cast: Path, now: int) -> None:
    """Four weeks of eight minutes: about ten are planned of thirty, and the page can say so."""
    from kithbook.book import learning

    person = book.person("Ines Halfmoon", now=now).person.id
    for week in range(1, 5):
        book.answer_nudge(person, "done", now=now - (7 * week + 1) * DAY, reason="drift", took=8)
    assert row(now, "budget", "week").value == 8
    assert learning.lessons(now=now).budget(30) == 10
    assert sum(nudge.minutes for nudge in book.today(now=now).nudges) <= 10
    book.forget_learnt(now=now)
    assert learning.lessons(now=now).budget(30) == 30


def test_nothing_learnt_is_said(cast: Path, now: int) -> None:
    """A new book says that it knows nothing yet."""
    answer = book.learnt(now=now)
    assert answer.learnt == ()
    assert "Nothing was learnt yet" in str(answer.says)
