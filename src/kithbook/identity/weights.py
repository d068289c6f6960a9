"""How much each agreement or disagreement weighs, in bits: read from weights.json, where each says its source."""

import math
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

MOST_RARE: Final = 6.0  # bits by which a rare value may weigh more than the usual one of its level
MOST_COMMON: Final = 9.0  # bits by which a frequent value may weigh less
REFERENCE: Final = 10.0  # bits: the prior of a book of 1,000 people, for which identifiers were weighed


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One level of agreement in one field.

    Fitted: ``m`` and ``u``, the shares of true pairs and of chance pairs at this level, ``n`` true pairs seen, and
    ``typical``, the usual rarity in bits of what agrees there. Reasoned: ``bits`` and ``why``. ``identifies`` is a
    value that is one person's, however many people there are; ``slope`` is how much of an unusual rarity counts.
    """

    m: float = 0
    u: float = 0
    n: int = 0
    bits: float | None = None
    typical: float | None = None
    slope: float = 1.0
    identifies: bool = False
    why: str = ""

    def weight(self, rarity: float | None, prior: float) -> float:
        """Bits that this level adds or takes, where what agrees has ``rarity`` bits (None: unknown).

        log2(m/u) as in Fellegi and Sunter, A theory for record linkage (1969).
        """
        plain = told = math.log2(self.m / self.u) if self.bits is None else self.bits
        if rarity is not None and self.typical is not None:
            told += self.slope * max(-MOST_COMMON, min(MOST_RARE, rarity - self.typical))
            # agreeing on something frequent may say nothing, but it never speaks against
            told = max(told, 0.0) if plain > 0 else told
        return told + max(0.0, -prior - REFERENCE) if self.identifies else told


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All levels of all fields, the thresholds, and how they came about.

    Sums of bits: from ``automatic`` on a proven pair is merged by itself, from ``certain`` on two rows of a table that
    agree strongly in two ways (``strong`` bits each), and from ``ask`` on the person is asked. ``tables`` are fields
    that weigh otherwise where both cards are rows of tables.
    """

    made_with: str
    figures: dict[str, str]
    automatic: float
    certain: float
    ask: float
    strong: float
    fields: dict[str, dict[str, Level]]
    tables: dict[str, dict[str, Level]]

    def for_tables(self) -> "Weights":
        """The weights for two rows of tables, where the same was asked of everybody and another answer means more."""
        return msgspec.structs.replace(self, fields=self.fields | self.tables)

    def of(self, field: str, level: str, rarity: float | None, prior: float) -> float:
        """Bits of one piece of evidence; 0 for a level of which nothing is known."""
        known = self.fields.get(field, {}).get(level)
        return known.weight(rarity, prior) if known else 0.0


@cache
def shipped() -> Weights:
    """The weights that come with the program."""
    return msgspec.json.decode(files("kithbook.identity").joinpath("weights.json").read_bytes(), type=Weights)


@cache
def shipped_for_tables() -> Weights:
    """The same for rows of tables."""
    return shipped().for_tables()
