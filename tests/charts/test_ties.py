"""Charts of ties: how close by quarter, strength by rank, forecasts against what came."""

import re
from xml.etree import ElementTree

import pytest

from kithbook import charts
from kithbook.vocabulary.answers import Bin, Gap, Named, Standing

SVG = "{http://www.w3.org/2000/svg}"
LEVELS = ((0.0, "Faint"), (0.28, "Familiar"), (0.5, "Warm"), (0.7, "Close"))
QUARTERS = (
    ("2024-Q4", None),
    ("2025-Q1", 0.3),
    ("2025-Q2", 0.4),
    ("2025-Q3", None),
    ("2025-Q4", 0.5),
    ("2026-Q1", 0.6),
)
PEOPLE = tuple(
    Standing(Named(number, f"P{number}"), strength, strength - 0.05, strength + 0.05, circle, by)
    for number, (strength, circle, by) in enumerate(
        (
            (0.9, "core", "book"),
            (0.85, "core", "book"),
            (0.3, "core", "you"),
            (0.6, "curated", "book"),
            (0.2, "loose", "book"),
        ),
        1,
    )
)
GAPS = (Gap(2, 0.85, 0.6, "core"), Gap(4, 0.3, 0.2, "curated"), Gap(30, 0.1, 0.05))  # the last is beyond everybody
BINS = (Bin(0.0, 0.2, 400, 0.1, 0.12), Bin(0.6, 0.8, 100, 0.7, 0.6))
TOLD = {"title": "A & B", "desc": "1 < 2"}


def read(svg: str) -> ElementTree.Element:
    """The chart as a browser would read it."""
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def drawn(direction: str = "ltr") -> dict[str, str]:
    """All charts once."""
    told = {**TOLD, "direction": direction}
    return {
        "quarters": charts.quarters(QUARTERS, **told, levels=LEVELS),
        "standing": charts.standing(PEOPLE, GAPS, **told, levels=LEVELS, ends={"core": "the core ends"}),
        "calibration": charts.calibration(BINS, **told, said="said", came="came"),
        "no quarters": charts.quarters((), **told),
        "nobody": charts.standing((), (), **told),
        "no bins": charts.calibration((), **told),
    }


@pytest.fixture(scope="module")
def ltr() -> dict[str, str]:
    """From the left."""
    return drawn()


@pytest.fixture(scope="module")
def rtl() -> dict[str, str]:
    """From the right."""
    return drawn("rtl")


def dots(svg: str, kind: str) -> list[tuple[float, float, float]]:
    """Middle and radius of each dot of a class, from the left."""
    return sorted(
        (float(dot.get("cx", 0)), float(dot.get("cy", 0)), float(dot.get("r", 0)))
        for group in read(svg).iter(f"{SVG}g")
        if group.get("class") == kind
        for dot in group.iter(f"{SVG}circle")
    )


def texts(svg: str) -> list[str]:
    """Everything written in a chart."""
    return [text.text or "" for text in read(svg).iter(f"{SVG}text")]


def paths(svg: str, kind: str) -> int:
    """How many lines or boxes there are of a class."""
    return sum(len(list(group.iter(f"{SVG}path"))) for group in read(svg).iter(f"{SVG}g") if group.get("class") == kind)


