"""How alike two words of different scripts sound: what it costs to write the one with the letters of the other."""

import math
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.distance import JaroWinkler

from kithbook.identity.names import chinese
from kithbook.identity.names.data import table
from kithbook.identity.names.word import Word

LONGEST: Final = 4  # Latin letters for which one letter or syllable may stand
ALIKE: Final = 0.577  # from here two words are the same name in another script
NEAR: Final = 0.407  # from here they may be
SCALE: Final = 40.0  # tenths of nats a letter at which the likeness has fallen to 1/e
ARTICLE: Final = 15.0  # tenths of nats that the Arabic article is not written in Latin letters
HOPELESS: Final = 70.0  # tenths of nats a letter from which it does not matter how unlike two words are
UNKNOWN: Final = 60.0  # tenths of nats, of a chunk that a unit was never seen to stand for …
LETTER: Final = 25.0  # … and for each of its letters
CHINESE: Final = (1.87, 0.5)  # slope, and rise for each letter, that put the costs of Chinese on the others' scale
BACK: Final = 0.8  # weight of the way back, from Latin to native letters
SMALL: Final = frozenset("ァィゥェォャュョヮ")
Costs = dict[str, float]


@lru_cache(maxsize=65536)
def _units(native: str, script: str) -> tuple[str, ...]:
    sounds: list[str] = []
    for sign in chinese.simplified(native) if script == "han" else native:
        letter = chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign
        if sounds and letter in SMALL:
            sounds[-1] += letter
        else:
            sounds.append(letter)
    if sounds:
        sounds[0] = "^" + sounds[0]
        sounds[-1] += "$"
    return tuple(sounds)


def units(native: str, script: str) -> list[str]:
    """What a native word is made of: characters, kana with its small kana, letters; its ends are marked.

    >>> units("維斯伯恩", "han"), units("ミュー", "kana")
    (['^维', '斯', '伯', '恩$'], ['^ミュ', 'ー$'])
    """
    return list(_units(native, script))


def reading(unit: str) -> str:
    """The unit of a Chinese character by its likeliest reading.

    >>> reading("^维")
    '^wei'
    """
    sign = unit.strip("^$")
    return unit.replace(sign, (chinese.syllables(sign) or (sign,))[0])


@lru_cache(maxsize=65536)
def lineage(unit: str, script: str) -> list[str]:
    """A unit, then what it is a case of, ever more general.

    >>> lineage("^维", "han"), lineage("维", "han"), lineage("n$", "cyrillic")
    (['^维', '维', '^wei', 'wei'], ['维', 'wei'], ['n$', 'n'])
    """
    rows = [unit, reading(unit)] if script == "han" else [unit]
    return list(dict.fromkeys(said for row in rows for said in (row, row.strip("^$"))))


def halves(syllable: str) -> tuple[str, str]:
    """The initial and the final of a syllable of pinyin.

    >>> halves("shuang"), halves("an")
    (('sh_', '_uang'), ('_', '_an'))
    """
    size = next((at for at, letter in enumerate(syllable) if letter in "aeiou"), len(syllable))
    return syllable[:size] + "_", "_" + syllable[size:]


@cache
def _costs(script: str) -> dict[str, Costs]:
    return {unit: _parsed(chunks) for unit, chunks in table("sounds").get(script, {}).items()}


def _parsed(chunks: str) -> Costs:
    pairs = (chunk.rsplit(":", 1) for chunk in chunks.split())
    return {chunk.replace("-", ""): float(cost) for chunk, cost in pairs}


@lru_cache(maxsize=4096)
def _character(unit: str) -> Costs:
    """The costs of a Chinese character: those of its syllable, and where it differs from them."""
    known: dict[str, str] = table("sounds")["han"]
    costs = _parsed(known.get(reading(unit).strip("^$"), ""))
    own = next((known[case] for case in (unit, unit.strip("^$")) if case in known), "")
    differing = _parsed(own)
    more = differing.pop("+", 0.0)
    return {chunk: cost + more for chunk, cost in costs.items()} | differing


