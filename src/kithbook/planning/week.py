"""This week's few under a budget of minutes: those whose touch keeps most of all ties' value over the coming year."""

from collections.abc import Sequence

import msgspec
import numpy as np

from kithbook.planning.filling import Places, filled, ranked
from kithbook.planning.foresight import foreseen
from kithbook.planning.prospects import Columns, Prospect, columns, may, worth


class Plan(msgspec.Struct, frozen=True):
    """The week: whom, best first; who was also due and did not fit, best first; the minutes that are used.

    ``kept_value`` and ``if_nothing`` are the shares (0 to 1) of the value of all ties that are kept over the coming
    year, when every week is planned like this one, and when nobody is ever touched.
    """

    chosen: tuple[int, ...]
    left_out: tuple[int, ...]
    minutes: int
    kept_value: float
    if_nothing: float


def week(prospects: Sequence[Prospect], *, budget: int, yearly: float | None = None) -> Plan:
    """Choose for this week: first whom the owner wished to be in touch with, then what is worth most together.

    The worth of a touch is Whittle's index (`fading`), filled into the minutes exactly. ``yearly`` are the minutes a
    week expected over the year (less than the budget, where weeks are left out), for the two shares. Equal worth goes
    to the smaller person id; the order of ``prospects`` changes nothing, but of a person named twice the first counts.
    """
    those, budget = columns(prospects), max(0, budget)
    chosen, left_out = picked(those, budget=budget)
    kept, nothing = foreseen(those, chosen, budget=budget, yearly=max(0.0, budget if yearly is None else yearly))
    return Plan(
        chosen=tuple(those.person[chosen].tolist()),
        left_out=tuple(those.person[left_out].tolist()),
        minutes=int(those.minutes[chosen].sum()),
        kept_value=kept,
        if_nothing=nothing,
    )


def picked(those: Columns, *, budget: int) -> tuple[Places, Places]:
    """The places that are chosen and those left out, each best first, wishes before all."""
    open_to, gains = may(those), worth(those)
    wished = np.flatnonzero(open_to & those.wished)
    others = np.flatnonzero(open_to & ~those.wished & (gains > 0))
    # Two wishes before one: of wishes as many as fit are met, the shortest first.
    wished = wished[np.lexsort((wished, -gains[wished], those.minutes[wished]))]
    met = wished[np.cumsum(those.minutes[wished]) <= budget]
    left = budget - int(those.minutes[met].sum())
    few = others[filled(gains[others], those.minutes[others], left)]
    met = met[ranked(gains[met], those.minutes[met])]
    late = np.setdiff1d(wished, met)
    rest = np.setdiff1d(others, few)
    waiting = [part[ranked(gains[part], those.minutes[part])] for part in (late, rest)]
    return np.concatenate([met, few]), np.concatenate(waiting)
