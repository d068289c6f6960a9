"""Says who somebody is to you: you yourself, in a circle, at rest."""

from datetime import date
from typing import Final

from django.db import transaction

from kithbook.book import measuring, naming
from kithbook.book.owner import own
from kithbook.store import people
from kithbook.store.context import alias
from kithbook.store.models import Handle, Person
from kithbook.vocabulary import Refused, say

CIRCLES: Final = ("core", "curated", "loose", "")


def this_is_me(handle_or_name: str, *, now: int) -> None:
    """Make a person (by handle, name or number) the owner of the book, and measure all ties anew.

    Where the owner already has other handles in the same chats, that was a mistake, and those are people of their own
    again: nobody writes to themselves. In other chats the new handles are added to the owner's. Raises Refused
    where nobody or several people are called so.
    """
    chosen = people.named(handle_or_name)
    if len(set(Handle.objects.filter(id__in=chosen).values_list("person_id", flat=True))) != 1:
        chosen = [handle.pk for handle in people.handles(naming.find_person(handle_or_name).pk)]
    if not chosen:
        raise Refused(say("{name} wrote nothing in this book, so there is nothing to measure.", name=handle_or_name))
    with transaction.atomic(using=alias()):
        me = people.owner()
        if me is not None:
            _correct(me, chosen)
        own(chosen)
    measuring.refit(now=now)


def _correct(me: Person, chosen: list[int]) -> None:
    """Take from the owner the handles that write to ``chosen``."""
    mine = [handle for handle in people.handles(me.pk) if handle.pk not in chosen]
    wrong = people.in_rooms_with([handle.pk for handle in mine], chosen)
    if mine and len(wrong) == len(mine):
        Person.objects.filter(pk=me.pk).update(is_me=False)
        return
    for handle in mine:
        if handle.pk in wrong:
            handle.person = Person.objects.create(name=handle.name or handle.key, created=me.created)
            handle.save(update_fields=["person"])


def set_circle(person_id: int, circle: str) -> None:
    """Put somebody into "core", "curated" or "loose"; "" leaves it to the book. Raises Refused for anything else."""
    if circle not in CIRCLES:
        raise Refused(say("There is no circle of that name. Choose core, curated or loose."))
    person = naming.find_person(person_id)
    person.circle, person.circle_by = circle, "you" if circle else ""
    person.save(update_fields=["circle", "circle_by"])


def rest(person_id: int, until: str) -> None:
    """Let somebody rest until an ISO day or "always"; "" ends it. Raises Refused where ``until`` is neither."""
    if until not in {"", "always"}:
        try:
            date.fromisoformat(until)
        except ValueError as reason:
            raise Refused(say("{day} is no date. Write it as 2026-09-01, or write always.", day=until)) from reason
    person = naming.find_person(person_id)
    person.rest_until = until
    person.save(update_fields=["rest_until"])
