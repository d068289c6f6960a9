"""The book of memories of a group: what is worth keeping of it, on paper or in a file."""

import re
from collections.abc import Iterable
from typing import Final

from kithbook import groups
from kithbook.book import moments, naming, preferences
from kithbook.groups.memories import Memories, Quote, Year
from kithbook.store import columns, people, rooms, timeline
from kithbook.vocabulary import KINDS, Said, say, say_n
from kithbook.vocabulary.answers import (
    MemoriesAnswer,
    MemoryDay,
    MemoryPerson,
    MemoryQuote,
    MemoryYear,
    Named,
)

MOST_NAMED: Final = 400  # people on the list
MOST_CAPTIONS: Final = 40
_QUOTED: Final = frozenset(KINDS.index(kind) for kind in ("text", "image", "video", "media"))
# What stands in the place of a picture, or names its file: "<Media omitted>", "[图片]", "IMG-0042.jpg (file attached)".
_PLACEHOLDER: Final = re.compile(
    r"\s*(?:[<\[(\uff08\u3010\u200e].*[>\])\uff09\u3011]|\S.*\.(?:jpe?g|png|gif|webp|heic|mp4|mov|3gp|webm)\b.*)\s*",
    re.IGNORECASE,
)


def memories(name: str | int, *, now: int, hide_names: bool = False) -> MemoriesAnswer:
    """What is worth remembering of one group, by title or number; days are of the owner's zone.

    With ``hide_names`` neither names nor texts are in it: texts may name people too. Raises Refused where no group or
    several are called so.
    """
    chat = naming.find_group(name)
    (room,) = rooms.rooms([chat.pk])
    zone = preferences.settings().zone
    seen_until = room.seen_until or now
    names = people.shown_all()
    events = columns.events([chat.pk])
    picked = groups.memories(events, names=names, seen_until=seen_until, shift=moments.shift(seen_until, zone))
    quotes = {} if hide_names else _quoted(picked, names, zone)
    first, last = _span(picked)
    shown = () if hide_names else picked.people[:MOST_NAMED]
    members = events["sender"].n_unique()
    return MemoriesAnswer(
        id=chat.pk,
        title=chat.shown,
        platform=room.platform,
        first=first,
        last=last,
        messages=sum(year.messages for year in picked.years),
        members=members,
        years=_years(picked, quotes),
        people=tuple(
            MemoryPerson(Named(one.person, names[one.person]), one.first.isoformat(), one.last.isoformat())
            for one in shown
        ),
        begin=quotes.get(picked.first) if picked.first is not None else None,
        more=members - len(shown),
        hidden=hide_names,
        says=_says(len(shown), members, hidden=hide_names),
    )


def _span(picked: Memories) -> tuple[str, str]:
    """The first and the last day of anybody, "" where nobody wrote."""
    first = min((one.first for one in picked.people), default=None)
    last = max((one.last for one in picked.people), default=None)
    return ("" if first is None else first.isoformat()), ("" if last is None else last.isoformat())


def _says(shown: int, members: int, *, hidden: bool) -> tuple[Said, ...]:
    if hidden:
        return (say("Names are left out of this copy, and so is what people wrote, since it may name others."),)
    if members > shown:
        return (
            say_n(
                "{count} more person wrote here who is not on the list.",
                "{count} more people wrote here who are not on the list.",
                members - shown,
            ),
        )
    return ()


def _quoted(picked: Memories, names: dict[int, str], zone: str) -> dict[int, MemoryQuote]:
    """The texts of all that was picked, by message; without what stands in the place of a picture."""
    echo = {quote.message: quote for quote in picked.quotes}
    first = () if picked.first is None else (picked.first,)
    of_days = [each for day in picked.days for each in (day.begin, *day.pictures) if each is not None]
    found: dict[int, MemoryQuote] = {}
    for message, written in timeline.written({*echo, *first, *of_days}).items():
        text = written.text if written.kind == 0 else _caption(written.text)
        if written.kind not in _QUOTED or not text.strip():
            continue
        by = None if written.person is None else names.get(written.person)
        found[message] = MemoryQuote(
            text=text.strip(),
            on=moments.iso_day(written.at, zone),
            by=None if not by or written.person is None else Named(written.person, by),
            answers=echo[message].answers if message in echo else 0,
            reacted=message in echo and echo[message].reacted,
        )
    return found


def _caption(text: str) -> str:
    r"""What was written to a picture, without the lines that only stand for it.

    >>> _caption("<Media omitted>"), _caption("IMG-7.jpg (file attached)\nfirst bowl"), _caption("out of the kiln")
    ('', 'first bowl', 'out of the kiln')
    """
    return "\n".join(line for line in text.splitlines() if not _PLACEHOLDER.fullmatch(line))


def _years(picked: Memories, quotes: dict[int, MemoryQuote]) -> tuple[MemoryYear, ...]:
    """Each year with its days and quotes; no message is told twice."""
    days = _days(picked, quotes)
    used = (
        {picked.first} | {each.begin for each in picked.days} | {each for day in picked.days for each in day.pictures}
    )
    rest = [quote for quote in picked.quotes if quote.message not in used]
    return tuple(_year(year, rest, days, quotes) for year in picked.years)


def _year(year: Year, picked: Iterable[Quote], days: Iterable[MemoryDay], quotes: dict[int, MemoryQuote]) -> MemoryYear:
    return MemoryYear(
        year=year.year,
        messages=year.messages,
        people=year.people,
        best_month=f"{year.year}-{year.best_month:02d}",
        quotes=tuple(quotes[one.message] for one in picked if one.year == year.year and one.message in quotes),
        days=tuple(day for day in days if int(day.on[:4]) == year.year),
    )


def _days(picked: Memories, quotes: dict[int, MemoryQuote]) -> list[MemoryDay]:
    """The best days with the captions of their pictures, MOST_CAPTIONS in all."""
    left = MOST_CAPTIONS
    told = []
    for day in picked.days:
        captions = tuple(quotes[message] for message in day.pictures if message in quotes)[:left]
        left -= len(captions)
        begin = None if day.begin in (None, picked.first) else quotes.get(day.begin)
        told.append(MemoryDay(day.on.isoformat(), day.people, day.messages, day.answers, begin, captions))
    return told
