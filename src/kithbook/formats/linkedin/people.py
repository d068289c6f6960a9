"""Who is who in LinkedIn's archive: keys by the address of a profile, names that stand for one key, the owner."""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from kithbook.formats.people_card import Card
from kithbook.vocabulary import DELETED_KEY, Contact, Handle

PLATFORM: Final = "linkedin"
FEW: Final = 3  # conversations that somebody must be in, all of them, to be the owner
# how people are called whose account is gone
GONE: Final = frozenset(
    (
        *("linkedin member", "linkedin user", "linkedin-mitglied", "membre de linkedin", "utilisateur linkedin"),
        *("miembro de linkedin", "usuario de linkedin", "membro do linkedin", "utente linkedin"),
        *("领英会员", "领英用户"),
    )
)
PROFILE: Final = re.compile(r"(?:https?://)?(?:[\w-]+\.)?linkedin\.\w+/(?:in/([^/?#\s]+)|([^?#\s]+))", re.IGNORECASE)
YES: Final = ("yes", "true", "1")


@functools.lru_cache(1 << 16)
def profile_key(url: str) -> str:
    """What stays the same of a profile's address: its last part; of other addresses the whole path; "" for none.

    >>> profile_key("https://www.linkedin.com/in/Lio-Brandt/?trk=export"), profile_key("linkedin.com/in/zo%C3%AB")
    ('lio-brandt', 'zoë')
    """
    found = PROFILE.match(url.strip())
    if found is None:
        return ""
    return clean(unquote(found[1] or found[2])).strip("/").lower()


def full_name(first: str, last: str) -> str:
    """A name in one line; Chinese, Japanese and Korean ones have the family name first.

    >>> full_name("Lio", "Brandt"), full_name("三朵", "云")
    ('Lio Brandt', '云三朵')
    """
    card = Card()
    card.given, card.family = clean(first), clean(last)
    return card.shown


def clean(text: str) -> str:
    """A name in one line."""
    return " ".join(text.split())


@dataclass
class Talk:
    """One conversation, as it is put together from its rows: who is in it by key, by name, and by names in a list."""

    title: str = ""
    keys: dict[str, None] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)
    joined: dict[str, None] = field(default_factory=dict)
    members: tuple[str, ...] = ()
    kind: str = "unknown"


class People:
    """What the whole archive says of people; ``settle`` once everything was noted down."""

    def __init__(self) -> None:
        self.talks: dict[str, Talk] = {}
        self.names: dict[str, str] = {}  # key -> the name to show
        self.owner = self.owner_name = ""
        self.connections: set[str] = set()  # keys: nobody is their own connection
        self._known: set[str] = set()  # names that somebody has
        self._keys: dict[str, str] = {}  # name -> the only key that has it, "" where several have
        self._owners: set[str] = set()  # as the directions of invitations tell

    def meet(self, url: str, name: str) -> None:
        """Note down that a profile has this name."""
        key, name = profile_key(url), clean(name)
        self._known.add(name)
        if key and name and name.lower() not in GONE:
            self.names.setdefault(key, name)
            self._keys[name] = key if self._keys.get(name, key) == key else ""

    def key(self, url: str, name: str) -> str:
        """The handle's key of somebody: by the profile, else by a name that only one profile has, else the name."""
        key = profile_key(url)
        if key:
            return key
        name = clean(name)
        key = DELETED_KEY if name.lower() in GONE else self._keys.get(name) or name
        if key:
            self.names.setdefault(key, name)
        return key

    def name(self, key: str) -> str:
        """The name to show for a key, "" where only the address of the profile is known."""
        return self.names.get(key, "")

    def talk(self, number: str, row: Sequence[str]) -> None:
        """Note down who is in a conversation by one of its rows (title, from, its address, to, their addresses)."""
        title, sender, sender_url, to, to_urls = row
        talk = self.talks.get(number)
        if talk is None:
            talk = self.talks[number] = Talk()
        talk.title = talk.title or clean(title)
        urls = [url for url in to_urls.split(",") if profile_key(url)]
        self.meet(sender_url, sender)
        if len(urls) == 1:
            self.meet(urls[0], to)
        talk.keys.update(dict.fromkeys(map(profile_key, (url for url in (sender_url, *urls) if profile_key(url)))))
        if sender.strip() and not profile_key(sender_url):
            talk.names[clean(sender)] = None
        if to.strip() and not urls:
            talk.joined[clean(to)] = None

    def invited(self, inviter: str, invitee: str, outgoing: bool) -> None:
        """Note down an invitation between two keys: the owner sends those that go out and gets those that come in."""
        self._owners.add(inviter if outgoing else invitee)

    def settle(self) -> None:
        """Find out who is in each conversation, and who the owner is."""
        known = self._known.union([self.owner_name], *(talk.names for talk in self.talks.values())) - {""}
        for talk in self.talks.values():
            told = [names_in(to, known) for to in talk.joined]
            names = [*talk.names, *(name for some, _ in told for name in some)]
            members = [*talk.keys, *(self.key("", name) for name in names)]
            talk.members = tuple(dict.fromkeys(key for key in members if key))
            doubtful = any(not sure for _, sure in told) or len(talk.members) < 2
            talk.kind = "unknown" if doubtful else "direct" if len(talk.members) == 2 else "group"
        self.owner = self._whose()
        if self.owner:
            self.names[self.owner] = self.owner_name or self.name(self.owner)

    def _whose(self) -> str:
        """The owner's key: by the name of the profile, by invitations, or who is in all of enough conversations."""
        by_name = self._keys.get(self.owner_name, "")
        if by_name and by_name not in self.connections:
            return by_name
        if len(self._owners) == 1:
            return next(iter(self._owners))
        seen = Counter(key for talk in self.talks.values() for key in talk.members if key != DELETED_KEY)
        always = [key for key, count in seen.items() if count == len(self.talks)]
        if len(self.talks) >= FEW and len(always) == 1:
            return always[0]
        return self.owner_name

    def contact(self, key: str, chat: str, line: int) -> Contact:
        """Somebody as a member of a chat."""
        is_me = True if key == self.owner and key != DELETED_KEY else None
        return Contact(Handle(PLATFORM, key, self.name(key)), chat, is_me, line=line)


def names_in(joined: str, known: Iterable[str]) -> tuple[list[str], bool]:
    """The names of a list that is joined by commas, though names hold commas too; and whether that is certain.

    >>> names_in("Ana Kiln, Ph.D., Lio Brandt", {"Ana Kiln, Ph.D.", "Lio Brandt"})
    (['Ana Kiln, Ph.D.', 'Lio Brandt'], True)
    >>> names_in("Ana Kiln, Ph.D.", {"Lio Brandt"})
    ([], False)
    """
    parts = joined.split(",")
    found: list[str] = []
    at = 0
    while at < len(parts) <= 1_000:
        ends = range(min(len(parts), at + 4), at, -1)
        whole = next((name for end in ends if (name := clean(",".join(parts[at:end]))) in known), "")
        if not whole:
            return ([joined], True) if len(parts) == 1 else ([], False)
        found.append(whole)
        at += whole.count(",") + 1
    return found, bool(found)
