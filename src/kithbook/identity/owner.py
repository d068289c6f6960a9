"""Which handles of an export are the owner's: as the export says, or as the person says; never guessed."""

from collections.abc import Iterable, Sequence

from kithbook.vocabulary import Contact


def own_keys(contacts: Iterable[Contact], me: str | None) -> frozenset[str]:
    """The keys of the handles that are the owner's.

    ``me`` is a name or key: exact matches count first, then those that differ in capitals only. Contacts that the
    export itself marks as its owner always count.

    >>> from kithbook.vocabulary import Handle
    >>> sorted(own_keys([Contact(Handle("whatsapp", "Ines", "Ines")), Contact(Handle("whatsapp", "Lio", "Lio"))], "ines"))
    ['Ines']
    """
    seen = list(contacts)
    marked = {contact.handle.key for contact in seen if contact.is_me}
    if not me:
        return frozenset(marked)
    exact = {c.handle.key for c in seen if me in (c.handle.key, c.handle.name)}
    folded = me.strip().casefold()
    loose = {c.handle.key for c in seen if folded in (c.handle.key.casefold(), c.handle.name.casefold())}
    return frozenset(marked | (exact or loose))


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
