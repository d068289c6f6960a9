"""Hand-drawn groups: a few lines that become the columns of events of one chat."""

from collections.abc import Callable, Sequence

import polars as pl
import pytest

from kithbook.vocabulary import EVENT_COLUMNS

DAY, START = 86_400, 1_700_006_400  # 15 November 2023, 00:00 UTC
TYPES = {name: getattr(pl, kind) for name, kind, _ in EVENT_COLUMNS}
TURN = 600  # seconds

Drawn = Callable[..., pl.DataFrame]


def draw(moments: Sequence[tuple[float, int]], **columns: object) -> pl.DataFrame:
    """Events out of pairs (day from the start, who wrote); further columns apply to all of them.

    Whoever speaks within ten minutes after somebody else answers that, unless the columns say whom they answer.
    """
    rows = [
        {
            "id": i,
            "chat": 1,
            "sender": sender,
            "at": START + round(day * DAY),
            "kind": 0,
            "reply_to": None,
            "mentions": None,
            "is_question": False,
            "size": 10,
            "reacted": False,
            "answers": None,
            "chance": None,
        }
        | columns
        for i, (day, sender) in enumerate(moments)
    ]
    follows = (pl.col("at").diff() <= TURN) & (pl.col("sender") != pl.col("sender").shift())
    says = pl.col("reply_to").is_not_null() | pl.col("mentions").is_not_null()
    answers = pl.when(says).then("reply_to").when(follows).then(pl.col("id").shift())
    drawn = pl.DataFrame(rows, schema=TYPES).sort("at", "id").with_columns(answers=answers)
    return drawn.with_columns(chance=pl.when(pl.col("answers").is_not_null()).then(pl.lit(0.9, pl.Float32)))


def chat(days: Sequence[float], people: Sequence[int], messages: int = 8) -> list[tuple[float, int]]:
    """One talk a day on each of ``days``: ``messages`` a minute apart, the ``people`` in turn."""
    return [(day + i / 1440, people[i % len(people)]) for day in days for i in range(messages)]


@pytest.fixture(scope="session")
def drawn() -> Drawn:
    """The pencil."""
    return draw


@pytest.fixture(scope="session")
def talk() -> Callable[..., list[tuple[float, int]]]:
    """Talks on many days."""
    return chat
