"""The first tables of a book."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import kithbook.store.models.import_
import kithbook.store.models.tie


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.TextField()),
                ("inside", models.TextField(blank=True, default="")),
                ("format", models.CharField(max_length=40)),
                ("platform", models.CharField(blank=True, default="", max_length=20)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("hides", models.BooleanField(default=True)),
                ("fingerprint", models.TextField(blank=True, default="")),
                ("position", models.BigIntegerField(default=0)),
                ("done", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(default=0)),
                ("counts", models.JSONField(default=kithbook.store.models.import_._empty)),
                ("options", models.JSONField(default=kithbook.store.models.import_._empty)),
                ("choices", models.JSONField(default=kithbook.store.models.import_._empty)),
                ("before", models.JSONField(default=kithbook.store.models.import_._empty)),
                ("failure", models.TextField(blank=True, default="")),
                ("created", models.BigIntegerField()),
                ("worker", models.TextField(blank=True, default="")),
                ("heartbeat", models.FloatField(default=0.0)),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("alias", models.TextField(blank=True, default="")),
                ("circle", models.CharField(blank=True, default="", max_length=10)),
                ("circle_by", models.CharField(blank=True, default="", max_length=10)),
                ("rest_until", models.CharField(blank=True, default="", max_length=10)),
                ("is_me", models.BooleanField(default=False)),
                ("notes", models.TextField(blank=True, default="")),
                ("created", models.BigIntegerField(default=0)),
                (
                    "waits_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.import",
                    ),
                ),
            ],
            options={
                "base_manager_name": "every",
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Setting",
            fields=[
                ("key", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("value", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="Handle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("platform", models.CharField(max_length=20)),
                ("key", models.TextField()),
                ("name", models.TextField(blank=True, default="")),
                (
                    "waits_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.import",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="handles", to="store.person"
                    ),
                ),
            ],
            options={
                "base_manager_name": "every",
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Chat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("platform", models.CharField(max_length=20)),
                ("key", models.TextField(blank=True, default="")),
                ("title", models.TextField(blank=True, default="")),
                ("alias", models.TextField(blank=True, default="")),
                ("kind", models.CharField(default="unknown", max_length=10)),
                ("stated_size", models.IntegerField(blank=True, null=True)),
                ("stated_by", models.CharField(blank=True, default="", max_length=10)),
                ("seen_until", models.BigIntegerField(blank=True, null=True)),
                ("confirmed", models.BooleanField(default=False)),
                (
                    "waits_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.import",
                    ),
                ),
            ],
            options={
                "base_manager_name": "every",
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Known",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="known_runs", to="store.import"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField(blank=True, default="")),
                ("details", models.JSONField(null=True)),
                (
                    "chat",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="store.chat",
                    ),
                ),
                (
                    "handle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to="store.handle"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to="store.import"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("at", models.BigIntegerField()),
                ("kind", models.SmallIntegerField(default=0)),
                ("text", models.TextField(blank=True, default="")),
                ("platform_id", models.TextField(null=True)),
                ("reply_key", models.TextField(null=True)),
                ("zone_known", models.BooleanField(db_default=False, default=False)),
                ("edited", models.BooleanField(db_default=False, default=False)),
                ("forwarded", models.BooleanField(db_default=False, default=False)),
                ("question", models.BooleanField(db_default=False, default=False)),
                ("mentions", models.JSONField(null=True)),
                ("reactions", models.JSONField(null=True)),
                (
                    "chat",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="store.chat",
                    ),
                ),
                (
                    "mention",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="mentioned_in",
                        to="store.handle",
                    ),
                ),
                (
                    "reply_to",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="answers",
                        to="store.message",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="store.handle",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="store.import",
                    ),
                ),
            ],
            options={
                "base_manager_name": "every",
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Tie",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="tie",
                        serialize=False,
                        to="store.person",
                    ),
                ),
                ("strength", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("drift", models.FloatField(null=True)),
                ("rhythm_days", models.FloatField(null=True)),
                ("last", models.BigIntegerField(null=True)),
                ("seen_until", models.BigIntegerField(default=0)),
                ("direct", models.IntegerField(default=0)),
                ("in_groups", models.IntegerField(default=0)),
                ("circle", models.CharField(blank=True, default="", max_length=10)),
                ("as_of", models.BigIntegerField(default=0)),
                ("parameters", models.JSONField(default=kithbook.store.models.tie._empty)),
            ],
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("created", models.BigIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="written", to="store.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.TextField(blank=True, default="")),
                ("line", models.BigIntegerField(default=0)),
                ("lines", models.BigIntegerField(default=1)),
                ("why", models.TextField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="problems", to="store.import"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sighting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.TextField(blank=True, default="")),
                ("key", models.TextField(blank=True, default="")),
                ("title", models.TextField(blank=True, default="")),
                ("kind", models.CharField(default="unknown", max_length=10)),
                ("stated_size", models.IntegerField(blank=True, null=True)),
                ("seen_until", models.BigIntegerField(blank=True, null=True)),
                ("last", models.BigIntegerField(blank=True, null=True)),
                (
                    "chat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sightings", to="store.chat"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sightings", to="store.import"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Touch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("channel", models.CharField(blank=True, default="", max_length=40)),
                ("on", models.DateField()),
                ("text", models.TextField(blank=True, default="")),
                ("next_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(default="hand", max_length=10)),
                ("created", models.BigIntegerField()),
                ("details", models.JSONField(null=True)),
                (
                    "import_ref",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="touches",
                        to="store.import",
                    ),
                ),
                ("people", models.ManyToManyField(related_name="touches", to="store.person")),
            ],
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answer", models.CharField(max_length=10)),
                ("at", models.BigIntegerField()),
                ("until", models.BigIntegerField(default=0)),
                ("minutes", models.IntegerField(default=0)),
                ("rest_before", models.CharField(blank=True, default="", max_length=10)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="store.person"
                    ),
                ),
                (
                    "touch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.touch",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "chat",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="standing",
                        serialize=False,
                        to="store.chat",
                    ),
                ),
                ("waits", models.FloatField(default=0.0)),
                ("row", models.TextField()),
                ("whole", models.TextField()),
                ("measured", models.BigIntegerField()),
                ("mark", models.TextField(blank=True, default="")),
            ],
            options={
                "indexes": [models.Index(fields=["waits"], name="standing_waits")],
            },
        ),
        migrations.AddConstraint(
            model_name="chat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True),
                fields=("platform", "key"),
                name="one_chat_per_platform_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(fields=("source", "chat", "handle"), name="one_membership_per_import"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["chat", "at"], name="message_chat_at"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["sender", "at"], name="message_sender_at"),
        ),
        migrations.AddIndex(
            model_name="tie",
            index=models.Index(fields=["strength"], name="tie_strength"),
        ),
        migrations.AddConstraint(
            model_name="handle",
            constraint=models.UniqueConstraint(fields=("platform", "key"), name="one_handle_per_key"),
        ),
        migrations.AddConstraint(
            model_name="sighting",
            constraint=models.UniqueConstraint(fields=("source", "ref"), name="one_sighting_per_ref"),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(fields=["until"], name="reply_until"),
        ),
    ]
