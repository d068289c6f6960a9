"""The owner of the book: one person, on whom all of their own handles hang."""

from collections.abc import Iterable
from typing import Any

from django.forms.models import model_to_dict

from kithbook.store.models import Handle, Person
from kithbook.store.removal import by_hand


def own(handles: Iterable[int]) -> dict[str, Any]:
    """Make these handles (row ids) the owner's; answers what undo needs to put back (`Import.before`).

    "claimed" are the handles themselves, "owners" who became the owner, "handles" (handle, person) pairs as they were,
    "people" the rows of people who went.

    The first handle's person becomes the owner where the book has none yet. A person left without any handle goes,
    unless something was written about them by hand.
    """
    handles = sorted(handles)
    before: dict[str, Any] = {"claimed": handles, "owners": [], "handles": [], "people": []}
    owner = Person.every.filter(is_me=True).first()
    for handle in Handle.every.filter(pk__in=handles).select_related("person").order_by("pk"):
        person = handle.person
        if owner is None:
            owner, owner.is_me = person, True
            owner.save(update_fields=["is_me"])
            before["owners"].append(owner.pk)
        elif person.pk != owner.pk:
            before["handles"].append((handle.pk, person.pk))
            handle.person = owner
            handle.save(update_fields=["person"])
            if not person.handles.exists() and not by_hand(person):
                before["people"].append(model_to_dict(person, exclude=["waits_for"]))
                person.delete()
    return before
