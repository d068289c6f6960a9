"""Who is who: the pairs that may be one person, one answer each; many at once; and the way back from all of it."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from kithbook import book
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import AcceptAnswer, DeedAnswer, PairAnswer, Side
from kithbook.web import card_words
from kithbook.web.clock import now
from kithbook.web.receipts import leave_receipt
from kithbook.web.security import WORKER_KEY
from kithbook.web.views import errors
from kithbook.web.views.people import page_number

ANSWERS: Final = ("same", "apart", "later")
# What is compared side by side; the rest of what is known tells nothing about who somebody is.
COMPARED: Final = ("phone", "mail", "link", "nickname", "other_name", "organisation", "role", "place", "birthday")
SHOWN: Final = 6  # values of one kind on one side
MOST: Final = 5000  # deeds that are taken back at once
LIKELY: Final = 9.0  # bits: the weight that is offered first for many at once, odds of 500 to 1


class Line(NamedTuple):
    """One line of the comparison: what it is about, and the values of both sides, each with whether both have it."""

    about: str
    a: list[tuple[str, bool]]
    b: list[tuple[str, bool]]


class Shown(NamedTuple):
    """A pair with its comparison."""

    pair: PairAnswer
    lines: list[Line]


@require_GET
def review(request: HttpRequest) -> HttpResponse:
    """The pairs of one page, the current one loud; below what the book joined by itself, and what you said."""
    answer = book.review(page=page_number(request))
    context = {
        "answer": answer,
        "pairs": shown(answer.pairs),
        "left": answer.total - len(answer.pairs),
        "chosen": chosen(answer.above),
    }
    return render(request, "kithbook/review.html", context)


@require_GET
def more(request: HttpRequest) -> HttpResponse:
    """The next pairs, without those that the page has already; they come before it runs out of cards."""
    if not request.headers.get("HX-Request"):
        return redirect("review")
    here = set(request.GET.getlist("shown"))
    answer = book.review(page=1)
    pairs = [pair for pair in answer.pairs if str(pair.id) not in here]
    while not pairs and answer.page < answer.pages:
        answer = book.review(page=answer.page + 1)
        pairs = [pair for pair in answer.pairs if str(pair.id) not in here]
    context = {"answer": answer, "pairs": shown(pairs), "left": answer.total - len(here) - len(pairs)}
    return render(request, "kithbook/parts/pairs.html", context)


@require_POST
def decide(request: HttpRequest, pair_id: int) -> HttpResponse:
    """The same, not the same, later: the card becomes a receipt with a way back."""
    given = request.POST.get("answer", "")
    if given not in ANSWERS:
        raise Refused(say("There is no such answer. Choose same, apart or later."))
    sure = request.POST.get("sure") == "1"
    try:
        deed = book.decide(pair_id, given, now=now(), sure=sure)
    except Refused as refusal:
        return not_decided(request, refusal, pair_id, ask=given == "same" and refusal.status == 409 and not sure)
    if deed is None:
        text, names = gettext("Later. It comes back at the end."), request.POST.getlist("name")[:2]
        return decided(request, text, names)
    settle_soon(request)
    text = gettext("One person now.") if given == "same" else gettext("Not the same. The book will not ask again.")
    return decided(request, text, deed.names, deed, pair_id)


def decided(
    request: HttpRequest, text: str, names: Iterable[str], deed: DeedAnswer | None = None, pair_id: int = 0
) -> HttpResponse:
    """The receipt of a deed, in place of its card or on the next page."""
    # Names of two scripts in one line: each is isolated, so that neither turns the other round.
    named = " · ".join(f"\u2068{name[:90]}\u2069" for name in names)
    undo = reverse("undo-deed", args=[deed.id]) if deed else ""
    if request.headers.get("HX-Request"):
        receipt = {"text": text, "undo": undo, "name": named, "pair": pair_id}
        return render(request, "kithbook/parts/decided.html", {"receipt": receipt})
    leave_receipt(request, text, undo, named)
    return redirect("review")


def not_decided(request: HttpRequest, refusal: Refused, pair_id: int, *, ask: bool) -> HttpResponse:
    """What stands against an answer: asked once more where you may say so all the same; else said in its place."""
    swap = bool(request.headers.get("HX-Request"))
    context = {"says": refusal.says, "pair_id": pair_id, "names": request.POST.getlist("name")[:2]}
    if ask:
        template = "kithbook/parts/sure.html" if swap else "kithbook/review-sure.html"
        response = render(request, template, context, status=refusal.status)
        response.headers["HX-Retarget"] = f"#pair-{pair_id} .ask"
        response.headers["HX-Reswap"] = "innerHTML"
        return response
    if swap and refusal.status in (400, 404):  # what was said since has answered it: the card has nothing to ask
        receipt = {"text": refusal.says}
        return render(request, "kithbook/parts/decided.html", {"receipt": receipt}, status=refusal.status)
    return errors.refused(request, refusal)


@require_POST
def undo(request: HttpRequest, deed_id: int) -> HttpResponse:
    """Take back something that you said; the card comes back where its receipt is."""
    book.undo_deed(deed_id, now=now())
    settle_soon(request)
    if not request.headers.get("HX-Request"):
        leave_receipt(request, gettext("Taken back. Everybody is as before."))
        return redirect("review")
    asked = request.POST.get("pair", "")
    try:
        [again] = shown([book.one_pair(int(asked) if asked.isdecimal() and len(asked) < 16 else 0)])
    except Refused:  # of a deed that no card stands for, or whose pair the book has weighed anew since
        receipt = {"text": gettext("Taken back. Everybody is as before.")}
        return render(request, "kithbook/parts/decided.html", {"receipt": receipt})
    return render(request, "kithbook/parts/pair.html", {"one": again, "first": True})


@require_POST
def split(request: HttpRequest, handle_id: int) -> HttpResponse:
    """Not the same: part a handle from those with which the book joined it."""
    deed = book.split(handle_id, now=now())
    settle_soon(request)
    text, person = gettext("Not the same. The book will not join them again."), request.POST.get("person", "")
    done = decided(request, text, deed.names, deed)
    # from the page of a person one stays there
    return redirect("person", int(person)) if person.isdecimal() and len(person) < 16 else done


@require_GET
def look(request: HttpRequest) -> HttpResponse:
    """Which pairs would be joined above a weight, before anything is."""
    answer = book.accept(weight_of(request.GET.get("weight", "")), now=now(), dry_run=True)
    return render(request, "kithbook/review-accept.html", {"answer": answer, "seen": seen(answer)})


@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Join the pairs that were looked at. Where others have come in between, they are shown first."""
    weight = weight_of(request.POST.get("weight", ""))
    answer = book.accept(weight, now=now(), dry_run=True)
    if seen(answer) != request.POST.get("seen", ""):
        context = {"answer": answer, "seen": seen(answer), "changed": True}
        return render(request, "kithbook/review-accept.html", context, status=409)
    answer = book.accept(weight, now=now())
    settle_soon(request)
    return redirect(f"{reverse('accepted')}?deeds={as_ranges(answer.deeds)}")


