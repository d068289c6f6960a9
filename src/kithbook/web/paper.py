"""Pages that are files of their own: the stylesheet is inside, nothing is fetched, no script runs, and they print."""

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString, mark_safe

from kithbook.vocabulary.answers import GroupAnswer, MemoriesAnswer
from kithbook.web.stories import group_story

STYLES: Final = ("kithbook/kithbook.css", "kithbook/page.css", "kithbook/paper.css")


def paper(template: str, context: Mapping[str, Any]) -> str:
    """One HTML file of its own from a ``template`` that extends kithbook/paper.html, in the language spoken now."""
    return render_to_string(template, {**context, "styles": _styles()})


def report_page(answer: GroupAnswer, language: str) -> str:
    """The story of a group as one HTML file; ``language`` is "en", "zh-hans" or "ar"."""
    with translation.override(language):
        return paper("kithbook/report.html", group_story(answer, live=False))


def memories_context(answer: MemoriesAnswer) -> dict[str, Any]:
    """What the template of a book of memories needs, on the page as in the file."""
    return {"memories": answer, "fullest": max((year.messages for year in answer.years), default=0)}


def memories_page(answer: MemoriesAnswer, language: str) -> str:
    """The book of memories of a group as one HTML file; ``language`` is "en", "zh-hans" or "ar"."""
    with translation.override(language):
        return paper("kithbook/memories.html", memories_context(answer))


def sent(page: str, title: str) -> HttpResponse:
    """A page as a file to save, under its title in any script, or "kithbook" if none of it may be in a name."""
    name = re.sub(r"[^\w-]+", "-", title).strip("-") or "kithbook"
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.html")
    return HttpResponse(page, headers={"Content-Disposition": disposition or "attachment"})


@functools.cache
def _styles() -> SafeString:
    """The stylesheets as one: our own files, in which no element can end."""
    found = [finders.find(name) for name in STYLES]
    return mark_safe("\n".join(Path(str(path)).read_text(encoding="utf-8") for path in found))
