"""What a book learns from its own past, on books that are drawn."""

import msgspec
import numpy as np
import polars as pl

from kithbook import ties
from kithbook.ties import backtest
from kithbook.ties.days import DAY, days
from tests.ties.drawing import START, contacts

YEARS = 4


def book(people: int, seed: int = 1, *, dies: bool = True) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Days of many ties, each with a pace of its own; half of them end for good at some moment."""
    rng = np.random.default_rng(seed)
    frames = []
    for person in range(1, people + 1):
        gaps = rng.exponential(rng.uniform(2, 40), 800) + 0.1
        moments = np.cumsum(gaps)
        end = rng.uniform(0.2, 1.6) * YEARS * 365 if dies else YEARS * 365
        told = [(float(day), bool(rng.random() < 0.5)) for day in moments if day < min(end, YEARS * 365)]
        frames.append(contacts(*told, person=person))
    found = days(pl.concat(frames))
    seen = pl.DataFrame({"person": found["person"].unique().sort()}).with_columns(
        until=pl.lit(START + YEARS * 365 * DAY, pl.Int64)
    )
    return found, seen


NOW = START + YEARS * 365 * DAY


def test_a_young_book_has_nothing_to_test():
    """Before half a year has passed the pooled laws stand, and nothing is claimed."""
    found, seen = book(5)
    young = found.filter(pl.col("day") < found["day"].min() + 100)
    ground = ties.learn(young, seen.with_columns(until=pl.lit(START + 100 * DAY, pl.Int64)), now=START + 100 * DAY)
    assert (ground.tests, ground.coverage, ground.covered) == ((), None, 0)
    assert ground.drift == backtest.DRIFT


def test_a_book_learns_and_is_tested_on_what_came_later():
    """Ties that ended are told apart from those that go on, better than by guessing, and what was said came about."""
    found, seen = book(120)
    ground = ties.learn(found, seen, now=NOW)
    assert [test.days for test in ground.tests] == list(backtest.HORIZONS)
    for test in ground.tests:
        assert test.count == sum(bin_.count for bin_ in test.bins)
        assert test.auc is not None
        assert test.auc > 0.8
        assert test.calibration_error < 0.1
        assert [name for name, _ in test.rivals] == ["longest silent", "fewest days"]
    assert ground.coverage is not None
    assert 0.6 < ground.coverage < 0.95
    assert msgspec.convert(msgspec.to_builtins(ground), ties.Ground) == ground


def test_nothing_that_came_later_enters_a_forecast():
    """Another future changes no forecast that was made before it: only what is held against it."""
    found, seen = book(60)
    past = backtest._past(found, seen, 0)
    cut = past[-3].at
    other = found.filter((pl.col("last") < cut) | (pl.col("person") % 2 == 0))
    again = next(each for each in backtest._past(other, seen, 0) if each.at == cut)
    before = [each for each in past if each.at < cut]
    before_again = [each for each in backtest._past(other, seen, 0) if each.at < cut]
    population = ties.Ground().population
    model, model_again = (backtest._learnt(each, cut, population, 0)[0] for each in (before, before_again))
    same = past[-3].paces.join(again.paces.select("person"), on="person", how="semi")
    said = backtest.drift.chances(same, now=None, days=90.0, model=model)
    said_again = backtest.drift.chances(again.paces, now=None, days=90.0, model=model_again)
    assert len(said) == len(said_again) > 30
    np.testing.assert_allclose(said, said_again)


def test_a_book_with_many_ties_learns_from_some_of_them(monkeypatch):
    """A thousand are enough, and how busy the owner is stays the same."""
    found, seen = book(60)
    monkeypatch.setattr(backtest, "MOST", 20)
    some, more = backtest._chosen(found)
    assert some["person"].n_unique() == 20
    assert 2 < more < 4
    assert ties.learn(found, seen, now=NOW).tests


def test_what_nobody_knows_is_not_held_against_a_forecast():
    """A tie that was last seen before the horizon was over does not count, though it spoke before."""
    past = backtest._Past(
        0, pl.DataFrame(), pl.DataFrame(), np.array([10.0, np.inf, np.inf]), np.array([20.0, 20.0, 99.0])
    )
    assert past.rows(30).tolist() == [False, False, True]


def test_what_is_tested_is_what_a_page_would_have_said_then():
    """Of yearly ties too, of which the chance comes from their years and not from the law of drift."""
    found, seen = book(40)
    told = [(100.0 + year * 365 + day, mine) for year in range(3) for day, mine in ((0, True), (1, False))]
    birthdays = [contacts(*told, person=person) for person in (91, 92)]
    found = pl.concat([found, days(pl.concat(birthdays))])
    seen = pl.concat([seen, pl.DataFrame({"person": [91, 92], "until": [NOW, NOW]}, schema=seen.schema)])
    past = backtest._past(found, seen, 0)[-4]
    known = past.rows(90)
    said = backtest._forecasts(past, 90, ties.Ground().drift, 0)[0]
    then = found.filter(pl.col("first") < past.at)
    histories = ties.histories(then, seen.with_columns(until=pl.lit(past.at, pl.Int64)))
    people = past.paces.filter(known)["person"].to_list()
    shown = [ties.at(histories[person], ties.Ground(), now=past.at).drift for person in people]
    yearly = [place for place, person in enumerate(people) if ties.rhythm.yearly(histories[person].rhythm)]
    assert {people[place] for place in yearly} >= {91, 92}
    enough = [place for place, chance in enumerate(shown) if chance is not None]
    assert set(yearly) <= set(enough)
    np.testing.assert_allclose(said[enough], [shown[place] for place in enough])
