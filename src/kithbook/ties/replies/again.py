"""A second look: what the first guess of all links says about each of them; who talks with whom, and in which talk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kithbook.ties.replies.chat import NOBODY, Chat, Floats, Ints, neighbours
from kithbook.ties.replies.features import Codes, Pairs, ahead_bin, binned, partner_bin
from kithbook.ties.replies.partners import partners

NEAR: Final = 60  # messages before and after over which two people's answers to each other are counted
CHANCE: Final = (0.005, 0.015, 0.04, 0.08, 0.15, 0.25, 0.4, 0.6, 0.8, 0.93)
MASS: Final = (0.1, 0.4, 0.8, 1.4, 2.5)
MET: Final = (0.1, 0.4, 1, 2, 4, 7)
SIZES: Final[Mapping[str, int]] = {
    "guess": 11, "rank": 6, "partner_2": 6, "partner_2j": 6, "ahead_2": 5, "ahead_2j": 5, "to_j": 5, "mass": 6,
    "own_mass": 4, "met_before": 8, "met_after": 8, "met_share": 6, "latest": 3, "member": 9, "within": 12, "back": 3,
    "taken": 4, "begins_i": 11, "best_i": 8, "mass_i": 6, "partner_2i": 6, "ahead_2i": 6,
}  # fmt: skip


@dataclass(frozen=True)
class Guess:
    """The chances that were found before: of each pair, and of each message to begin a conversation."""

    pair: Floats
    begin: Floats


def best(pairs: Pairs, guess: Guess) -> tuple[Ints, Floats]:
    """For each message the likeliest place that it answers (its own: it begins a conversation), and the chance."""
    size = len(guess.begin)
    link, chance = np.arange(size, dtype=np.int32), guess.begin.copy()
    if len(pairs.i):
        starts = np.flatnonzero(np.concatenate([[True], pairs.i[1:] != pairs.i[:-1]]))
        top = np.maximum.reduceat(guess.pair, starts)
        row = pairs.i[starts]
        most = np.zeros(size, np.float32)
        most[row] = top
        # The nearest of equals: they come last.
        at = np.flatnonzero((guess.pair == most[pairs.i]) & (guess.pair > guess.begin[pairs.i]))
        link[pairs.i[at]] = pairs.j[at]
        chance[pairs.i[at]] = guess.pair[at]
    return link, chance


def roots(link: Ints) -> Ints:
    """The first message of the conversation of each, following ``link`` (earlier places, or the own)."""
    root = link
    while True:
        further = root[root]
        if np.array_equal(further, root):
            return root
        root = further


def turned_to(chat: Chat, link: Ints) -> Ints:
    """Whom each message turns to: by name, else whom it answers; who goes on speaks to the same person as before."""
    place = np.arange(chat.size, dtype=np.int32)
    own = chat.who[link] == chat.who
    to = np.where(chat.to != NOBODY, chat.to, np.where(own, NOBODY, chat.who[link]))
    return to[roots(np.where(own & (chat.to == NOBODY), link, place).astype(np.int32))].astype(np.int32)


def second_features(chat: Chat, pairs: Pairs, guess: Guess) -> tuple[dict[str, Codes], dict[str, Codes]]:
    """What a guess of all links adds: the features of each pair, and of each message alone."""
    i, j = pairs.i, pairs.j
    link, _ = best(pairs, guess)
    to, root = turned_to(chat, link), roots(link)
    met = partners(chat.who, to)
    me, sender = chat.who[i], chat.who[j]
    same = sender == me
    top = _top(pairs, guess.pair, chat.size)
    other, own = np.where(same, 0, guess.pair), np.where(same, guess.pair, 0)
    mass, own_mass = (np.bincount(j, each, chat.size).astype(np.float32) for each in (other, own))
    place = np.arange(chat.size)
    addressed = np.where(to[j] == NOBODY, 2, np.where(to[j] == me, 4, 3))
    pair = {
        "guess": binned(guess.pair, CHANCE),
        "rank": binned(guess.pair / (top[i] + np.float32(1e-9)), (0.02, 0.1, 0.3, 0.6, 0.999)),
        "partner_2": partner_bin(sender, i, met.last[i], met.last_at[i], met.other[i]),
        "partner_2j": partner_bin(me, j, met.last[j], met.last_at[j], met.other[j]),
        "ahead_2": ahead_bin(sender, i, met.next[i], met.next_at[i]),
        "ahead_2j": ahead_bin(me, j, met.next[j], met.next_at[j]),
        "to_j": np.where(same, to[j] != NOBODY, addressed).astype(np.int8),
        "mass": binned((mass[j] - other).astype(np.float32), MASS),
        "own_mass": binned((own_mass[j] - own).astype(np.float32), MASS[:3]),
    }
    pair |= _talks(chat, pairs, link, root) | _meetings(chat, pairs, other, same)
    row = {
        "begins_i": binned(guess.begin, CHANCE),
        "best_i": binned(top, (0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 0.93)),
        "mass_i": binned(mass, MASS),
        "partner_2i": binned((place - met.last_at).clip(0, 500), (2, 6, 15, 40, 96)),
        "ahead_2i": binned((met.next_at - place).clip(0, 500), (2, 6, 15, 40, 96)),
    }
    return pair, row


def _top(pairs: Pairs, values: Floats, size: int) -> Floats:
    """The largest value of each message."""
    top = np.zeros(size, np.float32)
    if len(pairs.i):
        starts = np.flatnonzero(np.concatenate([[True], pairs.i[1:] != pairs.i[:-1]]))
        top[pairs.i[starts]] = np.maximum.reduceat(values, starts)
    return top


def _talks(chat: Chat, pairs: Pairs, link: Ints, root: Ints) -> dict[str, Codes]:
    """Where the earlier message stands in its conversation, and whether the later sender takes part in that."""
    i, j, last = pairs.i, pairs.j, chat.size - 1
    talk = root[j]
    following = neighbours(root)[1]
    one = following[j]
    two = following[np.minimum(one, last)]

    def inside(at: Ints) -> NDArray[np.int8]:
        there = (at >= 0) & (at <= last)
        return np.where(there, 1 + (root[at.clip(0, last)] == talk), 0).astype(np.int8)

    before, after = chat.before[i], chat.after[i]
    earlier = chat.before[np.maximum(before, 0)]
    third = chat.before[np.maximum(earlier, 0)]
    later = chat.after[np.minimum(after, last)]
    behind = (inside(np.where(before < 0, -1, earlier)) == 2).view(np.int8) + (
        inside(np.where((before < 0) | (earlier < 0), -1, third)) == 2
    ).view(np.int8)
    first, second = _answerers(link, chat.who[link] != chat.who)
    who = np.append(chat.who, NOBODY)
    sender, me = chat.who[j], chat.who[i]
    back = (first[i] <= last).view(np.int8) + ((who[first[i]] == sender) | (who[second[i]] == sender)).view(np.int8)
    rival = np.where(first[j] == i, second[j], first[j])
    taken = np.where(rival > last, 0, np.where(who[rival] == me, 1, np.where(rival < i, 2, 3)))
    return {
        "latest": (one < i).view(np.int8) + ((one < i) & (two < i)).view(np.int8),
        "member": inside(before) * 3 + inside(after),
        "within": behind * 3 + inside(np.where(after > last, -1, later)),
        "back": back,
        "taken": taken.astype(np.int8),
    }


def _answerers(link: Ints, answering: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """The first two places that answer each place (how many there are, where none), of those that are ``answering``."""
    size = len(link)
    at = np.flatnonzero(answering)[::-1]
    first = np.full(size, size, np.int32)
    first[link[at]] = at
    # Who answers nothing has a key of its own.
    key = np.where(answering, link, -1 - np.arange(size)).astype(np.int32)
    following = np.append(np.minimum(neighbours(key)[1], size), np.int32(size))
    return first, following[first]


def _meetings(chat: Chat, pairs: Pairs, other: Floats, same: NDArray[np.bool_]) -> dict[str, Codes]:
    """How often the two answered each other in the NEAR messages before and after, by the guess; chances added up."""
    i = pairs.i.astype(np.int64)
    me, sender = chat.who[pairs.i], chat.who[pairs.j]
    wide = np.int64(chat.size + 2 * NEAR + 2)
    people = np.int64(int(chat.who.max()) + 1 if chat.size else 1)
    key = (np.minimum(me, sender) * people + np.maximum(me, sender)) * wide + i + NEAR
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    sums = np.concatenate([[0.0], np.cumsum(other[order])])
    begins = np.concatenate([[True], ranked[1:] != ranked[:-1]]) if len(ranked) else np.zeros(0, bool)
    groups = np.flatnonzero(begins)
    group = np.cumsum(begins) - 1
    keys = ranked[groups]
    low = np.append(groups, len(ranked))[np.searchsorted(keys, keys - NEAR)]
    high = np.append(groups, len(ranked))[np.searchsorted(keys, keys + NEAR, "right")]
    ends = np.append(groups[1:], len(ranked))
    before, after = np.empty(len(key), np.float32), np.empty(len(key), np.float32)
    before[order] = (sums[groups] - sums[low])[group]
    after[order] = (sums[high] - sums[ends])[group]
    total = np.where(same, 0, before + after).astype(np.float32)
    share = total / (_top(pairs, total, chat.size)[pairs.i] + np.float32(0.2))
    return {
        "met_before": np.where(same, 0, 1 + binned(before, MET)).astype(np.int8),
        "met_after": np.where(same, 0, 1 + binned(after, MET)).astype(np.int8),
        "met_share": np.where(same, 0, 1 + binned(share, (0.05, 0.2, 0.5, 0.8))).astype(np.int8),
    }
