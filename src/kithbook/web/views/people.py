"""The list of people and the page of one: card, reasons, rhythm, timeline, circle, rest."""

from collections import Counter
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from kithbook import book
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import PersonAnswer, PersonRow
from kithbook.web.clock import now
from kithbook.web.middleware import owner
from kithbook.web.receipts import leave_receipt
from kithbook.web.saying import as_day
from kithbook.web.views import errors
from kithbook.web.views.card import facets
from kithbook.web.views.ties import on_page, quarters_svg
from kithbook.web.views.week import leave_touch_receipt, safe_next
from kithbook.web.words import CIRCLES, DEEDS, FAVOURS, WAYS

ORDER = ("core", "curated", "loose", "")
CHART_WIDTH = 720


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """People in their circles, fifty at a time; filters are fields of the address."""
    query = request.GET.get("q", "").strip()
    circle = request.GET.get("circle", "")
    drifting = bool(request.GET.get("drifting"))
    tag = request.GET.get("tag", "").strip()
    sort = "name" if request.GET.get("sort") == "name" else "tie"
    answer = book.people(
        query, circle=circle, drifting=drifting, tag=tag, sort=sort, page=page_number(request), now=now()
    )
    tag = next((word for word, _ in answer.tags if word.casefold() == tag.casefold()), tag)
    filters = {"q": query, "circle": circle, "drifting": drifting, "tag": tag, "sort": sort}
    circles = [("", list(answer.people))] if sort == "name" else in_circles(answer.people)
    names = Counter(row.name for row in answer.people)
    context = {
        "answer": answer,
        "circles": circles,
        "filters": filters,
        "all_circles": ORDER[:3],
        "namesakes": {name for name, count in names.items() if count > 1},
    }
    return render(request, "kithbook/people.html", context)


def in_circles(rows: tuple[PersonRow, ...]) -> list[tuple[str, list[PersonRow]]]:
    """The rows of one page by circle, the innermost first; within a circle the order stays."""
    ordered = sorted(rows, key=lambda row: ORDER.index(row.circle))
    return [(circle, list(members)) for circle, members in groupby(ordered, key=lambda row: row.circle)]


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Put the chosen people into a circle, let them rest, or put a tag on them or take it off."""
    chosen = [int(one) for one in request.POST.getlist("person") if one.isdecimal() and len(one) < 16]
    deed = request.POST.get("deed", "")
    if not chosen:
        raise Refused(say("Nobody was chosen. Tick the box beside a name first."))
    if deed in {"tag", "untag"}:
        return bulk_tag(request, chosen, deed)
    for person_id in chosen:
        if deed == "rest":
            book.rest(person_id, "always", now=now())
        else:
            book.set_circle(person_id, _circle(deed), now=now())
    text = (
        ngettext("{count} person may rest.", "{count} people may rest.", len(chosen))
        if deed == "rest"
        else ngettext("{count} person moved to: {circle}.", "{count} people moved to: {circle}.", len(chosen))
    )
    leave_receipt(request, text.format(count=len(chosen), circle=CIRCLES.get(deed, "")))
    return redirect("people")


def bulk_tag(request: HttpRequest, chosen: list[int], deed: str) -> HttpResponse:
    """Put a tag on the chosen people or take it off; the way back is for those whom it changed."""
    word = request.POST.get("word", "").strip()
    changed = book.tag(chosen, word) if deed == "tag" else book.untag(chosen, word)
    text = (
        ngettext("{count} person tagged: {word}.", "{count} people tagged: {word}.", len(changed))
        if deed == "tag"
        else ngettext("Taken off {count} person: {word}.", "Taken off {count} people: {word}.", len(changed))
    )
    back = [
        ("deed", "untag" if deed == "tag" else "tag"),
        ("word", word),
        *(("person", str(one.id)) for one in changed),
    ]
    undo = reverse("bulk") if changed else ""
    leave_receipt(request, text.format(count=len(changed), word=f"\u2068{word}\u2069"), undo, fields=back)
    return redirect("people")


@require_GET
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person: the tie with its reasons, the rhythm, the timeline with its search."""
    search = request.GET.get("q", "").strip()
    page = page_number(request)
    answer = book.person(person_id, now=now(), search=search, page=page)
    with_page = group_ids()
    context = {
        "answer": answer,
        "row": answer.person,
        "groups": [chat for chat in answer.chats if chat.id in with_page],
        "rhythm_svg": rhythm_chart(answer),
        "quarters_svg": quarters_svg(answer),
        "years": by_year(answer),
        "search": search,
        "owner_known": bool(owner(request).me),
        "page": page,
        "favours": None if answer.is_me else book.favours(f"#{person_id}", now=now()),
        "between": None if answer.is_me else book.between(f"#{person_id}"),
        "liked": () if answer.is_me else book.liked(person_id),
        "ways": WAYS,
        "kinds": FAVOURS,
        "deeds": DEEDS,
    }
    return render(request, "kithbook/person.html", context | on_page(answer) | facets(answer))