@require_GET
def accepted(request: HttpRequest) -> HttpResponse:
    """What was joined at once, as far as it was not taken back since, and the way back from all of it."""
    wanted = set(from_ranges(request.GET.get("deeds", "")))
    deeds = [deed for deed in book.deeds(MOST) if deed.id in wanted]
    return render(request, "kithbook/review-accepted.html", {"deeds": deeds})


@require_POST
def undo_all(request: HttpRequest) -> HttpResponse:
    """Take back what was joined at once, the last first."""
    for deed_id in reversed(from_ranges(request.POST.get("deeds", ""))):
        try:
            book.undo_deed(deed_id, now=now())
        except Refused:
            continue  # taken back one by one before
    settle_soon(request)
    leave_receipt(request, gettext("Taken back. Everybody is as before."))
    return redirect("review")


def as_ranges(ids: Iterable[int]) -> str:
    """Numbers as they go into an address: "4-90.95"."""
    found: list[list[int]] = []
    for one in sorted(ids):
        if found and found[-1][1] == one - 1:
            found[-1][1] = one
        else:
            found.append([one, one])
    return ".".join(f"{first}-{last}" if first != last else str(first) for first, last in found)


def from_ranges(text: str) -> list[int]:
    """The numbers of `as_ranges`, at most MOST of them; what is none is left out."""
    found: list[int] = []
    for part in text.split("."):
        first, _, last = part.partition("-")
        if first.isdecimal() and (last or first).isdecimal() and len(part) < 24:
            begin = int(first)
            found += range(begin, min(int(last or first), begin + MOST) + 1)
    return found[:MOST]


def seen(answer: AcceptAnswer) -> str:
    """The pairs that somebody looks at, by their handles: the numbers of pairs change when the book looks again."""
    return ",".join(sorted(f"{pair.a.handle}-{pair.b.handle}" for pair in answer.pairs))


def weight_of(text: str) -> float:
    """A weight from a form. Raises Refused where it is no number."""
    try:
        weight = float(text)
    except ValueError:
        weight = float("nan")
    if not -1000 < weight < 1000:
        raise Refused(say("The weight must be a number, such as 9. Choose one from the list."))
    return weight


def chosen(above: Iterable[tuple[float, int]]) -> float | None:
    """The weight that is offered first: the least that is still beyond reasonable doubt, else the largest."""
    weights = sorted(weight for weight, _ in above)
    return next((weight for weight in weights if weight >= LIKELY), weights[-1] if weights else None)


def settle_soon(request: HttpRequest) -> None:
    """Let the worker look at the book anew once you pause; without one (under another server) it is done at once."""
    worker = request.META.get(WORKER_KEY)
    if worker is None:
        book.settle(now=now())
    else:
        worker.settle_soon()


def shown(pairs: Iterable[PairAnswer]) -> list[Shown]:
    """Each pair with what both sides are known by, line by line."""
    return [Shown(pair, lines(pair.a, pair.b)) for pair in pairs]


def lines(a: Side, b: Side) -> list[Line]:
    """What is known of either, the same kind beside each other; chats come last."""
    found = []
    for about in (*COMPARED, "chats"):
        mine, theirs = values(a, about), values(b, about)
        both = {bare(value) for value in mine} & {bare(value) for value in theirs}
        if mine or theirs:
            marked = [
                [(card_words.shown(about, value), bare(value) in both) for value in side[:SHOWN]]
                for side in (mine, theirs)
            ]
            found.append(Line(about, *marked))
    return found


def values(side: Side, about: str) -> list[str]:
    """What one side has of a kind."""
    if about == "chats":
        return [chat.name for chat in side.chats]
    return list(dict.fromkeys(value for kind, value in side.known if kind == about))


def bare(value: str) -> str:
    """A value without case, spaces and signs, to mark what both sides have."""
    return "".join(letter for letter in value.casefold() if letter.isalnum())
