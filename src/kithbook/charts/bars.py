"""Bars by month: what was said in a group, and how many took part."""

import math
from collections.abc import Sequence
from typing import Any

from kithbook.charts.inline import WIDTH, altair, draw, ink
from kithbook.vocabulary.answers import Month

LEFT, TOP, FOOT = 48, 12, 28
FEWEST = 6  # months that the width holds at least, so that the bars of a young group are not boards
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
    return _bars([(m.owner, m.messages) for m in months], months, title, desc, month_names, direction, height, name)


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
    return _bars([(m.active, m.active) for m in months], months, title, desc, month_names, direction, height, name)


def _bars(
    counts: list[tuple[int, int]],
    months: Sequence[Month],
    title: str,
    desc: str,
    names: Sequence[str],
    direction: str,
    height: int,
    name: str,
) -> str:
    """Bars of ``counts``: (the part spoken of, all) for each month."""
    alt = altair()
    rtl, inner = direction == "rtl", height - TOP - FOOT
    steps = _steps(max((whole for _, whole in counts), default=0))
    limit = max([1, *steps, *(whole for _, whole in counts)])
    x = alt.Scale(domain=[0, max(FEWEST, len(counts))], range=[WIDTH - LEFT, 0] if rtl else [0, WIDTH - LEFT])
    y = alt.Scale(domain=[0, limit], nice=False)
    gap = GAP * limit / inner
    lifted = [(part + gap, whole + gap) if part else (0, whole) for part, whole in counts]
    chart = alt.layer(
        _rules(alt, [{"at": step, "says": f"{step:,}"} for step in steps], y, rtl),
        _marks(alt, [_bar(i, *lifted[i]) for i, (part, whole) in enumerate(counts) if whole > part], "rest", x, y),
        _marks(alt, [_bar(i, 0, part) for i, (part, _) in enumerate(counts) if part], "data", x, y),
        alt.Chart(alt.Data(values=[{"at": 0}]))
        .mark_rule(color=ink("axis"))
        .encode(y=alt.Y("at:Q", scale=y, axis=None)),
        _ticks(alt, _labels(months, names), x, inner + 22),
    ).properties(
        width=WIDTH - LEFT,
        height=inner,
        autosize="none",
        padding={"left": 0 if rtl else LEFT, "right": LEFT if rtl else 0, "top": TOP, "bottom": FOOT},
    )
    return draw(chart, name=name, title=title, desc=desc, height=height)


def _bar(month: int, low: float, high: float) -> dict[str, float]:
    return {"from": month + 0.1, "to": month + 0.9, "low": low, "high": high}


def _marks(alt: Any, bars: list[dict[str, float]], kind: str, x: Any, y: Any) -> Any:
    return (
        alt.Chart(alt.Data(values=bars))
        .mark_rect(color=ink(kind))
        .encode(x=alt.X("from:Q", scale=x, axis=None), x2="to:Q", y=alt.Y("low:Q", scale=y, axis=None), y2="high:Q")
    )


def _rules(alt: Any, steps: list[dict[str, Any]], y: Any, rtl: bool) -> Any:
    base = alt.Chart(alt.Data(values=steps)).encode(y=alt.Y("at:Q", scale=y, axis=None))
    edge = WIDTH - LEFT + 6 if rtl else -6
    return alt.layer(
        base.mark_rule(color=ink("grid")),
        base.mark_text(color=ink("soft"), align="left" if rtl else "right", dy=4, x=edge, baseline="alphabetic").encode(
            text="says:N"
        ),
    )


def _ticks(alt: Any, labels: list[dict[str, Any]], x: Any, foot: float) -> Any:
    layers = [
        alt.Chart(alt.Data(values=[label for label in labels if label["kind"] == kind]))
        .mark_text(color=ink(kind), y=foot, baseline="alphabetic")
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
