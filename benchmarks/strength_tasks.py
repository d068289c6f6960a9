"""What closeness is learned from and checked on: who is a friend, and with whom there will be contact.

Labels: pairs of Copenhagen students with any call or text, friends on a social site or not; a pair counts where both
have any friend there, as of the others nothing is known. Future: for each pair seen before a moment T, on how many days
there is contact in the window after it; looked at from both ends. The last T of each set is for checking only.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from benchmarks import networks
from kithbook.ties.days import DAY, days
from kithbook.ties.seen import of_many
from kithbook.ties.sums import OLDEST, sums

KEYS = ("ego", "person")
SHIFT = 14_000 * DAY  # for times that are counted from the begin of a study: whole weeks, so that weekdays stay
LABELS, WITHIN = "Copenhagen friends", "Copenhagen"
WINDOWS = {"CollegeMsg": 30, "email-Eu": 90, "Enron": 180}  # days
CUTS = (0.3, 0.5)  # T, as a share of all days of contact before it: to learn from
LAST = 0.7  # to check on
FOLDERS = {"CollegeMsg": "collegemsg", "email-Eu": "email_eu", "Enron": "enron"}


class Task(NamedTuple):
    """One question about many ties."""

    name: str
    ties: pl.DataFrame  # KEYS, the columns of Sums, all_heat
    now: int  # UTC seconds
    answer: np.ndarray  # whether friends, or whether there was contact later; shape (rows,)
    later: np.ndarray | None  # on how many days

    def of(self, rows: np.ndarray) -> "Task":
        """Some of the rows, by a mask."""
        later = None if self.later is None else self.later[rows]
        return Task(self.name, self.ties.filter(pl.Series(rows)), self.now, self.answer[rows], later)


def measured(history: pl.DataFrame, now: int) -> pl.DataFrame:
    """The Sums of every pair that was in contact before a moment, with the heat of all ties of its ego."""
    found = sums(history, keys=KEYS, until=now).sort(KEYS)
    heat = pl.Series("all_heat", of_many(found, now).heat)
    return found.with_columns(heat).with_columns(pl.col("all_heat").sum().over("ego"))


def history(pairs: pl.DataFrame) -> pl.DataFrame:
    """Days of contact of a network, from both ends of each pair."""
    if int(pairs["at"].min() or 0) < OLDEST:
        pairs = pairs.with_columns(pl.col("at") + SHIFT)
    return days(networks.contacts(pairs), keys=KEYS)


def future(name: str, events: pl.DataFrame, now: int, window: int) -> Task:
    """Who is in contact within ``window`` days after a moment, of those who were before."""
    ties = measured(events, now)
    after = (
        events.filter(pl.col("first").is_between(now, now + window * DAY, closed="left")).group_by(KEYS).len("later")
    )
    later = ties.join(after, on=KEYS, how="left", maintain_order="left")["later"].fill_null(0).to_numpy()
    return Task(name, ties, now, (later > 0).astype(float), later)


def labelled(data: Path, *, all_pairs: bool = False) -> Task:
    """Who is a friend; ``all_pairs``: also where one of the two has no friends at all."""
    events = history(networks.copenhagen(data))
    ties = measured(events, (int(events["last"].max()) // DAY + 1) * DAY)
    friends = networks.friends(data)
    known = {person for pair in friends for person in pair}
    pairs = list(ties.select(KEYS).iter_rows())
    answer = np.array([(min(pair), max(pair)) in friends for pair in pairs], dtype=float)
    task = Task(LABELS, ties, (int(events["last"].max()) // DAY + 1) * DAY, answer, None)
    return task if all_pairs else task.of(np.array([a in known and b in known for a, b in pairs]))


def within(data: Path) -> Task:
    """Who of the Copenhagen students is in contact in the second half of the study, of those who were in the first."""
    events = history(networks.copenhagen(data))
    start, end = int(events["day"].min()), int(events["day"].max()) + 1
    middle = (start + end) // 2
    return future(WITHIN, events, middle * DAY, end - middle)


def moment(events: pl.DataFrame, share: float) -> int:
    """The midnight before which a share of all days of contact lies."""
    return int(events["last"].quantile(share) or 0) // DAY * DAY


def earlier(data: Path) -> Iterator[Task]:
    """Futures to learn from: each window is over before the last T."""
    for name, read in here(data).items():
        events = history(read(data))
        for share in CUTS:
            now = moment(events, share)
            if now + WINDOWS[name] * DAY <= moment(events, LAST):
                yield future(name, events, now, WINDOWS[name])


def last(data: Path) -> Iterator[Task]:
    """Futures to check on, which taught nothing."""
    for name, read in here(data).items():
        events = history(read(data))
        yield future(name, events, moment(events, LAST), WINDOWS[name])


def here(data: Path) -> dict[str, object]:
    """The networks that are in a folder; those that are not are named."""
    found = {name: read for name, read in networks.NETWORKS.items() if (data / FOLDERS[name]).is_dir()}
    for name in networks.NETWORKS.keys() - found.keys():
        print(f"{name} is not in {data}, so it is left out.", file=sys.stderr)
    return found
