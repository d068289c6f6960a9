"""The groups benchmark: outcomes lie after the cut, groups stay whole, measures are right."""

import numpy as np
import polars as pl
import pytest

from benchmarks import groups_forecast
from benchmarks.fit_groups import fitted, rounded, said, thinned
from benchmarks.group_sets import Group
from benchmarks.groups_cuts import asked, at_cut, cuts, folds
from benchmarks.groups_measures import covered, resampled
from benchmarks.groups_rivals import boosted

DAY, START = 86_400, 1_700_006_400


def group(name: str, days: list[int], until: int) -> Group:
    """A group of six that talks, ten messages each time, on these days."""
    rows = [(START + day * DAY + i * 60, i % 6 + 1) for day in days for i in range(10)]
    events = pl.DataFrame(rows, schema=["at", "sender"], orient="row").with_row_index("id")
    return Group("made", name, events, START + until * DAY)


@pytest.fixture(scope="module")
def made() -> list[Group]:
    """Twelve groups that talk every few days; half of them stop for good after some months."""
    rng = np.random.default_rng(8)
    ends = [700, 700, 700, 700, 700, 700, 150, 210, 260, 310, 390, 450]
    return [
        group(str(place), sorted(set(rng.integers(0, end, end // 4).tolist())), 700) for place, end in enumerate(ends)
    ]


def test_outcomes_of_a_hand_drawn_group():
    """Every other day until day 100: at day 80 it halves and dies, at 60 it does not halve (40 days go on)."""
    spoken = group("one", list(range(0, 100, 2)), 400).events.select("at", "sender")
    early, late = (at_cut(spoken, START + day * DAY, START + 400 * DAY) for day in (60, 80))
    assert (early["halves"], late["halves"]) == (0, 1)
    assert (early["alive"], late["alive"]) == (0, 0)
    assert at_cut(spoken, START + 300 * DAY, START + 400 * DAY)["alive"] is None


def test_a_talk_in_the_sixty_days_that_end_in_six_months_is_life():
    """Day 250 lies within 120 and 180 days after day 100, and not after day 140."""
    spoken = group("one", [*range(0, 100, 2), 250], 600).events.select("at", "sender")
    alive = [at_cut(spoken, START + day * DAY, START + 600 * DAY)["alive"] for day in (100, 129, 131, 60)]
    assert alive == [1, 1, 0, 0]


def test_what_is_known_at_a_cut_does_not_depend_on_what_comes(made):
    """The same rows of numbers when all later messages are taken away."""
    whole = made[0].events.select("at", "sender")
    cut = START + 300 * DAY
    known = at_cut(whole, cut, made[0].seen_until)
    cut_off = at_cut(whole.filter(pl.col("at") <= cut), cut, made[0].seen_until)
    outcomes = ("halves", "alive")
    assert {k: v for k, v in known.items() if k not in outcomes} == {
        k: v for k, v in cut_off.items() if k not in outcomes
    }


def test_folds_hold_each_group_once():
    """No group is in two parts."""
    names = [str(i % 7) for i in range(50)]
    parts = folds(names, 3)
    assert sorted(name for part in parts for name in part) == sorted(set(names))


def test_a_fit_finds_what_stops_and_leaves_doubt(made):
    """Silent groups are less likely alive; the covariances have the form that is shipped."""
    table = asked(cuts(made, 30), "alive")
    side = rounded(fitted(table, "alive", ("silence", "voices"), 1.0))
    assert side.terms["silence"].weight < 0
    assert [len(row) for row in side.doubt] == [1, 2, 3]
    assert side.own >= 0
    assert (said(table, side)[1] > 0).all()


def test_windows_that_are_counted_do_not_overlap(made):
    """Every second cut of 30 days is 60 days apart."""
    table = asked(cuts(made[:2], 30), "halves")
    some = table[thinned(table, 2)]
    apart = some.select(gap=-pl.col("cut").diff().over("group"))["gap"].drop_nulls()
    assert apart.min() >= 60 * DAY


def test_all_systems_forecast_groups_that_they_have_not_seen(made, monkeypatch):
    """The rows and aims of made groups; silence tells the dead from the living."""
    monkeypatch.setattr(groups_forecast, "STREAMS", "made")
    rows, aims = groups_forecast.rows(made, quick=True)
    found = {(row.set, row.regime, row.system, row.metric): row.value for row in rows}
    # Nobody can foretell an end that gives no sign; who has ended already is plain.
    assert found["made", "alive, held out", "ours", "AUC"] > 0.65
    assert found["made", "alive, held out", "silence", "AUC"] > 0.65
    assert {row.system for row in rows} >= {"base rate", "ours", "boosted trees", "two-week trend"}
    assert {aim.metric for aim in aims} >= {"AUC of halving", "alive: AUC above boosted trees"}


def test_without_groups_there_are_no_rows():
    """Nothing in, nothing out."""
    assert groups_forecast.rows([], quick=True) == ([], [])


def test_draws_take_groups_whole():
    """Each draw has as many groups as there are, each with all its rows."""
    names = ["a", "a", "a", "b", "c", "c"]
    for rows in resampled(names, 20):
        picked = [names[i] for i in rows]
        assert picked.count("a") % 3 == 0
        assert picked.count("c") % 2 == 0
        assert picked.count("a") // 3 + picked.count("b") + picked.count("c") // 2 == 3


def test_true_intervals_hold_four_times_in_five_and_chance_alone_does_not():
    """400 made groups whose log-odds are shifted by a normal of 1.5."""
    rng = np.random.default_rng(2)
    names = np.repeat([str(i) for i in range(400)], 20)
    ahead = np.repeat(rng.normal(size=400), 20)
    shift = np.repeat(1.5 * rng.normal(size=400), 20)
    came = (rng.uniform(size=8000) < 1 / (1 + np.exp(-ahead - shift))).astype(float)
    held, alone, groups = covered(names.tolist(), came, ahead, np.full(8000, 1.5))
    assert groups == 400
    assert held == pytest.approx(0.8, abs=0.06)
    assert alone < 0.6


def test_boosted_trees_find_a_step(made):
    """An outcome that is a step of one number is told nearly surely."""
    table = asked(cuts(made, 30), "alive")
    middle = table["silence"].median()
    step = table.with_columns(alive=(pl.col("silence") > middle).cast(pl.Float64))
    chance = boosted(step, "alive", step)
    assert np.mean((chance > 0.5) == (step["alive"].to_numpy() > 0.5)) > 0.97
