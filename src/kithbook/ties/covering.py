"""Intervals of the next contact, widened or narrowed until they hold what they should of what has come since."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from kithbook.ties.population import Population
from kithbook.ties.rhythm import AHEAD, CHUNK, Model, as_columns, cumulative, ends
from kithbook.ties.waiting import Floats

LEVEL: Final = 0.8
FEW: Final = 200.0  # ties that count as much as what was pooled
STEPS: Final = np.arange(-1.5, 2.5, 0.05)
Places = tuple[Floats, NDArray[np.bool_]]


def places(
    rhythms: Any,
    wait: Floats,
    seen: Floats,
    *,
    population: Population,
    model: Model,
    silent: Floats | None,
    shift: int = 0,
) -> Places:
    """The chance that was given to a contact until it came, or until the end of what was seen where it did not come;
    and whether it came. ``wait`` and ``seen`` are days from the ``seen_until`` of each row; ``silent`` as for
    `rhythm.cumulative`.
    """
    columns: Mapping[str, Floats] = as_columns(rhythms)
    until, found = np.minimum(wait, seen), []
    for start in range(0, len(until), CHUNK):
        some = {name: values[start : start + CHUNK] for name, values in columns.items()}
        told = None if silent is None else silent[start : start + CHUNK]
        risk = cumulative(some, None, population, shift, model, told)
        found += [np.interp(day, AHEAD, each) for day, each in zip(until[start : start + CHUNK], risk, strict=True)]
    return 1 - np.exp(-np.array(found)), wait <= seen


def reached(places: Floats, came: NDArray[np.bool_], levels: Sequence[float]) -> list[float]:
    """The share of next contacts that came before each of these levels of their forecast (Kaplan and Meier 1958).

    Of a true forecast a tenth comes before the level .1, and so on, whatever was not seen.
    """
    order = np.argsort(places, kind="stable")
    places, came = places[order], came[order]
    left = np.cumprod(np.where(came, 1 - 1 / (len(places) - np.arange(len(places))), 1.0))
    found = []
    for level in levels:
        place = int(np.searchsorted(places, level, side="right"))
        found.append(1 - float(left[place - 1]) if place else 0.0)
    return found


def widened(model: Model, told: Sequence[Places], *, level: float = LEVEL) -> Model:
    """The model with intervals that would have held ``level`` of what came after some moments of the past.

    ``told`` has `places` of each moment. With few ties the pooled width weighs more; with none the model comes back.
    """
    told = [each for each in told if len(each[0])]
    count = sum(len(places) for places, _ in told)
    if not count:
        return model

    def covered(wider: float) -> float:
        bounds = ends(level, msgspec.structs.replace(model, wider=wider))
        held = [reached(places, came, bounds) for places, came in told]
        return float(np.mean([high - low for low, high in held]))

    own = next((wider for wider in STEPS.tolist() if covered(wider) >= level), float(STEPS[-1]))
    return msgspec.structs.replace(model, wider=(count * own + FEW * model.wider) / (count + FEW))
