"""Pages as files: everything in one, no script, nothing from elsewhere; they open and print anywhere."""

import functools
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from kithbook.vocabulary.answers import GroupAnswer
from kithbook.web.stories import group_story

STYLES: Final = ("kithbook/kithbook.css", "kithbook/page.css", "kithbook/paper.css")


def report_page(answer: GroupAnswer, language: str) -> str:
    """The story of a group as one file."""
    with translation.override(language):
        return paper("kithbook/report.html", group_story(answer, live=False))


def paper(template: str, context: dict[str, Any]) -> str:
    """A template that extends `kithbook/paper.html` as a self-contained page in the language that is spoken now."""
    return render_to_string(template, context | {"styles": _styles()})


@functools.cache
def _styles() -> SafeString:
    """All stylesheets as one text; they hold nothing that ends a style element, and load nothing."""
    found = [finders.find(name) for name in STYLES]
    return mark_safe("\n".join(Path(str(path)).read_text(encoding="utf-8") for path in found))


def attachment(name: str) -> str:
    """The header by which a browser saves a page under ``name``, in any script (RFC 6266)."""
    return f"attachment; filename=\"kithbook.html\"; filename*=UTF-8''{quote(name)}"
