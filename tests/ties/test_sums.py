"""A tie in plain numbers, from days; and after one more touch."""

import math

import msgspec
import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.ties.days import DAY, days
from kithbook.ties.sums import FIELDS, OLDEST, Sums, sums, touched
from tests.ties.drawing import ME, START, THEM, by_turns, contacts, drawn, tie


def test_two_days_add_up():
    """By hand: two days, a week apart, three contacts."""
    found = drawn((0.5, ME), (0.51, THEM), (7.5, THEM), until=10)
    assert (found.days, found.weeks, found.direct, found.mine, found.theirs) == (2, 2, 3, 1.0, 2.0)
    assert (found.first, found.last, found.seen_until) == (START + DAY // 2, START + 7.5 * DAY, START + 10 * DAY)
    assert found.volume == pytest.approx(math.log(3) + math.log(2))
    assert found.heat == pytest.approx(1 + 0.5 ** (6.99 / 90))


def test_chats_of_one_day_are_one_day():
    """Two channels on the same day do not make two days."""
    both = pl.concat([contacts((0.5, ME), chat=1), contacts((0.6, THEM), chat=2)])
    found = tie(both, 1)
    assert (found.days, found.direct, found.heat) == (1, 2, 1.0)


def test_a_day_in_groups_counts_less():
    """A reply of weight .25 is a quarter of a day, and ten of them are .4."""
    one = tie(contacts((0.5, ME), how="reply", weight=0.25), 1)
    ten = tie(contacts(*[(0.5 + i / 100, ME) for i in range(10)], how="reply", weight=0.25), 1)
    assert (one.heat, ten.heat) == (pytest.approx(0.25), pytest.approx(0.4))
    assert one.days == 1


def test_what_lies_after_until_and_before_1990_does_not_count():
    """A message of the future and a clock that was never set are left out."""
    frame = contacts((0.5, ME), (900.0, THEM), (-19_000.0, THEM))
    found = tie(frame, 2)
    assert (found.days, found.mine, found.theirs) == (1, 1.0, 0.0)
    assert found.first is not None
    assert found.first >= OLDEST


def test_each_may_be_seen_until_another_moment():
    """A frame of moments: who is not in it has no row."""
    frame = days(pl.concat([contacts((0.5, ME), (3.5, ME), person=person) for person in (1, 2, 3)]))
    until = pl.DataFrame(
        {"person": [1, 2], "until": [START + DAY, START + 9 * DAY]}, schema_overrides={"person": pl.Int32}
    )
    found = {row["person"]: row for row in sums(frame, until=until).iter_rows(named=True)}
    assert {person: row["days"] for person, row in found.items()} == {1: 1, 2: 2}
    assert found[2]["seen_until"] == START + 9 * DAY


def test_a_return_is_a_silence_of_ninety_days_that_ended():
    """89 days are none."""
    assert drawn((0.5, ME), (89.5, ME), (179.5, ME)).returns == 1


def test_silence_counts_until_it_was_seen():
    """Neither further, nor below nothing."""
    found = drawn((0.5, ME), until=10.5)
    assert [found.silence(START + round(day * DAY)) for day in (0.0, 5.5, 900.0)] == [0.0, 5.0, 10.0]
    assert Sums().silence(START) == 0


def test_no_days_have_no_row():
    """Nothing in, nothing out."""
    assert sums(days(contacts()), until=START).height == 0


@given(st.lists(st.tuples(st.integers(0, 4_000), st.booleans()), min_size=1, max_size=30), st.integers(1, 900))
def test_a_later_touch_adds_what_the_day_would_have_added(moments, later):
    """Numbers after a touch are those of the history with that touch in it."""
    spread = [(day + 0.5, mine) for day, mine in moments]
    before = drawn(*spread)
    moment = before.last + later * DAY
    after = touched(before, moment)
    whole = tie(pl.concat([contacts(*spread), contacts(((moment - START) / DAY, ME), how="touch")]))
    for name in FIELDS:  # how long one waited for an answer is not known of a touch
        if "wait" not in name:
            assert getattr(after, name) == pytest.approx(getattr(whole, name), rel=1e-6), name


def test_a_touch_of_the_past_leaves_the_clocks_alone():
    """What was logged late changes no last contact."""
    before = drawn((0.5, ME), (100.5, THEM), until=120)
    after = touched(before, START + 50 * DAY)
    assert (after.last, after.seen_until, after.days) == (before.last, before.seen_until, 3)
    assert after.heat > before.heat


def test_numbers_survive_being_kept():
    """JSON gives back what it got."""
    found = drawn(*by_turns(3, 20))
    assert msgspec.json.decode(msgspec.json.encode(found), type=Sums) == found


def test_lazy_frames_and_another_engine_give_the_same():
    """Written with Narwhals: lazy Polars, and DuckDB in the place of Spark."""
    frame = days(pl.concat([contacts(*by_turns(n, 30), person=n) for n in (1, 2, 40)]))
    plain = sums(frame, until=START + 999 * DAY).sort("person")
    lazy = sums(frame.lazy(), until=START + 999 * DAY).collect().sort("person")
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed, so only Polars is compared")
    pytest.importorskip("pyarrow", reason="Arrow is not installed, so only Polars is compared")
    table = duckdb.from_arrow(frame.to_arrow())
    other = nw.from_native(sums(table, until=START + 999 * DAY)).collect("polars").to_native().sort("person")
    for found in (lazy, other):
        for name in FIELDS:
            assert found[name].to_list() == pytest.approx(plain[name].to_list()), name
