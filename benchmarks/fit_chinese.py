"""Fits how Western names are written in Chinese: what a character costs that stands for some Latin letters.

Called by `benchmarks.fit_names`. First the shares of Latin letters of each syllable and character by expectation and
maximisation, each leaning on what it is a case of (Jiampojamarn et al., 2007; Bisani and Ney, 2008). Then weights are
added to their logarithms that set the right spelling before the likest wrong ones: a conditional random field over
hidden alignments (Lafferty et al., 2001), by AdaGrad. Pairs that fit nothing (another person, a translation) pull
little: of the right spelling's share p counts p / (p + 0.03).
"""

import math
import random
from collections import defaultdict

import numpy as np

from kithbook.identity.names.sound import LONGEST, halves, reading, units

ROUNDS, EPOCHS, PASSES = 5, 15, 8
LEAN = {
    "syllable": 20.0,
    "character": 10.0,
    "marked": 10.0,
}  # words that the habits of the more general weigh as much as
PRIOR = 0.7  # weight of the log share of a syllable's halves in the field
SHARE = 0.3  # weight of the log share that was counted
DROPPED, ROBUST, RATE, DECAY = 0.3, 0.03, 0.15, 3e-6
RIVALS, RANDOM, POOL = 10, 3, 3_000  # wrong spellings beside each right one, and out of how many
TRAINED = 16_000  # words on which the field is trained, at most
CHUNKS = np.array([0.2, 0.5, 0.2, 0.07, 0.03])  # share of chunks by their length, to begin with
WORST = 90.0  # tenths of nats from which a chunk is left out of the file
Words = list[tuple[str, list[str]]]


def plain(unit: str) -> str:
    """A unit without the marks of a word's ends."""
    return unit.strip("^$")


def said(unit: str) -> str:
    """The syllable of a unit."""
    return plain(reading(unit))


class Spans:
    """Every (word, unit, piece of its Latin letters) of some words, as one number for each different (unit, chunk)."""

    def __init__(self, words: Words) -> None:
        self.units: dict[str, int] = {}
        self.chunks: dict[str, int] = {}
        grouped: dict[tuple[int, int], list[int]] = defaultdict(list)
        for at, (latin, native) in enumerate(words):
            grouped[len(latin), len(native)].append(at)
        self.size, self.groups, keys = len(words), [], []
        for (length, count), members in sorted(grouped.items()):
            cuts = [(i, j) for i in range(length + 1) for j in range(i, min(length, i + LONGEST) + 1)]
            chunk = [[self._chunk(words[at][0][i:j]) for i, j in cuts] for at in members]
            unit = [[self.units.setdefault(u, len(self.units)) for u in words[at][1]] for at in members]
            key = np.array(unit, dtype=np.int64)[:, :, None] << 32 | np.array(chunk, dtype=np.int64)[:, None, :]
            keys.append(key.ravel())
            self.groups.append((length, count, np.array(members), cuts, key.shape))
        both, where = np.unique(np.concatenate(keys), return_inverse=True)
        self.unit, self.chunk = both >> 32, both & 0xFFFFFFFF
        ends = np.cumsum([len(key) for key in keys])[:-1]
        self.where = [part.reshape(g[4]) for part, g in zip(np.split(where, ends), self.groups, strict=True)]

    def _chunk(self, text: str) -> int:
        return self.chunks.setdefault(text, len(self.chunks))

    def forward(self, weight: np.ndarray) -> np.ndarray:
        """Log of the sum over all alignments of the product of weights, of each word."""
        total = np.zeros(self.size)
        self.sums = []
        for (length, count, members, cuts, _), where in zip(self.groups, self.where, strict=True):
            sums = np.zeros((count + 1, length + 1, len(members)))
            sums[0, 0] = 1.0
            for k in range(count):
                for x, (i, j) in enumerate(cuts):
                    if i <= LONGEST * k and length - j <= LONGEST * (count - k - 1):
                        sums[k + 1, j] += sums[k, i] * weight[where[:, k, x]]
            self.sums.append(sums)
            total[members] = np.log(np.maximum(sums[count, length], 1e-250))
        return total

    def backward(self, weight: np.ndarray, pull: np.ndarray) -> np.ndarray:
        """The expected count of each (unit, chunk), each word counting `pull`; after `forward`."""
        counts = np.zeros(len(self.unit))
        for group, where, sums in zip(self.groups, self.where, self.sums, strict=True):
            length, count, members, cuts, shape = group
            scale = pull[members] / np.maximum(sums[count, length], 1e-250)
            after, found = np.zeros((length + 1, len(members))), np.zeros(shape)
            after[length] = 1.0
            for k in range(count - 1, -1, -1):
                before = np.zeros_like(after)
                for x, (i, j) in enumerate(cuts):
                    if i <= LONGEST * k and length - j <= LONGEST * (count - k - 1):
                        step = weight[where[:, k, x]] * after[j]
                        before[i] += step
                        found[:, k, x] = sums[k, i] * step * scale
                after = before
            counts += np.bincount(where.ravel(), weights=found.ravel(), minlength=len(counts))
        return counts