def group_ids() -> set[int]:
    """The chats that have a page of their own: groups, not talks between two."""
    return {row.group.id for row in book.groups(now=now()).groups}


def rhythm_chart(answer: PersonAnswer) -> str:
    """The picture of the weeks, or nothing where there is none to show."""
    if not answer.weeks:
        return ""
    direction = "rtl" if get_language_bidi() else "ltr"
    chart: str = book.rhythm_chart(answer, language=get_language() or "en", direction=direction, width=CHART_WIDTH)
    return chart


def by_year(answer: PersonAnswer) -> list[tuple[int, list[object]]]:
    """The timeline under the years of the owner's zone, newest first."""

    def year(moment: object) -> int:
        day = as_day(moment.at)  # type: ignore[attr-defined]
        return day.year if day else 0

    return [(one, list(moments)) for one, moments in groupby(answer.timeline, key=year)]


@require_POST
def log(request: HttpRequest, person_id: int) -> HttpResponse:
    """Keep what happened with this person."""
    text = request.POST.get("text", "").strip()
    try:
        touch = book.log((person_id,), text, now=now(), via=request.POST.get("via", ""))
    except Refused as refusal:
        return errors.refused(request, refusal, text=text)
    leave_touch_receipt(request, touch)
    return redirect("person", person_id=person_id)


@require_POST
def circle(request: HttpRequest, person_id: int) -> HttpResponse:
    """Put one person into a circle, or leave the choice to the book."""
    book.set_circle(person_id, _circle(request.POST.get("circle", "")), now=now())
    return redirect(safe_next(request) if request.POST.get("next") else reverse("person", args=[person_id]))


@require_POST
def rest(request: HttpRequest, person_id: int) -> HttpResponse:
    """Let one person rest, until a day or always; or end the rest."""
    until = request.POST.get("until", "")
    if until not in {"", "always"} and as_day(until) is None:
        raise Refused(say("That is no date. Choose a day, or “always”."))
    book.rest(person_id, until, now=now())
    leave_receipt(request, gettext("May rest.") if until else gettext("No longer resting."))
    return redirect("person", person_id=person_id)


@require_POST
def this_is_me(request: HttpRequest, person_id: int) -> HttpResponse:
    """Say that this person is the owner of the book; all ties are measured anew."""
    deed = book.this_is_me(f"#{person_id}", now=now())
    text = gettext("The book knows you now, and has measured all ties anew.")
    leave_receipt(request, text, reverse("undo-deed", args=[deed.id]))
    return redirect("week")


def page_number(request: HttpRequest) -> int:
    """The page asked for, from 1."""
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1


def _circle(name: str) -> str:
    if name not in ORDER:
        raise Refused(say("There is no circle of that name. Choose core, curated or loose."))
    return name
