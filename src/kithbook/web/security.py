"""Who may speak to the page: only a browser that came with the launch token, and only from the page itself.

The page listens on loopback, which keeps other machines out, but neither another account of this machine nor a
foreign web page open in the same browser. The token keeps out the first, `OriginMiddleware` and the cookie's
SameSite=Strict the second; `ALLOWED_HOSTS` stops a foreign name that was pointed at 127.0.0.1.
"""

import hashlib
import re
import secrets
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from kithbook.web.views import errors

# The keys of the request's environment under which `kithbook.web.server.application` hands over book and token.
BOOK_KEY: Final = "kithbook.book"
WORKER_KEY: Final = "kithbook.worker"  # under it the server hands over its worker
TOKEN_KEY: Final = "kithbook.token"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
CALENDAR: Final = re.compile(r"/calendar/[A-Za-z0-9_-]{32}\.ics")
Answer = Callable[[HttpRequest], HttpResponse]


class OriginMiddleware:
    """Refuse every deed that does not come from a page of ours.

    Browsers send Origin with each POST and Sec-Fetch-Site with each request (Fetch standard, sections 3.2 and 3.6).
    A deed that carries neither is refused as well.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or pass on; what is answered is never given to another site's script."""
        request.get_host()  # raises for a name that is none of ours
        if request.method not in SAFE_METHODS and not comes_from_here(request):
            return errors.plain_refusal(request)
        response = self.get_response(request)
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the headers that only a browser can set say that one of our own pages sent this request."""
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site")
    if origin is not None and origin != f"{request.scheme}://{request.get_host()}":
        return False
    if site is not None and site not in {"same-origin", "none"}:
        return False
    return origin is not None or site is not None


class TokenMiddleware:
    """Let in who brings the launch token once, and remember it in the signed session cookie."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check the token in the address, else the cookie; a page without either says what to do."""
        expected = request.META.get(TOKEN_KEY)
        if not expected:
            return errors.locked(request)
        if CALENDAR.fullmatch(request.path_info):  # calendars bring no token: the address itself is the secret
            return self.get_response(request)
        brought = request.GET.get("token")
        if brought is not None and secrets.compare_digest(brought.encode(), expected.encode()):
            request.session["door"] = _digest(expected)
            return HttpResponseRedirect(address_without(request, "token"))
        if not secrets.compare_digest(request.session.get("door", ""), _digest(expected)):
            return errors.locked(request)
        return self.get_response(request)


def _digest(token: str) -> str:
    """What the cookie keeps: enough to compare, not the token itself."""
    return hashlib.sha256(token.encode()).hexdigest()


def address_without(request: HttpRequest, field: str) -> str:
    """The address of this request without one of its fields, always on this host."""
    rest = request.GET.copy()
    del rest[field]
    # A path that begins with two slashes would send the browser to another host.
    path = "/" + request.path.lstrip("/")
    return f"{path}?{rest.urlencode()}" if rest else path