class Shares:
    """Counted shares p(chunk | unit), of halves of syllables, syllables, characters, characters at a word's ends."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        letters = "".join(latin for latin, _ in pairs)
        self.letter = {letter: letters.count(letter) / len(letters) for letter in sorted(set(letters))}
        self.counts: dict[str, dict[str, float]] = defaultdict(dict)
        self.sums: dict[str, float] = defaultdict(float)
        self._known: dict[tuple[str, str], float] = {}
        self._count(Spans([(latin, _pieces(native)) for latin, native in pairs]), self._flat, lambda unit: [unit])
        self._known.clear()
        spans = Spans([(latin, units(native, "han")) for latin, native in pairs])
        self._count(spans, self.share, lambda unit: list(dict.fromkeys((unit, plain(unit), said(unit)))))

    def _count(self, spans: Spans, share, cases) -> None:
        names, texts = list(spans.units), list(spans.chunks)
        rows = [(names[u], texts[c]) for u, c in zip(spans.unit.tolist(), spans.chunk.tolist(), strict=True)]
        levels = {name: cases(name) for name in names}
        for _ in range(ROUNDS):
            weight = np.array([share(*row) for row in rows])
            spans.forward(weight)
            found = spans.backward(weight, np.ones(spans.size))
            for case in {case for cases_ in levels.values() for case in cases_}:
                self.counts[case], self.sums[case] = {}, 0.0
            for (name, text), count in zip(rows, found.tolist(), strict=True):
                for case in levels[name] if count > 1e-3 else ():
                    self.counts[case][text] = self.counts[case].get(text, 0.0) + count
                    self.sums[case] += count
            self._known.clear()

    def _prior(self, chunk: str) -> float:
        return float(CHUNKS[len(chunk)]) * math.prod(self.letter.get(letter, 1e-4) for letter in chunk)

    def _flat(self, half: str, chunk: str) -> float:
        if half not in self.sums:
            return 0.3 ** abs(len(chunk) - 1)
        return (self.counts[half].get(chunk, 0.0) + 3 * self._prior(chunk)) / (self.sums[half] + 3)

    def of_halves(self, syllable: str, chunk: str) -> float:
        """The share of a chunk as that of the initial and of the final."""
        if (syllable, chunk) not in self._known:
            one, two = halves(syllable)
            cuts = range(len(chunk) + 1)
            self._known[syllable, chunk] = sum(self._flat(one, chunk[:k]) * self._flat(two, chunk[k:]) for k in cuts)
        return self._known[syllable, chunk]

    def share(self, unit: str, chunk: str) -> float:
        """The share of a chunk of a unit, which leans on the character's, it on the syllable's, it on its halves'."""
        known = self._known.get(("=" + unit, chunk))
        if known is not None:
            return known
        general = said(unit) if unit == plain(unit) else plain(unit)
        if unit == general:
            lean, parent = LEAN["syllable"], self.of_halves(unit, chunk)
        else:
            lean, parent = LEAN["character" if unit == plain(unit) else "marked"], self.share(general, chunk)
        total = self.counts.get(unit, {}).get(chunk, 0.0) + lean * parent
        self._known["=" + unit, chunk] = found = total / (self.sums.get(unit, 0.0) + lean)
        return found


def _pieces(native: str) -> list[str]:
    return [half for unit in units(native, "han") for half in halves(said(unit))]


def features(unit: str, chunk: str) -> tuple[str, ...]:
    """What the field gives a weight to in a character that stands for some letters."""
    cut = next((k for k, letter in enumerate(chunk) if letter in "aeiouy"), len(chunk))
    one, two = halves(said(unit))
    mark = ("^" if unit[0] == "^" else "") + ("$" if unit[-1] == "$" else "")
    return (
        f"u {unit} {chunk}", f"c {plain(unit)} {chunk}", f"s {said(unit)} {chunk}", f"i {one} {chunk[:cut]}",
        f"f {two}{mark[-1:]} {chunk[cut:]}", f"n {len(chunk)}{mark}", f"b {unit}",
    )  # fmt: skip


