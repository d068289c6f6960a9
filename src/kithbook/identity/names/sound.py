"""How alike two words of different scripts sound."""

from typing import Final

from rapidfuzz.distance import JaroWinkler

from kithbook.identity.names.word import Word

ALIKE: Final = 0.97
NEAR: Final = 0.88


def likeness(one: Word, other: Word) -> float:
    """How alike two words of different scripts sound (0 to 1); symmetric."""
    return max((JaroWinkler.similarity(x, y) for x in one.latin[:2] for y in other.latin[:2]), default=0.0)
