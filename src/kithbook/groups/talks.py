"""From messages to turns, talks and answers: who spoke after whom, in one chat.

A turn is a run of messages of one person; a talk a run of messages without three hours of silence between them, and
at most a day long.
"""

import polars as pl

TALK_GAP = 3 * 3600
TURN_GAP = 600
OLDEST = 631_152_000  # 1990: an earlier time is a clock that was never set
DAY = 86_400
LIKELY = 0.5  # a guess of the reply graph below it is no answer
AHEAD = DAY  # seconds by which a clock may run ahead of the export


def clean(events: pl.DataFrame, seen_until: int) -> pl.DataFrame:
    """The events in order of time, without what a wrong clock put before 1990 or after ``seen_until``."""
    kept = events.filter(pl.col("at").is_between(OLDEST, seen_until + AHEAD))
    return kept if kept["at"].is_sorted() else kept.sort("at", "id")


def with_talks(events: pl.DataFrame) -> pl.DataFrame:
    """Adds `talk` and `turn` (numbers from 1): a turn ends where the speaker changes, or after ten minutes."""
    gap = pl.col("at").diff()
    quiet = (gap > TALK_GAP).fill_null(value=True)
    # A group that is never silent would be one endless talk: a new one begins with each day of it.
    began = pl.when(quiet).then("at").forward_fill()
    days = (pl.col("at") - began) // DAY
    begins = quiet | (days != days.shift())
    return events.with_columns(talk=begins.cum_sum()).with_columns(
        turn=((gap > TURN_GAP) | (pl.col("sender") != pl.col("sender").shift())).fill_null(value=True).cum_sum()
    )


def turns(spoken: pl.DataFrame) -> pl.DataFrame:
    """One row for each turn, in order: turn, talk, sender, start, end, asks (it holds a question)."""
    # The first and the last row of each turn side by side: six times faster than grouping a million messages.
    begins = (pl.col("turn") != pl.col("turn").shift()).fill_null(value=True)
    asked = pl.col("is_question")
    said = spoken.select("turn", "talk", "sender", "at", begins=begins, asked=asked, sum=asked.cum_sum()).lazy()
    before = pl.col("sum") - pl.col("asked")
    first = said.filter("begins").select("turn", "talk", "sender", before=before, start="at")
    last = said.filter(pl.col("begins").shift(-1, fill_value=True)).select(after="sum", end="at")
    return pl.concat(pl.collect_all([first, last]), how="horizontal").select(
        "turn", "talk", "sender", "start", "end", asks=pl.col("after") > pl.col("before")
    )


def talks(spoken: pl.DataFrame, me: int | None) -> pl.DataFrame:
    """One row for each talk, in order: start, end, messages, people, others (people but the owner), opener, by_me."""
    mine = pl.col("sender") == (-1 if me is None else me)
    return (
        spoken.set_sorted("talk")
        .group_by("talk", maintain_order=True)
        .agg(
            start=pl.col("at").first(),
            end=pl.col("at").last(),
            messages=pl.len(),
            people=pl.col("sender").n_unique(),
            others=pl.col("sender").filter(~mine).n_unique(),
            opener=pl.col("sender").first(),
            by_me=mine.sum(),
        )
    )


def answers(spoken: pl.DataFrame) -> pl.DataFrame:
    """Who answered whom: at, by, to, asks (what was answered asked something), of events in order.

    As the platform or the reply graph has it, where that is more likely than not; and mentions of somebody whom the
    same message does not answer. Talking to oneself is no answer.
    """
    told = spoken.lazy().filter(pl.col("answers").is_not_null() & (pl.col("chance") >= LIKELY))
    told = told.select("id", "at", "answers", by="sender")
    # Only those that were answered go into the join: its table of all messages would be larger than the messages.
    ids = told.select("answers").collect()["answers"]
    answered = spoken.lazy().filter(pl.col("id").is_in(ids.implode()))
    answered = answered.select(answers="id", to="sender", asks="is_question")
    said = told.join(answered, on="answers").filter(pl.col("by") != pl.col("to")).collect()
    named = spoken.lazy().filter(pl.col("mentions").is_not_null() & (pl.col("mentions") != pl.col("sender")))
    named = named.select("id", "at", by="sender", to="mentions", asks=pl.lit(value=False))
    named = named.join(said.lazy().select("id", "to"), on=["id", "to"], how="anti")
    return pl.concat([said.select("at", "by", "to", "asks"), named.select("at", "by", "to", "asks").collect()])
