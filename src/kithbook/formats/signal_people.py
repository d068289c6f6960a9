"""Who is who in Signal Desktop's database: its conversations are people and groups at once."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from kithbook.formats.signal_values import from_json, one_line

PLATFORM: Final = "signal"
ME: Final = "me"  # the owner's key where the database does not name the account
SHORTEST_NUMBER: Final = 6  # digits
CONVERSATION: Final = (
    *("id", "type", "name", "profileFullName", "profileName", "profileFamilyName", "e164", "serviceId", "uuid"),
    *("groupId", "members", "json"),
)


class Person(NamedTuple):
    """Somebody as Signal knows them; ``key`` is the account's id, else the number, else the conversation's id."""

    key: str
    name: str = ""
    phone: str = ""
    notes: str = ""
    nickname: str = ""


class Group(NamedTuple):
    """A group and the keys of its members."""

    key: str
    title: str
    members: tuple[str, ...]


class People:
    """All conversations, by each of the names that messages call them by."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}  # by conversation's id, account's id and number
        self.groups: dict[str, Group] = {}  # by conversation's id
        self.owner = Person(ME)

    def key(self, *names: Any) -> str:
        """The key of somebody by the first of these names that is one, known or not; "" where none is."""
        name = names[0] if names else ""
        found = self.people.get(name) if type(name) is str else None
        if found:  # as it mostly is
            return found.key
        name = next((told for told in map(one_line, names) if told), "")
        found = self.people.get(name) or self.people.get(name.lower())
        if found:
            return found.key
        return f"+{name}" if name.isdecimal() and len(name) > SHORTEST_NUMBER else name.lower()

    def name(self, key: str) -> str:
        """How somebody is called, by key."""
        found = self.people.get(key)
        return (found.name or found.phone) if found else ""

    def add(self, row: tuple[Any, ...]) -> Person | None:
        """Note a conversation with the columns of CONVERSATION; the person that it is, if it is one."""
        told = dict(zip(CONVERSATION, row, strict=True))
        more = from_json(told["json"])
        number = one_line(told["id"])
        name = one_line(told["name"])
        if told["type"] == "group":
            self.groups[number] = Group(one_line(told["groupId"]) or number, name, tuple(_members(told, more)))
            return None
        account = one_line(told["serviceId"] or told["uuid"]).lower()
        phone = one_line(told["e164"])
        if not account and not phone and number.isdecimal():  # until 2019 a person's number was the id
            phone = f"+{number}"
        full = one_line(told["profileFullName"]) or _joined(told["profileName"], told["profileFamilyName"])
        notes = _joined(more.get("username"), more.get("about"), by=" · ")
        nickname = _joined(more.get("nicknameGivenName"), more.get("nicknameFamilyName"))
        person = Person(account or phone or number, name or full, phone, notes, nickname)
        for called in (number, account, phone, phone.replace(" ", "").removeprefix("+")):
            if called:
                self.people[called] = person
        return person

    def is_owner(self, *names: Any) -> None:
        """The account whose device this is, by its id and number as the database has them: "ID.DEVICE"."""
        bare = [one_line(name).partition(".")[0] for name in names]
        key = self.key(*bare)
        if key:
            self.owner = self.people.get(key, Person(key, phone=key if key.startswith("+") else ""))

    def members(self, group: Group) -> Iterator[Person]:
        """The members of a group, each once."""
        keys = dict.fromkeys(self.key(member) for member in group.members)
        yield from (self.people.get(key, Person(key)) for key in keys if key)


def _joined(*parts: Any, by: str = " ") -> str:
    return by.join(part for part in map(one_line, parts) if part)


def _members(told: dict[str, Any], more: dict[str, Any]) -> Iterable[str]:
    """Members by account, number or conversation, as the versions of Signal have them."""
    listed = more.get("membersV2")
    for member in listed if isinstance(listed, list) else ():
        account = (member.get("aci") or member.get("uuid")) if isinstance(member, dict) else None
        if isinstance(account, str):
            yield account
    if isinstance(told["members"], str):
        yield from told["members"].split()
