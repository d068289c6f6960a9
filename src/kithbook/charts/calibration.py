"""What forecasts said against what came: a dot for each group of them, and the line where both agree."""

import math
from collections.abc import Sequence
from typing import Any, Final

from kithbook.charts.inline import WIDTH, altair, draw, ink
from kithbook.vocabulary.answers import Bin

LEFT, TOP, FOOT = 60, 44, 56
STEPS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
ABOVE: Final = 0.015  # a dot that is higher by this much stands above the line
SMALLEST, LARGEST = 3.0, 11.0  # radius of a dot: its area grows with the number of forecasts


def calibration(
    bins: Sequence[Bin],
    *,
    title: str,
    desc: str,
    said: str = "",
    came: str = "",
    direction: str = "ltr",
    height: int = 344,
    name: str = "calibration",
) -> str:
    """The share that came (upwards) against the chance that was given (across, from the right for "rtl").

    A dot on the slanted line is a forecast that kept its word; the larger a dot, the more forecasts, and their number
    stands beside it. ``said`` and ``came`` name the axes in the reader's language. No bins give an empty chart.
    """
    alt = altair()
    rtl, inner, across = direction == "rtl", height - TOP - FOOT, WIDTH - LEFT - 24
    x = alt.Scale(domain=[0, 1], range=[across, 0] if rtl else [0, across])
    y = alt.Scale(domain=[0, 1], nice=False)
    chart = alt.layer(
        _grid(alt, y, across, rtl),
        _feet(alt, x, inner + 23),
        alt.Chart(alt.Data(values=[{"said": 0, "came": 0}, {"said": 1, "came": 1}]))
        .mark_line(color=ink("ghost"))
        .encode(**_place(alt, x, y)),
        _dots(alt, bins, x, y),
        _counts(alt, bins, x, y, rtl),
        *_names(alt, said, came, across, inner, rtl),
    ).properties(
        width=across,
        height=inner,
        autosize="none",
        padding={"left": 24 if rtl else LEFT, "right": LEFT if rtl else 24, "top": TOP, "bottom": FOOT},
    )
    return draw(chart, name=name, title=title, desc=desc, height=height)


def _place(alt: Any, x: Any, y: Any) -> dict[str, Any]:
    return {"x": alt.X("said:Q", scale=x, axis=None), "y": alt.Y("came:Q", scale=y, axis=None)}


def _grid(alt: Any, y: Any, across: int, rtl: bool) -> Any:
    steps = [{"at": step, "says": f"{step:.0%}"} for step in STEPS]
    base = alt.Chart(alt.Data(values=steps)).encode(y=alt.Y("at:Q", scale=y, axis=None))
    return alt.layer(
        base.mark_rule(color=ink("grid")),
        base.mark_text(color=ink("soft"), align="left" if rtl else "right", x=across + 8 if rtl else -8, dy=4).encode(
            text="says:N"
        ),
    )


def _feet(alt: Any, x: Any, foot: float) -> Any:
    steps = [{"at": step, "says": f"{step:.0%}"} for step in STEPS[1:]]
    return (
        alt.Chart(alt.Data(values=steps))
        .mark_text(color=ink("soft"), y=foot, baseline="alphabetic")
        .encode(x=alt.X("at:Q", scale=x, axis=None), text="says:N")
    )


def _radius(one: Bin, most: int) -> float:
    return max(SMALLEST, LARGEST * math.sqrt(one.count / most))


def _dots(alt: Any, bins: Sequence[Bin], x: Any, y: Any) -> Any:
    most = max((one.count for one in bins), default=1)
    dots = [{"said": one.said, "came": one.came, "size": (2 * _radius(one, most)) ** 2} for one in bins]
    return (
        alt.Chart(alt.Data(values=dots))
        .mark_circle(color=ink("data"), opacity=1)
        .encode(**_place(alt, x, y), size=alt.Size("size:Q", scale=None, legend=None))
    )


def _counts(alt: Any, bins: Sequence[Bin], x: Any, y: Any, rtl: bool) -> Any:
    """The number of forecasts: over a dot that stands above the slanted line, else after it, never across it."""
    most = max((one.count for one in bins), default=1)
    layers = []
    for one in bins:
        away = _radius(one, most) + 5
        after = {"align": "right" if rtl else "left", "dx": -away if rtl else away, "dy": 8}
        above = {"align": "center", "dx": 0, "dy": -away}
        labels = [{"said": one.said, "came": one.came, "says": f"{one.count:,}"}]
        layers.append(
            alt.Chart(alt.Data(values=labels))
            .mark_text(color=ink("minor halo"), **(above if one.came > one.said + ABOVE else after))
            .encode(**_place(alt, x, y), text="says:N")
        )
    return alt.layer(*layers) if layers else alt.Chart(alt.Data(values=[])).mark_point()


def _names(alt: Any, said: str, came: str, across: int, inner: int, rtl: bool) -> list[Any]:
    """What is measured upwards stands above, where reading begins; what is measured across below, at its end."""
    upward = {"x": across + LEFT if rtl else -LEFT, "y": -22, "align": "right" if rtl else "left"}
    across_ = {"x": 0 if rtl else across, "y": inner + 48, "align": "left" if rtl else "right"}
    return [
        alt.Chart(alt.Data(values=[{"says": says}]))
        .mark_text(color=ink("soft"), baseline="alphabetic", **place)
        .encode(text="says:N")
        for says, place in ((came, upward), (said, across_))
    ]
