"""How often each value occurs among the cards that are compared: agreeing on what is rare says more."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from kithbook.identity import names
from kithbook.identity.profile import Profile

OFFICE: Final = 3  # differently named people who may hold one phone or mail before it is an office's
SMOOTH: Final = 300  # cards' worth of trust in the shipped frequencies of names
UNLISTED: Final = 1 / 4000  # share of a family or given name that is in no list of common ones
LEAST: Final = 50  # cards that are thought of where there are fewer
KIN: Final = frozenset({"family", "given", "other"})  # levels at which two names are two people's


class Population:
    """Counts of what the cards hold. Without cards it knows the shipped frequencies of names only.

    ``size`` is the number of cards, ``bits`` the rarity of a value as -log2 of its share; ``owner`` are the ids of
    whoever the cards belong to.
    """

    def __init__(self, profiles: Sequence[Profile] = (), owner: Collection[int] = ()) -> None:
        self.size = len(profiles)
        self._counts: Counter[tuple[str, str]] = Counter()
        holders: dict[tuple[str, str], list[Profile]] = defaultdict(list)
        for each in profiles:
            for field, values in values_of(each):
                for value in values:
                    self._counts[field, value] += 1
            self._counts.update({("names", key): 1 for keys in each.rarity for key in keys})
            for number in each.phones:
                holders["phones", number].append(each)
            for found in each.mails:
                holders["mails", found.address].append(each)
        self._offices = {held for held, who in holders.items() if len(who) > OFFICE and is_office(who)}
        self._companions = _companions(profiles, frozenset(owner))
        self._name_bits: dict[str, float] = {}

    def is_office(self, field: str, value: str) -> bool:
        """Whether more people hold this phone ("phones") or mail ("mails") than a household has."""
        return (field, value) in self._offices

    def bits(self, field: str, value: str) -> float | None:
        """-log2 of the share of cards with this value; None where nothing is known, which is not the same as rare."""
        if self.size < 2:
            return None
        return -math.log2((self._counts[field, value] + 1) / (self.size + LEAST))

    def name_bits(self, key: str) -> float:
        """-log2 of the share of people with a family or given name: these cards', smoothed with the shipped share.

        Smoothing as in Winkler, Frequency-based matching in the Fellegi-Sunter model (2000).
        """
        found = self._name_bits.get(key)
        if found is None:
            share = names.frequency(key)
            share = UNLISTED if share is None else share
            found = -math.log2((self._counts["names", key] + SMOOTH * share) / (self.size + SMOOTH))
            self._name_bits[key] = found
        return found

    @property
    def prior(self) -> float:
        """log2 of the chance that two cards are one person before anything is compared: one in the number of cards."""
        return -math.log2(max(self.size, LEAST))

    def companions(self, each: Profile) -> dict[str, str]:
        """Who else is in the small chats of a handle: names as written, by what they are compared by."""
        return self._companions.get(each.id, {})


def values_of(each: Profile) -> Iterable[tuple[str, Iterable[str]]]:
    """(field, values) of all that is counted beside names."""
    yield "places", each.places
    yield "organisations", each.organisations
    yield "roles", each.roles
    yield "numbers", each.numbers
    yield "links", each.links
    yield "users", each.users
    if each.birthday:
        yield "birthday", (str(tuple(each.birthday)),)


def is_office(holders: Sequence[Profile], most: int = OFFICE) -> bool:
    """Whether more than ``most`` people with clearly different names are among the holders."""
    seen: list[names.Name] = []
    for each in holders:
        if each.names and all(names.compare(each.names[0], other) in KIN for other in seen):
            seen.append(each.names[0])
            if len(seen) > most:
                return True
    return False


SMALL_CHAT: Final = 60  # members: in a larger chat everybody meets everybody


def _companions(profiles: Sequence[Profile], owner: Collection[int]) -> dict[int, dict[str, str]]:
    """For each handle the others of its small chats; the owner, who is in all of them, says nothing."""
    members: dict[int, list[Profile]] = defaultdict(list)
    for each in profiles:
        for chat in each.stays:
            members[chat].append(each)
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for who in members.values():
        if not 2 < len(who) <= SMALL_CHAT:
            continue
        told = [(each.id, each.names[0]) for each in who if each.names and each.id not in owner]
        called = {one: (" ".join(sorted(name.words)), name.bare) for one, name in told if len(name.words) > 1}
        for each in who:
            found[each.id].update(called[one] for one in called if one != each.id)
    return found
