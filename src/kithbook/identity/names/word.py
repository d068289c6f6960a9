"""One word of a name with all that it is compared by; made once for each word and kept."""

import re
from functools import cache, lru_cache
from itertools import product
from typing import Final

import msgspec

from kithbook.identity.names import chinese, syllables
from kithbook.identity.names.data import table
from kithbook.identity.names.folding import fold
from kithbook.identity.names.letters import canonical, romanise
from kithbook.identity.names.sounds import code

MOST_CODES: Final = 3
PET: Final = re.compile(r"(bb|dd|ff|gg|ll|mm|nn|pp|rr|ss|tt|ck|nd)(?:ie|ey|y|i)$")


class Word(msgspec.Struct, frozen=True, gc=False):
    """A folded word: its script, its romanised readings, and what makes it agree with another word.

    Two words are spellings of one another that share one of ``keys``, or, in different scripts, one of ``cross``;
    ``short`` are the names of which it may be the short form, ``full`` those that it is; ``codes`` its coarse sounds,
    ``known`` the names of the tables of which it is a spelling.
    """

    text: str
    script: str
    latin: tuple[str, ...]
    keys: frozenset[str]
    cross: frozenset[str]
    short: frozenset[str]
    full: frozenset[str]
    codes: tuple[str, ...]
    known: frozenset[str]

    def __hash__(self) -> int:
        return hash((self.text, self.script))


@lru_cache(maxsize=131072)
def word(text: str, script: str, family: bool = False) -> Word:
    """The word of a folded `text`; `family` chooses the readings of a Chinese family name.

    >>> word("wang", "latin").cross >= word("王", "han", True).cross
    False
    >>> bool(word("wong", "latin").cross & word("王", "han", True).cross)
    True
    """
    latin, cross = _chinese(text, family) if script == "han" else _spelled(text, script)
    listed = _groups(False).get(text, frozenset()) | _without_article(text, script)
    across = listed | _groups(True).get(text, frozenset())
    short, full = _nicknames(text, latin)
    if script == "han" and not family:
        short, full = _familiar(text)
    groups = sorted(key[2:] for key in across if key.startswith("g:") and key.isascii())
    codes = tuple(dict.fromkeys(code(said) for said in (*groups, *latin[:2])))[:MOST_CODES]
    known = frozenset(key for key in listed if key.startswith("g:"))
    keys = frozenset({text}) | listed
    return Word(text, script, latin, keys, frozenset(cross) | across, short, full, codes, known)


def _chinese(text: str, family: bool) -> tuple[tuple[str, ...], set[str]]:
    mandarin, hong_kong = chinese.romanised(text, family), chinese.hong_kong(text)
    keys = {"p:" + "-".join(said) for said in mandarin} | {"c:" + "-".join(said) for said in hong_kong}
    latin = [*mandarin[:1], *hong_kong[:1], *mandarin[1:]]
    return tuple(dict.fromkeys("".join(said) for said in latin)), keys


def _spelled(text: str, script: str) -> tuple[tuple[str, ...], set[str]]:
    if script != "latin":
        latin = romanise(text, script)
        if script == "arabic" and text.startswith("ال") and len(text) > 4:
            latin = (*romanise(text[2:], script), *latin)
        return latin, {key for said in latin for key in canonical(said, script)} | {f"l:{said}" for said in latin}
    keys = {f"l:{text}"} | canonical(text, "latin")
    parts = [syllables.readings(part) for part in syllables.split(text)]
    for said in (list(product(*parts)) if parts else [])[:64]:
        if len({one[0] for one in said}) == 1:
            keys.add(said[0][:2] + "-".join(one[2:] for one in said))
    return (text,), keys


def _without_article(text: str, script: str) -> frozenset[str]:
    """Elsayed and Sayed, السيد and سيد are one name; so are Jackie and Jacky."""
    article = (script == "arabic" and text.startswith("ال") and len(text) > 4) or (
        script == "latin" and text[:2] in {"al", "el"} and len(text) > 6
    )
    if article:
        return frozenset({text[2:]}) | _groups(False).get(text[2:], frozenset())
    pet = PET.search(text) if script == "latin" and len(text) > 4 else None
    return frozenset({f"y:{text[: pet.end(1)]}"}) if pet else frozenset()


@cache
def _groups(across: bool) -> dict[str, frozenset[str]]:
    """Of every word of the table of spellings: the groups in which it stands, those for words across scripts apart."""
    found: dict[str, set[str]] = {}
    for kind, groups in table("spellings").items():
        if kind == "source" or kind.startswith("across") != across:
            continue
        for group in groups:
            spelled = fold(chinese.simplified(group)).split()
            for text in spelled:
                found.setdefault(text, set()).add(f"g:{spelled[0]}")
    return {text: frozenset(keys) for text, keys in found.items()}


@cache
def japanese_families() -> frozenset[str]:
    """Japanese family names of the table, in simplified characters."""
    groups = table("spellings")["across_japanese_family"]
    return frozenset(chinese.simplified(text) for group in groups for text in group.split()[1:])


@cache
def _short_forms() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """(short form -> formal names, formal name -> itself), formal names by the first spelling of their row."""
    short: dict[str, set[str]] = {}
    full: dict[str, set[str]] = {}
    for rows in table("nicknames").values():
        for row in rows if isinstance(rows, list) else ():
            formal, nicks = (half.split() for half in fold(row).split(":"))
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
