"""The calendar: this week's few, birthdays, follow-ups, reminders and promises as days; its secret address."""

import secrets
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from kithbook import words
from kithbook.book import listing, moments, occasions, weekly
from kithbook.book.preferences import settings
from kithbook.store import people as shelf
from kithbook.store import replies
from kithbook.store.context import at_once
from kithbook.store.models import Setting
from kithbook.vocabulary import Said, say
from kithbook.vocabulary.answers import CalendarAnswer, CalendarEvent, Named, NudgeAnswer

AHEAD: Final = 400  # days
MORNING: Final = 9 * 60  # minutes after midnight at which a calendar reminds
LUNAR_YEARS: Final = 5  # for which a birthday of the lunar calendar is worked out
_SECRET, _BOOK = "calendar_secret", "calendar_id"


def calendar(*, now: int) -> CalendarAnswer:
    """Everything that has a day within the coming year. Nobody who rests is in it, nor the owner."""
    prefs = settings()
    today = moments.day(now, prefs.zone)
    lines = {line.id: line for line in shelf.lines() if not line.is_me and not listing.rests(line, today)}
    names = {person: Named(person, line.shown) for person, line in lines.items()}
    follow_ups = list(_follow_ups(today, names))
    meant = {event.person.id for event in follow_ups if event.on == today.isoformat()}
    events = [
        *(event for event in _nudges(today, now) if event.person.id not in meant),
        *_birthdays(today, names),
        *follow_ups,
        *_reminders(today, now, names),
        *_promises(today, names),
    ]
    events.sort(key=lambda event: (event.on, event.uid))
    return CalendarAnswer(moments.iso(now), prefs.zone, f"calendar/{calendar_secret()}.ics", tuple(events))


def _uid(kind: str, *parts: object) -> str:
    return "-".join([kind, *map(str, parts)]) + f"@{_id()}.kithbook"


def _id() -> str:
    """What tells this book's events from another's; it never changes, so that events stay the same ones."""
    kept = Setting.read(_BOOK)
    if kept is None:
        kept = secrets.token_hex(6)
        Setting.write(_BOOK, kept)
    return str(kept)


def _nudges(today: date, now: int) -> Iterator[CalendarEvent]:
    """This week's few, each on a day that follows from person and week, whoever else is among them.

    So nobody moves because another was answered. Whose day has passed waits on Sunday: nobody is chased day by day.
    """
    week = weekly.today(now=now)
    monday = today - timedelta(days=today.weekday())
    for nudge in week.nudges:
        planned = monday + timedelta(days=(nudge.person.id + monday.isocalendar().week) % 7)
        yield CalendarEvent(
            uid=_uid("nudge", nudge.person.id, monday.isoformat()),
            kind="nudge",
            on=(planned if planned >= today else monday + timedelta(days=6)).isoformat(),
            title=say("{name}, {minutes} min", name=nudge.person.name, minutes=nudge.minutes),
            notes=_plain(nudge),
            person=nudge.person,
            minutes=nudge.minutes,
        )


def _plain(nudge: NudgeAnswer) -> tuple[Said, ...]:
    """Why now, but for what quotes a message: the file may go to a calendar elsewhere."""
    return tuple(line for line in nudge.why if "words" not in line.values)


def _birthdays(today: date, names: dict[int, Named]) -> Iterator[CalendarEvent]:
    """Birthdays of everybody who does not rest; those of the lunar calendar day by day, as no client counts moons."""
    for each in occasions.birthdays(today):
        born = words.birthday_of(each.told)
        if each.person not in names or born is None:
            continue
        # From the beginning of this year on, so that one that has just been does not vanish.
        on = each.on if born.lunar else words.next_birthday(born, date(today.year, 1, 1))
        for _ in range(LUNAR_YEARS if born.lunar else 1):
            if on is None:
                break
            part = (on.year,) if born.lunar else ()
            yield CalendarEvent(
                uid=_uid("birthday", each.person, *part),
                kind="birthday",
                on=on.isoformat(),
                title=say("Birthday: {name}", name=names[each.person].name),
                notes=(),
                person=names[each.person],
                yearly=not born.lunar,
                month_end=not born.lunar and (born.month, born.day) == (2, 29),
                alarm=MORNING,
            )
            on = words.next_birthday(born, on + timedelta(days=1))


def _follow_ups(today: date, names: dict[int, Named]) -> Iterator[CalendarEvent]:
    for person, on in replies.wishes().items():
        if person in names and today <= on <= today + timedelta(days=AHEAD):
            yield CalendarEvent(
                uid=_uid("follow-up", person, on.isoformat()),
                kind="follow-up",
                on=on.isoformat(),
                title=say("In touch again: {name}", name=names[person].name),
                notes=(say("You wanted to be in touch again by {day}.", day=on),),
                person=names[person],
                alarm=MORNING,
            )


def _reminders(today: date, now: int, names: dict[int, Named]) -> Iterator[CalendarEvent]:
    for each in occasions.reminders(now):
        if each.person in names and today <= each.day <= today + timedelta(days=AHEAD):
            yield CalendarEvent(
                uid=_uid("reminder", each.person, each.day, f"{zlib.crc32(each.what.encode(errors='replace')):08x}"),
                kind="reminder",
                on=each.day.isoformat(),
                title=say("{name}: {what}", name=names[each.person].name, what=occasions.short(each.what)),
                notes=(),
                person=names[each.person],
                alarm=MORNING,
            )


def _promises(today: date, names: dict[int, Named]) -> Iterator[CalendarEvent]:
    for person, promise in occasions.promises():
        if person in names and promise.due is not None and promise.due >= today:
            yield CalendarEvent(
                uid=_uid("promise", promise.pk),
                kind="promise",
                on=promise.due.isoformat(),
                title=say("Promised to {name}: {what}", name=names[person].name, what=occasions.short(promise.text)),
                notes=(),
                person=names[person],
                alarm=MORNING,
            )


# ------------------------------------------------------------------------------------------------ the address


def opens_calendar(secret: str) -> bool:
    """Whether this is the secret of the address, compared in constant time; asking makes none."""
    kept = str(Setting.read(_SECRET, ""))
    return bool(kept) and secrets.compare_digest(secret.encode(errors="replace"), kept.encode())


def calendar_secret() -> str:
    """The secret in the address of the calendar, made when it is first asked for."""
    kept = Setting.read(_SECRET)
    return str(kept) if kept else rotate_calendar()


@at_once
def rotate_calendar() -> str:
    """A new secret: the calendar is found at the new address alone."""
    kept = secrets.token_urlsafe(24)
    Setting.write(_SECRET, kept)
    return kept
