"""What each attempt to wake a group did: the change with its interval, over the band that chance alone gives."""

from collections.abc import Callable, Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

from kithbook.vocabulary.answers import Revival

WIDTH: Final = 288
EDGE: Final = 20
MIDDLE, FOOT = 16, 43


def uplifts(revivals: Sequence[Revival], *, direction: str = "ltr") -> tuple[str, ...]:
    """An inline SVG for each attempt, all on one scale ("rtl": growing to the left); "" where nothing was measured.

    A grey band for chance, a line for the interval, a dot for the change in messages a month.
    """
    known = [one for one in revivals if one.uplift is not None]
    ends = [0.0, *(value for one in known for value in _values(one))]
    low, high = min(ends), max(ends)
    scale = (WIDTH - 2 * EDGE) / (high - low or 1.0)

    def place(value: float) -> float:
        x = EDGE + (value - low) * scale
        return WIDTH - x if direction == "rtl" else x

    return tuple("" if one.uplift is None else _drawn(one, place, high) for one in revivals)


def _values(one: Revival) -> list[float]:
    return [value for value in (one.uplift, one.low, one.high, *(one.band or ())) if value is not None]


def _drawn(one: Revival, place: Callable[[float], float], high: float) -> str:
    parts = []
    if one.band is not None:
        first, last = sorted((place(one.band[0]), place(one.band[1])))
        parts.append(f'<rect class="band" x="{first:.1f}" y="4" width="{last - first:.1f}" height="24" rx="3"/>')
    parts.append(f'<path class="axis" d="M{place(0):.1f} 2V30"/>')
    if one.low is not None and one.high is not None:
        parts.append(f'<path class="stroke" d="M{place(one.low):.1f} {MIDDLE}H{place(one.high):.1f}"/>')
    parts.append(f'<circle class="data" cx="{place(one.uplift or 0.0):.1f}" cy="{MIDDLE}" r="5"/>')
    parts.append(_label(place(0), "0"))
    if high >= 1:
        parts.append(_label(place(high), f"+{high:,.0f}"))
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} 44" role="img" direction="ltr" aria-label={quoteattr(told(one))}>'
        f"{''.join(parts)}</svg>"
    )


def _label(x: float, text: str) -> str:
    return f'<text class="soft" x="{x:.1f}" y="{FOOT}" text-anchor="middle">{text}</text>'


def told(one: Revival) -> str:
    """The change in figures: the same in every language.

    >>> from kithbook.vocabulary import say
    >>> told(Revival("2024-05-18", "told", 12, 60, "cannot tell", say(""), uplift=6.0, low=-22.0, high=31.0))
    '+6 (−22 … +31)'
    """
    if one.uplift is None:
        return ""
    shown = _signed(one.uplift)
    return shown if one.low is None or one.high is None else f"{shown} ({_signed(one.low)} … {_signed(one.high)})"


def _signed(value: float) -> str:
    return f"{value:+,.0f}".replace("-", "−")
