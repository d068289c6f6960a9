"""Tags and filters of a person's card: its words, and addresses that lead out of the page."""

from urllib.parse import urlencode

from django import template

from kithbook.vocabulary.answers import Origin, ValueRow
from kithbook.web import card_words
from kithbook.web.words import word_for

register = template.Library()


@register.filter
def field_word(kind: str) -> str:
    """What a field of a card is called."""
    return word_for(card_words.FIELDS, kind)


@register.filter
def relation_word(kind: str) -> str:
    """What the other is to the person whose card it is."""
    return word_for(card_words.RELATIONS, kind)


@register.filter
def script_word(script: str) -> str:
    """What a script is called."""
    return word_for(card_words.SCRIPTS, script)


@register.filter
def origin_words(told: Origin) -> str:
    """Where something came from, and when."""
    return card_words.origin(told)


@register.filter
def example_of(kind: str) -> str:
    """How a value of this kind is written, where that is worth a hint."""
    return str(card_words.EXAMPLES.get(kind, ""))


@register.filter
def value_shown(value: ValueRow) -> str:
    """A value as it is read: languages by their name, days written out."""
    return card_words.shown(value.kind, value.value)


@register.filter
def value_typed(value: ValueRow) -> str:
    """A value as one would type it."""
    return card_words.language(value.value) if value.kind == "language" else value.value


@register.filter
def tag_query(word: str) -> str:
    """The part of an address that leaves only the people of a tag."""
    return urlencode({"tag": word})


@register.filter
def href(value: ValueRow) -> str:
    """The address that reaches somebody, or ""; nothing but a number, a mail address or a page becomes one."""
    if value.kind == "phone":
        digits = "".join(sign for sign in value.value if sign.isascii() and (sign.isdigit() or sign == "+"))
        return f"tel:{digits}" if digits else ""
    if value.kind == "mail":
        return f"mailto:{value.value}" if "@" in value.value else ""
    return value.value if value.kind == "link" and value.value.lower().startswith(("https://", "http://")) else ""
