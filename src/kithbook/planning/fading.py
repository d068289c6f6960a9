"""How a tie fades with silence, and what one touch at a given silence is worth: Whittle's index of a tie.

A tie keeps 1 / (1 + (silence / half) ** shape) of its value, the log-logistic form of the law of waiting. By itself it
is in touch again at a rate of ``inbound`` a day when fresh, which fades by the same share. Both start again at a touch.

Whoever touches a tie each time its silence reaches T, at a price for each touch, gains (A - price * S) / L a day: S is
the chance that it came to T days without a contact, L the days and A the value-days until T or the contact before it.
The price at which T is best is its index; a tie is worth a touch when its index exceeds what the minutes cost
(Whittle 1988, for one arm; without inbound contact it is the rule of Azar et al. 2018). Differentiated:

    index(T) = (A - share(T) * L) / (S + inbound * share(T) * L)
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NODES: Final = 40  # of a tie's grid of silences; the error of an index is below 1%
LEAST_HALF: Final = 1.0  # day
SHAPES: Final = (0.2, 5.0)  # a flatter or steeper fall is taken for these
LONGEST: Final = 40 * 365.25  # days of silence beyond which nothing changes


def share(silence: Floats | float, half: Floats | float, shape: Floats | float = 1.0) -> Floats:
    """The share (1 to 0) of a tie's value that is left after ``silence`` days, of which ``half`` leave one half.

    >>> [float(share(days, 60.0)) for days in (0.0, 60.0, 180.0)]
    [1.0, 0.5, 0.25]
    """
    return np.asarray(1 / (1 + (np.asarray(silence) / half) ** shape))


def grid(half: Floats, far: Floats, nodes: int = NODES) -> Floats:
    """Days of silence from 0 to ``far`` for each tie, (ties, nodes): close together where a tie is fresh."""
    reach = np.log1p(far / half)
    return np.asarray(half[:, None] * np.expm1(reach[:, None] * np.linspace(0, 1, nodes)))


def indices(days: Floats, left: Floats, inbound: Floats) -> Floats:
    """The index, in days of a fresh tie, at each of ``days`` (ties, nodes; from 0 on) where the share ``left`` is kept.

    ``inbound`` is a rate a day for each tie. It is 0 at silence 0, and rises with silence as long as ``left`` falls.
    """
    rate = inbound[:, None]
    alone = np.exp(-rate * _summed(days, left))  # nobody was in touch until then
    length, kept = _summed(days, alone), _summed(days, alone * left)
    return np.asarray((kept - left * length) / (alone + rate * left * length))


def _summed(days: Floats, values: Floats) -> Floats:
    """The integral of ``values`` from the first of ``days`` to each, by trapezoids."""
    pieces = np.diff(days) * (values[:, 1:] + values[:, :-1]) / 2
    return np.concatenate([np.zeros((len(days), 1)), np.cumsum(pieces, axis=1)], axis=1)
