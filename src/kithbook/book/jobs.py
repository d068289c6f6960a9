"""Imports as jobs that the book keeps: started, worked on by one worker at a time, resumed after a crash."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.db import DatabaseError

from kithbook import words
from kithbook.book import figures, measuring, resolving, sources
from kithbook.book.bringing import Bringing
from kithbook.book.columns import remember, with_remembered
from kithbook.book.telling import again, kept, told
from kithbook.formats import NO_ANSWERS, Answers
from kithbook.store import index, lease, removal
from kithbook.store.clock import WallClock, local_zone
from kithbook.store.models import Import, Setting
from kithbook.store.models.setting import SETTLED
from kithbook.vocabulary import Refused, Said, say
from kithbook.vocabulary.answers import ImportAnswer, Progress

Tell = Callable[[Progress], None]
_FULL: Final = "disk is full"
PATIENCE: Final = 0.3  # seconds between two looks whether another import is done


def zone(*, keep: bool = True) -> str:
    """The book's time zone; the machine's own is kept with the first import, so that travelling changes nothing."""
    kept = Setting.read("zone")
    if not kept:
        kept = local_zone()
        if keep:
            Setting.write("zone", kept)
    return str(kept)


def start_import(path: str | Path, *, me: str | None = None, answers: Answers = NO_ANSWERS, now: int) -> int:
    """Put the one export at ``path`` in line; the import's id. Nothing is read yet. Raises Refused like `preview`."""
    found, _ = sources.exports(path)
    if len(found) > 1:
        raise Refused(say("{path} holds several exports. Bring them in one by one.", path=Path(path).name))
    return queue(found[0], me=me, answers=answers, now=now).pk


def queue(export: sources.Export, *, me: str | None, answers: Answers, now: int) -> Import:
    """The row of a new import of ``export``, or of one of the same file that was begun and never finished."""
    mark = sources.fingerprint(export)
    answers = with_remembered(export, answers, now)
    remember(export, answers, now)
    options = {"me": me, "answers": dict(answers), "shown": export.shown}
    begun = Import.objects.filter(fingerprint=mark, state__in=("waiting", "reading")).order_by("pk").last()
    if begun is not None:
        _say_anew(begun, me, answers)
        return begun
    row: Import = Import.objects.create(
        path=str(export.source.path),
        inside=export.inside,
        format=export.format.NAME,
        platform=export.format.PLATFORM,
        fingerprint=mark,
        total=export.size,
        options=options,
        created=now,
    )
    return row


def _say_anew(begun: Import, me: str | None, answers: Answers) -> None:
    """What the person says now counts: an import that was left half read with other answers begins anew."""
    before = begun.options.get("answers", {})
    options = {**begun.options, "me": me or begun.options.get("me"), "answers": dict(answers) or before}
    if options != begun.options and lease.running() != begun:
        anew = {} if options["answers"] == before else removal.ANEW
        Import.objects.filter(pk=begun.pk).update(options=options, **anew)


def work_on(import_id: int, *, now: int, progress: Tell | None = None) -> ImportAnswer:
    """Read an import to its end, from where it was left, and make it searchable.

    ``progress`` hears of every batch. Raises Refused where another import is being read, and where this one cannot
    be: then the book is as it was, and the import is kept as failed with that sentence.
    """
    work(import_id, progress=progress)
    settle(now=now, import_id=import_id, progress=progress)
    return figures.of_row(Import.objects.get(pk=import_id))


def work(
    import_id: int, *, export: sources.Export | None = None, progress: Tell | None = None, patient: bool = False
) -> None:
    """Like `work_on`, without what follows for the index and the ties; ``export`` saves looking for it again.

    ``patient``: where another import is being read, this waits for its turn instead of refusing.
    """
    removal.sweep()
    row = Import.objects.filter(pk=import_id).first()
    if row is None:
        raise Refused(say("There is no import {id}.", id=import_id), status=404)
    if row.state in ("waiting", "reading"):
        worker = lease.take(import_id)
        while worker is None and patient and lease.running() is not None:
            if progress is not None:
                progress(Progress(import_id, "waiting", row.done, row.total))
            time.sleep(PATIENCE)
            worker = lease.take(import_id)
        if worker is None:
            raise Refused(say("Another import is being read. Wait until it is done, then try again."), status=409)
        row.refresh_from_db()
        try:
            removal.begin_anew(but_not=row)
            _read(row, worker, export, progress)
        finally:
            lease.release(import_id, worker)


