"""The whole report: real shapes of groups, edges, and a real group with its last year cut off."""

import math

import msgspec
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook import groups
from kithbook.vocabulary import ANSWERS

ME, DAY, START = 1, 86_400, 1_700_006_400
NAMES = {person: f"Person {person}" for person in range(1, 200)}


def judged(events: pl.DataFrame, until: float, me: int | None = ME, stated: int | None = None) -> groups.Report:
    """The report as of a day."""
    return groups.report(events, me=me, stated=stated, seen_until=START + round(until * DAY), names=NAMES)


def test_a_group_that_talks_is_kept(drawn, talk):
    """A year of talks between six people, in two orders."""
    moments = talk(range(0, 365, 6), [2, 3, 4, 5, 6, ME]) + talk(range(3, 365, 6), [4, 2, 6, 3, 5, ME])
    report = judged(drawn(sorted(moments)), 365)
    assert report.verdict.answer == "keep"
    assert str(report.says["title"]) == "Keep it, and tend 5 of its people."


def test_a_group_that_fell_silent_two_years_ago_is_archived(drawn, talk):
    """The same year, and two of silence."""
    report = judged(drawn(talk(range(0, 365, 3), [2, 3, 4, 5, 6, ME])), 1_095)
    assert report.verdict.answer == "archive"
    assert report.verdict.as_of == "2026-11-14"


def test_an_export_that_ends_in_the_past_is_judged_as_of_then(drawn, talk):
    """Seen until the end of its first year, it is alive, and the verdict says as of when."""
    report = judged(drawn(talk(range(0, 365, 3), [2, 3, 4, 5, 6, ME])), 366)
    assert (report.verdict.answer, report.verdict.as_of) == ("keep", "2024-11-15")


def test_cutting_off_the_last_year_moves_the_verdict(drawn, talk):
    """A group that died in its last year was alive before."""
    events = drawn(talk(range(0, 500, 3), [2, 3, 4, 5, 6, ME]))
    until = START + 500 * DAY
    assert judged(events, 865).verdict.answer == "archive"
    assert judged(events.filter(pl.col("at") <= until), 500).verdict.answer == "keep"


def test_a_revival_after_a_decline_is_a_reason(drawn, talk):
    """A slow decline, a low, and three months of talk again."""
    decline = [moment for month in range(20) for moment in talk([month * 30], [2, 3, 4, 5, 6], max(1, 60 - 4 * month))]
    again = talk(range(700, 790, 5), [2, 3, 4, 5], 10)
    verdict = judged(drawn(decline + again), 790, me=None).verdict
    assert verdict.answer == "keep"
    assert [reason.name for reason in verdict.reasons if reason.name == "revival"] == ["revival"]


def test_announcements_that_nobody_answers_are_a_broadcast(drawn, talk):
    """One voice a week, a thank you now and then, and a talk in its first month."""
    posts = [(float(day), 2) for day in range(30, 400, 4)]
    thanks = [(day + 0.2, 3 + i % 4) for i, day in enumerate(range(30, 400, 40))]
    report = judged(drawn(sorted(talk([0, 5], [2, 3, 4, 5, 6, 7]) + posts + thanks)), 400, me=None)
    assert report.verdict.answer == "broadcast"


@pytest.mark.parametrize("moments", [[], [(0.0, 2)], [(float(i), 2 + i % 2) for i in range(300)]])
def test_nothing_one_message_and_two_people_are_too_little(drawn, moments):
    """A verdict on a group needs a group."""
    report = judged(drawn(moments), 400)
    assert (report.verdict.answer, report.verdict.confidence) == ("too little data", 0.0)
    assert str(report.says["title"]) == "Too little to say yet."


def test_an_owner_who_never_wrote_is_legal(drawn, talk):
    """A silent reader gets a verdict like everybody, and that nothing hangs on them is no sign of life."""
    report = judged(drawn(talk(range(0, 365, 3), [2, 3, 4, 5, 6])), 365)
    assert report.verdict.answer == "keep"
    assert report.figures["owner_share"] is None
    assert [reason.weight for reason in report.verdict.reasons if reason.name == "owner"] == [0.0]


def test_the_stated_size_is_kept_beside_what_was_seen(drawn, talk):
    """Six seen of 312 stated are two numbers."""
    report = judged(drawn(talk(range(0, 365, 3), [2, 3, 4, 5, 6, 7])), 365, stated=312)
    assert "of 6 people seen, and of 312 members" in str(
        next(reason.says for reason in report.verdict.reasons if reason.name == "participation")
    )


@given(
    st.lists(st.tuples(st.floats(0, 900), st.integers(1, 9)), max_size=150),
    st.one_of(st.none(), st.integers(1, 9)),
    st.floats(0, 400),
)
def test_every_group_gets_a_legal_verdict(drawn, moments, me, silent):
    """Whatever was said by whomever: an answer, a confidence between 0 and 1, no NaN, at most thirty people."""
    report = judged(drawn(sorted(moments)), 900 + silent, me=me)
    assert report.verdict.answer in ANSWERS
    assert 0 <= report.verdict.confidence <= 1
    assert all(math.isfinite(reason.weight) for reason in report.verdict.reasons)
    assert not any(isinstance(value, float) and math.isnan(value) for value in report.figures.values())
    assert len(report.shortlist) <= 30
    assert set(report.says) == {"title", "lead", "activity", "participation", "shortlist"}
    assert all(str(said) for said in report.says.values())
    assert msgspec.json.encode(report.figures)


def test_a_real_group_is_less_sure_without_its_last_year(shared):
    """The busiest public chat of the research data: same answer, and another confidence, a year earlier."""
    path = shared / "data" / "zulip" / "messages.parquet"
    if not path.is_file():
        pytest.skip("the public chat of ../shared/data is not here")
    rows = pl.read_parquet(path).filter(pl.col("stream") == 17).sort("ts").with_row_index("id")
    events = rows.select(
        pl.col("id").cast(pl.Int64),
        chat=pl.lit(1, pl.Int32),
        sender=pl.col("sender").cast(pl.Int32),
        at="ts",
        kind=pl.lit(0, pl.Int8),
        reply_to=pl.lit(None, pl.Int64),
        mentions=pl.lit(None, pl.Int32),
        is_question=pl.lit(value=False),
        reacted=pl.lit(value=False),
        answers=pl.col("id").cast(pl.Int64).shift(),
        chance=pl.lit(0.9, pl.Float32),
    )
    names = dict.fromkeys(events["sender"].unique(), "somebody")
    end = int(events["at"].max())  # type: ignore[arg-type]
    whole = groups.report(events, me=None, stated=None, seen_until=end, names=names).verdict
    cut = groups.report(
        events.filter(pl.col("at") <= end - 365 * DAY), me=None, stated=None, seen_until=end - 365 * DAY, names=names
    ).verdict
    assert (whole.answer, whole.confidence) != (cut.answer, cut.confidence)
