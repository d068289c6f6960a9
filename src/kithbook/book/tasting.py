"""What people care about, worked out from what they wrote, are and keep, and kept so that no page reads history."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any, Final

import msgspec

from kithbook import words
from kithbook.book import knowing, moments
from kithbook.book.preferences import settings
from kithbook.store import described, models, timeline, wholes
from kithbook.store import people as shelf
from kithbook.store.models import Setting
from kithbook.vocabulary.answers import TasteRow

MOST_PEOPLE: Final = 400  # those closest to the owner; of the others nobody would be offered anything
MOST_TEXTS: Final = 300  # of each handle, the newest
MOST_TERMS: Final = 150  # of a person, that are kept
PROFILE: Final = ("role", "organisation", "event", "label")  # facts that tell what somebody cares about
_KEPT: Final = "tastes"
_WRITTEN: Final = 200  # rows of a statement


class _Told(msgspec.Struct):
    """A profile as it is kept, without what is the same for all."""

    length: float
    interests: dict[str, words.Interest]


def follow(*, now: int) -> None:
    """Work out anew what those closest to the owner care about."""
    closest = sorted(
        (line for line in shelf.lines() if not line.is_me and line.strength is not None),
        key=lambda line: (-(line.strength or 0), line.id),
    )[:MOST_PEOPLE]
    people = [line.id for line in closest]
    names = [name for _, name in shelf.names()]
    found = words.profiles(_evidence(people, now), now=now, stop=names)
    kept: set[str] = set()
    rows = []
    for person, profile in found.items():
        some = dict(list(profile.interests.items())[:MOST_TERMS])
        kept.update(some)
        told = msgspec.json.encode(_Told(profile.length, some)).decode()
        rows.append(models.Profile(person_id=person, told=told))
    models.Profile.objects.all().delete()
    models.Profile.objects.bulk_create(rows, batch_size=_WRITTEN)
    usage = next((profile.usage for profile in found.values()), words.Usage(0, {}, 1.0))
    known = {key: usage.known[key] for key in kept if key in usage.known}
    Setting.write(_KEPT, {"people": usage.people, "common": usage.common, "known": known})


def profiles(people: Collection[int] | None = None) -> dict[int, words.Profile]:
    """The kept profiles of these people, or of everybody who has one."""
    kept: dict[str, Any] = Setting.read(_KEPT) or {"people": 0, "known": {}, "common": 1.0}
    usage = words.Usage(kept["people"], kept["known"], kept["common"])
    rows = models.Profile.objects.all() if people is None else models.Profile.objects.filter(person_id__in=people)
    found = {}
    for person, told in rows.values_list("person_id", "told"):
        each = msgspec.json.decode(told, type=_Told)
        found[person] = words.Profile(person, each.interests, each.length, usage)
    return found


def liked(person: int) -> tuple[TasteRow, ...]:
    """What somebody cares about in readable words, with how often and when it showed, and in which messages."""
    profile, zone = profiles([person]).get(person), settings().zone
    if profile is None:
        return ()
    return tuple(
        TasteRow(
            what=each.what,
            times=each.times,
            first=moments.iso_day(each.first, zone),
            last=moments.iso_day(each.last, zone),
            messages=tuple(ref for _, ref in each.refs if isinstance(ref, int)),
        )
        for each in words.described(profile)
    )


def _evidence(people: Collection[int], now: int) -> Iterator[words.Evidence]:
    handles = shelf.handles_of(people)
    for person, some in handles.items():
        for line in timeline.recent(some, since=0, until=now, most=MOST_TEXTS):
            yield words.Evidence(person, line.text, line.at, words.COUNTS["message"], "message", line.id)
    whose = {handle: person for person, some in handles.items() for handle in some}
    whole = wholes.whole_of()
    told = models.Taste.objects.filter(source__state="complete", handle__in=list(whose))
    for pk, handle, what, last in told.values_list("pk", "handle_id", "what", "last"):
        yield words.Evidence(whose[handle], what, last, words.COUNTS["taste"], "taste", f"taste-{pk}")
    for pk, person, text, created in models.Note.objects.values_list("pk", "person_id", "text", "created"):
        yield from _of(whole.get(person, person), handles, text, created, f"note-{pk}")
    noted = models.Touch.objects.filter(kind="note").exclude(people=None)
    for pk, person, text, created in noted.values_list("pk", "people", "text", "created"):
        yield from _of(whole.get(person, person), handles, text, created, f"touch-{pk}")
    for person, facts in _facts(people).items():
        yield words.Evidence(person, " ".join(facts), None, words.COUNTS["profile"], "profile", "card")


def _of(person: int, there: Collection[int], text: str, at: int, ref: str) -> Iterator[words.Evidence]:
    if person in there and text:
        yield words.Evidence(person, text, at, words.COUNTS["note"], "note", ref)


def _facts(people: Collection[int]) -> dict[int, list[str]]:
    """What cards say people do and where they were."""
    found: dict[int, list[str]] = defaultdict(list)
    there = set(people)
    told = models.Membership.objects.filter(source__state="complete", details__isnull=False)
    for person, details in told.filter(handle__person_id__in=people).values_list("handle__person_id", "details"):
        found[person] += [value for kind, value in knowing.pairs(details or {}) if kind in PROFILE]
    for person, _, value in described.values("role", "organisation"):
        if value and person in there:
            found[person].append(value)
    return found
