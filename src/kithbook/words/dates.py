"""Days as people say them in English, Chinese and Arabic: "yesterday", "6 months", 昨天, "بعد أسبوعين"."""

import calendar
import re
from datetime import date, timedelta
from typing import Final

from kithbook.words.fold import fold

_NAMED: Final = {
    0: ("today", "now", "今天", "今日", "اليوم"),
    -1: ("yesterday", "昨天", "昨日", "أمس", "البارحة", "امبارح"),
    -2: ("day before yesterday", "the day before yesterday", "前天", "أول أمس"),
    1: ("tomorrow", "明天", "明日", "غدا", "غدًا", "بكرة"),
    2: ("day after tomorrow", "the day after tomorrow", "后天", "بعد غد"),
}
_DAYS: Final = {fold(word): days for days, words in _NAMED.items() for word in words}
_WEEKDAYS: Final = {
    fold(word): number
    for number, words in enumerate(
        (
            "monday mon 周一 星期一 الاثنين",
            "tuesday tue 周二 星期二 الثلاثاء",
            "wednesday wed 周三 星期三 الأربعاء",
            "thursday thu 周四 星期四 الخميس",
            "friday fri 周五 星期五 الجمعة",
            "saturday sat 周六 星期六 السبت",
            "sunday sun 周日 星期日 周天 星期天 الأحد",
        )
    )
    for word in words.split()
}
# (days, months) of one unit
UNITS: Final = {
    fold(word): size
    for size, words in (
        ((1, 0), "day days d 天 日 يوم أيام يوما"),
        ((7, 0), "week weeks w 周 星期 礼拜 أسبوع أسابيع أسبوعا"),
        ((0, 1), "month months m 月 个月 شهر أشهر شهور شهرا"),
        ((0, 12), "year years y 年 سنة سنوات عام أعوام"),
        ((2, 0), "يومين يومان"),
        ((14, 0), "fortnight أسبوعين أسبوعان"),
        ((0, 2), "شهرين شهران"),
        ((0, 24), "سنتين عامين"),
        ((0, 6), "半年"),
    )
    for word in words.split()
}
NUMBERS: Final = (
    {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
    | {word: number for number, word in enumerate("一二三四五六七八九十", 1)}
    | {
        fold(form): number
        for number, word in enumerate(("ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"), 3)
        for form in (word, word + "ة")
    }
)
_ARABIC: Final = "|".join(sorted((word for word in NUMBERS if "ا" <= word[0] <= "ي"), key=len, reverse=True))
_NUMBER: Final = rf"\d{{1,4}}|[一二两三四五六七八九十]|{_ARABIC}|an?|one|two|three|four|five|six|ten"
_MONTHS: Final = {
    fold(word): number
    for number, words in enumerate(
        (
            "january jan يناير",
            "february feb فبراير",
            "march mar مارس",
            "april apr أبريل إبريل",
            "may مايو",
            "june jun يونيو",
            "july jul يوليو",
            "august aug أغسطس",
            "september sept sep سبتمبر",
            "october oct أكتوبر",
            "november nov نوفمبر",
            "december dec ديسمبر",
        ),
        1,
    )
    for word in words.split()
}
_MONTH: Final = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_DATED: Final = re.compile(
    rf"(?<!\w)(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})(?:,?\s+(?P<year>\d{{4}}))?"
    rf"|(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year2>\d{{4}}))?)(?!\w)"
    r"|(?:(?P<year3>\d{4})年)?(?<!\d)(?P<month3>\d{1,2})月(?P<day3>\d{1,2})[日号]"
)
_SPAN: Final = re.compile(
    rf"(?P<ahead>in|بعد)?\s*(?P<number>{_NUMBER})?\s*(?:个|個)?\s*"
    rf"(?P<unit>{'|'.join(sorted(map(re.escape, UNITS), key=len, reverse=True))})\s*"
    r"(?P<after>ago|before|以?前|以?后|以?後)?"
)
_WEEKDAY: Final = re.compile(
    r"(?:(?P<word>last|on|next|this|上|下|这|يوم)\s*)?(?P<day>\S+?)(?:\s+(?:(?P<next>القادم)|الماضي))?"
)
_NAMED_DAY: Final = "|".join(sorted(map(re.escape, _DAYS), key=len, reverse=True))
_UNIT: Final = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
# What tells a day inside a sentence: only what says its direction itself.
_TOLD: Final = re.compile(
    rf"\d{{4}}-\d\d-\d\d|{_DATED.pattern}"
    rf"|(?:\bin|بعد|قبل|منذ)\s+(?:(?:{_NUMBER})\s*)?(?:{_UNIT})\b"
    rf"|(?:\b(?:a|an)\s+|(?:{_NUMBER})\s*)(?:个)?(?:{_UNIT})\s*(?:ago\b|以?前|以?后)"
    rf"|\b(?:last|on|next)\s+(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
    rf"|[上下](?:周|星期)[一二三四五六日天]"
    rf"|يوم\s+(?:{'|'.join(word for word in _WEEKDAYS if 'ا' <= word[0] <= 'ي')})(?:\s+(?:القادم|الماضي))?(?!\w)"
    rf"|(?<![a-z])(?:{_NAMED_DAY})(?![a-z])"
)


def shifted(day: date, days: int, months: int) -> date | None:
    """``day`` moved; a day that the month lacks becomes its last. None beyond the calendar."""
    try:
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last)) + timedelta(days=days)
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


