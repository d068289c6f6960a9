"""The map of who talks with whom: circles of people around the owner, those who answer nobody on the rim.

Written as SVG directly, unlike the other charts: each person is a link of their own, that the keyboard reaches.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from kithbook.charts.inline import WIDTH, n
from kithbook.charts.people_names import written
from kithbook.charts.people_places import HEIGHT, Ground, Placed, fit, grounds_of, isolated
from kithbook.vocabulary.answers import TalkMap, Thread

TOUCH: Final = 7.0  # least radius of what is touched
EDGE: Final = 60.0  # nearer to the edge than this, a name is written inwards
RIM: Final = ((0.490, 0.482), (0.476, 0.462), (0.462, 0.442))  # half axes of the rim's rings, in parts of the picture
RIM_MOST, ON_RING = 300, 100  # dots on all of it, and on one ring
WITHIN, ACROSS = 2.5, 0.75  # threads drawn for each person, on average: within circles, and between them
CROWD: Final = 60  # people above whom threads are drawn fainter


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
    spots = [Placed(spot, direction == "rtl", you) for spot in talk_map.spots]
    fit(spots)
    numbered = len(talk_map.circles) > 1
    grounds = grounds_of(spots)
    parts = (
        _rim(talk_map.quiet, talk_map.unseen or 0),
        _ground(grounds) if numbered else "",
        *_threads(spots, talk_map.threads),
        *_discs(spots),
        written(spots, labels, grounds, numbered),
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
        dots += [f'<circle cx="{n(x)}" cy="{n(y)}" r="2.3"/>' for x, y in _evenly(a, b, here)]
    return _group("hollow", dots[:hollow]) + _group("rest", dots[hollow:])


def _evenly(a: float, b: float, count: int) -> list[tuple[float, float]]:
    """Places on an ellipse, equally far from each other along it."""
    turn = np.linspace(0, 2 * np.pi, 721)
    x, y = a * np.cos(turn), b * np.sin(turn)
    along = np.concatenate([[0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    at = np.interp((np.arange(count) + 0.5) * along[-1] / max(1, count), along, turn)
    return [(WIDTH / 2 + a * math.cos(t), HEIGHT / 2 + b * math.sin(t)) for t in at]


def _ground(grounds: Sequence[Ground]) -> str:
    shapes = [f'<ellipse cx="{n(g.x)}" cy="{n(g.y)}" rx="{n(g.rx)}" ry="{n(g.ry)}"/>' for g in grounds]
    return _group("ground", shapes)


def _threads(spots: Sequence[Placed], threads: Sequence[Thread]) -> Iterable[str]:
    """The strongest threads: those of the owner, between circles, within them."""
    placed = {each.id: each for each in spots}
    room = {"thread": WITHIN * len(spots), "thread across": ACROSS * len(spots), "link": len(spots)}
    kinds: dict[str, list[str]] = {kind: [] for kind in room}
    for each in threads:
        one, other = placed[each.one], placed[each.other]
        mine = one.spot.me or other.spot.me
        kind = "link" if mine else "thread" if one.spot.circle == other.spot.circle else "thread across"
        if len(kinds[kind]) < room[kind]:
            kinds[kind].append(f"M{n(one.x)} {n(one.y)}L{n(other.x)} {n(other.y)}")
    return [f'<path class="{kind}" d="{"".join(lines)}"/>' for kind, lines in kinds.items() if lines]


def _discs(spots: Sequence[Placed]) -> Iterable[str]:
    """The discs; a bridge has a ring around it, the owner the colour of what is spoken of."""
    for owner, some in groupby(spots, key=lambda each: each.spot.me):
        shapes = []
        for each in some:
            shapes.append(f'<circle cx="{n(each.x)}" cy="{n(each.y)}" r="{n(each.r)}"/>')
            if each.spot.bridge:
                shapes.append(f'<circle class="bridge" cx="{n(each.x)}" cy="{n(each.y)}" r="{n(each.r + 3)}"/>')
        yield _group("data" if owner else "say", shapes)


def _person(each: Placed, address: str | None) -> str:
    """What is touched: a link where there is an address and a name to read out, with the name that shows itself."""
    shown = isolated(each.name)
    place = f'cx="{n(each.x)}" cy="{n(each.y)}" r="{n(max(each.r + 2, TOUCH))}"'
    if not each.name:
        return f'<g class="who-is"><circle {place}/></g>'
    anchor = "start" if each.x < EDGE else "end" if each.x > WIDTH - EDGE else "middle"
    inside = (
        f'<title>{shown}</title><circle {place}/><text class="halo" x="{n(each.x)}" y="{n(each.y - each.r - 6)}" '
        f'text-anchor="{anchor}" aria-hidden="true">{shown}</text>'
    )
    if address is None:
        return f'<g class="who-is">{inside}</g>'
    return f'<a class="who-is" href={quoteattr(address)} aria-label={quoteattr(each.name)}>{inside}</a>'


def _group(kind: str, shapes: Sequence[str]) -> str:
    return f'<g class="{kind}">{"".join(shapes)}</g>' if shapes else ""
