"""What a chat and a handle are called follows from what the imports said: worked out again when one comes or goes."""

from collections.abc import Iterable
from typing import Final

from kithbook.store.models import Chat, Handle, Membership, Person, Sighting

_OPEN = {"source__state": "complete"}
_TOGETHER: Final = 500  # handles of a query: an account may have tens of thousands


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
    """Set the names of these handles from their complete imports, newest word first, and of people nobody named."""
    whole = sorted(ids)
    for first in range(0, len(whole), _TOGETHER):
        some = whole[first : first + _TOGETHER]
        said = Membership.objects.filter(handle__in=some, **_OPEN).exclude(name="").order_by("source_id", "pk")
        names = dict(said.values_list("handle_id", "name"))  # the last word stays
        for handle in Handle.every.filter(pk__in=some).select_related("person"):
            name = names.get(handle.pk, handle.name)
            if name == handle.name:
                continue
            if handle.person.name == (handle.name or handle.key):
                handle.person.name = name
                handle.person.save(update_fields=["name"])
            handle.name = name
            handle.save(update_fields=["name"])


def people(ids: Iterable[int]) -> None:
    """Call those of these people whose name came with a handle that is gone as one of their handles is called."""
    for person in Person.every.filter(pk__in=list(ids)).prefetch_related("handles"):
        names = [handle.name or handle.key for handle in sorted(person.handles.all(), key=lambda each: each.pk)]
        if names and person.name not in names:
            person.name = names[0]
            person.save(update_fields=["name"])
