"""Scores of people by pieces: Kithbook's own as the words room counts them, and those it is measured beside."""

from collections.abc import Iterator
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.matching_sets import Split, rows
from kithbook.words.affinity import Company, affinity, likeness, rarity, saturated
from kithbook.words.matching import LEAST_COMPANY, LEAST_WORDS
from kithbook.words.tastes import COUNTS

Scores = NDArray[np.float32]
BLOCK: Final = 2000  # pieces at a time
POPULARITY: Final = (0.0, 0.003, 0.01, 0.03, 0.1, 0.3)  # weights of it beside neighbours, the best of which is taken


class Ours:
    """The parts of ``kithbook.words.affinity`` for a whole table: likeness of words, company, activity."""

    def __init__(self, split: Split, tags: sparse.csr_array) -> None:
        """Counts what the likeness of words needs."""
        people = split.known.shape[0]
        times = (split.known @ tags).tocsr() * COUNTS["star"]
        rare = rarity(np.bincount(times.indices, minlength=tags.shape[1]), people)
        self.profiles = _weighed(times, rare)
        # A tag of a piece counts as in rank: three times, as a word of the title does.
        self.pieces = _weighed(tags * 3.0, rare)
        self.split = split

    @cached_property
    def words(self) -> Scores:
        """The likeness of everybody's words and every asked piece."""
        made = np.zeros(self.split.known.shape, dtype=np.float32)
        mine, theirs = _lengths(self.profiles), _lengths(self.pieces)
        common = float(np.median(mine[mine > 0]))
        for start in range(0, len(self.split.asked), BLOCK):
            pieces = self.split.asked[start : start + BLOCK]
            shared = (self.profiles @ self.pieces[pieces].T).toarray()
            for place, piece in enumerate(pieces.tolist()):
                made[:, piece] = likeness(shared[:, place], mine, common, float(theirs[piece]))
        return made

    @cached_property
    def company(self) -> Scores:
        """What company says of everybody and every asked piece."""
        made = np.zeros(self.split.known.shape, dtype=np.float32)
        company = Company(dict(enumerate(rows(self.split.known.T.tocsr()))))
        for piece in self.split.asked.tolist():
            made[company.persons, piece] = company.scores(piece)
        return made

    def scores(self, *, words: bool = True, company: bool = True, evident: bool = False) -> Scores:
        """The scores of everybody and every asked piece, 0 elsewhere; of both parts or one.

        ``evident`` leaves out what is below the least that ``rank`` takes for evidence.
        """
        made = np.zeros(self.split.known.shape, dtype=np.float32)
        active, nothing = self.split.known.sum(axis=1).astype(np.float64), np.zeros(len(made))
        for piece in self.split.asked.tolist():
            said = self.words[:, piece].astype(np.float64) if words else nothing
            together = self.company[:, piece].astype(np.float64) if company else nothing
            if evident:
                said = np.where(said >= LEAST_WORDS, said, 0.0)
                together = np.where(together >= LEAST_COMPANY, together, 0.0)
            made[:, piece] = affinity(said, together, active)
        return made


def _weighed(times: sparse.csr_array, rare: NDArray[np.float64]) -> sparse.csr_array:
    made = times.copy().astype(np.float64)
    made.data = saturated(made.data) * rare[made.indices]
    return made


def _lengths(of: sparse.csr_array) -> NDArray[np.float64]:
    return np.sqrt(np.asarray(of.multiply(of).sum(axis=1), dtype=np.float64)).ravel()


def _scaled(of: sparse.csr_array, by: NDArray[np.floating]) -> sparse.csr_array:
    """Each row by its number."""
    return (sparse.diags_array(by.astype(np.float32)) @ of).tocsr()


def by_chance(split: Split, seed: int) -> Scores:
    """Any order."""
    return np.random.default_rng(seed).random(split.known.shape, dtype=np.float32)


def popularity(split: Split) -> Scores:
    """How often a piece was bookmarked; among people, how much they bookmark (log, so that both add up)."""
    pieces, people = (np.log1p(split.known.sum(axis=axis)).astype(np.float32) for axis in (0, 1))
    return pieces[None, :] + people[:, None]


def by_tags(split: Split, tags: sparse.csr_array) -> Scores:
    """TF-IDF over tags: the cosine of a piece and the sum of what somebody bookmarked."""
    idf = np.log(tags.shape[0] / np.maximum(tags.sum(axis=0), 1)).astype(np.float32)
    pieces = (tags @ sparse.diags_array(idf)).tocsr()
    pieces = _scaled(pieces, 1 / np.maximum(_lengths(pieces), 1e-9))
    mine = split.known @ pieces
    mine = _scaled(mine, 1 / np.maximum(_lengths(mine), 1e-9))
    return (mine @ pieces.T).toarray().astype(np.float32)


def neighbours(split: Split) -> Iterator[tuple[str, Scores]]:
    """Neighbours by cosine, of pieces and of people, each alone and plus popularity at several weights."""
    known = split.known
    items = _scaled(known.T.tocsr(), 1 / np.sqrt(np.maximum(known.sum(axis=0), 1)))
    people = _scaled(known, 1 / np.sqrt(np.maximum(known.sum(axis=1), 1)))
    popular = popularity(split)
    for name, near in (("pieces", _without_self(items @ items.T)), ("people", _without_self(people @ people.T))):
        found = known @ near if name == "pieces" else near @ known
        made = found.toarray().astype(np.float32)
        for weight in POPULARITY:
            yield f"neighbours of {name} + {weight:g} popularity", made + np.float32(weight) * popular


def _without_self(near: sparse.csr_array) -> sparse.csr_array:
    return (near - sparse.diags_array(near.diagonal())).tocsr()
