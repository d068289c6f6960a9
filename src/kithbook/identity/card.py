"""What is known of one handle, as far as it tells who it is: compared with another to see whether both are one."""

import msgspec


class Stay(msgspec.Struct, frozen=True, gc=False):
    """That a handle was in a chat: when it wrote there first and last (UTC seconds), None where it was silent.

    ``wrote`` is how many messages.
    """

    chat: int
    first: int | None = None
    last: int | None = None
    wrote: int = 0


class Card(msgspec.Struct, frozen=True, gc=False):
    """One handle (of ``platform``, with the platform's ``key``), or one row of a table of people.

    Everything is as written, in the order of trust: the first name is the one to go by. ``phones``, ``mails`` and
    ``links`` are the handle's own; ``birthday`` is an ISO date, "--MM-DD" or ""; ``numbers`` are other identifiers
    (of a passport, a customer) of which nobody else has the same. ``stays`` are the chats in which it was seen.

    >>> Card(1, "whatsapp", "+49 170 1234567", names=("Ines",)).mails
    ()
    """

    id: int
    platform: str
    key: str
    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    birthday: str = ""
    places: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    stays: tuple[Stay, ...] = ()
