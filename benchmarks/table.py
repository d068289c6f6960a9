"""What every benchmark prints: rows with their spread, the aims beside them, as one table or as JSON."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Row:
    """One measured figure; `value` is the median of `n` runs, `low` and `high` the least and the most of them."""

    set: str
    regime: str
    system: str
    metric: str
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Aim:
    """What a figure should reach: "500,000" at least, or "< 0.25" at most; what was reached, and whether it is met."""

    metric: str
    aim: str
    value: float
    met: bool


def row(where: tuple[str, str, str], metric: str, values: Sequence[float]) -> Row:
    """A row from the values of several runs; `where` is (set, regime, system)."""
    return Row(*where, metric, statistics.median(values), min(values), max(values), len(values))


def at_least(metric: str, aim: float, value: float) -> Aim:
    """An aim that a figure must reach from below."""
    return Aim(metric, f">= {aim:,.4g}" if aim < 10_000 else f">= {aim:,.0f}", value, value >= aim)


def at_most(metric: str, aim: float, value: float) -> Aim:
    """An aim that a figure must stay below."""
    return Aim(metric, f"< {aim:,.4g}", value, value < aim)


def figure(value: float) -> str:
    """A number with three or four digits that count.

    >>> figure(0.12345), figure(312.4), figure(512345.6)
    ('0.123', '312', '512,346')
    """
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.0f}"


def text(rows: Sequence[Row], aims: Sequence[Aim]) -> str:
    """One table a person can read, and the aims under it."""
    cells = [("set", "regime", "system", "metric", "median", "min to max", "n")]
    cells += [
        (r.set, r.regime, r.system, r.metric, figure(r.value), f"{figure(r.low)} to {figure(r.high)}", str(r.n))
        for r in rows
    ]
    lines = [_aligned(cells, right=(4, 5, 6))]
    if aims:
        met = [("aim", "wanted", "reached", "met")]
        met += [(a.metric, a.aim, figure(a.value), "yes" if a.met else f"no, {_missed(a)}") for a in aims]
        lines.append(_aligned(met, right=(1, 2)))
    return "\n\n".join(lines)


def as_json(benchmark: str, rows: Sequence[Row], aims: Sequence[Aim]) -> str:
    """The same as one JSON document."""
    document = {"benchmark": benchmark, "rows": [asdict(r) for r in rows], "aims": [asdict(a) for a in aims]}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _missed(aim: Aim) -> str:
    wanted = float(aim.aim.split()[-1].replace(",", ""))
    return f"by {abs(aim.value - wanted) / wanted:.0%}" if wanted else f"by {abs(aim.value - wanted):.2g}"


def _aligned(cells: Sequence[tuple[str, ...]], right: tuple[int, ...]) -> str:
    widths = [max(len(r[i]) for r in cells) for i in range(len(cells[0]))]
    rows = [
        "  ".join(c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(r, widths, strict=True)))
        for r in cells
    ]
    return "\n".join([rows[0], "-" * len(rows[0]), *rows[1:]]).rstrip()
