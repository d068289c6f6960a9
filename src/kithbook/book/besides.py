"""What is known of people beside one group: talks between the two, meetings, a past in common, another country."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final

import msgspec

from kithbook import groups, identity, ties
from kithbook.book import knowing, values
from kithbook.book.telling import locale
from kithbook.store import described, models

PAST: Final = ("organisation", "event")  # what two people can have in common: a school or an employer, an event


def beside(me: int | None, *, region: str, language: str) -> dict[int, groups.Beside]:
    """What is known of everybody beside groups; ``region`` is the owner's country (ISO 3166) or "".

    Countries are named in ``language``, that of the book.
    """
    talks = _talks()
    past = shared_past(me)
    abroad = {} if not region else _abroad(region, language)
    return {
        person: groups.Beside(*talks.get(person, (0, 0, 0)), past.get(person, ()), abroad.get(person, ""))
        for person in (set(talks) | set(past) | set(abroad)) - {me}
    }


def _talks() -> dict[int, tuple[int, int, int]]:
    """Talks that the owner began and that the other did, where the two write one to one, and meetings."""
    found = {}
    for row in models.Tie.objects.all():
        sums = msgspec.convert(row.parameters, ties.History).sums
        begun = (sums.begun_mine, sums.begun_theirs) if sums.direct else (0, 0)
        if any(begun) or sums.met:
            found[row.person_id] = (*begun, sums.met)
    return found


def shared_past(me: int | None) -> dict[int, tuple[str, ...]]:
    """The organisations and events that each person has in common with the owner."""
    if me is None:
        return {}
    told = pasts()
    mine = {key(value) for value in told.get(me, ())}
    found = {
        person: tuple(value for value in some if key(value) in mine) for person, some in told.items() if person != me
    }
    return {person: some for person, some in found.items() if some}


def key(value: str) -> str:
    """Equal for two ways of writing one organisation or event."""
    return values.same("organisation", value)


def pasts(people: Collection[int] | None = None) -> Mapping[int, tuple[str, ...]]:
    """The organisations and events of everybody (or of ``people``), as imports and you tell them, each once."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    seen = models.Membership.objects.filter(source__state="complete", details__isnull=False)
    if people is not None:
        seen = seen.filter(handle__person_id__in=people)
    for person, details in seen.values_list("handle__person_id", "details"):
        for kind, value in knowing.pairs(details or {}):
            if kind in PAST:
                found[person].setdefault(key(value), value)
    for person, _, value in described.values(*PAST):
        if value and (people is None or person in people):
            found[person].setdefault(key(value), value)
    return {person: tuple(some.values()) for person, some in found.items()}


def _abroad(region: str, language: str) -> dict[int, str]:
    """The country of everybody whose telephone number is of another than ``region``."""
    names = locale(language).territories
    found: dict[int, str] = {}
    numbers = models.Handle.objects.filter(key__startswith="+").values_list("person_id", "key")
    for person, number in numbers:
        country = identity.country(number)
        if country and country != region:
            found[person] = names.get(country, country)
    return found
