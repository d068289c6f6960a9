"""The networks of the drift benchmark, cut at several moments: what each end knew then, and what came after."""

import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.networks import FILES, NETWORKS, contacts
from kithbook.ties.days import DAY, days
from kithbook.ties.pace import paces
from kithbook.ties.rhythm import rhythms
from kithbook.vocabulary import HOWS

DATA: Final = Path(__file__).parents[1].parent / "shared" / "data"
KEYS: Final = ("ego", "person")
Floats = NDArray[np.float64]
CROWD: Final = 40  # a mail to more people than this brings nobody together
HORIZONS: Final = (14, 30, 90, 180)  # days, which a model of all horizons learns from


@dataclass(frozen=True)
class Regime:
    """Of whom something is asked: contact within ``days`` more, of all ties or of those ``active`` within so many days
    with ``least`` contacts.
    """

    days: int
    active: int = 0
    least: int = 0

    def __str__(self) -> str:
        of = f"active {self.active} d" if self.active else "all pairs"
        return f"{self.days} d, {of}" + (f", {self.least}+ contacts" if self.least else "")


REGIMES: Final = {
    "CollegeMsg": (Regime(14, 28),),
    "email-Eu": (Regime(30), Regime(30, 90, 3), Regime(90), Regime(180)),
    "Enron": (Regime(30), Regime(90)),
}
STEP: Final = {"CollegeMsg": 14}  # days between cuts, else 30


@dataclass
class Network:
    """A network as its days, looked at from both ends of each pair.

    ``start`` and ``end`` are the UTC seconds between which it lives: where 1% and 99% of the contacts lie, which leaves
    out clocks that were broken and years that are nearly empty.
    """

    name: str
    pairs: pl.DataFrame
    start: int
    end: int
    step: int
    days: pl.DataFrame
    together: pl.DataFrame
    _paces: dict[int, pl.DataFrame] = field(default_factory=dict)
    _rhythms: dict[int, pl.DataFrame] = field(default_factory=dict)

    @cached_property
    def middle(self) -> int:
        """Where the late half begins, in which all is measured."""
        return (self.start + self.end) // 2

    @cached_property
    def cuts(self) -> list[int]:
        """Moments every ``step`` days, back from the last with a shortest window of outcomes."""
        first, last = self.start + 2 * self.step * DAY, self.end - self.step * DAY
        return list(range(last, first, -self.step * DAY))[::-1]

    def seen(self, cut: int, days: int) -> bool:
        """Whether all of the window after the cut lies within the network's life."""
        return cut + days * DAY <= self.end + 1

    def paces(self, cut: int) -> pl.DataFrame:
        """What each end knew of each tie at the cut."""
        if cut not in self._paces:
            told = {"keys": KEYS, "ego": ("ego",), "until": cut - 1, "together": self.together}
            self._paces[cut] = paces(self.days, **told).sort(KEYS)
        return self._paces[cut]

    def rhythms(self, cut: int) -> pl.DataFrame:
        """The same for rhythms, in the same order."""
        if cut not in self._rhythms:
            self._rhythms[cut] = rhythms(self.days, keys=KEYS, until=cut - 1).sort(KEYS)
        return self._rhythms[cut]

    def silent(self, cut: int, days: int) -> Floats:
        """1 for each tie of `paces` without any contact in the ``days`` after the cut, else 0."""
        return (self.waits(cut) >= days).astype(float)

    def waits(self, cut: int) -> Floats:
        """Days from the cut to the next contact of each tie of `paces`, infinite where there is none."""
        later = self.pairs.filter(pl.col("at") >= cut).group_by(KEYS).agg(pl.col("at").min())
        known = self.paces(cut).select(KEYS).join(later, on=KEYS, how="left", maintain_order="left")
        return (known["at"].cast(pl.Float64).fill_null(np.inf).to_numpy() - cut) / DAY


def within(paces: pl.DataFrame, cut: int, regime: Regime) -> NDArray[np.bool_]:
    """Which ties a regime asks about."""
    active = paces["last"].to_numpy() >= cut - regime.active * DAY if regime.active else True
    return np.asarray(active & (paces["contacts"].to_numpy() >= regime.least))


def network(name: str, data: Path) -> Network:
    """One network by its name."""
    pairs = NETWORKS[name](data).filter(pl.col("who") != pl.col("to"))
    to_many = pl.len().over("who", "at") > 1
    how = pl.when(to_many).then(HOWS.index("cc")).otherwise(HOWS.index("message")).cast(pl.Int8)
    told = contacts(pairs.with_columns(how=how, size=pl.lit(0, pl.Int32)))
    start, end = (int(pairs["at"].quantile(share) or 0) for share in (0.01, 0.99))
    step = STEP.get(name, 30)
    return Network(name, told.select(*KEYS, "at"), start, end, step, days(told, keys=KEYS), _together(pairs))


def networks(data: Path) -> list[Network]:
    """All that are there; of the others a word on standard error."""
    found = []
    for name, folder in zip(NETWORKS, FILES, strict=False):
        if (data / folder).is_dir():
            found.append(network(name, data))
        else:
            print(f"{name} is left out: {data / folder} is missing.", file=sys.stderr)
    return found


def _together(pairs: pl.DataFrame) -> pl.DataFrame:
    """Days on which two people were sent the same thing by a third: to each of them the mail shows it."""
    mails = pairs.select("who", "at", "to").unique().filter(pl.len().over("who", "at").is_between(2, CROWD))
    both = mails.join(mails, on=["who", "at"], suffix="_too").filter(pl.col("to") != pl.col("to_too"))
    named = both.select(
        "at", day=pl.col("at") // DAY, ego=pl.col("to").cast(pl.Int32), person=pl.col("to_too").cast(pl.Int32)
    )
    return named.group_by(*KEYS, "day").agg(last=pl.col("at").max())
