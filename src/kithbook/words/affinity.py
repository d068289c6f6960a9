"""How much somebody would value something, as arrays: what they speak of, what the same people valued, how active.

Words are weighed as BM25 does (Robertson & Zaragoza 2009, eq. 3.4 and 3.15), people in the place of documents.
Company is EASE (Steck 2019, "Embarrassingly Shallow Autoencoders for Sparse Data"): every piece is foretold from all
others by ridge regression, and no piece from itself. It asks for the inverse of pieces by pieces; by the identity of
Woodbury the inverse of people by people gives the very same numbers, and a book has few people.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SATURATION: Final = 16.0  # times at which saying a word again adds half of what it could
RIDGE: Final = 40.0  # how much it takes that two people are of one taste, in pieces
COMPANY: Final = 2.0  # what company counts beside words
ACTIVE: Final = 0.003  # and how much somebody values at all, for each e-fold


def rarity(known: NDArray[Any], people: int) -> Floats:
    """How distinctive a word is that ``known`` of ``people`` use: BM25's idf, always above 0."""
    return np.asarray(np.log1p((people - known + 0.5) / (known + 0.5)), dtype=np.float64)


def saturated(times: NDArray[Any]) -> Floats:
    """What ``times`` of a word count: 0 for none, 1 without end, half at SATURATION."""
    return np.asarray(times / (times + SATURATION), dtype=np.float64)


def likeness(shared: Floats, mine: Floats, common: float, piece: float) -> Floats:
    """How alike somebody's words and a piece's are, about 0 to 1, from the product ``shared`` of their weights.

    A cosine in which the length of a person's words is drawn halfway (as a geometric mean) to the ``common`` one: who
    says much is not therefore less fond of each thing, nor is one who said one thing only fond of nothing else.
    """
    lengths = np.sqrt(mine * common) * piece
    return np.divide(shared, lengths, out=np.zeros_like(shared), where=lengths > 0)


def affinity(words: Floats, company: Floats, active: Floats) -> Floats:
    """One score, 0 to 1, of the likeness of words, of company, and of how much is valued at all (a count).

    Being active raises what somebody has, and makes nothing out of nothing.
    """
    told = np.maximum(words, 0) + COMPANY * np.maximum(company, 0)
    return np.where(told > 0, -np.expm1(-(told + ACTIVE * np.log1p(active))), 0.0)


class Company:
    """Who valued which pieces, ready to say who else would: ``Company({"key of a piece": persons})``."""

    def __init__(self, valued: Mapping[Hashable, Collection[int]], ridge: float | None = None) -> None:
        """Time grows with the cube of the people who valued anything: 1,000 take a tenth of a second."""
        ridge = RIDGE if ridge is None else ridge
        self.persons: Final = sorted({person for each in valued.values() for person in each})
        self._place = {person: place for place, person in enumerate(self.persons)}
        self._valuers = {key: self._places(each) for key, each in valued.items()}
        alike = np.zeros((len(self.persons), len(self.persons)), dtype=np.float32)
        for each in self._valuers.values():
            alike[np.ix_(each, each)] += 1
        self.active: Final = np.diag(alike).astype(np.float64)
        self._ridge = ridge
        self._inverse = np.linalg.inv(alike + np.float32(ridge) * np.eye(len(alike), dtype=np.float32))

    def _places(self, persons: Collection[int]) -> Ints:
        return np.array(sorted(self._place[person] for person in set(persons)), dtype=np.int64)

    def scores(self, piece: Hashable) -> Floats:
        """For each of ``persons``: how surely company has it that they value ``piece``; 0 where nobody valued it.

        For those who did value it: as if they had not told.
        """
        valuers = self._valuers.get(piece, np.zeros(0, dtype=np.int64))
        if not len(valuers):
            return np.zeros(len(self.persons))
        reach = self._inverse[:, valuers].sum(axis=1, dtype=np.float64)
        told = np.zeros(len(self.persons))
        told[valuers] = 1.0
        return np.asarray(told - self._ridge * reach / max(1.0 - float(reach[valuers].sum()), 1e-6))

    def valuers(self, piece: Hashable) -> frozenset[int]:
        """Who valued ``piece``."""
        return frozenset(self.persons[place] for place in self._valuers.get(piece, np.zeros(0, dtype=np.int64)))

    def alike(self, person: int, piece: Hashable) -> tuple[Hashable, ...]:
        """The other pieces that both ``person`` and somebody who valued ``piece`` valued."""
        if person not in self._place:
            return ()
        mine, theirs = self._place[person], self._valuers.get(piece, np.zeros(0, dtype=np.int64))
        theirs = theirs[theirs != mine]
        return tuple(
            key
            for key, each in self._valuers.items()
            if key != piece and mine in each and np.isin(theirs, each, assume_unique=True).any()
        )

    def of(self, persons: Sequence[int], piece: Hashable) -> tuple[Floats, Floats]:
        """The scores, and how many pieces they valued, of any ``persons``: 0 for those who valued nothing."""
        known = [place for place, person in enumerate(persons) if person in self._place]
        places = [self._place[persons[place]] for place in known]
        scores, active = np.zeros(len(persons)), np.zeros(len(persons))
        if known:
            scores[known], active[known] = self.scores(piece)[places], self.active[places]
        return scores, active
