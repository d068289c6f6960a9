"""The forecast of a group: what it needs, which way it leans, what it says."""

import time

import numpy as np
import polars as pl
import pytest

from kithbook.groups import talks
from kithbook.groups.forecast import FITTED, Model, Side, Weight, chance, forecast, odds, scaled, unsure
from kithbook.groups.forecast_numbers import TAIL, numbers, terms

DAY, START = 86_400, 1_700_006_400
PEOPLE = [2, 3, 4, 5, 6, 7]


def at(day: float) -> int:
    """The UTC second of a day."""
    return START + round(day * DAY)


def foretold(events, until: float):
    """The forecast of events, seen until a day."""
    return forecast(talks.clean(events, at(until)), seen_until=at(until))


def test_the_numbers_of_a_hand_drawn_group(drawn, talk):
    """Six people talk on days 0, 50 and 100; one of day 140 is new and alone; seen until noon of day 150."""
    found = numbers(drawn([*talk([0, 50, 100], PEOPLE, 6), (140, 9)]), seen_until=at(150.5))
    assert (found.messages, found.people, found.lately, found.before) == (19, 7, 7, 6)
    assert (found.voices, found.voices_before, found.newcomers, found.days) == (7, 6, 1, 2)
    assert (found.age, found.silence) == (150.5, 10.5)
    assert found.since_talk == pytest.approx(50.5, abs=0.01)
    assert found.best == 7
    days = np.array([10, 50, 100, 150])  # whole days back
    assert found.faded == pytest.approx(sum(2 ** (-days / 270)) * np.log(2) / 270 * 60)


def test_sixty_days_ago_is_before_and_a_second_later_is_lately(drawn):
    """The border of "lately"."""
    found = numbers(drawn([(0, 2), (70, 2), (70.001, 3)]), seen_until=at(130))
    assert (found.lately, found.before) == (1, 1)


def test_a_long_monologue_does_not_hide_the_last_conversation(drawn, talk):
    """More lonely messages at the end than are looked through first."""
    early = drawn(talk([0], PEOPLE, 12))
    late = pl.DataFrame({"at": [at(10) + i for i in range(TAIL + 10)], "sender": [2] * (TAIL + 10)})
    told = pl.concat([early.select("at", pl.col("sender").cast(pl.Int64)), late])
    assert numbers(told, seen_until=at(100)).since_talk == pytest.approx(100, abs=0.02)


def test_without_any_conversation_silence_is_as_long_as_the_group_is_old(drawn):
    """A monologue of a group of one."""
    assert numbers(drawn([(0, 2), (30, 2)]), seen_until=at(80)).since_talk == 80


def test_a_lively_group_lives_and_a_silent_one_hardly(drawn, talk):
    """A year of talks every third day; the same, then eight months of nothing."""
    events = drawn(talk(range(0, 365, 3), PEOPLE, 12))
    lively, silent = foretold(events, 365).alive, foretold(events, 605).alive
    assert lively is not None
    assert silent is not None
    assert lively.value > 0.7
    assert silent.value < 0.3
    assert lively.low < lively.value < lively.high
    assert 0 < silent.low < silent.value < silent.high < 1


def test_a_burst_that_ended_is_likelier_to_halve_than_a_steady_talk(drawn, talk):
    """The same number of messages lately: all in one week seven weeks ago, or spread to the end."""
    before = talk(range(0, 300, 10), PEOPLE, 8)
    steady = foretold(drawn(before + talk(range(301, 361, 6), PEOPLE, 8)), 361).halves
    burst = foretold(drawn(before + talk(range(303, 313), PEOPLE, 8)), 361).halves
    assert steady is not None
    assert burst is not None
    assert burst.value > steady.value + 0.2


@pytest.mark.parametrize(("days", "messages", "alive", "halves"), [(59, 60, 0, 0), (61, 60, 1, 1), (61, 49, 0, 1)])
def test_too_little_is_said_to_be_too_little(drawn, days, messages, alive, halves):
    """The borders of age and of messages."""
    events = drawn([(i * days / messages, PEOPLE[i % 6]) for i in range(messages)])
    found = foretold(events, days)
    assert (found.alive is not None, found.halves is not None) == (bool(alive), bool(halves))
    assert any("needs" in str(said) for said in found.says) == (not (alive and halves))


