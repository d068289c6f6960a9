"""Chats as pages and measures ask for them: of which kind, how large, seen until when."""

import zlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db.models import Count

from kithbook.store import rows
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
    """All chats (or those of ``ids``)."""
    chats = list(Chat.objects.all() if ids is None else Chat.objects.filter(id__in=ids))
    sizes = _sizes([chat.pk for chat in chats])
    until = _seen_until()
    return [
        Room(
            id=chat.pk,
            title=chat.shown,
            platform=chat.platform,
            direct=_is_direct(chat.kind, sizes.get(chat.pk, 0)),
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


class Home(NamedTuple):
    """A chat in which somebody was seen."""

    id: int
    title: str
    platform: str
    direct: bool


def homes(people: Collection[int]) -> dict[int, list[Home]]:
    """The chats in which each of ``people`` was seen, direct ones first."""
    seen = Membership.objects.filter(handle__person_id__in=people, chat__isnull=False, chat__waits_for__isnull=True)
    told = list(
        seen.values_list(
            "handle__person_id", "chat_id", "chat__alias", "chat__title", "chat__platform", "chat__kind"
        ).distinct()
    )
    sizes = _sizes([chat for _, chat, _, _, _, kind in told if kind == "unknown"])
    found: dict[int, list[Home]] = defaultdict(list)
    for person, chat, alias, title, platform, kind in told:
        found[person].append(Home(chat, alias or title, platform, _is_direct(kind, sizes.get(chat, 0))))
    for places in found.values():
        places.sort(key=lambda home: (not home.direct, home.id))
    return found


def partners(chats: Collection[int], mine: Collection[int]) -> dict[int, int]:
    """For each of these chats the member who is not one of the handles ``mine``: of several the one who wrote most."""
    seen: dict[int, set[int]] = defaultdict(set)
    for chat, handle in rows.all_of("SELECT DISTINCT chat_id, handle_id FROM store_membership"):
        if chat in chats and handle not in mine:
            seen[chat].add(handle)
    return {chat: min(some) if len(some) == 1 else _loudest(chat, some) for chat, some in seen.items()}


def _loudest(chat: int, some: Collection[int]) -> int:
    within = ", ".join(map(str, some))
    wrote = dict(
        rows.all_of(
            f"SELECT sender_id, count(*) FROM store_message WHERE chat_id = %s AND sender_id IN ({within}) GROUP BY 1",
            (chat,),
        )
    )
    return min(some, key=lambda handle: (-wrote.get(handle, 0), handle))


def called(chat: int, whose: Mapping[int, int]) -> dict[int, set[str]]:
    """The names by which the members of a chat go there and elsewhere: of handles, and what you call them."""
    found: dict[int, set[str]] = defaultdict(set)
    members = Membership.objects.filter(chat_id=chat).values_list(
        "handle_id", "name", "handle__name", "handle__key", "handle__person__name", "handle__person__alias"
    )
    for handle, *names in members.distinct():
        found[whose[handle]].update(name for name in names if name)
    return found


def _sizes(chats: Collection[int]) -> dict[int, int]:
    """How many people were seen in each chat."""
    if not chats:
        return {}
    members = Membership.objects.filter(chat_id__in=chats, source__state="complete").values("chat_id")
    return dict(members.annotate(people=Count("handle__person", distinct=True)).values_list("chat_id", "people"))


def _is_direct(kind: str, people: int) -> bool:
    """Whether a chat is between two. One of unknown kind is, as long as nobody else was seen in it."""
    return kind == "direct" or (kind == "unknown" and people <= 2)


def standings(limit: int | None = None, *, waiting: bool = False) -> list[Standing]:
    """Kept reports with their chats, those that wait most for a decision first; ``waiting`` leaves out the others."""
    found = Standing.objects.select_related("chat").filter(chat__waits_for__isnull=True)
    return list((found.filter(waits__gt=0) if waiting else found).order_by("-waits", "chat_id")[:limit])


def any_room() -> bool:
    """Whether the book has any chat."""
    return bool(Chat.objects.exists())


def members() -> list[tuple[int, int]]:
    """(handle, chat) of everybody who was seen in a chat."""
    told = "SELECT DISTINCT handle_id, chat_id FROM store_membership WHERE chat_id IS NOT NULL"
    return [(handle, chat) for handle, chat in rows.all_of(told)]


def circles(chats: Collection[int]) -> dict[int, int]:
    """A number for each of these chats that changes with its members, whoever they are."""
    found: dict[int, int] = {}
    for handle, chat in members() if chats else ():
        if chat in chats:
            found[chat] = found.get(chat, 0) ^ zlib.crc32(str(handle).encode())
    return found


def casts() -> dict[int, int]:
    """A number for each chat that changes with its members and who they are."""
    found: dict[int, int] = {}
    told = rows.all_of(
        "SELECT DISTINCT b.chat_id, h.id, h.person_id FROM store_membership b JOIN store_handle h ON h.id = b.handle_id"
    )
    for chat, handle, person in told:
        found[chat] = found.get(chat, 0) ^ zlib.crc32(f"{handle} {person}".encode())
    return found
