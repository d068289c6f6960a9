"""How far two names agree: word by word, in whatever order and script, then said as one level."""

from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA, JaroWinkler

from kithbook.identity.names import syllables
from kithbook.identity.names.blocking import blocks
from kithbook.identity.names.levels import LEVELS, RANK
from kithbook.identity.names.name import Name
from kithbook.identity.names.sound import ALIKE, NEAR, likeness
from kithbook.identity.names.word import Word, word

EXACT, SPELLED, NICKNAME, CLOSE, INITIAL, NONE = range(6)
FOUND: Final = frozenset(LEVELS[: LEVELS.index("part")])
SOLID: Final = CLOSE  # a word agrees down to here
WORST: Final = ("reordered", "spelled", "nickname", "close", "initials")
CLOSE_FROM: Final = 4  # letters of a word from which one slip leaves it recognisable
TWO_SLIPS_FROM: Final = 9


def compare(a: Name, b: Name) -> str:
    """The level (one of LEVELS) to which two names agree; symmetric.

    Of names written twice (王小明 (Xiaoming Wang)) the best pair counts.
    """
    best = _compared(a, b)
    if a.others or b.others:
        pairs = ((one, other) for one in (a, *a.others) for other in (b, *b.others))
        best = min((_compared(*pair) for pair in pairs), key=RANK.__getitem__)
    return best


def _compared(a: Name, b: Name) -> str:
    level = _told(a, b)
    if "same" != level in FOUND and blocks(a).isdisjoint(blocks(b)):
        return "part"  # a likeness by chance of names that nobody would look for under one key
    return level


def _told(a: Name, b: Name) -> str:
    if not a.parts or not b.parts:
        return "nothing"
    if a.words == b.words:
        return "same"
    if a.script != b.script and len(a.parts) + len(b.parts) == 3 and "han" in (a.script, b.script):
        return min(_matched(a, b), _matched(unbroken(a), unbroken(b)), key=RANK.__getitem__)
    return _matched(a, b)


@lru_cache(maxsize=65536)
def unbroken(name: Name) -> Name:
    """A Chinese name as one word: 马蒂 is Ma Di, or Matti."""
    if name.script != "han" or len(name.parts) < 2 or not name.origin:
        return name
    text = "".join(name.words)
    return Name(name.written, name.bare, (text,), "han", "", text, "", (word(text, "han"),))


def _matched(a: Name, b: Name) -> str:
    if _run_together(a.words, b.words):
        return "spelled"
    pairs = _pairs(a, b)
    levels = [level for level, _, _ in pairs]
    solid = sum(level <= SOLID for level in levels)
    short, long = sorted((len(a.parts), len(b.parts)))
    if len(pairs) < short:
        return _contradicted(a, b, pairs) if solid else "other"
    if not solid:
        return "part" if short == 1 else "other"
    if max(levels) == INITIAL:
        return "initials"
    if short < long:
        return "fewer" if short > 1 else "part"
    if max(levels) == EXACT and (a.script == "han" or all(i == j for _, i, j in pairs)):
        return "spelled"
    return WORST[max(levels)]


def _pairs(a: Name, b: Name) -> list[tuple[int, int, int]]:
    """(level, at in a, at in b): each word with the one that it agrees with best, no word twice."""
    loose = (bool(a.origin) and a.origin == b.origin) or a.script != b.script
    found = []
    for i, one in enumerate(a.parts):
        for j, other in enumerate(b.parts):
            level = _agree(one, other, loose)
            if level < NONE:
                found.append((level, i, j))
    if len(found) < 2:
        return found
    found.sort(key=lambda pair: (pair[0], abs(pair[1] - pair[2]), pair[1] + pair[2]))
    taken = []
    left, right = set(range(len(a.parts))), set(range(len(b.parts)))
    for level, i, j in found:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            taken.append((level, i, j))
    return taken


def _agree(one: Word, other: Word, loose: bool) -> int:
    if one.text == other.text:
        return EXACT
    if one.script == other.script == "han":
        return _characters(one, other)
    if not one.keys.isdisjoint(other.keys) or (loose and not one.cross.isdisjoint(other.cross)):
        return SPELLED
    if not one.full.isdisjoint(other.full):
        return SPELLED
    across = one.script != other.script
    if not (
        one.short.isdisjoint(other.full) and one.full.isdisjoint(other.short) and one.short.isdisjoint(other.short)
    ):
        return NICKNAME
    if one.known and other.known:
        return NONE  # both are well known, and not one name
    alike = likeness(one, other) if across else 0.0
    if alike >= ALIKE:
        return SPELLED
    if across:
        return CLOSE if alike >= NEAR else INITIAL if _initial(one, other) else NONE
    if _initial(one, other):
        return INITIAL
    return CLOSE if _slip(one, other, loose) else NONE


