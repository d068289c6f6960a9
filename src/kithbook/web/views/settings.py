"""What the owner sets: minutes a week, time zone, country, language, theme."""

import functools
import zoneinfo

from babel import Locale
from django import forms
from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from kithbook import book
from kithbook.vocabulary import Refused, say
from kithbook.web import words
from kithbook.web.clock import now
from kithbook.web.middleware import owner
from kithbook.web.receipts import leave_receipt

THEMES = [
    ("auto", gettext_lazy("As this machine")),
    ("light", gettext_lazy("Light")),
    ("dark", gettext_lazy("Dark")),
]
MINUTES_OF_A_WEEK = 7 * 24 * 60


@functools.cache
def zones() -> list[tuple[str, str]]:
    """Every time zone that this machine knows: read from its files once."""
    return [(name, name) for name in sorted(zoneinfo.available_timezones())]


def countries() -> list[tuple[str, str]]:
    """The countries that have telephone numbers of their own, by name in the language of the page."""
    names = Locale.parse(translation.get_language() or "en", sep="-").territories
    told = sorted((names.get(code, code), code) for code in book.regions())
    return [("", gettext("As the time zone says")), *((code, name) for name, code in told)]


class SettingsForm(forms.Form):
    """The fields of the page, checked."""

    minutes = forms.IntegerField(min_value=0, max_value=MINUTES_OF_A_WEEK)
    zone = forms.ChoiceField(choices=zones)
    region = forms.ChoiceField(choices=countries, required=False)
    language = forms.ChoiceField(choices=django_settings.LANGUAGES)
    theme = forms.ChoiceField(choices=THEMES)


def settings(request: HttpRequest) -> HttpResponse:
    """Show the settings, or keep what was changed."""
    now_set = owner(request)
    language = now_set.language or translation.get_language()
    initial = {"minutes": now_set.minutes, "zone": now_set.zone, "language": language, "theme": now_set.theme}
    initial["region"] = now_set.region
    form = SettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        book.change_settings(**form.cleaned_data)
        request.session["language"] = form.cleaned_data["language"]
        with translation.override(form.cleaned_data["language"]):
            leave_receipt(request, gettext("Kept."))
        return redirect("settings")
    context = {"form": form, "me": now_set.me, "model": book.model_settings()}
    context["calendar"] = request.build_absolute_uri(reverse("calendar", args=[book.calendar_secret()]))
    return render(request, "kithbook/settings.html", context)


@require_POST
def model(request: HttpRequest) -> HttpResponse:
    """Set up the language model that may polish a draft, or do without."""
    if request.POST.get("deed") == "off":
        book.unset_model()
    else:
        book.set_model(request.POST.get("url", ""), request.POST.get("name", ""), request.POST.get("names") == "yes")
    leave_receipt(request, gettext("Kept."))
    return redirect("settings")


def intention(request: HttpRequest) -> HttpResponse:
    """What the owner wants from the people they know, how often, and when there shall be quiet."""
    if request.method == "POST":
        told = request.POST
        many = told.get("many", "").strip()
        rhythms = {circle: _rhythm(told, circle) for circle in ("core", "curated", "loose")}
        quiet = [(told.get("first", ""), told.get("last", "") or told.get("first", ""))] if told.get("first") else []
        kept = [tuple(each.split("/", 1)) for each in told.getlist("quiet") if "/" in each]
        book.intend(
            text=told.get("words", ""),
            wants=told.getlist("want"),
            many=int(many) if many.isdecimal() and len(many) < 7 else 0,
            places=told.get("places", "").replace("，", ",").replace("،", ",").split(","),
            rhythms=rhythms,
            quiet=[*kept, *quiet],
        )
        leave_receipt(request, gettext("Kept."))
        return redirect("intention")
    return render(request, "kithbook/intention.html", {"said": book.intention(), "wants": words.WANTS})


def _rhythm(told: QueryDict, circle: str) -> tuple[int | None, int | None]:
    """Ideal and latest days of a circle, out of the form; empty for never."""
    ideal, latest = (told.get(f"{circle}-{which}", "").strip() for which in ("ideal", "latest"))
    for days in (ideal, latest):
        if days and not (days.isdecimal() and len(days) < 6):
            raise Refused(say("A rhythm is a number of days from 1 to 3660."))
    return int(ideal) if ideal else None, int(latest) if latest else None


@require_GET
def learnt(request: HttpRequest) -> HttpResponse:
    """What the owner's answers have taught the book."""
    return render(request, "kithbook/learnt.html", {"answer": book.learnt(now=now())})


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Begin to learn anew."""
    book.forget_learnt(now=now())
    leave_receipt(request, gettext("Forgotten. Your answers themselves stay."))
    return redirect("learnt")
