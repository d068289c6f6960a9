"""Bars by month: what was said in a group, and how many took part."""

import math
from collections.abc import Sequence
from typing import Any

from kithbook.charts.inline import WIDTH, altair, draw, ink
from kithbook.vocabulary.answers import Month

LEFT, TOP, FOOT = 48, 12, 28
GAP = 1.5  # between the owner's part and the rest: never rely on the hue alone


def activity(
    months: Sequence[Month],
    *,
    title: str,
    desc: str,
    month_names: Sequence[str] = (),
    direction: str = "ltr",
    height: int = 196,
    name: str = "activity",
) -> str:
    """Messages by month, the owner's at the foot, everybody else's above, as inline SVG.

    ``title`` and ``desc`` are its text alternative (see `says_activity`), ``month_names`` the twelve names in the
    reader's language (numbers where missing); "rtl" lets time run from the right. Empty ``months`` give an empty chart.
    """
    rows = [{"month": i, "part": m.owner, "all": m.messages} for i, m in enumerate(months)]
    return _bars(rows, months, title, desc, month_names, direction, height, name)


def participation(
    months: Sequence[Month],
    *,
    title: str,
    desc: str,
    month_names: Sequence[str] = (),
    direction: str = "ltr",
    height: int = 128,
    name: str = "participation",
) -> str:
    """People who wrote, by month, as inline SVG; arguments as in `activity`."""
    rows = [{"month": i, "part": m.active, "all": m.active} for i, m in enumerate(months)]
    return _bars(rows, months, title, desc, month_names, direction, height, name)


def _bars(
    rows: list[dict[str, int]],
    months: Sequence[Month],
    title: str,
    desc: str,
    names: Sequence[str],
    direction: str,
    height: int,
    name: str,
) -> str:
    alt = altair()
    rtl = direction == "rtl"
    top = max((row["all"] for row in rows), default=0)
    steps = _steps(top)
    x = alt.Scale(domain=[0, max(1, len(rows))], range=[WIDTH - LEFT, 0] if rtl else [0, WIDTH - LEFT])
    y = alt.Scale(domain=[0, max(top, steps[-1] if steps else 1)], nice=False)
    values = [
        {
            "from": row["month"] + 0.1,
            "to": row["month"] + 0.9,
            "zero": 0,
            "part": row["part"],
            "all": row["all"],
        }
        for row in rows
    ]

    def mark(low: str, high: str, kind: str, **more: Any) -> Any:
        return (
            alt.Chart(alt.Data(values=[value for value in values if value[high] > value[low]]))
            .mark_rect(color=ink(kind), **more)
            .encode(
                x=alt.X("from:Q", scale=x, axis=None),
                x2="to:Q",
                y=alt.Y(f"{low}:Q", scale=y, axis=None),
                y2=f"{high}:Q",
            )
        )

    layers = [
        _rules(alt, [{"at": step, "says": f"{step:,}"} for step in steps], y, rtl),
        mark("part", "all", "rest", yOffset=-GAP),
        mark("zero", "part", "data"),
        alt.Chart(alt.Data(values=[{"at": 0}]))
        .mark_rule(color=ink("axis"))
        .encode(y=alt.Y("at:Q", scale=y, axis=None)),
        _ticks(alt, _labels(months, names), x, height),
    ]
    inner = height - TOP - FOOT
    chart = alt.layer(*layers).properties(
        width=WIDTH - LEFT,
        height=inner,
        autosize="none",
        padding={"left": 0 if rtl else LEFT, "right": LEFT if rtl else 0, "top": TOP, "bottom": FOOT},
    )
    return draw(chart.configure_view(stroke=None), name=name, title=title, desc=desc, height=height)


def _rules(alt: Any, steps: list[dict[str, Any]], y: Any, rtl: bool) -> Any:
    base = alt.Chart(alt.Data(values=steps)).encode(y=alt.Y("at:Q", scale=y, axis=None))
    edge = WIDTH - LEFT + 6 if rtl else -6
    return alt.layer(
        base.mark_rule(color=ink("grid")),
        base.mark_text(color=ink("soft"), align="left" if rtl else "right", dy=4, x=edge, baseline="alphabetic").encode(
            text="says:N"
        ),
    )


def _ticks(alt: Any, labels: list[dict[str, Any]], x: Any, height: int) -> Any:
    layers = [
        alt.Chart(alt.Data(values=[label for label in labels if label["kind"] == kind]))
        .mark_text(color=ink(kind), y=height - TOP - FOOT + 22, baseline="alphabetic")
        .encode(x=alt.X("at:Q", scale=x, axis=None), text="says:N")
        for kind in ("major", "minor")
    ]
    return alt.layer(*layers)


def _steps(top: int) -> list[int]:
    """Two or three round numbers for the grid, below or at ``top``."""
    if top < 2:
        return [top] if top else []
    raw = top / 2.5
    size = 10 ** math.floor(math.log10(raw))
    step = max(1, next(int(size * k) or 1 for k in (1, 2, 5, 10) if size * k >= raw))
    return list(range(step, top + 1, step)) or [top]


def _labels(months: Sequence[Month], names: Sequence[str]) -> list[dict[str, Any]]:
    """Years at their Januaries where there are three of them, else months; every second one gives way on a phone."""
    januaries = [i for i, m in enumerate(months) if m.month.endswith("-01")]
    if len(januaries) >= 3:
        every = 1 + len(januaries) // 9
        chosen = [(i, months[i].month[:4]) for i in januaries[::every]]
    else:
        every = max(1, math.ceil(len(months) / 6))
        chosen = [(i, _month(months[i].month, names)) for i in range(0, len(months), every)]
    return [{"at": i + 0.5, "says": says, "kind": "minor" if n % 2 else "major"} for n, (i, says) in enumerate(chosen)]


def _month(month: str, names: Sequence[str]) -> str:
    year, number = month.split("-")
    return f"{names[int(number) - 1]} {year}" if names else f"{year}-{number}"
