"""User names: how odd one is, and whether it is made of somebody's name."""

import functools
import re
from typing import Final

from kithbook.identity import names
from kithbook.identity.profile import Profile

A_LETTER: Final = 2.3  # bits that a letter of a word or name carries (Shannon, Prediction and entropy of English, 1951)
A_DIGIT: Final = 2.6  # years and lucky numbers are no chance digits, which would carry 3.3
MOST: Final = 22.0
_COMMON: Final = frozenset(
    (
        "admin",
        "user",
        "test",
        "guest",
        "hello",
        "info",
        "mail",
        "contact",
        "home",
        "work",
        "office",
        "official",
        "music",
    )
)
_DIGITS: Final = re.compile(r"\d+")


@functools.lru_cache(maxsize=1 << 16)
def text_bits(user: str) -> float:
    """Roughly how many bits say which user name it is; few for short and for common ones.

    >>> text_bits("bob") < text_bits("inesfaro") < text_bits("inesfaro1987")
    True
    """
    digits = sum(map(len, _DIGITS.findall(user)))
    letters = _DIGITS.sub("", user)
    if letters in _COMMON:
        return min(MOST, 2 + A_DIGIT * digits / 2)
    return min(MOST, A_LETTER * len(letters) + A_DIGIT * digits)


def user_of_name(each: Profile, user: str) -> str:
    """``user`` where it is made of all of somebody's name (given and family name, or an initial of one), else "".

    Digits behind it do not matter.
    """
    bare = _DIGITS.sub("", user)
    return user if len(bare) >= 4 and any(bare in made_of(name.written) for name in each.names) else ""


@functools.lru_cache(maxsize=1 << 15)
def made_of(written: str) -> frozenset[str]:
    """User names that people make of their name: inesfaro, faroines, ifaro, inesf, farines.

    >>> sorted(made_of("Ines Faro"))
    ['faroi', 'faroines', 'ifaro', 'inesf', 'inesfaro']
    """
    made: set[str] = set()
    for reading in names.latin(written)[:2]:
        words = [word for word in re.split(r"[^a-z]+", reading.casefold()) if word]
        if len(words) < 2:
            continue
        first, last = words[0], words[-1]
        middle = "".join(words[1:-1])
        made |= {first + last, last + first, first[0] + last, last + first[0], first + last[0]}
        if middle:
            # 王 xiao ming: the given name is all that follows, or all that comes before
            made |= {"".join(words), "".join(words[1:]) + first, last + first + middle, first[0] + middle[0] + last}
            made |= {first[0] + last[0] + middle, "".join(word[0] for word in words[1:]) + first}
    return frozenset(text for text in made if len(text) >= 4)
