"""Bringing exports in, listing what was brought in, and taking it out again."""

from pathlib import Path
from typing import Final

from django.db import transaction

from kithbook.book import figures, jobs, previewing, sources
from kithbook.book.columns import with_remembered
from kithbook.book.telling import told
from kithbook.formats import NO_ANSWERS, Answers
from kithbook.identity import own_keys
from kithbook.store import context, lease, removal, wholes
from kithbook.store.models import Import, Membership, Setting, Word
from kithbook.vocabulary import Contact, Handle, Refused, say
from kithbook.vocabulary.answers import ImportAnswer, ImportsAnswer, Trouble

PAGE: Final = 40  # imports of a page of the list


def bring_in(
    path: str | Path,
    *,
    me: str | None = None,
    answers: Answers = NO_ANSWERS,
    now: int,
    dry_run: bool = False,
    progress: jobs.Tell | None = None,
) -> ImportsAnswer:
    """Read every export at or below ``path`` into the book, one after the other.

    ``me`` is the owner's name or key in them, ``answers`` what the person says to doubtful choices, by their name.
    A file that the book has already is not read again. A dry run says what would happen and changes nothing. Raises
    Refused where nothing at all could be read; a bad file beside good ones is named in ``not_recognised``.
    """
    found, unknown = sources.exports(path)
    made: list[ImportAnswer] = []
    strange: list[Trouble] = []
    reasons: list[Refused] = []
    for export in found:
        try:
            if dry_run:
                made.append(previewing.of_export(export, answers=answers, now=now).found)
            else:
                made.append(_bring(export, me=me, answers=answers, now=now, progress=progress))
        except Refused as reason:
            reasons.append(reason)
            strange.append(Trouble(export.inside, told(reason.says)))
    if not dry_run:
        jobs.settle(now=now, import_id=made[-1].id if made else 0, progress=progress)
    if not made:
        raise reasons[0]
    strange += [Trouble(name, told(why)) for name, why in unknown]
    return ImportsAnswer(tuple(made), tuple(strange))


def _bring(
    export: sources.Export, *, me: str | None, answers: Answers, now: int, progress: jobs.Tell | None
) -> ImportAnswer:
    earlier = same_file(export, answers)
    if earlier is not None:
        if me:
            _claim(earlier, me)
        return figures.of_row(earlier, new=False)
    row = jobs.queue(export, me=me, answers=answers, now=now)
    try:
        jobs.work(row.pk, export=export, progress=progress, patient=True)
    except Refused:
        # Whoever gave the file has been told: a list of imports is no place for it. One in work is left alone.
        Import.objects.filter(pk=row.pk, state="failed", hides=False).delete()
        Import.objects.filter(pk=row.pk, state="waiting", position=0).delete()
        raise
    return figures.of_row(Import.objects.get(pk=row.pk))


def same_file(export: sources.Export, answers: Answers) -> Import | None:
    """The complete import of the very same bytes, read in the same way."""
    answers = with_remembered(export, answers, 0)
    same = Import.objects.filter(fingerprint=sources.fingerprint(export), state="complete").order_by("pk")
    return next((row for row in same if row.options.get("answers", {}) == dict(answers)), None)


def _claim(row: Import, me: str) -> None:
    """Bringing a known file in again with another word on who is the owner changes only that."""
    seen = Membership.objects.filter(source=row).select_related("handle")
    by_key = {each.handle.key: each.handle_id for each in seen}
    # as this export names them, and only then as the book does
    told = [Contact(Handle(row.platform, each.handle.key, each.name)) for each in seen]
    shown = [Contact(Handle(row.platform, each.handle.key, each.handle.name)) for each in seen]
    keys = own_keys(told, me) or own_keys(shown, me)
    said = row.options.get("me")
    before = (own_keys(told, said) or own_keys(shown, said)) - keys if keys else frozenset()
    with transaction.atomic(using=context.alias()):
        Word.objects.filter(source=row, a_key__in=before).delete()
        wholes.claim(row, [by_key[key] for key in keys])
        Import.objects.filter(pk=row.pk).update(options={**row.options, "me": me} if keys else row.options)
        wholes.settle()
        Setting.unsettle()


def imports(*, page: int | None = None) -> ImportsAnswer:
    """Everything that was brought in, newest first, with what is being read and what was undone.

    ``page`` (from 1) answers PAGE of them; a page that there is not is the last one.
    """
    rows = Import.objects.order_by("-pk")
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    if page is None:
        return ImportsAnswer(tuple(figures.of_row(row) for row in rows), total=total)
    page = min(max(1, page), pages)
    some = rows[(page - 1) * PAGE : page * PAGE]
    return ImportsAnswer(tuple(figures.of_row(row) for row in some), total=total, page=page, pages=pages)


def one_import(import_id: int) -> ImportAnswer:
    """One import. Raises Refused where there is none of that number."""
    row = Import.objects.filter(pk=import_id).first()
    if row is None:
        raise Refused(say("There is no import {id}. See `kithbook imports`.", id=import_id), status=404)
    return figures.of_row(row)


def undo(import_id: int, *, now: int) -> ImportAnswer:
    """Take one import out of the book: its messages, and the people and chats that nothing else knows.

    What was written by hand stays, and so does what another import holds too. Raises Refused where there is no such
    import or it is undone already, or while it is being read.
    """
    row = Import.objects.filter(pk=import_id).first()
    if row is None:
        raise Refused(say("There is no import {id}. See `kithbook imports`.", id=import_id), status=404)
    if row.state in ("undone", "failed"):
        raise Refused(say("Import {id} is undone already.", id=import_id))
    busy = lease.running()
    if busy is not None:
        raise Refused(say("An import is being read. Wait until it is done, then undo."), status=409)
    titles = list(dict.fromkeys(row.sightings.order_by("pk").values_list("title", flat=True)))
    Import.objects.filter(pk=row.pk).update(counts={**row.counts, "titles": titles})
    removal.withdraw(row, "undone")
    jobs.settle(now=now)
    return figures.of_row(Import.objects.get(pk=import_id))
