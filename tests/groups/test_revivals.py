"""Past attempts to wake a group, and what they did, on hand-drawn timelines."""

import numpy as np
import polars as pl
import pytest

from kithbook.groups import talks
from kithbook.groups.attempts import openings
from kithbook.groups.revivals import revivals, together
from kithbook.groups.uplift import daily, days_up, uplift
from kithbook.vocabulary import KINDS
from kithbook.vocabulary.answers import EFFECTS, REVIVAL_KINDS

ME, INES, BRAM, CLEO, DAY, START = 1, 2, 3, 4, 86_400, 1_700_006_400
NAMES = {ME: "Me", INES: "Ines", BRAM: "Bram", CLEO: "Cleo"}
WAKE = 700  # the day of the attempt


def second(day: float) -> int:
    """The time of a day of the timeline."""
    return START + round(day * DAY)


def known(events, until: float, told=(), greetings=()):
    """The attempts of a timeline that was seen until a day."""
    spoken = talks.with_talks(events)
    talk = talks.talks(spoken, ME)
    return revivals(spoken, talk, seen_until=second(until), names=NAMES, told=told, greetings=greetings)


def steady(talk, until: float = 1000, every: float = 2):
    """Ines and Bram talk every other day, at noon."""
    return talk(np.arange(0.5, until, every).tolist(), [INES, BRAM], 4)


def quiet(lines, days: float, after: float = 0):
    """The same without what was said in the days before (and after) the attempt."""
    return [line for line in lines if not WAKE - days < line[0] < WAKE + after]


def telling(day: float, number: int = 7, words: str = "a photo of the lake"):
    """What the owner tells of."""
    return [(number, second(day), words)]


def test_what_lasts_is_more_than_chance(drawn, talk):
    """From the attempt on Cleo and Ines talk every day as well, for good: 60 messages a month become 300."""
    more = talk(np.arange(WAKE + 0.7, 1000, 1).tolist(), [CLEO, INES], 8)
    (found,) = known(drawn(steady(talk) + more), 1000, telling(WAKE))
    assert (found.kind, found.id, found.what, found.on) == ("told", 7, "a photo of the lake", "2025-10-15")
    assert (found.took, found.of, found.effect, found.days_up) == (3, 3, "more than chance", None)
    assert found.uplift == pytest.approx(240, abs=10)
    assert found.low is not None
    assert found.low > 0
    assert found.band is not None
    assert found.band[1] < found.uplift
    assert str(found.says) == (
        "3 of 3 people wrote within three days. Two months later more was said than before. That is more than chance."
    )


def test_a_burst_that_was_over_in_three_days_cannot_be_told_from_chance(drawn, talk):
    """Ninety messages on one day; then all is as before."""
    burst = talk([WAKE + 0.6], [CLEO, INES, BRAM], 90)
    (found,) = known(drawn(steady(talk) + burst), 1000, telling(WAKE))
    assert (found.effect, found.days_up) == ("cannot tell", 1)
    assert found.uplift == pytest.approx(0, abs=5)
    assert "After a day it was as before. We cannot tell it from chance." in str(found.says)


def test_where_a_group_swings_by_itself_few_days_look_like_an_effect(drawn, talk):
    """Two lively months, two silent ones, again and again: of all days at most one in twenty may, though half rise."""
    lively = [day for day in np.arange(0.5, 1500, 1).tolist() if day % 120 >= 60]
    counts, _ = daily(drawn(talk(lively, [INES, BRAM], 4))["at"].to_numpy(), second(1500) - 1)
    every = [found for day in range(120, 1380) if (found := uplift(counts, day)) is not None]
    assert len(every) > 1000
    assert np.mean([one.change > 0 for one in every]) > 0.4
    assert np.mean([one.p <= 0.05 for one in every]) <= 0.06


@pytest.mark.parametrize(
    ("day", "until", "effect"),
    [
        (970, 1000, "too early"),
        (969, 1000, "cannot tell"),
        (100, 180, "too little to compare"),
        (20, 1000, "too little to compare"),
    ],
)
def test_what_is_too_early_or_too_thin_is_said(drawn, talk, day, until, effect):
    """Twenty-eight days after the burst, sixty days before, and twenty placebo dates are the least."""
    (found,) = known(drawn(steady(talk, until)), until - 0.001, telling(day))
    assert found.effect == effect
    assert (found.p is None) == (found.effect != "cannot tell")


def test_an_attempt_outside_of_what_was_seen_is_told_but_not_measured(drawn, talk):
    """Before the first message, after the last day, and in a group of which nothing is known."""
    before, after = known(drawn(steady(talk)), 1000, [*telling(-500, 1), *telling(1200, 2)])
    assert (before.effect, after.effect) == ("too little to compare", "too early")
    assert {before.effect, after.effect} <= set(EFFECTS)
    assert known(drawn([]), 1000, telling(10)) == ()


