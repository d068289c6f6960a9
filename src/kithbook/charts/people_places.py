"""The people of the map of a group in the picture: where, how large, and the ground of each circle."""

import math
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

import numpy as np

from kithbook.charts.inline import WIDTH
from kithbook.vocabulary.answers import Spot

HEIGHT: Final = 460
LARGEST, GAP = 10.0, 1.2  # radius, and the air between two discs
BIG: Final = 1.8  # how much larger the most answered is than one who is hardly answered


class Placed:
    """One person in the picture."""

    def __init__(self, spot: Spot, mirrored: bool, you: str) -> None:
        self.spot = spot
        self.id = spot.person.id
        self.x = WIDTH * (1 - spot.x if mirrored else spot.x)
        self.y = HEIGHT * spot.y
        self.r = 0.0
        self.name = _clean(you if spot.me and you else spot.person.name)


def _clean(name: str) -> str:
    """A name without what XML cannot hold."""
    return "".join(each for each in name if unicodedata.category(each) not in {"Cc", "Cs", "Cn"}).strip()


def fit(spots: Sequence[Placed]) -> None:
    """Radii by the square root of answers, smaller where somebody stands near: no two discs touch."""
    if not spots:
        return
    at = np.array([(each.x, each.y) for each in spots])
    answers = np.array([each.spot.gave + each.spot.got for each in spots], dtype=float)
    wish = 1 + BIG * np.sqrt(answers / max(1.0, answers.max()))
    wish[[each.spot.me for each in spots]] = wish.max()
    apart = np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    room = ((apart - GAP) * wish[:, None] / (wish[:, None] + wish[None, :])).min(axis=1)
    scale = min(LARGEST / wish.max(), 0.9 * float(np.median(room / wish)) if len(spots) > 1 else LARGEST)
    for each, radius in zip(spots, np.maximum(0.3, np.minimum(room, scale * wish)), strict=True):
        each.r = float(radius)


class Ground(NamedTuple):
    """The ground of a circle: its number, middle and half axes."""

    number: int
    x: float
    y: float
    rx: float
    ry: float


def _ground_of(number: int, members: Sequence[Placed]) -> Ground:
    """The ellipse around the members of a circle."""
    left, right = min(each.x for each in members), max(each.x for each in members)
    top, foot = min(each.y for each in members), max(each.y for each in members)
    x, y = (left + right) / 2, (top + foot) / 2
    stretch = min(1.8, max(1.0, (right - left) / max(1.0, foot - top)))
    reach = max(math.hypot((each.x - x) / stretch, each.y - y) + each.r for each in members) + 5
    return Ground(number, x, y, reach * stretch, reach)


def grounds_of(spots: Sequence[Placed]) -> list[Ground]:
    """The ground of each circle, by number."""
    members: dict[int, list[Placed]] = {}
    for each in spots:
        if each.spot.circle and not each.spot.me:
            members.setdefault(each.spot.circle, []).append(each)
    return [_ground_of(number, members[number]) for number in sorted(members)]


def isolated(name: str) -> str:
    """A name that keeps its own direction within the picture."""
    return f"\u2068{escape(name)}\u2069"
