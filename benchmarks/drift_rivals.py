"""The rivals of the drift benchmark: recency, frequency, gaps, BG/NBD, a logistic regression of four features."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl
from scipy.optimize import minimize
from scipy.special import gammaln

from benchmarks.drift_sets import DAY, Floats
from kithbook.ties.waiting import newton

MOST_TIES: Final = 4000  # of which BG/NBD is fitted


def silence(paces: pl.DataFrame) -> Floats:
    """Days since the last contact."""
    return np.asarray((paces["seen_until"] - paces["last"]).to_numpy() / DAY)


def recency(paces: pl.DataFrame) -> Floats:
    """The longer silent, the likelier silent: any falling function ranks the same."""
    return silence(paces)


def frequency(paces: pl.DataFrame) -> Floats:
    """The more contacts, the less."""
    return -paces["contacts"].to_numpy().astype(float)


def over_mean_gap(paces: pl.DataFrame) -> Floats:
    """Silence by the mean gap between days of contact; of a single day by its age, which is its silence."""
    span = (paces["last"] - paces["first"]).to_numpy() / DAY
    gap = np.where(paces["days"] > 1, span / np.maximum(paces["days"].to_numpy() - 1, 1), silence(paces))
    return silence(paces) / np.maximum(gap, 0.5)


def closed_formula(paces: pl.DataFrame, days: float) -> Floats:
    """What Kithbook said first, one formula for all; the faded talks are read off the faded days of a year."""
    silent, talks = silence(paces), paces["days90"].to_numpy() + paces["days365"].to_numpy()
    share = (10 + silent) / (10 + silent + days)
    return np.asarray(share ** (0.1 + 0.4 * np.log1p(talks / 2)))


def four(paces: pl.DataFrame) -> Floats:
    """Recency, count, active days and age, in logarithms."""
    age = (paces["seen_until"] - paces["first"]).to_numpy() / DAY
    columns = (silence(paces), paces["contacts"].to_numpy(), paces["days"].to_numpy(), age)
    return np.log1p(np.column_stack(columns))


def logistic(known: Sequence[pl.DataFrame], silent: Sequence[Floats], asked: pl.DataFrame) -> Floats:
    """The chance of silence by the logistic regression of `four`, learnt from earlier windows.

    Of standardised numbers with a ridge of 1, the constant left free: scikit-learn's LogisticRegression as it comes.
    """
    learnt, came = np.concatenate([four(each) for each in known]), np.concatenate(silent)
    middle, scale = learnt.mean(axis=0), np.maximum(learnt.std(axis=0), 1e-9)

    def rows(numbers: Floats) -> Floats:
        return np.column_stack([np.ones(len(numbers)), (numbers - middle) / scale])

    ridge = np.array([0.0, 1.0, 1.0, 1.0, 1.0])
    found = newton(rows(learnt), came, np.zeros(5), ridge, np.ones(len(came)))
    return np.asarray(1 / (1 + np.exp(-rows(four(asked)) @ found)))


class BgNbd:
    """BG/NBD (Fader, Hardie and Lee 2005), fitted to the days of contact until a cut by maximum likelihood."""

    def __init__(self, paces: pl.DataFrame) -> None:
        some = paces.sample(min(MOST_TIES, len(paces)), seed=5)
        x, last, age = self._seen(some)

        def loss(logs: Floats) -> float:
            r, alpha, a, b = np.exp(np.clip(logs, -12, 12))
            whole = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
            alive = gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x) - (r + x) * np.log(alpha + age)
            gone = np.where(
                x > 0,
                np.log(a)
                - np.log(b + np.maximum(x, 1) - 1)
                + gammaln(a + b)
                + gammaln(b + x)
                - gammaln(b)
                - gammaln(a + b + x)
                - (r + x) * np.log(alpha + last),
                -np.inf,
            )
            return float(-(whole + np.logaddexp(alive, gone)).mean() + 1e-3 * (logs**2).sum())

        self.r, self.alpha, self.a, self.b = np.exp(np.clip(minimize(loss, np.zeros(4), method="L-BFGS-B").x, -12, 12))

    @staticmethod
    def _seen(paces: pl.DataFrame) -> tuple[Floats, Floats, Floats]:
        x = paces["days"].to_numpy() - 1.0
        last = (paces["last"] - paces["first"]).to_numpy() / DAY
        age = (paces["seen_until"] - paces["first"]).to_numpy() / DAY
        return x, np.where(x > 0, last, 0.0), np.maximum(age, last)

    def gone(self, paces: pl.DataFrame) -> Floats:
        """1 - P(alive)."""
        x, last, age = self._seen(paces)
        ratio = ((self.alpha + age) / (self.alpha + last)) ** (self.r + x)
        alive = 1 / (1 + np.where(x > 0, self.a / (self.b + np.maximum(x, 1) - 1) * ratio, 0.0))
        return np.asarray(1 - alive)

    def silent(self, paces: pl.DataFrame, days: float) -> Floats:
        """1 - P(1 contact or more in so many days)."""
        x, _, age = self._seen(paces)
        none = ((self.alpha + age) / (self.alpha + age + days)) ** (self.r + x)
        gone = self.gone(paces)
        return np.asarray(gone + (1 - gone) * none)
