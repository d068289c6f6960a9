"""Search through everything that was said, and the palette that finds or does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kithbook import book
from kithbook.vocabulary.answers import SearchAnswer
from kithbook.web.clock import now
from kithbook.web.views.people import page_number

SHOWN_IN_PALETTE = 6


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Messages that hold all the words, newest first, and people whose name fits."""
    words = request.GET.get("q", "").strip()
    empty = SearchAnswer(words, (), (), 0)
    answer = book.search(words, page=page_number(request)) if words else empty
    return render(request, "kithbook/search.html", {"answer": answer})


@require_GET
def palette(request: HttpRequest) -> HttpResponse:
    """What fits the first letters: people, groups, a search through the messages, and what one can do."""
    typed = request.GET.get("q", "").strip()
    people = book.people(typed, now=now()).people[:SHOWN_IN_PALETTE] if typed else ()
    folded = typed.casefold()
    groups = [row.group for row in book.groups(now=now()).groups if typed and folded in row.group.title.casefold()][
        :SHOWN_IN_PALETTE
    ]
    return render(request, "kithbook/parts/palette.html", {"typed": typed, "people": people, "groups": groups})