def _characters(one: Word, other: Word) -> int:
    """Chinese words of other characters: a short form, or a slip between two that sound alike, as 晓明 and 小明."""
    if not (one.short.isdisjoint(other.full) and one.full.isdisjoint(other.short)):
        return NICKNAME
    alike = len(one.text) == len(other.text) > 1 and not one.cross.isdisjoint(other.cross)
    return CLOSE if alike else NONE


def _slip(one: Word, other: Word, chinese: bool) -> bool:
    """A letter is missing, too much, another or swapped with its neighbour; of long words, two."""
    length = max(len(one.text), len(other.text))
    if (
        length < CLOSE_FROM
        or min(len(one.text), len(other.text)) < 3
        or (one.full and other.full)
        or (chinese and length < TWO_SLIPS_FROM)
    ):
        return False
    allowed = 2 if length >= TWO_SLIPS_FROM else 1
    return bool(OSA.distance(one.text, other.text, score_cutoff=allowed) <= allowed)


def _initial(one: Word, other: Word) -> bool:
    short, long = (one, other) if len(one.text) <= len(other.text) else (other, one)
    if short.script in {"han", "hangul", "kana"} or len(short.text) > 3:
        return False
    if short.script not in {"latin", long.script}:
        return False
    if len(short.text) == 1:
        return any(said.startswith(short.text) for said in (long.text, *long.latin, *long.short))
    return any(short.text == "".join(part[0] for part in syllables.split(said, "p")) for said in long.latin)


def _run_together(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Annemarie Lee, Anne Marie Lee, Lee Annemarie: the same letters, the breaks elsewhere."""
    if sum(map(len, one)) != sum(map(len, other)) or len(one) == len(other):
        return False
    few, many = sorted((one, other), key=len)
    joined = "".join(few)
    return any(joined == "".join(many[at:] + many[:at]) for at in range(len(many)))


def _contradicted(a: Name, b: Name, pairs: list[tuple[int, int, int]]) -> str:
    """Some words agree, some on both sides do not: whose are they."""
    solid = [(a.parts[i].text, b.parts[j].text) for level, i, j in pairs if level <= SOLID]
    return "family" if any(one == a.family or other == b.family for one, other in solid) else "given"


# Where the likeness of a level begins and ends, for `similarity`.
BANDS: Final = {
    "same": (1.0, 1.0), "reordered": (0.98, 0.99), "spelled": (0.93, 0.98), "nickname": (0.88, 0.93),
    "close": (0.8, 0.88), "fewer": (0.75, 0.8), "initials": (0.7, 0.75), "part": (0.6, 0.7), "family": (0.4, 0.6),
    "given": (0.4, 0.6), "other": (0.0, 0.4), "nothing": (0.0, 0.0),
}  # fmt: skip


def similarity(a: Name, b: Name) -> float:
    """How alike two names are (0 to 1, 1 for the same), for ranking; symmetric.

    In the order of the levels of `compare`; across scripts also names without a common key of blocking are ranked.
    """
    return max(_similarity(one, other) for one in (a, *a.others) for other in (b, *b.others))


def _similarity(a: Name, b: Name) -> float:
    low, high = BANDS[_compared(a, b) if a.script == b.script else _told(a, b)]
    if low == high:
        return low
    likest = _likeness(a, b)
    if a.script != b.script and len(a.parts) + len(b.parts) == 3:
        likest = max(likest, _likeness(unbroken(a), unbroken(b)))
    return low + (high - low) * likest


def _likeness(a: Name, b: Name) -> float:
    """The mean likeness of the words to their likest, the words that have none counting nothing."""
    if len(a.parts) > len(b.parts):
        a, b = b, a
    if len(a.parts) == len(b.parts) == 1:
        return _word_likeness(a.parts[0], b.parts[0])
    grid = [[_word_likeness(one, other) for other in b.parts] for one in a.parts]
    over = sum([max(row) for row in grid]) + sum([max(column) for column in zip(*grid, strict=True)])
    return float(over) / (len(a.parts) + len(b.parts))


def _word_likeness(one: Word, other: Word) -> float:
    if one.text == other.text:
        return 1.0
    if one.script != other.script:
        return likeness(one, other)
    return max((float(JaroWinkler.similarity(x, y)) for x in one.latin[:2] for y in other.latin[:2]), default=0.0)
