"""What is left of a name when case, accents, emoji, decorations and asides are put away."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Letters that Unicode does not take apart into a letter and an accent.
PLAIN: Final = str.maketrans(
    {
        "ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h",
        "ŧ": "t", "ə": "a", "ŋ": "ng", "ƙ": "k", "ɓ": "b", "ɗ": "d", "ʼ": "", "’": "", "‘": "", "'": "", "`": "",
        "´": "", "ʹ": "", "ʻ": "", "ʿ": "", "ʾ": "",
    }
)  # fmt: skip
# Ranges of Unicode blocks, their script in one word; what is not listed is "other" where it is a letter.
BLOCKS: Final = (
    (0x0041, 0x024F, "latin"), (0x1E00, 0x1EFF, "latin"), (0x0370, 0x03FF, "greek"), (0x1F00, 0x1FFF, "greek"),
    (0x0400, 0x052F, "cyrillic"), (0x0590, 0x05FF, "hebrew"), (0x0600, 0x06FF, "arabic"), (0x0750, 0x077F, "arabic"),
    (0x0900, 0x097F, "devanagari"), (0x0E00, 0x0E7F, "thai"), (0x1100, 0x11FF, "hangul"), (0xAC00, 0xD7A3, "hangul"),
    (0x3041, 0x30FF, "kana"), (0x31F0, 0x31FF, "kana"), (0x3400, 0x9FFF, "han"), (0xF900, 0xFAFF, "han"),
    (0x20000, 0x323AF, "han"),
)  # fmt: skip
ASIDE: Final = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|（[^（）]*）|<[^<>]*>|「[^「」]*」|『[^『』]*』|\{[^{}]*\}"
)
# "Ines · work", "Ines | Berlin", "Ines / Alumni": what follows a bar is about the person and not the name.
BAR: Final = re.compile(r"\s[·|/•\-–—:]+\s.*|[|/•].*")
EMPTYING: Final = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "So", "Sk", "Sm", "Mn", "Me"})
KEPT: Final = frozenset("'’‘ʼ-.,·・‐‑–،、，")  # marks that stand inside of a name


@lru_cache(maxsize=8192)
def script_of(letter: str) -> str:
    """The script of one character: "latin", "han", … as in BLOCKS, "other" for another letter, "" for none."""
    code = ord(letter)
    if not letter.isalpha() and not unicodedata.category(letter).startswith("M"):
        return ""
    return next((script for first, last, script in BLOCKS if first <= code <= last), "other")


@lru_cache(maxsize=8192)
def _kept(letter: str) -> str:
    """A letter or a mark that stands inside of names, a space for what only decorates, nothing for the unseen."""
    kind = unicodedata.category(letter)
    if letter in KEPT or kind[0] == "L":
        return letter
    if kind == "Cf" or 0xFE00 <= ord(letter) <= 0xFE0F:
        return ""
    return letter if kind in {"Mn", "Mc"} and not 0x20D0 <= ord(letter) <= 0x20FF else " "


def asides(written: str) -> list[str]:
    """What stands in brackets: "王小明 (Xiaoming)" holds another name of the person, or only "(Berlin)"."""
    return [found[1:-1].strip() for found in ASIDE.findall(written)]


def bare(written: str) -> str:
    """The name without emoji, decorations, digits, brackets, what follows a bar, and marks that nobody sees.

    Where nothing would be left, what stands in the brackets is the name.

    >>> bare("~ ★ Ines Ferreira 🌊 (Berlin)"), bare("【在职】王小明"), bare("Ines · work"), bare("🌊🌊")
    ('Ines Ferreira', '王小明', 'Ines', '')
    """
    if written.isascii() and written.replace(" ", "").isalpha():
        return " ".join(written.split())
    composed = unicodedata.normalize("NFKC", written)
    whole = _cleaned(BAR.sub("", ASIDE.sub(" ", composed)))
    return whole or _cleaned(" ".join(asides(composed))) or _cleaned(composed)


def _cleaned(text: str) -> str:
    kept = "".join(map(_kept, text))
    return " ".join(kept.split()).strip("-.,·・‐‑–،、， ")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text in small letters without accents, in its own script.

    >>> fold("Łukasz"), fold("Jürgen"), fold("O’Brien"), fold("ΓΙΏΡΓΟΣ"), fold("IŞIK")
    ('lukasz', 'jurgen', 'obrien', 'γιωργοσ', 'isik')
    """
    if text.isascii():
        return text.lower().translate(PLAIN)
    apart = unicodedata.normalize("NFD", text.lower().translate(PLAIN))
    kept = (sign for sign in apart if not unicodedata.category(sign).startswith("Mn") or script_of(sign) in SPEAKING)
    return unicodedata.normalize("NFC", "".join(kept)).translate(VARIANTS)


# Letters that are written for one another: Arabic and Persian, the feminine ending, the end of a word in Greek.
VARIANTS: Final = PLAIN | str.maketrans("ςةىکیۀہھ", "σهيكيههه") | {0x0640: None}  # the last only lengthens a word

# Scripts whose marks are vowels or other sounds: without them the word is another one.
SPEAKING: Final = frozenset({"devanagari", "thai", "kana", "hangul"})
