"""From pairs to people: which automatic matches hold together, and which are left for the person to answer."""

from collections.abc import Collection, Iterable, Sequence
from heapq import heapify, heappop, heappush
from itertools import product
from typing import Final, NamedTuple

from kithbook.identity import names
from kithbook.identity.card import Card
from kithbook.identity.evidence import RANK
from kithbook.identity.matching import Match
from kithbook.identity.meetings import barred
from kithbook.identity.population import KIN
from kithbook.identity.profile import ONE_ACCOUNT, Profile, looks_like_id, profile


class Wholes(NamedTuple):
    """What holds among handles.

    ``holds``: the automatic matches that hold; ``ask``: one match for each two people that may be one, largest weight
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
    two accounts on one platform, or clearly different names (but for those that the person has joined). The order in
    which anything is given does not matter.
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
    said = {each: groups.of(each) for each in known}
    ranked = sorted((match for match in found if {match.a, match.b} <= known), key=lambda m: (-m.weight, m.a, m.b))
    judge = _Judge(cards)
    holds = []
    for match in ranked:
        if not match.sure or parted(match.a, match.b):
            continue
        ones, others = groups.of(match.a), groups.of(match.b)
        # whom the person called the same as one of both goes by another name, and that is known
        known_as = (said[match.a] | said[match.b]) - {match.a, match.b}
        if ones is others or not any(
            judge.contradict(one, other, named=known_as.isdisjoint((one, other)))
            for one, other in product(ones, others)
        ):
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

    def contradict(self, one: int, other: int, *, named: bool = True) -> bool:
        """Both present in one chat, two accounts on one platform, or (where they are ``named``) different names."""
        a, b = self._profile(one), self._profile(other)
        if a is None or b is None:
            return False
        return barred(a, b) or two_accounts(a, b) or (named and different_names(a, b))


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


def two_people(first: str, second: str) -> bool:
    """Whether two names as written are hardly one person's.

    >>> two_people("Ines Faro", "Dmitri Olsen"), two_people("Xiaoming Wang", "王小明"), two_people("Ines", "🌻")
    (True, False, False)
    """
    return names.compare(names.read(first), names.read(second)) in KIN


# Chosen on the fitting halves (`python -m benchmarks.fit_thresholds`).
LEAST: Final = -10.5  # mean weight between two groups of rows that are joined
UNKNOWN: Final = -14.0  # weight of a pair that shares no key, and so was not compared
DOUBT: Final = 1.0  # pairs of that weight which are thought of besides: one pair alone has to weigh more than the mean


def gathered(
    pairs: Iterable[tuple[float, int, int]], size: int, least: float = LEAST, unknown: float = UNKNOWN
) -> list[int]:
    """The label of each of ``size`` rows, joined two groups at a time by the mean weight of all pairs between them.

    ``pairs`` are (weight, place, place); those that were never compared count ``unknown``. It ends when no mean reaches
    ``least``. Unlike chains of single pairs, one wrong pair does not join two large groups (average linkage: Sokal and
    Michener, A statistical method for evaluating systematic relationships, 1958).
    """
    between: list[dict[int, tuple[float, int]]] = [{} for _ in range(size)]  # sum of weights and number of pairs
    for weight, a, b in pairs:
        between[a][b] = between[b][a] = (weight, 1)
    members = [1] * size
    labels = list(range(size))

    def mean(one: int, other: int) -> float:
        total, known = between[one][other]
        pairs_between = members[one] * members[other]
        return (total + unknown * (pairs_between - known + DOUBT)) / (pairs_between + DOUBT)

    heap = [(-mean(a, b), a, b) for a in range(size) for b in between[a] if a < b]
    heapify(heap)
    while heap and -heap[0][0] >= least:
        weight, one, other = heappop(heap)
        if labels[one] != one or labels[other] != other or -weight != mean(one, other):
            continue  # of groups that have grown since
        if len(between[one]) < len(between[other]):
            one, other = other, one
        labels[other] = one
        for third, (total, known) in between[other].items():
            del between[third][other]
            if third != one:
                more, other_known = between[one].get(third, (0.0, 0))
                between[one][third] = between[third][one] = (total + more, known + other_known)
        between[other] = {}
        members[one] += members[other]
        for third in between[one]:
            heappush(heap, (-mean(one, third), min(one, third), max(one, third)))
    for place in range(size):
        while labels[place] != labels[labels[place]]:
            labels[place] = labels[labels[place]]
    return labels
