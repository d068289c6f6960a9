"""A card made ready to be compared: everything normalised once, so that a comparison only looks up and counts."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, NamedTuple

import msgspec

from kithbook.identity import names
from kithbook.identity.card import Card, Stay
from kithbook.identity.contacts import (
    Account,
    Mail,
    Phone,
    account,
    bare_user,
    link,
    looks_like_phone,
    mail,
    phone,
    phone_of_link,
)
from kithbook.identity.providers import NOBODY, PROFILES

LEAST_USER: Final = 3  # characters of a user name below which it is nobody's in particular
# Platforms whose keys may be a user name that its owner chose, and may have chosen elsewhere too.
CHOSEN: Final = frozenset(platform for _, _, platform in PROFILES) | {"telegram", "discord", "matrix", "wechat", "line"}
# Those whose exports always tell it; on the others a key that is the name shown is no user name.
LOGINS: Final = frozenset({"github", "linkedin", "matrix", "spotify"})
# Platforms on which a key is an account, of which people mostly have one (in Slack they have one in each workspace).
ONE_ACCOUNT: Final = frozenset(
    ["whatsapp", "telegram", "wechat", "discord", "signal", "line", "kakaotalk", "linkedin", "facebook"]
)
_GIVEN_OUT: Final = re.compile(r"(user|channel|chat|wxid_|gh_|u|id)?[0-9a-f_\-]*\d[0-9a-f_\-]*", re.IGNORECASE)
_USER: Final = re.compile(r"@?[\w][\w.\-]{2,63}(#\d{4})?")
_GENERATION: Final = re.compile(r"\b(jr|junior|jun|sr|senior|sen|ii|iii|iv)\b\.?", re.IGNORECASE)
_GENERATIONS: Final = {"junior": "jr", "jun": "jr", "senior": "sr", "sen": "sr"}
# What tells a man from a woman in the titles of a couple; families share phones.
_TITLES: Final = re.compile(
    r"\b(?:(?P<he>mr|herr|monsieur|señor|signor|don|господин|السيد)|"
    r"(?P<she>mrs|ms|miss|frau|madame|mme|señora|signora|doña|госпожа|السيدة))\b\.?|(?P<his>先生)|(?P<hers>女士|小姐|太太|夫人)",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(
    r"\s[&+＋]\s|\s(?:and|und|et|en|och|og|и|و)\s|\bfamil(?:y|ie|ia|le)\b|\bfamille\b"
    r"|\b(?:mr|herr) (?:and|und|&)|[和与與]\s?\w+\s?一家|一家$",
    re.IGNORECASE,
)
_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)|--(\d\d)-(\d\d)")
_SPACES: Final = re.compile(r"[\W_]+")


class Birthday(NamedTuple):
    """A birthday as told, year 0 where it is not known; nothing is checked, since the wrong ones are compared too."""

    year: int
    month: int
    day: int


class Profile(msgspec.Struct, frozen=True, gc=False):
    """What `Card` says, normalised; see there for the meaning. ``users`` are user names without their platform,
    ``called`` these and the local parts of mails.

    ``generation`` holds "jr" and the like, ``titles`` "he" or "she"; ``several`` says that a name is a couple's or a
    family's.
    ``first`` and ``last`` are the moments (UTC seconds) between which the handle wrote, None where it did not.
    """

    id: int
    platform: str
    key: str
    names: tuple[names.Name, ...]
    rarity: tuple[tuple[str, ...], ...]  # of each name
    phones: dict[str, Phone]
    mails: tuple[Mail, ...]
    accounts: frozenset[Account]
    users: frozenset[str]
    called: frozenset[str]
    links: frozenset[str]
    birthday: Birthday | None
    places: frozenset[str]
    organisations: frozenset[str]
    roles: frozenset[str]
    numbers: frozenset[str]
    generation: frozenset[str]
    titles: frozenset[str]
    several: bool
    stays: dict[int, Stay]
    first: int | None
    last: int | None


def profile(card: Card, region: str = "") -> Profile:
    """``card`` ready to be compared; phones without a country are read as of ``region``."""
    called, users = _called(card)
    told = [name for name in (names.read(written) for written in called) if not name.is_empty]
    accounts = {found for found in map(account, card.links) if found}
    users |= {found.user for found in accounts}
    if card.platform in CHOSEN and _is_user(card.key) and (card.platform in LOGINS or card.key not in card.names):
        accounts.add(Account(card.platform, card.key.casefold().lstrip("@")))
        users.add(card.key)
    numbers = [*card.phones, *filter(None, map(phone_of_link, card.links))]
    numbers += [text for text in (card.key, *card.names) if looks_like_phone(text) and card.platform != "list"]
    boxes = [*card.mails, *(text for text in (card.key, *card.names) if "@" in text[1:])]
    moments = [moment for stay in card.stays for moment in (stay.first, stay.last) if moment is not None]
    addresses = {link(text) for text in card.links if not account(text) and not phone_of_link(text)}
    read_mails = tuple(dict.fromkeys(filter(None, map(mail, boxes))))
    bare_users = frozenset(bare for user in users if len(bare := bare_user(user)) >= LEAST_USER)
    return Profile(
        id=card.id,
        platform=card.platform,
        key=card.key,
        names=tuple(told),
        rarity=tuple(names.rarity_keys(name) for name in told),
        phones={found.number: found for text in numbers if (found := phone(text, region))},
        mails=read_mails,
        accounts=frozenset(accounts),
        users=bare_users,
        called=bare_users | {bare_user(found.local) for found in read_mails if not found.is_role},
        links=frozenset(addresses - {""}),
        birthday=birthday(card.birthday),
        places=folded(card.places),
        organisations=folded(card.organisations),
        roles=folded(card.roles),
        numbers=folded(card.numbers),
        generation=frozenset(
            _GENERATIONS.get(mark, mark) for text in card.names for mark in map(str.lower, _GENERATION.findall(text))
        ),
        titles=frozenset(
            "he" if found.lastgroup in ("he", "his") else "she"
            for text in card.names
            for found in _TITLES.finditer(text)
        ),
        several=any(_SEVERAL.search(text) for text in card.names),
        stays={stay.chat: stay for stay in card.stays},
        first=min(moments, default=None),
        last=max(moments, default=None),
    )


def _called(card: Card) -> tuple[list[str], set[str]]:
    """(names, user names): what stands in the place of a name is often a number or an address."""
    called, users = [], set()
    for text in dict.fromkeys(card.names):
        if text.startswith("@") and _USER.fullmatch(text):
            users.add(text)
        elif not looks_like_phone(text) and "@" not in text[1:] and text.strip().casefold() not in NOBODY:
            called.append(text)
    return called, users


def _is_user(key: str) -> bool:
    return bool(_USER.fullmatch(key)) and not _GIVEN_OUT.fullmatch(key) and not key.casefold().startswith("wxid_")


def looks_like_id(key: str) -> bool:
    """Whether a key was given out by the platform (a number, a phone, user123) rather than being a name.

    >>> looks_like_id("user10023"), looks_like_id("+49 170 1234567"), looks_like_id("Ines 2")
    (True, True, False)
    """
    return bool(_GIVEN_OUT.fullmatch(key)) or looks_like_phone(key) or key.startswith("wxid_")


def birthday(written: str) -> Birthday | None:
    """An ISO date, or one without a year; None where it is neither.

    >>> birthday("1990-03-01"), birthday("--03-01"), birthday("March")
    (Birthday(year=1990, month=3, day=1), Birthday(year=0, month=3, day=1), None)
    """
    found = _DATE.match(written.strip())
    if not found:
        return None
    year, month, day, bare_month, bare_day = found.groups()
    return Birthday(int(year or 0), int(month or bare_month), int(day or bare_day))


def folded(texts: Iterable[str]) -> frozenset[str]:
    """Free words as they are compared: case, accents and punctuation aside.

    >>> sorted(folded(["São Paulo", "SAO  PAULO", " "]))
    ['sao paulo']
    """
    return frozenset(bare for text in texts if (bare := _fold(text)))


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _SPACES.sub(" ", "".join(char for char in plain if not unicodedata.combining(char))).strip()
