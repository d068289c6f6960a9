"""Tags and filters of the templates: sentences, days, marks, icons. Loaded everywhere by the settings."""

import functools
import json
from collections.abc import Iterable
from datetime import datetime
from itertools import zip_longest
from typing import Any, Final

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from kithbook import vocabulary
from kithbook.vocabulary import Said
from kithbook.vocabulary.answers import DraftAnswer, FavourRow, FormatRow, NudgeAnswer, Offered, Preview
from kithbook.web import clock, saying, words

register = template.Library()

# The disc of the one mark grows with closeness (radius in a box of 20).
DISCS: Final = {"close": "6.6", "warm": "5", "familiar": "3.4", "faint": "1.8"}


@register.filter
def said(value: Said | str | None) -> str:
    """A sentence of the pure rooms as markup in the page's language."""
    if isinstance(value, Said):
        return saying.in_words(value)
    return value or ""


@register.filter
def said_plain(value: Said | None) -> str:
    """The same as text, for attributes."""
    return saying.in_plain_words(value) if value else ""


@register.filter
def day(value: Any) -> str:
    """A day with its year."""
    return saying.day(value)


@register.filter
def day_short(value: Any) -> str:
    """A day without its year."""
    return saying.day(value, with_year=False)


@register.filter
def day_near(value: str, reference: str) -> str:
    """A day, with its year only where that is another than the one of ``reference``."""
    return saying.day(value, with_year=value[:4] != reference[:4])


@register.filter
def quarter(value: str) -> str:
    """A quarter of a year."""
    return saying.quarter(value)


@register.filter
def span(first: str, last: str) -> str:
    """From a day to a day."""
    return saying.span(first, last)


@register.filter
def month(value: Any) -> str:
    """A month with its year."""
    return saying.month(value)


@register.filter
def hour(value: str) -> str:
    """The time of the day in the owner's zone."""
    return saying.hour(value)


@register.filter
def number(value: float) -> str:
    """A number with the separators of the language."""
    return saying.number(value)


@register.filter
def percent(value: float | None) -> str:
    """A share (0 to 1) in percent."""
    return "" if value is None else vocabulary.percent(value)


@register.filter
def share(value: float) -> SafeString:
    """A share (0 to 1) in percent within a sentence, where "70%" keeps its order in any direction of writing.

    What is nearly nothing or nearly all is not said to be so: "<1%", ">99%".
    """
    shown = "<1%" if 0 < value < 0.005 else ">99%" if 0.995 <= value < 1 else percent(value)
    return format_html('<bdi dir="ltr">{}</bdi>', shown)


@register.filter
def closeness(value: float) -> SafeString:
    """A strength (0 to 1) within a sentence."""
    return format_html('<bdi class="nums">{}</bdi>', f"{value:.2f}")


@register.filter
def felt(value: int) -> str:
    """How close somebody feels (1 to 5), in words."""
    return str(words.FELT[value])


@register.filter
def rhythm(value: float | None) -> str:
    """A usual gap in words."""
    return words.rhythm_words(value)


@register.filter
def sure(value: float) -> str:
    """A confidence in words."""
    return words.sure_words(value)


@register.filter
def same_words(weight: float) -> str:
    """How likely two are one person."""
    return words.same_words(weight)


@register.filter
def signed(weight: float) -> SafeString:
    """What a piece of evidence adds or takes: "+12.0", "−4.5", so that a column of them can be
    added up by eye; it keeps its sign in front in any direction of writing.
    """
    shown = f"{abs(weight):.1f}"
    sign = "" if shown == "0.0" else "−" if weight < 0 else "+"
    return format_html('<bdi dir="ltr">{}{}</bdi>', sign, shown)


@register.filter
def word(code: str, table: str) -> str:
    """The word for a code of an answer: ``{{ person.circle|word:"circles" }}``."""
    return words.word_for(getattr(words, table.upper()), code)


@register.filter
def platform_of(format_name: str) -> str:
    """The platform of a format."""
    return words.platform_of(format_name)


@register.simple_tag
def tie_words(code: str, drifting: bool) -> str:
    """A tie in words beside its mark."""
    return words.tie_words(code, drifting)


@register.simple_tag
@functools.cache
def tie_mark(code: str, drifting: bool = False) -> SafeString:
    """The ring with its disc. A word always stands beside it."""
    kind = "" if code in DISCS else " unknown"
    disc = format_html('<circle class="disc" cx="10" cy="10" r="{}"/>', DISCS[code]) if code in DISCS else ""
    return format_html(
        '<svg class="tie-mark{}{}" viewBox="0 0 20 20" aria-hidden="true">'
        '<circle class="ring" cx="10" cy="10" r="9"/>{}</svg>',
        kind,
        " drifting" if drifting and disc else "",
        disc,
    )


@register.simple_tag
@functools.cache
def icon(name: str, *, turns: bool = False) -> SafeString:
    """An icon of the sprite; ``turns`` where it has a direction that right-to-left mirrors."""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        " turns" if turns else "",
        static("kithbook/icons.svg"),
        name,
    )


