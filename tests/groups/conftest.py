"""Hand-drawn groups: a few lines that become the columns of events of one chat."""

from collections.abc import Callable, Sequence

import polars as pl
import pytest

from kithbook.vocabulary import EVENT_COLUMNS

DAY, START = 86_400, 1_700_006_400  # 15 November 2023, 00:00 UTC
TYPES = {"Int64": pl.Int64, "Int8": pl.Int8, "Int32": pl.Int32, "Boolean": pl.Boolean}

Drawn = Callable[..., pl.DataFrame]


def draw(moments: Sequence[tuple[float, int]], **columns: object) -> pl.DataFrame:
    """Events out of pairs (day from the start, who wrote); further columns apply to all of them."""
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
        }
        | columns
        for i, (day, sender) in enumerate(moments)
    ]
    return pl.DataFrame(rows, schema={name: TYPES[kind] for name, kind, _ in EVENT_COLUMNS})


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
