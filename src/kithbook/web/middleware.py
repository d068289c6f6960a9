"""What every request needs: the book opened, the reader's language, and a refusal shown as a page."""

import zoneinfo
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation

from kithbook import book
from kithbook.vocabulary import Refused
from kithbook.vocabulary.answers import Settings
from kithbook.web.receipts import take_receipt
from kithbook.web.security import BOOK_KEY, CALENDAR, WORKER_KEY, address_without
from kithbook.web.views import errors

LANGUAGES: Final = tuple(code for code, _ in settings.LANGUAGES)
Answer = Callable[[HttpRequest], HttpResponse]
# Pages that show what follows from who is who, and how long they wait for it.
FOLLOWING: Final = frozenset({"week", "people", "person", "groups", "group", "memories", "circles", "numbers"})
FOLLOW_SECONDS: Final = 1.5


class BookMiddleware:
    """Open the book for the time of one request, and read what its owner set."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The book's path comes with the request, so that one process may serve two books."""
        with ExitStack() as stack:
            try:
                stack.enter_context(book.opened(Path(request.META[BOOK_KEY]), keep=True))
                request.owner = book.settings()  # type: ignore[attr-defined]
            except Refused as refusal:
                return errors.unopened(request, refusal)
            return self.get_response(request)


class LanguageMiddleware:
    """Speak the language chosen for this visit, else the book's, else the browser's; show the owner's time."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """``?language=ar`` changes what is shown, not the book, and is then taken out of the address."""
        chosen = request.GET.get("language", "")
        # A calendar that brings no token gets no cookie either.
        if request.method == "GET" and chosen in LANGUAGES and not CALENDAR.fullmatch(request.path_info):
            request.session["language"] = chosen
            return HttpResponseRedirect(address_without(request, "language"))
        language = request.session.get("language") or owner(request).language
        if language not in LANGUAGES:
            language = translation.get_language_from_request(request)
        with translation.override(language), timezone.override(_zone(owner(request).zone)):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        return response


class FollowMiddleware:
    """Show no tie of before beside a person of now: what was said about who is who is followed first."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; `process_view` does the work."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Wait a moment for the worker; a large book takes longer, and then the page says so."""
        worker = request.META.get(WORKER_KEY)
        reads = request.method == "GET" and request.resolver_match and request.resolver_match.url_name in FOLLOWING
        following = reads and worker is not None and not worker.follow_now(FOLLOW_SECONDS)
        request.following = following  # type: ignore[attr-defined]


class RefusedMiddleware:
    """Turn the one exception that carries a sentence into a page that says it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; `process_exception` does the work. The address of a deed has nothing to look at."""
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET":
            return errors.only_a_deed(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A `Refused` becomes its page; anything else is left to Django's handler of errors."""
        return errors.refused(request, exception) if isinstance(exception, Refused) else None


def owner(request: HttpRequest) -> Settings:
    """What the book's owner set, as it was when this request began."""
    return request.owner  # type: ignore[attr-defined, no-any-return]


def shell(request: HttpRequest) -> dict[str, Any]:
    """For every template: the theme, where one is, the receipt of the last deed, and whether it is still followed."""
    settings_of_book = getattr(request, "owner", None)
    return {
        "theme": settings_of_book.theme if settings_of_book and settings_of_book.theme in {"light", "dark"} else "",
        "here": request.resolver_match.url_name if request.resolver_match else "",
        "upload_limit": settings.UPLOAD_LIMIT,
        "following": getattr(request, "following", False),
        "take_receipt": lambda: take_receipt(request),
    }


def _zone(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")