@register.simple_tag
def pips(confidence: float) -> SafeString:
    """Five small rings, as many filled as the verdict is sure."""
    lit = round(confidence * 5)
    ring = '<svg viewBox="0 0 12 12"><circle{} cx="6" cy="6" r="4.5"/></svg>'
    rings = "".join(ring.format(' class="on"' if place < lit else "") for place in range(5))
    return mark_safe(f'<span class="pips" aria-hidden="true">{rings}</span>')


@register.simple_tag
def bar(weight: float, largest: float) -> SafeString:
    """How much a reason adds or takes, as part of the largest one."""
    width = round(100 * abs(weight) / largest) if largest else 0
    return format_html(
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="10" rx="2"/>'
        '<rect class="{}" width="{}" height="10" rx="2"/></svg>',
        "con" if weight < 0 else "fill",
        max(2, width),
    )


@register.simple_tag
def bar_between(value: float, low: float, high: float) -> SafeString:
    """A share (0 to 1) as a bar, with the line of its interval."""
    return format_html(
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="10" rx="2"/>'
        '<rect class="fill" width="{}" height="10" rx="2"/><rect class="span" x="{}" width="{}" y="4" height="2"/>'
        "</svg>",
        *(f"{100 * part:.1f}" for part in (value, low, max(0.0, high - low))),
    )


@register.filter
def inline_svg(value: str) -> SafeString:
    """A chart drawn by the charts room: our own markup, in which every text was escaped."""
    return mark_safe(value)


@register.filter
def get(table: dict[str, Any], key: str) -> Any:
    """One entry of a table, or None."""
    return table.get(key)


@register.filter
def is_old(day: str) -> bool:
    """Whether what was seen until this day asks for a fresh export."""
    return clock.is_old(day)


@register.filter
def isolated(text: str) -> SafeString:
    """Text from outside within a sentence: it keeps its own direction."""
    return format_html("<bdi>{}</bdi>", text)


@register.filter
def translated(sentence: str) -> str:
    """A sentence that a format wrote in English, in the page's language."""
    return gettext(sentence) if sentence else ""


@register.filter
def chosen(name: str) -> str:
    """What was chosen while an import was read: "chat 7" is one of several chats."""
    return words.word_for(words.CHOSEN, name.partition(" ")[0])


@register.filter
def file_name(path: str) -> str:
    """The last part of a path: the folder in which a dropped file waits means nothing to its owner."""
    return path.rstrip("/").rpartition("/")[2]


@register.filter
def options(choice: Offered) -> Iterable[tuple[str, str, str]]:
    """Each option of a doubtful choice, what one line says, and the day that it would then mean.

    A sample reads "03/04/2016, 21:07 → 3 April 2016"; its day is written as the page's language does.
    """
    for option, sample in zip_longest(choice.options, choice.samples, fillvalue=""):
        written, _, meant = sample.partition(" → ")
        try:
            yield option, written, saying.day(datetime.strptime(meant, "%d %B %Y").date())  # noqa: DTZ007
        except ValueError:
            yield option, written, meant


@register.filter
def by_sort(formats: Iterable[FormatRow]) -> list[tuple[str, list[FormatRow]]]:
    """The formats by what they mostly bring, chats first."""
    found: dict[str, list[FormatRow]] = {sort: [] for sort in words.SORTS}
    for row in formats:
        found[row.sort].append(row)
    return [(sort, rows) for sort, rows in found.items() if rows]


@register.filter
def question(name: str) -> str:
    """What is asked about a doubtful choice: "chat 7" is about one of several chats."""
    return words.word_for(words.ASKED, name.partition(" ")[0])


@register.filter
def is_about_chat(name: str) -> bool:
    """Whether a doubtful choice is about a chat, whose options are told whole."""
    return name.startswith("chat ")


@register.filter
def each_column(columns: Offered) -> Iterable[tuple[str, str, list[str]]]:
    """Each column of a table, what it is taken for, and some of what it holds."""
    rows = [json.loads(row) for row in columns.samples]
    for column, meaning in json.loads(columns.value).items():
        yield column, meaning, [row[column] for row in rows if row.get(column)][:2]


@register.filter
def brings_anything(preview: Preview) -> bool:
    """Whether anything of an export is new to the book."""
    found = preview.found
    return any(count.new for count in (found.messages, found.encounters, found.pieces, found.tastes, found.people))


@register.filter
def whole(value: float | None) -> int:
    """A number without its fraction, for plurals."""
    return round(value or 0)


@register.filter
def as_draft(nudge: NudgeAnswer) -> DraftAnswer:
    """The draft of a suggestion, as the draft by itself is."""
    return DraftAnswer(
        nudge.person, nudge.situation, nudge.tone, 0, nudge.language, nudge.draft, open=nudge.open, asks=nudge.asks
    )


@register.filter
def favour(row: FavourRow) -> str:
    """Who gave, asked or promised what."""
    told = words.word_for(words.FAVOURS, row.kind)
    return str(words.FAVOUR_DEEDS[row.deed, row.by_me]).format(what=told)
