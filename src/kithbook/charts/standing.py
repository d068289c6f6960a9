"""Strength by rank: who stands where, how sure that is, and the gaps where circles end."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kithbook.charts.inline import WIDTH, altair, draw, ink
from kithbook.charts.ladder import Level, height_of, ladder
from kithbook.vocabulary.answers import Gap, Standing

LEFT, TOP, FOOT = 84, 48, 30
FEWEST: Final = 10  # places that the width holds at least
ROW: Final = 20  # the borders may stand close to each other: each has a line of its own for its words
WHISKER: Final = 2.5  # width of an interval, in pixels


def standing(
    people: Sequence[Standing],
    gaps: Sequence[Gap],
    *,
    title: str,
    desc: str,
    levels: Sequence[Level] = (),
    ends: Mapping[str, str] | None = None,
    direction: str = "ltr",
    height: int = 280,
    name: str = "standing",
) -> str:
    """A dot for each person at its strength, with the interval as a line, the strongest first ("rtl": at the right).

    Where somebody was placed by hand the dot is hollow, and stands by strength all the same. A wide gap is a shaded
    step; where a circle ends in one, a broken line says so in the words of ``ends`` ("core", "curated"). No people give
    an empty chart.
    """
    alt = altair()
    rtl, inner, across = direction == "rtl", height - TOP - FOOT, WIDTH - LEFT
    people = sorted(people, key=lambda one: -one.strength)
    strengths = [one.strength for one in people]
    # Gaps further out than anybody who is shown are left out.
    parted = [(gap, sum(value >= gap.before for value in strengths)) for gap in gaps if gap.before in strengths]
    count = max(FEWEST, len(people))
    x = alt.Scale(domain=[0.5, count + 1], range=[across, 0] if rtl else [0, across])
    y = height_of(alt, [one.high for one in people], levels)
    half = WHISKER / 2 * count / across
    chart = alt.layer(
        ladder(alt, levels, y, across, rtl=rtl, left=LEFT),
        _boxes(alt, [_step(gap, after) for gap, after in parted], "band", x, y),
        _boxes(alt, [_interval(i, one, half) for i, one in enumerate(people, 1)], "rest", x, y),
        *(_dots(alt, people, kind, x, y) for kind in ("data", "rest", "open")),
        *_borders(alt, parted, ends or {}, x, rtl),
        _ranks(alt, len(people), x, inner + 22),
    ).properties(
        width=across,
        height=inner,
        autosize="none",
        padding={"left": 0 if rtl else LEFT, "right": LEFT if rtl else 0, "top": TOP, "bottom": FOOT},
    )
    return draw(chart, name=name, title=title, desc=desc, height=height)


def _step(gap: Gap, after: int) -> dict[str, float]:
    return {"from": after, "to": after + 1, "low": gap.after, "high": gap.before}


def _interval(rank: int, one: Standing, half: float) -> dict[str, float]:
    return {"from": rank - half, "to": rank + half, "low": one.low, "high": one.high}


def _boxes(alt: Any, boxes: list[dict[str, float]], kind: str, x: Any, y: Any) -> Any:
    return (
        alt.Chart(alt.Data(values=boxes))
        .mark_rect(color=ink(kind))
        .encode(x=alt.X("from:Q", scale=x, axis=None), x2="to:Q", y=alt.Y("low:Q", scale=y, axis=None), y2="high:Q")
    )


def _kind(one: Standing) -> str:
    return "open" if one.by == "you" else "data" if one.circle in {"core", "curated"} else "rest"


def _dots(alt: Any, people: Sequence[Standing], kind: str, x: Any, y: Any) -> Any:
    dots = [{"rank": i, "strength": one.strength} for i, one in enumerate(people, 1) if _kind(one) == kind]
    return (
        alt.Chart(alt.Data(values=dots))
        .mark_circle(color=ink(kind), opacity=1, size=81)
        .encode(x=alt.X("rank:Q", scale=x, axis=None), y=alt.Y("strength:Q", scale=y, axis=None))
    )


def _borders(alt: Any, parted: Sequence[tuple[Gap, int]], ends: Mapping[str, str], x: Any, rtl: bool) -> list[Any]:
    """A broken line after the last of each circle, with its words above."""
    layers = []
    for row, (gap, after) in enumerate(each for each in parted if each[0].ends):
        at = [{"at": after + 0.5, "says": ends.get(gap.ends, gap.ends)}]
        base = alt.Chart(alt.Data(values=at)).encode(x=alt.X("at:Q", scale=x, axis=None))
        up = ROW * (row % 2) - TOP + 18
        layers.append(base.mark_rule(color=ink("ghost"), y=up - 10))
        side = ("left", 6) if rtl else ("right", -6)
        layers.append(
            base.mark_text(color=ink("big"), align=side[0], dx=side[1], y=up, baseline="alphabetic").encode(
                text="says:N"
            )
        )
    return layers


def _ranks(alt: Any, count: int, x: Any, foot: float) -> Any:
    shown = [1, *range(5, count + 1, 5)] if count else []
    labels = [{"at": rank, "says": str(rank)} for rank in shown]
    return (
        alt.Chart(alt.Data(values=labels))
        .mark_text(color=ink("soft"), y=foot, baseline="alphabetic")
        .encode(x=alt.X("at:Q", scale=x, axis=None), text="says:N")
    )
