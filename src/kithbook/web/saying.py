"""Puts a `Said` into the words of the page's language, and writes days and numbers as that language does."""

import string
from datetime import date, datetime
from typing import Any, Final

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from kithbook.vocabulary import SHARE, Said, percent

# English as the look writes it: the day before the month. Digits are Western in all three (see the look's notes).
LOCALES: Final = {"en": Locale("en", "GB"), "zh-hans": Locale("zh", "CN", script="Hans"), "ar": Locale("ar")}


def locale() -> Locale:
    """The locale of the language that is being spoken now."""
    return LOCALES.get(get_language() or "en", LOCALES["en"])


def in_words(said: Said) -> SafeString:
    """The sentence as markup: translated, its values filled in, each text from outside in a ``bdi``.

    >>> from django.conf import settings as s; s.configured or s.configure(USE_I18N=False)
    >>> from kithbook.vocabulary import say
    >>> in_words(say("{name} wrote", name="<b>"))
    '<bdi>&lt;b&gt;</bdi> wrote'
    """
    return mark_safe(_Markup().vformat(escape(_template(said)), (), _values(said)))


def in_plain_words(said: Said) -> str:
    """The sentence as text, for attributes and titles."""
    return _Plain().vformat(_template(said), (), _values(said))


def _template(said: Said) -> str:
    if said.many and said.count is not None:
        return ngettext(said.one, said.many, said.count)
    return gettext(said.one) if said.one else ""


def _values(said: Said) -> dict[str, Any]:
    return said.values if said.count is None else said.values | {"count": said.count}


class _Plain(string.Formatter):
    """Fills a template; days, whole numbers and nested sentences in the page's language."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Said):
            return in_plain_words(value)
        if isinstance(value, date | datetime):
            return day(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and not format_spec:
            return number(value)
        return percent(value) if format_spec == SHARE else str(format(value, format_spec))


class _Markup(_Plain):
    """The same, as markup: text that came from outside keeps its own direction."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Said):
            return in_words(value)
        if isinstance(value, str):
            return format_html("<bdi>{}</bdi>", format(value, format_spec))
        written = escape(super().format_field(value, format_spec))
        # After Arabic letters a bare "20%" or "+6" would come out as "%20" and "6+".
        return format_html('<bdi dir="ltr">{}</bdi>', written) if format_spec else str(written)


def number(value: float) -> str:
    """A number with the language's separators and Western digits."""
    if isinstance(value, int) and -1000 < value < 1000:
        return str(value)
    return str(format_decimal(value, locale=locale(), numbering_system="latn"))


def day(value: date | datetime | str, *, with_year: bool = True) -> str:
    """A day written out: "2 November 2025", "2025年11月2日"; without its year where the reader knows it."""
    moment = as_day(value)
    if moment is None:
        return ""
    if with_year:
        return str(format_date(moment, "d MMMM y" if locale().language != "zh" else "y年M月d日", locale=locale()))
    return str(format_date(moment, "d MMMM" if locale().language != "zh" else "M月d日", locale=locale()))


def quarter(value: str) -> str:
    """A quarter written out, from "2025-Q2"; anything else as it is."""
    year, _, number = value.partition("-Q")
    if not (year.isdecimal() and number in {"1", "2", "3", "4"}):
        return value
    return str(format_skeleton("yQQQ", date(int(year), 3 * int(number), 1), locale=locale()))


def span(first: str, last: str) -> str:
    """From a day to a day, without what both share: "15–21 June", "6月15日至21日"."""
    begin, end = as_day(first), as_day(last)
    return str(format_interval(begin, end, "MMMMd", locale=locale())) if begin and end else ""


def month(value: date | datetime | str) -> str:
    """A month written out, from a day or from "2026-06"."""
    moment = as_day(f"{value}-01" if isinstance(value, str) and len(value) == 7 else value)
    return str(format_skeleton("yMMMM", moment, locale=locale())) if moment else ""


def hour(value: str) -> str:
    """The time of the day, in the owner's zone."""
    moment = as_moment(value)
    return str(format_time(timezone.localtime(moment), "HH:mm", locale=locale())) if moment else ""


def as_moment(value: str) -> datetime | None:
    """The moment of an ISO time, or None where there is none."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.get_default_timezone())


def as_day(value: date | datetime | str) -> date | None:
    """The day of an ISO day, an ISO time (in the owner's zone), a date or a datetime."""
    if isinstance(value, str):
        if len(value) <= 10:
            try:
                return date.fromisoformat(value)
            except ValueError:
                return None
        moment = as_moment(value)
        return timezone.localtime(moment).date() if moment else None
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if value.tzinfo else value.date()
    return value
