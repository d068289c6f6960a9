"""From the messages of a chat to the chances of their links: a first look, and two more that know of the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kithbook.ties.replies.again import Guess, second_features
from kithbook.ties.replies.chat import NOBODY, Chat
from kithbook.ties.replies.features import Codes, Context, Pairs, candidates, context, pair_features, row_features
from kithbook.ties.replies.model import Model, chances, reach_of

LIKELY: Final = 0.003  # a pair that is less likely after the first look is not looked at again
TIMES: Final = 2  # further looks


@dataclass(frozen=True)
class Linked:
    """What each message of one stretch may answer, with the chances of it."""

    chat: Chat
    pairs: Pairs
    guess: Guess


def paired(seen: Context, model: Model) -> tuple[Pairs, NDArray[np.bool_]]:
    """All pairs that are looked at, and which of them the platform says itself."""
    chat = seen.chat
    found = candidates(seen, 0, chat.size, reach_of(model))
    told = np.flatnonzero(chat.explicit != NOBODY).astype(np.int32)
    if not len(told):
        return found, np.zeros(len(found.i), bool)
    kept = chat.explicit[found.i] == NOBODY
    i = np.concatenate([found.i[kept], told])
    j = np.concatenate([found.j[kept], chat.explicit[told]])
    order = np.argsort(i, kind="stable")
    return Pairs(i[order], j[order]), chat.explicit[i[order]] != NOBODY


def first_look(seen: Context, pairs: Pairs) -> tuple[dict[str, Codes], dict[str, Codes]]:
    """The features of the first look: of the pairs, and of the messages."""
    return pair_features(seen, pairs), row_features(seen)


def likely(
    pairs: Pairs, guess: Guess, pair: Mapping[str, Codes]
) -> tuple[Pairs, Guess, dict[str, Codes], NDArray[np.intp]]:
    """Only the pairs that may still be links."""
    kept = np.flatnonzero(guess.pair >= LIKELY)
    return (
        Pairs(pairs.i[kept], pairs.j[kept]),
        Guess(guess.pair[kept], guess.begin),
        {name: codes[kept] for name, codes in pair.items()},
        kept,
    )


def linked(chat: Chat, model: Model) -> Linked:
    """The chances of all links of one stretch."""
    seen = context(chat)
    pairs, certain = paired(seen, model)
    pair, row = first_look(seen, pairs)
    guess = chances(model.first, pairs, pair, row, certain)
    pairs, guess, pair, kept = likely(pairs, guess, pair)
    certain = certain[kept]
    for _ in range(TIMES):
        more_pair, more_row = second_features(chat, pairs, guess)
        guess = chances(model.again, pairs, pair | more_pair, row | more_row, certain)
    return Linked(chat, pairs, guess)
