"""Draws the charts of an answer, with their titles and descriptions in the reader's language.

A chart takes some 150 ms and mostly stays the same from view to view, so the last ones are kept in memory.
"""

from collections.abc import Mapping
from functools import lru_cache

from babel.dates import get_month_names

from kithbook import charts
from kithbook.book.telling import locale, told
from kithbook.ties.strength import WORDS
from kithbook.vocabulary import say
from kithbook.vocabulary.answers import (
    Bin,
    CirclesAnswer,
    Gap,
    GroupAnswer,
    Month,
    PersonAnswer,
    Standing,
    TalkMap,
    Tested,
)

_KEPT = 64
_WORDS = {"close": say("Close"), "warm": say("Warm"), "familiar": say("Familiar"), "faint": say("Faint")}


def charts_of_group(
    answer: GroupAnswer, *, language: str = "en", direction: str = "ltr", width: int = 720
) -> dict[str, str]:
    """The charts "activity" and "participation" as inline SVG, scaling to their box; none without any month.

    ``direction`` "rtl" lets time run from the right. The drawing is 720 wide whatever ``width`` says: a box scales it.
    """
    return dict(_of_months(answer.activity, language, direction)) if answer.activity else {}


def uplift_charts(answer: GroupAnswer, *, direction: str = "ltr") -> tuple[tuple[str, str], ...]:
    """The chart of each attempt as inline SVG, and its change in figures; "" where none was measured."""
    drawn = charts.uplifts(answer.revivals, direction=direction)
    return tuple((chart, charts.uplift_told(one)) for chart, one in zip(drawn, answer.revivals, strict=True))


def map_chart(talk_map: TalkMap, *, links: Mapping[int, str], language: str = "en", direction: str = "ltr") -> str:
    """Who talks with whom as inline SVG, a link for each person of ``links``; "" where nobody answers anybody."""
    if not talk_map.spots:
        return ""
    title, desc = charts.says_people_map(talk_map)
    return charts.people_map(
        talk_map,
        title=told(title, language),
        desc=told(desc, language),
        direction=direction,
        links=links,
        you=told(say("You"), language),
    )


def rhythm_chart(answer: PersonAnswer, *, language: str = "en", direction: str = "ltr", width: int = 720) -> str:
    """The weeks of a tie as inline SVG, a row for each year; "" where there is no week to show."""
    return _of_weeks(answer.weeks, language, direction) if answer.weeks else ""


def quarters_chart(answer: PersonAnswer, *, language: str = "en", direction: str = "ltr") -> str:
    """How close a tie was at the end of each quarter, as inline SVG; "" where that was never known."""
    known = any(value is not None for _, value in answer.quarters)
    return _of_quarters(answer.quarters, language, direction) if known else ""


def standing_chart(answer: CirclesAnswer, *, language: str = "en", direction: str = "ltr") -> str:
    """Strength by rank with the gaps between, as inline SVG; "" where nobody stands in a circle."""
    return _of_standing(answer.people, answer.gaps, language, direction) if answer.people else ""


def calibration_chart(tested: Tested, *, language: str = "en", direction: str = "ltr") -> str:
    """What forecasts said against what came, as inline SVG; "" where none could be tested."""
    return _of_bins(tested.bins, tested.days, language, direction) if tested.bins else ""


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


@lru_cache(_KEPT)
def _of_quarters(quarters: tuple[tuple[str, float | None], ...], language: str, direction: str) -> str:
    title, desc = charts.says_quarters(quarters)
    return charts.quarters(
        quarters,
        title=told(title, language),
        desc=told(desc, language),
        levels=_levels(language),
        direction=direction,
    )


@lru_cache(_KEPT)
def _of_standing(people: tuple[Standing, ...], gaps: tuple[Gap, ...], language: str, direction: str) -> str:
    title, desc = charts.says_standing(people, gaps)
    ends = {"core": say("the core ends here"), "curated": say("the curated end here")}
    return charts.standing(
        people,
        gaps,
        title=told(title, language),
        desc=told(desc, language),
        levels=_levels(language),
        ends={circle: told(says, language) for circle, says in ends.items()},
        direction=direction,
    )


@lru_cache(_KEPT)
def _of_bins(bins: tuple[Bin, ...], days: int, language: str, direction: str) -> str:
    title, desc = charts.says_calibration(bins, days)
    return charts.calibration(
        bins,
        title=told(title, language),
        desc=told(desc, language),
        said=told(say("what was said"), language),
        came=told(say("what came"), language),
        direction=direction,
        name=f"calibration-{days}",
    )


def _levels(language: str) -> tuple[tuple[float, str], ...]:
    """The words of a strength from the faintest up, each with the least strength that it names."""
    return tuple((least, told(_WORDS[word], language)) for least, word in reversed(WORDS))


def _months(language: str) -> tuple[str, ...]:
    names = get_month_names("abbreviated", context="stand-alone", locale=locale(language))
    return tuple(names[number] for number in range(1, 13))
