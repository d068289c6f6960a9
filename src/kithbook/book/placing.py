"""Says who somebody is to you: in a circle, at rest."""

from datetime import date
from typing import Final

from kithbook.book import naming
from kithbook.store import hands
from kithbook.store.context import at_once
from kithbook.vocabulary import Refused, say

CIRCLES: Final = ("core", "curated", "loose", "")


@at_once
def set_circle(person_id: int, circle: str, *, now: int) -> None:
    """Put somebody into "core", "curated" or "loose"; "" leaves it to the book. Raises Refused for anything else."""
    if circle not in CIRCLES:
        raise Refused(say("There is no circle of that name. Choose core, curated or loose."))
    person = naming.find_person(person_id)
    hands.put(person.pk, "circle", circle, now=now)


@at_once
def rest(person_id: int, until: str, *, now: int) -> None:
    """Let somebody rest until an ISO day or "always"; "" ends it. Raises Refused where ``until`` is neither."""
    if until not in {"", "always"}:
        try:
            date.fromisoformat(until)
        except ValueError as reason:
            raise Refused(say("{day} is no date. Write it as 2026-09-01, or write always.", day=until)) from reason
    person = naming.find_person(person_id)
    hands.put(person.pk, "rest", until, now=now)
