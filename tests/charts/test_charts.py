"""Charts as inline SVG: classes instead of colours, the same data, mirrored for right-to-left."""

import re
from xml.etree import ElementTree

import pytest

from kithbook import charts
from kithbook.vocabulary.answers import Month

NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
YEARS = [Month(f"{2021 + i // 12}-{i % 12 + 1:02d}", 100 + i, 10, 20) for i in range(40)]
SHORT = [Month("2025-11", 40, 4, 10), Month("2025-12", 0, 0, 0), Month("2026-01", 80, 6, 80)]
WEEKS = [(2024, 10, 3, False), (2024, 12, 40, False), (2025, 2, 1, True)]
SVG = "{http://www.w3.org/2000/svg}"


def read(svg: str) -> ElementTree.Element:
    """The chart as a browser would read it: HTML gives an inline SVG its namespace."""
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def drawn(direction: str = "ltr") -> dict[str, str]:
    """All charts once."""
    told = {"title": "A & B", "desc": "1 < 2", "month_names": NAMES, "direction": direction}
    return {
        "activity": charts.activity(YEARS, **told),
        "short": charts.activity(SHORT, **told),
        "participation": charts.participation(YEARS, **told),
        "rhythm": charts.rhythm(WEEKS, **told, until=(2025, 20)),
        "empty": charts.activity([], **told),
        "no weeks": charts.rhythm([], **told),
    }


@pytest.fixture(scope="module")
def ltr() -> dict[str, str]:
    """From the left."""
    return drawn()


@pytest.fixture(scope="module")
def rtl() -> dict[str, str]:
    """From the right."""
    return drawn("rtl")


def bars(svg: str, kind: str) -> list[tuple[float, float, float, float]]:
    """Left edge, top, width, height of each bar of a class."""
    found = []
    for group in read(svg).iter(f"{SVG}g"):
        if group.get("class") == kind:
            for path in group.iter(f"{SVG}path"):
                x0, y0 = map(float, re.findall(r"-?[\d.]+", path.get("transform", "")))
                x, y, width, height = map(float, re.findall(r"-?[\d.]+", path.get("d", ""))[:4])
                found.append((x0 + x, y0 + y, width, height))
    return sorted(found)


def test_no_chart_carries_colour_style_or_script(ltr, rtl):
    """Only classes of the stylesheet, so that dark mode follows and the strict policy holds."""
    allowed = {"class", "viewBox", "role", "direction", "aria-labelledby", "id", "x", "y", "cx", "cy", "r", "d",
               "transform", "text-anchor"}  # fmt: skip
    for svg in [*ltr.values(), *rtl.values()]:
        for element in read(svg).iter():
            assert set(element.attrib) <= allowed
            assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "g", "path", "circle", "text"}
        assert "#" not in svg


def test_each_chart_has_its_text_alternative(ltr):
    """Title and description are named by the picture, and escaped."""
    for svg in ltr.values():
        root = read(svg)
        title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert desc is not None
        assert (title.text, desc.text, root.get("role")) == ("A & B", "1 < 2", "img")
        assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"


def test_the_owners_part_stands_at_the_foot_with_a_gap_above(ltr):
    """In a month of forty with ten of the owner, the rest begins one and a half units above the owner's part."""
    (own, all_own), (rest,) = bars(ltr["short"], "data"), bars(ltr["short"], "rest")
    assert own[1] == pytest.approx(rest[1] + rest[3] + 1.5, abs=0.15)
    assert rest[3] == pytest.approx(3 * own[3], rel=0.02)
    assert all_own[3] == pytest.approx(8 * own[3], rel=0.02)


def test_a_month_without_messages_has_no_bar(ltr):
    """Three months, two bars of the owner, the empty one between them; the width has places for six."""
    first, second = bars(ltr["short"], "data")
    assert second[0] - first[0] == pytest.approx(2 * 672 / 6, abs=0.2)


def test_right_to_left_mirrors_the_bars_and_not_the_letters(ltr, rtl):
    """Each bar stands at the mirrored place, and the numbers read as before."""
    for left, right in zip(bars(ltr["activity"], "rest"), reversed(bars(rtl["activity"], "rest")), strict=True):
        assert left[0] + left[2] / 2 == pytest.approx(720 - (right[0] + right[2] / 2), abs=0.2)
        assert left[1] == pytest.approx(right[1], abs=0.2)
    words = [sorted(text.text or "" for text in read(svg["activity"]).iter(f"{SVG}text")) for svg in (ltr, rtl)]
    assert words[0] == words[1]


def test_years_label_a_long_time_and_months_a_short_one(ltr):
    """Four Januaries are told by year, three months by name."""
    long, short = ([t.text for t in read(ltr[name]).iter(f"{SVG}text")] for name in ("activity", "short"))
    assert {"2021", "2022", "2023", "2024"} <= set(long)
    assert {"Nov 2025", "Dec 2025", "Jan 2026"} <= set(short)


def test_the_rhythm_has_a_dot_for_each_week_that_was_seen(ltr):
    """Weeks with contact by size, a meeting as an open ring, the others as points, none before or after."""
    kinds = {
        kind: [
            float(circle.get("r", 0))
            for group in read(ltr["rhythm"]).iter(f"{SVG}g")
            if group.get("class") == kind
            for circle in group
        ]
        for kind in ("data", "open", "rest")
    }
    assert len(kinds["data"]) == 2
    assert max(kinds["data"]) > min(kinds["data"]) > 1
    assert kinds["open"] == [5.5]
    assert len(kinds["rest"]) == (52 - 10 + 1) + 20 - 3


def test_numbers_are_western_whatever_the_direction(rtl):
    """Arabic pages keep the digits of the other two languages."""
    assert all(text.text.isascii() for text in read(rtl["activity"]).iter(f"{SVG}text") if text.text)


def test_what_is_told_of_a_chart_holds_its_figures():
    """The sentences name the best month, the last one and the weeks."""
    assert str(charts.says_activity(SHORT)[1]) == "The most in 2026-01: 80. In the last month 80. 1 months without any."
    assert str(charts.says_participation(SHORT)[0]) == "People who wrote, by month, 2025-11 to 2026-01"
    assert "3 weeks" in str(charts.says_rhythm(WEEKS)[1])
    assert str(charts.says_activity([])[1]) == "No messages."
