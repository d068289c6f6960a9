"""Measures the ties of the owner after something has changed, and keeps what pages need, so that no page reads history.

Only those are measured again whom a change touched: each tie keeps a mark of all that it was measured from.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from importlib.metadata import version
from typing import Any, Final, NamedTuple
from zlib import crc32

import msgspec
import polars as pl
from django.db import transaction

from kithbook import ties
from kithbook.book import diaries, ground, logged, reporting
from kithbook.book.preferences import settings
from kithbook.store import columns, described, models, people, rooms
from kithbook.store import diaries as shelf
from kithbook.store.columns import Mark
from kithbook.store.context import alias
from kithbook.store.rooms import Room
from kithbook.vocabulary import Tie

DAY: Final = 86_400
VERSION: Final = version("kithbook")
_WRITTEN: Final = 500  # rows of a statement


class Around(NamedTuple):
    """What is known of somebody beside their days: the groups in common, the platforms, what the owner says of them."""

    groups: int = 0
    channels: int = 1
    familiarity: int | None = None


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
    seen_until = _seen_until(known, marks, now)
    _measure(known, seen_until, None if owner is None else owner.pk, zone, now)
    of = reporting.Looking(None if owner is None else owner.pk, people.shown_all(), zone, now)
    reporting.report_all([room for room in known.values() if not room.direct], marks, seen_until, of)


def refit_group(chat: int, *, now: int) -> None:
    """Report on one group again, where it has changed."""
    owner = people.owner()
    of = reporting.Looking(None if owner is None else owner.pk, people.shown_all(), settings().zone, now)
    known = {room.id: room for room in rooms.rooms([chat])}
    marks = columns.marks()
    reporting.report_all(list(known.values()), marks, _seen_until(known, marks, now), of)


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
        after = _histories(days, _until(days, {}), {person: around})[person]
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


def _seen_until(known: Mapping[int, Room], marks: Mapping[int, Mark], now: int) -> dict[int, int]:
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
        around, chats = _around(known, whose, me)
        marks = _marks(chats, seen_until, by_hand, around, whose, zone)
        before = dict(models.Tie.objects.values_list("person_id", "mark"))
        changed = {person for person, mark in marks.items() if before.get(person) != mark}
        until = _until(days, seen_until)
        if not before or 5 * len(changed) > len(marks) or ground.outgrown(days):
            ground.fit(days, until, shift=diaries.shift(zone), now=now)
            changed = set(marks)
        fitted = _histories(days, until, {person: around.get(person, Around()) for person in changed})
        history = _quarters(days.filter(pl.col("person").is_in(list(changed))), until)
        with transaction.atomic(using=alias()):
            if _by_you() != before_all:
                continue
            gone = set(before) - set(marks)
            _write(fitted, marks, history, gone | changed, now)
            _place(now)
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


def _place(now: int) -> None:
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


def _quarters(days: pl.DataFrame, until: pl.DataFrame) -> dict[int, dict[str, Any]]:
    """For each person the first quarter, and the strength at the end of each from it on with its interval."""
    told = ties.quarters(days, until=until).sort("person", "quarter")
    told = told.group_by("person", maintain_order=True).agg(
        pl.col("quarter").first(), pl.col("strength", "low", "high").round(3)
    )
    return {
        person: {"first": first, "strength": strength, "low": low, "high": high}
        for person, first, strength, low, high in told.rows()
    }


def _histories(days: pl.DataFrame, until: pl.DataFrame, around: Mapping[int, Around]) -> dict[int, ties.History]:
    """The numbers of these people; who has no days has empty ones."""
    found = ties.histories(days, until, of=around)
    chats = days.filter(pl.col("chat") != diaries.HAND)["person"].unique()
    by_hand = set(days["person"].unique()) - set(chats)
    return {
        person: msgspec.structs.replace(
            found.get(person, ties.History(person)), logged=person in by_hand, **each._asdict()
        )
        for person, each in around.items()
    }


def _until(days: pl.DataFrame, seen_until: Mapping[int, int]) -> pl.DataFrame:
    """Until when each person was seen: as the chats that carry half of the contacts were, and to the last contact."""
    chats = pl.DataFrame(
        {"chat": list(seen_until), "until": list(seen_until.values())}, schema={"chat": pl.Int32, "until": pl.Int64}
    )
    by_chat = days.group_by("person", "chat").agg(
        count=(pl.col("direct") + pl.col("in_groups")).sum(), last=pl.col("last").max().cast(pl.Int64)
    )
    by_chat = by_chat.join(chats, on="chat", how="left").with_columns(
        until=pl.max_horizontal(pl.col("until").fill_null(pl.col("last")), "last")
    )
    by_chat = by_chat.sort("person", "until", descending=[False, True])
    half = pl.col("count").cum_sum().over("person") * 2 >= pl.col("count").sum().over("person")
    return (
        by_chat.filter(half)
        .group_by("person")
        .agg(until=pl.col("until").max())
        .join(by_chat.group_by("person").agg(pl.col("last").max()), on="person")
        .select("person", until=pl.max_horizontal("until", "last"))
    )


def _around(
    known: Mapping[int, Room], whose: Mapping[int, int], me: int | None
) -> tuple[dict[int, Around], dict[int, set[int]]]:
    """What is known of everybody beside their days, and the chats in which each was seen."""
    chats: dict[int, set[int]] = defaultdict(set)
    mine: set[int] = set()
    for handle, chat in rooms.members():
        if chat not in known:
            continue
        if handle in whose:
            chats[whose[handle]].add(chat)
        elif me is not None:
            mine.add(chat)
    said = {person: int(value) for person, value in described.single("familiarity").items()}
    found = {}
    for person in set(chats) | set(said):
        here = [known[chat] for chat in chats.get(person, ())]
        groups = sum(not room.direct and room.id in mine for room in here)
        platforms = len({room.platform for room in here if room.direct})
        found[person] = Around(groups, max(1, platforms), said.get(person))
    return found, chats


def _marks(
    chats: Mapping[int, set[int]],
    seen_until: Mapping[int, int],
    by_hand: Iterable[tuple[int, int, str, int]],
    around: Mapping[int, Around],
    whose: Mapping[int, int],
    zone: str,
) -> dict[int, str]:
    """Of what the tie of each person is measured, in short: it stays the same while all of that does."""
    kept = {chat: crc32(mark.encode()) for chat, (mark, _) in shelf.marks().items()}
    handles: dict[int, list[int]] = defaultdict(list)
    for handle, person in whose.items():
        handles[person].append(handle)
    hand: dict[int, list[Any]] = defaultdict(list)
    for each in by_hand:
        hand[each[0]].append(each[1:])
    found = {}
    for person in set(around) | set(hand):
        here = sorted((chat, kept.get(chat, 0), seen_until.get(chat, 0)) for chat in chats.get(person, ()))
        told = (VERSION, zone, sorted(handles[person]), here, sorted(hand[person]), around.get(person))
        found[person] = f"{crc32(repr(told).encode()):08x}"
    return found


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
