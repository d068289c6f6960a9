"""The drift benchmark on a made network: it runs, learns only from what was over, and measures rightly."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from benchmarks import drift, drift_sets
from benchmarks.drift_measures import auc_of, average_precision, calibration_error, concordance
from benchmarks.drift_rivals import BgNbd
from benchmarks.drift_sets import DAY, Regime, network, within
from benchmarks.fit_drift import earlier, learnt, pooled
from kithbook.ties.covering import reached
from kithbook.ties.drift import BLANK, POOLED


@pytest.fixture(scope="module")
def made() -> drift_sets.Network:
    """Sixty people over 400 days: each pair at its own pace, some of which stop."""
    rng = np.random.default_rng(3)
    rows = []
    for who, to in rng.integers(0, 60, (400, 2)):
        gaps = rng.exponential(rng.uniform(2, 40), 200).cumsum() + rng.uniform(0, 200)
        ends = rng.uniform(50, 600)
        rows += [(who, to, int(day * DAY)) for day in gaps if day < min(400.0, ends)]
    pairs = pl.DataFrame(rows, schema=["who", "to", "at"], orient="row")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(drift_sets.NETWORKS, "made", lambda _: pairs)
        return network("made", Path())


def test_windows_to_learn_from_are_over_and_lie_within_the_network(made: drift_sets.Network):
    """No outcome reaches beyond the cut that learns from it."""
    for cut in made.cuts:
        for days in (30, 90):
            assert all(each + days * DAY <= cut for each in earlier(made, cut, days))
    assert made.seen(made.cuts[-1], 30)
    assert not made.seen(made.cuts[-1], 90)


def test_nothing_after_the_cut_is_known(made: drift_sets.Network):
    """What was known and what came do not overlap."""
    cut = made.cuts[5]
    assert made.paces(cut)["last"].max() < cut
    assert made.waits(cut).min() >= 0
    silent = made.silent(cut, 30)
    assert ((made.waits(cut) < 30) == (silent == 0)).all()


def test_every_system_forecasts_and_learning_helps(made: drift_sets.Network):
    """The rows of one regime; one that learnt ranks better than nothing."""
    cut = made.cuts[-3]
    models = {drift.OURS: learnt(made, cut, POOLED), drift.POOLED: BLANK}
    found = drift.at_cut(made, cut, Regime(30), models)
    rows = list(drift.told(("made", "30 d"), [found, found]))
    systems = {row.system for row in rows}
    assert {drift.OURS, drift.RIVAL, "recency", "BG/NBD P(1 or more)"} <= systems
    told = {(row.system, row.metric): row.value for row in rows}
    assert told[drift.OURS, "AUC"] > 0.7
    assert told[drift.POOLED, "AUC"] == 0.5
    assert 0 <= told[drift.OURS, "calibration error"] < 0.2


def test_a_regime_asks_about_active_ties(made: drift_sets.Network):
    """Silent for longer, or with fewer contacts: not asked about."""
    cut = made.cuts[-3]
    known, asked = made.paces(cut), within(made.paces(cut), cut, Regime(30, 60, 3))
    assert known.filter(pl.Series(asked))["contacts"].min() >= 3
    assert known.filter(pl.Series(asked))["last"].min() >= cut - 60 * DAY
    assert 0 < asked.sum() < len(known)


def test_without_networks_nothing_is_fitted():
    """The prior of no network is none."""
    assert pooled([]) is BLANK


def test_true_forecasts_are_calibrated_and_reach_their_levels():
    """Of uniform forecasts of waits a tenth comes before .1, also where most were not seen to their end."""
    rng = np.random.default_rng(1)
    places = rng.uniform(size=20_000)
    seen = np.minimum(places, rng.uniform(0.2, 1.2, 20_000))
    low, high = reached(seen, places <= seen, (0.1, 0.9))
    assert (low, high) == pytest.approx((0.1, 0.9), abs=0.02)
    said = rng.uniform(size=20_000)
    assert calibration_error((rng.uniform(size=20_000) < said).astype(float), said) < 0.02
    waits = rng.uniform(size=500)
    assert concordance(waits, waits, np.ones(500, bool)) == 1


def test_bg_nbd_gives_up_who_was_frequent_and_fell_silent(made: drift_sets.Network):
    """Its chance of silence lies between 0 and 1 and falls with more days."""
    known = made.paces(made.cuts[-3])
    model = BgNbd(known)
    assert ((model.gone(known) >= 0) & (model.gone(known) <= 1)).all()
    assert (model.silent(known, 30) >= model.silent(known, 90)).all()


def test_precision_is_averaged_over_the_steps_of_recall():
    """By hand: the first of two is found at once, the second as third; equal forecasts all come at once."""
    assert average_precision(np.array([1, 0, 1.0]), np.array([0.9, 0.5, 0.4])) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(np.array([1, 0, 0, 0.0]), np.full(4, 0.5)) == pytest.approx(0.25)
    assert auc_of(np.array([1, 1.0]), np.array([0.2, 0.1])) == 0.5
