"""Whom a message turns to by name: "Ines: ...", "@Ines ...", "Ines, ...", or the name anywhere in it; in any script."""

import re
from collections.abc import Collection, Mapping
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

NAMED, CALLED = 1, 2  # somewhere in the text; at its head with a sign that parts the name from what is said
_SIGNS: Final = ":,：，、"
_LONE: Final = frozenset(_SIGNS)
_ROUND: Final = " .,:;!?\"'()<>@|~*+=/\\，。：；！？、“”‘’（）《》「」…"
_EDGES: Final = re.compile(r"^[\W_]+|[\W_]+$")
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_SHORT: Final = 2  # letters: a shorter name is a name only where it is called
_COMMON: Final = 20  # times: a name said more often than this, and hardly ever at the head, is a plain word here
_CALLS: Final = 0.1  # ... at the head in fewer than this share of them

People = NDArray[np.int32]


class Names:
    """How people may be called, ready to be looked up: words, and names that no spaces set apart."""

    def __init__(self, names: Mapping[int, Collection[str]], codes: Mapping[int, int]) -> None:
        """``names`` as `replies` takes them; ``codes`` the number of each person in the columns."""
        self.words: dict[str, int] = {}
        self.phrases: dict[str, int] = {}
        loose: dict[str, set[int]] = {}
        for person, called in sorted(names.items()):
            code = codes.get(person)
            if code is None:
                continue
            for name in called:
                low = name.strip().lower()
                if not low:
                    continue
                if _UNSPACED.search(low) or " " in low:
                    if len(low) > 1:
                        self.phrases.setdefault(low, code)
                else:
                    self.words.setdefault(low.strip(_ROUND), code)
                    loose.setdefault(_EDGES.sub("", low), set()).add(code)
        # A name without the signs around it, where it is one person's and nobody's full name.
        for low, who in loose.items():
            if low and len(who) == 1:
                self.words.setdefault(low, min(who))
        self.words.pop("", None)

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    def word(self, chunk: str) -> int:
        """Who is called by what stands between two spaces, or -1."""
        bare = chunk.strip(_ROUND)
        found = self.words.get(bare, -1)
        if found >= 0 or bare.isalnum() or not bare:
            return found
        for sign in ":,：，'’":
            head, parted, _ = bare.partition(sign)
            if parted and head in self.words:
                return self.words[head]
        return self.words.get(_EDGES.sub("", bare), -1)


def numbered(words: pl.Series) -> tuple[NDArray[np.int64], list[str]]:
    """A number from 0 for each distinct word, in the order of the words; and the words by number."""
    coded = words.cast(pl.Categorical(pl.Categories.random()))
    unique = coded.unique()
    physical = unique.to_physical().to_numpy()
    spellings = [""] * (int(physical.max()) + 1 if len(physical) else 0)
    for place, spelling in zip(physical.tolist(), unique.cast(pl.String), strict=True):
        spellings[place] = spelling
    return coded.to_physical().to_numpy().astype(np.int64), spellings


def addressed(texts: pl.Series, senders: People, names: Names) -> tuple[People, NDArray[np.int8]]:
    """For each text the person it turns to (-1: nobody) and how: NAMED or CALLED, 0 where nobody.

    Whoever names themselves turns to nobody.
    """
    size = len(texts)
    to, how = np.full(size, -1, np.int32), np.zeros(size, np.int8)
    if not size or not names:
        return to, how
    low = texts.str.to_lowercase()
    place, who, level = _in_words(low, names)
    if names.phrases:
        further = _in_phrases(low, names.phrases)
        place, who, level = (
            np.concatenate([place, further[0]]),
            np.concatenate([who, further[1]]),
            np.concatenate([level, further[2]]),
        )
    kept = who != senders[place]
    place, who, level = place[kept], who[kept], level[kept]
    order = np.lexsort((-level, place))  # stable: among equals the first one said
    place, who, level = place[order], who[order], level[order]
    first = np.ones(len(place), bool)
    first[1:] = place[1:] != place[:-1]
    to[place[first]] = who[first]
    how[place[first]] = level[first]
    return to, how


def _in_words(low: pl.Series, names: Names) -> tuple[NDArray[np.int64], People, NDArray[np.int8]]:
    parts = low.str.split(" ")
    lengths = parts.list.len().to_numpy()
    codes, spellings = numbered(parts.explode(empty_as_null=True).fill_null(""))
    person = np.array([names.word(each) for each in spellings] or [-1], np.int32)
    # Only of names is asked how they are set apart.
    parting, at_sign, short = (np.zeros(len(person), bool) for _ in range(3))
    for number in np.flatnonzero(person >= 0).tolist():
        spelling = spellings[number]
        parting[number] = any(sign in spelling for sign in _SIGNS)
        at_sign[number] = spelling[0] == "@"
        short[number] = len(spelling.strip(_ROUND)) <= _SHORT
    is_sign = np.array([spelling in _LONE for spelling in spellings] or [False])
    lengths = np.maximum(lengths, 1)
    starts = np.cumsum(lengths) - lengths
    hits = np.flatnonzero(person[codes] >= 0)
    code = codes[hits]
    place = np.searchsorted(starts, hits, "right") - 1
    ahead = hits == starts[place]
    after = codes[np.minimum(hits + 1, len(codes) - 1)]
    called = (ahead & (parting[code] | is_sign[after])) | at_sign[code]  # "Ines: ...", "Ines , ...", "... @Ines"
    said = np.bincount(code, minlength=len(spellings))
    calls = np.bincount(code, called, minlength=len(spellings))
    # Counted over all the spellings of a name: "ines", "ines:", "ines,".
    total, heads = (np.bincount(person[person >= 0], each[person >= 0]) for each in (said, calls))
    plain = (total >= _COMMON) & (heads < _CALLS * total)
    kept = called | ~(plain[person[code]] | short[code])
    return place[kept], person[code][kept], np.where(called, CALLED, NAMED).astype(np.int8)[kept]


def _in_phrases(low: pl.Series, phrases: Mapping[str, int]) -> tuple[NDArray[np.int64], People, NDArray[np.int8]]:
    """Names of several words, or in a script without spaces, wherever they stand."""
    spelled = list(phrases)
    found = low.str.find_many(spelled, leftmost=True)
    which = low.str.extract_many(spelled, leftmost=True)
    lengths = found.list.len().to_numpy()
    place = np.repeat(np.arange(len(low)), lengths)
    offsets = found.explode(empty_as_null=False).to_numpy()
    people = np.array([phrases[name] for name in which.explode(empty_as_null=False)], np.int32)
    level = np.where(offsets <= 1, CALLED, NAMED).astype(np.int8)
    return place.astype(np.int64), people, level
