"""Reads a calendar in two passes: a first look, then each event as meetings, those of one UID together."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from kithbook.formats.contract import Answers
from kithbook.formats.ics.event import Context, Event, event_of, uid_of
from kithbook.formats.ics.lines import CALENDAR, EVENT, TIMEZONE, Cut, cuts, text_of
from kithbook.formats.ics.naming import tells_holidays, whose_birthday
from kithbook.formats.ics.rules import Budget, Unread
from kithbook.formats.ics.series import Instance, outcome
from kithbook.formats.ics.survey import Survey
from kithbook.formats.ics.values import EPOCH, seconds
from kithbook.formats.ics.zones import Zone
from kithbook.formats.source import Source
from kithbook.vocabulary import LAST_SECOND, Contact, Encounter, Handle, Problem, Record, Tally

OUT_OF_TIME: Final = "An event of a year that cannot be."
AHEAD: Final = timedelta(days=366)  # so far repetitions are followed
LAST: Final = datetime(9000, 1, 1)  # noqa: DTZ001
MOST: Final = 2_000_000  # repetitions in one file
MANY_PEOPLE: Final = 200_000  # after so many they are introduced again, so that memory stays flat
HELD: Final = 64 << 20  # bytes of events that wait for others of their UID
ANSWERS: Final = frozenset(("REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"))  # to an invitation (RFC 5546)


class Reading:
    """One reading of a calendar; ``records`` gives them."""

    def __init__(self, source: Source, answers: Answers, now: int | None) -> None:
        self._file = source.first
        self._text = text_of(source, answers)
        self._now = now
        self._total = self._read = self._not_read = 0
        self._met: set[str] = set()
        self._born: set[str] = set()
        self._budget = Budget(MOST)
        self._held: dict[str, list[Event]] = {}
        self._weight: dict[str, int] = {}
        self._weighs = 0
        self._calendar = 0
        self._begin_calendar()

    def records(self) -> Iterator[Record]:
        """All records of the calendar, in the order that the contract asks for."""
        yield from self._text.choices()
        codec = self._text.codec
        self._survey = Survey(cuts(self._text.blocks()), codec, self._file)
        self._horizon = self._until()
        if self._survey.owner:
            yield from self._introduce(self._survey.owner, 0)
        for cut in cuts(self._text.blocks()):
            if cut.kind == CALENDAR:
                self._head(cut)
            elif cut.kind == TIMEZONE:
                continue
            else:
                self._total += 1
                yield from self._entry(cut)
        for uid in list(self._held):
            yield from self._together(uid)
        blank = self._total - self._read - self._not_read
        yield Tally("record", self._total, self._read, blank, self._not_read)

    def _until(self) -> datetime:
        if self._now is None:
            return min(self._survey.latest + AHEAD, LAST)
        return min(EPOCH + timedelta(seconds=max(0, min(self._now, LAST_SECOND - 1))), LAST) + AHEAD

    def _begin_calendar(self) -> None:
        self._method, self._floating, self._holidays = "", None, False
        self._about(self._file)

    _floating: Zone | None

    def _about(self, name: str) -> None:
        self._holidays = self._holidays or tells_holidays(name)

    def _head(self, cut: Cut) -> None:
        if not cut.lines:
            self._calendar += 1
            self._begin_calendar()
        for name, raw in cut.lines:
            value = raw.decode(self._text.codec, "replace").partition(":")[2].strip()
            if name == b"METHOD":
                self._method = value.upper()
            elif name == b"X-WR-TIMEZONE":
                self._floating = self._survey.zones.find(self._calendar, value)
            elif name in (b"X-WR-CALNAME", b"NAME"):
                self._about(value)

    # -------------------------------------------------------------------------------------------- events

    def _entry(self, cut: Cut) -> Iterator[Record]:
        if cut.problem:
            yield self._problem(cut.line, cut.problem)
            return
        if cut.kind != EVENT:
            return
        number = self._calendar
        context = Context(self._text.codec, lambda tzid: self._survey.zones.find(number, tzid), self._floating)
        uid = uid_of(cut, self._text.codec)
        left = self._survey.together.left(uid)
        event = None
        try:
            event = event_of(cut, self._total, context)
        except Unread as unread:
            yield self._problem(cut.line, unread.why)
        if event is not None and (self._is_answer(event) or self._is_holiday(event)):
            event = None
        if event is not None and (left or uid in self._held):
            self._hold(uid, event, sum(len(line.raw) for line in cut.lines))
        elif event is not None:
            yield from self._resolved([event])
        if not left and uid in self._held:
            yield from self._together(uid)
        while self._weighs > HELD:
            yield from self._together(next(iter(self._held)))

    def _is_answer(self, event: Event) -> bool:
        """Whether this only answers an invitation; METHOD:CANCEL cancels what it names."""
        event.cancelled = event.cancelled or self._method == "CANCEL"
        return self._method in ANSWERS

    def _is_holiday(self, event: Event) -> bool:
        """Whether this is a public holiday, which is nobody's meeting."""
        return event.all_day and not event.people and (self._holidays or tells_holidays(event.categories))

    def _hold(self, uid: str, event: Event, weight: int) -> None:
        self._held.setdefault(uid, []).append(event)
        self._weight[uid] = self._weight.get(uid, 0) + weight + 1_000
        self._weighs += weight + 1_000

    def _together(self, uid: str) -> Iterator[Record]:
        self._weighs -= self._weight.pop(uid)
        yield from self._resolved(self._held.pop(uid))

    def _resolved(self, events: list[Event]) -> Iterator[Record]:
        """The records of the events of one UID."""
        birthdays = [event for event in events if _is_birthday(event)]
        for event in birthdays:
            yield from self._birthday(event)
        found = outcome([event for event in events if event not in birthdays], self._horizon, self._budget)
        read: set[int] = set()
        for instance in sorted(found.instances, key=lambda instance: instance.start.seconds):
            encounter = self._encounter(instance)
            if encounter is not None:
                yield from self._people(instance.event)
                yield encounter
                read.add(instance.event.position)
        lines = {event.position: event.line for event in events}
        alone = [instance for instance in found.instances if not instance.original]
        for instance in alone:
            if not 0 <= instance.start.seconds < LAST_SECOND:
                found.unread.setdefault(instance.event.position, OUT_OF_TIME)
        for position, why in found.unread.items():
            yield self._problem(lines[position], why)
        self._read += len(read - found.unread.keys())

    def _encounter(self, instance: Instance) -> Encounter | None:
        """The meeting, or None where there was none: cancelled, declined by the owner, nameless and with nobody."""
        event, start = instance.event, instance.start
        at = seconds(start.wall - EPOCH) if event.all_day else start.seconds
        owner = self._survey.owner
        is_declined = any(person.key == owner and person.declined for person in event.people)
        present = event.present()
        if event.cancelled or is_declined or not (event.title or present) or not 0 <= at < LAST_SECOND:
            return None
        uid = event.uid
        return Encounter(
            "meeting",
            at,
            tuple(person.key for person in present),
            instance.seconds,
            "" if event.all_day else start.told,
            title=event.title,
            line=event.line,
            id=f"{uid}/{instance.original}" if uid and instance.original else uid,
            place=event.place,
            all_day=event.all_day,
        )

    # -------------------------------------------------------------------------------------------- people

    def _people(self, event: Event) -> Iterator[Record]:
        for person in event.present():
            yield from self._introduce(person.key, event.line)

    def _introduce(self, key: str, line: int) -> Iterator[Record]:
        if key in self._met:
            return
        if len(self._met) >= MANY_PEOPLE:
            self._met.clear()
        self._met.add(key)
        name = self._survey.names.get(key, "")
        is_me = True if key == self._survey.owner else None
        yield Contact(Handle("mail", key, name), is_me=is_me, mails=(key,), line=line)

    def _birthday(self, event: Event) -> Iterator[Record]:
        """Somebody whose birthday stands in a calendar; the year may be that of the birth or of the entry."""
        name = whose_birthday(event.title)
        if name and not event.cancelled:
            self._read += 1
            if name not in self._born and len(self._born) < MANY_PEOPLE:
                self._born.add(name)
                day = f"--{event.start.wall:%m-%d}"
                yield Contact(Handle("contacts", name, name), line=event.line, facts=(("birthday", day),))

    def _problem(self, line: int, why: str) -> Problem:
        self._not_read += 1
        return Problem(self._file, line, why)


def _is_birthday(event: Event) -> bool:
    """Whether this is a day that Google made of an address book, or a yearly one that is called a birthday."""
    if event.birthday:
        return True
    is_yearly = any("YEARLY" in rule.upper() for rule in event.rules)
    return event.all_day and is_yearly and not event.people and bool(whose_birthday(event.title))
