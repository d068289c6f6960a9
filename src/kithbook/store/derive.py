"""What chats, handles and people are called follows from what the imports said, whenever one comes or goes."""

from collections.abc import Iterable
from typing import Final

from django.db.models import Q

from kithbook.store.models import Chat, Field, Handle, Membership, Person, Sighting

_OPEN = {"source__state": "complete"}
_TOGETHER: Final = 500  # handles of a query: an account may have tens of thousands
# Where people are called as they or you call them, best first; of the others the handle that came first counts.
_TRUSTED: Final = ("typed", "contacts", "linkedin")
# The columns of a person that single values written by hand fill, by the kind of field.
_COLUMNS: Final = {"alias": "alias", "circle": "circle", "rest": "rest_until", "notes": "notes"}
_DERIVED: Final = ("name", *_COLUMNS.values(), "circle_by")


def chats(ids: Iterable[int]) -> None:
    """Set title, key, kind, stated size and seen-until of these chats from their complete imports, newest first."""
    told: dict[int, list[Sighting]] = {}
    for each in Sighting.objects.filter(chat__in=list(ids), **_OPEN).order_by("-source_id", "-pk"):
        told.setdefault(each.chat_id, []).append(each)
    for chat in Chat.every.filter(pk__in=list(told)):
        said = told[chat.pk]
        chat.title = next((each.title for each in said if each.title), "")
        chat.key = next((each.key for each in said if each.key), "")
        chat.kind = next((each.kind for each in said if each.kind != "unknown"), "unknown")
        if chat.stated_by != "you":
            chat.stated_size = next((each.stated_size for each in said if each.stated_size is not None), None)
        moments = [at for each in said for at in (each.seen_until, each.last) if at is not None]
        chat.seen_until = max(moments, default=None)
        chat.save()


def handles(ids: Iterable[int]) -> None:
    """Set the names of these handles from their complete imports, newest word first, and of their people."""
    whole = sorted(ids)
    for first in range(0, len(whole), _TOGETHER):
        some = whole[first : first + _TOGETHER]
        said = Membership.objects.filter(handle__in=some, **_OPEN).exclude(name="").order_by("source_id", "pk")
        names = dict(said.values_list("handle_id", "name"))  # the last word stays
        renamed = []
        for handle in Handle.every.filter(pk__in=some):
            name = names.get(handle.pk, handle.name)
            if name != handle.name:
                handle.name = name
                renamed.append(handle)
        Handle.every.bulk_update(renamed, ["name"])
        people({handle.person_id for handle in renamed})


def people(ids: Iterable[int]) -> None:
    """Set what follows from the handles of these people, and from what was written by hand about all that they are."""
    found = Person.every.filter(pk__in=list(ids)).prefetch_related("handles", "parts")
    fields: dict[int, list[Field]] = {}
    for field in Field.objects.filter(Q(person__in=found) | Q(person__whole__in=found), kind__in=_COLUMNS):
        fields.setdefault(field.person_id, []).append(field)
    changed = []
    for person in found:
        before = [getattr(person, column) for column in _DERIVED]
        _name(person)
        written = [each for part in (person, *person.parts.all()) for each in fields.get(part.pk, ())]
        written.sort(key=lambda each: (-each.created, -each.pk))  # whoever of them is shown: that may change
        for kind, column in _COLUMNS.items():
            setattr(person, column, next((each.value for each in written if each.kind == kind), ""))
        person.circle_by = "you" if person.circle else ""
        if before != [getattr(person, column) for column in _DERIVED]:
            changed.append(person)
    Person.every.bulk_update(changed, _DERIVED)


def _name(person: Person) -> None:
    """Call somebody as the handle that names people best does; who has no handle keeps the name they had."""
    named = [(_worth(handle), handle.pk, handle.name or handle.key) for handle in person.handles.all()]
    if named:
        person.name = min(named)[2]


def _worth(handle: Handle) -> tuple[bool, int]:
    """How well a handle names somebody, best first: a name before a number or an address, then by platform."""
    name = handle.name
    is_name = any(map(str.isalpha, name)) and "@" not in name and not name.startswith("~")
    return not is_name, _TRUSTED.index(handle.platform) if handle.platform in _TRUSTED else len(_TRUSTED)
