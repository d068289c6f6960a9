"""Names compared plainly: stands in for `identity.names` until that is there, then goes."""

import functools
import unicodedata
from typing import NamedTuple

LEVELS = (
    "same",
    "reordered",
    "spelled",
    "nickname",
    "close",
    "fewer",
    "initials",
    "part",
    "family",
    "given",
    "other",
    "nothing",
)


class Name(NamedTuple):
    written: str
    words: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.words


@functools.lru_cache(maxsize=1 << 16)
def read(written: str) -> Name:
    plain = unicodedata.normalize("NFKD", written.casefold())
    bare = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return Name(written, tuple(bare.split()))


def compare(a: Name, b: Name) -> str:
    if a.is_empty or b.is_empty:
        return "nothing"
    if a.words == b.words:
        return "same"
    if sorted(a.words) == sorted(b.words):
        return "reordered"
    one, other = set(a.words), set(b.words)
    both = one & other
    if both in (one, other):
        return "fewer" if len(both) > 1 else "part"
    from rapidfuzz.distance import JaroWinkler

    if len(a.words) == len(b.words) and all(
        JaroWinkler.similarity(x, y) > 0.88 for x, y in zip(a.words, b.words, strict=True)
    ):
        return "close"
    if a.words[-1] == b.words[-1]:
        return "initials" if a.words[0][0] == b.words[0][0] and 1 in map(len, (a.words[0], b.words[0])) else "family"
    return "given" if a.words[0] == b.words[0] else "other"


def similarity(a: Name, b: Name) -> float:
    return 1 - LEVELS.index(compare(a, b)) / (len(LEVELS) - 1)


def blocks(name: Name) -> frozenset[str]:
    words = name.words
    return frozenset({*(f"{x[:3]}{y[:3]}" for x in words for y in words if x < y), *(f"={word}" for word in words)})


def rarity_keys(name: Name) -> tuple[str, ...]:
    return tuple(dict.fromkeys((name.words[0], name.words[-1]))) if name.words else ()


def frequency(key: str) -> float | None:
    return None


def latin(written: str) -> tuple[str, ...]:
    return (" ".join(read(written).words),)
