"""How close, what lies ahead, and how good that is: your own word on a person, the circles, the tested numbers."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext
from django.views.decorators.http import require_GET, require_POST

from kithbook import book
from kithbook.vocabulary.answers import Bin, CirclesAnswer, PersonAnswer, Tested
from kithbook.web.clock import now
from kithbook.web.middleware import owner
from kithbook.web.receipts import leave_receipt
from kithbook.web.words import FELT, LAYERS

HORIZON: Final = 90  # days of the forecast that is told as a sentence
IN_CIRCLES: Final = ("core", "curated", "loose")
HALF: Final = 0.5


def on_page(answer: PersonAnswer) -> dict[str, Any]:
    """What the page of a person shows of the tie beside the answer."""
    ahead = answer.ahead
    forecasts = () if ahead is None else ahead.forecasts
    return {
        "largest": _largest(answer.reasons),
        "felt_words": FELT,
        "ahead": ahead,
        "main": next((one for one in forecasts if one.days == HORIZON), None),
        "horizons": [one for one in forecasts if one.days != HORIZON],
        "largest_ahead": 0 if ahead is None else _largest(ahead.reasons),
        "late": ahead is not None and bool(ahead.latest) and ahead.latest < ahead.as_of,
        "all_circles": IN_CIRCLES,
    }


def quarters_svg(answer: PersonAnswer) -> str:
    """The picture of the quarters, or nothing where there is none to show."""
    chart: str = book.quarters_chart(answer, **_speaking()) if answer.quarters else ""
    return chart


@require_POST
def familiarity(request: HttpRequest, person_id: int) -> HttpResponse:
    """Keep how close somebody feels, from 1 to 5, or leave it to the book; the book refuses anything else."""
    given = request.POST.get("value", "")
    told = book.describe(person_id, "familiarity", given, now=now())
    text = gettext("Left to the book.") if not given else gettext("Kept: {felt}.").format(felt=FELT[int(told.value)])
    undo = reverse("familiarity", args=[person_id])
    receipt = leave_receipt(request, text, undo, told.person.name, [("value", told.before)])
    if not request.headers.get("HX-Request"):
        return redirect(reverse("person", args=[person_id]) + "#tie")
    del request.session["receipt"]
    answer = book.person(person_id, now=now())
    context = {"answer": answer, "row": answer.person, "receipt": receipt, "swapped": True}
    return render(request, "kithbook/parts/tie.html", context | on_page(answer))


@require_GET
def circles(request: HttpRequest) -> HttpResponse:
    """Who stands in which circle, the gaps between, and who came closer or drifted."""
    answer = book.circles(now=now())
    context = {
        "answer": answer,
        "chart": book.standing_chart(answer, **_speaking()) if answer.people else "",
        "parts": _parts(answer),
        "layers": [(LAYERS[layer.usual], layer) for layer in answer.layers if layer.usual in LAYERS],
        "all_circles": IN_CIRCLES,
        "owner_known": bool(owner(request).me),
    }
    return render(request, "kithbook/circles.html", context)


def _parts(answer: CirclesAnswer) -> list[tuple[str, list[dict[str, Any]]]]:
    """The people by circle, in the order in which they stand, each with the gap that follows."""
    gaps = {gap.rank: gap for gap in answer.gaps}
    found: dict[str, list[dict[str, Any]]] = {}
    for rank, one in enumerate(answer.people, 1):
        row = {"rank": rank, "one": one, "gap": gaps.get(rank) if rank < len(answer.people) else None}
        found.setdefault(one.circle, []).append(row)
    return [(circle, found[circle]) for circle in (*IN_CIRCLES, "") if circle in found]


@require_GET
def numbers(request: HttpRequest) -> HttpResponse:
    """How good the numbers are, tested on the book's own past."""
    answer = book.numbers(now=now())
    tests = [_test(tested) for tested in answer.tests]
    context = {"answer": answer, "tests": tests, "owner_known": bool(owner(request).me)}
    return render(request, "kithbook/numbers.html", context)


def _test(tested: Tested) -> dict[str, Any]:
    return {
        "tested": tested,
        "telling": telling(tested.bins),
        "chart": book.calibration_chart(tested, **_speaking()) if tested.bins else "",
        "rivals": [(name, auc) for name, auc in tested.rivals if auc is not None],
        "main": tested.days == HORIZON,
    }


def telling(bins: tuple[Bin, ...]) -> Bin | None:
    """The group of forecasts that one sentence tells of: the largest of those that said "rather silent", else of all."""
    likely = [one for one in bins if one.said >= HALF and one.count]
    return max(likely or [one for one in bins if one.count], key=lambda one: one.count, default=None)


def _largest(reasons: tuple[Any, ...]) -> float:
    return max((abs(reason.weight) for reason in reasons), default=0.0)


def _speaking() -> dict[str, str]:
    return {"language": get_language() or "en", "direction": "rtl" if get_language_bidi() else "ltr"}
