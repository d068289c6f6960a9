"""The wrong Chinese spellings that the counted shares take most easily for a Latin word: what the field learns from."""

import random

import numpy as np

from benchmarks.fit_chinese import CHUNKS, LEAN, RANDOM, RIVALS, Shares, plain, said
from kithbook.identity.names.sound import LONGEST, halves, units


class Rivals:
    """A pool of spellings, of which those likest to a Latin word are found at once."""

    def __init__(self, shares: Shares, pool: list[str]) -> None:
        self.shares, self.pool = shares, pool
        self.levels: list[list[str]] = []
        words = [units(native, "han") for native in pool]
        names = sorted({unit for word in words for unit in word})
        where = {name: at for at, name in enumerate(names)}
        self.sizes = np.array([len(word) for word in words])
        self.spelled = np.full((len(words), self.sizes.max()), -1)
        for at, word in enumerate(words):
            self.spelled[at, : len(word)] = [where[unit] for unit in word]
        cases = (names, [plain(unit) for unit in names], [said(unit) for unit in names])
        halved = [halves(syllable) for syllable in cases[2]]
        self.cases = [*cases, [one for one, _ in halved], [two for _, two in halved]]
        self.index = [np.unique(case, return_inverse=True) for case in self.cases]
        self.sums = [np.array([shares.sums.get(c, 0.0) for c in unique]) for unique, _ in self.index]
        self.by_chunk: list[dict[str, list[tuple[int, float]]]] = []
        for unique, _ in self.index:
            found: dict[str, list[tuple[int, float]]] = {}
            for at, case in enumerate(unique.tolist()):
                for chunk, count in shares.counts.get(case, {}).items():
                    found.setdefault(chunk, []).append((at, count))
            self.by_chunk.append(found)
        self.known: dict[object, np.ndarray] = {}

    def _counted(self, level: int, chunk: str) -> np.ndarray:
        counts = np.zeros(len(self.sums[level]))
        for at, count in self.by_chunk[level].get(chunk, ()):
            counts[at] = count
        return counts

    def _half(self, level: int, chunk: str) -> np.ndarray:
        key = (level, chunk)
        if key not in self.known:
            prior = CHUNKS[len(chunk)] * np.prod([self.shares.letter.get(letter, 1e-4) for letter in chunk])
            shares = (self._counted(level, chunk) + 3 * prior) / (self.sums[level] + 3)
            self.known[key] = shares[self.index[level][1]]
        return self.known[key]

    def _share(self, chunk: str) -> np.ndarray:
        """The share of a chunk of each of the units of the pool."""
        if chunk not in self.known:
            share = sum(self._half(3, chunk[:k]) * self._half(4, chunk[k:]) for k in range(len(chunk) + 1))
            for level, lean in ((2, LEAN["syllable"]), (1, LEAN["character"]), (0, LEAN["marked"])):
                to = self.index[level][1]
                share = (self._counted(level, chunk)[to] + lean * share) / (self.sums[level][to] + lean)
            self.known[chunk] = share
        return self.known[chunk]

    def scores(self, latin: str) -> np.ndarray:
        """Log p(latin | native) of each spelling of the pool."""
        length = len(latin)
        spans = [(i, j) for i in range(length + 1) for j in range(i, min(length, i + LONGEST) + 1)]
        shares = {cut: self._share(latin[slice(*cut)]) for cut in spans}
        sums, found = np.zeros((length + 1, len(self.pool))), np.zeros(len(self.pool))
        sums[0] = 1.0
        for k in range(self.spelled.shape[1]):
            here = np.flatnonzero(self.sizes > k)
            unit, before, after = self.spelled[here, k], sums[:, here], np.zeros((length + 1, len(here)))
            for (i, j), share in shares.items():
                if i <= LONGEST * k:
                    after[j] += before[i] * share[unit]
            sums[:, here] = after
            last = self.sizes[here] == k + 1
            found[here[last]] = after[length, last]
        return np.log(np.maximum(found, 1e-300))

    def of(self, latin: str, right: set[str], rng: random.Random) -> list[str]:
        """Spellings that are not of this word: the likest, some others that are like, some by chance."""
        order = [self.pool[at] for at in np.argsort(-self.scores(latin))[: 5 * RIVALS]]
        likest = [native for native in order if native not in right]
        head, tail = likest[: RIVALS // 2], likest[RIVALS // 2 :]
        chance = [native for native in rng.sample(self.pool, min(RANDOM, len(self.pool))) if native not in right]
        return [*head, *rng.sample(tail, min(len(tail), RIVALS - len(head))), *chance]
