"""When the events of one UID take place: repetitions, single dates, exceptions, and changes of single instances.

Repetitions are worked out on the clock on the wall of the event that repeats, and only then turned into UTC. Each keeps
the moment at which it was first meant to be, because that names it in every later export, wherever it was moved.
"""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from kithbook.formats.ics.event import Event
from kithbook.formats.ics.rules import BAD_RULE, TOO_OFTEN, Budget, Unread, moments, parts
from kithbook.formats.ics.values import When, midnight, moment, seconds
from kithbook.formats.ics.zones import named

MOST: Final = 10_000  # repetitions of one event

Newness = tuple[int, str, int]


class Instance(NamedTuple):
    """One time that an event takes place; ``original`` names it among those of its UID, "" where it is the only one."""

    event: Event
    start: When
    seconds: int | None
    original: str = ""


@dataclass
class Outcome:
    """What became of the events of one UID: when they take place, and why some could not be read (by position)."""

    instances: list[Instance] = field(default_factory=list)
    unread: dict[int, str] = field(default_factory=dict)


def outcome(events: list[Event], horizon: datetime, budget: Budget) -> Outcome:
    """All times at which the events of one UID take place up to ``horizon`` (UTC), and single ones beyond."""
    found = Outcome()
    cores = _newest(events)
    changes = _changes(event for event in events if event.recurrence is not None)
    if not cores and changes:  # Lotus Notes tells a whole series as a change of what it does not tell
        cores = [event for event in changes if event.and_future and event.repeats][:1]
        changes = [event for event in changes if event not in cores]
    for event in cores[1:]:  # programs that give several events one UID
        found.instances += _alone(event, f"{event.start.utc:%Y%m%dT%H%M%S}", horizon, budget, found)
    if not cores:
        found.instances += [Instance(event, event.start, event.seconds, _original(event)) for event in changes]
    elif changes or cores[0].repeats:
        found.instances += _series(cores[0], changes, horizon, budget, found)
    else:
        name = f"{cores[0].start.utc:%Y%m%dT%H%M%S}" if len(cores) > 1 else ""
        found.instances.append(Instance(cores[0], cores[0].start, cores[0].seconds, name))
    return found


def _alone(event: Event, name: str, horizon: datetime, budget: Budget, found: Outcome) -> list[Instance]:
    if event.repeats:
        return _series(event, [], horizon, budget, found)
    return [Instance(event, event.start, event.seconds, name)]


def _newness(event: Event) -> Newness:
    return event.sequence, event.stamp, event.position


def _newest(events: list[Event]) -> list[Event]:
    """The events that are no change of an instance: of several versions the newest, of different events each."""
    cores = [event for event in events if event.recurrence is None]
    if len(cores) < 2:
        return cores
    latest = max(event.sequence for event in cores)
    at: dict[datetime, Event] = {}
    for event in sorted((event for event in cores if event.sequence == latest), key=_newness):
        at[event.start.wall] = event
    return sorted(at.values(), key=lambda event: (not event.repeats, event.position))


def _changes(events: Iterable[Event]) -> list[Event]:
    """The newest change of each instance."""
    newest: dict[tuple[str, bool], Event] = {}
    for event in sorted(events, key=_newness):
        newest[_original(event), event.and_future] = event
    return sorted(newest.values(), key=lambda event: event.position)


def _original(event: Event) -> str:
    return _name(event.recurrence or event.start)


def _name(when: When) -> str:
    return f"{when.utc:%Y%m%dT%H%M%S}"


def _series(core: Event, changes: list[Event], horizon: datetime, budget: Budget, found: Outcome) -> list[Instance]:
    """The instances of ``core``, each as it was changed; where its rule cannot be followed, the changed ones alone."""
    try:
        meant = _meant(core, horizon, budget)
    except Unread as unread:
        found.unread[core.position] = unread.why
        return [Instance(event, event.start, event.seconds, _original(event)) for event in changes]
    days = {when.wall.date() for when in core.not_dates if when.is_date or core.start.is_date}
    excluded = {_on_wall(when, core) for when in core.not_dates if not when.is_date}
    single: dict[datetime, Event] = {}
    later: list[tuple[datetime, Event]] = []
    for event in changes:
        wall = _on_wall(event.recurrence or event.start, core)
        if event.and_future:
            later.append((wall, event))
        else:
            single[wall] = event
    later.sort(key=lambda pair: (pair[0], pair[1].position))
    for wall in single:
        meant.setdefault(wall, None)
    for wall, _ in later:
        meant.setdefault(wall, None)
    instances = []
    following = 0
    for wall, length in sorted(meant.items(), key=lambda pair: pair[0]):
        while following < len(later) and later[following][0] <= wall:
            following += 1
        if wall in excluded or wall.date() in days:
            continue
        name = _name(core.start._replace(wall=wall))
        if wall in single:
            event = single[wall]
            instances.append(Instance(event, event.start, event.seconds, name))
        elif following:
            since, event = later[following - 1]
            with contextlib.suppress(OverflowError):  # put off beyond the end of time
                start = event.start._replace(wall=event.start.wall + (wall - since))
                instances.append(Instance(event, start, event.seconds if length is None else length, name))
        else:
            start = core.start._replace(wall=wall)
            instances.append(Instance(core, start, core.seconds if length is None else length, name))
    return instances


def _meant(core: Event, horizon: datetime, budget: Budget) -> dict[datetime, int | None]:
    """The clock at which each instance is meant to be, and its length in seconds where it has one of its own."""
    try:
        last = core.start.zone.wall(horizon) if core.start.zone is not None else horizon
        meant: dict[datetime, int | None] = {core.start.wall: None}
        for rule in core.rules:
            for wall in _followed(rule, core, last, budget):
                meant[wall] = None
                if len(meant) > MOST:
                    raise Unread(TOO_OFTEN)
        for rule in core.not_rules:
            for wall in _followed(rule, core, last, budget):
                meant.pop(wall, None)
        for start, length in core.dates:
            wall = _on_wall(start, core)
            if wall <= last:
                meant[wall] = length
        if len(meant) > MOST:
            raise Unread(TOO_OFTEN)
    except (ValueError, OverflowError):
        raise Unread(BAD_RULE) from None
    return meant


def _followed(rule: str, core: Event, last: datetime, budget: Budget) -> Iterable[datetime]:
    found = parts(rule)
    until = _until(found.get("UNTIL", ""), core)
    last = last if until is None else min(last, until)
    return moments(found, core.start.wall, last, budget) if core.start.wall <= last else ()


def _until(value: str, core: Event) -> datetime | None:
    """Until when a rule goes on, on the wall of its event; a date means all of that day."""
    if not value or value.startswith("9999"):
        return None
    try:
        until = moment(value, {}, named, None)
    except ValueError:
        raise Unread(BAD_RULE) from None
    if until.is_date:
        return until.wall + timedelta(days=1, seconds=-1)
    if core.start.is_date:
        # Exchange writes midnight of the last day in UTC, which may be late on the day before
        wall = until.wall if until.wall.second else until.wall + timedelta(hours=12)
        return midnight(wall)
    if until.zone is not None and core.start.zone is not None:
        return core.start.zone.wall(until.utc)
    return until.wall


def _on_wall(when: When, core: Event) -> datetime:
    """A moment on the clock of the event that repeats."""
    if core.start.is_date:
        return midnight(when.wall)
    if when.is_date:
        return when.wall + timedelta(seconds=seconds(core.start.wall - midnight(core.start.wall)))
    if when.zone is None or core.start.zone is None or when.zone is core.start.zone:
        return when.wall
    return core.start.zone.wall(when.utc)
