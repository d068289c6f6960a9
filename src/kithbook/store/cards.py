"""What the book knows of each handle, as far as it tells who it is, in a few wide queries."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from kithbook.store import rows
from kithbook.store.models import Membership


class Told(NamedTuple):
    """One handle: the names and the details (`Membership.details`) of all complete imports, newest word first.

    ``stays`` are (chat, first, last, messages) of what it wrote, the moments None where it was silent.
    """

    id: int
    platform: str
    key: str
    name: str
    person: int
    names: tuple[str, ...]
    details: tuple[dict[str, Any], ...]
    stays: tuple[tuple[int, int | None, int | None, int], ...]


def told(only: Collection[int] | None = None) -> list[Told]:
    """Every handle of the book, or those of ``only``."""
    some = "" if only is None else f" AND {{column}} IN ({', '.join(str(int(each)) for each in only)})"
    names: dict[int, dict[str, None]] = defaultdict(dict)
    details: dict[int, list[dict[str, Any]]] = defaultdict(list)
    stays: dict[int, dict[int, tuple[int | None, int | None, int]]] = defaultdict(dict)
    seen = Membership.objects.filter(source__state="complete").order_by("-source_id", "pk")
    seen = seen if only is None else seen.filter(handle__in=only)
    for handle, chat, name, about in seen.values_list("handle_id", "chat_id", "name", "details"):
        if name:
            names[handle][name] = None
        if about and about not in details[handle]:
            details[handle].append(about)
        if chat is not None:
            stays[handle][chat] = (None, None, 0)
    wrote = (
        "SELECT sender_id, chat_id, min(at), max(at), count(*) FROM store_message WHERE sender_id IS NOT NULL"
        f"{some.format(column='sender_id')} AND source_id NOT IN (SELECT id FROM store_import WHERE hides)"
        " GROUP BY sender_id, chat_id"
    )
    for handle, chat, first, last, count in rows.all_of(wrote):
        stays[handle][chat] = (first, last, count)
    handles = "SELECT id, platform, key, name, person_id FROM store_handle WHERE waits_for_id IS NULL"
    return [
        Told(
            handle,
            platform,
            key,
            name,
            person,
            tuple(names.get(handle, ())),
            tuple(details.get(handle, ())),
            tuple((chat, *stay) for chat, stay in stays.get(handle, {}).items()),
        )
        for handle, platform, key, name, person in rows.all_of(handles + some.format(column="id") + " ORDER BY id")
    ]
