"""The list of groups and the story of one: the verdict first, then what it rests on, then the way out."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_POST

from kithbook import book
from kithbook.vocabulary import ANSWERS, Refused, say
from kithbook.vocabulary.answers import FEELINGS, PURPOSES, GroupAnswer
from kithbook.web import paper, words
from kithbook.web.clock import now, today
from kithbook.web.receipts import leave_receipt
from kithbook.web.stories import group_story

LARGEST_GROUP: Final = 10_000_000


@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """All groups, those that wait for a decision first."""
    return render(request, "kithbook/groups.html", {"answer": book.groups(now=now())})


@require_GET
def group(request: HttpRequest, chat_id: int) -> HttpResponse:
    """One group: verdict, reasons, what was said and tried, its circles, whom to keep, the way out."""
    answer = book.group(chat_id, now=now())
    return render(request, "kithbook/group.html", group_story(answer, live=True) | _forms(answer))


def _forms(answer: GroupAnswer) -> dict[str, Any]:
    """What the forms of the page offer."""
    return {
        "purposes": [("", gettext("Not said")), *((code, words.PURPOSES[code]) for code in PURPOSES)],
        "feelings": [("", gettext("Not said")), *((code, words.FEELINGS[code]) for code in FEELINGS)],
        "ends": [(code, words.VERDICTS[code]) for code in ANSWERS[:-1]],
        "ending": answer.words.choice or answer.verdict.answer,
        "today": today().isoformat(),
    }


@require_GET
def memories(request: HttpRequest, chat_id: int) -> HttpResponse:
    """The book of memories: a page to look at; ``?save`` sends it as a file, ``?hide`` leaves out names and texts.

    The page takes its stylesheet by a link, as the policy wants it; only in the file it is inside.
    """
    answer = book.memories(chat_id, now=now(), hide_names="hide" in request.GET)
    if "save" not in request.GET:
        return render(request, "kithbook/memories.html", paper.memories_context(answer))
    return paper.sent(paper.memories_page(answer, get_language() or "en"), answer.title)


@require_POST
def size(request: HttpRequest, chat_id: int) -> HttpResponse:
    """Keep how many members the group says it has."""
    typed = request.POST.get("size", "").strip()
    if typed and not (typed.isdecimal() and 0 < int(typed[:9]) <= LARGEST_GROUP):
        raise Refused(say("The number of members must be a whole number. Leave it empty if you do not know it."))
    book.set_stated_size(chat_id, int(typed) if typed else None)
    return redirect("group", chat_id=chat_id)


@require_POST
def say_words(request: HttpRequest, chat_id: int) -> HttpResponse:
    """Keep what the group is for, how it feels, which end it shall have, whether nothing is asked of it."""
    given = request.POST.get
    free = given("ask_free")
    book.say_of_group(
        chat_id,
        purpose=given("purpose"),
        feeling=given("feeling"),
        choice=given("choice"),
        ask_free=None if free is None else free == "1",
        now=now(),
    )
    return redirect(reverse("group", args=[chat_id]) + ("#way-out" if "choice" in request.POST or free else ""))


@require_POST
def plan(request: HttpRequest, chat_id: int) -> HttpResponse:
    """Keep the ticks of the plan as they stand on the page."""
    known, done = request.POST.getlist("step"), request.POST.getlist("done")
    book.tick(chat_id, done, [key for key in known if key not in done], now=now())
    return redirect(reverse("group", args=[chat_id]) + "#way-out")


@require_POST
def tell(request: HttpRequest, chat_id: int) -> HttpResponse:
    """Keep an attempt to wake the group."""
    book.tell_attempt(chat_id, request.POST.get("on", ""), request.POST.get("what", ""), now=now())
    return redirect(reverse("group", args=[chat_id]) + "#s-tried")


@require_POST
def untell(request: HttpRequest, chat_id: int, number: int) -> HttpResponse:
    """Take an attempt back."""
    book.untell_attempt(chat_id, number, now=now())
    leave_receipt(request, gettext("Taken back."))
    return redirect(reverse("group", args=[chat_id]) + "#s-tried")


@require_GET
def report(request: HttpRequest, chat_id: int) -> HttpResponse:
    """The story of a group as one file, without names where they are to be hidden."""
    answer = book.group(chat_id, now=now())
    hide = "hide" in request.GET
    page = paper.report_page(book.hidden(answer) if hide else answer, get_language() or "en")
    return paper.sent(page, "" if hide else answer.group.title)
