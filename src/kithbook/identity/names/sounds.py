"""The sound of a romanised word as a short code of coarse classes of consonants, for the keys of blocking."""

from functools import lru_cache
from typing import Final

# Written alike by ear: voiced and unvoiced, the many spellings of sh, ch, zh, ts; h and the half vowels come and go.
CLASSES: Final = {
    **dict.fromkeys("bp", "b"), **dict.fromkeys("fv", "f"), **dict.fromkeys("td", "t"), **dict.fromkeys("szjcx", "s"),
    **dict.fromkeys("kgq", "k"), "l": "l", "r": "l", "m": "m", "n": "m",
}  # fmt: skip
PAIRS: Final = (
    ("sch", "s"), ("tch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("ph", "f"), ("th", "t"), ("dh", "t"),
    ("kh", "k"), ("gh", "k"), ("ck", "k"), ("ts", "s"), ("tz", "s"), ("dj", "s"), ("dz", "s"), ("ng", "m"), ("ca", "k"),
    ("co", "k"), ("cu", "k"), ("cl", "kl"), ("cr", "kl"), ("mb", "mb"),
)  # fmt: skip
LENGTH: Final = 4


@lru_cache(maxsize=131072)
def code(latin: str) -> str:
    """Up to four classes of consonants, "a" for a vowel or h that opens the word; letters of no class are left out.

    >>> code("mohamed"), code("muhammad"), code("alexander"), code("schmidt"), code("wei")
    ('mmt', 'mmt', 'alsm', 'smt', 'f')
    """
    text = latin
    for pair, plain in PAIRS:
        if pair in text:
            text = text.replace(pair, plain)
    found: list[str] = []
    for at, letter in enumerate(text):
        sound = CLASSES.get(
            letter, "a" if at == 0 and letter in "aeiouyh" else "f" if at == 0 and letter == "w" else ""
        )
        if sound and (at == 0 or CLASSES.get(text[at - 1]) != sound):
            found.append(sound)
    return "".join(found[:LENGTH])
