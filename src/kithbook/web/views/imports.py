"""Import: drop files, see what they are, say who is you, confirm, watch, and take back."""

import json
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kithbook import book
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import ImportAnswer
from kithbook.web import incoming
from kithbook.web.clock import now
from kithbook.web.receipts import leave_receipt
from kithbook.web.saying import in_plain_words
from kithbook.web.security import BOOK_KEY, WORKER_KEY
from kithbook.web.uploads import Incoming
from kithbook.web.views.groups import LARGEST_GROUP
from kithbook.web.views.people import group_ids

SHOWN_BEFORE = 12
LONG_LOOK = 100_000  # lines and records whose second look is left to the worker
RUNNING = {"waiting", "reading"}


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The page, or a drop: files are stored, recognised, and shown for a decision."""
    if request.method == "POST":
        return receive(request)
    newest = book.imports(page=1)
    unfinished = [book.one_import(number) for number in sorted({*book.unfinished(), *at_work(request)}, reverse=True)]
    running = [one for one in unfinished if is_running(request, one)]
    mine = set(request.session.get("imports", ()))
    recent = [one for one in newest.imports if one.id in mine and one not in running and one.state != "undone"]
    context = {
        "batches": list(incoming.waiting(book_path(request))),
        "running": [(one, book.progress(one.id)) for one in running],
        "recent": recent,
        "before": [one for one in newest.imports if one not in running and one not in recent][:SHOWN_BEFORE],
        "total": newest.total,
        "group_ids": group_ids(),
        "doubts": book.doubts(),
        "formats": book.formats().formats,
        "meanings": meanings(),
    }
    return render(request, "kithbook/import.html", context)


def receive(request: HttpRequest) -> HttpResponse:
    """Store what was dropped and look at it; nothing enters the book yet."""
    files = [file for file in request.FILES.getlist("files") if isinstance(file, Incoming)]
    if not files:
        raise Refused(say("No file arrived. Choose one or more, of at most 4 GB together."))
    at_once = request.META.get(WORKER_KEY) is None
    incoming.receive(book_path(request), files[0].key, now=now(), at_once=at_once)
    wake(request)
    return redirect("import")


@require_GET
def look(request: HttpRequest, key: str) -> HttpResponse:
    """A batch that the worker looks at: the same again while it does, and what it found afterwards."""
    if not request.headers.get("HX-Request"):
        return redirect("import")
    batch = incoming.find(book_path(request), key)
    if batch is None:
        return HttpResponse("")
    return render(request, "kithbook/parts/batch.html", {"batch": batch, "meanings": meanings()})


def meanings() -> list[tuple[str, str]]:
    """What a column of a table can be taken for, in the page's language."""
    return [(code, in_plain_words(said)) for code, said in book.column_meanings().items()]


@require_POST
def decide(request: HttpRequest, key: str, place: int) -> HttpResponse:
    """Bring one export of a batch in, look at it with other answers, or leave it out."""
    batch = batch_of(request, key)
    if place >= len(batch.exports) or batch.exports[place].decided != incoming.WAITING:
        raise Refused(say("This export was decided already. Load the page again."), status=409)
    export, deed = batch.exports[place], request.POST.get("deed")
    if deed == "leave":
        export.decided = incoming.LEFT
    elif deed == "look":
        return look_again(request, batch, export)
    else:
        export.answers = answered(request, export)
        export.decided = begin(request, export, request.POST.get("me", ""))
    return decided(request, batch)


@require_POST
def decide_all(request: HttpRequest, key: str) -> HttpResponse:
    """Bring in everything of a batch that leaves nothing open, or put the whole batch away."""
    batch = batch_of(request, key)
    if request.POST.get("deed") == "leave":
        for _, export in batch.waiting:
            export.decided = incoming.LEFT
        batch.refusal, batch.not_recognised, batch.looking = None, (), False
    else:
        for _, export in batch.clear:
            export.decided = begin(request, export, export.preview.me)
    return decided(request, batch)


def batch_of(request: HttpRequest, key: str) -> incoming.Batch:
    """The batch of that key. Raises Refused where it was put away already."""
    batch = incoming.find(book_path(request), key)
    if batch is None:
        raise Refused(say("This file was put away already. Drop it again if you want it."), status=404)
    return batch


