"""How often somebody means to write: "every 3 months", Quarterly, 每三个月, "كل شهر", as days or as a calendar step."""

import re
from datetime import date
from typing import Final, NamedTuple

from kithbook.words.dates import NUMBERS, UNITS, shifted
from kithbook.words.fold import fold

MONTH: Final = 365.25 / 12  # days, over the leap years
LONGEST: Final = 3653  # days: ten years


class Step(NamedTuple):
    """The time between two of a rhythm: days and months, one of them 0."""

    days: float
    months: float


_UNITS: Final = {word: Step(*size) for word, size in UNITS.items()} | {
    fold(word): Step(*size)
    for size, words in (
        ((1, 0), "tag tage tagen jour jours dia dias"),
        ((7, 0), "wk wks 星期 礼拜 週 woche wochen semaine semaines semana semanas"),
        ((0, 1), "mo mos mth mths monat monate monaten mois mes meses"),
        ((0, 3), "quarter quarters qtr 季度 季 quartal quartale trimestre trimestres"),
        ((0, 12), "yr yrs jahr jahre jahren an ans annee annees ano anos"),
    )
    for word in words.split()
}
_NAMED: Final = {
    fold(word): Step(*size)
    for size, words in (
        ((1, 0), "daily täglich quotidien diario يوميا"),
        ((7, 0), "weekly wöchentlich hebdomadaire semanal أسبوعيا أسبوعي"),
        ((14, 0), "biweekly bi-weekly fortnightly 隔周"),
        ((0, 1), "monthly monatlich mensuel mensual شهريا شهري"),
        ((0, 3), "quarterly vierteljährlich trimestriel trimestral ربع_سنوي فصليا"),
        (
            (0, 6),
            "semiannually semi-annually semiannual biannually half-yearly halbjährlich semestriel semestral نصف_سنوي",
        ),
        ((0, 12), "yearly annually annual jährlich annuel anual سنويا سنوي"),
        ((0, 24), "biennially biennial"),
    )
    for word in words.split()
}
_TIMES: Final = {"once": 1, "twice": 2, "thrice": 3, "مره": 1, "مرتين": 2, "مرتان": 2, "einmal": 1, "zweimal": 2}
_MORE_NUMBERS: Final = {"两": 2, "兩": 2, "seven": 7, "eight": 8, "nine": 9, "twelve": 12} | {
    fold(word): number
    for number, words in enumerate(("zwei deux dos", "drei trois tres", "vier quatre cuatro"), 2)
    for word in words.split()
}
_NUMBER_OF: Final = NUMBERS | _MORE_NUMBERS


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_COUNT: Final = rf"\d{{1,4}}|{_any(_NUMBER_OF)}"
_UNIT: Final = _any(_UNITS)
_EVERY: Final = re.compile(
    r"(?:(?:once|一次|مره)\s*)?"
    r"(?:every|each|per|in|كل|每隔|每|alle|jede[nrs]?|tous les|toutes les|chaque|cada|todos los|todas las)?\s*"
    rf"(?:(?P<other>other|second|zweiten?)|(?P<count>{_COUNT}))?\s*(?:个|個)?\s*(?P<unit>{_UNIT})(?:一次|1次)?"
)
_PER: Final = re.compile(
    rf"(?:(?P<word>{_any(_TIMES)})|(?P<count>{_COUNT})\s*(?:x|times?|mal|fois|veces|vez|مرات))"
    r"\s*(?:per|an?|each|every|in|pro|im|par|al?|por|/|في ال|في|كل)?\s*"
    rf"(?P<unit>{_UNIT})"
)
_CHINESE: Final = re.compile(rf"(?:每|一)\s*(?P<unit>{_UNIT})\s*(?P<count>{_COUNT})\s*(?:次|回)")


def rhythm_days(text: str) -> float | None:
    """The days between two, for how often a list says that somebody is to be written to; None where it is not read.

    A bare number is days, as in Monica; a month is a twelfth of a year. A rhythm of more than ten years is none.

    >>> rhythm_days("Keep in touch: every 2 weeks"), rhythm_days("Twice a year"), rhythm_days("sometimes")
    (14.0, 182.625, None)
    """
    found = step(text)
    days = 0.0 if found is None else found.days + found.months * MONTH
    return days if 0 < days <= LONGEST else None


def step(text: str) -> Step | None:
    """The step of a rhythm, by the calendar; None where it is not read.

    >>> step("quarterly"), step("3 times a week").months
    (Step(days=0, months=3), 0.0)
    """
    said = " ".join(re.split("[:：]", fold(text))[-1].split()).strip(" .,;。،!")
    if said in _NAMED or said.replace(" ", "_") in _NAMED:
        return _NAMED.get(said) or _NAMED[said.replace(" ", "_")]
    if re.fullmatch(r"\d{1,4}(?:\.0)?", said):
        return Step(float(said), 0)
    if found := _EVERY.fullmatch(said):
        times = 2 if found["other"] else _number(found["count"] or "1")
        unit = _UNITS[found["unit"]]
        return Step(unit.days * times, unit.months * times)
    if found := _CHINESE.fullmatch(said) or _PER.fullmatch(said):
        told = found.groupdict()
        times = _TIMES.get(told.get("word") or "") or _number(told["count"] or "0")
        unit = _UNITS[found["unit"]]
        return Step(unit.days / times, unit.months / times) if times else None
    return None


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else _NUMBER_OF[written]


def rolled(first: date, again: str, today: date) -> date:
    """The next day, from ``today`` on, of what comes again since ``first``; ``first`` where it does not come again.

    Months are counted from the first day, so that the 31st comes back after a shorter month. A rhythm of less than a
    day, or of a part of a month, is none.

    >>> rolled(date(2026, 1, 31), "monthly", date(2026, 2, 10)), rolled(date(2026, 1, 31), "", date(2026, 2, 10))
    (datetime.date(2026, 2, 28), datetime.date(2026, 1, 31))
    """
    size = step(again)
    if first >= today or size is None or size.days % 1 or size.months % 1 or not any(size):
        return first
    days, months = int(size.days), int(size.months)
    times = max(1, (today - first).days * 12 // (days * 12 + months * 366) - 1)  # not beyond: months are shorter
    while (day := shifted(first, days * times, months * times)) is not None:
        if day >= today:
            return day
        times += 1
    return first
