"""Which chat a mail belongs to, by who takes part in it; docs/decisions/0014 has the reasons."""

from typing import Final, NamedTuple

from kithbook.formats.mail.address import Address
from kithbook.formats.mail.letter import Letter, is_archived, is_machine_address, organisation
from kithbook.formats.mail.owner import Survey

MOST: Final = 20  # others in a circle of people; a mail to more of them is a circular
NAMED: Final = 4  # of whom the title of a group tells
RETURNED: Final = ("mailer-daemon", "mailerdaemon", "postmaster")


class Room(NamedTuple):
    """A chat of mails: ``key``, ``kind`` and ``title`` as in Chat, the members that the mail at hand shows.

    ``speaks`` is False where nobody wrote what is in it.
    """

    key: str
    kind: str
    title: str
    members: tuple[Address, ...]
    size: int | None = None
    speaks: bool = True


def room(mail: Letter, sender: Address, envelope: bytes, seen: Survey, file: str) -> Room:
    """The chat of a mail whose sender is known."""
    own = seen.own
    if mail.is_machine and sender.key not in own:
        return _notices(sender.key)
    if mail.list is not None:
        return Room(seen.lists.get(mail.list.post, mail.list.key), "group", mail.list.title, (sender,))
    listed = next((each for each in mail.to if each.key in seen.lists), None)
    if listed is not None:
        key = seen.lists[listed.key]
        return Room(key, "group", listed.name or listed.key.partition("@")[0], (sender,))
    if is_archived(mail, envelope):
        return Room("", "group", seen.tag or file, (sender,))
    everybody = _each(sender, *mail.to)
    others = tuple(each for each in everybody if each.key not in own)
    if not others or not mail.to:  # only the sender's own copy tells to whom it went
        hidden = tuple(each for each in _each(*mail.hidden) if each.key not in own)
        if len(hidden) > 1:
            return _circular(sender, seen)
        everybody = _each(*everybody, *hidden)
        others = tuple(each for each in everybody if each.key not in own)
    if sender.key in own and others and all(is_machine_address(each.key) for each in others):
        return _notices(others[0].key)._replace(members=(sender,), speaks=True)
    return _of_people(sender, everybody, others, seen)


def _of_people(sender: Address, everybody: tuple[Address, ...], others: tuple[Address, ...], seen: Survey) -> Room:
    """The chat of everybody but the owner; of all where nobody knows who the owner is."""
    if not others:
        return Room(sender.key, "direct", _name(sender, seen), everybody)
    if len(others) > MOST:
        return _circular(sender, seen)
    is_direct = len(others) == 1 or (len(others) == 2 and not seen.own)
    key = " ".join(sorted(each.key for each in others))
    if is_direct:
        return Room(key, "direct", ", ".join(_name(each, seen) for each in others), everybody)
    in_order = sorted(others)
    title = ", ".join(_name(each, seen) for each in in_order[:NAMED])
    title += f" +{len(others) - NAMED}" if len(others) > NAMED else ""
    return Room(key, "group", title, everybody, len(others) + bool(seen.own))


def _circular(sender: Address, seen: Survey) -> Room:
    """What somebody sends to many at once, who do not talk with each other."""
    return Room(f"circular/{sender.key}", "channel", _name(sender, seen), (sender,))


def _notices(key: str) -> Room:
    """One channel for all that the machines of an organisation send, and one for all mail that came back."""
    local = key.partition("@")[0]
    name = RETURNED[0] if local.startswith(RETURNED) else organisation(key)
    return Room(f"notices/{name}", "channel", name, (), speaks=False)


def _each(*people: Address) -> tuple[Address, ...]:
    found: dict[str, Address] = {}
    for each in people:
        found.setdefault(each.key, each)
    return tuple(found.values())


def _name(each: Address, seen: Survey) -> str:
    return seen.names.get(each.key) or each.name or each.key
