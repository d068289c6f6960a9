"""What `kithbook doctor` looks at in a book, and how to mend what it finds."""

import os
import sqlite3

from django.db import DatabaseError

from kithbook.store import context, index, lease, rows, upgrade, wholes
from kithbook.store.models import Chat, Import, Message, Person
from kithbook.vocabulary import say
from kithbook.vocabulary.answers import Check, DoctorAnswer


def doctor() -> DoctorAnswer:
    """Check the open book; changes nothing."""
    checks = (_whole(), _tied(), _tables(), _search(), _people(), _work(), _private(), _engine(), _counts())
    return DoctorAnswer(all(check.well for check in checks), checks)


def _whole() -> Check:
    found = [row[0] for row in rows.all_of("PRAGMA integrity_check(5)")]
    well = found == ["ok"]
    mend = "" if well else str(say("Restore the last backup, or copy the file and bring your exports in again."))
    return Check("integrity", well, str(say("The file is whole.") if well else say("The file is damaged.")), mend)


def _tied() -> Check:
    lost = len(rows.all_of("PRAGMA foreign_key_check"))
    says = say("Every row finds its kin.") if not lost else say("{count} rows point at nothing.", count=lost)
    mend = "" if not lost else str(say("Undo the newest import and bring it in again."))
    return Check("references", not lost, str(says), mend)


def _tables() -> Check:
    missing = set(upgrade.names()) - set(upgrade.applied(context.connection()))
    if not missing:
        return Check("tables", True, str(say("The tables are up to date.")))
    says = say("{count} upgrades are missing.", count=len(missing))
    return Check("tables", False, str(says), str(say("Open the book again.")))


def _search() -> Check:
    waiting = index.behind()
    try:
        rows.run("INSERT INTO store_search (store_search, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        return Check(
            "search",
            False,
            str(say("The search index does not match the messages.")),
            str(say("Undo the newest import and bring it in again.")),
        )
    says = say("Every message can be searched.") if not waiting else say("{count} messages wait.", count=waiting)
    mend = "" if not waiting else str(say("Bring in any export, or start `kithbook serve`: it goes on by itself."))
    return Check("search", not waiting, str(says), mend)


def _people() -> Check:
    wrong = len(wholes.astray())
    says = say("Everybody is who the words say.") if not wrong else say("{count} handles are astray.", count=wrong)
    mend = "" if not wrong else str(say("Say anything about who is who and take it back: all are put in their place."))
    return Check("people", not wrong, str(says), mend)


def _work() -> Check:
    busy = lease.running()
    left = Import.objects.filter(state__in=("waiting", "reading")).exclude(pk=busy.pk if busy else 0).order_by("pk")
    hidden = Import.objects.filter(state__in=("undone", "failed"), hides=True).count()
    if not left and not hidden:
        return Check("imports", True, str(say("No import is unfinished.")))
    mend = say("Bring in any export: what is left over is cleared first.")
    if left:
        ids = ", ".join(str(row.pk) for row in left)
        mend = say("Bring the same file in again to finish it, or undo it: {ids}.", ids=ids)
    return Check("imports", False, str(say("{count} imports are unfinished.", count=len(left) + hidden)), str(mend))


def _private() -> Check:
    file = context.path()
    open_to_others = os.name == "posix" and file.stat().st_mode & 0o077 != 0
    says = say("Only you can read the file.") if not open_to_others else say("Other users of this machine can read it.")
    mend = str(say("Run: chmod 600 {path}", path=str(file))) if open_to_others else ""
    return Check("privacy", not open_to_others, str(says), mend)


def _engine() -> Check:
    options = {row[0] for row in rows.all_of("PRAGMA compile_options")}
    well = "ENABLE_FTS5" in options
    says = say("SQLite {version}, with full-text search.", version=sqlite3.sqlite_version)
    if not well:
        says = say("SQLite {version} lacks full-text search.", version=sqlite3.sqlite_version)
    return Check("engine", well, str(says), "" if well else str(say("Use a Python whose SQLite has FTS5.")))


def _counts() -> Check:
    says = say(
        "{messages} messages, {people} people, {chats} chats, {imports} imports.",
        messages=Message.objects.count(),
        people=Person.objects.count(),
        chats=Chat.objects.count(),
        imports=Import.objects.filter(state="complete").count(),
    )
    return Check("contents", True, str(says))
