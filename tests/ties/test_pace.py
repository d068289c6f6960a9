"""The numbers of a tie from its days, on hand-drawn timelines."""

import math
import time

import msgspec
import polars as pl
import pytest

from kithbook.ties.pace import Pace, paces, touched
from tests.ties.timelines import BRAM, INES, START, at, drawn


def of(days: pl.DataFrame, until: int, person: int = INES, **more: object) -> Pace:
    """The pace of one person as it is kept: through JSON and back."""
    (row,) = paces(days, until=until, **more).filter(pl.col("person") == person).to_dicts()
    return msgspec.json.decode(msgspec.json.encode(msgspec.convert(row, Pace)), type=Pace)


def test_days_count_half_for_every_half_life():
    """Three days, 30 and 60 days apart, seen on the last of them."""
    pace = of(drawn(0, 30, 90), at(90))
    assert (pace.days, pace.contacts, pace.recent) == (3, 6, 3)
    assert pace.days30 == pytest.approx(1 + 1 / 4 + 1 / 8)
    assert pace.days90 == pytest.approx(1 + 0.5 ** (60 / 90) + 0.5)
    assert (pace.first, pace.last) == (at(0) - 3600, at(90))


def test_gaps_reach_from_the_end_of_a_day_to_the_begin_of_the_next():
    """An hour less than 30 and 60 days."""
    pace = of(drawn(0, 30, 90), at(90))
    assert pace.gaps == 2
    assert pace.gap_logs == pytest.approx(sum(math.log(days - 1 / 24 + 0.5) for days in (30, 60)))


def test_only_what_was_before_counts():
    """A message from the future, and one of a clock that was never set, are not seen."""
    whole = msgspec.structs.asdict(of(pl.concat([drawn(0, 30, 80_000), drawn(-START)]), at(60)))
    assert whole == pytest.approx(msgspec.structs.asdict(of(drawn(0, 30), at(60))))


def test_chats_are_merged_and_each_tie_has_its_own_moment():
    """The same day in two chats is one day; until may differ from person to person."""
    days = pl.concat([drawn(0, 10), drawn(10, 20, chat=2), drawn(0, 20, person=BRAM)])
    until = pl.DataFrame({"person": [INES, BRAM], "until": [at(25), at(10)]})
    both = {row["person"]: row for row in paces(days, until=until).iter_rows(named=True)}
    assert (both[INES]["days"], both[INES]["contacts"], both[BRAM]["days"]) == (3, 8, 1)
    assert (both[INES]["seen_until"], both[BRAM]["seen_until"]) == (at(25), at(10))
    # of the owner's five days with somebody, Bram's moment knows three
    assert both[BRAM]["busy365"] == pytest.approx(2 * 0.5 ** (10 / 365) + 1)
    assert both[INES]["busy365"] == pytest.approx(sum(n * 0.5 ** (d / 365) for n, d in ((2, 25), (1, 15), (2, 5))))


def test_who_wrote_last_is_known():
    """Two days on which only the owner wrote, after one on which the other answered."""
    pace = of(pl.concat([drawn(0), drawn(5, 9, theirs=0.0)]), at(9))
    assert (pace.unanswered, pace.last_theirs) == (2, at(0))
    assert pace.mine90 > pace.theirs90


def test_being_drawn_together_is_null_where_nobody_looked():
    """None is not known, 0 is known to be never."""
    days, together = pl.concat([drawn(0), drawn(0, person=BRAM)]), drawn(2).select("person", "day", "last")
    assert of(days, at(3)).together30 is None
    assert of(days, at(3), together=together).together30 == pytest.approx(0.5 ** (1 / 30))
    assert of(days, at(3), BRAM, together=together).together30 == 0


def test_a_touch_is_as_if_it_had_been_seen():
    """Every clock starts again; sums are what they would be if the day had been among the days."""
    before, moment = of(drawn(0, 30), at(40)), at(50)
    after = touched(before, moment)
    seen = of(drawn(0, 30, 50), at(50))
    assert (after.days, after.last, after.seen_until, after.unanswered) == (3, moment, moment, 0)
    for name in ("days7", "days30", "days365", "mine90", "busy90"):
        assert getattr(after, name) == pytest.approx(getattr(seen, name)), name
    assert touched(Pace(INES), moment).days == 1
    assert touched(before, at(10)).last == before.last


def test_lazy_frames_stay_lazy():
    """Frames come out as they went in."""
    days = pl.concat([drawn(0, 10), drawn(3, person=BRAM)])
    lazy = paces(days.lazy(), until=at(20))
    assert isinstance(lazy, pl.LazyFrame)
    assert lazy.collect().sort("person").equals(paces(days, until=at(20)).sort("person"))


def test_many_people_and_days_take_little_time():
    """5,000 people and ten years, each with a moment of their own."""
    one = drawn(*range(0, 3600, 50)).drop("person")
    days = (
        pl.DataFrame({"person": range(5000)})
        .join(one, how="cross")
        .with_columns(
            pl.col("day") + pl.col("person") % 50,
            pl.col("first", "last") + pl.col("person") % 50 * 86_400,
        )
    )
    until = pl.DataFrame({"person": range(5000)}).with_columns(until=at(3700) - pl.col("person") * 3600)
    start = time.perf_counter()
    found = paces(days, until=until)
    assert len(found) == 5000
    assert time.perf_counter() - start < 3  # a second on an idle machine
    assert found.select(pl.col("busy7", "days365").is_finite().all()).row(0) == (True, True)
