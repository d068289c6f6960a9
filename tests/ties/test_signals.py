"""Each signal of closeness on a hand-drawn timeline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.ties import SIGNALS, Parameters, signals

ME, INES = 1, 2
START, DAY = 1_700_000_000, 86_400


def test_recency_falls_to_half_of_its_share_after_ninety_days_of_silence(history):
    """Ninety days of silence are worth half of a contact today."""
    now = history((0, ME), (10, INES))
    then = history((0, ME), (10, INES), silent=90)
    assert signals.recency(now, now.seen_until).weight == pytest.approx(0.15)
    assert signals.recency(then, then.seen_until).weight == pytest.approx(0.075)
    assert signals.recency(then, then.seen_until).value == 90


def test_silence_is_counted_only_until_the_chat_was_seen(history):
    """An export that ended long ago does not grow silent by itself."""
    seen = history((0, ME), (10, INES), silent=5)
    assert seen.silence(seen.seen_until + 3_000 * DAY) == 5


def test_frequency_counts_days_not_messages(history):
    """Fifty messages on one day are one day."""
    chatty = history(*[(0.001 * i, ME if i % 2 else INES) for i in range(50)])
    steady = history((0, ME), (1, INES), (2, ME), (3, INES), (4, ME))
    assert signals.frequency(chatty, chatty.seen_until).value == 1
    assert signals.frequency(steady, steady.seen_until).value == 5
    assert signals.frequency(chatty, 0).weight < signals.frequency(steady, 0).weight


def test_frequency_counts_days_older_than_a_year_at_a_quarter(history):
    """Four days of long ago weigh as much as one of this year."""
    old = history((0, ME), (1, INES), (2, ME), (3, INES), silent=800)
    new = history((0, INES))
    assert old.pace == new.pace == 1
    assert (old.days, old.year_days) == (4, 0)


def test_rhythm_is_the_share_of_months_with_contact(history):
    """Contact in the first and the fourth month of four is half of them."""
    tie = history((0, ME), (95, INES))
    assert (tie.active_months, tie.months) == (2, 4)
    assert signals.rhythm(tie, tie.seen_until).weight == pytest.approx(0.15 * 2 / 6)


def test_reciprocity_is_nothing_when_only_one_of_the_two_writes(history):
    """Ten letters without an answer are no exchange."""
    one_way = history(*[(i, INES) for i in range(10)])
    both = history(*[(i, ME if i % 2 else INES) for i in range(10)])
    assert signals.reciprocity(one_way, 0).weight == 0
    assert signals.reciprocity(both, 0).weight == pytest.approx(0.15 / 2)
    assert signals.reciprocity(both, 0).value == 0.5


def test_who_starts_looks_at_talks_not_at_messages(history):
    """Two talks, each begun by another, are even whoever wrote more."""
    tie = history((0, ME), (0.01, INES), (0.02, INES), (3, INES), (3.01, ME))
    assert (tie.sessions, tie.started) == (2, 1)
    assert signals.who_starts(tie, 0).value == 0.5


def test_a_talk_ends_after_eight_hours_of_silence(history):
    """Eight hours belong to one talk, a second more makes two."""
    assert history((0, ME), (8 / 24, INES)).sessions == 1
    assert history((0, ME), (8 / 24 + 1 / DAY, INES)).sessions == 2


def test_depth_counts_long_talks_in_which_both_speak(history):
    """Twenty messages of both are a long talk, twenty of one are not, and nineteen are not."""
    assert history(*[(i / 1000, ME if i % 2 else INES) for i in range(20)]).long_talks == 1
    assert history(*[(i / 1000, ME if i % 2 else INES) for i in range(19)]).long_talks == 0
    assert history(*[(i / 1000, INES) for i in range(20)]).long_talks == 0


def test_depth_counts_a_call(history):
    """A single call is as deep as a long talk."""
    tie = history((0, INES), kind="call")
    assert tie.long_talks == 1
    assert signals.depth(tie, 0).weight == pytest.approx(0.10 / 6)


def test_span_grows_with_the_years(history):
    """Three years are worth half of the share of the span."""
    tie = history((0, INES), (3 * 365.25, ME))
    assert signals.span(tie, 0).weight == pytest.approx(0.025, rel=1e-3)


def test_the_shares_of_all_signals_sum_to_one():
    """A tie with everything in abundance comes near to one and never above."""
    best = Parameters(
        INES,
        first=0,
        last=4 * 10**9,
        seen_until=4 * 10**9,
        direct=10**9,
        evidence=1e9,
        days=10**6,
        year_days=365,
        pace=1e6,
        months=10**6,
        active_months=10**6,
        by_me=0.5,
        sessions=10**6,
        started=5 * 10**5,
        long_talks=10**6,
        heat=1e6,
    )
    assert 0.99 < sum(signal(best, 4 * 10**9).weight for signal in SIGNALS) <= 1


@given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 30))
def test_every_signal_stays_within_its_share(pace, months, sessions):
    """No signal takes from the strength, none gives more than it may."""
    tie = Parameters(
        INES,
        first=START,
        last=START + months * 30 * DAY,
        seen_until=START + (months + 9) * 30 * DAY,
        direct=sessions,
        evidence=sessions,
        days=pace,
        pace=pace,
        months=months + 1,
        active_months=1,
        by_me=0.3,
        sessions=sessions,
        started=sessions // 2,
    )
    assert all(0 <= signal(tie, tie.seen_until).weight <= 0.30 for signal in SIGNALS)
