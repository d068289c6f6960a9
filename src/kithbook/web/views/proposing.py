"""Would a new group hold? Choose people, and see what they share and who would talk."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kithbook import book
from kithbook.vocabulary import Refused
from kithbook.web.clock import now

PAIRS: Final = 20  # in view


@require_GET
def propose(request: HttpRequest) -> HttpResponse:
    """Who may be chosen, and the answer where some are; the choice is in the address, nothing is kept."""
    chosen = [int(each) for each in request.GET.getlist("who") if each.isdecimal() and len(each) < 10]
    names = [name.strip() for name in request.GET.get("names", "").replace("\n", ",").split(",") if name.strip()]
    answer, refused, status = None, None, 200
    if chosen or names:
        try:
            answer = book.propose([*chosen, *names], now=now())
        except Refused as reason:
            refused, status = reason, reason.status
    seats = answer.people if answer else ()
    offered = {one.person.id: one.person for one in book.circles(now=now()).people}
    offered |= {seat.person.id: seat.person for seat in seats}
    context = {
        "answer": answer,
        "refused": refused,
        "offered": list(offered.values()),
        "chosen": {seat.person.id for seat in seats} or set(chosen),
        "names": "" if answer else ", ".join(names),
        "pairs": answer.shared[:PAIRS] if answer else (),
    }
    return render(request, "kithbook/propose.html", context, status=status)
