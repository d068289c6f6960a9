"""The page of one person: the card, the tie with its reasons, the timeline."""

from datetime import date, timedelta
from typing import Final

from kithbook import words as tongue
from kithbook.book import (
    describing,
    foreseeing,
    ground,
    knowing,
    listing,
    measuring,
    moments,
    naming,
    sentences,
    values,
)
from kithbook.book.preferences import settings
from kithbook.identity.names import sort_key
from kithbook.store import described, encounters, models, rooms, timeline, wholes
from kithbook.store import people as shelf
from kithbook.store.rooms import Home
from kithbook.vocabulary import KINDS
from kithbook.vocabulary.answers import HandleRow, Moment, Named, PersonAnswer

PAGE: Final = 40
CALL: Final = KINDS.index("call")


def person(name: str | int, *, now: int, search: str = "", page: int = 1) -> PersonAnswer:
    """Everything about one person, by name or number; forty things of the timeline a page, newest first.

    ``search`` leaves what holds all its words. Raises Refused where nobody or several people are called so, then with
    the candidates.
    """
    somebody = naming.find_person(name)
    zone = settings().zone
    line = shelf.lines([somebody.pk])[0]
    handles = shelf.handles(somebody.pk)
    homes = rooms.homes([somebody.pk]).get(somebody.pk, [])
    told = _timeline(somebody, [handle.pk for handle in handles], homes, zone, now, search, page)
    row = models.Tie.objects.filter(person_id=somebody.pk).first()
    base = ground.read()
    tie = None if row is None else measuring.at(row, base, now)
    me = shelf.owner()
    parts = wholes.parts([somebody.pk])[somebody.pk]
    card = values.of(parts, handles, somebody.shown, zone, now)
    tags = described.tags([somebody.pk]).get(somebody.pk, ())
    sort, sort_by = _sort(somebody)
    return PersonAnswer(
        person=listing.row(line, tuple(sorted({handle.platform for handle in handles})), tags),
        handles=_handles(handles),
        chats=tuple(Named(room.id, room.title) for room in homes),
        reasons=() if tie is None else tie.strength.reasons,
        says=sentences.of_tie(line, tie, zone, owner_known=me is not None),
        as_of=moments.iso_day(line.seen_until or None, zone),
        weeks=_weeks(somebody, homes, zone, now),
        timeline=tuple(told[:PAGE]),
        more=len(told) > PAGE,
        notes=somebody.notes,
        rest_until=somebody.rest_until,
        is_me=somebody.is_me,
        known=knowing.known([handle.pk for handle in handles]),
        tastes=knowing.tastes([handle.pk for handle in handles], is_me=somebody.is_me),
        names=card.names,
        values=card.values,
        tags=tags,
        relations=describing.relations(parts),
        sort=sort,
        sort_by=sort_by,
        local_time=values.local_time(card.values, now),
        doubts=values.doubts(handles),
        familiarity=None if row is None else measuring.parameters(row).familiarity,
        ahead=None if row is None or somebody.is_me else foreseeing.ahead(row, base, zone, now),
        quarters=() if row is None else foreseeing.quarters(row),
    )


def _sort(somebody: models.Person) -> tuple[str, str]:
    """What somebody is sorted by in a list of names, and who says so: "you" or "book"."""
    by_hand = described.single("sort").get(somebody.pk, "")
    return (by_hand, "you") if by_hand else (sort_key(somebody.shown), "book")


def _handles(handles: list[models.Handle]) -> tuple[HandleRow, ...]:
    counts = timeline.counts([handle.pk for handle in handles])
    return tuple(HandleRow(h.pk, h.platform, h.key, h.name or h.key, counts.get(h.pk, 0)) for h in handles)


# ------------------------------------------------------------------------------------------------ the timeline


def _timeline(
    somebody: models.Person, handles: list[int], homes: list[Home], zone: str, now: int, search: str, page: int
) -> list[Moment]:
    """One page of the timeline, and one more where another page follows."""
    direct = [room.id for room in homes if room.direct and not somebody.is_me]
    skip = (max(1, page) - 1) * PAGE
    match = tongue.query(search) if search.strip() else ""
    runs = timeline.runs(direct, handles, shift=moments.shift(now, zone), limit=skip + PAGE + 1, match=match)
    by_id = {room.id: room for room in homes}
    me = shelf.owner()
    mine = set() if me is None else {handle.pk for handle in shelf.handles(me.pk)}
    told = [_run(run, by_id[run.chat], mine) for run in runs if run.chat in by_id]
    others = [*_touches(somebody.pk, zone), *_notes(somebody.pk), *_encounters(somebody, now)]
    told += [moment for moment in others if not match or any(hit for _, hit in tongue.marked(moment.text, search))]
    told.sort(key=lambda moment: (moment.at, moment.id), reverse=True)
    return told[skip : skip + PAGE + 1]


def _run(run: timeline.Run, room: Home, mine: set[int]) -> Moment:
    return Moment(
        id=f"run-{run.chat}-{run.day}",
        at=moments.iso(run.at),
        kind="called" if run.kind == CALL else "message",
        channel=room.platform,
        chat=room.title,
        chat_id=run.chat,
        text=run.text,
        by_me=run.sender in mine,
        count=run.messages,
    )


def _touches(person_id: int, zone: str) -> list[Moment]:
    return [
        Moment(
            id=f"touch-{touch.pk}",
            at=moments.iso(moments.noon(touch.on, zone)),
            kind=touch.kind,
            channel=touch.channel,
            chat="",
            chat_id=None,
            text=touch.text,
            by_me=True,
            can_undo=True,
        )
        for touch in shelf.touches(person_id)
    ]


def _encounters(somebody: models.Person, now: int) -> list[Moment]:
    """Meetings and calls that an import told."""
    found = () if somebody.is_me else encounters.until(now, [somebody.pk])
    return [
        Moment(
            id=f"encounter-{met.id}",
            at=moments.iso(met.at),
            kind="called" if met.kind == "call" else "met",
            channel="",
            chat="",
            chat_id=None,
            text=" · ".join(part for part in (met.title, met.place) if part),
            by_me=False,
        )
        for met in found
    ]


def _notes(person_id: int) -> list[Moment]:
    return [
        Moment(f"note-{note.pk}", moments.iso(note.created), "note", "", "", None, note.text, by_me=True)
        for note in shelf.notes(person_id)
    ]


def _weeks(somebody: models.Person, homes: list[Home], zone: str, now: int) -> tuple[tuple[int, int, int, bool], ...]:
    """Messages one to one by week, both ways, and the weeks with a meeting."""
    if somebody.is_me:
        return ()
    direct = [room.id for room in homes if room.direct]
    counted = {
        _week(date(1970, 1, 1) + timedelta(days=monday)): count
        for monday, count in timeline.weeks(direct, shift=moments.shift(now, zone)).items()
    }
    met = set()
    for touch in shelf.touches(somebody.pk):
        week = _week(touch.on)
        counted[week] = counted.get(week, 0) + 1
        if touch.kind == "met":
            met.add(week)
    for encounter in encounters.until(now, [somebody.pk]):
        week = _week(moments.day(encounter.at, zone))
        counted[week] = counted.get(week, 0) + 1
        if encounter.kind == "meeting":
            met.add(week)
    return tuple((*week, count, week in met) for week, count in sorted(counted.items()))


def _week(day: date) -> tuple[int, int]:
    year, week, _ = day.isocalendar()
    return year, week
