"""What is looked at when two messages are weighed as question and answer: each thing a small whole number, a bin."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kithbook.ties.replies.chat import NEVER, NOBODY, QUIET, RECENT, Chat, Floats, Ints
from kithbook.ties.replies.partners import Partners, partners
from kithbook.ties.replies.wording import Wording

REACH: Final = 96  # messages before: nothing older is answered, but explicitly
RELATIONS: Final = 32  # how two people may stand to each other before anything else is looked at
Codes = NDArray[np.int8]
Edges = tuple[float, ...]

DISTANCE: Final = (1, 2, 3, 4, 5, 7, 10, 15, 24, 40)  # messages
TURNS: Final = (0, 1, 2, 3, 4, 6, 9, 15)
GAP: Final = (0, 1, 2, 3, 5, 9, 19, 59, 359)  # minutes
SHARED: Final = (0.0, 3.5, 5.0, 7.0, 10.0)  # rarity of the words in common, natural logarithms
OPEN: Final = (-0.25, -0.12, -0.03, 0.03, 0.1, 0.2, 0.35)
LENGTH: Final = (1, 2, 4, 7, 12, 20)  # tokens
RARITY: Final = (2.5, 3.2, 3.7, 4.2, 4.8)
AGE: Final = (2, 6, 15, 40, 96)  # messages
# How many bins each feature has; "_i" is of the later message, "_j" of the earlier one, others are of both.
SIZES: Final[Mapping[str, int]] = {
    "relation": 64, "distance": 11, "turns": 9, "gap": 10, "last": 3, "own": 4, "partner": 6, "partner_j": 6,
    "ahead": 5, "turned": 4, "answered": 4, "shared": 6, "asks": 4, "sign": 6, "run": 4,
    "open_j": 8, "length_j": 7, "rarity_j": 6, "entered_j": 6, "first_j": 4, "form_j": 8,
    "topic": 6, "my_topic": 6, "returns": 7, "goes_i": 8, "reply_i": 8, "goes_j": 8, "reply_j": 8,
    "asks_i": 2, "sign_i": 2, "open_i": 8, "length_i": 7, "rarity_i": 6, "entered_i": 6, "first_i": 4, "form_i": 8,
    "crowd_i": 6, "named_i": 3, "addressee_i": 7, "turned_i": 6, "ahead_i": 6, "silence_i": 10, "alone_i": 4,
    "speed_i": 5, "manner_i": 4,
}  # fmt: skip


def binned(values: NDArray[np.generic], edges: Edges) -> Codes:
    """The bin of each value: how many of ``edges`` it is above."""
    if values.dtype.kind in "iu":
        top = int(edges[-1]) + 2
        table: Codes = np.searchsorted(np.asarray(edges), np.arange(top), "left").astype(np.int8)
        found: Codes = table[np.clip(values, 0, top - 1)]
        return found
    return np.searchsorted(np.asarray(edges, np.float32), values, "left").astype(np.int8)


@dataclass(frozen=True)
class Context:
    """A chat with everything counted that the features need."""

    chat: Chat
    met: Partners
    single: dict[str, Codes]  # features of one message
    shared: tuple[Ints, Ints, Floats]  # message, distance, rarity; sorted by message


@dataclass(frozen=True)
class Pairs:
    """Message ``i`` and an earlier one ``j`` that it may answer, place by place, ascending by both."""

    i: Ints
    j: Ints


def context(chat: Chat) -> Context:
    """Counts once what all pairs need."""
    words = Wording(chat)
    met = partners(chat.who, chat.to)
    place = np.arange(chat.size)
    since = chat.minute - chat.minute[np.maximum(chat.before, 0)]
    last_of_to = last_of(chat.who, chat.to)
    there = np.concatenate([chat.minute[:1], chat.minute[:-1]])
    single = {
        "asks": chat.asks.astype(np.int8),
        "sign": chat.sign.astype(np.int8),
        "open": binned(words.leaning(chat, (chat.before < 0) | (since >= QUIET)), OPEN),
        "goes": binned(words.leaning(chat, chat.before == place - 1), OPEN),
        "reply": binned(words.leaning(chat, _after_question(chat)), OPEN),
        "length": binned(chat.length, LENGTH),
        "rarity": binned(words.mean_rarity(chat), RARITY),
        "form": chat.form,
        "entered": np.where(chat.before < 0, 5, binned(since, (0, 1, 3, QUIET))).astype(np.int8),
        "first": binned(_ordinal(chat.who), (0, 2, 10)),
        "crowd": _crowd(chat),
        "named": chat.how,
        "addressee": np.where(chat.to == NOBODY, 0, 1 + binned((place - last_of_to).clip(0, 500), AGE)).astype(np.int8),
        "turned": binned((place - met.turned_at).clip(0, 500), AGE),
        "ahead": binned((met.next_at - place).clip(0, 500), AGE),
        "silence": binned(chat.minute - there, GAP),
        "alone": ((chat.before == place - 1).astype(np.int8) + 2 * (chat.after == place + 1)).astype(np.int8),
        "speed": _speed(chat),
        "manner": _manner(chat),
    }
    messages, distances, weights = words.pairs(REACH)
    order = np.argsort(messages, kind="stable")
    return Context(chat, met, single, (messages[order], distances[order], weights[order]))


def _after_question(chat: Chat) -> NDArray[np.bool_]:
    """Whether the message before is another's question."""
    found = np.zeros(chat.size, bool)
    found[1:] = chat.asks[:-1] & (chat.who[1:] != chat.who[:-1])
    return found


