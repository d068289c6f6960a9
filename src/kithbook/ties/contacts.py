"""From events to contacts: every moment at which the owner and one person had to do with each other.

A frame of contacts has the columns person, at (UTC seconds), by_me, weight (0 to 1), direct, deep (a call, a voice
message or a touch) and until (until when its chat was seen).
"""

from collections.abc import Iterable, Sequence

import polars as pl

from kithbook.vocabulary import KINDS

TURN_GAP = 600  # seconds: a longer pause ends a turn, and what comes later does not answer it
# What a contact in a group is worth beside a message one to one (judgement; to be replaced by a reply graph).
REPLY, MENTION, FOLLOWS = 0.5, 0.4, (0.25, 0.12, 0.06)
OLDEST = 631_152_000  # 1990: an earlier time is a clock that was never set
DEEP = [KINDS.index(kind) for kind in ("call", "voice")]
COLUMNS = ("person", "at", "by_me", "weight", "direct", "deep", "until")


def contacts(
    events: pl.DataFrame | Iterable[pl.DataFrame],
    *,
    me: int,
    chats: dict[int, str],
    seen_until: dict[int, int],
    now: int,
    touches: Sequence[tuple[int, int]] = (),
) -> pl.DataFrame:
    """All contacts of ``me``, ascending by person and time; same arguments as `fitting.parameters`.

    What lies after ``now`` or before 1990 is a wrong clock and left out.
    """
    pieces = (events,) if isinstance(events, pl.DataFrame) else events
    found = [_in_piece(piece, me, chats, seen_until, now) for piece in pieces]
    return pl.concat([*found, _by_hand(touches, now)]).sort("person", "at", maintain_order=True)


def _in_piece(
    events: pl.DataFrame, me: int, chats: dict[int, str], seen_until: dict[int, int], now: int
) -> pl.DataFrame:
    """The contacts in some whole chats."""
    kept = events.lazy().filter(pl.col("at").is_between(OLDEST, now))
    direct = pl.col("chat").is_in(_direct(kept, chats))
    found = pl.concat([_one_to_one(kept.filter(direct).collect(), me), _in_groups(kept.filter(~direct).collect(), me)])
    until = pl.DataFrame(
        {"chat": list(seen_until), "until": [min(now, moment) for moment in seen_until.values()]},
        schema={"chat": pl.Int32, "until": pl.Int64},
    )
    found = found.join(until, on="chat", how="left").with_columns(
        until=pl.max_horizontal(pl.col("until").fill_null(pl.col("at")), pl.col("at"))
    )
    return found.select(COLUMNS)


def _direct(events: pl.LazyFrame, chats: dict[int, str]) -> list[int]:
    """Chats of two: those that say so, and those of an unknown kind in which no third person ever wrote."""
    unknown = [chat for chat, kind in chats.items() if kind == "unknown"]
    people = events.filter(pl.col("chat").is_in(unknown)).group_by("chat").agg(people=pl.col("sender").n_unique())
    pairs = people.filter(pl.col("people") == 2).collect()["chat"].to_list()
    return pairs + [chat for chat, kind in chats.items() if kind == "direct"]


def _one_to_one(events: pl.DataFrame, me: int) -> pl.DataFrame:
    """Messages of direct chats, both ways. A chat in which only the owner wrote names nobody and is left out."""
    others = (
        events.filter(pl.col("sender") != me)
        .group_by("chat", "sender")
        .len()
        .sort("len", "sender", descending=[True, False])
        .unique("chat", keep="first", maintain_order=True)
        .select("chat", other="sender")
    )
    return events.join(others, on="chat").select(
        person=pl.when(pl.col("sender") == me).then("other").otherwise("sender"),
        at="at",
        by_me=pl.col("sender") == me,
        weight=pl.lit(1.0),
        direct=pl.lit(value=True),
        deep=pl.col("kind").is_in(DEEP),
        chat="chat",
    )


