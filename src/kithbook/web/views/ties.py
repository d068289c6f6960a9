"""How close, what lies ahead, and how good that is: your own word on a person, the circles, the tested numbers."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext
from django.views.decorators.http import require_GET, require_POST

from kithbook import book
from kithbook.vocabulary import Said
from kithbook.vocabulary.answers import Ahead, CirclesAnswer, PersonAnswer, Tested
from kithbook.web.clock import now
from kithbook.web.middleware import owner
from kithbook.web.receipts import leave_receipt
from kithbook.web.words import FELT, LAYERS

HORIZON: Final = 90  # days of the forecast that is told as a sentence
IN_CIRCLES: Final = ("core", "curated", "loose")
HALF: Final = 0.5
YEARS: Final = 3  # an interval whose end is further away has no end that means anything
SHOWN: Final = 6  # reasons in view; the rest are one unfold away
LEAST: Final = 0.005  # a reason that adds or takes less is left out


def on_page(answer: PersonAnswer) -> dict[str, Any]:
    """What the page of a person shows of the tie beside the answer."""
    ahead = answer.ahead
    reasons = [reason for reason in answer.reasons if abs(reason.weight) >= LEAST]
    forecasts = () if ahead is None else ahead.forecasts
    return {
        "largest": _largest(answer.reasons),
        "reasons": reasons[:SHOWN],
        "more_reasons": reasons[SHOWN:],
        "felt_words": FELT,
        "ahead": ahead,
        "main": next((one for one in forecasts if one.days == HORIZON), None),
        "horizons": [one for one in forecasts if one.days != HORIZON],
        "largest_ahead": 0 if ahead is None else _largest(ahead.reasons),
        "endless": ahead is not None and _years(ahead) > YEARS,
        "late": ahead is not None and bool(ahead.latest) and ahead.latest < ahead.as_of,
        "all_circles": IN_CIRCLES,
    }


def _years(ahead: Ahead) -> int:
    """How many years away the end of the interval of the next contact is."""
    return int(ahead.latest[:4]) - int(ahead.as_of[:4]) if ahead.latest and ahead.as_of else 0


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
    """The people by circle, with the place by strength, which a choice of yours does not change, and the gap after."""
    order = sorted(answer.people, key=lambda one: -one.strength)
    places = {one.person.id: place for place, one in enumerate(order, 1)}
    strengths = [one.strength for one in order]
    # Gaps further out than anybody who is shown are left out.
    gaps = {sum(value >= gap.before for value in strengths): gap for gap in answer.gaps if gap.before in strengths}
    found: dict[str, list[dict[str, Any]]] = {}
    for one in answer.people:
        place = places[one.person.id]
        found.setdefault(one.circle, []).append({"place": place, "one": one, "gap": gaps.get(place)})
    return [(circle, found[circle]) for circle in (*IN_CIRCLES, "") if circle in found]


@require_GET
def numbers(request: HttpRequest) -> HttpResponse:
    """How good the numbers are, tested on the book's own past."""
    answer = book.numbers(now=now())
    tests = [_test(tested, said) for tested, said in zip(answer.tests, answer.says, strict=False)]
    context = {
        "answer": answer,
        "tests": sorted(tests, key=lambda test: not test["main"]),  # first the horizon that is told of each person
        "says": answer.says[len(tests) :],
        "owner_known": bool(owner(request).me),
    }
    return render(request, "kithbook/numbers.html", context)


def _test(tested: Tested, said: Said) -> dict[str, Any]:
    return {
        "tested": tested,
        "says": said,
        "chart": book.calibration_chart(tested, **_speaking()) if tested.bins else "",
        "above": _above(tested.auc),
        "rivals": [{"name": name, "auc": auc, "above": _above(auc)} for name, auc in tested.rivals if auc is not None],
        "main": tested.days == HORIZON,
    }


def _above(auc: float | None) -> float:
    """How far above guessing."""
    return max(0.0, (auc or 0.0) - HALF)


def _largest(reasons: tuple[Any, ...]) -> float:
    return max((abs(reason.weight) for reason in reasons), default=0.0)


def _speaking() -> dict[str, str]:
    return {"language": get_language() or "en", "direction": "rtl" if get_language_bidi() else "ltr"}
