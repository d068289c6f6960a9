"""The map of who talks with whom: circles of people around the owner, those who answer nobody on the rim.

Written as SVG directly, unlike the other charts: each person is a link of their own, that the keyboard reaches.
"""

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from kithbook.charts.inline import WIDTH
from kithbook.vocabulary.answers import Spot, TalkMap, Thread

HEIGHT: Final = 460
RIM: Final = ((0.490, 0.482), (0.476, 0.462), (0.462, 0.442))  # half axes of the rim's rings, in parts of the picture
RIM_MOST, ON_RING = 300, 100  # dots on all of it, and on one ring
LARGEST, SMALLEST, TOUCH, GAP = 10.0, 1.4, 7.0, 1.2  # radii, and the air between two discs
WITHIN, ACROSS = 2.5, 0.75  # threads drawn for each person, on average: within circles, and between them
CROWD: Final = 60  # people above whom threads are drawn fainter
WIDE, NARROW = 12.0, 21.0  # sizes of letters: in a wide box, and in a narrow one, where the picture shrinks
FEW: Final = 6  # names in a narrow box
EDGES: Final = 36  # places around a circle at which a name may stand


def people_map(
    talk_map: TalkMap,
    *,
    title: str,
    desc: str,
    direction: str = "ltr",
    links: Mapping[int, str] = {},
    labels: int = 15,
    you: str = "",
    name: str = "circles",
) -> str:
    """The SVG text of a map: a disc for each person, a ground and a number for each circle, a ring around a bridge.

    ``links`` are the addresses of people by id; ``labels`` names of those with most answers are written where there is
    room, all others show themselves on hover and focus. ``you`` is what the owner is called in the reader's language.
    "rtl" mirrors the places and not the letters. Without people the map is empty but for its rim.
    """
    spots = [_Placed(spot, direction == "rtl", you) for spot in talk_map.spots]
    _fit(spots)
    numbered = len(talk_map.circles) > 1
    grounds = _grounds_of(spots)
    parts = (
        _rim(talk_map.quiet, talk_map.unseen or 0),
        _ground(grounds) if numbered else "",
        *_threads(spots, talk_map.threads),
        *_discs(spots),
        _written(spots, labels, grounds, numbered),
        *(_person(each, links.get(each.id)) for each in spots),
    )
    kind = "chart scales people-map" + (" crowd" if len(spots) > CROWD else "")
    # A picture that is one image hides the links in it from screen readers.
    role = "group" if links else "img"
    return (
        f'<svg class="{kind}" viewBox="0 0 {WIDTH} {HEIGHT}" role="{role}" direction="ltr" '
        f"aria-labelledby={quoteattr(f'{name}-t {name}-d')}><title id={quoteattr(f'{name}-t')}>{escape(title)}</title>"
        f"<desc id={quoteattr(f'{name}-d')}>{escape(desc)}</desc>{''.join(parts)}</svg>"
    )


class _Placed:
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


def _fit(spots: Sequence[_Placed]) -> None:
    """Radii by the square root of answers, smaller where somebody stands near: no two discs touch."""
    if not spots:
        return
    at = np.array([(each.x, each.y) for each in spots])
    answers = np.array([each.spot.gave + each.spot.got for each in spots], dtype=float)
    wish = 1 + 1.8 * np.sqrt(answers / max(1.0, answers.max()))
    wish[[each.spot.me for each in spots]] = wish.max()
    apart = np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    room = ((apart - GAP) * wish[:, None] / (wish[:, None] + wish[None, :])).min(axis=1)
    scale = min(LARGEST / wish.max(), 0.9 * float(np.median(room / wish)) if len(spots) > 1 else LARGEST)
    for each, radius in zip(spots, np.maximum(0.3, np.minimum(room, scale * wish)), strict=True):
        each.r = float(radius)


