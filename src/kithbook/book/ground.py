"""What the ties of the book share, as last learnt from its own past, kept in the book."""

from typing import Final

import msgspec
import polars as pl

from kithbook import ties
from kithbook.store.models import Setting

_KEPT: Final = "ground"
FIFTH: Final = 1.2
_OF: Final = "ground_of"  # from how many days it was learnt


def read() -> ties.Ground:
    """What was learnt last; what was pooled from public data where nothing was."""
    kept = Setting.read(_KEPT)
    try:
        return ties.Ground() if kept is None else msgspec.convert(kept, ties.Ground)
    except msgspec.ValidationError:  # kept by an older version: it is learnt again with the next measuring
        return ties.Ground()


def outgrown(days: pl.DataFrame) -> bool:
    """Whether the book has a fifth more days, or fewer, than when it was last learnt from.

    Then all ties are measured anew: how busy the owner was with everybody else enters each of them.
    """
    learnt = int(Setting.read(_OF, 0))
    return not learnt / FIFTH <= len(days) <= learnt * FIFTH


def fit(days: pl.DataFrame, until: pl.DataFrame, *, shift: int, now: int) -> None:
    """Learn again from all days of all people."""
    Setting.write(_KEPT, msgspec.to_builtins(ties.learn(days, until, now=now, shift=shift)))
    Setting.write(_OF, len(days))