def test_no_chart_carries_colour_style_or_script(ltr, rtl):
    """Only classes of the stylesheet, title and description in each, also where there is nothing to draw."""
    allowed = {"class", "viewBox", "role", "direction", "aria-labelledby", "id", "x", "y", "cx", "cy", "r", "d",
               "transform", "text-anchor"}  # fmt: skip
    for svg in [*ltr.values(), *rtl.values()]:
        root = read(svg)
        for element in root.iter():
            assert set(element.attrib) <= allowed
        assert "#" not in svg
        assert [root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")] == ["A & B", "1 < 2"]


def test_the_line_breaks_where_there_was_too_little_to_say(ltr):
    """Four quarters are known, in two runs: two lines, four dots, the last one larger and told in figures."""
    assert paths(ltr["quarters"], "stroke") == 2
    found = dots(ltr["quarters"], "data")
    assert len(found) == 4
    assert found[-1][2] > found[0][2]
    assert [y for _, y, _ in found] == sorted((y for _, y, _ in found), reverse=True)
    assert {"0.60", "Close", "Warm", "Familiar", "Faint", "2025", "2026"} <= set(texts(ltr["quarters"]))


def test_a_quarter_alone_is_a_dot_without_a_line():
    """Nothing connects it, and a short time tells its quarter instead of years."""
    svg = charts.quarters((("2026-Q1", 0.4),), **TOLD, levels=LEVELS)
    assert (paths(svg, "stroke"), len(dots(svg, "data"))) == (0, 1)
    assert "2026-Q1" in texts(svg)


def test_people_stand_by_strength_whatever_circle_they_are_in(ltr):
    """Who was placed by hand is hollow and stands at its own place; who is loose is grey."""
    svg = ltr["standing"]
    places = {kind: [x for x, _, _ in dots(svg, kind)] for kind in ("data", "open", "rest")}
    assert [len(places[kind]) for kind in ("data", "open", "rest")] == [3, 1, 1]
    assert max(places["data"]) < places["open"][0] < places["rest"][0]


def test_each_gap_is_a_step_and_each_end_of_a_circle_a_line(ltr):
    """Two shaded steps, two broken lines; the core ends between the second and the third place."""
    svg = ltr["standing"]
    assert (paths(svg, "band"), paths(svg, "ghost")) == (2, 2)
    assert {"the core ends", "curated"} <= set(texts(svg))
    line = next(path for g in read(svg).iter(f"{SVG}g") if g.get("class") == "ghost" for path in g)
    at = float(re.findall(r"[\d.]+", line.get("d", ""))[0])
    xs = sorted(x for kind in ("data", "open", "rest") for x, _, _ in dots(svg, kind))
    assert xs[1] < at < xs[2]


def test_a_dot_is_as_large_as_it_has_forecasts(ltr):
    """Four times the forecasts are twice the radius; the number stands beside, the axes have their names."""
    (_, low, large), (_, high, small) = dots(ltr["calibration"], "data")
    assert large == pytest.approx(2 * small, rel=0.02)
    assert high < low
    assert {"400", "100", "said", "came", "0%", "100%"} <= set(texts(ltr["calibration"]))


def test_right_to_left_mirrors_places_and_not_letters(ltr, rtl):
    """Each dot at the mirrored place, the same heights, the same words."""
    for name, width in (("quarters", 360), ("standing", 720), ("calibration", 720)):
        left, right = (dots(svg[name], "data") for svg in (ltr, rtl))
        for (x, y, r), (mirrored, same, radius) in zip(left, reversed(right), strict=True):
            assert (width - mirrored, same, radius) == pytest.approx((x, y, r), abs=0.2)
        assert sorted(texts(ltr[name])) == sorted(texts(rtl[name]))


def test_what_is_told_of_a_chart_holds_its_figures():
    """The sentences name first and last, the widest gap, the worst forecast; and say so where there is nothing."""
    assert str(charts.says_quarters(QUARTERS)[0]) == "Closeness by quarter, 2024-Q4 to 2026-Q1"
    assert "0.30 in 2025-Q1, 0.60 in 2026-Q1" in str(charts.says_quarters(QUARTERS)[1])
    assert "In 2 quarters there was too little to say." in str(charts.says_quarters(QUARTERS)[1])
    assert "after place 2, from 0.85 to 0.60" in str(charts.says_standing(PEOPLE, GAPS)[1])
    assert "it said 70%, and 60% came" in str(charts.says_calibration(BINS, 90)[1])
    assert str(charts.says_quarters((("2026-Q1", None),))[1]) == "Too little to say in any quarter."
    assert str(charts.says_standing((), ())[1]) == "Nobody stands in it yet."
    assert str(charts.says_standing(PEOPLE[:1], ())[1]) == "1 person, at 0.90."
    assert str(charts.says_calibration((), 90)[1]) == "No forecast could be tested."
