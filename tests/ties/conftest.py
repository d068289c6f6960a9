"""Hand-drawn timelines: a few lines that become the columns of events."""

from collections.abc import Callable

import polars as pl
import pytest

from kithbook.vocabulary import EVENT_COLUMNS, KINDS

ME, INES, BRAM = 1, 2, 3
DAY = 86_400
START = 1_700_000_000  # 14 November 2023
DIRECT, GROUP = 1, 2
TYPES = {name: getattr(pl, kind) for name, kind, _ in EVENT_COLUMNS}

Drawn = Callable[..., pl.DataFrame]


def draw(*moments: tuple[float, int], chat: int = DIRECT, kind: str = "text", **columns: object) -> pl.DataFrame:
    """Events of one chat out of pairs (day from the start, who wrote); further columns apply to all of them."""
    rows = [
        {
            "id": chat * 1_000_000 + i,
            "chat": chat,
            "sender": sender,
            "at": START + round(day * DAY),
            "kind": KINDS.index(kind),
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
    return pl.DataFrame(rows, schema=TYPES)


@pytest.fixture(scope="session")
def drawn() -> Drawn:
    """The pencil."""
    return draw
