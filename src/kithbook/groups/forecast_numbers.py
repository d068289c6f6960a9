"""The numbers from which the next months of a group are forecast, out of times and senders: every platform has them."""

from typing import Final

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray

from kithbook.groups import talks
from kithbook.groups.figures import DAY, conversations

SPAN: Final = 60 * DAY  # "lately": as long as the window that is forecast
TAIL: Final = 20_000  # events in which the last conversation is looked for first
REGULAR: Final = 270.0  # days after which a day with messages counts half


class Numbers(msgspec.Struct, frozen=True):
    """What is known of a group at one moment; "lately" is the last 60 days, "before" the 60 days before them."""

    age: float  # days since the first message
    messages: int  # ever
    people: int  # who ever wrote
    silence: float  # days since the last message
    since_talk: float  # days since the last real conversation; the age where there was none
    lately: int  # messages
    before: int  # messages
    best: int  # messages in the best 60 days, counted back from now
    days: int  # with messages, lately
    faded: float  # days with messages, each counting half for every 270 days back, for 60 days
    voices: int  # people who wrote lately
    voices_before: int
    newcomers: int  # people who wrote for the first time lately


def numbers(spoken: pl.DataFrame, *, seen_until: int) -> Numbers:
    """Measure ``spoken`` (`talks.clean`: at, sender, in order; at least one row) as of ``seen_until`` (UTC seconds)."""
    at = spoken["at"].to_numpy()
    sender = spoken["sender"]
    lately, before = (int(np.searchsorted(at, seen_until - back, side="right")) for back in (SPAN, 2 * SPAN))
    back = np.maximum(seen_until - at, 0)
    day = back // DAY
    written = day[np.flatnonzero(np.diff(day, prepend=-1))].astype(float)  # each day with messages, once
    people = sender.n_unique()
    age = max(1.0, float(back[0]) / DAY)
    return Numbers(
        age=age,
        messages=len(at),
        people=people,
        silence=float(back[-1]) / DAY,
        since_talk=_since_talk(spoken.select("at", "sender"), people, seen_until, age),
        lately=len(at) - lately,
        before=lately - before,
        best=int(np.bincount(back // SPAN).max()),
        days=int((written < SPAN // DAY).sum()),
        faded=_faded(written, REGULAR),
        voices=sender[lately:].n_unique(),
        voices_before=sender[before:lately].n_unique(),
        newcomers=people - sender[:lately].n_unique(),
    )


def _faded(days: NDArray[np.float64], half: float) -> float:
    """How many there are in 60 days, each counting half for every ``half`` days back."""
    return float(np.exp2(-days / half).sum() * np.log(2) / half * SPAN / DAY)


def _since_talk(spoken: pl.DataFrame, people: int, seen_until: int, age: float) -> float:
    """Days since the last real conversation. It is mostly near the end, where it is looked for first."""
    for size in (TAIL, spoken.height):
        found = conversations(talks.talks(talks.with_talks(spoken.tail(size)), None), people)
        if found.height:
            return max(0.0, (seen_until - int(found["end"][-1])) / DAY)
        if size >= spoken.height:
            break
    return age


def terms(found: Numbers) -> dict[str, float]:
    """The numbers as they enter the model: logarithms, and differences of them where one is set beside another."""
    level = np.log(found.lately + 1)
    voices = np.log(found.voices + 1)
    told = {
        "silence": np.log1p(found.silence),
        "since_talk": np.log1p(found.since_talk),
        "level": level,
        "best": np.log(found.best + 1) - level,
        "regular": np.log(found.faded + 0.5),
        "voices": voices,
        "voices_before": voices - np.log(found.voices_before + 1),
        "newcomers": np.log(found.newcomers + 1),
        "age": np.log(found.age),
    }
    return {name: float(value) for name, value in told.items()}
