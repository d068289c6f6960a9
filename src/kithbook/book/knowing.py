"""What imports told about a person beside messages: numbers, addresses, dates, groups, tastes, each told once."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from django.db.models import Q

from kithbook.store.models import Membership, Taste
from kithbook.vocabulary import FACTS

TASTES: Final = 12  # of one person, those that showed most
LISTS: Final = {"phones": "phone", "mails": "mail", "links": "link"}
_ORDER: Final = (*LISTS.values(), *FACTS, "note")


def known(handles: Collection[int]) -> tuple[tuple[str, str], ...]:
    """Pairs (what, value): "phone", "mail", "link", one of FACTS, or "note"; the newest import's word first."""
    found: dict[tuple[str, str], None] = {}
    told = Membership.objects.filter(handle__in=handles, source__state="complete", details__isnull=False)
    for details in told.order_by("-source_id", "pk").values_list("details", flat=True):
        found.update(dict.fromkeys(pairs(details or {})))
    return tuple(sorted(found, key=lambda pair: _ORDER.index(pair[0])))


def pairs(details: dict[str, Any]) -> list[tuple[str, str]]:
    """What one import told of somebody (`Membership.details`), as pairs like those of `known`."""
    told = [(name, value) for several, name in LISTS.items() for value in details.get(several, ())]
    told += [(name, value) for name, value in details.get("facts", ())]
    return told + ([("note", details["notes"])] if details.get("notes") else [])


def tastes(handles: Sequence[int], *, is_me: bool) -> tuple[tuple[str, str, int], ...]:
    """(sort, what, how often) of what somebody cares about, as the newest import that knows it tells; most first."""
    whose = Q(handle__in=handles) | Q(handle__isnull=True) if is_me else Q(handle__in=handles)
    rows = Taste.objects.filter(whose, source__state="complete")
    newest: dict[tuple[str, str], int] = {}
    for kind, what, count in rows.order_by("source_id", "pk").values_list("kind", "what", "count"):
        newest[kind, what] = count
    most = sorted(newest.items(), key=lambda pair: (-pair[1], pair[0]))[:TASTES]
    return tuple((kind, what, count) for (kind, what), count in most)
