"""Would a new group of these people hold? What the book has seen of them, put before the room that answers it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

import polars as pl

from kithbook import groups
from kithbook.book import besides, knowing, measuring, moments, naming
from kithbook.book.preferences import settings
from kithbook.groups import births, proposing, talks
from kithbook.store import columns, models, rooms
from kithbook.store import people as shelf
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import ProposeAnswer

FEWEST, MOST = 3, 60  # people of a group that can be asked about


def propose(names: Sequence[str | int], *, now: int) -> ProposeAnswer:
    """Whether these people (names or numbers) would hold as a group, as of the last that was seen of any group.

    You are left out: you would be in it anyway.

    Raises Refused below 3 or above 60 people, and where a name fits nobody or several.
    """
    chosen = {person.pk: person.shown for person in map(naming.find_person, names) if not person.is_me}
    if not FEWEST <= len(chosen) <= MOST:
        raise Refused(
            say(
                "A group to ask about has {fewest} to {most} people beside you; these are {count}. Name others.",
                fewest=FEWEST,
                most=MOST,
                count=len(chosen),
            )
        )
    shared = [room for room in rooms.rooms() if not room.direct]
    marks = columns.marks()
    until = measuring.seen_until({room.id: room for room in shared}, marks, now)
    seen = min(now, max(until.values(), default=now))
    events = columns.events([room.id for room in shared if room.id in marks])
    members = _members(chosen)
    near = births.near(events)
    answer: ProposeAnswer = groups.propose(
        _candidates(chosen, events, members, seen),
        _links(chosen, events, near),
        as_of=moments.iso_day(seen, settings().zone),
        past=[past for past, _ in births.births(events, until, near)],
    )
    return answer


def _members(chosen: Mapping[int, str]) -> dict[int, set[int]]:
    """Of each shared chat the chosen people whom an import saw in it, those who never wrote among them."""
    found: dict[int, set[int]] = defaultdict(set)
    seen = models.Membership.objects.filter(source__state="complete", handle__person_id__in=chosen)
    seen = seen.filter(chat__isnull=False).exclude(chat__kind="direct")
    for chat, person in seen.values_list("chat_id", "handle__person_id"):
        found[chat].add(person)
    return found


def _candidates(
    chosen: Mapping[int, str], events: pl.DataFrame, members: Mapping[int, Collection[int]], seen: int
) -> list[proposing.Candidate]:
    weeks = births.record(events, chosen, seen + 1, members)
    starts = _starts(events, seen)
    past = besides.pasts(chosen)
    # One way of writing it for all: of several, the first.
    written: dict[str, str] = {}
    handles = shelf.handles_of(chosen)
    return [
        proposing.Candidate(
            person,
            name,
            weeks.get(person),
            starts[person],
            frozenset(chat for chat, here in members.items() if person in here),
            frozenset(written.setdefault(besides.key(value), value) for value in past.get(person, ())),
            frozenset(what for _, what, _ in knowing.tastes(handles[person], is_me=False)),
        )
        for person, name in chosen.items()
    ]


def _starts(events: pl.DataFrame, seen: int) -> Counter[int]:
    """The talks that each person opened within the last year of the book."""
    found: Counter[int] = Counter()
    late = events.filter(pl.col("at") >= seen - births.YEAR)
    for own in late.partition_by("chat"):
        found.update(talks.talks(talks.with_talks(own), None)["opener"].to_list())
    return found


def _links(chosen: Mapping[int, str], events: pl.DataFrame, near: pl.DataFrame) -> list[proposing.Link]:
    """Answers between each two of these people, and the days on which they wrote close to each other."""
    some = pl.Series(sorted(chosen), dtype=pl.Int32).implode()
    answered: Counter[tuple[int, int]] = Counter()
    for own in events.filter(pl.col("chat").is_in(_chats_of(events, some))).partition_by("chat"):
        told = talks.answers(own).filter(pl.col("by").is_in(some) & pl.col("to").is_in(some))
        answered.update((min(pair), max(pair)) for pair in told.select("by", "to").iter_rows())
    near = near.filter(pl.col("one").is_in(some) & pl.col("other").is_in(some))
    met = dict.fromkeys(answered, 0)
    for one, other, days in near.group_by("one", "other").agg(pl.col("days").sum()).iter_rows():
        met[one, other] = days
    return [proposing.Link(one, other, answered[one, other], days) for (one, other), days in sorted(met.items())]


def _chats_of(events: pl.DataFrame, some: pl.Series) -> pl.Series:
    """The chats in which any of them wrote."""
    return events.filter(pl.col("sender").is_in(some))["chat"].unique().implode()
