"""The list of groups and the story of one: the verdict first, then what it rests on."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_GET, require_POST

from kithbook import book
from kithbook.vocabulary import Refused, say
from kithbook.web import paper
from kithbook.web.clock import now

CHART_WIDTH = 720
LARGEST_GROUP = 10_000_000


@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """All groups, those that wait for a decision first."""
    return render(request, "kithbook/groups.html", {"answer": book.groups(now=now())})


@require_GET
def group(request: HttpRequest, chat_id: int) -> HttpResponse:
    """One group: verdict, how sure, reasons, activity, participation, shortlist."""
    answer = book.group(chat_id, now=now())
    charts = book.charts_of_group(
        answer,
        language=get_language() or "en",
        direction="rtl" if get_language_bidi() else "ltr",
        width=CHART_WIDTH,
    )
    context = {"answer": answer, "group": answer.group, "charts": charts, "months": answer.activity[::-1]}
    return render(request, "kithbook/group.html", context)


@require_GET
def memories(request: HttpRequest, chat_id: int) -> HttpResponse:
    """The book of memories: a page to look at; ``?save`` sends it as a file, ``?hide`` leaves out names and texts.

    The page takes its stylesheet by a link, as the policy wants it; only in the file it is inside.
    """
    answer = book.memories(chat_id, now=now(), hide_names="hide" in request.GET)
    if "save" not in request.GET:
        return render(request, "kithbook/memories.html", paper.memories_context(answer))
    text = paper.memories_page(answer, get_language() or "en")
    name = re.sub(r"[^\w-]+", "-", answer.title).strip("-") or "memories"
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.html")
    return HttpResponse(text, headers={"Content-Disposition": disposition or "attachment"})


@require_POST
def size(request: HttpRequest, chat_id: int) -> HttpResponse:
    """Keep how many members the group says it has."""
    typed = request.POST.get("size", "").strip()
    if typed and not (typed.isdecimal() and 0 < int(typed[:9]) <= LARGEST_GROUP):
        raise Refused(say("The number of members must be a whole number. Leave it empty if you do not know it."))
    book.set_stated_size(chat_id, int(typed) if typed else None)
    return redirect("group", chat_id=chat_id)
