"""One chat as plain columns of numbers: who, when, to whom, after whom; everything that is known of each message alone.

Whatever is counted is counted over the last `RECENT` messages only, so that the same message in a longer export gets
the same numbers.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kithbook.ties.replies.naming import CALLED, Names, addressed, numbered

RECENT: Final = 1000  # messages over which words are counted
QUIET: Final = 10  # minutes without a word after which somebody enters the talk again
NOBODY: Final = -1
NEVER: Final = -(1 << 30)  # the place of what never happened
BREAK: Final = "\ue000"  # between tokens, where punctuation parts them

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Chat:
    """The messages that somebody said, numbered from 0 in their order; a column for each thing known of them."""

    size: int
    who: Ints  # the sender, numbered from 0
    minute: Ints
    turn: Ints  # the number of the run of messages by one person
    to: Ints  # whom it turns to by name, or NOBODY
    how: NDArray[np.int8]  # NAMED or CALLED
    asks: NDArray[np.bool_]
    length: Ints  # tokens
    sign: NDArray[np.bool_]  # begins with a sign, as commands to a bot do
    form: NDArray[np.int8]  # the sum of 1: holds a link or a path, 2: holds a number, 4: ends without a letter
    before: Ints  # the sender's message before, or NEVER
    after: Ints  # the sender's next message, or -NEVER
    explicit: Ints  # what it answers as the platform says, or NOBODY
    word: Ints  # the tokens of all messages one after the other: their numbers ...
    at: Ints  # ... and the message of each, in order


def read(said: pl.DataFrame, names: Mapping[int, Collection[str]]) -> Chat:
    """The columns of what somebody said; ``said`` without system messages, and ``names``, as `replies` takes them."""
    size = said.height
    people, numbers = np.unique(said["sender"].fill_null(NOBODY).to_numpy(), return_inverse=True)
    who: Ints = numbers.astype(np.int32)
    codes = {int(person): code for code, person in enumerate(people)}
    text = said["text"].fill_null("")
    to, how = addressed(text, who, Names(names, codes))
    to, how = _mentioned(said["mentions"], codes, who, to, how)
    # A clock that jumps back stands still until it is caught up.
    minute = np.maximum.accumulate(said["at"].to_numpy() // 60) if size else np.zeros(0, np.int64)
    minute = (minute - minute[:1].sum()).clip(0, 2**30).astype(np.int32)
    turn = np.zeros(size, np.int32)
    turn[1:] = np.cumsum(who[1:] != who[:-1])
    before, after = near(who)
    word, at, length = _words(said["words"].fill_null(""))
    return Chat(
        size=size,
        who=who,
        minute=minute,
        turn=turn,
        to=to,
        how=how,
        asks=said["is_question"].fill_null(value=False).to_numpy(),
        length=length,
        sign=text.str.contains(r"^\s*[!/.&$~?][\p{L}\p{N}]").to_numpy(),
        form=_form(text),
        before=before,
        after=after,
        explicit=_explicit(said),
        word=word,
        at=at,
    )


def _mentioned(
    told: pl.Series, codes: Mapping[int, int], who: Ints, to: Ints, how: NDArray[np.int8]
) -> tuple[Ints, NDArray[np.int8]]:
    """Whom a message turns to, where the platform's word goes before what the text says."""
    if told.null_count() == len(told):
        return to, how
    people, place = np.unique(told.fill_null(NOBODY).to_numpy(), return_inverse=True)
    mentioned = np.array([codes.get(int(person), NOBODY) for person in people], np.int32)[place]
    mentioned[told.is_null().to_numpy()] = NOBODY  # any number may be a person's, this one too
    certain = (mentioned != NOBODY) & (mentioned != who)
    return np.where(certain, mentioned, to), np.where(certain, CALLED, how).astype(np.int8)


def neighbours(keys: Ints) -> tuple[Ints, Ints]:
    """For each place the place before it with the same key (or NEVER), and the next one (or -NEVER)."""
    order = np.argsort(keys, kind="stable").astype(np.int32)
    before, after = np.full(len(keys), NEVER, np.int32), np.full(len(keys), -NEVER, np.int32)
    same = keys[order[1:]] == keys[order[:-1]]
    before[order[1:][same]] = order[:-1][same]
    after[order[:-1][same]] = order[1:][same]
    return before, after


def near(who: Ints) -> tuple[Ints, Ints]:
    """The message before and the next one of each sender, where they are less than RECENT messages away."""
    before, after = neighbours(who)
    place = np.arange(len(who), dtype=np.int32)
    before[place - before >= RECENT] = NEVER
    after[after - place >= RECENT] = -NEVER
    return before, after


def _form(text: pl.Series) -> NDArray[np.int8]:
    link = text.str.contains("/", literal=True).to_numpy()
    number = text.str.contains(r"[0-9]").to_numpy()
    ends = text.str.contains(r"[^\p{L}\p{N}\s]\s*$").to_numpy()
    form: NDArray[np.int8] = (link + 2 * number + 4 * ends).astype(np.int8)
    return form


def _explicit(said: pl.DataFrame) -> Ints:
    """The place of what each message answers as the platform says; only what stands before it counts."""
    found = np.full(said.height, NOBODY, np.int32)
    told = said["reply_to"].is_not_null()
    if told.any():
        places = said.select("id", place=pl.int_range(pl.len(), dtype=pl.Int32)).unique("id", keep="first")
        joined = said.select("reply_to").join(
            places, left_on="reply_to", right_on="id", how="left", maintain_order="left"
        )
        place = joined["place"].fill_null(NOBODY).to_numpy()
        found = np.where(place < np.arange(said.height), place, NOBODY).astype(np.int32)
    return found


def _words(words: pl.Series) -> tuple[Ints, Ints, Ints]:
    """The tokens as numbers, the message of each, and how many each message has."""
    parts = words.str.split(" ")
    lengths = parts.list.len().to_numpy().astype(np.int64)
    codes, spellings = numbered(parts.explode(empty_as_null=True).fill_null(""))
    at = np.repeat(np.arange(len(words), dtype=np.int32), np.maximum(lengths, 1))
    word = codes.astype(np.int32)
    empty = [place for place, spelling in enumerate(spellings) if spelling in ("", BREAK)]
    kept = ~np.isin(word, empty) if empty else np.ones(len(word), bool)
    word, at = word[kept], at[kept]
    length = np.bincount(at, minlength=len(words)).astype(np.int32)
    return word, at, length