def look_again(request: HttpRequest, batch: incoming.Batch, export: incoming.Export) -> HttpResponse:
    """Preview an export with what was answered; the worker does it where that takes long."""
    export.answers, export.again = answered(request, export), True
    incoming.keep(book_path(request), batch)
    large = sum(one.preview.found.lines.total for one in batch.exports) > LONG_LOOK
    if large and request.META.get(WORKER_KEY) is not None:
        wake(request)
    else:
        incoming.look_again(book_path(request), batch, now=now())
    return redirect("import")


def decided(request: HttpRequest, batch: incoming.Batch) -> HttpResponse:
    """Keep what was decided, put away what nobody needs any more, and let the worker begin."""
    incoming.keep(book_path(request), batch)
    incoming.clear(book_path(request), book.unfinished())
    wake(request)
    return redirect("import")


def answered(request: HttpRequest, export: incoming.Export) -> dict[str, str]:
    """What the form says to the doubtful choices of an export. Raises Refused where that was not offered."""
    said = dict(export.answers)
    for offered in export.preview.doubtful:
        value = request.POST.get(f"answer-{offered.name}", "")
        if value and offered != export.preview.columns:
            if value not in offered.options:
                raise Refused(say("That answer was not offered. Load the page again."))
            said[offered.name] = value
    columns = export.preview.columns
    if columns is not None:
        mapping: dict[str, str] = json.loads(columns.value)
        told = {name: request.POST.get(f"column-{place}", mapping[name]) for place, name in enumerate(mapping)}
        if not set(told.values()) <= set(columns.options):
            raise Refused(say("That answer was not offered. Load the page again."))
        if told != mapping:
            said[columns.name] = json.dumps(told, ensure_ascii=False)
    return said


def begin(request: HttpRequest, export: incoming.Export, me: str) -> int:
    """Put the import among the book's jobs; the worker does it."""
    path = Path(export.preview.path)
    import_id: int = book.start_import(path, me=me or None, answers=export.answers, now=now())
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
    context = {"import": book.one_import(import_id), "group_ids": group_ids(), "doubts": book.doubts()}
    context["first_steps"] = len(book.imports().imports) == 1
    return render(request, "kithbook/one-import.html", context)


@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """Everything that was ever brought in, a page at a time, each with its undo."""
    asked = request.GET.get("page", "")
    number = int(asked[:6]) if asked.isdecimal() else 1
    return render(request, "kithbook/imports.html", {"answer": book.imports(page=number)})


@require_GET
def progress(request: HttpRequest, import_id: int) -> HttpResponse:
    """How far an import is; once it is through, what came of it."""
    if not request.headers.get("HX-Request"):
        return redirect("import")
    answer: ImportAnswer = book.one_import(import_id)
    if is_running(request, answer):
        context = {"import": answer, "progress": book.progress(import_id)}
        return render(request, "kithbook/parts/running.html", context)
    remember(request, (import_id,))
    context = {"import": answer, "group_ids": group_ids(), "doubts": book.doubts()}
    context["first_steps"] = len(book.imports().imports) == 1
    return render(request, "kithbook/parts/result.html", context)


@require_POST
def undo(request: HttpRequest, import_id: int) -> HttpResponse:
    """Take an import out of the book as a whole."""
    book.undo(import_id, now=now())
    leave_receipt(request, gettext("Undone. The book is as it was before this import."))
    return redirect("import")


def remember(request: HttpRequest, ids: tuple[int, ...]) -> None:
    """Imports of this visit are shown in full on the page."""
    kept = request.session.get("imports", [])
    request.session["imports"] = list(dict.fromkeys([*ids, *kept]))[:SHOWN_BEFORE]


def book_path(request: HttpRequest) -> Path:
    """Which book this request is about."""
    return Path(request.META[BOOK_KEY])


def at_work(request: HttpRequest) -> tuple[int, ...]:
    """The import on which the worker is, measuring included."""
    worker = request.META.get(WORKER_KEY)
    return () if worker is None or worker.at is None else (worker.at,)


def is_running(request: HttpRequest, answer: ImportAnswer) -> bool:
    """Whether an import is still being worked on; after the reading, the ties are measured."""
    worker = request.META.get(WORKER_KEY)
    return answer.state in RUNNING or (worker is not None and worker.at == answer.id)


def wake(request: HttpRequest) -> None:
    """Tell the worker that there is something to do."""
    worker = request.META.get(WORKER_KEY)
    if worker is not None:
        worker.wake()
