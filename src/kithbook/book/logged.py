"""What was logged by hand, and the meetings and calls that imports told outside of chats, as contacts."""

from collections.abc import Iterable
from typing import Final

import polars as pl

from kithbook import ties
from kithbook.book import diaries, moments
from kithbook.store import encounters, people
from kithbook.vocabulary import CONTACT_COLUMNS, HOWS

# How a deed that was logged by hand counts; whatever else was logged is a touch.
_DEEDS: Final = {"met": "meeting", "called": "call"}
_CONTACT: Final = {name: getattr(pl, kind) for name, kind, _ in CONTACT_COLUMNS}


def by_hand(zone: str, now: int) -> list[tuple[int, int, str, int]]:
    """(person, moment, how, seconds) of all that was logged, of which only the day is known, and of all meetings and
    calls that imports told.
    """
    logged = [
        (person, min(now, moments.noon(on, zone)), _DEEDS.get(kind, "touch"), 0)  # today's noon may still lie ahead
        for person, on, kind in people.touches_by_hand()
    ]
    return logged + [
        (person, met.at, "call" if met.kind == "call" else "meeting", met.seconds or 0)
        for met in encounters.until(now)
        if len(met.people) <= encounters.MANY
        for person in met.people
    ]


def days(by_hand: Iterable[tuple[int, int, str, int]], zone: str) -> pl.DataFrame:
    """The days of what was logged and told, in a chat of its own."""
    rows = [
        (diaries.HAND, diaries.ME, person, at, HOWS.index(how), 1.0, seconds) for person, at, how, seconds in by_hand
    ]
    contacts = pl.DataFrame(rows, schema=_CONTACT, orient="row")
    return diaries.plain(ties.days(ties.seen_from(contacts, diaries.ME), shift=diaries.shift(zone)))
