"""Whether a group halves, and whether it is alive in six months, beside silence, trend, logistic regression and trees.

"Halves": the next 60 days hold fewer than half as many messages as the last 60, asked of groups of 60 days and more
with 10 messages and more in the last 60. "Alive": a real conversation in the 60 days that end 180 days later, asked of
groups of 60 days, 50 messages and 3 people and more. Whole groups are held out: each is forecast by fits on other
groups; "early to late" learns from outcomes known before the middle date only and is measured after it. "ours, as
shipped" is forecast.json as it is, which knows the groups at hand and is a test only on others. Intervals are 95%,
between groups (bootstrap).
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from benchmarks import groups_rivals as rivals
from benchmarks.drift_sets import Floats
from benchmarks.fit_groups import OUTCOMES, STRENGTH, TERMS, WINDOW, fitted, said, thinned
from benchmarks.group_sets import Group
from benchmarks.groups_cuts import AHEAD, STEP, asked, cuts, folds
from benchmarks.groups_measures import CHANCES, RANKED, between, covered, resampled
from benchmarks.intervals import wilson
from benchmarks.table import Aim, Row, at_least
from kithbook.groups.figures import DAY
from kithbook.groups.forecast import FITTED, LEAST_LATELY

OURS, SHIPPED = "ours", "ours, as shipped"
LOGISTIC, TREES = "logistic, 6 plain numbers", "boosted trees"
RANKS: Final = ("silence", "two-week trend")
PARTS: Final = 10
DRAWS: Final = 300
STREAMS, EVERY = "zulip", "all groups"
HELD_OUT, LATER = "held out", "early to late"


class Told(NamedTuple):
    """Rows that were forecast, what came of them, and what each system said; log-odds of ours, how unsure they are."""

    rows: pl.DataFrame
    came: Floats
    said: dict[str, Floats]
    ahead: Floats
    unsure: Floats

    def of(self, which: Floats) -> "Told":
        """These rows only."""
        some = {name: each[which] for name, each in self.said.items()}
        return Told(self.rows.filter(pl.Series(which)), self.came[which], some, self.ahead[which], self.unsure[which])


def rows(groups: Sequence[Group], quick: bool) -> tuple[list[Row], list[Aim]]:
    """All figures of the forecast, and the aims."""
    step = 2 * STEP if quick else STEP
    table = cuts(groups, step)
    found: list[Row] = []
    for outcome in OUTCOMES if len(table) else ():
        for regime in (HELD_OUT, LATER):
            told = forecasts(asked(table, outcome), outcome, later=regime == LATER, step=step)
            if told is not None:
                found.extend(figures(told, f"{outcome}, {regime}", outcome, quick, step))
    return found, aims(found)


def forecasts(table: pl.DataFrame, outcome: str, *, later: bool, step: int) -> Told | None:
    """What every system says of each group, learnt from others; None where there are too few."""
    middle = int(table["cut"].median() or 0)  # type: ignore[arg-type]
    parts = []
    for part in folds(table["group"].to_list(), PARTS):
        out = pl.col("group").is_in(list(part))
        learnt, left = table.filter(~out), table.filter(out)
        if later:
            learnt = learnt.filter(pl.col("cut") + AHEAD[outcome] * DAY <= middle)
            left = left.filter(pl.col("cut") >= middle)
        if learnt["group"].n_unique() > 2 and len(left):
            parts.append(_part(learnt, left, outcome, step))
    if not parts:
        return None
    together = {name: np.concatenate([part.said[name] for part in parts]) for name in parts[0].said}
    came, ahead, unsure = (np.concatenate([part[place] for part in parts]) for place in (1, 3, 4))
    return Told(pl.concat([part.rows for part in parts]), came, together, ahead, unsure)


def _part(learnt: pl.DataFrame, left: pl.DataFrame, outcome: str, step: int) -> Told:
    side = fitted(learnt, outcome, TERMS[outcome], STRENGTH, max(1, WINDOW // step))
    ahead, unsure = said(left, side)
    each = {
        OURS: _chance(ahead),
        "silence": rivals.silence(left, outcome),
        "two-week trend": rivals.trend(left, outcome),
        LOGISTIC: rivals.logistic(learnt, outcome, left),
        TREES: rivals.boosted(learnt, outcome, left),
    }
    if FITTED is not None:
        each[SHIPPED] = _chance(said(left, FITTED.halves if outcome == "halves" else FITTED.alive)[0])
    return Told(left, left[outcome].to_numpy(), each, ahead, unsure)


def _chance(ahead: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-ahead)))


def figures(told: Told, regime: str, outcome: str, quick: bool, step: int) -> Iterator[Row]:
    """The figures of the streams, of all groups, and for "alive" of those that speak now."""
    streams = (told.rows["set"] == STREAMS).to_numpy()
    speak = (told.rows["level"] >= np.log(LEAST_LATELY + 1) - 1e-9).to_numpy()
    some = [(STREAMS, regime, streams), (EVERY, regime, np.ones(len(streams), bool))]
    if outcome == "alive":
        some.append((STREAMS, f"{regime}, of those with {LEAST_LATELY} messages lately", streams & speak))
    for name, of, which in some:
        if which.any():
            yield from _figures(told.of(which), (name, of), DRAWS // 5 if quick else DRAWS, step)


def _figures(told: Told, where: tuple[str, str], times: int, step: int) -> Iterator[Row]:
    group = told.rows["group"].to_list()
    draws, n = resampled(group, times), len(told.came)
    yield Row(*where, "base rate", "share", float(told.came.mean()), *between(lambda r: told.came[r].mean(), draws), n)
    for name, each in told.said.items():
        for metric, measure in (RANKED if name in RANKS else RANKED | CHANCES).items():

            def value(r: Floats, each: Floats = each, measure=measure) -> float:  # type: ignore[no-untyped-def]
                return float(measure(told.came[r], each[r]))

            yield Row(*where, name, metric, value(np.arange(n)), *between(value, draws), n)
    for name in (*RANKS, LOGISTIC, TREES):
        for metric, measure in RANKED.items():

            def more(r: Floats, its: Floats = told.said[name], measure=measure) -> float:  # type: ignore[no-untyped-def]
                return float(measure(told.came[r], told.said[OURS][r]) - measure(told.came[r], its[r]))

            yield Row(*where, OURS, f"{metric} above {name}", more(np.arange(n)), *between(more, draws), n)
    apart = thinned(told.rows, max(1, WINDOW // step))
    names = [group[place] for place in apart]
    share, alone, groups = covered(names, told.came[apart], told.ahead[apart], told.unsure[apart])
    if groups:
        yield Row(*where, OURS, "80% interval holds", share, *_share(share, groups), groups)
        yield Row(*where, OURS, "80% interval holds, by chance alone", alone, *_share(alone, groups), groups)


def _share(share: float, of: int) -> tuple[float, float]:
    return wilson(round(share * of), of)


def aims(found: Sequence[Row]) -> list[Aim]:
    """What groups held out should reach."""
    value = {(row.set, row.regime, row.system, row.metric): row.value for row in found}
    wanted = []
    for outcome in OUTCOMES:
        place = (STREAMS, f"{outcome}, {HELD_OUT}", OURS)
        if (*place, "AUC") not in value:
            continue
        if outcome == "halves":
            wanted += [
                at_least("AUC of halving", 0.84, value[*place, "AUC"]),
                at_least("average precision of halving", 0.60, value[*place, "average precision"]),
            ]
        for rival in (*RANKS, LOGISTIC, TREES):
            for metric in RANKED:
                name = f"{metric} above {rival}"
                wanted.append(at_least(f"{outcome}: {name}", 0.0, value[*place, name]))
    return wanted
