"""Text to index tokens, words to a query that finds them, and the places in a text where they are.

Spaced scripts give one stemmed token for each word; Chinese, Japanese, Korean and the scripts of South-East Asia one
for each character, asked for as a phrase, with a marker where punctuation parts them; Arabic words lose their article.
All tokens hold letters, digits and symbols only, so that SQLite's FTS5 takes each as it is (tokenizer ``unicode61``
with the categories L, N, Co and So, or ``ascii``), and no query can hold FTS5 syntax.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import snowballstemmer

from kithbook.words.fold import fold, without_article

# A private character: a letter to every tokenizer, and in nobody's text.
BREAK: Final = "\ue000"
_LONGEST: Final = 64
_UNSPACED: Final = (
    "\u0e01-\u0e4e\u0e80-\u0ece\u1000-\u109f\u1780-\u17d3\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_SYMBOLS: Final = (
    "\u2139\u231a-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f3fa\U0001f400-\U0001faff"
)
# Marks that belong to the letter before them, which \w leaves out.
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u096f\u0971-\u0dff\u200c\u200d"
)
_RUNS: Final = re.compile(f"([{_UNSPACED}]+)")
_WORD: Final = re.compile(f"[{_SYMBOLS}]|(?:(?![_{_UNSPACED}{_SYMBOLS}])[\\w{_MARKS}])+")
_PIECE: Final = re.compile(f"[{_UNSPACED}{_SYMBOLS}]|(?:(?![_{_UNSPACED}{_SYMBOLS}])[\\w{_MARKS}])+")
_QUOTED: Final = re.compile('["“”„«»「」『』]([^"“”„«»「」『』]*)["“”„«»「」『』]')
_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=200_000)
def token(word: str) -> str:
    """The token of one folded word: the stem of an English one, an Arabic one without its article."""
    word = word[:_LONGEST]
    if word.isascii():
        return _stemmer.stemWord(word) if word.isalpha() else word
    return without_article(word)


def _split(chunk: str) -> str:
    """The tokens of a piece of text without spaces; ends with a break where its last character is unspaced."""
    parts = _RUNS.split(fold(chunk))
    found: list[str] = []
    for place, part in enumerate(parts):
        if place % 2:
            found.extend(part)
        elif part or place == len(parts) - 1:
            words = _WORD.findall(part)
            if words:
                found.extend(map(token, words))
            elif found:
                found.append(BREAK)
    return " ".join(found)


class _Chunks(dict[str, str]):
    """What each short piece of text between spaces becomes; forgotten as a whole when it has grown large."""

    def __missing__(self, chunk: str) -> str:
        made = _split(chunk)
        if len(chunk) <= 16:
            if len(self) >= 200_000:
                self.clear()
            self[chunk] = made
        return made


_CHUNKS: Final = _Chunks()


def tokens(text: str) -> str:
    """The index tokens of ``text``, joined by spaces, in the order of the text. Never raises.

    >>> tokens("The glazes are drying"), tokens("团聚，会议"), tokens("الوَرّاق")
    ('the glaze are dri', '团 聚 \\ue000 会 议', 'وراق')
    """
    made = " ".join(filter(None, map(_CHUNKS.__getitem__, text.split())))
    return made.rstrip(" \ue000") if made.endswith(BREAK) else made


def tokens_of(texts: Iterable[str]) -> list[str]:
    """The tokens of many texts, in their order."""
    return [tokens(text) for text in texts]


def _phrases(words: str) -> list[str]:
    """What must be found: the tokens of each piece in quotes and of each word outside them."""
    pieces = [*_QUOTED.findall(words), *_QUOTED.sub(" ", words).split()]
    return list(dict.fromkeys(filter(None, map(tokens, pieces))))


def query(words: str) -> str:
    """An FTS5 MATCH expression for texts that hold all ``words``; those in quotes next to each other.

    Words without anything to find give ``""`` (an empty string in quotes), which matches nothing.

    >>> query('kiln "wood ash" 聚会')
    '"wood ash" AND "kiln" AND "聚 会"'
    """
    return " AND ".join(f'"{phrase}"' for phrase in _phrases(words)) or '""'


def marked(text: str, words: str) -> tuple[tuple[str, bool], ...]:
    """``text`` cut into (piece, is it one of ``words``); the pieces joined are the text.

    >>> marked("Firing the kilns again", "kiln")
    (('Firing the ', False), ('kilns', True), (' again', False))
    """
    spans: list[tuple[int, int, str]] = []
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        if spans and start > spans[-1][1] and _RUNS.match(text, start) and _RUNS.match(text, spans[-1][0]):
            spans.append((spans[-1][1], start, BREAK))
        spans.append((start, end, tokens(piece.group())))
    hits: list[tuple[int, int]] = []
    for sequence in map(str.split, _phrases(words)):
        for first in range(len(spans) - len(sequence) + 1):
            if all(spans[first + i][2] == each for i, each in enumerate(sequence)):
                hits.append((spans[first][0], spans[first + len(sequence) - 1][1]))
    return _cut(text, sorted(hits))


def _cut(text: str, hits: list[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    """``text`` in pieces at the sorted spans ``hits``, overlapping ones taken together."""
    pieces: list[tuple[str, bool]] = []
    done = 0
    for first, end in hits:
        if end <= done:
            continue
        start = max(first, done)
        if start > done:
            pieces.append((text[done:start], False))
        if pieces and pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + text[start:end], True)
        else:
            pieces.append((text[start:end], True))
        done = end
    if done < len(text):
        pieces.append((text[done:], False))
    return tuple(pieces)
