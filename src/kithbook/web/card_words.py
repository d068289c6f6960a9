"""The words of a person's card: fields, relations, scripts, languages, and where something came from."""

from typing import Final

from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from kithbook.vocabulary import dated_note, favour, reminder
from kithbook.vocabulary.answers import Origin
from kithbook.web import saying, words

FIELDS: Final = words.KNOWN | {
    "name": gettext_lazy("Name"),
    "zone": gettext_lazy("Time zone"),
    "language": gettext_lazy("Speaks"),
    "met": gettext_lazy("How you met"),
    "custom": gettext_lazy("Something else"),
}
# What the other is to the person whose card it is.
RELATIONS: Final = {
    "partner": gettext_lazy("Partner"),
    "spouse": gettext_lazy("Spouse"),
    "parent": gettext_lazy("Parent"),
    "child": gettext_lazy("Child"),
    "sibling": gettext_lazy("Brother or sister"),
    "friend": gettext_lazy("Friend"),
    "colleague": gettext_lazy("Colleague"),
    "manager": gettext_lazy("Manager"),
    "report": gettext_lazy("Works for them"),
    "introduced": gettext_lazy("Introduced by"),
    "introduced_by": gettext_lazy("Introduced"),
    "custom": pgettext_lazy("relation", "Something else"),
}
SCRIPTS: Final = {
    "latin": gettext_lazy("Latin letters"),
    "han": gettext_lazy("Chinese characters"),
    "arabic": gettext_lazy("Arabic letters"),
    "cyrillic": gettext_lazy("Cyrillic letters"),
    "greek": gettext_lazy("Greek letters"),
    "hebrew": gettext_lazy("Hebrew letters"),
    "hangul": gettext_lazy("Korean letters"),
    "kana": gettext_lazy("Japanese letters"),
    "devanagari": gettext_lazy("Devanagari letters"),
    "thai": gettext_lazy("Thai letters"),
}
EXAMPLES: Final = {
    "phone": "+49 170 1234567",
    "mail": "name@place.example",
    "link": "https://place.example/name",
    "zone": "Europe/Brussels",
    "birthday": gettext_lazy("1985-08-15, --08-15, lunar 1985-08-15"),
    "language": gettext_lazy("Portuguese, or pt"),
}
# What was given, asked or promised, by whom.
FAVOURS: Final = {
    ("given", "me"): gettext_lazy("you gave"),
    ("given", "them"): gettext_lazy("they gave"),
    ("asked", "me"): gettext_lazy("you asked"),
    ("asked", "them"): gettext_lazy("they asked"),
    ("promised", "me"): gettext_lazy("you promised"),
    ("promised", "them"): gettext_lazy("they promised"),
}
SORTS: Final = {
    "money": gettext_lazy("money"),
    "gift": gettext_lazy("a gift"),
    "help": gettext_lazy("help"),
    "time": gettext_lazy("time"),
    "introduction": gettext_lazy("an introduction"),
}
# The facets of a card in their order: name, title, what is shown there, what can be written there.
FACETS: Final = (
    ("reach", gettext_lazy("Reach them"), ("phone", "mail", "link"), ("phone", "mail", "link")),
    (
        "about",
        gettext_lazy("About them"),
        (
            *("organisation", "role", "place", "zone", "birthday", "language", "anniversary", "connected"),
            *("last_contact", "rhythm", "event", "follows"),
        ),
        ("organisation", "role", "place", "zone", "birthday", "language"),
    ),
    ("met", gettext_lazy("How you met"), ("met",), ("met",)),
    ("kept", gettext_lazy("Kept in your lists"), ("reminder", "favour", "dated_note"), ()),
    ("own", gettext_lazy("Your own fields"), ("custom",), ("custom",)),
)


def language(code: str) -> str:
    """The name of a language in the language of the page."""
    return str(saying.locale().languages.get(code.replace("-", "_"), code))


def shown(kind: str, value: str) -> str:
    """A value as it is read: languages by their name, days written out."""
    if kind == "language":
        return language(value)
    if kind in {"birthday", "anniversary", "connected", "last_contact"}:
        yearless = value.startswith("--")
        return saying.day(f"2000{value[1:]}" if yearless else value, with_year=not yearless) or value
    if kind in {"reminder", "favour", "dated_note"}:
        return _of_a_day(kind, value) or value
    return value


def _again(again: str) -> str:
    """How often a reminder comes again, one of the vocabulary's AGAIN, in words."""
    if not again.startswith("every "):
        return {"weekly": gettext("weekly"), "monthly": gettext("monthly"), "yearly": gettext("yearly")}.get(again, "")
    _, number, unit = again.split(" ")
    count = int(number)
    template = {
        "days": ngettext("every day", "every {count} days", count),
        "weeks": ngettext("every week", "every {count} weeks", count),
        "months": ngettext("every month", "every {count} months", count),
        "years": ngettext("every year", "every {count} years", count),
    }[unit]
    return template.replace("{count}", saying.number(count))


def _of_a_day(kind: str, value: str) -> str:
    """A reminder, a favour or a note with its day written out first; "" where the value is none of them."""
    parts: tuple[str, ...] = ()
    if kind == "reminder" and (asked := reminder(value)):
        parts = (saying.day(asked.day), _again(asked.again), asked.what)
    elif kind == "favour" and (done := favour(value)):
        parts = (saying.day(done.day), str(FAVOURS[done.deed, done.side]), str(SORTS[done.sort]), done.text)
    elif kind == "dated_note" and (told := dated_note(value)):
        parts = (saying.day(told.day), told.text)
    return " · ".join(filter(None, parts))


def origin(told: Origin) -> str:
    """Where something came from and when, in words: "you, 2 November 2025"."""
    if told.by == "you":
        who = gettext("you")
    else:
        who = words.word_for(words.PLATFORMS, words.platform_of(told.by))
        who = gettext("{platform}, {file}").format(platform=who, file=f"\u2068{told.file}\u2069") if told.file else who
    return gettext("{who}, {day}").format(who=who, day=saying.day(told.on)) if told.on else who