def day_of(text: str, today: date, *, ahead: bool | None = False) -> date | None:
    """The day that ``text`` means, seen from ``today``; None where it is not understood.

    Spans and weekdays that do not say their direction lie behind, or before us where ``ahead``; a day of a month
    without its year likewise, where ``ahead`` is None the nearer one.

    >>> day_of("yesterday", date(2026, 6, 15)), day_of("6 months", date(2026, 8, 31), ahead=True)
    (datetime.date(2026, 6, 14), datetime.date(2027, 2, 28))
    """
    said = fold(text).strip(" .,;。،")
    try:
        return date.fromisoformat(said)
    except ValueError:
        pass
    if said in _DAYS:
        return today + timedelta(days=_DAYS[said])
    if found := _DATED.fullmatch(said):
        return _dated(found, today, ahead=ahead)
    behind = said.startswith("قبل ") or said.startswith("منذ ")
    if found := _SPAN.fullmatch(said[4:] if behind else said):
        return _span(found, today, ahead=bool(ahead) and not behind)
    if (found := _WEEKDAY.fullmatch(said)) and found["day"] in _WEEKDAYS:
        return _weekday(found, today, ahead=bool(ahead))
    return None


def days_in(text: str, today: date) -> list[date]:
    """The days that a sentence names, in its order; spans and weekdays count only where they say their direction.

    >>> days_in("Called this morning. Again in 10 weeks.", date(2026, 6, 15))
    [datetime.date(2026, 8, 24)]
    """
    found = (day_of(told.group(), today, ahead=None) for told in _TOLD.finditer(fold(text)))
    return [day for day in found if day is not None]


def _span(found: re.Match[str], today: date, *, ahead: bool) -> date | None:
    number = found["number"] or "1"
    times = int(number) if number.isdigit() else 2 if number == "两" else NUMBERS[number]
    days, months = UNITS[found["unit"]]
    if found["after"]:
        ahead = found["after"][-1] in "后後"
    sign = 1 if found["ahead"] or ahead else -1
    return shifted(today, sign * times * days, sign * times * months)


def _dated(found: re.Match[str], today: date, *, ahead: bool | None) -> date | None:
    """A day of a month, with its year or in the year that fits."""
    named = found["month"] or found["month2"]
    month = _MONTHS[named] if named else int(found["month3"])
    day, year = int(found["day"] or found["day2"] or found["day3"]), found["year"] or found["year2"] or found["year3"]
    fitting = []
    for each in [int(year)] if year else range(today.year - 1, today.year + 2):
        try:
            fitting.append(date(each, month, day))
        except ValueError:
            continue
    if ahead is not None and not year:
        fitting = [each for each in fitting if each > today] if ahead else [each for each in fitting if each <= today]
    return min(fitting, key=lambda each: abs(each - today), default=None)


def _weekday(found: re.Match[str], today: date, *, ahead: bool) -> date:
    weeks = {"上": -7, "这": 0, "下": 7}.get(found["word"])
    if weeks is not None:  # Chinese counts whole weeks, from Monday
        return today + timedelta(days=weeks + _WEEKDAYS[found["day"]] - today.weekday())
    forward = found["word"] == "next" or bool(found["next"]) or (ahead and found["word"] != "last")
    distance = (_WEEKDAYS[found["day"]] - today.weekday()) % 7 or 7
    return today + timedelta(days=distance if forward else -(7 - distance or 7))
