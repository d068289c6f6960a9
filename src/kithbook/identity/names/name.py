"""A name as people write it, read into the words that count: which are titles, which is the family name."""

import re
from functools import cache, lru_cache
from typing import Final

import msgspec

from kithbook.identity.names import chinese, syllables
from kithbook.identity.names.folding import asides, bare, fold, script_of
from kithbook.identity.names.titles import BEHIND, HONORIFICS, KOREAN_SURNAMES, LEADING, PARTICLES, TITLES
from kithbook.identity.names.word import Word, japanese_families, word

MOST_WORDS: Final = 6
LONGEST: Final = 200  # signs of a written name that are looked at
APART: Final = re.compile(r"[\s.,·・‐‑–،、，]+")
CAMEL: Final = re.compile(
    r"(?<=[a-z])(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bDi)(?<!\bLa)(?<!\bLe)(?<!\bVan)(?=[A-Z][a-z]{2,})"
)
SERVANT: Final = re.compile(r"^abd[aeiou]?[lr]?$|^عبد$|^عبدال$")


class Name(msgspec.Struct, frozen=True, gc=False):
    """A written name, read.

    ``bare`` is without emoji, decorations and asides; ``words`` are folded and without titles, in the order written;
    ``parts`` are the words that are compared. ``family`` and ``given`` are the likeliest guesses, folded, or "".
    ``origin`` is "chinese" or "korean" where all of the name sounds so. ``others`` are further names of the same
    person in the same field: 王小明 (Xiaoming Wang).
    """

    written: str
    bare: str = ""
    words: tuple[str, ...] = ()
    script: str = ""
    family: str = ""
    given: str = ""
    origin: str = ""
    parts: tuple[Word, ...] = ()
    others: tuple["Name", ...] = ()

    def __hash__(self) -> int:
        return hash((self.written, self.words))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to compare: no letter, or only decorations."""
        return not self.parts


@lru_cache(maxsize=131072)
def read(written: str) -> Name:
    """Read a name. Never raises; a name without letters gives an empty one.

    >>> name = read("Dr. Wang Xiao-Ming 🌊")
    >>> name.words, name.family, name.given
    (('wang', 'xiaoming'), 'wang', 'xiaoming')
    """
    whole = bare(written[:LONGEST])
    names = [_one(part, written, whole) for part in _by_script(whole)]
    if whole and len(names) == 1:
        for aside in asides(written[:LONGEST]) if whole != written else ():
            other = _one(bare(aside), aside, bare(aside))
            if other.parts and other.script != names[0].script and bare(aside) != whole:
                names.append(other)
    found = [name for name in names if name.parts]
    if not found:
        return Name(written, whole)
    first = found[0]
    return msgspec.structs.replace(first, others=tuple(found[1:])) if len(found) > 1 else first


def _by_script(whole: str) -> list[str]:
    """The name, or its halves where it is written twice: "王小明 Xiaoming Wang"; the longer half first."""
    if whole.isascii():
        return [whole] if whole else []
    scripts = {script_of(sign) for sign in set(whole)} - {"", "other"}
    if len(scripts) < 2 or scripts == {"han", "kana"}:
        return [whole] if whole else []
    runs: dict[str, list[str]] = {}
    for token in re.split(r"[\s,，、]+|(?<=[^\x00-\u024f])(?=[A-Za-z])|(?<=[A-Za-z])(?=[^\x00-\u024f])", whole):
        script = next((script_of(sign) for sign in token if script_of(sign)), "")
        runs.setdefault("han" if script == "kana" and "han" in runs else script, []).append(token)
    parts = [" ".join(tokens) for script, tokens in runs.items() if script]
    long = [part for part in parts if len(part) > 1]
    return sorted(long or parts, key=len, reverse=True) if len(long) == len(parts) else [whole]


def _one(text: str, written: str, whole: str) -> Name:
    tokens, family_first = _tokens(text)
    if not tokens:
        return Name(written, whole)
    script = _script(tokens)
    if script == "han":
        return _han(tokens, written, whole)
    if script == "hangul":
        tokens = _hangul(tokens)
        origin, family = "korean", 0 if len(tokens) == 2 else -1
    else:
        tokens, origin, family = _ordered(tokens, family_first) if script == "latin" else (tokens, "", -1)
        if family < 0 and not origin and len(tokens) > 1:
            family = 0 if family_first else len(tokens) - 1
    used = _counted(tokens)
    parts = tuple(word(tokens[at], script) for at in used)[:MOST_WORDS]
    given = " ".join(tokens[at] for at in used if at != family) if family >= 0 or len(used) > 1 else tokens[used[0]]
    return Name(written, whole, tuple(tokens), script, tokens[family] if family >= 0 else "", given, origin, parts)


def _script(tokens: list[str]) -> str:
    if all(map(str.isascii, tokens)):
        return "latin"
    counts: dict[str, int] = {}
    for sign in "".join(tokens):
        script = script_of(sign)
        counts[script] = counts.get(script, 0) + 1
    counts.pop("", None)
    if "kana" in counts and "han" in counts:
        return "han" if counts["han"] >= counts["kana"] else "kana"
    return max(counts, key=lambda script: counts[script], default="other")


def _tokens(text: str) -> tuple[list[str], bool]:
    """The words without titles, those before a comma last; and whether the family name is known to stand first."""
    if not text.isascii():
        text = text.replace("‐", "-").replace("‑", "-").replace("，", ",").replace("،", ",")
    head, comma, tail = text.partition(",")
    if comma:
        rest = [] if all(fold(token) in TITLES for token in APART.split(tail) if token) else _words(tail)
        if rest:
            return [*_words(head), *rest], True
        text = head
    return _words(text), False


def _words(text: str) -> list[str]:
    tokens = [token for token in map(fold, APART.split(CAMEL.sub(" ", text))) if token.strip("-")]
    for behind in BEHIND if tokens and not text.isascii() else ():
        if tokens[-1].endswith(behind) and (len(tokens[-1]) > len(behind) + 1 or len(tokens) > 1):
            tokens[-1] = tokens[-1].removesuffix(behind)
            tokens = [token for token in tokens if token]
            break
    last = tokens[-1] if tokens and script_of(tokens[-1][0]) == "arabic" else ""  # السيد is a family name there
    kept = [token for token in tokens if token not in TITLES or token is last]
    if len(kept) > 1 and kept[-1] in HONORIFICS:
        kept.pop()
    found: list[str] = []
    for token in kept if any(len(one) > 1 or not one.isascii() for one in kept) else tokens:
        found += _hyphens(token)
    return _servants(found)


def _hyphens(token: str) -> list[str]:
    """Xiao-ming is one word, Smith-Jones two."""
    if "-" not in token:
        return [token]
    pieces = [piece for piece in token.split("-") if piece]
    if len(pieces) > 1 and pieces[-1] in HONORIFICS:
        pieces.pop()
    if 1 < len(pieces) <= 3 and all(len(syllables.split(piece)) == 1 or _korean(piece) for piece in pieces):
        return ["".join(pieces)]
    return pieces


KOREAN: Final = re.compile(
    r"(?:kk|tt|pp|ss|jj|ch|sh|[gkdtbpsjhrlmn])?"
    r"(?:yeo|yae|you|wae|eo|eu|ae|oe|oo|ou|ui|wi|we|wo|wa|ya|ye|yo|yu|ee|ah|a|e|i|o|u)(?:ng|k|n|l|m|p|t|g|b|h)?$"
)


def _korean(piece: str) -> bool:
    return bool(KOREAN.match(piece))


def _servants(tokens: list[str]) -> list[str]:
    """Abdel Rahman, Abd al-Rahman and عبد الرحمن are one word."""
    found: list[str] = []
    at = 0
    while at < len(tokens):
        if SERVANT.match(tokens[at]) and at + 1 < len(tokens):
            skip = 2 if at + 2 < len(tokens) and tokens[at + 1] in {"al", "el", "ul", "ur", "er", "ar", "ال"} else 1
            found.append(("عبد" if tokens[at][0] == "ع" else "abdul") + tokens[at + skip])
            at += skip + 1
        else:
            found.append(tokens[at])
            at += 1
    return found


def _counted(tokens: list[str]) -> list[int]:
    """Which words are compared: particles are not where others remain."""
    last = len(tokens) - 1
    used = [at for at, token in enumerate(tokens) if not (token in PARTICLES or (token in LEADING and 0 < at < last))]
    return used or list(range(len(tokens)))


def _han(tokens: list[str], written: str, whole: str) -> Name:
    texts = [chinese.simplified(token) for token in tokens]
    if len(texts) == 2 and chinese.is_surname(texts[0]) and len(texts[1]) <= 2:
        texts = ["".join(texts)]
    if len(texts) > 1:
        parts = tuple(word(text, "han") for text in texts[:MOST_WORDS])
        return Name(written, whole, tuple(texts), "han", texts[-1], " ".join(texts[:-1]), "", parts)
    japanese = _japanese(texts[0])
    family, given = japanese or chinese.split(texts[0])
    parts = tuple(word(text, "han", text is family) for text in (family, given) if text)
    words = tuple(text for text in (family, given) if text)
    origin = "japanese" if japanese else "chinese"
    return Name(written, whole, words, "han", family, given, origin, parts)


def _japanese(text: str) -> tuple[str, str] | None:
    """Family and given name where a Japanese family name of the table opens a name; else it is read as Chinese."""
    families = japanese_families()
    for size in (3, 2):
        long_enough = len(text) != 3 or not chinese.is_surname(text[:1])
        if text[:size] in families and (len(text) == size or (long_enough and len(text) > size)):
            return text[:size], text[size:]
    return None


def _hangul(tokens: list[str]) -> list[str]:
    """A Korean name in one piece as family and given name; the compound family names are a handful."""
    joined = "".join(tokens)
    if not 2 <= len(joined) <= 4:
        return tokens
    size = 2 if joined[:2] in {"남궁", "황보", "제갈", "선우", "독고", "사공", "서문"} and len(joined) > 2 else 1
    return [joined[:size], joined[size:]]


def _ordered(tokens: list[str], family_first: bool) -> tuple[list[str], str, int]:
    """East Asian names in Latin letters: the given syllables in one word, and which word is the family name.

    A Western name beside them, as in Peter Chan Tai Man, goes to the end.
    """
    if 3 <= len(tokens) <= 5:
        syllabic = [_syllabic(token) or bool(syllables.split(token)) for token in tokens]
        for western in (0, -1):
            if syllabic.count(False) == 1 and not syllabic[western] and len(tokens[western]) > 1:
                rest, origin, family = _east_asian(tokens[1:] if western == 0 else tokens[:-1], family_first)
                return ([*rest, tokens[western]], origin, family) if origin and family >= 0 else (tokens, "", -1)
    return _east_asian(tokens, family_first)


def _east_asian(tokens: list[str], family_first: bool) -> tuple[list[str], str, int]:
    surnames = east_asian_surnames()
    initials = [len(token) == 1 for token in tokens]
    if len(tokens) == 3 and sum(initials) == 2 and not initials[1] - 1 and tokens[-1 if initials[0] else 0] in surnames:
        return _with_initials(tokens, initials)
    if len(tokens) == 2:
        short = [len(token) in {2, 3} and not set(token) & set("aeiou") for token in tokens]
        for at in (0, 1):
            if short[at] and tokens[1 - at] in surnames and not short[1 - at]:
                return tokens, "chinese", 1 - at
    if not 2 <= len(tokens) <= 4 or not (
        tokens[0] in surnames or tokens[-1] in surnames or "".join(tokens[:2]) in surnames
    ):
        return tokens, "", -1
    if len(tokens) > 2 and "".join(tokens[:2]) in surnames and all(len(syllables.split(one)) == 1 for one in tokens):
        tokens = ["".join(tokens[:2]), *tokens[2:]]
    parts = [syllables.split(token) for token in tokens]
    origin = "chinese" if all(parts) else "korean" if all(map(_syllabic, tokens)) else ""
    if not origin:
        return tokens, "", -1
    double = tokens[0] in surnames and len(parts[0]) > 1  # Ouyang
    unsure = tokens[-1] in surnames and not (family_first or double or len(parts[-1]) > 1 or len(tokens) > 2)
    first = tokens[0] in surnames and not unsure
    last = tokens[-1] in surnames and not family_first and tokens[0] not in surnames
    if len(tokens) > 2 and (origin == "korean" or all(len(part) == 1 for part in parts[first:])):
        tokens = [tokens[0], "".join(tokens[1:])] if first else ["".join(tokens[:-1]), tokens[-1]]
    return tokens, origin, 0 if first else len(tokens) - 1 if last else -1


def _with_initials(tokens: list[str], initials: list[bool]) -> tuple[list[str], str, int]:
    """X. M. Wang, Wang X. M.: the initials of a given name of two syllables in one word."""
    short = "".join(token for token, initial in zip(tokens, initials, strict=True) if initial)
    return ([short, tokens[-1]], "chinese", 1) if initials[0] else ([tokens[0], short], "chinese", 0)


@cache
def east_asian_surnames() -> frozenset[str]:
    """Family names of China, Hong Kong and Korea in Latin letters."""
    return chinese.latin_surnames() | KOREAN_SURNAMES


def _syllabic(token: str) -> bool:
    return _korean(token) or any(_korean(token[:at]) and _korean(token[at:]) for at in range(2, len(token) - 1))