def _rim(quiet: int, unseen: int) -> str:
    """Those who answer nobody, as dots on up to three rings: outside who never wrote (hollow), inside who did."""
    whole = quiet + unseen
    drawn = min(RIM_MOST, whole)
    hollow = round(drawn * unseen / whole) if whole else 0
    rings = [(WIDTH * across, HEIGHT * down) for across, down in RIM[: math.ceil(drawn / ON_RING) or 1]]
    around = [math.pi * (3 * (a + b) - math.sqrt((3 * a + b) * (a + 3 * b))) for a, b in rings]
    dots: list[str] = []
    for (a, b), length in zip(rings, around, strict=True):
        here = min(drawn - len(dots), math.ceil(drawn * length / sum(around)))
        dots += [f'<circle cx="{_n(x)}" cy="{_n(y)}" r="2.3"/>' for x, y in _evenly(a, b, here)]
    return _group("hollow", dots[:hollow]) + _group("rest", dots[hollow:])


def _evenly(a: float, b: float, count: int) -> list[tuple[float, float]]:
    """Places on an ellipse, equally far from each other along it."""
    turn = np.linspace(0, 2 * np.pi, 721)
    x, y = a * np.cos(turn), b * np.sin(turn)
    along = np.concatenate([[0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    at = np.interp((np.arange(count) + 0.5) * along[-1] / max(1, count), along, turn)
    return [(WIDTH / 2 + a * math.cos(t), HEIGHT / 2 + b * math.sin(t)) for t in at]


class _Ground(NamedTuple):
    """The ground of a circle: its number, middle and half axes."""

    number: int
    x: float
    y: float
    rx: float
    ry: float


def _ground_of(number: int, members: Sequence[_Placed]) -> _Ground:
    """The ellipse around the members of a circle."""
    left, right = min(each.x for each in members), max(each.x for each in members)
    top, foot = min(each.y for each in members), max(each.y for each in members)
    x, y = (left + right) / 2, (top + foot) / 2
    stretch = min(1.8, max(1.0, (right - left) / max(1.0, foot - top)))
    reach = max(math.hypot((each.x - x) / stretch, each.y - y) + each.r for each in members) + 5
    return _Ground(number, x, y, reach * stretch, reach)


def _grounds_of(spots: Sequence[_Placed]) -> list[_Ground]:
    """The ground of each circle, by number."""
    members: dict[int, list[_Placed]] = {}
    for each in spots:
        if each.spot.circle and not each.spot.me:
            members.setdefault(each.spot.circle, []).append(each)
    return [_ground_of(number, members[number]) for number in sorted(members)]


def _ground(grounds: Sequence[_Ground]) -> str:
    shapes = [f'<ellipse cx="{_n(g.x)}" cy="{_n(g.y)}" rx="{_n(g.rx)}" ry="{_n(g.ry)}"/>' for g in grounds]
    return _group("ground", shapes)


def _threads(spots: Sequence[_Placed], threads: Sequence[Thread]) -> Iterable[str]:
    """The strongest threads: those of the owner, between circles, within them."""
    placed = {each.id: each for each in spots}
    room = {"thread": WITHIN * len(spots), "thread across": ACROSS * len(spots), "link": len(spots)}
    kinds: dict[str, list[str]] = {kind: [] for kind in room}
    for each in threads:
        one, other = placed[each.one], placed[each.other]
        mine = one.spot.me or other.spot.me
        kind = "link" if mine else "thread" if one.spot.circle == other.spot.circle else "thread across"
        if len(kinds[kind]) < room[kind]:
            kinds[kind].append(f"M{_n(one.x)} {_n(one.y)}L{_n(other.x)} {_n(other.y)}")
    return [f'<path class="{kind}" d="{"".join(lines)}"/>' for kind, lines in kinds.items() if lines]


def _discs(spots: Sequence[_Placed]) -> Iterable[str]:
    """The discs; a bridge has a ring around it, the owner the colour of what is spoken of."""
    for owner, some in groupby(spots, key=lambda each: each.spot.me):
        shapes = []
        for each in some:
            shapes.append(f'<circle cx="{_n(each.x)}" cy="{_n(each.y)}" r="{_n(each.r)}"/>')
            if each.spot.bridge:
                shapes.append(f'<circle class="bridge" cx="{_n(each.x)}" cy="{_n(each.y)}" r="{_n(each.r + 3)}"/>')
        yield _group("data" if owner else "say", shapes)


class _Place(NamedTuple):
    """Where a text stands: a point, which end of the text is there, and how far below it, in heights of letters."""

    x: float
    y: float
    anchor: str = "middle"
    down: float = 0.0


class _Page:
    """What is taken on the picture, at one size of letters: boxes of text, and the discs that a text may hide."""

    def __init__(self, spots: Sequence[_Placed], size: float) -> None:
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


def _written(spots: Sequence[_Placed], labels: int, grounds: Sequence[_Ground], numbered: bool) -> str:
    """The numbers of the circles, and names wherever there is room: the owner, the first of each circle, then others."""
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
                texts.append(_leader(each, place_found, kind) + _text(kind, place_found, _isolated(each.name)))
                break
    return f'<g class="names" aria-hidden="true">{"".join(texts)}</g>' if texts else ""


def _text(kind: str, place: _Place, text: str) -> str:
    anchor = "" if place.anchor == "middle" else f' text-anchor="{place.anchor}"'
    down = f' dy="{place.down}em"' if place.down else ""
    return f'<text class="{kind}" x="{_n(place.x)}" y="{_n(place.y)}"{anchor}{down}>{text}</text>'


def _leader(each: _Placed, place: _Place, kind: str) -> str:
    """A line from a disc to a name that stands away from it."""
    if math.hypot(place.x - each.x, place.y - each.y) < each.r + 8:
        return ""
    seen = "leader minor" if "minor" in kind else "leader"
    return f'<path class="{seen}" d="M{_n(each.x)} {_n(each.y)}L{_n(place.x)} {_n(place.y)}"/>'


def _ranked(spots: Sequence[_Placed]) -> list[_Placed]:
    """The owner, the one with most answers of each circle, then all others by answers."""
    order = sorted(spots, key=lambda each: (not each.spot.me, -(each.spot.gave + each.spot.got), each.id))
    first: dict[int, int] = {}
    for each in order:
        if each.spot.circle and not each.spot.me:
            first.setdefault(each.spot.circle, each.id)
    heads = set(first.values())
    return sorted(order, key=lambda each: (not each.spot.me, each.id not in heads))


def _room(each: _Placed, pages: Sequence[_Page], ground: _Ground | None) -> _Place | None:
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


def _edge(ground: _Ground, angle: float) -> _Place:
    """A place just outside a circle."""
    x, y = ground.x + (ground.rx + 6) * math.cos(angle), ground.y + (ground.ry + 6) * math.sin(angle)
    return _Place(x, y, "start" if math.cos(angle) >= 0 else "end", 0.35 + 0.3 * math.sin(angle))


def _person(each: _Placed, address: str | None) -> str:
    """What is touched: a link where there is an address, with the name that shows itself."""
    title = f"<title>{_isolated(each.name)}</title>" if each.name else ""
    place = f'cx="{_n(each.x)}" cy="{_n(each.y)}" r="{_n(max(each.r + 2, TOUCH))}"'
    anchor = "start" if each.x < 60 else "end" if each.x > WIDTH - 60 else "middle"
    text = (
        f'<text class="halo" x="{_n(each.x)}" y="{_n(each.y - each.r - 6)}" text-anchor="{anchor}" aria-hidden="true">'
        f"{_isolated(each.name)}</text>"
    )
    tag, opens = ("a", f"a href={quoteattr(address)}") if address else ("g", "g")
    return f'<{opens} class="who-is">{title}<circle {place}/>{text if each.name else ""}</{tag}>'


def _isolated(name: str) -> str:
    """A name that keeps its own direction within the picture."""
    return f"\u2068{escape(name)}\u2069"


def _width(text: str) -> float:
    """How wide a text is, in heights of its letters, roughly."""
    return sum(1.0 if unicodedata.east_asian_width(each) in "WF" else 0.58 for each in text)


def _group(kind: str, shapes: Sequence[str]) -> str:
    return f'<g class="{kind}">{"".join(shapes)}</g>' if shapes else ""


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
