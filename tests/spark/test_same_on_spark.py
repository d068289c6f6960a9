"""The measuring functions on PySpark: equal results, from the same code (`make test-spark`)."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import polars as pl
import pytest

from kithbook import ties
from kithbook.ties.gaps import rhythms
from kithbook.ties.pace import paces
from kithbook.ties.sums import sums
from kithbook.vocabulary import EVENT_COLUMNS, KINDS

spark = pytest.mark.spark
pytestmark = spark
ME, START, DAY = 1, 1_700_000_000, 86_400


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A Spark of one thread on this machine."""
    sql = pytest.importorskip("pyspark.sql", reason="make test-spark installs it")
    made = (
        sql.SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "1")
        .getOrCreate()
    )
    yield made
    made.stop()


def drawn() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Three chats of two years: a direct one, mail one to one, a group of four with answers and mentions."""
    rng = np.random.default_rng(5)
    some = 4000
    chat = rng.integers(1, 4, some)
    sender = np.where(chat == 3, rng.integers(1, 5, some), rng.integers(1, 3, some))
    group = chat == 3
    ids = np.arange(some)
    told = np.where(group & (rng.random(some) < 0.5) & (ids > 9), ids - rng.integers(1, 9, some), -1)
    events = pl.DataFrame(
        {
            "id": ids,
            "chat": chat,
            "sender": sender,
            "at": START + np.sort(rng.integers(0, 730 * DAY, some)),
            "kind": rng.choice([KINDS.index(kind) for kind in ("text", "voice", "call")], some, p=(0.9, 0.05, 0.05)),
            "reply_to": pl.Series(np.where(rng.random(some) < 0.3, told, -1)),
            "mentions": pl.Series(np.where(group & (rng.random(some) < 0.1), rng.integers(1, 5, some), -1)),
            "is_question": rng.random(some) < 0.1,
            "size": rng.integers(0, 200, some),
            "reacted": rng.random(some) < 0.05,
            "answers": pl.Series(told),
            "chance": rng.random(some),
        }
    ).with_columns(pl.col("reply_to", "mentions", "answers").replace(-1, None))
    rooms = pl.DataFrame(
        {"chat": [1, 2, 3], "direct": [True, True, False], "other": [2, 2, None], "mail": [False, True, False]},
        schema={"chat": pl.Int32, "direct": pl.Boolean, "other": pl.Int32, "mail": pl.Boolean},
    )
    return events.select(pl.col(name).cast(getattr(pl, kind)) for name, kind, _ in EVENT_COLUMNS), rooms


def days(events: Any, rooms: Any) -> Any:
    """From events to days, on whatever engine these frames are of."""
    contacts = ties.contacts(events, rooms, me=ME, now=START + 700 * DAY)
    return ties.days(ties.seen_from(contacts, ME), shift=3600)


def collected(frame: Any, keys: list[str]) -> pl.DataFrame:
    """A frame of any engine as plain numbers in one order."""
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    elif not isinstance(frame, pl.DataFrame):
        frame = pl.DataFrame(pl.from_arrow(frame.toArrow()))
    return frame.select(pl.col(name).cast(pl.Float64) for name in sorted(frame.columns)).sort(keys)


UNTIL = START + 700 * DAY
MEASURES: dict[str, tuple[Callable[[Any], Any], list[str]]] = {
    "sums": (lambda frame: sums(frame, until=UNTIL), ["person"]),
    "paces": (lambda frame: paces(frame, until=UNTIL), ["person"]),
    "rhythms": (lambda frame: rhythms(frame, until=UNTIL), ["person"]),
}


def test_days_are_the_same(session: Any) -> None:
    """Eager and lazy Polars and PySpark find the same days with the same numbers."""
    events, rooms = drawn()
    keys = ["person", "chat", "day"]
    eager = collected(days(events, rooms), keys)
    lazy = collected(days(events.lazy(), rooms.lazy()), keys)
    there = days(session.createDataFrame(events.to_arrow()), session.createDataFrame(rooms.to_arrow()))
    assert len(eager) > 500
    for other in (lazy, collected(there, keys)):
        assert other.columns == eager.columns
        np.testing.assert_allclose(other.to_numpy(), eager.to_numpy(), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_numbers_of_ties_are_the_same(session: Any, name: str) -> None:
    """Each frame of numbers that ties keep is the same on Polars and on PySpark."""
    measure, keys = MEASURES[name]
    found = days(*drawn())
    here = collected(measure(found), keys)
    there = collected(measure(session.createDataFrame(found.to_arrow())), keys)
    assert there.columns == here.columns
    np.testing.assert_allclose(there.to_numpy(), here.to_numpy(), rtol=1e-6, atol=1e-6, equal_nan=True)