def _ordinal(who: Ints) -> Ints:
    """How many of the last RECENT messages before each are the sender's."""
    order, begins = _lately(who)
    count = np.empty(len(who), np.int32)
    count[order] = np.arange(len(who)) - begins
    return count


def _lately(who: Ints) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The messages by sender, and for each the first place there that is less than RECENT messages before it."""
    order = np.argsort(who, kind="stable")
    wide = len(who) + RECENT
    key = who[order].astype(np.int64) * wide + order
    begins = np.searchsorted(key, np.maximum(key - RECENT + 1, who[order].astype(np.int64) * wide))
    return order, begins


def last_of(who: Ints, to: Ints) -> Ints:
    """The place of the last message of the person ``to`` before each message, or NEVER."""
    wide = len(who) + 1
    key = np.sort(who.astype(np.int64) * wide + np.arange(len(who)))
    asked = to.astype(np.int64) * wide + np.arange(len(who))
    found = np.searchsorted(key, asked, "left") - 1
    at = key[np.maximum(found, 0)] if len(key) else asked
    return np.where((found >= 0) & (to >= 0) & (at // wide == to), at % wide, NEVER).astype(np.int32)


def _crowd(chat: Chat) -> Codes:
    """How many people wrote the 20 messages before each, in bins."""
    place = np.arange(chat.size)
    people = np.zeros(chat.size, np.int32)
    for back in range(1, min(21, chat.size)):
        # Everybody counts at their last message in the window.
        people[back:] += chat.after[: chat.size - back] >= place[back:]
    return binned(people, (1, 2, 4, 7, 11))


def _speed(chat: Chat) -> Codes:
    """How often the sender writes right after a command, as bots do: of the last 50 messages of the sender, in bins."""
    after_sign = np.zeros(chat.size, np.float64)
    after_sign[1:] = chat.sign[:-1] & (chat.who[1:] != chat.who[:-1])
    order, begins = _lately(chat.who)
    sums = np.concatenate([[0.0], np.cumsum(after_sign[order])])
    begins = np.maximum(begins, np.arange(chat.size) - 50)
    rank = np.arange(chat.size)
    found = np.empty(chat.size, np.float32)
    found[order] = (sums[rank] - sums[begins] + 0.2) / (rank - begins + 4)
    return binned(found, (0.03, 0.08, 0.2, 0.4))


def _manner(chat: Chat) -> Codes:
    """How usual it is here to call each other by name: the share of the last messages that do, in bins."""
    sums = np.concatenate([[0.0], np.cumsum(chat.to != NOBODY)])
    place = np.arange(chat.size)
    low = np.maximum(place - RECENT // 4, 0)
    share = (sums[place] - sums[low]) / np.maximum(place - low, 1)
    return binned(share.astype(np.float32), (0.01, 0.1, 0.3))


def relations(seen: Context, first: int, stop: int) -> NDArray[np.uint8]:
    """How the senders of rows first..stop stand to those of the REACH messages before (the farthest first).

    The sum of 1: the same person, 2: the later names the earlier, 4: the earlier names the later, 8: it is the last
    message of the earlier so far, 16: the two talked with each other last.
    """
    chat, rows = seen.chat, slice(first, stop)

    def window(values: Ints, fill: int) -> Ints:
        low = first - REACH
        padded = values[max(low, 0) : stop]
        if low < 0:
            padded = np.concatenate([np.full(-low, fill, np.int32), padded])
        return np.lib.stride_tricks.sliding_window_view(padded, REACH)[: stop - first]

    senders = window(chat.who, -2)
    code: NDArray[np.uint8] = (senders == chat.who[rows, None]).view(np.uint8).copy()
    code |= (senders == chat.to[rows, None]).view(np.uint8) << 1
    code |= (window(chat.to, -3) == chat.who[rows, None]).view(np.uint8) << 2
    code |= (window(chat.after, 0) >= np.arange(first, stop, dtype=np.int32)[:, None]).view(np.uint8) << 3
    code |= (senders == seen.met.last[rows, None]).view(np.uint8) << 4
    return code


def candidates(seen: Context, first: int, stop: int, reach: NDArray[np.uint8]) -> Pairs:
    """What rows first..stop may answer: messages as far back as ``reach`` says for their relation."""
    back = np.arange(REACH, 0, -1, dtype=np.uint8)
    row, column = np.nonzero(reach[relations(seen, first, stop)] >= back)
    i = (row + first).astype(np.int32)
    j = i - (REACH - column).astype(np.int32)
    inside = j >= 0
    return Pairs(i[inside], j[inside]) if first < REACH else Pairs(i, j)


def pair_features(seen: Context, pairs: Pairs) -> dict[str, Codes]:
    """The features of each pair, as bins; what is of the later message alone is added by `row_features`."""
    chat, met, single, i, j = seen.chat, seen.met, seen.single, pairs.i, pairs.j
    me, my_to, sender, to = chat.who[i], chat.to[i], chat.who[j], chat.to[j]
    same = sender == me
    relation = same.view(np.int8).copy()
    named, it_named = my_to != NOBODY, to != NOBODY
    for bit, flag in enumerate((my_to == sender, to == me, (to == my_to) & named, named, it_named), 1):
        relation |= flag.view(np.int8) << bit
    after, before = chat.after[j], chat.before[i]
    again = chat.after[np.minimum(after, chat.size - 1)]
    earlier = np.where(before < 0, NEVER, chat.before[np.maximum(before, 0)])
    third = np.where(earlier < 0, NEVER, chat.before[np.maximum(earlier, 0)])
    turned, asked = met.turned_at[i], met.asked_at[j]
    answered = np.where(asked < i, 1 + (chat.who[np.minimum(asked, chat.size - 1)] == me), np.where(asked == i, 3, 0))
    ends = chat.after[j] != j + 1
    asks = single["asks"]
    found = {
        "relation": relation,
        "distance": binned(i - j, DISTANCE),
        "turns": binned(chat.turn[i] - chat.turn[j], TURNS),
        "gap": binned(chat.minute[i] - chat.minute[j], GAP),
        "last": (after < i).view(np.int8) + ((after < i) & (again < i)).view(np.int8),
        "own": (before > j).view(np.int8) + (earlier > j).view(np.int8) + (third > j).view(np.int8),
        "partner": partner_bin(sender, i, met.last[i], met.last_at[i], met.other[i]),
        "partner_j": partner_bin(me, j, met.last[j], met.last_at[j], met.other[j]),
        "ahead": ahead_bin(sender, i, met.next[i], met.next_at[i]),
        "turned": np.where(turned == j, 2, np.where(turned > j, 1, np.where(turned >= 0, 3, 0))).astype(np.int8),
        "answered": answered.astype(np.int8),
        "asks": asks[i] * 2 + asks[j],
        "sign": single["sign"][j] * 3 + np.minimum(single["speed"] // 2, 2)[i],
        "run": (ends | (j + 1 == i)).view(np.int8) * 2 + (single["alone"] & 1)[i],
    }
    back = np.where(after > i, after, np.where(again > i, again, -NEVER)) - i
    found["returns"] = binned(back.clip(0, 500), (1, 2, 4, 8, 20, 60))
    for name in ("open", "length", "rarity", "entered", "first", "form", "goes", "reply"):
        found[f"{name}_j"] = single[name][j]
    return found | _shared(seen, pairs)


def partner_bin(asked: Ints, at: Ints, last: Ints, last_at: Ints, other: Ints) -> Codes:
    """Whether ``asked`` is the last partner (1 to 3: fresh to old), the one before (4), another (5); 0: no partner."""
    gap = at - last_at
    age = 1 + (gap > 8).view(np.int8) + (gap > 40).view(np.int8)
    code = np.where(last == asked, age, np.where(other == asked, 4, np.where(last == NOBODY, 0, 5)))
    return code.astype(np.int8)


def ahead_bin(asked: Ints, at: Ints, ahead: Ints, ahead_at: Ints) -> Codes:
    """Whether the next partner is ``asked`` (2, 3, 4: from soon to late), or another soon (1)."""
    gap = ahead_at - at
    late = (gap > 40).view(np.int8)
    return np.where((ahead == asked) & (ahead != NOBODY), 2 + (gap > 8).view(np.int8) + late, 1 - late).astype(np.int8)


def _shared(seen: Context, pairs: Pairs) -> dict[str, Codes]:
    """How rare the words are that the two have in common; that the later has in common with what else the earlier
    sender says; and the earlier with what else the later sender says.
    """
    chat, i, j = seen.chat, pairs.i, pairs.j
    wide = REACH + 1
    messages, distances, weights = seen.shared
    cell = messages.astype(np.int64) * wide + distances
    total = np.bincount(cell, weights, chat.size * wide).astype(np.float32)

    def common(late: Ints, early: Ints) -> Floats:
        distance = late - early
        good = (distance > 0) & (distance <= REACH) & (early >= 0) & (late < chat.size)
        return np.where(good, total[np.where(good, late.astype(np.int64) * wide + distance, 0)], 0)

    before, after = chat.before[j], chat.after[j]
    earlier = chat.before[np.maximum(before, 0)]
    topic = common(i, before) + common(i, np.where(before < 0, -1, earlier)) + common(i, after)
    mine, next_of_mine = chat.before[i], chat.after[i]
    my_topic = np.where(mine > j, common(mine, j), common(j, mine)) + common(next_of_mine, j)
    return {
        "shared": binned(common(i, j), SHARED),
        "topic": binned(topic.astype(np.float32), SHARED),
        "my_topic": binned(my_topic.astype(np.float32), SHARED),
    }


def row_features(seen: Context) -> dict[str, Codes]:
    """The features of each message alone: they speak for or against that it begins a conversation."""
    return {f"{name}_i": codes for name, codes in seen.single.items()}
