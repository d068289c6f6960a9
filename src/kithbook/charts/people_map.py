"""The map of who talks with whom: circles of people around the owner, those who answer nobody on the rim.

Written as SVG directly, unlike the other charts: each person is a link of their own, which can be reached by the keyboard.
"""

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from kithbook.charts.inline import WIDTH
from kithbook.vocabulary.answers import Spot, TalkMap, Thread

HEIGHT: Final = 460
RIM: Final = ((0.490, 0.482), (0.476, 0.462), (0.462, 0.442))  # half axes of the rim's rings, in parts of the picture
RIM_MOST: Final = 300  # dots on it
LARGEST, SMALLEST, TOUCH, GAP = 10.0, 1.4, 7.0, 1.2  # radii, and the air between two discs
PER_PERSON: Final = 3  # threads drawn, on average
WIDE, NARROW = 12.0, 21.0  # sizes of letters: in a wide box, and in a narrow one, where the picture shrinks
FEW: Final = 6  # names in a narrow box


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
    """The SVG text of a map: a disc for each person, a soft ground and a number for each circle, a ring around a bridge.

    ``links`` are the addresses of people by id; ``labels`` names of those with most answers are written where there is
    room, all others show themselves on hover and focus. ``you`` is what the owner is called in the reader's language.
    "rtl" mirrors the places and not the letters. Without people the map is empty but for its rim.
    """
    spots = [_Placed(spot, direction == "rtl", you) for spot in talk_map.spots]
    _fit(spots)
    numbered = len(talk_map.circles) > 1
    written = _written(spots, labels, numbered)
    parts = (
        _rim(talk_map.quiet, talk_map.unseen or 0),
        *(_ground(spots) if numbered else ()),
        *_threads(spots, talk_map.threads),
        *_discs(spots),
        *written,
        *(_person(each, links.get(each.id)) for each in spots),
    )
    return (
        f'<svg class="chart scales people-map" viewBox="0 0 {WIDTH} {HEIGHT}" role="{"group" if links else "img"}" '
        f'direction="ltr" aria-labelledby={quoteattr(f"{name}-t {name}-d")}>'
        f"<title id={quoteattr(f'{name}-t')}>{escape(title)}</title>"
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
    wish = 1 + 1.6 * np.sqrt(answers / max(1.0, answers.max()))
    apart = np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    room = ((apart - GAP) * wish[:, None] / (wish[:, None] + wish[None, :])).min(axis=1)
    scale = min(LARGEST / wish.max(), float(np.median(room / wish)) if len(spots) > 1 else LARGEST)
    for each, radius in zip(spots, np.maximum(0.3, np.minimum(room, scale * wish)), strict=True):
        each.r = float(radius)


def _rim(quiet: int, unseen: int) -> str:
    """Those who answer nobody, as dots on three rings: outside who never wrote (hollow), inside who wrote at some time."""
    whole = quiet + unseen
    drawn = min(RIM_MOST, whole)
    hollow = round(drawn * unseen / whole) if whole else 0
    around = [math.pi * (3 * (a + b) - math.sqrt((3 * a + b) * (a + 3 * b))) for a, b in _axes()]
    dots: list[str] = []
    for (a, b), length in zip(_axes(), around, strict=True):
        here = min(drawn - len(dots), math.ceil(drawn * length / sum(around)))
        dots += [f'<circle cx="{_n(x)}" cy="{_n(y)}" r="2.3"/>' for x, y in _evenly(a, b, here)]
    return _group("hollow", dots[:hollow]) + _group("rest", dots[hollow:])


def _axes() -> list[tuple[float, float]]:
    return [(WIDTH * across, HEIGHT * down) for across, down in RIM]


def _evenly(a: float, b: float, count: int) -> list[tuple[float, float]]:
    """Places on an ellipse, equally far from each other along it."""
    turn = np.linspace(0, 2 * np.pi, 721)
    x, y = a * np.cos(turn), b * np.sin(turn)
    along = np.concatenate([[0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    at = np.interp((np.arange(count) + 0.5) * along[-1] / max(1, count), along, turn)
    return [(WIDTH / 2 + a * math.cos(t), HEIGHT / 2 + b * math.sin(t)) for t in at]


def _circles_of(spots: Sequence[_Placed]) -> list[tuple[int, float, float, float, float]]:
    """Number, middle and half axes of the ground of each circle."""
    found = []
    for number in sorted({each.spot.circle for each in spots} - {0}):
        members = [each for each in spots if each.spot.circle == number and not each.spot.me]
        if members:
            x = sum(each.x for each in members) / len(members)
            y = sum(each.y for each in members) / len(members)
            stretch = WIDTH / HEIGHT
            reach = max(math.hypot((each.x - x) / stretch, each.y - y) + each.r for each in members) + 5
            found.append((number, x, y, reach * stretch, reach))
    return found


def _ground(spots: Sequence[_Placed]) -> Iterable[str]:
    """A soft ground behind each circle."""
    grounds = [
        f'<ellipse cx="{_n(x)}" cy="{_n(y)}" rx="{_n(rx)}" ry="{_n(ry)}"/>' for _, x, y, rx, ry in _circles_of(spots)
    ]
    return (_group("ground", grounds),)


def _threads(spots: Sequence[_Placed], threads: Sequence[Thread]) -> Iterable[str]:
    """The strongest threads: those of the owner, between circles, within them."""
    placed = {each.id: each for each in spots}
    drawn = [each for each in threads if each.one in placed and each.other in placed][: PER_PERSON * len(spots)]
    kinds: dict[str, list[str]] = {"thread": [], "thread across": [], "link": []}
    for each in drawn:
        one, other = placed[each.one], placed[each.other]
        mine = one.spot.me or other.spot.me
        kind = "link" if mine else "thread" if one.spot.circle == other.spot.circle else "thread across"
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


class _Page:
    """What is taken on the picture: boxes of text, and discs that no text may hide."""

    def __init__(self) -> None:
        self.boxes: list[tuple[float, float, float, float]] = []

    def takes(self, x: float, y: float, text: str, size: float) -> bool:
        """Take the place of a text whose middle stands at x, on the line y; False where something is there."""
        half = _width(text) * size / 2 + 2
        box = (x - half, y - size * 0.85, x + half, y + size * 0.3)
        inside = box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= HEIGHT
        free = all(
            box[2] < other[0] or other[2] < box[0] or box[3] < other[1] or other[3] < box[1] for other in self.boxes
        )
        if inside and free:
            self.boxes.append(box)
        return inside and free


def _written(spots: Sequence[_Placed], labels: int, numbered: bool) -> Iterable[str]:
    """The numbers of the circles, and the names of those with most answers, wherever there is room."""
    narrow, wide = _Page(), _Page()
    texts = []
    for number, x, y, _, ry in _circles_of(spots) if numbered else ():
        top = y - ry - 5 if y - ry > NARROW else y + ry + 15
        for page, size in ((narrow, NARROW), (wide, WIDE)):
            page.takes(x, top, str(number), size)
        texts.append(f'<text class="big halo" x="{_n(x)}" y="{_n(top)}">{number}</text>')
    ranked = sorted(spots, key=lambda each: (not each.spot.me, -(each.spot.gave + each.spot.got), each.id))
    for rank, each in enumerate([one for one in ranked if one.name][:labels]):
        at = each.x, each.y + each.r + 12
        if rank < FEW and narrow.takes(each.x, each.y + each.r + 19, each.name, NARROW) and wide.takes(*at, each.name, WIDE):
            kind = "halo"
        elif wide.takes(*at, each.name, WIDE):
            kind = "minor halo"
        else:
            continue
        texts.append(f'<text class="{kind}" x="{_n(at[0])}" y="{_n(at[1])}">{_isolated(each.name)}</text>')
    return (f'<g class="names" aria-hidden="true">{"".join(texts)}</g>',) if texts else ()


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
