"""Puts a `Said` into plain words of the language that is spoken now, and keeps one in a column of text.

For what an answer holds as text: the page speaks its reader's language while it asks, the command line English.
"""

import json
from typing import Final

from babel import Locale
from babel.dates import format_date
from django.utils import translation

from kithbook.vocabulary import Said, fill

LOCALES: Final = {"en": Locale("en", "GB"), "zh-hans": Locale("zh", "CN", script="Hans"), "ar": Locale("ar")}


def locale(language: str) -> Locale:
    """The locale of one of the book's languages, English for any other."""
    return LOCALES.get(language, LOCALES["en"])


def told(said: Said | str, language: str = "") -> str:
    """A sentence as text, in ``language`` or else the one that is spoken now; plain text stays as it is.

    >>> from kithbook.vocabulary import say
    >>> told(say("joined {title}", title="Kiln Club"))
    'joined Kiln Club'
    """
    if isinstance(said, str):
        return said
    language = language or translation.get_language() or "en"
    with translation.override(language):
        if said.many and said.count is not None:
            template = translation.ngettext(said.one, said.many, said.count)
        else:
            template = translation.gettext(said.one)
    values = said.values if said.count is None else said.values | {"count": said.count}
    shown = {
        name: format_date(value, "long", locale=locale(language)) if hasattr(value, "isoformat") else value
        for name, value in values.items()
    }
    return fill(template, shown)


def kept(said: Said) -> str:
    """A sentence as text that `again` reads, so that it can be told in whatever language is spoken then."""
    values = {name: value if isinstance(value, int | float) else str(value) for name, value in said.values.items()}
    return json.dumps({"one": said.one, "many": said.many, "count": said.count, "values": values}, ensure_ascii=False)


def again(text: str) -> Said | str:
    """What `kept` has made a text of; any other text is given back.

    >>> from kithbook.vocabulary import say
    >>> str(again(kept(say("joined {title}", title="Kiln Club")))), again("as it was")
    ('joined Kiln Club', 'as it was')
    """
    if not text.startswith('{"one":'):
        return text
    found = json.loads(text)
    return Said(found["one"], found["many"], found["count"], **found["values"])
