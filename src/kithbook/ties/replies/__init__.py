"""Who answers whom in a chat whose platform does not say so, and the conversations that come of it.

A message answers at most one earlier message, or begins a conversation. The chance of each comes from points for time,
distance, turns, names, partners, rare words in common and questions (see `model`); two further looks add what the
guessed links say of each other. What is counted, is counted over a thousand messages before and after; languages are
not known, words are weighed by how they are used in this very chat.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

import numpy as np
import polars as pl

from kithbook.ties.replies.again import best, roots
from kithbook.ties.replies.chat import read
from kithbook.ties.replies.linking import Linked, linked
from kithbook.ties.replies.model import Model, level, shipped
from kithbook.vocabulary import KINDS

__all__ = ["CONTEXT", "conversations", "level", "replies", "runners_up"]

CONTEXT: Final = 2000  # messages before the first fresh one with which its links are as if all were known
_AHEAD: Final = 300  # messages after a block that its last links look at
_BLOCK: Final = 25_000  # messages that are linked at a time
_SYSTEM: Final = KINDS.index("system")


def replies(
    messages: pl.DataFrame,
    *,
    names: Mapping[int, Collection[str]],
    fresh: int = 0,
    model: Model | None = None,
) -> pl.DataFrame:
    """The message that each message of one chat answers, with the chance (0 to 1) that it does.

    ``messages``, ascending by (at, id): id Int64, sender Int32, at Int64 (UTC seconds), text String, words String (the
    search tokens of the text, joined by spaces), kind Int8 (position in KINDS), reply_to Int64 (the id of what the
    platform says it answers, or null), mentions Int32 (the person whom the platform says it names first, or null),
    is_question Boolean. ``names``: for each person how others may call them. ``fresh``: links are given from this row
    on; rows before are context, of which the last CONTEXT count. ``model``: other weights than those shipped.

    Gives one row for each fresh message, in their order: message Int64, answers Int64 (null: it begins a conversation),
    chance Float32. What the platform says has chance 1; a system message begins, with chance 1. Memory stays flat:
    blocks of 25,000 messages.

    The set-up (each message's antecedent among the earlier ones, or none) is that of Kummerfeld et al., A large-scale
    corpus for conversation disentanglement (2019).
    """
    found = []
    for ids, low, high, part in _blocks(messages, names, fresh, model or shipped()):
        link, chance = best(part.pairs, part.guess)
        place = np.arange(part.chat.size)
        answers = np.where(link == place, 0, ids[link] if len(ids) else link)
        begins = link == place
        # Rounding may leave a chance a hair above 1.
        told = pl.DataFrame(
            {"message": ids, "answers": answers, "chance": chance.clip(0, 1)},
            schema={"message": pl.Int64, "answers": pl.Int64, "chance": pl.Float32},
        ).with_columns(answers=pl.when(pl.Series(~begins)).then("answers"))
        found.append(told[low:high])
    rows = messages[max(fresh, 0) :]
    system = rows.filter(_is_system()).select(
        message="id", answers=pl.lit(None, pl.Int64), chance=pl.lit(1.0, pl.Float32)
    )
    if not found:
        return system
    said = pl.concat(found)
    if not system.height:
        return said
    return rows.select(message="id").join(pl.concat([said, system]), on="message", how="left", maintain_order="left")


def runners_up(
    messages: pl.DataFrame, *, names: Mapping[int, Collection[str]], fresh: int = 0, least: float = 0.1
) -> pl.DataFrame:
    """Every message that a message may answer with a chance of ``least`` or more: message, answers, chance.

    Takes what `replies` takes; the begins of conversations are left out. Ascending by message, the likeliest first.
    """
    schema = {"row": pl.Int64, "place": pl.Int32, "message": pl.Int64, "answers": pl.Int64, "chance": pl.Float32}
    found, done = [pl.DataFrame(schema=schema)], 0
    for ids, low, high, part in _blocks(messages, names, fresh, shipped()):
        i, j, chance = part.pairs.i, part.pairs.j, part.guess.pair
        kept = np.flatnonzero((chance >= least) & (i >= low) & (i < high))
        columns = {
            "row": i[kept].astype(np.int64) + done,
            "place": j[kept],
            "message": ids[i[kept]],
            "answers": ids[j[kept]],
            "chance": chance[kept].clip(0, 1),
        }
        found.append(pl.DataFrame(columns, schema=schema))
        done += part.chat.size
    every = pl.concat(found).sort("row", "chance", "place", descending=[False, True, True])
    return every.drop("row", "place")


def conversations(links: pl.DataFrame) -> pl.DataFrame:
    """The conversation of each message: id, conversation (the id of its first message), both Int64, in the given order.

    ``links`` as `replies` gives them, in the order of the messages. An answer to a message that is not among them
    begins a conversation here.
    """
    size = links.height
    place = pl.DataFrame({"answers": links["message"], "place": np.arange(size, dtype=np.int32)}).unique(
        "answers", keep="first", maintain_order=True
    )
    linked_to = links.select("answers").join(place, on="answers", how="left", maintain_order="left")["place"]
    own = np.arange(size, dtype=np.int32)
    up = linked_to.fill_null(-1).to_numpy()
    root = roots(np.where((up >= 0) & (up < own), up, own).astype(np.int32))
    ids = links["message"].to_numpy()
    return pl.DataFrame({"id": links["message"], "conversation": ids[root] if size else ids})


def _is_system() -> pl.Expr:
    return pl.col("kind").fill_null(0) == _SYSTEM


def _blocks(
    messages: pl.DataFrame, names: Mapping[int, Collection[str]], fresh: int, model: Model
) -> Iterator[tuple[np.ndarray, int, int, Linked]]:
    """Block by block: the ids of its messages that somebody said, from which to which they are asked for, the links."""
    spoken = messages.with_row_index("_row").filter(~_is_system())
    first = int((spoken["_row"] < fresh).sum())
    for low in range(first, spoken.height, _BLOCK):
        high = min(low + _BLOCK, spoken.height)
        begin = max(low - CONTEXT, 0)
        part = spoken[begin : min(high + _AHEAD, spoken.height)]
        done = linked(read(part, names), model)
        yield part["id"].to_numpy(), low - begin, high - begin, done
