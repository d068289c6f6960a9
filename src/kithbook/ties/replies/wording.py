"""What the words of a chat tell in any language: which are rare, which open a talk, which two messages share."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kithbook.ties.replies.chat import RECENT, Chat, Floats

MOST: Final = 12  # earlier messages with the same word that are looked at
PRIOR: Final = 4.0  # uses of a word that count for what all words say


class Wording:
    """The words of a chat, sorted by word and place."""

    def __init__(self, chat: Chat) -> None:
        order = np.lexsort((chat.at, chat.word))
        word, at = chat.word[order].astype(np.int64), chat.at[order]
        twice = np.zeros(len(word), bool)
        twice[1:] = (word[1:] == word[:-1]) & (at[1:] == at[:-1])
        self.word, self.at = word[~twice], at[~twice]
        # How often each word was said in the last RECENT messages, this one not counted.
        key = self.word * (2 * chat.size + 2 * RECENT) + self.at
        self.rank = np.arange(len(key))
        self.since = np.searchsorted(key, key - RECENT)
        begin = np.searchsorted(self.word, self.word)
        self.since = np.maximum(self.since, begin)
        self.times = (self.rank - self.since).astype(np.float32)
        seen = np.minimum(self.at, RECENT).astype(np.float32)
        self.count = np.bincount(self.at, minlength=chat.size)
        self.rarity = np.log((seen + 20) / (self.times + 1)).astype(np.float32)

    def leaning(self, chat: Chat, flag: NDArray[np.bool_]) -> Floats:
        """How much the words of each message are those of messages with ``flag``: mean log ratio, 0 is usual.

        Counted over the last RECENT messages and never with the message itself.
        """
        sums = np.concatenate([[0.0], np.cumsum(flag[self.at])])
        count = np.arange(chat.size)
        running = np.concatenate([[0.0], np.cumsum(flag)])
        low = np.maximum(count - RECENT, 0)
        usual = (running[count] - running[low] + 2) / (count - low + 10)
        share = (sums[self.rank] - sums[self.since] + PRIOR * usual[self.at]) / (self.times + PRIOR)
        total = np.bincount(self.at, np.log(share / usual[self.at]), chat.size)
        return (total / (self.count + 1)).astype(np.float32)

    def mean_rarity(self, chat: Chat) -> Floats:
        """The mean rarity of the words of each message."""
        total = np.bincount(self.at, self.rarity, chat.size)
        return (total / np.maximum(self.count, 1)).astype(np.float32)

    def pairs(self, reach: int, least: float = 2.5) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats]:
        """(message, how many before, rarity) for each rare word that two messages within ``reach`` share."""
        rare = self.rarity >= least
        messages, distances, weights = [], [], []
        for lag in range(1, MOST + 1):
            near = (self.word[lag:] == self.word[:-lag]) & rare[lag:]
            gap = self.at[lag:] - self.at[:-lag]
            near &= gap <= reach
            if not near.any():
                break
            messages.append(self.at[lag:][near])
            distances.append(gap[near])
            weights.append(self.rarity[lag:][near])
        if not messages:
            return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32)
        return np.concatenate(messages), np.concatenate(distances), np.concatenate(weights)
