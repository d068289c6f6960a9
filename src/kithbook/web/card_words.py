"""The words of a person's card: fields, relations, scripts, languages, and where something came from."""

from typing import Final

from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

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
    return value


def origin(told: Origin) -> str:
    """Where something came from and when, in words: "you, 2 November 2025"."""
    if told.by == "you":
        who = gettext("you")
    else:
        who = words.word_for(words.PLATFORMS, words.platform_of(told.by))
        who = gettext("{platform}, {file}").format(platform=who, file=f"\u2068{told.file}\u2069") if told.file else who
    return gettext("{who}, {day}").format(who=who, day=saying.day(told.on)) if told.on else who
