"""Sentences that travel between rooms untranslated: a template with its values, put into words by a face."""

import string
from datetime import date, datetime
from typing import Any, Final

SHARE: Final = ".0%"  # the format of a share in a sentence, written as `percent` does


class Said:
    """One sentence: an English template with named fields, and the values that fill it.

    ``str(said)`` is the English sentence (for ``--json`` and the terminal); the web page looks the
    template up in its translations and fills in the same values. Where the sentence depends on a
    number, ``many`` is the plural template and ``count`` the number that chooses.

    >>> str(say("answered you {times} times", times=94))
    'answered you 94 times'
    >>> str(say_n("{count} message", "{count} messages", 1))
    '1 message'
    """

    __slots__ = ("count", "many", "one", "values")

    def __init__(self, one: str, many: str = "", count: int | None = None, **values: Any) -> None:
        self.one = one
        self.many = many
        self.count = count
        self.values = values

    @property
    def template(self) -> str:
        """The English template that fits the count."""
        return self.many if self.many and self.count != 1 else self.one

    def __str__(self) -> str:
        return fill(self.template, self.values | ({} if self.count is None else {"count": self.count}))

    def __repr__(self) -> str:
        return f"Said({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Said):
            return NotImplemented
        return (self.one, self.many, self.count, self.values) == (other.one, other.many, other.count, other.values)

    def __hash__(self) -> int:
        return hash((self.one, self.many, self.count, tuple(sorted(self.values.items(), key=lambda kv: kv[0]))))


def percent(share: float) -> str:
    """A share (0 to 1) in percent. What is not nothing is never written as nothing, nor what is not all as all.

    >>> percent(0.704), percent(0.002), percent(0.998), percent(0), percent(1)
    ('70%', '<1%', '>99%', '0%', '100%')
    """
    told = format(share, SHARE)
    if told == "0%" and share > 0:
        return "<1%"
    return ">99%" if told == "100%" and share < 1 else told


class _Filled(string.Formatter):
    """Python's own format, but for shares."""

    def format_field(self, value: Any, format_spec: str) -> str:
        return percent(value) if format_spec == SHARE else str(format(value, format_spec))


def fill(template: str, values: dict[str, Any], day: str = "{0.day} {0:%B} {0.year}") -> str:
    """Fill ``template`` from ``values``; dates are written out, everything else follows its format spec."""
    shown = {name: day.format(value) if isinstance(value, date | datetime) else value for name, value in values.items()}
    return _Filled().vformat(template, (), shown)


def say(one: str, /, **values: Any) -> Said:
    """A sentence without a plural. Babel collects its first argument for translation."""
    return Said(one, **values)


def say_n(one: str, many: str, count: int, /, **values: Any) -> Said:
    """A sentence that depends on ``count``. Babel collects both templates for translation."""
    return Said(one, many, count, **values)
