"""Fits the weights of matching: `python -m benchmarks.fit_identity [--data DIR] [--write]`.

Every level of every field that the public tables have is counted among true pairs (m) and among chance pairs (u) of the
fitting half of each table; the other half is never looked at. A set counts as much as any other, however large it is.
What no table has (phones, chats, user names) is kept as reasoned in weights.json. --write puts the result there.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Collection
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.identity_sets import DATA, People, sets
from kithbook.identity.evidence import Piece, pieces
from kithbook.identity.population import Population
from kithbook.identity.profile import profile
from kithbook.identity.weights import Level, Weights, shipped

WEIGHTS = Path(__file__).resolve().parents[1] / "src" / "kithbook" / "identity" / "weights.json"
SEED = 4
TRUE_EACH = 12  # pairs of one cluster, so that large ones do not drown the others
TRUE, CHANCE = 6_000, 60_000  # pairs of one set
BOTH = ("names", "birthday")  # fields whose agreements weigh the same in handles as in tables
HALF = 0.5  # added to each count: what was never seen is not impossible
EXACT = {
    ("names", "same"),
    ("names", "reordered"),
    ("names", "spelled"),
    ("names", "nickname"),
    ("names", "fewer"),
    ("names", "initials"),
    ("names", "part"),
    ("names", "family"),
    ("names", "given"),
    ("birthday", "same"),
    ("places", "same"),
    ("places", "two"),
    ("places", "many"),
    ("organisations", "same"),
    ("roles", "same"),
}  # levels at which both have one value, so that its rarity counts


def true_pairs(people: People, chance: random.Random) -> list[tuple[int, int]]:
    """Some pairs of each cluster."""
    members: dict[str, list[int]] = defaultdict(list)
    for place, cluster in enumerate(people.truth):
        members[cluster].append(place)
    found = []
    for who in members.values():
        pairs = list(combinations(who, 2))
        found += chance.sample(pairs, min(len(pairs), TRUE_EACH))
    return chance.sample(found, min(len(found), TRUE))


def chance_pairs(people: People, chance: random.Random) -> list[tuple[int, int]]:
    """Pairs of two people at random."""
    found = []
    while len(found) < CHANCE:
        a, b = chance.randrange(len(people.truth)), chance.randrange(len(people.truth))
        if people.truth[a] != people.truth[b]:
            found.append((a, b))
    return found


class Counts:
    """Shares of levels in true and chance pairs, averaged over the sets."""

    def __init__(self) -> None:
        self.m: dict[tuple[str, str], list[float]] = defaultdict(list)
        self.u: dict[tuple[str, str], list[float]] = defaultdict(list)
        self.n: Counter[tuple[str, str]] = Counter()
        self.rarity: dict[tuple[str, str], list[float]] = defaultdict(list)

    def add(self, people: People, levels: dict[str, list[str]]) -> None:
        """Count one set."""
        chance = random.Random(SEED)
        profiles = [profile(card) for card in people.cards]
        values = Population(profiles)
        for pairs, shares, true in (
            (true_pairs(people, chance), self.m, True),
            (chance_pairs(people, chance), self.u, False),
        ):
            seen: Counter[tuple[str, str]] = Counter()
            for a, b in pairs:
                for piece in pieces(profiles[a], profiles[b], values):
                    seen[piece.field, piece.level] += 1
                    if true:
                        self._rarity(piece)
            for field, known in levels.items():
                total = sum(seen[field, level] for level in known)
                if total >= 100:
                    for level in known:
                        shares[field, level].append((seen[field, level] + HALF) / (total + HALF * len(known)))
            if true:
                self.n += seen

    def _rarity(self, piece: Piece) -> None:
        if piece.rarity is not None and (piece.field, piece.level) in EXACT:
            self.rarity[piece.field, piece.level].append(piece.rarity)

    def level(self, field: str, level: str, before: Level) -> Level:
        """What was counted, or what was reasoned before."""
        m, u, at = self.m.get((field, level)), self.u.get((field, level)), (field, level)
        if before.why or not m or not u or self.n[at] < 3:
            return before
        rarity = self.rarity.get(at)
        typical = round(sum(rarity) / len(rarity), 2) if rarity else None
        share_m, share_u = sum(m) / len(m), sum(u) / len(u)
        return Level(m=_short(share_m), u=_short(share_u), n=self.n[at], typical=typical, slope=before.slope)


def _short(share: float) -> float:
    return float(f"{share:.3g}")


def fitted(data: Path) -> Weights:
    """The weights of the fitting halves."""
    before = shipped()
    counts = Counts()
    known = before.fields | before.tables
    levels = {field: list(level) for field, level in known.items() if field in (*BOTH, *before.tables)}
    for people in sets(data):
        counts.add(people.half(held_out=False), levels)

    def again(fields: dict[str, dict[str, Level]], which: Collection[str]) -> dict[str, dict[str, Level]]:
        return {
            field: {level: counts.level(field, level, told) if field in which else told for level, told in some.items()}
            for field, some in fields.items()
        }

    return msgspec.structs.replace(
        before, fields=again(before.fields, BOTH), tables=again(before.tables, before.tables)
    )


def written(weights: Weights) -> str:
    """The file: one level on a line."""
    plain: dict[str, Any] = msgspec.to_builtins(weights)
    lines = ["{"]
    told = [
        f"    {msgspec.json.encode(name).decode()}: {msgspec.json.encode(said).decode()}"
        for name, said in weights.figures.items()
    ]
    lines += [
        '  "made_with": ' + msgspec.json.encode(weights.made_with).decode() + ",",
        '  "figures": {',
        ",\n".join(told),
        "  },",
    ]
    for key in ("automatic", "certain", "ask", "strong"):
        lines.append(f'  "{key}": {msgspec.json.encode(plain[key]).decode()},')
    parts = []
    for part in ("fields", "tables"):
        blocks = []
        for field, known in plain[part].items():
            rows = [f'      "{level}": {msgspec.json.encode(told).decode()}' for level, told in known.items()]
            blocks.append(f'    "{field}": {{\n' + ",\n".join(rows) + "\n    }")
        parts.append(f'  "{part}": {{\n' + ",\n".join(blocks) + "\n  }")
    return "\n".join([*lines, ",\n".join(parts), "}"]) + "\n"


def main() -> None:
    """Fit, and print or write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_identity", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--write", action="store_true", help="into src/kithbook/identity/weights.json")
    asked = parser.parse_args()
    text = written(fitted(asked.data))
    if asked.write:
        WEIGHTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
