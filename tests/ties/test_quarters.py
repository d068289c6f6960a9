"""Strength by quarter, and who moved."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from kithbook.ties.days import DAY, days
from kithbook.ties.quarters import begins, movers, named, quarter_of, quarters
from kithbook.ties.strength import strength
from kithbook.ties.sums import FIELDS, Sums, sums
from tests.ties.drawing import START, by_turns, contacts

UNTIL = START + 900 * DAY  # 2 May 2026


def test_quarters_are_those_of_the_calendar():
    """Every day of two centuries."""
    every = np.arange(-25_508, 47_541)  # March 1900 to February 2100
    found = quarter_of(every)
    told = [date(1970, 1, 1) + timedelta(int(day)) for day in every]
    assert found.tolist() == [day.year * 4 + (day.month - 1) // 3 for day in told]
    assert ((begins(found) <= every) & (every < begins(found + 1))).all()
    assert named(quarter_of(START // DAY)) == "2023-Q4"


@pytest.fixture(scope="module")
def history() -> pl.DataFrame:
    """1 is steady, 2 fell silent after half a year, 3 came in the last one, 4 wrote once."""
    return days(
        pl.concat(
            [
                contacts(*by_turns(5, 180), person=1),
                contacts(*by_turns(2, 90), person=2),
                contacts(*by_turns(2, 80, start=720.5), person=3),
                contacts((10.5, True), person=4),
            ]
        )
    )


def test_a_tie_has_a_strength_at_the_end_of_each_quarter_from_its_first(history):
    """Also for the quarters of silence, up to the moment until which it was seen."""
    found = quarters(history, until=UNTIL)
    by_person = {person: rows["quarter"].to_list() for (person,), rows in found.group_by("person", maintain_order=True)}
    first, last = quarter_of(START // DAY), quarter_of(UNTIL // DAY)
    assert by_person[1] == by_person[2] == by_person[4] == list(range(first, last + 1))
    assert by_person[3] == [last - 1, last] or by_person[3] == [last - 2, last - 1, last]
    assert found.filter(pl.col("person") == 4)["strength"].null_count() == len(by_person[4])
    falling = found.filter(pl.col("person") == 2)["strength"].to_list()[3:]
    assert falling == sorted(falling, reverse=True)


def test_each_quarter_is_the_strength_of_that_moment(history):
    """As if the book had been opened then."""
    found = quarters(history, until=UNTIL)
    for row in found.filter(pl.col("strength").is_not_null()).iter_rows(named=True):
        now = min(int(begins(np.array([row["quarter"] + 1]))[0]) * DAY, UNTIL)
        then = sums(history.filter(pl.col("person") == row["person"]), until=now)
        told = strength(Sums(**{name: then[name][0] for name in FIELDS}), now=now)
        assert [row["strength"], row["low"], row["high"]] == pytest.approx([told.value, told.low, told.high])


def test_one_tie_alone_has_the_same_history_as_among_all(history):
    """After an import only those that it touched are made anew."""
    alone = quarters(history.filter(pl.col("person") == 2), until=UNTIL)
    among = quarters(history, until=UNTIL).filter(pl.col("person") == 2)
    assert alone["strength"].to_list() == pytest.approx(among["strength"].to_list())


def test_with_attention_each_owner_shares_one_whole(history):
    """More ties at a time, less for each."""
    alone = quarters(history.filter(pl.col("person") == 1), until=UNTIL, ego=())
    among = quarters(history, until=UNTIL, ego=()).filter(pl.col("person") == 1)
    assert (alone["strength"] >= among["strength"] - 1e-9).all()
    assert alone["strength"][0] > among["strength"][0]


def test_who_came_closer_and_who_drifted_this_year(history):
    """The steady one did not move in a year; the one who fell silent did in two; who wrote once is unknown."""
    found = quarters(history, until=UNTIL)
    last = quarter_of(UNTIL // DAY)
    assert [mover.person for mover in movers(found, since=last - 4)] == [3]
    moved = {mover.person: mover for mover in movers(found, since=last - 8)}
    assert {2, 3} <= set(moved) <= {1, 2, 3}
    assert moved[3].before is None
    assert str(moved[3].say()).startswith("new: closeness is ")
    assert moved[2].by < 0
    assert str(moved[2].say()).startswith("drifted: from ")
    back = {mover.person: mover for mover in movers(found, since=last, to=last - 8)}
    assert str(back[2].say()).startswith("came closer: from ")


def test_a_difference_within_the_intervals_is_no_move():
    """The same numbers, once apart and once not."""
    frame = pl.DataFrame(
        {
            "person": [1, 1, 2, 2],
            "quarter": [8000, 8004] * 2,
            "strength": [0.4, 0.5, 0.4, 0.5],
            "low": [0.35, 0.46, 0.35, 0.40],
            "high": [0.45, 0.55, 0.45, 0.60],
        }
    )
    assert [mover.person for mover in movers(frame, since=8000)] == [1]


def test_lazy_frames_and_no_days_at_all(history):
    """The same answer, and an empty one with its columns."""
    lazy, plain = quarters(history.lazy(), until=UNTIL), quarters(history, until=UNTIL)
    assert lazy.select("person", "quarter").equals(plain.select("person", "quarter"))
    assert lazy["strength"].to_list() == pytest.approx(plain["strength"].to_list())
    empty = quarters(history.clear(), until=UNTIL)
    assert empty.columns == ["person", "quarter", "strength", "low", "high"]
    assert movers(empty, since=8000) == []


def test_a_message_of_the_future_opens_no_quarter(history):
    """Wrong clocks do not draw a history into years that have not been."""
    wrong = pl.concat([history, days(contacts((5000.0, True), person=1))])
    found, plain = quarters(wrong, until=UNTIL), quarters(history, until=UNTIL)
    assert found.select("person", "quarter").equals(plain.select("person", "quarter"))
    assert found["strength"].to_list() == pytest.approx(plain["strength"].to_list())