class Field:
    """The weights of the features."""

    def __init__(self, shares: Shares, words: list[tuple[str, str, list[str]]]) -> None:
        self.shares = shares
        self.weights: dict[str, float] = {}
        self._train(words)

    def total(self, unit: str, chunk: str) -> float:
        """Log of what a unit that stands for a chunk adds to the likeness."""
        flat = PRIOR * math.log(max(self.shares.of_halves(said(unit), chunk), 1e-12))
        return flat + sum(self.weights.get(name, 0.0) for name in features(unit, chunk))

    def _train(self, words: list[tuple[str, str, list[str]]]) -> None:
        ids: dict[str, int] = {"-": 0}
        batches = [self._batch(words[at::PASSES], ids) for at in range(min(PASSES, len(words)))]
        theta, squares = np.zeros(len(ids)), np.full(len(ids), 1e-2)
        specific = np.array([name[0] in "ucs" for name in ids])
        rng = np.random.default_rng(0)
        for _ in range(EPOCHS):
            for spans, group, right, flat, rows in batches:
                kept = np.where(specific & (rng.random(len(theta)) < DROPPED), 0.0, theta)
                weight = np.exp(np.clip(flat + sum(kept[row] for row in rows), -30, 20))
                log = spans.forward(weight)
                most = np.full(len(right), -np.inf)
                np.maximum.at(most, group, log)
                odds = np.exp(log - most[group])
                share = odds / np.bincount(group, weights=odds)[group]
                trust = share[right] / (share[right] + ROBUST)
                pull = -share * trust[group]
                pull[right] += trust
                counts = spans.backward(weight, pull)
                step = sum(np.bincount(row, weights=counts, minlength=len(theta)) for row in rows) / 100
                step = step - DECAY * len(right) / 100 * theta
                squares += step**2
                theta += RATE * step / np.sqrt(squares)
                theta[0] = 0.0  # a feature too rare for a weight
        self.weights = {name: value for name, value in zip(ids, theta.tolist(), strict=True) if abs(value) > 0.03}

    def _batch(self, words: list[tuple[str, str, list[str]]], ids: dict[str, int]) -> tuple:
        rows, group, right = [], [], []
        for at, (latin, native, rivals) in enumerate(words):
            right.append(len(rows))
            for spelled in (native, *rivals):
                rows.append((latin, units(spelled, "han")))
                group.append(at)
        spans = Spans(rows)
        names, texts = list(spans.units), list(spans.chunks)
        told, flat = [], []
        for u, c in zip(spans.unit.tolist(), spans.chunk.tolist(), strict=True):
            unit, chunk = names[u], texts[c]
            named = features(unit, chunk)
            seen = [self.shares.counts.get(case, {}).get(chunk, 0.0) for case in (unit, plain(unit), said(unit))]
            kept = [name if k > 2 or seen[k] > (1.0, 0.7, 0.3)[k] else "-" for k, name in enumerate(named)]
            told.append([ids.setdefault(name, len(ids)) for name in kept])
            flat.append(PRIOR * math.log(max(self.shares.of_halves(said(unit), chunk), 1e-12)))
        return spans, np.array(group), np.array(right), np.array(flat), np.array(told).T.copy()

    def cost(self, unit: str, chunk: str) -> float:
        """What the file says of a unit and a chunk, in tenths of nats."""
        share = max(self.shares.share(unit, chunk), 1e-12)
        return -10 * (self.total(unit, chunk) + SHARE * math.log(share))


def shipped(field: Field) -> dict[str, str]:
    """Of each syllable its chunks with their costs; of a character those that differ, "+" what others cost more."""
    shares = field.shares
    units_ = [unit for unit in shares.sums if not unit.startswith("_") and not unit.endswith("_")]
    syllables = {said(unit) for unit in units_}
    often: dict[str, float] = defaultdict(float)
    for syllable in sorted(syllables):
        for chunk, count in shares.counts[syllable].items():
            often[chunk] += count
    common = sorted(chunk for chunk, count in often.items() if count >= 2)
    found: dict[str, dict[str, float]] = {}
    for syllable in sorted(syllables):
        row = {chunk: field.cost(syllable, chunk) for chunk in {*common, *shares.counts[syllable]}}
        found[syllable] = {chunk: cost for chunk, cost in row.items() if cost < WORST}
    for unit in sorted(set(units_) - syllables):
        if shares.sums[unit] >= 2:
            found[unit] = _differing(field, unit, found[said(unit)])
    return {unit: _line(row) for unit, row in found.items() if row}


def _differing(field: Field, unit: str, general: dict[str, float]) -> dict[str, float]:
    counts = field.shares.counts
    chunks = [c for case in {unit, plain(unit)} for c, count in counts[case].items() if count > 0.5]
    row = {chunk: field.cost(unit, chunk) for chunk in chunks}
    usual = sorted((cost, chunk) for chunk, cost in general.items() if chunk not in row)[:20]
    more = [field.cost(unit, chunk) - cost for cost, chunk in usual]
    return row | ({"+": sum(more) / len(more)} if more else {})


def _line(row: dict[str, float]) -> str:
    return " ".join(f"{chunk or '-'}:{cost:.0f}" for chunk, cost in sorted(row.items(), key=lambda pair: pair[1]))


def fitted(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The costs of Chinese for the file, learnt from (Latin word, native word in simplified characters)."""
    from benchmarks.chinese_rivals import Rivals  # which is built on the shares above

    rng = random.Random(1)
    right: dict[str, set[str]] = defaultdict(set)
    for latin, native in pairs:
        right[latin].add(native)
    shares = Shares(pairs)
    natives = sorted({native for _, native in pairs})
    rivals = Rivals(shares, rng.sample(natives, min(POOL, len(natives))))
    words = []
    for latin, native in rng.sample(pairs, min(TRAINED, len(pairs))):
        wrong = rivals.of(latin, right[latin], rng)
        words.append((latin, native, [other for other in wrong if len(latin) <= LONGEST * len(other)]))
    return shipped(Field(shares, words))
