"""Strength: its limits, its reasons, its interval, and sensible answers to bad input."""

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.ties.signals import SIGNALS, TAKES
from kithbook.ties.strength import WORDS, all_heat, name_of, shipped, strength, strengths, word
from kithbook.ties.sums import FIELDS, Sums, touched
from tests.ties.drawing import ME, START, THEM, by_turns, contacts, drawn, tie

DAY = 86_400
LATER = START + 90_000 * DAY
FRIEND = by_turns(3, 200, each=6)


def of(sums: Sums, **known):
    """The strength long after a tie was seen."""
    return strength(sums, now=LATER, **known)


def framed(*ties: Sums) -> pl.DataFrame:
    """Ties as a frame of Sums."""
    schema = dict.fromkeys(FIELDS, pl.Float64) | dict.fromkeys(("first", "last", "seen_until"), pl.Int64)
    return pl.DataFrame([{name: getattr(each, name) for name in FIELDS} for each in ties], schema=schema)


@pytest.mark.parametrize(("least", "name"), WORDS)
def test_each_strength_has_a_word(least, name):
    """The borders belong to the upper word."""
    assert word(least) == name
    assert word(max(0.0, least - 0.001)) != name or least == 0
    assert word(None) == "unknown"


def test_the_shares_are_of_all_signals_and_sum_to_one():
    """Every signal has a share and a ground; none takes."""
    shares = shipped()
    assert set(shares.signals) == {name_of(signal) for signal in SIGNALS}
    assert set(shares.takes) == {name_of(signal) for signal in TAKES}
    assert sum(share.share for share in shares.signals.values()) == pytest.approx(1, abs=0.002)
    assert all(share.share > 0 and share.ground for share in (*shares.signals.values(), *shares.takes.values()))


def test_the_weights_of_the_reasons_are_the_strength():
    """A person reads what adds how much, largest first."""
    for found in (of(drawn(*FRIEND)), of(drawn(*FRIEND), familiarity=2, groups=3, channels=2, all_heat=500.0)):
        assert sum(reason.weight for reason in found.reasons) == pytest.approx(found.value)
        assert [abs(r.weight) for r in found.reasons] == sorted((abs(r.weight) for r in found.reasons), reverse=True)


def test_a_friend_is_close_and_an_acquaintance_is_not():
    """Every third day for two years; five messages of one week."""
    friend, acquaintance = of(drawn(*FRIEND)), of(drawn(*by_turns(2, 3), until=200))
    assert word(friend.value) == "close"
    assert word(acquaintance.value) == "faint"


def test_one_message_only_is_too_little_to_say():
    """It says so, with the count."""
    found = of(drawn((0, ME)))
    assert (found.value, found.low, found.high) == (None, None, None)
    assert str(found.reasons[0].says) == "too little to say: 1 contact so far"
    assert str(of(Sums()).reasons[0].says) == "too little to say: no contact with you was seen"


def test_five_contacts_or_two_touches_are_enough():
    """The border of data; in groups it is weights that count."""
    assert [of(drawn(*[(i, ME) for i in range(n)])).value is None for n in (4, 5)] == [True, False]
    assert of(tie(contacts(*[(i, ME) for i in range(10)], how="reply", weight=0.25))).value is None
    once = touched(Sums(), START)
    assert [of(each).value is None for each in (once, touched(once, START + 40 * DAY))] == [True, False]


def test_silence_counts_only_until_it_was_seen():
    """An export that ended long ago does not age; one that was seen until today does."""
    seen = drawn(*FRIEND)
    assert of(seen).value == strength(seen, now=seen.seen_until).value
    assert of(drawn(*FRIEND, until=600 + 400)).value < of(seen).value


def test_a_moment_before_the_last_contact_is_no_negative_silence():
    """A page asked for with a clock that is behind."""
    seen = drawn(*FRIEND)
    assert strength(seen, now=START).value == of(seen).value


def test_a_message_in_the_future_changes_nothing():
    """A wrong clock of one message, three years ahead."""
    wrong = pl.concat([contacts(*FRIEND), contacts((1700.0, THEM))])
    assert of(tie(wrong, 650)) == of(tie(contacts(*FRIEND), 650))


def test_a_clock_that_jumped_back_hardly_changes_a_tie():
    """One message dated five years before everything else: known longer, and not much closer."""
    plain, jumped = of(drawn(*FRIEND, until=650)), of(drawn((-1800.0, ME), *FRIEND, until=650))
    assert abs(plain.value - jumped.value) < 0.05


