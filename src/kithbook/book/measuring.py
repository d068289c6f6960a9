"""Measures the ties of the owner after something has changed, and keeps what pages need, so that no page reads history.

Only those are measured again whom a change touched: each tie keeps a mark of all that it was measured from.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, Final

import msgspec
import polars as pl
from django.db import transaction

from kithbook import ties
from kithbook.book import diaries, ground, histories, learning, logged, reporting, tasting
from kithbook.book.histories import Around
from kithbook.book.preferences import region, settings
from kithbook.store import columns, described, models, people, rooms
from kithbook.store.columns import Mark
from kithbook.store.context import alias
from kithbook.store.rooms import Room
from kithbook.vocabulary import Tie

DAY: Final = 86_400
_WRITTEN: Final = 500  # rows of a statement


def refit(*, now: int) -> None:
    """Measure the ties, and report on the groups, of which something has changed.

    ``now`` (UTC seconds) leaves out what a wrong clock put into the future. Without an owner only what was logged
    makes ties.
    """
    owner = people.owner()
    zone = settings().zone
    known = {room.id: room for room in rooms.rooms()}
    mine = [] if owner is None else people.handles_of([owner.pk])[owner.pk]
    marks = columns.marks()
    diaries.follow(known, marks, mine, zone=zone, now=now)
    until = seen_until(known, marks, now)
    _measure(known, until, None if owner is None else owner.pk, zone, now)
    of = _looking(now)
    reporting.report_all([room for room in known.values() if not room.direct], marks, until, of)
    tasting.follow(now=now)
    learning.hear()


def refit_group(chat: int, *, now: int) -> None:
    """Report on one group again, where it has changed."""
    of = _looking(now)
    known = {room.id: room for room in rooms.rooms([chat])}
    marks = columns.marks()
    reporting.report_all(list(known.values()), marks, seen_until(known, marks, now), of)


def _looking(now: int) -> reporting.Looking:
    owner, prefs = people.owner(), settings()
    me = None if owner is None else owner.pk
    return reporting.Looking(me, people.shown_all(), prefs.zone, now, region(), prefs.language or "en")


def touch(person: int, moment: int, touch_id: int, *, now: int) -> None:
    """Start the clocks of one tie again after the touch ``touch_id`` at ``moment``, without reading any history.

    A tie of nothing but touches is measured anew, which is as cheap and finds its rhythm too.
    """
    row = models.Tie.objects.filter(person_id=person).first()
    history = None if row is None else parameters(row)
    if history is not None and history.sums.last is not None and not history.logged:
        after = ties.touched(history, min(moment, now), shift=diaries.shift(settings().zone))
    else:
        around = Around() if history is None else Around(history.groups, history.channels, history.familiarity)
        zone = settings().zone
        days = logged.days([each for each in logged.by_hand(zone, now) if each[0] == person], zone)
        after = histories.histories(days, histories.until(days, {}), {person: around})[person]
    fields = _row(after, "" if row is None else row.circle, now)
    fields["parameters"]["touch"] = touch_id
    fields["mark"] = ""  # a guess: the next measuring makes it anew
    models.Tie.objects.update_or_create(person_id=person, defaults=fields)


def say(person: int, familiarity: int | None, *, now: int) -> None:
    """Let the tie of somebody follow from what the owner says of it (1 to 5, or None)."""
    row = models.Tie.objects.filter(person_id=person).first()
    history = ties.History(person) if row is None else parameters(row)
    after = msgspec.structs.replace(history, familiarity=familiarity)
    fields = _row(after, "" if row is None else row.circle, now) | {"mark": ""}
    models.Tie.objects.update_or_create(person_id=person, defaults=fields)


# What a touch changes of a tie.
_MOVED: Final = (
    *("strength", "low", "high", "drift", "rhythm_days", "last", "seen_until", "direct", "in_groups"),
    *("circle", "as_of", "parameters", "mark"),
)


def snapshot(person: int) -> dict[str, Any] | None:
    """What `restore` needs to put one tie back."""
    row = models.Tie.objects.filter(person_id=person).values(*_MOVED).first()
    return None if row is None else dict(row)


def restore(person: int, before: dict[str, Any] | None, touch_id: int) -> bool:
    """Put one tie back as it was before a touch; False where it has been measured since, so that it must be again."""
    row = models.Tie.objects.filter(person_id=person).first()
    if row is None or row.parameters.get("touch") != touch_id or set(before or _MOVED) != set(_MOVED):
        return False
    if before is None:
        row.delete()
    else:
        models.Tie.objects.filter(person_id=person).update(**before)
    return True


def parameters(row: models.Tie) -> ties.History:
    """The kept numbers of one history."""
    return msgspec.convert(row.parameters, ties.History)


def at(row: models.Tie, base: ties.Ground, now: int) -> Tie:
    """The tie of a row as of ``now``, without reading any history; ``base`` as `ground.read` gives it."""
    return ties.at(parameters(row), base, now=now, circle=row.circle)


def seen_until(known: Mapping[int, Room], marks: Mapping[int, Mark], now: int) -> dict[int, int]:
    """Until when each chat was seen, never after ``now``: as its exports say, else its last message."""
    found = {chat: marks[chat].last if chat in marks else None for chat in known}
    found |= {chat: room.seen_until for chat, room in known.items() if room.seen_until is not None}
    return {chat: min(now, moment) for chat, moment in found.items() if moment is not None}


# ------------------------------------------------------------------------------------------------ all ties


def _measure(known: Mapping[int, Room], seen_until: Mapping[int, int], me: int | None, zone: str, now: int) -> None:
    """Keep the ties of everybody as they are now. What you say meanwhile is not lost: then it is done once more."""
    while True:
        before_all = _by_you()
        whose = {handle: person for handle, person in columns.owners().items() if person != me}
        by_hand = [each for each in logged.by_hand(zone, now) if each[0] != me]
        days = pl.concat([diaries.days(whose), logged.days(by_hand, zone)])
        around, chats = histories.around(known, whose, me)
        marks = histories.marks(chats, seen_until, by_hand, around, whose, zone)
        before = dict(models.Tie.objects.values_list("person_id", "mark"))
        changed = {person for person, mark in marks.items() if before.get(person) != mark}
        until = histories.until(days, seen_until)
        if not before or 5 * len(changed) > len(marks) or ground.outgrown(days):
            ground.fit(days, until, shift=diaries.shift(zone), now=now)
            changed = set(marks)
        fitted = histories.histories(days, until, {person: around.get(person, Around()) for person in changed})
        history = histories.quarters(days.filter(pl.col("person").is_in(list(changed))), until)
        with transaction.atomic(using=alias()):
            if _by_you() != before_all:
                continue
            gone = set(before) - set(marks)
            _write(fitted, marks, history, gone | changed, now)
            _place()
        return


def _by_you() -> tuple[Any, ...]:
    """What you do while ties are measured, and what they must not be kept without."""
    return people.touch_mark(), described.single("familiarity")


def _write(
    fitted: Mapping[int, ties.History],
    marks: Mapping[int, str],
    quarters: Mapping[int, dict[str, Any]],
    instead_of: Collection[int],
    now: int,
) -> None:
    """Replace these ties."""
    gone = sorted(instead_of)
    for first in range(0, len(gone), _WRITTEN):
        models.Tie.objects.filter(person_id__in=gone[first : first + _WRITTEN]).delete()
    there = people.ids()
    known = [each for person, each in fitted.items() if person in there]
    models.Tie.objects.bulk_create(
        models.Tie(
            person_id=each.person,
            mark=marks[each.person],
            quarters=quarters.get(each.person),
            **_fields(each, tie, now),
        )
        for each, tie in zip(known, ties.all_at(known, ground.read(), now=now), strict=True)
    )


def _place() -> None:
    """Let the circles follow from the strengths, and from what the owner chose."""
    told = models.Tie.objects.values_list("person_id", "strength", "circle")
    strengths = {person: strength for person, strength, _ in told}
    chosen = dict(models.Person.objects.exclude(circle="").values_list("pk", "circle"))
    found = ties.circles(strengths, chosen).suggested
    moved: dict[str, list[int]] = defaultdict(list)
    for person, _, circle in told:
        if found[person] != circle:
            moved[found[person]].append(person)
    for circle, some in moved.items():
        for first in range(0, len(some), _WRITTEN):
            models.Tie.objects.filter(person_id__in=some[first : first + _WRITTEN]).update(circle=circle)


# ------------------------------------------------------------------------------------------------ one row


def _fields(history: ties.History, tie: Tie, now: int) -> dict[str, Any]:
    """The columns of one tie."""
    return {
        "strength": tie.strength.value,
        "low": tie.strength.low,
        "high": tie.strength.high,
        "drift": tie.drift,
        "rhythm_days": tie.rhythm_days,
        "last": tie.last,
        "seen_until": tie.seen_until,
        "direct": tie.direct,
        "in_groups": tie.in_groups,
        "circle": tie.circle,
        "as_of": now,
        "parameters": msgspec.to_builtins(history),
    }


def _row(history: ties.History, circle: str, now: int) -> dict[str, Any]:
    """The columns of one tie in that circle."""
    return _fields(history, ties.at(history, ground.read(), now=now, circle=circle), now)
