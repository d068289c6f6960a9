"""Draws the charts of an answer, with their titles and descriptions in the reader's language.

A chart takes some 150 ms and mostly stays the same from view to view, so the last ones are kept in memory.
"""

from functools import lru_cache

from babel.dates import get_month_names

from kithbook import charts
from kithbook.book.telling import locale, told
from kithbook.vocabulary.answers import GroupAnswer, Month, PersonAnswer

_KEPT = 64


def charts_of_group(
    answer: GroupAnswer, *, language: str = "en", direction: str = "ltr", width: int = 720
) -> dict[str, str]:
    """The charts "activity" and "participation" as inline SVG, scaling to their box; none without any month.

    ``direction`` "rtl" lets time run from the right. The drawing is 720 wide whatever ``width`` says: a box scales it.
    """
    return dict(_of_months(answer.activity, language, direction)) if answer.activity else {}


def rhythm_chart(answer: PersonAnswer, *, language: str = "en", direction: str = "ltr", width: int = 720) -> str:
    """The weeks of a tie as inline SVG, a row for each year; "" where there is no week to show."""
    return _of_weeks(answer.weeks, language, direction) if answer.weeks else ""


def warm_charts() -> None:
    """Load what draws, so that the first chart that somebody looks at need not wait for it."""
    charts.participation((Month("2026-01", 1, 1, 0),), title="", desc="")


@lru_cache(_KEPT)
def _of_months(activity: tuple[Month, ...], language: str, direction: str) -> tuple[tuple[str, str], ...]:
    drawn = []
    for name, draw, tell in (
        ("activity", charts.activity, charts.says_activity),
        ("participation", charts.participation, charts.says_participation),
    ):
        title, desc = tell(activity)
        chart = draw(
            activity,
            title=told(title, language),
            desc=told(desc, language),
            month_names=_months(language),
            direction=direction,
        )
        drawn.append((name, chart))
    return tuple(drawn)


@lru_cache(_KEPT)
def _of_weeks(weeks: tuple[tuple[int, int, int, bool], ...], language: str, direction: str) -> str:
    title, desc = charts.says_rhythm(weeks)
    return charts.rhythm(
        weeks,
        title=told(title, language),
        desc=told(desc, language),
        month_names=_months(language),
        direction=direction,
    )


def _months(language: str) -> tuple[str, ...]:
    names = get_month_names("abbreviated", context="stand-alone", locale=locale(language))
    return tuple(names[number] for number in range(1, 13))
