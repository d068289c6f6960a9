"""The calendar: a feed at a secret address for clients that bring no token, and a file for those that cannot fetch."""

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotFound
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST, require_safe

from kithbook import book
from kithbook.feeds import as_ics
from kithbook.web.clock import now
from kithbook.web.middleware import owner
from kithbook.web.receipts import leave_receipt
from kithbook.web.saying import in_plain_words

TYPE = "text/calendar; charset=utf-8"


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The feed, to whoever knows the address; everybody else finds nothing. It is asked for again every few hours."""
    if not book.opens_calendar(secret):
        return HttpResponseNotFound()
    with translation.override(owner(request).language or "en"):
        answer = book.calendar(now=now())
        body = as_ics(answer, said=in_plain_words)
    tag = '"' + hashlib.sha256(_without_stamps(body)).hexdigest()[:32] + '"'
    response = HttpResponse(body, content_type=TYPE)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=tag, response=response) or response


def _without_stamps(body: bytes) -> bytes:
    """The calendar but for the moments at which it was made: while nothing else changes, nothing has."""
    return b"\r\n".join(line for line in body.split(b"\r\n") if not line.startswith(b"DTSTAMP"))


@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """The same as a file, for a calendar elsewhere that cannot fetch from a private machine."""
    body = as_ics(book.calendar(now=now()), said=in_plain_words)
    return HttpResponse(body, content_type=TYPE, headers={"Content-Disposition": 'attachment; filename="kithbook.ics"'})


@require_POST
def rotate(request: HttpRequest) -> HttpResponse:
    """A new address; the old one finds nothing any more."""
    book.rotate_calendar()
    leave_receipt(request, gettext("The calendar has a new address. The old one finds nothing any more."))
    return redirect("settings")
