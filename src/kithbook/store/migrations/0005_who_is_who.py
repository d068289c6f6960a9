"""Who is who: words about handles, from which follows which persons are one; what was written by hand, apart."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def keep_hands(apps: Any, schema_editor: Any) -> None:
    """What was written by hand about people becomes fields, of which the columns are what follows."""
    db = schema_editor.connection.alias
    Person, Field = apps.get_model("store", "Person"), apps.get_model("store", "Field")
    for person in Person._base_manager.using(db).all():
        told = {"alias": person.alias, "rest": person.rest_until, "notes": person.notes}
        told["circle"] = person.circle if person.circle_by == "you" else ""
        for kind, value in told.items():
            if value:
                Field._base_manager.using(db).create(person=person, kind=kind, value=value, created=person.created)


def part_owners(apps: Any, schema_editor: Any) -> None:
    """The owner's handles go home to their own people, and words tell that they are the owner's."""
    db = schema_editor.connection.alias
    Person, Handle = apps.get_model("store", "Person"), apps.get_model("store", "Handle")
    Import, Word, Deed = (apps.get_model("store", name) for name in ("Import", "Word", "Deed"))
    Handle._base_manager.using(db).update(home=models.F("person"))
    # nobody has looked at these handles yet
    apps.get_model("store", "Setting")._base_manager.using(db).update_or_create(key="unsettled", defaults={"value": 1})
    claimed: dict[int, list[int]] = {}
    for row in Import._base_manager.using(db).filter(state="complete"):
        went = {each["id"]: each for each in row.before.get("people", ())}
        for handle, person in row.before.get("handles", ()):
            found = Handle._base_manager.using(db).filter(pk=handle).first()
            if found is None:
                continue
            if not Person._base_manager.using(db).filter(pk=person).exists():
                told = {"name": found.name or found.key, "created": went.get(person, {}).get("created", row.created)}
                Person._base_manager.using(db).create(pk=person, whole_id=found.person_id, **told)
            Handle._base_manager.using(db).filter(pk=handle).update(home=person)
        for handle in row.before.get("claimed", ()):
            claimed.setdefault(handle, []).append(row.pk)
    _part_others(Person._base_manager.using(db), Handle._base_manager.using(db))
    me = {"b_platform": "me", "b_key": "", "same": True}
    deed = None
    for handle in Handle._base_manager.using(db).filter(person__is_me=True):
        told = {"a_platform": handle.platform, "a_key": handle.key, **me}
        for source in claimed.get(handle.pk, ()):
            Word._base_manager.using(db).create(by="export", source_id=source, **told)
        if handle.pk not in claimed:
            deed = deed or Deed._base_manager.using(db).create(
                kind="me", names=[handle.person.name], at=handle.person.created
            )
            Word._base_manager.using(db).create(by="you", deed=deed, **told)


def _part_others(people: Any, handles: Any) -> None:
    """Handles of which nothing tells any more from whom they went to the owner get a person of their own, too."""
    had: set[int] = set()
    for handle in handles.order_by("pk").select_related("home"):
        if handle.home_id in had:
            whole = handle.home.whole_id or handle.home_id
            own = people.create(name=handle.name or handle.key, created=handle.home.created, whole_id=whole)
            handles.filter(pk=handle.pk).update(home=own)
        had.add(handle.home_id)


class Migration(migrations.Migration):
    dependencies = [("store", "0004_revisions")]

    operations = [
        migrations.CreateModel(
            name="Deed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("names", models.JSONField(default=list)),
                ("at", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Field",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("label", models.TextField(blank=True, default="")),
                ("value", models.TextField(blank=True, default="")),
                ("created", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Pair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weight", models.FloatField()),
                ("reasons", models.TextField()),
                ("barred", models.BooleanField(default=False)),
                ("later", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("label", models.TextField(blank=True, default="")),
                ("created", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("a_platform", models.CharField(max_length=20)),
                ("a_key", models.TextField()),
                ("b_platform", models.CharField(max_length=20)),
                ("b_key", models.TextField()),
                ("same", models.BooleanField()),
                ("by", models.CharField(max_length=10)),
                ("weight", models.FloatField(null=True)),
                ("reasons", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.AddField(
            model_name="handle",
            name="home",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="own_handles", to="store.person"
            ),
        ),
        migrations.AddField(
            model_name="handle",
            name="looked",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="person",
            name="whole",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="parts",
                to="store.person",
            ),
        ),
        migrations.AddIndex(
            model_name="handle",
            index=models.Index(condition=models.Q(("looked", False)), fields=["looked"], name="handle_to_look_at"),
        ),
        migrations.AddField(
            model_name="field",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="fields", to="store.person"
            ),
        ),
        migrations.AddField(
            model_name="pair",
            name="a",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="store.handle"),
        ),
        migrations.AddField(
            model_name="pair",
            name="b",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="store.handle"),
        ),
        migrations.AddField(
            model_name="relation",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="related", to="store.person"
            ),
        ),
        migrations.AddField(
            model_name="relation",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="relations", to="store.person"
            ),
        ),
        migrations.AddField(
            model_name="tag",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="tags", to="store.person"
            ),
        ),
        migrations.AddField(
            model_name="word",
            name="deed",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="words", to="store.deed"
            ),
        ),
        migrations.AddField(
            model_name="word",
            name="ended_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="ended", to="store.deed"
            ),
        ),
        migrations.AddField(
            model_name="word",
            name="source",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="words", to="store.import"
            ),
        ),
        migrations.AddIndex(
            model_name="pair",
            index=models.Index(fields=["later", "-weight"], name="pair_turn"),
        ),
        migrations.AddConstraint(
            model_name="pair",
            constraint=models.UniqueConstraint(fields=("a", "b"), name="one_pair_of_handles"),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(fields=("person", "word"), name="one_tag_per_word"),
        ),
        migrations.AddIndex(
            model_name="word",
            index=models.Index(fields=["a_platform", "a_key"], name="word_a"),
        ),
        migrations.RunPython(keep_hands, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(part_owners, migrations.RunPython.noop, elidable=False),
    ]
