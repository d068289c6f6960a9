"""Import: drop files, see what they are, say who is you, confirm, watch, and take back."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kithbook import book
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import ImportAnswer, ImportsAnswer
from kithbook.web import incoming
from kithbook.web.clock import now
from kithbook.web.receipts import leave_receipt
from kithbook.web.security import BOOK_KEY
from kithbook.web.uploads import Incoming
from kithbook.web.views.groups import LARGEST_GROUP
from kithbook.web.views.people import group_ids

# The environment's key under which the server hands over its worker.
WORKER_KEY = "kithbook.worker"
SHOWN_BEFORE = 12
RUNNING = {"waiting", "reading"}


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The page, or a drop: files are stored, recognised, and shown for a decision."""
    if request.method == "POST":
        return receive(request)
    done = book.imports().imports
    running = [one for one in done if is_running(request, one)]
    mine = set(request.session.get("imports", ()))
    recent = [one for one in done if one.id in mine and one not in running and one.state != "undone"]
    context = {
        "batches": list(incoming.waiting(book_path(request))),
        "running": [(one, book.progress(one.id)) for one in running],
        "recent": recent,
        "before": [one for one in done if one not in running and one not in recent][:SHOWN_BEFORE],
        "group_ids": group_ids(),
        "formats": book.formats().formats,
    }
    return render(request, "kithbook/import.html", context)


def receive(request: HttpRequest) -> HttpResponse:
    """Store what was dropped and look at it; nothing enters the book yet."""
    files = [file for file in request.FILES.getlist("files") if isinstance(file, Incoming)]
    if not files:
        raise Refused(say("No file arrived. Choose one or more, of at most 4 GB together."))
    incoming.look_at(book_path(request), files[0].key, now=now())
    return redirect("import")


@require_POST
def decide(request: HttpRequest, key: str, place: int) -> HttpResponse:
    """Bring one export of a batch in, look at it with other dates, or leave it out."""
    batch = incoming.find(book_path(request), key)
    if batch is None:
        raise Refused(say("This file was put away already. Drop it again if you want it."), status=404)
    if batch.refusal:
        incoming.throw_away(book_path(request), batch)
        return redirect("import")
    if place >= len(batch.exports) or batch.exports[place].decided != incoming.WAITING:
        raise Refused(say("This export was decided already. Load the page again."), status=409)
    if request.POST.get("deed") == "leave":
        batch.exports[place].decided = incoming.LEFT
    else:
        batch.exports[place].decided = begin(request, batch.exports[place])
    incoming.keep(book_path(request), batch)
    incoming.clear(book_path(request), book.unfinished())
    wake(request)
    return redirect("import")


def begin(request: HttpRequest, export: incoming.Export) -> int:
    """Put the import among the book's jobs; the worker does it."""
    me = request.POST.get("me", "")
    dates = request.POST.get("dates", "") or None
    offered = {option for choice in export.preview.doubtful for option in choice.options}
    if dates and dates not in offered:
        raise Refused(say("That order of dates was not offered. Load the page again."))
    said = {"date_order": dates} if dates else {}
    import_id: int = book.start_import(Path(export.preview.path), me=me or None, answers=said, now=now())
    remember(request, (import_id,))
    return import_id


@require_POST
def paste(request: HttpRequest) -> HttpResponse:
    """Typed people, a pasted member list or copied chat lines: an import like any other."""
    size = request.POST.get("size", "").strip()
    if size and not (size.isdecimal() and 0 < int(size[:9]) <= LARGEST_GROUP):
        raise Refused(say("The number of members must be a whole number. Leave it empty if you do not know it."))
    answer = book.add(
        request.POST.get("text", ""),
        now=now(),
        chat_title=request.POST.get("title", "").strip(),
        stated_size=int(size) if size else None,
    )
    remember(request, tuple(one.id for one in answer.imports))
    return redirect("import")


@require_GET
def one(request: HttpRequest, import_id: int) -> HttpResponse:
    """One import of the past: its counts, its problems, its undo."""
    return render(request, "kithbook/one-import.html", {"import": found(import_id), "group_ids": group_ids()})


@require_GET
def progress(request: HttpRequest, import_id: int) -> HttpResponse:
    """How far an import is; once it is through, what came of it."""
    if not request.headers.get("HX-Request"):
        return redirect("import")
    answer = found(import_id)
    if is_running(request, answer):
        context = {"import": answer, "progress": book.progress(import_id)}
        return render(request, "kithbook/parts/running.html", context)
    remember(request, (import_id,))
    return render(request, "kithbook/parts/result.html", {"import": answer, "group_ids": group_ids()})


@require_POST
def undo(request: HttpRequest, import_id: int) -> HttpResponse:
    """Take an import out of the book as a whole."""
    book.undo(import_id, now=now())
    leave_receipt(request, gettext("Undone. The book is as it was before this import."))
    return redirect("import")


def found(import_id: int) -> ImportAnswer:
    """One import of the book's list."""
    answer: ImportsAnswer = book.imports()
    for one_import in answer.imports:
        if one_import.id == import_id:
            return one_import
    raise Refused(say("There is no import {number}. The page Import lists them all.", number=import_id), status=404)


def remember(request: HttpRequest, ids: tuple[int, ...]) -> None:
    """Imports of this visit are shown in full on the page."""
    kept = request.session.get("imports", [])
    request.session["imports"] = list(dict.fromkeys([*ids, *kept]))[:SHOWN_BEFORE]


def book_path(request: HttpRequest) -> Path:
    """Which book this request is about."""
    return Path(request.META[BOOK_KEY])


def is_running(request: HttpRequest, answer: ImportAnswer) -> bool:
    """Whether an import is still being worked on; after the reading, the ties are measured."""
    worker = request.META.get(WORKER_KEY)
    return answer.state in RUNNING or (worker is not None and worker.at == answer.id)


def wake(request: HttpRequest) -> None:
    """Tell the worker that there is something to do."""
    worker = request.META.get(WORKER_KEY)
    if worker is not None:
        worker.wake()
