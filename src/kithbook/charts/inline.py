"""From an Altair chart to an inline SVG that the stylesheet colours: classes instead of colours, nothing else.

Every mark is given a stand-in colour that names a class of the look (`ink`). After the chart is drawn, each such colour
becomes the class, and all that carries none (backgrounds, empty groups, fonts, roles) is taken away. What is left has
neither style nor script, so it passes the strictest policy, and dark mode follows.
"""

import re
from typing import Any, Final
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

CLASSES: Final = (
    *("data", "rest", "axis", "grid", "open", "soft", "soft minor", "minor", "major", "big", "band", "stroke", "ghost"),
    "minor halo",
)
WIDTH: Final = 720

_CIRCLE = re.compile(r"M([\d.]+),0A")
_PLACE = re.compile(r"translate\((-?[\d.e-]+),\s*(-?[\d.e-]+)\)")
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_PLAIN = {"major": ""}  # text in the colour of the chart itself needs no class


def ink(name: str) -> str:
    """The stand-in colour of a class."""
    return f"#0101{CLASSES.index(name) + 1:02x}"


_CLASS_OF = {ink(name): _PLAIN.get(name, name) for name in CLASSES}


def altair() -> Any:
    """Altair itself, imported when the first chart is drawn: it takes half a second, and most pages have no chart.

    NumPy and Polars are imported first: Altair uses whatever of them another thread may have loaded only by half.
    """
    import numpy  # noqa: F401
    import polars  # noqa: F401

    import altair as alt  # isort: skip

    return alt


def draw(
    chart: Any, *, name: str, title: str, desc: str, height: int, width: int = WIDTH, kind: str = "chart scales"
) -> str:
    """The SVG text of an Altair ``chart`` that is ``width`` by ``height`` with all padding inside.

    ``name`` makes the ids of title and description unique within the page. ``title`` and ``desc`` are plain text.
    ``kind`` are the classes of the picture: "chart scales" for a wide one, whose text grows in a narrow box.
    """
    import vl_convert

    drawn = ElementTree.fromstring(vl_convert.vegalite_to_svg(chart.to_dict()))
    parts: list[tuple[str, str]] = []
    _collect(drawn, 0.0, 0.0, parts)
    return (
        f'<svg class="{kind}" viewBox="0 0 {width} {height}" role="img" direction="ltr" '
        f"aria-labelledby={quoteattr(f'{name}-t {name}-d')}>"
        f"<title id={quoteattr(f'{name}-t')}>{escape(title)}</title>"
        f"<desc id={quoteattr(f'{name}-d')}>{escape(desc)}</desc>{''.join(_grouped(parts))}</svg>"
    )


def _grouped(parts: list[tuple[str, str]]) -> list[str]:
    """Neighbours of one class share a group."""
    texts: list[str] = []
    at = 0
    while at < len(parts):
        end = at
        while end < len(parts) and parts[end][0] == parts[at][0]:
            end += 1
        label = parts[at][0]
        texts.append(f"<g{f' class={quoteattr(label)}' if label else ''}>{''.join(p for _, p in parts[at:end])}</g>")
        at = end
    return texts


def _collect(element: ElementTree.Element, x: float, y: float, parts: list[tuple[str, str]]) -> None:
    """Walk the drawing, adding up the places of groups, and keep what carries a stand-in colour."""
    place = _PLACE.match(element.get("transform", ""))
    if place:
        x, y = x + float(place[1]), y + float(place[2])
    label = _CLASS_OF.get(element.get("fill", ""), _CLASS_OF.get(element.get("stroke", "")))
    if label is not None:
        parts.append((label, _shape(element, x, y)))
    for child in element:
        _collect(child, x, y, parts)


def _shape(element: ElementTree.Element, x: float, y: float) -> str:
    kind = element.tag.rpartition("}")[2]
    if kind == "text":
        anchor = element.get("text-anchor", "start")
        return f'<text x="{n(x)}" y="{n(y)}" text-anchor="{anchor}">{escape(element.text or "")}</text>'
    if kind == "line":
        return f'<path d="M{n(x)} {n(y)}l{n(float(element.get("x2", 0)))} {n(float(element.get("y2", 0)))}"/>'
    path = element.get("d", "")
    circle = _CIRCLE.match(path)
    if circle:
        return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(float(circle[1]))}"/>'
    path = _NUMBER.sub(lambda number: n(float(number[0])), path)
    return f'<path transform="translate({n(x)} {n(y)})" d={quoteattr(path)}/>'


def n(value: float) -> str:
    """A coordinate, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")
