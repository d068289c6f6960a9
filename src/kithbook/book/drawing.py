"""Draws the charts of an answer, with their titles and descriptions in the reader's language."""

from typing import Final

from babel import Locale
from babel.dates import format_date, get_month_names
from django.utils import translation

from kithbook import charts
from kithbook.vocabulary import Said, fill
from kithbook.vocabulary.answers import GroupAnswer, PersonAnswer

_LOCALES: Final = {"en": Locale("en", "GB"), "zh-hans": Locale("zh", "CN", script="Hans"), "ar": Locale("ar")}


def charts_of_group(
    answer: GroupAnswer, *, language: str = "en", direction: str = "ltr", width: int = 720
) -> dict[str, str]:
    """The charts "activity" and "participation" as inline SVG, scaling to their box; none without any month.

    ``direction`` "rtl" lets time run from the right. The drawing is 720 wide whatever ``width`` says: a box scales it.
    """
    if not answer.activity:
        return {}
    drawn = {}
    for name, draw, tell in (
        ("activity", charts.activity, charts.says_activity),
        ("participation", charts.participation, charts.says_participation),
    ):
        title, desc = tell(answer.activity)
        drawn[name] = draw(
            answer.activity,
            title=_told(title, language),
            desc=_told(desc, language),
            month_names=_months(language),
            direction=direction,
        )
    return drawn


def rhythm_chart(answer: PersonAnswer, *, language: str = "en", direction: str = "ltr", width: int = 720) -> str:
    """The weeks of a tie as inline SVG, a row for each year; "" where there is no week to show."""
    if not answer.weeks:
        return ""
    title, desc = charts.says_rhythm(answer.weeks)
    return charts.rhythm(
        answer.weeks,
        title=_told(title, language),
        desc=_told(desc, language),
        month_names=_months(language),
        direction=direction,
    )


def _months(language: str) -> tuple[str, ...]:
    names = get_month_names("abbreviated", context="stand-alone", locale=_LOCALES.get(language, _LOCALES["en"]))
    return tuple(names[number] for number in range(1, 13))


def _told(said: Said, language: str) -> str:
    """A sentence in ``language``, as plain text."""
    locale = _LOCALES.get(language, _LOCALES["en"])
    with translation.override(language):
        if said.many and said.count is not None:
            template = translation.ngettext(said.one, said.many, said.count)
        else:
            template = translation.gettext(said.one)
    values = said.values if said.count is None else said.values | {"count": said.count}
    shown = {
        name: format_date(value, "long", locale=locale) if hasattr(value, "isoformat") else value
        for name, value in values.items()
    }
    return fill(template, shown)
