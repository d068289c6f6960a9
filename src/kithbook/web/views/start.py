"""First steps after the first import: who you are, what the group is worth, whom to keep, minutes, the first few."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kithbook import book
from kithbook.vocabulary import Refused
from kithbook.web.clock import now
from kithbook.web.middleware import owner
from kithbook.web.views import errors

STEPS = ("me", "verdict", "people", "minutes")
MINUTES = (10, 20, 30, 60)
MOST = 12  # people of the shortlist


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """One step; those that are done already are passed over."""
    wanted = request.GET.get("step", "")
    step = wanted if wanted in STEPS else STEPS[0]
    if step == "me" and owner(request).me:
        step = "verdict"
    groups = book.groups(now=now()).groups if step == "verdict" else ()
    if step == "verdict" and not groups:
        step = "people"
    following = STEPS[STEPS.index(step) + 1] if step != STEPS[-1] else ""
    context = {
        "step": step,
        "number": STEPS.index(step) + 1,
        "next": f"{reverse('start')}?step={following}" if following else reverse("week"),
        "group": groups[0] if groups else None,
        "people": book.people(now=now()).people[:MOST] if step == "people" else (),
        "minutes": MINUTES,
        "set_minutes": owner(request).minutes,
        "all_circles": ("core", "curated", "loose"),
    }
    return render(request, "kithbook/start.html", context)


@require_POST
def me(request: HttpRequest) -> HttpResponse:
    """Say which name is yours."""
    try:
        book.this_is_me(request.POST.get("name", "").strip(), now=now())
    except Refused as refusal:
        return errors.refused(request, refusal)
    return redirect(f"{reverse('start')}?step=verdict")


@require_POST
def minutes(request: HttpRequest) -> HttpResponse:
    """How many minutes a week there are; then the first few."""
    told = request.POST.get("minutes", "")
    if told.isdecimal() and len(told) < 6:
        book.change_settings(minutes=int(told))
    return redirect("week")
