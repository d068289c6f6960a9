"""The answer about the calendar: what stands in it, as days."""

import msgspec

from kithbook.vocabulary.answers.named import Named
from kithbook.vocabulary.saying import Said


class CalendarEvent(msgspec.Struct, frozen=True):
    """One all-day event on the ISO day ``on``.

    kind: "nudge" | "birthday" | "follow-up" | "reminder" | "promise". ``uid`` stays the same for the same thing.
    ``yearly``: it comes again each year; with ``month_end`` on the last day of that month (a 29 February).
    ``alarm`` is the minutes after the beginning of the day (in the calendar's own zone) at which it reminds, None for
    not at all.
    """

    uid: str
    kind: str
    on: str
    title: Said
    notes: tuple[Said, ...]
    person: Named
    minutes: int = 0
    yearly: bool = False
    month_end: bool = False
    alarm: int | None = None


class CalendarAnswer(msgspec.Struct, frozen=True):
    """The calendar of the book as of ``made`` (ISO moment): its events in the order of their days.

    ``path`` is the secret part of the address at which a client on this machine finds it, ``written`` the file that
    it was written to, or "".
    """

    made: str
    zone: str
    path: str
    events: tuple[CalendarEvent, ...]
    written: str = ""
