"""Which handles of an export are the owner's: as the export says, or as the person says; never guessed."""

from collections.abc import Iterable, Sequence

from kithbook.vocabulary import Contact


def own_keys(contacts: Iterable[Contact], me: str | None) -> frozenset[str]:
    """The keys of the handles that are the owner's.

    ``me`` is a key or a name: the key counts first, then the exact name, then one that differs in capitals only. A name
    that several have says nothing, because the same name is not the same person. Contacts that the export itself marks
    as its owner always count.

    >>> from kithbook.vocabulary import Handle
    >>> people = [Contact(Handle("telegram", "user1", "Ines")), Contact(Handle("telegram", "user2", "Lio"))]
    >>> own_keys(people, "ines")
    frozenset({'user1'})
    """
    seen = list(contacts)
    marked = frozenset(contact.handle.key for contact in seen if contact.is_me)
    if not me:
        return marked
    folded = me.strip().casefold()
    ways = (
        {c.handle.key for c in seen if c.handle.key == me},
        {c.handle.key for c in seen if c.handle.name == me},
        {c.handle.key for c in seen if folded in (c.handle.key.casefold(), c.handle.name.casefold())},
    )
    found = next((keys for keys in ways if keys), set())
    return marked | found if len(found) == 1 else marked


def likely_owner(contacts: Sequence[Contact], known: Iterable[str]) -> str:
    """The name to offer as "this is me", or "".

    That is who the export marks, else somebody whose key is one of the owner's handles already (``known``).
    """
    own = set(known)
    for contact in contacts:
        if contact.is_me:
            return contact.handle.name or contact.handle.key
    for contact in contacts:
        if contact.handle.key in own:
            return contact.handle.name or contact.handle.key
    return ""
