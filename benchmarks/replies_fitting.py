"""The fit of a conditional logit over binned features: points for each bin, found with L-BFGS; which tables to take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from kithbook.ties.replies.again import Guess
from kithbook.ties.replies.features import Codes
from kithbook.ties.replies.model import BINS

Names = tuple[str, ...]
STEPS = 50  # of L-BFGS; more change no digit that counts
PENALTY = 1.0  # half of the sum of squares of all points, so often
SMOOTH = 20.0  # added to the curvature, so that a bin seen a few times promises nothing


@dataclass(frozen=True)
class Cases:
    """Pairs and their messages: features as bins, which are true, which messages count."""

    pair: Mapping[str, Codes]
    row: Mapping[str, Codes]
    of: NDArray[np.int64]  # the message of each pair
    true_pair: NDArray[np.bool_]
    true_begin: NDArray[np.bool_]

    @property
    def size(self) -> int:
        """How many messages."""
        return len(self.true_begin)

    def counted(self) -> NDArray[np.float64]:
        """1 for messages of which a right answer is among the pairs."""
        return 1.0 * (self.true_begin | (np.bincount(self.of, self.true_pair, self.size) > 0))

    def codes(self, name: str) -> NDArray[np.int32]:
        """A feature of all pairs."""
        return (self.pair[name] if name in self.pair else self.row[name][self.of]).astype(np.int32)


def joined(all_cases: Sequence[Cases]) -> Cases:
    """Several as one."""
    offsets = np.cumsum([0] + [each.size for each in all_cases])
    first = all_cases[0]
    return Cases(
        {name: np.concatenate([each.pair[name] for each in all_cases]) for name in first.pair},
        {name: np.concatenate([each.row[name] for each in all_cases]) for name in first.row},
        np.concatenate([each.of + offset for each, offset in zip(all_cases, offsets, strict=False)]),
        np.concatenate([each.true_pair for each in all_cases]),
        np.concatenate([each.true_begin for each in all_cases]),
    )


@dataclass
class Logit:
    """Tables of points: of one feature or of two together, for pairs and for begins."""

    pair: list[Names]
    begin: list[Names]
    points: list[NDArray[np.float64]] = field(default_factory=list)

    def fit(self, cases: Cases, start: "Logit | None" = None, steps: int = STEPS) -> "Logit":
        """Finds the points; from those of ``start``, which has the same tables first."""
        tables = [*self.pair, *self.begin]
        sizes = [_size(table) for table in tables]
        known = (
            dict(zip([("p", *t) for t in start.pair] + [("b", *t) for t in start.begin], start.points, strict=True))
            if start
            else {}
        )
        keys = [("p", *t) for t in self.pair] + [("b", *t) for t in self.begin]
        first = np.concatenate([known.get(key, np.zeros(size)) for key, size in zip(keys, sizes, strict=True)])
        codes = self._codes(cases)
        ends = np.cumsum(sizes)[:-1]
        counted = cases.counted()
        total = counted.sum()

        def loss(points: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            self.points = np.split(points, ends)
            pair, begin = self._chances(codes, cases.of, cases.size)
            right = np.bincount(cases.of, pair * cases.true_pair, cases.size) + begin * cases.true_begin + 1e-12
            off_pair = (pair - pair * cases.true_pair / right[cases.of]) * counted[cases.of]
            off_begin = (begin - begin * cases.true_begin / right) * counted
            slope = [
                np.bincount(code, off_pair if place < len(self.pair) else off_begin, size)
                for place, (code, size) in enumerate(zip(codes, sizes, strict=True))
            ]
            value = -(np.log(right) * counted).sum() + PENALTY / 2 * (points @ points)
            return value / total, (np.concatenate(slope) + PENALTY * points) / total

        found = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 20})
        self.points = np.split(found.x, ends)
        return self

    def guess(self, cases: Cases) -> Guess:
        """The chances of all pairs and begins."""
        pair, begin = self._chances(self._codes(cases), cases.of, cases.size)
        return Guess(pair.astype(np.float32), begin.astype(np.float32))

    def _codes(self, cases: Cases) -> list[NDArray[np.int32]]:
        found = []
        for table in self.pair:
            code = cases.codes(table[0])
            found.append(code * BINS[table[1]] + cases.codes(table[1]) if len(table) == 2 else code)
        for table in self.begin:
            code = cases.row[table[0]].astype(np.int32)
            found.append(code * BINS[table[1]] + cases.row[table[1]] if len(table) == 2 else code)
        return found

    def _chances(self, codes: Sequence[NDArray[np.int32]], of: NDArray[np.int64], size: int) -> Any:
        pair, begin = np.zeros(len(of)), np.zeros(size)
        for place, (code, points) in enumerate(zip(codes, self.points, strict=True)):
            if place < len(self.pair):
                pair += points[code]
            else:
                begin += points[code]
        pair, begin = np.exp(pair.clip(-30, 30)), np.exp(begin.clip(-30, 30))
        total = np.bincount(of, pair, size) + begin
        return pair / total[of], begin / total

    def grown(self, cases: Cases, most: int, each: int = 3) -> "Logit":
        """With up to ``most`` further tables of two features, those that promise most; a feature in at most ``each``.

        The promise is the gain of one Newton step, as in Lou et al., Accurate intelligible models with pairwise
        interactions (2013).
        """
        promised = sorted(self._promises(cases), reverse=True)
        used: dict[str, int] = {}
        new_pair, new_begin = list(self.pair), list(self.begin)
        for gain, table, of_pair in promised:
            if gain < 60 or len(new_pair) + len(new_begin) >= len(self.pair) + len(self.begin) + most:
                break
            if all(used.get(name, 0) < each for name in table):
                used |= {name: used.get(name, 0) + 1 for name in table}
                (new_pair if of_pair else new_begin).append(table)
        return Logit(new_pair, new_begin).fit(cases, self)

    def _promises(self, cases: Cases) -> list[tuple[float, Names, bool]]:
        pair, begin = self._chances(self._codes(cases), cases.of, cases.size)
        counted = cases.counted()
        right = np.bincount(cases.of, pair * cases.true_pair, cases.size) + begin * cases.true_begin + 1e-12
        slope = (pair * cases.true_pair / right[cases.of] - pair) * counted[cases.of]
        bend = pair * (1 - pair) * counted[cases.of]
        slope_b, bend_b = (begin * cases.true_begin / right - begin) * counted, begin * (1 - begin) * counted
        codes = {name: cases.codes(name) for name in [*cases.pair, *cases.row]}
        found = []
        for a, b in [*combinations(cases.pair, 2), *((a, b) for a in cases.pair for b in cases.row)]:
            if (a, b) not in self.pair:
                found.append((_gain(codes[a] * BINS[b] + codes[b], slope, bend, _size((a, b))), (a, b), True))
        for a, b in combinations(cases.row, 2):
            if (a, b) not in self.begin:
                code = cases.row[a].astype(np.int32) * BINS[b] + cases.row[b]
                found.append((_gain(code, slope_b, bend_b, _size((a, b))), (a, b), False))
        return found

    def step(self) -> dict[str, list[dict[str, Any]]]:
        """The tables as the program reads them; what one feature adds is told in a table of two where it is in one."""
        shaped = [p.reshape([BINS[n] for n in t]) for t, p in zip([*self.pair, *self.begin], self.points, strict=True)]
        return {
            "pair": _folded(self.pair, shaped[: len(self.pair)]),
            "begin": _folded(self.begin, shaped[len(self.pair) :]),
        }


def _size(table: Names) -> int:
    return int(np.prod([BINS[name] for name in table]))


def _gain(code: NDArray[np.int32], slope: Any, bend: Any, size: int) -> float:
    first, second = np.bincount(code, slope, size), np.bincount(code, bend, size)
    return float((first * first / (second + SMOOTH)).sum() / 2)


def _folded(tables: Sequence[Names], points: Sequence[NDArray[np.float64]]) -> list[dict[str, Any]]:
    kept = {table: each.copy() for table, each in zip(tables, points, strict=True)}
    for table in [table for table in tables if len(table) == 1]:
        for wider in [wider for wider in kept if len(wider) == 2 and table[0] in wider][:1]:
            kept[wider] += kept[table][:, None] if wider[0] == table[0] else kept[table][None, :]
            del kept[table]
    return [{"of": list(table), "points": np.atleast_2d(each).round(2).tolist()} for table, each in kept.items()]
