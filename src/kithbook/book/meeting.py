"""The people of one import: contacts to handles, handles to people, and whom a message mentions."""

import json
from typing import Any

from kithbook.book.owner import own
from kithbook.identity import own_keys
from kithbook.store import rows
from kithbook.store.context import connection
from kithbook.store.models import Handle, Import, Membership, Person
from kithbook.vocabulary import Contact


class Meeting:
    """Everybody whom an import has shown so far; ``handles`` is the row of each key, None for the platform itself.

    A handle that the book knows is the same person; a new handle is a new person. Nobody else is merged.
    """

    def __init__(self, source: Import) -> None:
        self._source = source
        self.handles: dict[str, int | None] = {"": None}
        self._named: dict[str, int] = {}
        self._contacts: dict[str, Contact] = {}
        self._new = int(source.counts.get("new_people", 0))

    def counts(self) -> dict[str, int]:
        """How many people (handles) were read, and how many of them are new."""
        return {"people": len(self.handles) - 1, "new_people": self._new}

    def recall(self, contact: Contact) -> None:
        """Take up somebody whom an earlier run of this import has kept."""
        handle = Handle.every.get(platform=contact.handle.platform, key=contact.handle.key)
        self._remember(contact, handle)

    def meet(self, contact: Contact, chat: int | None) -> None:
        """Find or make the handle and its person, and keep that this import saw them in ``chat``."""
        key, name = contact.handle.key, contact.handle.name
        handle = Handle.every.filter(platform=contact.handle.platform, key=key).first()
        if handle is None:
            person = Person.every.create(name=name or key, created=self._source.created, waits_for=self._source)
            handle = Handle.every.create(
                platform=contact.handle.platform, key=key, name=name, person=person, waits_for=self._source
            )
            self._new += 1
        self._remember(contact, handle)
        Membership.objects.get_or_create(
            source=self._source, chat_id=chat, handle=handle, defaults={"name": name, "details": _details(contact)}
        )

    def _remember(self, contact: Contact, handle: Handle) -> None:
        key = contact.handle.key
        self.handles[key] = handle.pk
        if contact.handle.name:
            self._named.setdefault(contact.handle.name, handle.pk)
        if key not in self._contacts or contact.is_me:
            self._contacts[key] = contact

    def mentioned(self, who: str) -> int | None:
        """The handle that a mention means, by key or by name; None while nobody of that name was seen."""
        return self.handles.get(who) or self._named.get(who)

    def resolve_mentions(self) -> None:
        """Point messages of this import at people who were mentioned before they were seen."""
        waiting = rows.all_of(
            "SELECT id, mentions FROM store_message WHERE source_id = %s AND mentions IS NOT NULL AND mention_id IS NULL",
            (self._source.pk,),
        )
        found = [(self.mentioned(json.loads(mentions)[0]), row) for row, mentions in waiting]
        with connection().cursor() as cursor:
            cursor.executemany("UPDATE store_message SET mention_id = %s WHERE id = %s", [f for f in found if f[0]])

    def settle_owner(self, me: str | None) -> tuple[dict[str, Any], str]:
        """Hang the owner's handles on the owner; what undo puts back, and the keys found for ``me``, or ""."""
        keys = own_keys(self._contacts.values(), me)
        ids = [row for key in keys if (row := self.handles.get(key)) is not None]
        return own(ids), ", ".join(sorted(keys))


def _details(contact: Contact) -> dict[str, Any] | None:
    told = {name: getattr(contact, name) for name in ("phones", "mails", "links", "notes")}
    return {name: value for name, value in told.items() if value} or None
