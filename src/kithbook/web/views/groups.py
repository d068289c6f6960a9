"""The list of groups and the story of one: the verdict first, then what it rests on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_GET, require_POST

from kithbook import book
from kithbook.vocabulary import Refused, say
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


@require_POST
def size(request: HttpRequest, chat_id: int) -> HttpResponse:
    """Keep how many members the group says it has."""
    typed = request.POST.get("size", "").strip()
    if typed and not (typed.isdecimal() and 0 < int(typed[:9]) <= LARGEST_GROUP):
        raise Refused(say("The number of members must be a whole number. Leave it empty if you do not know it."))
    book.set_stated_size(chat_id, int(typed) if typed else None)
    return redirect("group", chat_id=chat_id)