@lru_cache(maxsize=65536)
def _rows(native: str, script: str) -> tuple[Costs, ...]:
    if script == "han":
        return tuple(_character(unit) for unit in _units(native, script))
    known = _costs(script)
    return tuple(
        next((known[case] for case in lineage(unit, script) if case in known), {}) for unit in _units(native, script)
    )


@lru_cache(maxsize=65536)
def spelled(native: str, script: str) -> str:
    """A native word as the letters that Latin ones are turned into: Chinese by its likeliest reading, else itself.

    >>> spelled("维斯", "han"), spelled("сергей", "cyrillic")
    ('weisi', 'сергей')
    """
    return "".join(map(reading, chinese.simplified(native))) if script == "han" else native


def letters(latin: str) -> list[str]:
    """The letters of a Latin word, its ends marked."""
    return list(_units(latin, "latin"))


@lru_cache(maxsize=65536)
def _back_rows(latin: str, script: str) -> tuple[Costs, ...]:
    known = _costs(f"{script}.back")
    return tuple(known.get(unit) or known.get(unit.strip("^$")) or {} for unit in _units(latin, "latin"))


@lru_cache(maxsize=65536)
def _slices(text: str) -> tuple[tuple[tuple[str, int], ...], ...]:
    """From each place of a word: the chunks that begin there and where they end."""
    size = len(text)
    return tuple(
        tuple((text[at : at + n], at + n) for n in range(min(LONGEST, size - at) + 1)) for at in range(size + 1)
    )


@lru_cache(maxsize=65536)
def cost(latin: str, native: str, script: str) -> float:
    """What the best ways to write each word with the letters of the other cost together, in tenths of nats.

    That is -10 log p(latin | native) - 10 BACK log p(native | latin), each by its best segmentation: what either
    direction takes for likely by mistake, the other seldom does. Of Chinese only one direction, whose costs were set
    to tell the right spelling from others (Lafferty et al., 2001). Infinite beyond HOPELESS for each letter.
    """
    most = HOPELESS * len(latin)
    there = _cheapest(_rows(native, script), latin, most)
    if there > most or script == "han":
        return there if there <= most else math.inf
    return there + BACK * _cheapest(_back_rows(latin, script), spelled(native, script), (most - there) / BACK)


def _cheapest(rows: tuple[Costs, ...], text: str, most: float) -> float:
    slices = _slices(text)
    before: dict[int, float] = {0: 0.0}
    for row in rows:
        after: dict[int, float] = {}
        for at, so_far in before.items():
            for chunk, end in slices[at]:
                step = row.get(chunk)
                total = so_far + (UNKNOWN + LETTER * len(chunk) if step is None else step)
                if total < after.get(end, math.inf):
                    after[end] = total
        before = after
        if min(before.values()) > most:
            return math.inf
    return min(total + (LETTER + UNKNOWN) * (len(text) - end) for end, total in before.items())


def likeness(one: Word, other: Word) -> float:
    """How alike two words of different scripts sound (0 to 1); symmetric."""
    if "latin" not in (one.script, other.script):
        return max((_plainly(x, y) for x in one.latin[:2] for y in other.latin[:2]), default=0.0)
    native, latin = (other, one) if one.script == "latin" else (one, other)
    if native.script not in table("sounds"):
        return max((_plainly(latin.text, said) for said in native.latin), default=0.0)
    least = cost(latin.text, native.text, native.script)
    if native.script == "arabic" and native.text.startswith("ال") and len(native.text) > 4:
        least = min(least, ARTICLE + cost(latin.text, native.text[2:], "arabic"))
    if native.script == "han":
        slope, rise = CHINESE
        least = max(0.0, slope * least + rise * len(latin.text))
    return math.exp(-least / SCALE / len(latin.text))


def _plainly(one: str, other: str) -> float:
    """The likeness of two romanised words where no costs are fitted: 0 below a Jaro-Winkler similarity of 0.7."""
    return max(0.0, (float(JaroWinkler.similarity(one, other)) - 0.7) / 0.3)
