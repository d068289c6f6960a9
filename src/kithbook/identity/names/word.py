"""One word of a name with all that it is compared by; made once for each word and kept."""

from functools import cache, lru_cache
from itertools import product
from typing import Final

import msgspec

from kithbook.identity.names import chinese, syllables
from kithbook.identity.names.data import table
from kithbook.identity.names.letters import canonical, romanise
from kithbook.identity.names.sounds import code

MOST_KEYS: Final = 8
EAST_ASIAN: Final = frozenset({"han", "hangul"})


class Word(msgspec.Struct, frozen=True, gc=False):
    """A folded word: its script, its romanised readings, and what makes it agree with another word.

    Two words are spellings of one another that share one of ``keys``, or, in different scripts, one of ``cross``;
    ``short`` are the names of which it may be the short form, ``full`` those that it is; ``codes`` its coarse sounds.
    """

    text: str
    script: str
    latin: tuple[str, ...]
    keys: frozenset[str]
    cross: frozenset[str]
    short: frozenset[str]
    full: frozenset[str]
    codes: tuple[str, ...]


@lru_cache(maxsize=131072)
def word(text: str, script: str, family: bool = False) -> Word:
    """The word of a folded `text`; `family` chooses the readings of a Chinese family name.

    >>> word("wang", "latin").cross >= word("王", "han", True).cross
    False
    >>> bool(word("wong", "latin").cross & word("王", "han", True).cross)
    True
    """
    latin, cross = _chinese(text, family) if script == "han" else _spelled(text, script)
    listed = _groups().get(text, frozenset())
    short, full = _nicknames(text, latin)
    if script == "han" and not family:
        short, full = _familiar(text)
    codes = tuple(dict.fromkeys(code(said) for said in latin[:2]))
    return Word(text, script, latin, frozenset({text}) | listed, frozenset(cross) | listed, short, full, codes)


def _chinese(text: str, family: bool) -> tuple[tuple[str, ...], set[str]]:
    mandarin, hong_kong = chinese.romanised(text, family), chinese.hong_kong(text)
    keys = {"p:" + "-".join(said) for said in mandarin} | {"c:" + "-".join(said) for said in hong_kong}
    latin = [*mandarin[:1], *hong_kong[:1], *mandarin[1:]]
    return tuple(dict.fromkeys("".join(said) for said in latin)), keys


def _spelled(text: str, script: str) -> tuple[tuple[str, ...], set[str]]:
    if script != "latin":
        latin = romanise(text, script)
        return latin, {key for said in latin for key in canonical(said, script)} | {f"l:{said}" for said in latin}
    keys = {f"l:{text}"} | canonical(text, "latin")
    parts = [syllables.readings(part) for part in syllables.split(text)]
    for said in (list(product(*parts)) if parts else [])[:64]:
        if len({one[0] for one in said}) == 1:
            keys.add(said[0][:2] + "-".join(one[2:] for one in said))
    return (text,), keys


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Of every word of the table of spellings: the groups in which it stands."""
    found: dict[str, set[str]] = {}
    for groups in table("spellings").values():
        for group in groups if isinstance(groups, list) else ():
            spelled = group.split()
            for text in spelled:
                found.setdefault(text, set()).add(f"g:{spelled[0]}")
    return {text: frozenset(keys) for text, keys in found.items()}


@cache
def _short_forms() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """(short form -> formal names, formal name -> itself), formal names by the first spelling of their row."""
    short: dict[str, set[str]] = {}
    full: dict[str, set[str]] = {}
    for rows in table("nicknames").values():
        for row in rows if isinstance(rows, list) else ():
            formal, nicks = (half.split() for half in row.split(":"))
            for name in formal:
                full.setdefault(name, set()).add(formal[0])
            for nick in nicks:
                short.setdefault(nick, set()).add(formal[0])
    return short, full


def _nicknames(text: str, latin: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    short, full = _short_forms()
    said = (text, *latin)
    return (
        frozenset(name for one in said for name in short.get(one, ())),
        frozenset(name for one in said for name in full.get(one, ())),
    )


def _familiar(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """小明, 阿明 and 明明 are what friends call 建明: known by the last character."""
    last = frozenset({f"han:{text[-1]}"})
    familiar = len(text) == 2 and (bool(chinese.FAMILIAR.match(text)) or text[0] == text[1])
    return (last if familiar or len(text) == 1 else frozenset()), last
