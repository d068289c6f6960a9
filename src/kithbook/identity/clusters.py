"""From pairs to people: which automatic matches hold together, and which are left for the person to answer."""

from collections.abc import Collection, Iterable, Sequence
from itertools import product
from typing import NamedTuple

from kithbook.identity import names
from kithbook.identity.card import Card
from kithbook.identity.evidence import RANK
from kithbook.identity.matching import Match
from kithbook.identity.meetings import barred
from kithbook.identity.population import KIN
from kithbook.identity.profile import ONE_ACCOUNT, Profile, looks_like_id, profile


class Wholes(NamedTuple):
    """``holds``: the automatic matches that hold; ``ask``: one match for each two people that may be one, largest weight
    first; ``refused``: pairs that the person called the same and whose groups they also called different.
    """

    holds: list[Match]
    ask: list[Match]
    refused: list[tuple[int, int]]


class Groups:
    """Disjoint groups of ids, joined two by two."""

    def __init__(self) -> None:
        self._of: dict[int, frozenset[int]] = {}

    def of(self, one: int) -> frozenset[int]:
        """Everybody in the group of an id, itself at least."""
        return self._of.get(one) or frozenset((one,))

    def join(self, one: int, other: int) -> None:
        """Make one group of two."""
        joined = self.of(one) | self.of(other)
        for each in joined:
            self._of[each] = joined


def wholes(
    ids: Collection[int],
    same: Iterable[tuple[int, int]],
    found: Iterable[Match],
    apart: Collection[tuple[int, int]],
    cards: Sequence[Card],
) -> Wholes:
    """Which of the matches ``found`` hold, among the handles ``ids``.

    What the person said comes first: ``same`` pairs are joined, ``apart`` pairs never. Then the sure matches, largest
    weight first, unless they would join two groups of which two members are apart, present together in one chat, have
    two accounts on one platform, or clearly different names. The order in which anything is given does not matter.
    """
    known = set(ids)
    never: dict[int, set[int]] = {}
    for one, other in apart:
        if one != other:
            never.setdefault(one, set()).add(other)
            never.setdefault(other, set()).add(one)
    groups = Groups()
    refused = []

    def parted(one: int, other: int) -> bool:
        others = groups.of(other)
        return any(not never.get(each, set()).isdisjoint(others) for each in groups.of(one))

    for one, other in sorted({(min(pair), max(pair)) for pair in same if pair[0] != pair[1]}):
        if parted(one, other):
            refused.append((one, other))
        else:
            groups.join(one, other)
    ranked = sorted((match for match in found if {match.a, match.b} <= known), key=lambda m: (-m.weight, m.a, m.b))
    judge = _Judge(cards)
    holds = []
    for match in ranked:
        if not match.sure or parted(match.a, match.b):
            continue
        ones, others = groups.of(match.a), groups.of(match.b)
        if ones is others or not any(judge.contradict(*pair) for pair in product(ones, others)):
            holds.append(match)
            groups.join(match.a, match.b)
    ask: dict[frozenset[frozenset[int]], Match] = {}
    for match in ranked:
        ones, others = groups.of(match.a), groups.of(match.b)
        if match.zone != "silent" and ones != others and not parted(match.a, match.b):
            ask.setdefault(frozenset((ones, others)), match)
    return Wholes(holds, list(ask.values()), refused)


class _Judge:
    """Tells whether two handles contradict each other; each card is made ready only when it is asked about."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._cards = {card.id: card for card in cards}
        self._ready: dict[int, Profile] = {}

    def _profile(self, one: int) -> Profile | None:
        if one not in self._ready and one in self._cards:
            self._ready[one] = profile(self._cards[one])
        return self._ready.get(one)

    def contradict(self, one: int, other: int) -> bool:
        """Both present in one chat, two accounts on one platform, or different names."""
        a, b = self._profile(one), self._profile(other)
        return a is not None and b is not None and (barred(a, b) or two_accounts(a, b) or different_names(a, b))


def two_accounts(a: Profile, b: Profile) -> bool:
    """Whether both are accounts of a platform on which people mostly have one."""
    return (
        a.platform == b.platform
        and a.platform in ONE_ACCOUNT
        and a.key != b.key
        and looks_like_id(a.key)
        and looks_like_id(b.key)
    )


def different_names(a: Profile, b: Profile) -> bool:
    """Whether both have names and not two of them may be one person's."""
    levels = {names.compare(one, other) for one, other in product(a.names, b.names)}
    return bool(levels) and min(levels, key=RANK.__getitem__) in KIN
