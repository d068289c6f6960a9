"""A text cut into its sentences, each folded, with its place in the text: what a rule about one sentence reads."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kithbook.words.fold import fold
from kithbook.words.scripts import is_question

LONGEST: Final = 600  # characters of a text: a longer one is a letter, an advertisement or somebody else's essay
_SENTENCE: Final = 300  # characters of a sentence that a rule is asked about
# A stop ends a sentence before a space or the end, so that 3.5 and an address stay whole; those of Chinese always do.
_END: Final = re.compile(r"[.!?…؟]+(?=\s|$)|[。！？｡]+|\n+")
_QUOTED: Final = re.compile(r"\s*(?:>|「|“|\"|'')")  # somebody else's words
_MARKS: Final = str.maketrans({"\u2019": "'", "،": ",", "؟": "?"})


class Sentence(NamedTuple):
    """A sentence: from ``start`` to ``end`` of its text, as it is written, folded, and whether it asks."""

    start: int
    end: int
    text: str
    folded: str
    asks: bool


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of ``text`` in order; none of a text over LONGEST, and none that is long or begins as a quotation.

    >>> [(each.folded, each.asks) for each in sentences("三朵，你来吗？ I am at 3.5 km.")]
    [('三朵,你来吗?', True), ('i am at 3.5 km.', False)]
    """
    if len(text) > LONGEST:
        return
    start = 0
    for end in [*(found.end() for found in _END.finditer(text)), len(text)]:
        piece = text[start:end]
        if piece.strip() and len(piece) <= _SENTENCE and not _QUOTED.match(piece):
            folded = " ".join(fold(piece).translate(_MARKS).split())
            lead = len(piece) - len(piece.lstrip())
            yield Sentence(start + lead, start + len(piece.rstrip()), piece.strip(), folded, is_question(piece))
        start = end
