"""The words that set each person of a group apart: what they talk about more than the others do.

Words of spaced scripts are counted under their stem and shown as they are mostly written; two that mostly stand
together are one phrase. Chinese is cut where its characters cut themselves: runs of two to four that recur and hold
together. What is told apart is not who talks much but who talks of it more than everybody else, by log-odds with the
group's own words as the prior (Monroe, Colaresi & Quinn 2008, "Fightin' Words", eq. 16 and 22).
"""

import re
from bisect import bisect
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

from kithbook.words.fold import fold, without_article
from kithbook.words.stops import STOP_EDGES, STOPS
from kithbook.words.tokens import token

MOST_LINES: Final = 20_000  # of a group, the newest
LEAST: Final = 3  # different messages in which a person says a word
REGULAR: Final = 10  # messages of somebody who counts for what everybody says
COMMON: Final = 0.5  # of those people, who say a word that is no topic
OTHERS: Final = 10  # words of the same script by everybody else: with less there is nothing to compare with
SURE: Final = 1.96  # standard errors by which a word must stand out
PRIOR: Final = 0.1  # weight of the group's words, as a share of all that was said
TOGETHER: Final = 0.4  # of the rarer word's places, in which a phrase must stand to be one
COHESION: Final = 3.0  # log2 by which Chinese characters come together more often than by chance

