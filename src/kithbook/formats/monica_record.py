"""One contact of Monica's export: what it says of them, fields, calls and all that Monica keeps with a person."""

from collections.abc import Mapping
from typing import Any, Final

from kithbook.formats.monica_history import KEPT
from kithbook.formats.monica_values import day, inner, plain, properties, uid_of
from kithbook.formats.people_card import Card
from kithbook.formats.people_dates import moment_of
from kithbook.vocabulary import Contact, Encounter

PLATFORM: Final = "contacts"
MIDNIGHT: Final = 86_400


class Known:
    """What other parts of the export say about contacts; it is small, and read before them."""

    def __init__(self) -> None:
        self.fields: dict[str, tuple[str, str]] = {}  # kind of field: its name, and "email", "phone" or ""
        self.names: dict[str, str] = {}
        self.related: dict[str, list[tuple[str, str]]] = {}  # contact: what they are to whom
        self.met: dict[str, list[str]] = {}  # activity: the contacts who took part
        self.me = ""


def name_of(record: Any) -> str:
    """The name of a contact."""
    said = properties(record)
    return " ".join(filter(None, (plain(said.get(part)) for part in ("first_name", "middle_name", "last_name"))))


def contact_of(record: dict[str, Any], known: Known, line: int) -> tuple[Contact, list[Encounter]] | None:
    """A contact and the calls with them, or None where nothing says who it is."""
    said, card = properties(record), Card()
    uid = uid_of(record)
    card.given, card.middle, card.family = (
        plain(said.get(part)) for part in ("first_name", "middle_name", "last_name")
    )
    _facts(card, said, known)
    calls: list[Any] = []
    for kind, values in inner(record):
        if kind == "call":
            calls = values
        for each in values:
            _inner(card, kind, each, known)
    for relation, other in known.related.get(uid, ()):
        if other == known.me and known.me:
            card.add_fact("relation", relation)
        else:
            card.add_note(f"{relation} of {known.names.get(other) or 'somebody'}")
    contact = card.contact(PLATFORM, line, uid, is_me=(uid == known.me and bool(uid)) or None)
    if contact is None:
        return None
    found = (_call(each, contact.handle.key, line) for each in calls)
    return contact, [call for call in found if call is not None]


def _facts(card: Card, said: Mapping[str, Any], known: Known) -> None:
    for name, fact in (("nickname", "nickname"), ("company", "organisation"), ("job", "role")):
        card.add_fact(fact, plain(said.get(name)))
    _birthday(card, said.get("birthdate"))
    for tag in said.get("tags") or () if isinstance(said.get("tags"), list) else ():
        card.add_fact("label", plain(tag))
    through = known.names.get(plain(said.get("first_met_through")), "")
    first = said.get("first_met_date")
    met = (day(first.get("date")) if isinstance(first, dict) else "", f"through {through}" if through else "")
    where = (plain(said.get(name)) for name in ("first_met_where", "first_met_additional_info"))
    card.add_fact("met", ", ".join(filter(None, (*met, *where))))
    card.add_fact("last_contact", day(said.get("last_talked_to")))
    days = plain(said.get("stay_in_touch_frequency"))
    card.add_fact("rhythm", f"{days} days" if days else "")
    card.add_note(plain(said.get("description")))
    food = plain(said.get("food_preferences"))
    card.add_note(f"Food: {food}" if food else "")
    if said.get("is_dead") is True:
        dead = said.get("deceased_date")
        card.add_note(f"Died {day(dead.get('date')) if isinstance(dead, dict) else ''}".strip())


def _birthday(card: Card, date: Any) -> None:
    if not isinstance(date, dict):
        return
    found = day(date.get("date"))
    if found and date.get("is_age_based") is True:  # the age alone is known
        card.add_note(f"Born about {found[:4]}")
    elif found:
        card.add_fact("birthday", f"-{found[4:]}" if date.get("is_year_unknown") is True else found)


def _inner(card: Card, kind: str, record: Any, known: Known) -> None:
    """One field, address, pet or thing with a day of a contact."""
    said = properties(record)
    if kind == "contactfield":
        _field(card, plain(said.get("data")), known.fields.get(plain(said.get("type")), ("", "")))
    elif kind == "address":
        parts = (plain(said.get(part)) for part in ("street", "city", "province", "postal_code", "country"))
        card.add_fact("place", ", ".join(filter(None, parts)))
    elif kind == "pet":
        pet = ", ".join(filter(None, (plain(said.get("name")), plain(said.get("category")))))
        card.add_note(f"Pet: {pet}" if pet else "")
    elif kind in KEPT and isinstance(record, dict):
        KEPT[kind](card, record)


def _field(card: Card, value: str, kind: tuple[str, str]) -> None:
    name, what = kind
    left = value
    if value and (what == "email" or (not what and "@" in value)):
        left = card.add_mails(value)
    elif value and what == "phone":
        left = card.add_phones(value)
    elif value:
        left = card.add_links(value)
    card.add_note(f"{name}: {left}" if left and name else left)


def _call(record: Any, key: str, line: int) -> Encounter | None:
    said = properties(record)
    title = " ".join(plain(said.get("content")).split())
    uid = uid_of(record)
    return met("call", said.get("called_at"), (key,), title, line, uid)


def met(kind: str, at: Any, handles: tuple[str, ...], title: str, line: int, uid: str) -> Encounter | None:
    """A call or an activity; Monica keeps the day of most, as midnight. None where there is no date."""
    moment = moment_of(plain(at), "ymd")
    if moment is None:
        return None
    all_day = moment.at % MIDNIGHT == 0
    zone = "" if all_day else moment.zone
    return Encounter(kind, moment.at, handles, zone=zone, title=title, line=line, id=uid, all_day=all_day)
