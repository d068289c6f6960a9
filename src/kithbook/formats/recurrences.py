"""How often a reminder of a table comes again, as the vocabulary writes it: weekly, monthly, yearly, every 6 months."""

import re
from typing import Final

# (how many, unit) of a word that stands for itself
NAMED: Final = {
    word: size
    for size, words in (
        ((1, "days"), "daily täglich 每天 يوميا يوميًا"),
        ((1, "weeks"), "weekly wöchentlich hebdomadaire semanal 每周 每週 أسبوعيا أسبوعيًا أسبوعي"),
        ((2, "weeks"), "biweekly fortnightly 每两周"),
        ((1, "months"), "monthly monatlich mensuel mensual 每月 شهريا شهريًا شهري"),
        ((3, "months"), "quarterly vierteljährlich trimestriel trimestral 每季度"),
        ((6, "months"), "semiannually biannually halbjährlich semestriel semestral 每半年"),
        ((1, "years"), "yearly annually annual jährlich annuel anual 每年 سنويا سنويًا سنوي"),
    )
    for word in words.split()
}
UNITS: Final = {
    word: size
    for size, words in (
        ((1, "days"), "day days 天 日 يوم أيام tag tage jour jours día días"),
        ((1, "weeks"), "week weeks 周 週 星期 أسبوع أسابيع woche wochen semaine semaines semana semanas"),
        ((1, "months"), "month months 月 شهر أشهر شهور monat monate monaten mois mes meses"),
        ((3, "months"), "quarter quarters 季度 quartal quartale trimestre trimestres"),
        ((1, "years"), "year years 年 سنة سنوات عام jahr jahre jahren an ans année años año"),
        ((2, "weeks"), "أسبوعين"),
        ((2, "months"), "شهرين"),
        ((2, "years"), "سنتين عامين"),
    )
    for word in words.split()
}
NUMBERS: Final = {"other": 2, "two": 2, "three": 3, "four": 4, "six": 6, "两": 2} | {
    sign: number for number, sign in enumerate("一二三四五六七八九十", 1)
}
EVERY: Final = re.compile(
    r"(?:every|each|كل|每隔|每|alle|jede[nrs]?|tou(?:te)?s les|chaque|cada)\s*"
    rf"(\d{{1,4}}|{'|'.join(NUMBERS)})?\s*(?:个|個)?\s*({'|'.join(sorted(UNITS, key=len, reverse=True))})(?!\w)",
    re.IGNORECASE,
)
ONCE: Final = frozenset(
    ("once", "never", "no", "none", "one time", "does not repeat", "不重复", "一次", "مرة واحدة", "einmalig")
)
LONGEST: Final = 60  # characters of the words at the end of a text
PARTING: Final = " |,،，:：-–—·"
ALONE: Final = {"days": "every 1 days", "weeks": "weekly", "months": "monthly", "years": "yearly"}


def recurrence(text: str) -> str | None:
    """How often ``text`` says that something comes again, "" for once; None where that is not what it says.

    >>> recurrence("Every 6 months"), recurrence("每年"), recurrence("once"), recurrence("the boat")
    ('every 6 months', 'yearly', '', None)
    """
    said = " ".join(text.casefold().split()).strip(" .")
    if said in ONCE:
        return ""
    if said in NAMED:
        return _written(*NAMED[said])
    found = EVERY.fullmatch(said)
    return _of(found) if found else None


def parted(text: str) -> tuple[str, str]:
    """How often a reminder comes again, where a text ends with it or has it between bars or in brackets; and the rest.

    >>> parted("Call about the boat (yearly)"), parted("| every 6 months | Oil"), parted("Water the fern every week")
    (('yearly', 'Call about the boat'), ('every 6 months', 'Oil'), ('weekly', 'Water the fern'))
    """
    again, left = "", text
    for part in re.split(r"[|()（）\[\],،，]", text):
        found = recurrence(part)
        if found is not None:
            again = found
            left = left.replace(part, " ", 1)
            break
    else:
        ending = max(0, len(text) - LONGEST)
        ends = [found for found in EVERY.finditer(text, ending) if not text[found.end() :].strip(" .")]
        if ends and (again := _of(ends[0]) or ""):
            left = text[: ends[0].start()]
    return again, trimmed(left)


def trimmed(text: str) -> str:
    """A text without the signs that parted it from what stood before and behind.

    >>> trimmed(" | : Call () ")
    'Call'
    """
    text = re.sub(r"[(（\[][\s,،，]*[)）\]]", " ", text)
    text = " ".join(text.split()).strip(PARTING)
    return text if re.search(r"[(（\[]", text) else text.strip(PARTING + ")）]")


def _of(found: re.Match[str]) -> str | None:
    number, (each, unit) = (found[1] or "1").casefold(), UNITS[found[2].casefold()]
    return _written((int(number) if number.isdecimal() else NUMBERS[number]) * each, unit)


def _written(number: int, unit: str) -> str | None:
    if not 0 < number < 10_000:
        return None
    return ALONE[unit] if number == 1 else f"every {number} {unit}"