def test_a_talk_of_several_after_a_long_silence_is_found(drawn, talk):
    """A month of silence, then Cleo, Ines and Bram: one attempt, by Cleo; a talk of two is none."""
    lines = quiet(steady(talk), 30)
    (found,) = known(drawn(lines + talk([WAKE + 0.1], [CLEO, INES, BRAM], 9)), 1000)
    assert (found.kind, found.by and found.by.name, found.took) == ("burst", "Cleo", 2)
    assert known(drawn(lines), 1000) == ()


def test_a_greeting_that_opens_a_talk_is_found_by_its_message(drawn, talk):
    """What the text says is for others to tell: they are asked about the openings alone."""
    lines = quiet(steady(talk), 30)
    spoken = talks.with_talks(drawn(lines))
    (opening,) = openings(spoken, talks.talks(spoken, ME))
    (found,) = known(drawn(lines), 1000, greetings=[opening])
    assert (found.kind, found.by and found.by.name) == ("greeting", "Ines")
    assert known(drawn(lines), 1000, greetings=[opening - 1]) == ()


def test_a_red_envelope_is_an_attempt(drawn, talk):
    """Nobody sends one without meaning everybody; whoever wrote within three days is counted, the giver is not."""
    lines = quiet(steady(talk), 20, 2)
    events = drawn(sorted([*lines, (WAKE, CLEO), (WAKE + 0.01, INES)]))
    red = pl.when(pl.col("sender") == CLEO).then(pl.lit(KINDS.index("red_envelope"), pl.Int8)).otherwise("kind")
    (found,) = known(events.with_columns(kind=red), 1000)
    assert (found.kind, found.on, found.took, found.of) == ("red envelope", "2025-10-15", 2, 3)


def test_attempts_within_a_week_are_one_and_what_was_told_goes_first(drawn, talk):
    """A burst two days after what the owner tells of is that."""
    events = drawn(quiet(steady(talk), 30, 2) + talk([WAKE + 1], [CLEO, INES, BRAM], 9))
    assert [one.kind for one in known(events, 1000)] == ["burst"]
    assert [one.kind for one in known(events, 1000, telling(WAKE - 1))] == ["told"]


def test_at_most_twelve_are_found_and_all_that_were_told_are_kept(drawn, talk):
    """Twenty bursts after silences, thirteen told of; in order of time."""
    lines = [line for line in steady(talk, 2000) if line[0] % 100 < 60]
    bursts = talk([100 * i - 0.2 for i in range(1, 21)], [CLEO, INES, BRAM], 9)
    told = [(number, second(100 * number + 40), "") for number in range(1, 14)]
    found = known(drawn(sorted(lines + bursts)), 2000, told)
    assert [one.kind for one in found].count("burst") == 12
    assert [one.id for one in found if one.kind == "told"] == list(range(1, 14))
    assert [one.on for one in found] == sorted(one.on for one in found)
    assert {one.kind for one in found} <= set(REVIVAL_KINDS)


def test_a_quiet_group_that_comes_back_by_itself_is_not_praised(drawn, talk):
    """After a silent month the level always rises: each burst is like the others."""
    lines = [line for line in steady(talk, 2000) if line[0] % 100 < 60]
    bursts = talk([100 * i - 0.2 for i in range(1, 20)], [CLEO, INES, BRAM], 9)
    found = known(drawn(sorted(lines + bursts)), 2000)
    assert len(found) == 12
    assert "more than chance" not in {one.effect for one in found}


def test_one_sentence_closes_all(drawn, talk):
    """None at all, one, some of several, none of several."""
    more = talk(np.arange(WAKE + 0.7, 1000, 1).tolist(), [CLEO, INES], 8)
    events = drawn(steady(talk) + more)
    did, did_not = telling(WAKE), telling(400)
    assert together(()) is None
    assert str(together(known(events, 1000, telling(990)))) == "Of none of them can be said yet what it did."
    assert str(together(known(events, 1000, did))) == "1 of 1 did more than chance."
    assert str(together(known(events, 1000, [*did, *did_not]))) == "1 of 2 did more than chance."
    assert str(together(known(events, 1000, did_not))) == "It cannot be told from chance."
    none = together(known(events, 1000, [*did_not, *telling(300)]))
    assert str(none) == "None of them can be told from chance."


def test_placebo_dates_keep_away_from_other_attempts():
    """The windows around another attempt are no ordinary dates."""
    counts = np.random.default_rng(5).poisson(4, 1000)
    alone, beside = uplift(counts, 300), uplift(counts, 300, others=[600])
    assert alone is not None
    assert beside is not None
    assert beside.placebos < alone.placebos


def test_days_up_ends_with_the_first_week_that_is_no_fuller_than_before():
    """One a day before; five a day for ten days; then one a day again, or five to the end."""
    back = np.concatenate([np.ones(100), np.full(10, 5), np.ones(100)]).astype(np.int64)
    stays = np.concatenate([np.ones(100), np.full(110, 5)]).astype(np.int64)
    assert days_up(back, 100) == 10
    assert days_up(stays, 100) is None
