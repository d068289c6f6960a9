"""A book of an earlier version keeps everything when it is brought up to date."""

import json
from pathlib import Path
from typing import Any

from django.db.migrations.executor import MigrationExecutor

from kithbook import book


def test_owners_and_hands_become_words_and_fields(tmp_path: Path) -> None:
    """An owner claimed by an import and by hand, and what was written by hand, from before there were words."""
    path = tmp_path / "book.sqlite"
    with book.opened(path):
        from kithbook.store import context, rows, wholes

        connection = context.connection()
        MigrationExecutor(connection).migrate([("store", "0004_revisions")])
        before: dict[str, Any] = {"claimed": [11, 12], "owners": [1], "handles": [[12, 2]]}
        before["people"] = [{"id": 2, "name": "Ines", "created": 7}]
        empty = ("inside", "fingerprint", "failure", "worker")
        told: dict[str, Any] = {
            "id": 1,
            "path": "a",
            "format": "whatsapp-txt",
            "platform": "whatsapp",
            "state": "complete",
        }
        told |= dict.fromkeys(("hides", "position", "done", "total", "heartbeat"), 0) | dict.fromkeys(empty, "")
        told |= dict.fromkeys(("counts", "options", "choices"), "{}") | {"before": json.dumps(before), "created": 5}
        places = ", ".join(["%s"] * len(told))
        rows.run(f"INSERT INTO store_import ({', '.join(told)}) VALUES ({places})", tuple(told.values()))
        for pk, name, alias, rest, is_me in ((1, "Ines", "", "", 1), (3, "Bo", "Bobo", "always", 0)):
            rows.run(
                "INSERT INTO store_person (id, name, alias, circle, circle_by, rest_until, is_me, notes, created)"
                " VALUES (%s, %s, %s, 'core', 'you', %s, %s, '', 5)",
                (pk, name, alias, rest, is_me),
            )
        for pk, key, person in ((11, "Ines", 1), (12, "ines", 1), (13, "Bo", 3), (14, "I.", 1)):
            rows.run(
                "INSERT INTO store_handle (id, platform, key, name, person_id) VALUES (%s, 'whatsapp', %s, %s, %s)",
                (pk, key, key, person),
            )
        MigrationExecutor(connection).migrate([("store", "0006_after_who_is_who")])

        from kithbook.store.models import Field, Handle, Person, Setting, Word

        assert Setting.changes() > Setting.settled(), "nobody would look who is who"

        assert list(Person.objects.values_list("pk", "name", "is_me")) == [(1, "Ines", True), (3, "Bo", False)]
        assert dict(Handle.every.values_list("pk", "home_id")) == {11: 1, 12: 2, 13: 3, 14: 4}
        assert set(Handle.every.filter(person=1).values_list("pk", flat=True)) == {11, 12, 14}
        assert Person.every.get(pk=2).whole_id == 1
        said = Word.objects.order_by("a_key").values_list("a_key", "by", "source_id", "b_platform")
        assert list(said) == [("I.", "you", None, "me"), ("Ines", "export", 1, "me"), ("ines", "export", 1, "me")]
        wholes.settle()
        assert set(Handle.every.filter(person=1).values_list("pk", flat=True)) == {11, 12, 14}
        fields = sorted(Field.objects.filter(person=3).values_list("kind", "value"))
        assert fields == [("alias", "Bobo"), ("circle", "core"), ("rest", "always")]
        assert Person.every.get(pk=3).shown == "Bobo"
        deed = book.split("I.", now=7)  # of whom nothing told any more from whom it went to the owner
        assert set(Handle.every.filter(person=4).values_list("pk", flat=True)) == {14}
        book.undo_deed(deed.id, now=7)
        Word.objects.filter(source=1).delete()
        wholes.settle()
        assert set(Handle.every.filter(person=2).values_list("pk", flat=True)) == {12}
        assert Person.every.get(pk=2).name == "ines"
