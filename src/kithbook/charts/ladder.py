"""Strength as a height: the ladder of its words, and how one tie moved on it from quarter to quarter."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from kithbook.charts.inline import altair, draw, ink

Level = tuple[float, str]  # the least strength of a word, and the word
WIDTH: Final = 360  # it stands beside the rhythm, in a narrow box
LEFT, END, TOP, FOOT = 72, 34, 10, 24
YEARS: Final = 6  # labels of years that the width holds
ROOM, AIR = 0.15, 0.06  # how far a ladder reaches above its last word, and above what stands on it


def quarters(
    told: Sequence[tuple[str, float | None]],
    *,
    title: str,
    desc: str,
    levels: Sequence[Level] = (),
    direction: str = "ltr",
    height: int = 152,
    name: str = "quarters",
) -> str:
    """The strength of one tie at the end of each quarter, as a line that breaks where there was too little to say.

    ``told`` are ("2025-Q2", strength from 0 to 1 or None), oldest first; ``levels`` the words of the ladder, in the
    reader's language. "rtl" lets time run from the right. Without any strength the chart is empty.
    """
    alt = altair()
    rtl, inner, across = direction == "rtl", height - TOP - FOOT, WIDTH - LEFT - END
    points = [{"at": i, "strength": value} for i, (_, value) in enumerate(told) if value is not None]
    x = alt.Scale(domain=[0, max(1, len(told) - 1)], range=[across, 0] if rtl else [0, across])
    y = height_of(alt, [point["strength"] for point in points], levels)
    chart = alt.layer(
        ladder(alt, levels, y, across, rtl=rtl, left=LEFT),
        *(_line(alt, run, x, y) for run in _runs(points) if len(run) > 1),
        _dots(alt, points[:-1], x, y, 1.8),
        _dots(alt, points[-1:], x, y, 4),
        _value(alt, points[-1:], x, y, rtl),
        _years(alt, told, x, inner + 18),
    ).properties(
        width=across,
        height=inner,
        autosize="none",
        padding={"left": END if rtl else LEFT, "right": LEFT if rtl else END, "top": TOP, "bottom": FOOT},
    )
    return draw(chart, name=name, title=title, desc=desc, height=height, width=WIDTH, kind="chart small")


def height_of(alt: Any, strengths: Sequence[float], levels: Sequence[Level]) -> Any:
    """The scale of a ladder: from nothing to somewhat above the highest strength and the last word, at most 1."""
    top = min(1.0, max([0.5, *(least + ROOM for least, _ in levels), *(strength + AIR for strength in strengths)]))
    return alt.Scale(domain=[0, top], nice=False)


def ladder(alt: Any, levels: Sequence[Level], y: Any, across: int, *, rtl: bool, left: int) -> Any:
    """A line at the foot of each word, and the word in its band, at the side where reading begins."""
    top = y.to_dict()["domain"][1]
    ends = [least for least, _ in levels[1:]] + [top] * bool(levels)
    words = [{"at": (least + end) / 2, "says": word} for (least, word), end in zip(levels, ends, strict=True)]
    rules = [{"at": least} for least, _ in levels] or [{"at": 0.0}]
    return alt.layer(
        alt.Chart(alt.Data(values=rules)).mark_rule(color=ink("grid")).encode(y=alt.Y("at:Q", scale=y, axis=None)),
        alt.Chart(alt.Data(values=words))
        .mark_text(color=ink("soft"), align="right" if rtl else "left", x=across + left if rtl else -left, dy=4)
        .encode(y=alt.Y("at:Q", scale=y, axis=None), text="says:N"),
    )


def _runs(points: list[dict[str, float]]) -> list[list[dict[str, float]]]:
    """The points in runs of quarters that follow each other."""
    numbered = enumerate(points)
    return [[point for _, point in run] for _, run in groupby(numbered, key=lambda each: each[1]["at"] - each[0])]


def _line(alt: Any, run: list[dict[str, float]], x: Any, y: Any) -> Any:
    return (
        alt.Chart(alt.Data(values=run))
        .mark_line(color=ink("stroke"))
        .encode(x=alt.X("at:Q", scale=x, axis=None), y=alt.Y("strength:Q", scale=y, axis=None))
    )


def _dots(alt: Any, points: list[dict[str, float]], x: Any, y: Any, radius: float) -> Any:
    return (
        alt.Chart(alt.Data(values=points))
        .mark_circle(color=ink("data"), opacity=1, size=(2 * radius) ** 2)
        .encode(x=alt.X("at:Q", scale=x, axis=None), y=alt.Y("strength:Q", scale=y, axis=None))
    )


def _value(alt: Any, last: list[dict[str, float]], x: Any, y: Any, rtl: bool) -> Any:
    says = [{**point, "says": f"{point['strength']:.2f}"} for point in last]
    return (
        alt.Chart(alt.Data(values=says))
        .mark_text(color=ink("big"), align="right" if rtl else "left", dx=-8 if rtl else 8, dy=4)
        .encode(x=alt.X("at:Q", scale=x, axis=None), y=alt.Y("strength:Q", scale=y, axis=None), text="says:N")
    )


def _years(alt: Any, told: Sequence[tuple[str, float | None]], x: Any, foot: float) -> Any:
    """The years at their first quarters; a short time tells its first and last quarter."""
    firsts = [(i, quarter[:4]) for i, (quarter, _) in enumerate(told) if quarter.endswith("Q1")]
    if len(firsts) < 2:
        firsts = [(i, told[i][0]) for i in sorted({0, len(told) - 1}) if told]
    every = 1 + max(0, len(firsts) - 1) // YEARS
    labels = [{"at": i, "says": says} for i, says in firsts[::every]]
    return (
        alt.Chart(alt.Data(values=labels))
        .mark_text(color=ink("soft"), y=foot, baseline="alphabetic")
        .encode(x=alt.X("at:Q", scale=x, axis=None), text="says:N")
    )