def _read(row: Import, worker: str, export: sources.Export | None, progress: Tell | None) -> None:
    """Run the import; whatever stops it but an interruption takes its rows out again."""
    begun, first = time.monotonic(), row.done

    def tell(done: int) -> None:
        if progress is not None:
            spent, gone = time.monotonic() - begun, done - first
            left = spent / gone * (row.total - done) if gone > 0 else None
            progress(Progress(row.pk, "reading", done, row.total, left))

    try:
        export = export or sources.again(row.path, row.inside, row.format)
        Bringing(row, worker, export, WallClock(zone())).run(tell)
        lines = row.counts.get("lines", {})
        if lines.get("not_read") and not lines["read"]:
            raise nothing_read(row.inside, next((each.why for each in row.problems.order_by("pk")[:1]), ""))
    except lease.Lost as reason:
        raise Refused(say("Another worker has taken this import over."), status=409) from reason
    except Exception as reason:
        said = _sentence(row, reason)
        row.state = "failed"
        # Where there is no room even for that, the rows stay hidden until the next import clears them.
        with contextlib.suppress(DatabaseError):
            removal.withdraw(Import.objects.get(pk=row.pk), "failed", kept(said))
        if isinstance(reason, Refused | DatabaseError | OSError):
            raise Refused(said) from reason
        raise


def nothing_read(name: str, why: str) -> Refused:
    """The refusal of an export of which not one line could be used; ``why`` is its first problem."""
    return Refused(say("Nothing in {name} could be read: {why}", name=name, why=why))


def _sentence(row: Import, reason: Exception) -> Said:
    if isinstance(reason, Refused):
        return reason.says
    if isinstance(reason, DatabaseError | OSError) and _FULL in str(reason):
        return say("The disk is full. Make room and bring {path} in again; the book is as it was.", path=row.inside)
    if isinstance(reason, DatabaseError | OSError):
        return say("{path} could not be read to its end. Try again; the book is as it was.", path=row.inside)
    return say("An error in Kithbook stopped this import; the book is as it was. Please report it.")


def settled() -> bool:
    """Whether index, people, ties and groups have followed everything that came or went."""
    return Setting.changes() == Setting.settled()


def settle(*, now: int, import_id: int = 0, progress: Tell | None = None) -> None:
    """Bring the search index, people and ties up to date where something came or went, also of a run that died."""
    if settled():
        return
    if lease.running() is None:
        removal.sweep()  # what an undo that died has hidden only
    changes = Setting.changes()

    def tell(done: int, total: int) -> None:
        if progress is not None:
            progress(Progress(import_id, "indexing", done, total))

    index.catch_up(words.tokens, tell)
    resolving.look()
    measuring.refit(now=now)
    Setting.write(SETTLED, changes)  # what changed meanwhile is still to be followed


def progress(import_id: int) -> Progress:
    """How far an import is, as its last batch has left word."""
    row = Import.objects.filter(pk=import_id).first()
    if row is None:
        raise Refused(say("There is no import {id}.", id=import_id), status=404)
    return Progress(row.pk, row.state, row.done, row.total, failure=told(again(row.failure)))


def unfinished() -> tuple[int, ...]:
    """Imports that wait for a worker or were left by one, oldest first."""
    busy = lease.running()
    rows = Import.objects.filter(state__in=("waiting", "reading")).order_by("pk").values_list("pk", flat=True)
    return tuple(pk for pk in rows if busy is None or pk != busy.pk)
