"""The rhythm of a tie: a row for each year, a dot for each week."""

import math
from collections.abc import Sequence
from typing import Any

from kithbook.charts.inline import WIDTH, altair, draw, ink

LEFT, TOP, ROW = 50, 24, 17
WEEKS = 53
PITCH = (WIDTH - LEFT) / WEEKS


def rhythm(
    weeks: Sequence[tuple[int, int, int, bool]],
    *,
    title: str,
    desc: str,
    month_names: Sequence[str] = (),
    direction: str = "ltr",
    until: tuple[int, int] | None = None,
    name: str = "rhythm",
) -> str:
    """A dot for each week with contact, larger the more was said, hollow where you met; a point for each without.

    ``weeks`` are (ISO year, ISO week, messages, met); ``until`` the last week that was seen, else the last given.
    Years run down, weeks run across (from the right for "rtl"). No weeks give an empty chart.
    """
    alt = altair()
    rtl = direction == "rtl"
    said = {(year, week): (messages, met) for year, week, messages, met in weeks}
    end = max([*said, until or (0, 0)])
    years = list(range(min(said)[0], end[0] + 1)) if said else []
    dots = [
        _dot(year, week, i, said.get((year, week)))
        for i, year in enumerate(years)
        for week in range(1, WEEKS + 1)
        if min(said) <= (year, week) <= end and (week < WEEKS or (year, week) in said)
    ]
    height = TOP + ROW * max(1, len(years)) + 4
    x = alt.Scale(domain=[0, WEEKS], range=[WIDTH - LEFT, 0] if rtl else [0, WIDTH - LEFT])
    y = alt.Scale(domain=[0, max(1, len(years))], range=[0, ROW * max(1, len(years))])
    layers = [_dots(alt, [d for d in dots if d["kind"] == kind], kind, x, y) for kind in ("rest", "data", "open")]
    layers += _labels(alt, years, month_names, x, y, rtl)
    chart = alt.layer(*layers).properties(
        width=WIDTH - LEFT,
        height=ROW * max(1, len(years)),
        autosize="none",
        padding={"left": 0 if rtl else LEFT, "right": LEFT if rtl else 0, "top": TOP, "bottom": 4},
    )
    return draw(chart, name=name, title=title, desc=desc, height=height)


def _dot(year: int, week: int, row: int, said: tuple[int, bool] | None) -> dict[str, Any]:
    messages, met = said or (0, False)
    radius = 5.5 if met else min(6.0, 1.6 + 0.8 * math.log2(messages)) if messages else 1.0
    kind = "open" if met else "data" if messages else "rest"
    return {"week": week - 0.5, "row": row + 0.5, "size": (2 * radius) ** 2, "kind": kind}


def _dots(alt: Any, dots: list[dict[str, Any]], kind: str, x: Any, y: Any) -> Any:
    return (
        alt.Chart(alt.Data(values=dots))
        .mark_circle(color=ink(kind), opacity=1)
        .encode(
            x=alt.X("week:Q", scale=x, axis=None),
            y=alt.Y("row:Q", scale=y, axis=None),
            size=alt.Size("size:Q", scale=None, legend=None),
        )
    )


def _labels(alt: Any, years: list[int], names: Sequence[str], x: Any, y: Any, rtl: bool) -> list[Any]:
    edge = WIDTH - LEFT + LEFT if rtl else -LEFT
    shown = [{"row": i + 0.5, "says": str(year), "kind": "minor" if i % 2 else "major"} for i, year in enumerate(years)]
    months = [
        {
            "week": i * 52 / 12,
            "says": names[i] if names else str(i + 1),
            "kind": "soft" if i % 3 == 0 else "soft minor",
        }
        for i in range(12)
    ]
    layers = [
        alt.Chart(alt.Data(values=[s for s in shown if s["kind"] == kind]))
        .mark_text(color=ink(kind), align="right" if rtl else "left", x=edge, baseline="middle")
        .encode(y=alt.Y("row:Q", scale=y, axis=None), text="says:N")
        for kind in ("major", "minor")
    ]
    return layers + [
        alt.Chart(alt.Data(values=[m for m in months if m["kind"] == kind]))
        .mark_text(color=ink(kind), align="right" if rtl else "left", y=-12, baseline="alphabetic")
        .encode(x=alt.X("week:Q", scale=x, axis=None), text="says:N")
        for kind in ("soft", "soft minor")
    ]
