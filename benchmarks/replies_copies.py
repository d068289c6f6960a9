"""Altered copies of the annotated channels, so that what is fitted on one crowded channel holds in others.

Stripped: nobody is called by name (`irc.stripped`). Thinned: only some of the conversations, so that fewer talk at
once. Respaced: the conversations laid out anew in time, from side by side to one after the other.
"""

from itertools import pairwise

import numpy as np
import polars as pl

from benchmarks.irc import SYSTEM, Annotated


def conversations(chat: Annotated) -> list[list[int]]:
    """The messages of each true conversation, without system lines, in order."""
    above: dict[int, int] = {}

    def top(message: int) -> int:
        while above.get(message, message) != message:
            message = above[message]
        return message

    for pair in sorted(chat.links):
        a, b = (top(message) for message in pair)
        above[max(a, b)] = min(a, b)
    kinds = dict(zip(chat.messages["id"], chat.messages["kind"], strict=True))
    found: dict[int, list[int]] = {}
    for message in sorted({message for pair in chat.links for message in pair}):
        if kinds.get(message, SYSTEM) != SYSTEM:
            found.setdefault(top(message), []).append(message)
    return list(found.values())


def thinned(chat: Annotated, rng: np.random.Generator) -> Annotated:
    """A tenth to a half of the conversations, and what their people said before the annotated part."""
    share = rng.choice([0.1, 0.2, 0.35, 0.5])
    kept = {message for talk in conversations(chat) if rng.random() < share for message in talk}
    sender = dict(zip(chat.messages["id"], chat.messages["sender"], strict=True))
    people = sorted({sender[message] for message in kept})
    said = pl.col("kind") != SYSTEM
    before = (pl.col("id") < min(chat.sources)) & pl.col("sender").is_in(people)
    rows = chat.messages.filter(pl.col("id").is_in(sorted(kept)) | (before & said))
    return chat._replace(messages=rows, links={(a, b) for a, b in chat.links if a in kept})


def respaced(chat: Annotated, rng: np.random.Generator) -> Annotated:
    """Every conversation of two messages or more, and some of one, begun anew when part of the one before is over.

    How large a part is drawn once for a chat: from half (much side by side) to all of it and a pause (a calm channel).
    """
    talks = [talk for talk in conversations(chat) if len(talk) > 1 or rng.random() < 0.3]
    rng.shuffle(talks)
    part, pause = rng.choice([0.5, 0.8, 1.0, 1.0, 1.0]), int(rng.choice([0, 1, 5, 30, 240]))
    at = dict(zip(chat.messages["id"], chat.messages["at"], strict=True))
    place: dict[int, tuple[float, int]] = {}
    begin, clock = 0.0, 0
    for talk in talks:
        # Places in tenths of messages decide the order, minutes follow them.
        for nth, message in enumerate(talk):
            place[message] = (begin + nth + rng.random() * 0.5, 0)
        begin += len(talk) * part
    order = sorted(place, key=place.__getitem__)
    inside = {b: at[b] - at[a] for talk in talks for a, b in pairwise(talk)}
    times = {}
    for message in order:
        # A message keeps its distance to the one before in its own conversation, as far as it is not a long one.
        clock += min(inside.get(message, 60 * int(rng.integers(0, pause + 1))), 3600) // (1 if part == 1 else 3)
        times[message] = clock - clock % 60
    rows = chat.messages.filter(pl.col("id").is_in(order)).with_columns(
        at=pl.col("id").replace_strict(times, return_dtype=pl.Int64),
        place=pl.col("id").replace_strict({message: nth for nth, message in enumerate(order)}, return_dtype=pl.Int64),
    )
    kept = set(order)
    # Who stands first in the file of a conversation that began before it is context, as it was.
    return chat._replace(messages=rows.sort("place").drop("place"), links={(a, b) for a, b in chat.links if a in kept})


def single(chat: Annotated, rng: np.random.Generator, most: int = 4) -> list[Annotated]:
    """Some conversations of four messages or more, each as a chat of its own."""
    talks = [talk for talk in conversations(chat) if len(talk) >= 4]
    rng.shuffle(talks)
    found = []
    for talk in talks[:most]:
        length = int(rng.integers(4, 16))
        kept = set(talk[:length])
        links = {(a, b) for a, b in chat.links if a in kept and b in kept}
        links |= {(talk[0], talk[0])}
        rows = chat.messages.filter(pl.col("id").is_in(sorted(kept)))
        found.append(chat._replace(messages=rows, links=links))
    return found