def test_two_people_only_are_not_close_for_want_of_others():
    """Nobody else in the book: attention alone makes nobody warm."""
    two = [drawn(*by_turns(5, 3), until=20), drawn(*by_turns(6, 3), until=20)]
    heat = all_heat(two, LATER)
    assert all(of(each, all_heat=heat).value < 0.45 for each in two)
    assert heat == pytest.approx(sum(each.heat * 0.5 ** (each.silence(LATER) / 90) for each in two))


def test_ten_years_of_silence_leave_a_tie_that_is_faint_and_not_forgotten():
    """Old friends are weaker than before, more than nothing, and back with a touch."""
    old = drawn(*FRIEND, until=600 + 3650)
    found = of(old)
    assert word(found.value) in {"faint", "familiar"}
    assert 0.1 < found.value < of(drawn(*FRIEND)).value - 0.2
    assert of(touched(old, old.seen_until)).value > found.value + 0.05


def test_a_newsletter_is_faint_however_regular():
    """Daily for three years, one way, and it says so first."""
    found = of(drawn(*[(i + 0.4, THEM) for i in range(1000)], size=900))
    assert word(found.value) == "faint"
    assert found.reasons[0].name == "one way"
    assert found.reasons[0].weight < 0


def test_a_bot_that_answers_all_never_becomes_close():
    """Asked daily for three years, it answers within two seconds."""
    found = of(drawn(*[(i + j * 2 / DAY, j == 0) for i in range(1000) for j in range(2)], size=300))
    assert word(found.value) in {"faint", "familiar"}
    assert "like a machine" in {reason.name for reason in found.reasons if reason.weight < 0}


def test_what_the_person_says_always_weighs_most():
    """From 2 to 5 it adds most, and 1 takes most, for a friend of every third day as for a stranger."""
    for sums in (drawn(*FRIEND), drawn(*by_turns(9, 4)), drawn((0, ME))):
        values = [of(sums, familiarity=level) for level in range(1, 6)]
        assert all(found.reasons[0].name == "your word" for found in values)
        assert [found.value for found in values] == sorted(found.value for found in values)


def test_a_familiarity_against_the_data_wins():
    """5 with no contact at all is close; 1 with daily contact is not warm; both keep their intervals."""
    dear, daily = of(Sums(), familiarity=5), of(drawn(*by_turns(1, 700, each=6)), familiarity=1)
    assert word(dear.value) == "close"
    assert word(daily.value) in {"faint", "familiar"}
    assert daily.reasons[0].weight < 0
    assert dear.value > daily.value + 0.3
    assert str(dear.reasons[0].says) == "you said: 5 of 5"
    assert dear.high - dear.low > 0.1


@pytest.mark.parametrize("level", [0, 6, -1])
def test_a_familiarity_outside_of_one_to_five_is_refused(level):
    """In one sentence."""
    with pytest.raises(ValueError, match="from 1 to 5, not"):
        of(drawn(*FRIEND), familiarity=level)


def test_the_interval_is_narrow_with_many_days_and_wide_with_few():
    """Six days, sixty, six hundred."""
    few, some, many = (of(drawn(*by_turns(3, n))) for n in (6, 60, 600))
    assert few.high - few.low > some.high - some.low > many.high - many.low
    assert all(found.low <= found.value <= found.high for found in (few, some, many))


@given(
    st.lists(st.lists(st.tuples(st.floats(0, 3000), st.booleans()), min_size=1, max_size=30), min_size=1, max_size=4),
    st.sampled_from([None, 1, 2, 3, 4, 5]),
    st.sampled_from([None, 50.0]),
    st.integers(0, 4000),
)
def test_columns_say_what_single_ties_say(histories, familiarity, heat, moment):
    """Value, low and high, between 0 and 1 and never NaN, but where there is too little."""
    ties = [*(drawn(*moments) for moments in histories), Sums()]
    now = START + moment * DAY
    known = {"groups": 2, "channels": 2, "all_heat": heat}
    many = strengths(framed(*ties), now, familiarity=familiarity, **known)
    for row, each in zip(many, ties, strict=True):
        one = strength(each, now=now, familiarity=familiarity, **known)
        if one.value is None:
            assert np.isnan(row).all()
        else:
            assert row == pytest.approx([one.value, one.low, one.high])
            assert 0 <= one.low <= one.value <= one.high <= 1
            assert all(math.isfinite(reason.weight) for reason in one.reasons)


@given(st.lists(st.tuples(st.floats(0, 3000), st.booleans()), min_size=5, max_size=30), st.integers(0, 400))
def test_a_touch_never_weakens_a_tie_much(moments, later):
    """A touch may make a tie a little less even, and no more."""
    before = drawn(*moments)
    after = touched(before, before.seen_until + later * DAY)
    assert of(after).value > of(before).value - 0.06
