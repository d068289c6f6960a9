"""The keys under which a name is looked for: two names that may be one person's share one, and few others do."""

from functools import lru_cache
from typing import Final

from kithbook.identity.names import syllables
from kithbook.identity.names.name import Name
from kithbook.identity.names.titles import KOREAN_SURNAMES
from kithbook.identity.names.word import Word

MOST: Final = 12
MOST_WORDS: Final = 4
STARTS: Final = 3
LIQUID: Final = {ord("l"): None, ord("m"): None}  # come and go where a foreign name is written in Chinese


@lru_cache(maxsize=131072)
def blocks(name: Name) -> frozenset[str]:
    """The keys of blocking of a name, at most a dozen for each of its writings; () where it is empty.

    A key is the sound of one word with the beginning of another, in both orders; of Chinese names, whose sounds are
    few, a whole syllable with the initials of the given name; of names of one word, all of its sound.

    >>> from kithbook.identity.names.name import read
    >>> bool(blocks(read("王小明")) & blocks(read("Wang Xiao-ming")))
    True
    """
    found = set(_keys(name))
    for other in name.others:
        found |= blocks(other)
    return frozenset(found)


def _keys(name: Name) -> list[str]:
    parts = name.parts[:MOST_WORDS]
    if not parts:
        return []
    if len(parts) == 1:
        sounds = _heads(parts[0])
        return [f"1:{sound}" for sound in sounds] + [f"1z:{sound.translate(LIQUID)[:3]}" for sound in sounds]
    keys = [f"={''.join(name.words)}", f"={''.join((*name.words[1:], name.words[0]))}"] if len(parts) == 2 else []
    if name.origin == "chinese":
        keys += _chinese(name)
    if name.origin != "chinese" or (name.script == "latin" and name.family in KOREAN_SURNAMES):
        pairs = ((one, other) for one in parts for other in parts if one is not other)
        keys += _initialled(parts)
        keys += (f"{head}|{start}" for one, other in pairs for head in _heads(one) for start in _starts(other))
    return list(dict.fromkeys(keys))[:MOST]


def _heads(part: Word) -> tuple[str, ...]:
    return part.codes or (part.text,)


def _starts(part: Word) -> list[str]:
    """How a word may begin, by ear; a short form as the names it is short for do."""
    names = (*part.codes, *sorted(part.short))
    return list(dict.fromkeys(CLASS.get(name[0], name[0]) for name in names if name))[:STARTS] or [part.text[:1]]


CLASS: Final = {**dict.fromkeys("aeiouyh", "a"), **dict.fromkeys("rl", "l"), **dict.fromkeys("bp", "b"),
                **dict.fromkeys("fvw", "f"), **dict.fromkeys("td", "t"), **dict.fromkeys("szjcx", "s"),
                **dict.fromkeys("kgq", "k"), **dict.fromkeys("mn", "m")}  # fmt: skip


def _chinese(name: Name) -> list[str]:
    families = [part for part in name.parts if part.text == name.family][:1]
    orders = [(one, other) for one in families or name.parts for other in name.parts if one is not other]
    keys = []
    for family, given in orders:
        for key in sorted(_said(family), reverse=True):
            starts = {"".join(part[0] for part in said[2:].split("-")) for said in _said(given) if said[0] == key[0]}
            starts |= set() if starts else {given.text[:2]}
            keys += [f"{key}|{start}" for start in sorted(starts)]
    return keys


def _initialled(parts: tuple[Word, ...]) -> list[str]:
    """The keys that J. Wang shares with Jing Wang."""
    short, long = sorted(parts[:2], key=lambda part: len(part.text))
    if len(parts) != 2 or len(short.text) > 1:
        return []
    return [f"{key}|{short.text}" for key in sorted(_said(long))][:STARTS]


def _said(part: Word) -> set[str]:
    found = {key for key in part.cross if key[:2] in {"p:", "c:"}}
    if part.script == "latin" and part.text in syllables.PINYIN:
        found.add(f"p:{part.text}")
    return found


@lru_cache(maxsize=131072)
def rarity_keys(name: Name) -> tuple[str, ...]:
    """What the frequency of names is counted by: the family name and the given names, romanised, spelled one way.

    Short forms count as their name where they are short for one only.

    >>> from kithbook.identity.names.name import read
    >>> rarity_keys(read("王小明")), rarity_keys(read("Bob Miller"))
    (('wang', 'xiaoming'), ('miller', 'robert'))
    """
    parts = sorted(name.parts, key=lambda part: part.text != name.family)
    return tuple(dict.fromkeys(filter(None, map(_plain, parts))))


def _plain(part: Word) -> str:
    formal = {one for one in part.full or part.short if not one.startswith("han:")}
    groups = {key[2:] for key in part.keys if key.startswith("g:")}
    for names in (formal, groups):
        if len(names) == 1:
            return next(iter(names))
    return part.latin[0] if part.latin else part.text