def _in_groups(events: pl.DataFrame, me: int) -> pl.DataFrame:
    """Turns of the owner and somebody else that follow closely, explicit answers, and mentions."""
    if not events["chat"].is_sorted():  # of one chat, which may be large, they are in order as they are
        events = events.sort("chat", "at", "id")
    both = pl.concat([_explicit(events, me), _following(events, me)])
    return both.select(
        person=pl.when(pl.col("sender") == me).then("to").otherwise("sender"),
        at="at",
        by_me=pl.col("sender") == me,
        weight="weight",
        direct=pl.lit(value=False),
        deep=pl.lit(value=False),
        chat="chat",
    )


def _explicit(events: pl.DataFrame, me: int) -> pl.DataFrame:
    """Answers to a message that they name, and mentions, between the owner and somebody else."""
    told = events.filter(pl.col("reply_to").is_not_null())
    # Only those that were answered go into the join: its table of all messages would be larger than the messages.
    answered = events.lazy().select("id", answered="sender").filter(pl.col("id").is_in(told["reply_to"].implode()))
    told = told.join(answered.collect(), left_on="reply_to", right_on="id", how="inner")
    named = events.filter(pl.col("mentions").is_not_null() & pl.col("reply_to").is_null())
    return pl.concat(
        [
            told.select("chat", "at", "sender", to="answered", weight=pl.lit(REPLY)),
            named.select("chat", "at", "sender", to="mentions", weight=pl.lit(MENTION)),
        ]
    ).filter((pl.col("sender") == me) != (pl.col("to") == me))


def _following(events: pl.DataFrame, me: int) -> pl.DataFrame:
    """Turns that come within the next three turns and ten minutes; a turn that says whom it answers is left out."""
    turns = _turns(events)
    pairs = []
    for step, weight in enumerate(FOLLOWS, start=1):
        before = pl.col("sender").shift(step)
        follows = (
            (pl.col("chat") == pl.col("chat").shift(step))
            & (pl.col("at") - pl.col("end").shift(step) <= TURN_GAP)
            & ((pl.col("sender") == me) != (before == me))
            & (pl.col("after") == pl.col("before"))
        )
        for nearer in range(1, step):  # whoever spoke twice shortly before is answered once
            follows &= pl.col("sender").shift(nearer) != before
        near = turns.select("chat", "at", "sender", to=before, follows=follows).filter("follows")
        pairs.append(near.select("chat", "at", "sender", "to", weight=pl.lit(weight)))
    return pl.concat(pairs)


def _turns(events: pl.DataFrame) -> pl.DataFrame:
    """One row for each turn, in order: chat, sender, at, end; before and after differ where it says whom it answers."""
    begins = (
        (pl.col("sender") != pl.col("sender").shift()).fill_null(value=True)
        | (pl.col("chat") != pl.col("chat").shift())
        | (pl.col("at") - pl.col("at").shift() > TURN_GAP)
    )
    told = pl.col("reply_to").is_not_null() | pl.col("mentions").is_not_null()
    said = events.select("chat", "sender", "at", begins=begins, told=told, sum=told.cum_sum()).lazy()
    # The first and the last row of each turn side by side: a fraction of the memory and time of grouping.
    first = said.filter("begins").select("chat", "sender", "at", before=pl.col("sum") - pl.col("told"))
    last = said.filter(pl.col("begins").shift(-1, fill_value=True)).select(end="at", after="sum")
    return pl.concat(pl.collect_all([first, last]), how="horizontal")


def _by_hand(touches: Sequence[tuple[int, int]], now: int) -> pl.DataFrame:
    """Touches as contacts: direct, deep, begun by the owner, seen until they happened."""
    kept = [(person, at) for person, at in touches if OLDEST <= at <= now]
    return pl.DataFrame(
        {"person": [person for person, _ in kept], "at": [at for _, at in kept]},
        schema={"person": pl.Int32, "at": pl.Int64},
    ).select(
        "person",
        "at",
        by_me=pl.lit(value=True),
        weight=pl.lit(1.0),
        direct=pl.lit(value=True),
        deep=pl.lit(value=True),
        until="at",
    )
