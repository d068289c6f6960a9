"""What is seen of a tie, or of columns of them, at one moment: what the signals of closeness read."""

from types import SimpleNamespace
from typing import Any

import msgspec
import numpy as np
import polars as pl

from kithbook.ties.curves import Numbers
from kithbook.ties.days import DAY
from kithbook.ties.sums import HALF_LIFE, SUMMED, Sums

WAITS: float = 1.0  # how much of its length a silence varies by, as a logarithm: that of an exponential wait is about 1


class Seen(SimpleNamespace):
    """The numbers of Sums by their names, the heat as of the moment, and some more; a float each, or an array each.

    first, last (UTC seconds), silence and span (days), groups in common, channels, all_heat (the heat of all ties of
    the owner together, or None).
    """


def of_one(sums: Sums, now: int, *, groups: int = 0, channels: int = 1, all_heat: float | None = None) -> Seen:
    """What is seen of one tie at ``now`` (UTC seconds), or at ``seen_until`` if that is earlier."""
    moved = _moved(sums.first or 0, sums.last or 0, sums.heat, sums.silence(now))
    return Seen(**(msgspec.structs.asdict(sums) | moved), groups=groups, channels=channels, all_heat=all_heat)


def of_many(
    frame: pl.DataFrame, now: Numbers, *, groups: Numbers = 0, channels: Numbers = 1, all_heat: Numbers | None = None
) -> Seen:
    """The same for the rows of a frame of Sums; what is given may be one for all or one for each."""
    numbers: dict[str, Any] = {name: frame[name].to_numpy().astype(float) for name in SUMMED}
    first, last, until = (frame[name].fill_null(0).to_numpy().astype(float) for name in ("first", "last", "seen_until"))
    silence = np.maximum(0.0, np.minimum(now, until) - last) / DAY
    whole = np.ones(frame.height)
    return Seen(
        **(numbers | _moved(first, last, numbers["heat"], silence)),
        first=first,
        last=last,
        groups=groups * whole,
        channels=channels * whole,
        all_heat=None if all_heat is None else all_heat * whole,
    )


def _moved(first: Numbers, last: Numbers, heat: Numbers, silence: Numbers) -> dict[str, Numbers]:
    """What changes with the moment."""
    return {"silence": silence, "span": (last - first) / DAY, "heat": heat * 0.5 ** (silence / HALF_LIFE)}


def varied(seen: Seen, by: float) -> Seen:
    """The same tie as chance might have shown it, ``by`` standard deviations better (or worse, when negative).

    A number of days varies by its root, as a Poisson number does, and all that was counted on them in proportion; so do
    the recent days; and a silence varies by its own length, as a waiting time does.
    """
    much, lately = np.exp(by / (seen.days + 1.0) ** 0.5), np.exp(by / (seen.heat + 1.0) ** 0.5)
    counted = {name: getattr(seen, name) * much for name in SUMMED}
    return Seen(**(vars(seen) | counted | {"heat": seen.heat * lately, "silence": seen.silence * np.exp(-by * WAITS)}))
