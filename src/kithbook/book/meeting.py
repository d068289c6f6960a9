"""The people of one import: contacts to handles, and whom a message mentions."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from django.db.models import Max

from kithbook.identity import own_keys
from kithbook.store.batch import Batch, NewHandle, Seen
from kithbook.store.context import connection
from kithbook.store.models import Handle, Import, Membership
from kithbook.vocabulary import Contact


class Meeting:
    """Everybody whom an import has shown so far; ``handles`` is the row of each key, None for the platform itself.

    A handle that the book knows is the same person; a new handle is a new person. Nobody else is merged. Rows of new
    handles are given out here, because messages name them before they are written: only imports make handles, and one
    import is read at a time.
    """

    def __init__(self, source: Import) -> None:
        self._source = source.pk
        self.handles: dict[str, int | None] = {"": None}
        self._named: dict[str, int] = {}
        self._contacts: dict[str, Contact] = {}
        self._renamed: dict[str, int] = {}  # keys that are another handle in a chat of the book
        self._seen: set[tuple[int | None, int]] = set(
            Membership.objects.filter(source=source).values_list("chat_id", "handle_id")
        )
        self._next = 1 + (Handle.every.aggregate(last=Max("pk"))["last"] or 0)
        self._new = int(source.counts.get("new_people", 0))

    def counts(self) -> dict[str, int]:
        """How many people (handles) were read, and how many of them are new."""
        return {"people": len(self.handles.keys() | self._renamed.keys()) - 1, "new_people": self._new}

    def rows(self) -> set[int]:
        """The handles of everybody, also of those whom a chat knows under another name."""
        return {row for row in (*self.handles.values(), *self._renamed.values()) if row is not None}

    def recall(self, contacts: Iterable[tuple[Contact, dict[str, int]]]) -> None:
        """Take up those whom an earlier run of this import has kept, each with the names of their chat."""
        told = list(contacts)
        known = _rows_of([contact for contact, names in told if contact.handle.key not in names])
        for contact, names in told:
            key = contact.handle.key
            if key in names:
                self._rename(contact, names[key])
            else:
                self._remember(contact, known[key])

    def meet(self, contacts: Sequence[tuple[Contact, int | None, dict[str, int]]], batch: Batch) -> None:
        """Find or make the handles of these contacts.

        Each comes with the row of the chat they were seen in and with the keys that are other handles there.
        """
        known = _rows_of(
            [contact for contact, _, names in contacts if contact.handle.key not in (self.handles | names)]
        )
        for contact, chat, names in contacts:
            key, name = contact.handle.key, contact.handle.name
            if key in names:
                self._rename(contact, names[key])
                self._see(contact, chat, names[key], batch)
                continue
            row = self.handles.get(key) or known.get(key)
            if row is None:
                row, self._next = self._next, self._next + 1
                batch.handles.append(NewHandle(row, contact.handle.platform, key, name))
                self._new += 1
            self._remember(contact, row)
            self._see(contact, chat, row, batch)

    def _see(self, contact: Contact, chat: int | None, row: int, batch: Batch) -> None:
        if (chat, row) not in self._seen:
            self._seen.add((chat, row))
            batch.seen.append(Seen(chat, row, contact.handle.name, _details(contact)))

    def _rename(self, contact: Contact, row: int) -> None:
        """Somebody whom a chat of the book knows under another name."""
        key = contact.handle.key
        self._renamed[key] = row
        self._named.setdefault(contact.handle.name or key, row)
        if key not in self._contacts or contact.is_me:
            self._contacts[key] = contact

    def _remember(self, contact: Contact, row: int) -> None:
        key = contact.handle.key
        self.handles[key] = row
        if contact.handle.name:
            self._named.setdefault(contact.handle.name, row)
        if key not in self._contacts or contact.is_me:
            self._contacts[key] = contact

    def mentioned(self, who: str) -> int | None:
        """The handle that a mention means, by key or by name; None while nobody of that name was seen."""
        return self.handles.get(who) or self._renamed.get(who) or self._named.get(who)

    def resolve_mentions(self) -> None:
        """Point messages of this import at people who were mentioned before they were seen."""
        with connection().cursor() as cursor:
            cursor.execute(
                "SELECT id, mentions FROM store_message"
                " WHERE source_id = %s AND mentions IS NOT NULL AND mention_id IS NULL",
                (self._source,),
            )
            # One by one: of those who were never seen, such as names of channels, there may be very many.
            waiting = ((self.mentioned(msgspec.json.decode(mentions)[0]), row) for row, mentions in cursor)
            found = [pair for pair in waiting if pair[0]]
            cursor.executemany("UPDATE store_message SET mention_id = %s WHERE id = %s", found)

    def owners(self, me: str | None) -> tuple[list[int], str]:
        """The handles that are the owner's, and the keys found for ``me``, or ""."""
        keys = sorted(own_keys(self._contacts.values(), me))
        found = [row for key in keys if (row := self.handles.get(key) or self._renamed.get(key)) is not None]
        return found, ", ".join(keys)


def _rows_of(contacts: Iterable[Contact]) -> dict[str, int]:
    """The handles that the book has, by key."""
    keys: dict[str, list[str]] = {}
    for contact in contacts:
        keys.setdefault(contact.handle.platform, []).append(contact.handle.key)
    found: dict[str, int] = {}
    for platform, wanted in keys.items():
        for first in range(0, len(wanted), 500):
            known = Handle.every.filter(platform=platform, key__in=wanted[first : first + 500])
            found.update(known.values_list("key", "pk"))
    return found


def _details(contact: Contact) -> dict[str, Any] | None:
    told = {name: getattr(contact, name) for name in ("phones", "mails", "links", "facts", "notes")}
    return {name: value for name, value in told.items() if value} or None
