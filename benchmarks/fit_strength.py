"""Fits the shares of strength: `python -m benchmarks.fit_strength [--data DIR] [--write]`.

One strength, several readings: who is a friend (Copenhagen), and who is in contact later (four sets, windows that the
benchmark does not use). For each question the chance is a logistic function of the strength, with a slope and a height
of its own, and the shares (none negative, summing to 1) are those under which all questions together are answered best:
half of the weight has friendship, the other half is shared by the futures. A pull towards the judged shares keeps what
little data cannot tell; its force was chosen by the middle error on students and sets that were left out.
What no data here can teach keeps its judged share. --write puts the result beside the code.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from scipy.optimize import minimize

from benchmarks.strength_tasks import LABELS, WITHIN, Task, earlier, labelled, within
from kithbook.ties.seen import of_many
from kithbook.ties.signals import SIGNALS, TAKES
from kithbook.ties.strength import Share, Shares, name_of

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FILE = Path(__file__).resolve().parents[1] / "src" / "kithbook" / "ties" / "strength.json"
PULL = 0.1  # towards the judged shares
FRIENDS = 0.5  # what friendship counts beside all futures together
MOST = 12_000  # rows of one question: more teach nothing new
# Judged before any fit, by what is known; those of FITTED are then moved by the data.
JUDGED = {
    "recency": (0.12, "ties decay with silence, as a power law (Burt 2000)"),
    "frequency": (0.16, "days of contact lately, weighed half after 90 days (Roberts & Dunbar 2015)"),
    "active days": (0.06, "the best single figure on surveyed friends"),
    "volume": (0.06, "what is said beyond days; each day by its logarithm"),
    "span": (0.06, "old ties decay slower (Burt 2000); days known (Gilbert & Karahalios 2009)"),
    "regularity": (0.05, "kept up week by week (Navarro et al. 2017)"),
    "reciprocity": (0.06, "both ways (Raeder et al. 2011)"),
    "who starts": (0.04, "both begin (Gilbert & Karahalios 2009: initiated by either)"),
    "your answers": (0.03, "attention shows in how soon one answers"),
    "their answers": (0.03, "attention shows in how soon one answers"),
    "long talks": (0.03, "depth of a talk (Gilbert & Karahalios 2009: intimacy)"),
    "late hours": (0.03, "nights are for friends (Eagle et al. 2009)"),
    "voice and calls": (0.06, "a voice costs more than a text (Roberts & Dunbar 2015: calls keep close ties)"),
    "returns": (0.03, "a tie that came back is not lost by silence (Burt 2000)"),
    "attention": (0.12, "each shares out attention in his own way (Saramäki et al. 2014)"),
    "meetings": (0.06, "judged: nothing here tells of meetings; face to face keeps friends close (Roberts & Dunbar 2015)"),
    "channels": (0.02, "judged: one channel in all sets; close ties use several (Haythornthwaite 2005)"),
    "groups in common": (0.02, "judged: no groups in any set; common friends hold a tie (Burt 2000)"),
    "length": (0.02, "judged: no texts in any set; words exchanged (Gilbert & Karahalios 2009)"),
}
AGAINST = {
    "one way": (0.6, "judged: a newsletter that comes daily must not pass for warm"),
    "like a machine": (0.7, "judged: instant answers and never a word of its own are no friend's"),
}
FITTED = tuple(name_of(signal) for signal in SIGNALS if not JUDGED[name_of(signal)][1].startswith("judged"))


def judged(shares: dict[str, float] | None = None) -> Shares:
    """The judged shares; or others, in their place."""
    whole = sum(share for share, _ in JUDGED.values())
    told = {name: share / whole for name, (share, _) in JUDGED.items()} | (shares or {})
    return Shares(
        made_with="python -m benchmarks.fit_strength --write",
        figures={},
        spread=1.0,
        signals={name: Share(round(told[name], 4), ground) for name, (_, ground) in JUDGED.items()},
        takes={name: Share(share, ground) for name, (share, ground) in AGAINST.items()},
    )


def equal() -> Shares:
    """The same share for every signal: what is left without strength.json."""
    return judged({name: 1 / len(JUDGED) for name in JUDGED})


def reached(task: Task) -> np.ndarray:
    """How much of its curve each fitted signal reaches, less what speaks against; shape (rows, signals)."""
    seen = of_many(task.ties, task.now, all_heat=task.ties["all_heat"].to_numpy())
    left = np.ones(task.ties.height)
    for signal in TAKES:
        left = left * (1 - AGAINST[name_of(signal)][0] * signal(seen).reach)
    return np.column_stack([signal(seen).reach * left for signal in SIGNALS if name_of(signal) in FITTED])


def some(task: Task) -> Task:
    """At most MOST rows, always the same ones."""
    rows = np.zeros(task.ties.height, dtype=bool)
    rows[np.random.default_rng(5).permutation(task.ties.height)[:MOST]] = True
    return task.of(rows)


def fit(tasks: Sequence[Task], *, pull: float = PULL, without: str = "") -> Shares:
    """The shares that answer all questions best; ``without`` leaves one signal out."""
    start = np.array([JUDGED[name][0] * (name != without) for name in FITTED])
    free, start = start.sum() / sum(share for share, _ in JUDGED.values()), start / start.sum()
    used = np.flatnonzero(start)
    weights = {name: FRIENDS for name in {task.name for task in tasks} & {LABELS}}
    futures = [task for task in tasks if task.name != LABELS]
    cells = [(reached(task)[:, used], task.answer, weights.get(task.name, (1 - FRIENDS) / max(1, len(futures)))) for task in tasks]
    found = _best(cells, start[used], pull)
    told = dict.fromkeys(FITTED, 0.0) | {FITTED[i]: float(share * free) for i, share in zip(used, found, strict=True)}
    return judged(told)


def _best(cells: Sequence[tuple[np.ndarray, np.ndarray, float]], start: np.ndarray, pull: float) -> np.ndarray:
    """Shares as a softmax, so that none is negative and they sum to 1; each question with its slope and height."""
    size = len(start)

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        share = np.exp(at[:size] - at[:size].max())
        share /= share.sum()
        gradient, total, by_share = np.zeros_like(at), 0.0, np.zeros(size)
        for place, (reach, answer, weight) in enumerate(cells):
            slope, height = at[size + 2 * place], at[size + 2 * place + 1]
            value = reach @ share
            odds = height + slope * value
            off = (1 / (1 + np.exp(-odds)) - answer) * weight / len(answer)
            total += weight * float(np.mean(np.logaddexp(0, odds) - answer * odds))
            by_share += slope * (reach.T @ off)
            gradient[size + 2 * place : size + 2 * place + 2] = off @ value, off.sum()
        away = share - start
        total += pull * float((away * away / start).sum())
        by_share += 2 * pull * away / start
        gradient[:size] = share * (by_share - share @ by_share)
        return total, gradient

    begin = np.concatenate([np.log(start), np.tile([6.0, -2.0], len(cells))])
    bounds = [(None, None)] * size + [(0.0, 40.0), (None, None)] * len(cells)
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300})
    share = np.exp(found.x[:size] - found.x[:size].max())
    return share / share.sum()
