"""The names on the map of a group: where there is room for them, in a wide box and in a narrow one."""

import math
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from kithbook.charts.inline import WIDTH, n
from kithbook.charts.people_places import HEIGHT, Ground, Placed, isolated

WIDE, NARROW = 12.0, 21.0  # sizes of letters: in a wide box, and in a narrow one, where the picture shrinks
FEW: Final = 6  # names in a narrow box
EDGES: Final = 36  # places around a circle at which a name may stand


class _Place(NamedTuple):
    """Where a text stands: a point, which end of the text is there, and how far below it, in heights of letters."""

    x: float
    y: float
    anchor: str = "middle"
    down: float = 0.0


class _Page:
    """What is taken on the picture, at one size of letters: boxes of text, and the discs that a text may hide."""

    def __init__(self, spots: Sequence[Placed], size: float) -> None:
        self.size = size
        self.boxes: list[tuple[float, float, float, float]] = []
        self.at = np.array([(each.x, each.y, each.r) for each in spots]).reshape(-1, 3)

    def hidden(self, place: _Place, text: str) -> int | None:
        """How many discs the text would hide there; None where no text may stand."""
        left, top, right, foot = box = self._box(place, text)
        if left < 0 or right > WIDTH or top < 0 or foot > HEIGHT or any(_meet(box, other) for other in self.boxes):
            return None
        dx, dy, r = self.at.T
        return int(((dx > left - r) & (dx < right + r) & (dy > top - r) & (dy < foot + r)).sum())

    def take(self, place: _Place, text: str) -> None:
        """From now on the text stands there."""
        self.boxes.append(self._box(place, text))

    def _box(self, place: _Place, text: str) -> tuple[float, float, float, float]:
        width, line = _width(text) * self.size, place.y + place.down * self.size
        left = place.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[place.anchor]
        return left - 2, line - self.size * 0.8, left + width + 2, line + self.size * 0.25


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def written(spots: Sequence[Placed], labels: int, grounds: Sequence[Ground], numbered: bool) -> str:
    """The numbers of the circles, and names wherever there is room, of up to ``labels`` people.

    First the owner, then the one with most answers in each circle, then the others by answers.
    """
    narrow, wide = _Page(spots, NARROW), _Page(spots, WIDE)
    texts = []
    for ground in grounds if numbered else ():
        above = ground.y < HEIGHT * 0.55
        place = _Place(
            ground.x, ground.y - ground.ry - 4 if above else ground.y + ground.ry + 3, down=0.0 if above else 0.9
        )
        for page in (narrow, wide):
            page.take(place, str(ground.number))
        texts.append(_text("big halo", place, str(ground.number)))
    by_number = {ground.number: ground for ground in grounds}
    for rank, each in enumerate([each for each in _ranked(spots) if each.name][:labels]):
        # A name that is shown in narrow boxes is shown in wide ones too, and must be free in both.
        for pages, kind in (((narrow, wide), "halo"), ((wide,), "minor halo"))[0 if rank < FEW else 1 :]:
            place_found = _room(each, pages, by_number.get(each.spot.circle))
            if place_found is not None:
                for page in pages:
                    page.take(place_found, each.name)
                texts.append(_leader(each, place_found, kind) + _text(kind, place_found, isolated(each.name)))
                break
    return f'<g class="names" aria-hidden="true">{"".join(texts)}</g>' if texts else ""


def _text(kind: str, place: _Place, text: str) -> str:
    anchor = "" if place.anchor == "middle" else f' text-anchor="{place.anchor}"'
    down = f' dy="{place.down}em"' if place.down else ""
    return f'<text class="{kind}" x="{n(place.x)}" y="{n(place.y)}"{anchor}{down}>{text}</text>'


def _leader(each: Placed, place: _Place, kind: str) -> str:
    """A line from a disc to a name that stands away from it."""
    dx, dy = place.x - each.x, place.y - each.y
    far = math.hypot(dx, dy)
    if far < each.r + 8:
        return ""
    x, y = each.x + dx * each.r / far, each.y + dy * each.r / far
    seen = "leader minor" if "minor" in kind else "leader"
    return f'<path class="{seen}" d="M{n(x)} {n(y)}L{n(place.x)} {n(place.y)}"/>'


def _ranked(spots: Sequence[Placed]) -> list[Placed]:
    """The owner, the one with most answers of each circle, then all others by answers."""
    order = sorted(spots, key=lambda each: (not each.spot.me, -(each.spot.gave + each.spot.got), each.id))
    first: dict[int, int] = {}
    for each in order:
        if each.spot.circle and not each.spot.me:
            first.setdefault(each.spot.circle, each.id)
    heads = set(first.values())
    return sorted(order, key=lambda each: (not each.spot.me, each.id not in heads))


def _room(each: Placed, pages: Sequence[_Page], ground: Ground | None) -> _Place | None:
    """Where a name may stand: at its disc, if it hides nobody there; else at the nearest free edge of its circle."""
    x, y, r = each.x, each.y, each.r
    beside = [
        _Place(x, y + r, down=1.0),
        _Place(x, y - r, down=-0.35),
        _Place(x + r + 4, y, "start", 0.35),
        _Place(x - r - 4, y, "end", 0.35),
    ]
    edge = [_edge(ground, math.tau * turn / EDGES) for turn in range(EDGES)] if ground else []
    edge.sort(key=lambda place: math.hypot(place.x - x, place.y - y))
    free = (place for place in [*beside, *edge] if all(page.hidden(place, each.name) == 0 for page in pages))
    # In a crowd the owner stands amid others, and is named all the same.
    among = (place for place in beside if all(page.hidden(place, each.name) is not None for page in pages))
    return next(free, None) or (next(among, None) if each.spot.me else None)


def _edge(ground: Ground, angle: float) -> _Place:
    """A place just outside a circle."""
    x, y = ground.x + (ground.rx + 6) * math.cos(angle), ground.y + (ground.ry + 6) * math.sin(angle)
    return _Place(x, y, "start" if math.cos(angle) >= 0 else "end", 0.35 + 0.3 * math.sin(angle))


def _width(text: str) -> float:
    """How wide a text is, in heights of its letters, roughly."""
    return sum(1.0 if unicodedata.east_asian_width(each) in "WF" else 0.58 for each in text)
