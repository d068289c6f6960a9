"""Words of alphabets and syllabaries in Latin letters, and what the standards of one script have in common."""

import re
from functools import cache, lru_cache
from typing import Final

from kithbook.identity.names.data import table

ALTERNATIVES: Final = 3


@cache
def _letters(script: str) -> tuple[dict[str, tuple[str, ...]], int]:
    entries = (entry.split(":") for entry in table("letters").get(script, "").split())
    found = {letters: tuple(said.split("/")) for letters, said in entries}
    return found, max(map(len, found), default=1)


@lru_cache(maxsize=65536)
def romanise(text: str, script: str) -> tuple[str, ...]:
    """A folded word in Latin letters, likeliest first; the word itself where its script has no table.

    >>> romanise("юрий", "cyrillic")[0], romanise("김", "hangul"), romanise("はなこ", "kana")
    ('yuriy', ('gim',), ('hanako',))
    """
    if script == "hangul":
        return (_korean(text),)
    if script == "kana":
        text = "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in text)
        text = re.sub(r"ッ(.)", r"\1", text)
    known, longest = _letters(script)
    if not known:
        return (text,)
    found = [""]
    at = 0
    while at < len(text):
        length = next((size for size in range(longest, 0, -1) if text[at : at + size] in known), 1)
        said = known.get(text[at : at + length], (text[at : at + length],))
        found = [start + end for end in said for start in found][:ALTERNATIVES]
        at += length
    return tuple(dict.fromkeys(found))


@cache
def _jamo(part: str) -> tuple[str, ...]:
    """The "head", "heart" or "tail" of the syllables of hangul, by Revised Romanization (2000)."""
    return tuple(table("letters")[f"hangul_{part}"].split(","))


def _korean(text: str) -> str:
    said = []
    for sign in text:
        code = ord(sign) - 0xAC00
        if not 0 <= code < 11172:
            said.append(sign)
            continue
        said.append(_jamo("head")[code // 588] + _jamo("heart")[code % 588 // 28] + _jamo("tail")[code % 28])
    return "".join(said)


def _rules(*pairs: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(old), new) for old, new in (pair.split(">") for pair in pairs))


# What the spellings of one language by several standards and habits have in common, never a spelling of its own.
COMMON: Final = {
    # BGN/PCGN, ISO 9, the German and French habits, and the passports' ICAO 9303.
    "cyrillic": _rules(
        "tsch|tch|cz|ch|ts|tz>c", "shch|sch|sh>s", "zh>z", "kh|x>h", "dj>d", "w>v", "(?:yo|jo|io)>e", "ks>x",
        "[yj]?i[yj]|ii|yi>i", "[yji](?=[aeou])>", "[yj]>i", "(.)\\1+>\\1",
    ),
    # Hepburn, Kunrei, and the ways of a long vowel.
    "kana": _rules(
        "si>shi", "ti>chi", "(?<!s)tu>tsu", "(?<![sc])hu>fu", "zi|di>ji", "sy>sh", "ty>ch", "zy|jy>j",
        "ou|oo|oh(?=$|[^aeiou])>o",
        "uu>u", "ii>i", "m(?=[bp])>n", "tch>ch", "([^aeiou])\\1>\\1",
    ),
    # Revised Romanization, McCune-Reischauer, and the spellings of passports.
    "hangul": _rules(
        "yeo|you>yu", "ui|ee|yi>i", "eo|eu|oo|ou|woo>u", "oe>oi", "ae|ai|ay>e",
        "sh>s", "ch|j>c", "kk|gg|g>k", "tt|dd|d>t",
        "pp|bb|b>p", "r>l", "ss>s", "h$>", "ck>k",
    ),
}  # fmt: skip


@lru_cache(maxsize=131072)
def canonical(said: str, script: str) -> frozenset[str]:
    """Keys that the spellings of one name share across standards; of a Latin word, for each language it may be in.

    >>> bool(canonical("yuriy", "cyrillic") & canonical("iurii", "latin"))
    True
    """
    scripts = COMMON if script == "latin" else {script} & COMMON.keys()
    found = set()
    for language in scripts:
        text = said
        for old, new in COMMON[language]:
            text = old.sub(new, text)
        found.add(f"{language[0]}.{text}")
    return frozenset(found)
