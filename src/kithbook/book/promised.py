"""What you meant to do on a day: reminders that lists told, and the next times that you named yourself."""

from datetime import date
from typing import Final, NamedTuple

from kithbook import words
from kithbook.book import moments
from kithbook.book.preferences import settings
from kithbook.store import people, replies
from kithbook.store.models import Import, Membership
from kithbook.vocabulary import reminder

KIND: Final = "reminder"


class Promised(NamedTuple):
    """One reminder: whom, the day, how often it comes again (one of the vocabulary's AGAIN), what for, who told.

    ``source`` is "import" or "hand". A day that comes again is the next one from today on; one that does not is as
    told, and may lie behind.
    """

    person: int
    day: date
    again: str
    what: str
    source: str


def reminders(now: int) -> list[Promised]:
    """Every reminder at ``now`` (UTC seconds), the soonest first; of the owner and of who is gone none.

    Of one handle, the newest complete import that tells of reminders counts: what it no longer has is done.
    """
    today = moments.day(now, settings().zone)
    nobody = people.gone() | {me.pk for me in [people.owner()] if me is not None}
    found = {
        Promised(person, words.rolled(date.fromisoformat(told.day), told.again, today), told.again, told.what, "import")
        for person, written in _told()
        if (told := reminder(written)) is not None
    }
    found |= {Promised(person, day, "", "", "hand") for person, day in replies.wishes().items()}
    return sorted((each for each in found if each.person not in nobody), key=lambda each: (each.day, each))


def _told() -> list[tuple[int, str]]:
    """(person, fact) of the reminders that count."""
    telling = {row.pk for row in Import.objects.filter(state="complete") if _tells(row)}
    rows = Membership.objects.filter(source__in=telling, handle__waits_for=None).order_by("-source_id", "pk")
    newest: dict[int, int] = {}
    found: list[tuple[int, str]] = []
    for handle, person, source, details in rows.values_list("handle", "handle__person", "source", "details"):
        if newest.setdefault(handle, source) == source:
            found += [(person, value) for kind, value in (details or {}).get("facts", ()) if kind == KIND]
    return found


def _tells(row: Import) -> bool:
    """Whether an export of this kind says which reminders there are: Monica's, and a table with a column of them."""
    return row.format == "monica" or f':"{KIND}"' in str(row.choices.get("columns", ""))
