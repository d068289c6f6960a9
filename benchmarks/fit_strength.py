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
import polars as pl
from scipy.optimize import minimize

from benchmarks.strength_tasks import (
    KEYS,
    LABELS,
    LAST,
    Task,
    earlier,
    here,
    history,
    labelled,
    measured,
    moment,
    within,
)
from kithbook.ties.days import DAY
from kithbook.ties.seen import of_many
from kithbook.ties.signals import SIGNALS, TAKES
from kithbook.ties.strength import Share, Shares, name_of, strengths

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FILE = Path(__file__).resolve().parents[1] / "src" / "kithbook" / "ties" / "strength.json"
PULL = 0.03  # towards the judged shares: the strongest that costs hardly .001 of the best mean area left out
FRIENDS = 0.5  # what friendship counts beside all futures together
COVERED = 0.8  # of the strengths from another half of the days lie within the interval
MOST = 12_000  # rows of one question: more teach nothing new
# Judged before any fit, by what is known; those of FITTED are then moved by the data.
JUDGED = {
    "recency": (0.10, "ties decay with silence, as a power law (Burt 2000)"),
    "frequency": (0.14, "days of contact lately, weighed half after 90 days (Roberts & Dunbar 2015)"),
    "active days": (0.12, "the best single figure on surveyed friends (AUC .81 on calls and texts of students)"),
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
    "meetings": (
        0.06,
        "judged: no meetings in any set; face to face keeps friends close (Roberts & Dunbar 2015)",
    ),
    "channels": (0.02, "judged: one channel in all sets; close ties use several (Haythornthwaite 2005)"),
    "groups in common": (0.02, "judged: no groups in any set; common friends hold a tie (Burt 2000)"),
    "length": (0.02, "judged: no texts in any set; words exchanged (Gilbert & Karahalios 2009)"),
}
AGAINST = {
    "one way": (0.7, "judged: a newsletter that comes daily must not pass for warm"),
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
    weights = dict.fromkeys({task.name for task in tasks} & {LABELS}, FRIENDS)
    futures = [task for task in tasks if task.name != LABELS]
    cells = [
        (reached(task)[:, used], task.answer, weights.get(task.name, (1 - FRIENDS) / max(1, len(futures))))
        for task in tasks
    ]
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


def halves(data: Path, *, late: bool) -> list[tuple[pl.DataFrame, pl.DataFrame, int]]:
    """The ties of each network measured from one half of its days, chosen by chance, and from the other; and when.

    ``late``: of the days after the last T, which teach nothing; else of those before.
    """
    found = []
    for read in here(data).values():
        events = history(read(data)).sort(*KEYS, "day")
        cut = moment(events, LAST)
        events = events.filter((pl.col("first") >= cut) if late else (pl.col("last") < cut))
        now = (int(events["day"].max()) + 2) * DAY  # type: ignore[arg-type]
        first = pl.Series(np.random.default_rng(6).random(events.height) < 0.5)
        both = [measured(events.filter(half), now) for half in (first, ~first)]
        pairs = both[0].select(KEYS).join(both[1].select(KEYS), on=KEYS)
        one, other = (half.join(pairs, on=KEYS, how="semi").sort(KEYS) for half in both)
        found.append((one, other, now))
    return found


def covered(shares: Shares, cells: Sequence[tuple[pl.DataFrame, pl.DataFrame, int]]) -> tuple[int, int]:
    """How often the strength from the other half of the days lies within the interval from the one; and of how many."""
    right = of = 0
    for one, other, now in cells:
        a, b = (strengths(half, now, all_heat=half["all_heat"].to_numpy(), shares=shares) for half in (one, other))
        both = ~np.isnan(a[:, 0]) & ~np.isnan(b[:, 0])
        right += int(np.sum((b[both, 0] >= a[both, 1]) & (b[both, 0] <= a[both, 2])))
        of += int(both.sum())
    return right, of


def with_spread(shares: Shares, cells: Sequence[tuple[pl.DataFrame, pl.DataFrame, int]]) -> Shares:
    """The shares with the spread at which an interval covers the other half in COVERED of all cases, the sets equal."""
    spread = 0.0
    while spread < 4:
        spread = round(spread + 0.05, 2)
        tried = msgspec.structs.replace(shares, spread=spread)
        rates = [right / of for right, of in (covered(tried, [cell]) for cell in cells) if of]
        if not rates or sum(rates) / len(rates) >= COVERED:
            break
    return msgspec.structs.replace(shares, spread=spread)


def fitted(data: Path) -> Shares:
    """The shares from all that may teach, with their spread."""
    tasks = [labelled(data), within(data), *map(some, earlier(data))]
    return with_spread(fit(tasks), halves(data, late=False))


def main() -> None:
    """Fit, show, and write where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_strength", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="another folder with the same layout")
    parser.add_argument("--write", action="store_true", help=f"put the result into {FILE.name}")
    asked = parser.parse_args()
    found = fitted(asked.data)
    for name, share in found.signals.items():
        print(f"{name:18} judged {judged().signals[name].share:.3f}  fitted {share.share:.3f}")
    print(f"spread {found.spread}")
    if asked.write:
        from benchmarks.strength import figures  # the benchmark fits again for students left out

        found = msgspec.structs.replace(found, figures=figures(asked.data, found))
        FILE.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")


if __name__ == "__main__":
    main()
