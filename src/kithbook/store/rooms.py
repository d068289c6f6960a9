"""Chats as pages and measures ask for them: of which kind, how large, seen until when."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Count

from kithbook.store.models import Chat, Membership, Sighting, Standing


class Room(NamedTuple):
    """A chat: ``direct`` where it is between two, ``seen`` how many people of it were seen.

    ``seen_until``: an export that holds several chats was made at one moment, so that each of them was seen until the
    last message of any; else it is what the export says, or the chat's own last message.
    """

    id: int
    title: str
    platform: str
    direct: bool
    stated: int | None
    seen: int
    seen_until: int | None


def rooms(ids: Collection[int] | None = None) -> list[Room]:
    """All chats (or those of ``ids``). A chat of unknown kind with at most two people in it is taken as direct."""
    chats = Chat.objects.all() if ids is None else Chat.objects.filter(id__in=ids)
    members = Membership.objects.filter(chat__in=chats, source__state="complete").values("chat_id")
    sizes = dict(members.annotate(people=Count("handle__person", distinct=True)).values_list("chat_id", "people"))
    until = _seen_until()
    return [
        Room(
            id=chat.pk,
            title=chat.shown,
            platform=chat.platform,
            direct=chat.kind == "direct" or (chat.kind == "unknown" and sizes.get(chat.pk, 0) <= 2),
            stated=chat.stated_size,
            seen=sizes.get(chat.pk, 0),
            seen_until=max((at for at in (chat.seen_until, until.get(chat.pk)) if at is not None), default=None),
        )
        for chat in chats
    ]


def _seen_until() -> dict[int, int]:
    """The last moment of any chat in the exports that hold each chat."""
    moments: dict[int, int] = {}
    sightings = list(
        Sighting.objects.filter(source__state="complete").values_list("source", "chat", "seen_until", "last")
    )
    for source, _, seen_until, last in sightings:
        moments[source] = max(moments.get(source, 0), seen_until or 0, last or 0)
    found: dict[int, int] = {}
    for source, chat, _, _ in sightings:
        found[chat] = max(found.get(chat, 0), moments[source])
    return {chat: moment for chat, moment in found.items() if moment}


def homes(people: Collection[int]) -> dict[int, list[int]]:
    """The chats in which each of ``people`` was seen."""
    found: dict[int, list[int]] = defaultdict(list)
    seen = Membership.objects.filter(handle__person_id__in=people, chat__isnull=False)
    for person, chat in seen.values_list("handle__person_id", "chat_id").distinct():
        found[person].append(chat)
    return found


def standings(limit: int | None = None, *, waiting: bool = False) -> list[Standing]:
    """Kept reports with their chats, those that wait most for a decision first; ``waiting`` leaves out the others."""
    found = Standing.objects.select_related("chat").filter(chat__waits_for__isnull=True)
    return list((found.filter(waits__gt=0) if waiting else found).order_by("-waits", "chat_id")[:limit])


def any_room() -> bool:
    """Whether the book has any chat."""
    return bool(Chat.objects.exists())