Ints = NDArray[np.int64]
_NOISE: Final = re.compile(r"[/@=\\`_]|^:|^www\.")  # an address, a mention, a path, code, a sign by its name
_SIGNS: Final = ("/", "@", "=", "\\", "`", "_", ":", "www.")
_WORD: Final = re.compile(
    "[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u0590-\u05ea\u0620-\u06d3]"
    "[A-Za-z0-9\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u0590-\u05ea\u0620-\u065f\u066e-\u06d3'\u2019-]+"
)
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_LAUGH: Final = re.compile(r"^(?:[haeopx]{4,}|[хаеиъ]{4,}|(?:ха|хе|хи|ах)+|(?:ja|je|ha|he|lo)+l?|ه+)$|(.)\1\1")
_BLOCKS: Final = (0x0370, 0x0400, 0x0590, 0x0600)  # Greek, Cyrillic, Hebrew, Arabic
_russian = snowballstemmer.stemmer("russian")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A key under which the forms of one word meet; "" for a word that carries no topic. It need not be a word."""
    lower = word.lower().replace("\u2019", "'").strip("'-")
    folded = fold(lower)
    if len(folded) < 3 or folded in STOPS or _LAUGH.search(folded):
        return ""
    if folded.isascii():
        key = token(folded.removesuffix("'s"))
        return "" if key in STOPS else key
    if "а" <= folded[0] <= "я":
        key = fold(_russian.stemWord(lower))  # folded after, since й is и once folded
        return "" if key in _russian_stops() else key
    bare = without_article(folded)
    return "" if bare in STOPS or len(bare) < 3 else bare


@cache
def _russian_stops() -> frozenset[str]:
    """The stems of the Russian words that carry no topic."""
    return frozenset(fold(_russian.stemWord(word)) for word in STOPS if "а" <= word[0] <= "я" and len(word) > 3)


class _Said(NamedTuple):
    """Which word (a number) was said in which line; ``shown`` is each word as it is written."""

    line: Ints
    word: Ints
    shown: list[str]
    script: Ints  # of each word: words are weighed against those of their own script only


def topics(
    lines: Iterable[tuple[int, str]], *, stop: Collection[str] = (), most: int = 5
) -> dict[int, tuple[str, ...]]:
    """Up to ``most`` distinctive words of each person, the surest first, out of (person, text) of one group in order.

    ``stop`` are names and whatever else is no topic, each as it is written; of more than MOST_LINES lines the last are
    read. The same text said twice by one person counts once. Who stands out by nothing is left out.
    """
    kept = list(dict.fromkeys(deque(lines, MOST_LINES)))
    numbers, who = np.unique(np.array([person for person, _ in kept], dtype=np.int64), return_inverse=True)
    if len(numbers) < 2:
        return {}
    texts = [clean(text) for _, text in kept]
    names = " ".join(fold(name) for name in stop)
    found: dict[int, list[tuple[float, str]]] = {}
    for said in (_spaced(texts, {stem(word) for word in _WORD.findall(names)}), _chinese(texts, names)):
        for person, score, word in _standing_out(said, who, len(numbers)):
            found.setdefault(person, []).append((-score, said.shown[word]))
    told = {int(numbers[person]): _apart(sorted(each), most) for person, each in sorted(found.items())}
    return {person: shown for person, shown in told.items() if shown}


def shared_topics(mine: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """Those of ``mine`` that are among ``theirs`` in whatever form, in their order; of a phrase a word is enough.

    >>> shared_topics(["ash glazes", "bindings", "釉料"], ["Glaze", "釉料", "kiln"])
    ('ash glazes', '釉料')
    """
    known = set().union(*map(_keys, theirs))
    return tuple(each for each in mine if _keys(each) & known)


def _keys(shown: str) -> set[str]:
    """The stems of a word or phrase; Chinese as it is."""
    return {key for word in _WORD.findall(shown) if (key := stem(word))} | set(_HAN.findall(shown))


def clean(text: str) -> str:
    """A text without addresses, mentions and code."""
    if not any(sign in text for sign in _SIGNS):
        return text
    return " ".join(["," if _NOISE.search(piece) else piece for piece in text.split()])


def _spaced(texts: list[str], names: set[str]) -> _Said:
    """Words of spaced scripts, and phrases of two."""
    forms: dict[str, int] = {}
    said: list[int] = []
    ends: list[int] = []
    for text in texts:
        said += [forms.setdefault(word, len(forms)) for word in _WORD.findall(text)]
        ends.append(len(said))
    line = np.repeat(np.arange(len(texts)), np.diff([0, *ends]))
    form = np.array(said, dtype=np.int64)
    stems: dict[str, int] = {"": 0}
    of_form = np.array(
        [0, *(0 if (key := stem(each)) in names else stems.setdefault(key, len(stems)) for each in forms)]
    )[1:]
    if not len(form):
        return _Said(line, form, [], form)
    word = of_form[form]
    shown = _mostly_written(form, of_form, list(forms), len(stems))
    # Two words side by side, neither of which is empty.
    beside = np.flatnonzero((line[1:] == line[:-1]) & (word[1:] > 0) & (word[:-1] > 0) & (word[1:] != word[:-1]))
    pair = word[beside] * len(stems) + word[beside + 1]
    each, back, count = np.unique(pair, return_inverse=True, return_counts=True)
    spoken = np.bincount(word, minlength=len(stems))
    holds = (count >= LEAST) & (count >= TOGETHER * np.minimum(spoken[each // len(stems)], spoken[each % len(stems)]))
    number = np.cumsum(holds) - 1 + len(stems)
    phrases = [f"{shown[one // len(stems)]} {shown[one % len(stems)]}" for one in each[holds].tolist()]
    real, whole = word > 0, holds[back]
    return _Said(
        np.concatenate([line[real], line[beside[whole]]]),
        np.concatenate([word[real], number[back[whole]]]),
        shown + phrases,
        np.array([_script(each) for each in shown + phrases]),
    )


def _script(word: str) -> int:
    """A number for the script of a word, by the block of its first letter."""
    return bisect(_BLOCKS, ord(word[0])) if word else 0


def _mostly_written(form: Ints, of_form: Ints, forms: list[str], stems: int) -> list[str]:
    """Each stem in the form in which it is written most; the empty one as nothing."""
    often = np.bincount(form, minlength=len(forms))
    shown = [""] * stems
    for place in np.argsort(often, kind="stable").tolist():  # the most frequent one comes last, and stays
        shown[of_form[place]] = forms[place]
    return ["", *shown[1:]]


def _chinese(texts: list[str], names: str) -> _Said:
    """Runs of two to four Chinese characters that recur and hold together, the longest that do."""
    runs = [(place, run) for place, text in enumerate(texts) for run in _HAN.findall(text)]
    empty = np.zeros(0, dtype=np.int64)
    if not runs:
        return _Said(empty, empty, [], empty)
    joined = "".join(run + "\0" for _, run in runs)
    codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
    line = np.repeat([place for place, _ in runs], [len(run) + 1 for _, run in runs])[: len(codes)]
    signs, sign = np.unique(codes, return_inverse=True)  # the first one parts the runs
    base = len(signs)
    held: dict[str, tuple[int, Ints]] = {}  # each run of characters: how often, and in which lines
    counts: dict[str, int] = dict(zip(map(chr, signs.tolist()), np.bincount(sign).tolist(), strict=True))
    for length in (2, 3, 4):
        if len(sign) < length:
            break
        windows = np.lib.stride_tricks.sliding_window_view(sign, length)
        inside = np.flatnonzero((windows > 0).all(axis=1))
        key = (windows[inside] * base ** np.arange(length - 1, -1, -1)).sum(axis=1)
        order = np.argsort(key, kind="stable")
        starts = np.flatnonzero(np.diff(key[order], prepend=-1))
        often = np.diff([*starts.tolist(), len(order)])
        for start, count in zip(starts[often >= LEAST].tolist(), often[often >= LEAST].tolist(), strict=True):
            place = int(inside[order[start]])
            word = joined[place : place + length]
            counts[word] = count
            held[word] = (count, line[inside[order[start : start + count]]])
    words = [word for word in _whole(held) if word not in names and _coheres(word, counts, len(codes))]
    if not words:
        return _Said(empty, empty, [], empty)
    spread = [held[word][1] for word in words]
    number = np.arange(len(words))
    return _Said(
        np.concatenate(spread), np.repeat(number, [len(each) for each in spread]), words, np.zeros_like(number)
    )


def _whole(held: dict[str, Any]) -> list[str]:
    """Those that neither begin nor end with a stop character, and mostly stand outside of a longer one that is held."""
    clean = [word for word in held if word[0] not in STOP_EDGES and word[-1] not in STOP_EDGES]
    inside: dict[str, int] = {}
    for word in clean:
        for part in {word[1:], word[:-1], word[1:-1]}:
            inside[part] = max(inside.get(part, 0), held[word][0])
    return [word for word in clean if inside.get(word, 0) < 0.6 * held[word][0]]


def _coheres(word: str, counts: dict[str, int], total: int) -> bool:
    """Whether its parts meet far more often than by chance, wherever it is cut (pointwise mutual information)."""
    for cut in range(1, len(word)):
        apart = counts.get(word[:cut], 1) * counts.get(word[cut:], 1) / total
        if counts[word] < apart * 2**COHESION:
            return False
    return True


def _standing_out(said: _Said, who: Ints, people: int) -> Iterable[tuple[int, float, int]]:
    """(person, standard errors, word) of the words that somebody says surely more than the others do."""
    if not len(said.word):
        return ()
    once = np.unique(said.line * len(said.shown) + said.word)  # a word counts once in a message
    word, person = once % len(said.shown), who[once // len(said.shown)]
    pair, count = np.unique(person * len(said.shown) + word, return_counts=True)
    person, word = pair // len(said.shown), pair % len(said.shown)
    of_word = np.bincount(word, weights=count, minlength=len(said.shown))
    scripts = int(said.script.max()) + 1
    of_person = np.bincount(person * scripts + said.script[word], weights=count, minlength=people * scripts)
    of_script = np.bincount(said.script, weights=of_word)
    # What many say is no topic of anybody: a stop word of this very group.
    regular = np.bincount(who, minlength=people) >= REGULAR
    users = np.bincount(word[regular[person]], minlength=len(said.shown))
    often = (count >= LEAST) & (users < max(3, COMMON * regular.sum()))[word]
    person, word, mine = person[often], word[often], count[often].astype(float)
    script = said.script[word]
    total, own = of_script[script], of_person[person * scripts + script]
    theirs, prior, all_prior, rest = of_word[word] - mine, PRIOR * of_word[word], PRIOR * total, total - own
    odds = np.log((mine + prior) / np.maximum(own + all_prior - mine - prior, 0.5))
    others = np.log((theirs + prior) / np.maximum(rest + all_prior - theirs - prior, 0.5))
    score = (odds - others) / np.sqrt(1 / (mine + prior) + 1 / (theirs + prior))
    sure = (score >= SURE) & (rest >= OTHERS)
    return zip(person[sure].tolist(), score[sure].tolist(), word[sure].tolist(), strict=True)


def _apart(ordered: Sequence[tuple[float, str]], most: int) -> tuple[str, ...]:
    """The first ``most`` words that say something of their own: a phrase takes the place of its words."""
    chosen: dict[str, set[str]] = {}
    for _, word in ordered[: 6 * most]:
        keys = _keys(word)
        near = [other for other, known in chosen.items() if known & keys or word in other or other in word]
        if not near and len(chosen) < most:
            chosen[word] = keys
        elif len(near) == 1 and len(keys) > len(chosen[near[0]]):
            chosen = {
                word if other == near[0] else other: keys if other == near[0] else known
                for other, known in chosen.items()
            }
    return tuple(chosen)
