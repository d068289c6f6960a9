"""Messages of one group, drawn the same each time, for generators to write down in their formats."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from benchmarks.generate import BATCH, MEMBERS, START, YEARS, texts, vocabulary, zipf

SEED = 7
MEDIA = "<Media omitted>"  # the body that stands for a picture


class Drawn(NamedTuple):
    """One message: its number from 1, seconds since 1970, member, body, and from 0 to 1 what decides the rest."""

    number: int
    at: float
    sender: int
    body: str
    chance: float


def drawn(messages: int) -> Iterator[Drawn]:
    """``messages`` messages in order of time; a few of the members write most of them."""
    rng = np.random.default_rng(SEED)
    known = vocabulary(rng)
    shares = zipf(len(known), 1.05)
    activity = zipf(MEMBERS, 1.0)
    at = float(START)
    for begin in range(0, messages, BATCH):
        count = min(BATCH, messages - begin)
        moments = at + np.cumsum(rng.lognormal(0, 2, count) * (YEARS * 365.25 * 86400 / messages / np.exp(2)))
        at = float(moments[-1])
        senders = rng.choice(MEMBERS, count, p=activity).tolist()
        chances = rng.random(count).tolist()
        bodies = texts(count, known, shares, rng)
        for number, row in enumerate(zip(moments.tolist(), senders, bodies, chances, strict=True), begin + 1):
            yield Drawn(number, *row)