def test_two_people_are_no_group_and_a_silent_group_cannot_halve(drawn, talk):
    """What is missing is said with what it would need."""
    pair = foretold(drawn(talk(range(0, 100, 5), [2, 3])), 100)
    assert pair.alive is None
    assert "3 people" in str(pair.says[0])
    silent = foretold(drawn(talk(range(0, 100, 5), PEOPLE)), 200)
    assert silent.halves is None
    assert silent.alive is not None
    assert any("10 messages in the last 60" in str(said) for said in silent.says)


def test_without_messages_or_model_nothing_is_said(drawn, talk):
    """Nothing in, one sentence out."""
    for found in (foretold(drawn([]), 10), forecast(drawn(talk([0], PEOPLE)), seen_until=at(90), model=None)):
        assert (found.alive, found.halves) == (None, None)
        assert [str(said) for said in found.says] == ["Too little to say what becomes of this group."]


def test_the_sentences_tell_chance_interval_meaning_and_test(drawn, talk):
    """All is said that the page needs, with the day six months on."""
    found = foretold(drawn(talk(range(0, 200, 4), PEOPLE)), 200)
    assert found.alive is not None
    text = " ".join(str(said) for said in found.says)
    assert "alive on 29 November 2024" in text
    assert f"{found.alive.value:.0%} ({found.alive.low:.0%} to {found.alive.high:.0%})" in text
    assert "at least 3 people" in text
    assert "Tested on" in text
    small = foretold(drawn(talk(range(0, 200, 4), [2, 3, 4])), 200)
    assert "at least 2 people" in " ".join(str(said) for said in small.says)


def test_reasons_add_up_to_the_log_odds_and_the_largest_comes_first(drawn, talk):
    """With those of the average group, level and weights are the whole."""
    assert FITTED is not None
    found = numbers(drawn(talk(range(0, 200, 4), PEOPLE)), seen_until=at(220))
    for side in (FITTED.alive, FITTED.halves):
        told = chance(found, side)
        weights = [reason.weight for reason in told.reasons]
        assert odds(side.level + sum(weights)) == pytest.approx(told.value)
        assert [abs(weight) for weight in weights] == sorted((abs(weight) for weight in weights), reverse=True)
        assert all(str(reason.says) for reason in told.reasons)


def test_every_term_of_the_fit_is_a_number_that_is_told(drawn, talk):
    """A term without a sentence would be a hidden reason."""
    assert FITTED is not None
    found = numbers(drawn(talk(range(0, 200, 4), PEOPLE)), seen_until=at(200))
    for side in (FITTED.alive, FITTED.halves):
        only = Side(0.0, {name: Weight(1.0, -1.0) for name in side.terms}, 0.0)
        told = chance(found, only)
        known = terms(found)
        assert sum(r.weight for r in told.reasons) == pytest.approx(
            sum(float(np.clip(known[name] + 1, -3, 3)) for name in side.terms)
        )


def test_doubt_is_what_the_fit_does_not_know_and_what_is_the_groups_own():
    """By hand: x = (1, 2), covariances ((1, 0.5), (0.5, 4)) give 1 + 2 + 16, and 0.6 squared more."""
    side = Side(0.0, {"silence": Weight(1.0)}, 0.6, ((1.0,), (0.5, 4.0)))
    rows = scaled({"silence": np.array([2.0])}, side)
    assert unsure(rows, side)[0] == pytest.approx(np.sqrt(19 + 0.36))


def test_what_lies_far_beyond_anything_seen_goes_no_further():
    """Ten standard deviations count as three."""
    side = Side(0.0, {"silence": Weight(1.0, 0.0, 2.0)}, 0.0)
    assert scaled({"silence": np.array([20.0, -20.0])}, side).ravel().tolist() == [3, -3]


def test_the_fit_is_shipped_with_its_command_and_its_figures():
    """What anybody needs to make and to judge it again."""
    assert isinstance(FITTED, Model)
    assert "fit_groups" in FITTED.made_with
    assert FITTED.groups["alive"] > 20
    assert "benchmarks.groups" in FITTED.figures["measured with"]


def test_a_million_messages_take_a_moment():
    """500 people; the best of five runs, with room for a busy machine."""
    rng = np.random.default_rng(4)
    share = 1 / np.arange(1, 501)
    events = pl.DataFrame(
        {
            "at": np.sort(rng.integers(START, at(1000), 1_000_000)),
            "sender": rng.choice(500, 1_000_000, p=share / share.sum()),
        }
    )
    took = []
    for _ in range(5):
        begin = time.perf_counter()
        forecast(events, seen_until=at(1000))
        took.append(time.perf_counter() - begin)
    assert min(took) < 0.1
