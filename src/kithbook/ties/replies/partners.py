"""With whom each person is talking at each message: whom they last turned to, or who turned to them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kithbook.ties.replies.chat import NEVER, NOBODY, RECENT, Ints


@dataclass(frozen=True)
class Partners:
    """For each message, of its sender: the last two partners and the next one, and where that was (NEVER, -NEVER)."""

    last: Ints
    last_at: Ints
    other: Ints  # the partner before the last one
    other_at: Ints
    next: Ints
    next_at: Ints
    turned_at: Ints  # where somebody last turned to the sender
    asked_at: Ints  # where somebody next turns to the sender


def partners(who: Ints, to: Ints) -> Partners:
    """The partners, where the message at each place turns to ``to`` (or NOBODY); what it does itself is not counted."""
    size = len(who)
    at = np.flatnonzero(to != NOBODY).astype(np.int64)
    a, b = who[at].astype(np.int64), to[at].astype(np.int64)
    wide = size + 1
    key = np.concatenate([a, b]) * wide + np.concatenate([at, at])
    with_whom = np.concatenate([b, a])
    order = np.argsort(key, kind="stable")
    key, with_whom = key[order], with_whom[order]
    asked = who.astype(np.int64) * wide + np.arange(size)
    found = np.searchsorted(key, asked, "left") - 1
    last, last_at = _looked_up(key, with_whom, found, who, wide)
    # The event before the run of events with the same partner.
    person = key // wide if len(key) else key
    begins = np.ones(len(key), bool)
    begins[1:] = (person[1:] != person[:-1]) | (with_whom[1:] != with_whom[:-1])
    run = np.maximum.accumulate(np.where(begins, np.arange(len(key)), 0)) if len(key) else key
    before = np.where(found >= 0, run[np.maximum(found, 0)] - 1, -1) if len(key) else found
    other, other_at = _looked_up(key, with_whom, np.where(last == NOBODY, -1, before), who, wide)
    ahead, ahead_at = _looked_up(key, with_whom, np.searchsorted(key, asked, "right"), who, wide)
    turned = np.sort(b * wide + at)
    before_me = np.searchsorted(turned, asked, "left") - 1
    after_me = np.searchsorted(turned, asked, "right")
    _, turned_at = _looked_up(turned, turned, before_me, who, wide)
    _, asked_at = _looked_up(turned, turned, after_me, who, wide)
    return Partners(last, last_at, other, other_at, ahead, _flipped(ahead_at), turned_at, _flipped(asked_at))


def _flipped(at: Ints) -> Ints:
    return np.where(at == NEVER, -NEVER, at).astype(np.int32)


def _looked_up(
    key: NDArray[np.int64], value: NDArray[np.int64], found: NDArray[np.int64], who: Ints, wide: int
) -> tuple[Ints, Ints]:
    """Value and place at ``found``, where that is one of the same person."""
    if not len(key):
        return np.full(len(who), NOBODY, np.int32), np.full(len(who), NEVER, np.int32)
    inside = found.clip(0, len(key) - 1)
    at = key[inside]
    good = (found >= 0) & (found < len(key)) & (at // wide == who)
    good &= np.abs(at % wide - np.arange(len(who))) < RECENT
    return (
        np.where(good, value[inside], NOBODY).astype(np.int32),
        np.where(good, at % wide, NEVER).astype(np.int32),
    )
