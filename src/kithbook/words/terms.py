"""What a text is about, as terms of any script, each with how it stands in the text.

Words of spaced scripts are one term for all their forms, as topics has them. Chinese, Korean and Japanese characters
give overlapping pairs, the standard index of text without spaces (Nie, Gao, Zhang & Zhou 2000); katakana are words.
"""

import re
from typing import Final, NamedTuple

from kithbook.words.fold import fold
from kithbook.words.stops import STOP_EDGES, STOPS
from kithbook.words.topics import clean, stem

_PAIRED: Final = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_KATAKANA: Final = "\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f"
# Hiragana are grammar; the scripts of South-East Asia have no spaces, and a run of theirs is no word.
_OTHER: Final = "\u3041-\u3096\u309d-\u309f\u0e01-\u0e4e\u0e80-\u0ece\u1000-\u109f\u1780-\u17d3"
_MARKS: Final = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0971-\u0dff\u200c\u200d"
_TERM: Final = re.compile(
    f"[{_PAIRED}]+|[{_KATAKANA}]+"
    f"|(?![_{_PAIRED}{_KATAKANA}{_OTHER}])[^\\W\\d](?:(?![_{_PAIRED}{_KATAKANA}{_OTHER}])[\\w{_MARKS}'\u2019-])*"
)
_LETTERS: Final = re.compile("[A-Za-z][A-Za-z0-9'-]*")
_RUN: Final = re.compile(f"[{_PAIRED}]+")


class Term(NamedTuple):
    """A term's ``key``, under which its forms meet, and how it is ``written``; the key "" parts what is beside it."""

    key: str
    written: str


_APART: Final = Term("", "")


def terms(text: str) -> list[Term]:
    """The terms of a text in its order; words that carry no topic are there with the key "".

    >>> [key for key, _ in terms("The ash glazes ran")], [key for key, _ in terms("试了釉料")]
    (['', 'ash', 'glaze', 'ran'], ['', '', '釉料', ''])
    """
    text = clean(text)
    if text.isascii():
        return [Term(stem(word), word) for word in _LETTERS.findall(text)]
    found: list[Term] = []
    for piece in _TERM.findall(text):
        if _RUN.match(piece):
            found += map(_pair, piece, piece[1:])
            found.append(_APART)
        else:
            found.append(Term(stem(piece), piece))
    return found


def _pair(one: str, two: str) -> Term:
    """Two characters; nothing where one of them is a particle, or the two are a word that carries no topic."""
    pair = one + two
    return Term("" if one in STOP_EDGES or two in STOP_EDGES or fold(pair) in STOPS else pair, pair)


def together(one: str, two: str) -> str:
    """Two terms that stand beside each other as one, as they are written.

    >>> together("ash", "glazes"), together("物理", "理学")
    ('ash glazes', '物理学')
    """
    if _RUN.fullmatch(one) and _RUN.match(two):
        return one + two[1:]
    return f"{one} {two}"
