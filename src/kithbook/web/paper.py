"""Pages that are files of their own: the stylesheet is inside, nothing is fetched, no script runs, and they print."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from kithbook.vocabulary.answers import MemoriesAnswer

STYLES: Final = ("kithbook/kithbook.css", "kithbook/paper.css")


def paper(template: str, context: Mapping[str, Any], language: str) -> str:
    """One HTML file of its own from a ``template`` that extends kithbook/paper.html, in ``language``."""
    with translation.override(language):
        return render_to_string(template, {**context, "styles": _styles()})


def memories_context(answer: MemoriesAnswer) -> dict[str, Any]:
    """What the template of a book of memories needs, on the page as in the file."""
    return {"memories": answer, "fullest": max((year.messages for year in answer.years), default=0)}


def memories_page(answer: MemoriesAnswer, language: str) -> str:
    """The book of memories of a group as one HTML file; ``language`` is "en", "zh-hans" or "ar"."""
    return paper("kithbook/memories.html", memories_context(answer), language)


@functools.cache
def _styles() -> SafeString:
    """The stylesheets as one: our own files, in which no element can end."""
    found = [finders.find(name) for name in STYLES]
    return mark_safe("\n".join(Path(str(path)).read_text(encoding="utf-8") for path in found))
