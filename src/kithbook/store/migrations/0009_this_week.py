"""Favours, pieces that were offered or written down by hand, what people care about, and what answers are learnt from."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def look_anew(apps: Any, editor: Any) -> None:
    """Note that there is something to follow: what people care about is to be worked out."""
    settings = apps.get_model("store", "Setting").objects.using(editor.connection.alias)
    changes = settings.filter(pk="unsettled").first()
    if changes is not None:
        settings.filter(pk="unsettled").update(value=changes.value + 1)


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0008_way_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="profile",
                        serialize=False,
                        to="store.person",
                    ),
                ),
                ("mark", models.TextField(blank=True, default="")),
                ("told", models.TextField()),
            ],
        ),
        migrations.AddField(
            model_name="reply",
            name="channel",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="reply",
            name="reason",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="reply",
            name="took",
            field=models.IntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="piece",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pieces",
                to="store.import",
            ),
        ),
        migrations.CreateModel(
            name="Favour",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("deed", models.CharField(max_length=10)),
                ("by_me", models.BooleanField()),
                ("kind", models.CharField(default="help", max_length=15)),
                ("on", models.DateField()),
                ("due", models.DateField(blank=True, null=True)),
                ("text", models.TextField(blank=True, default="")),
                ("state", models.CharField(default="yes", max_length=5)),
                ("mark", models.TextField(blank=True, default="")),
                ("messages", models.JSONField(default=list)),
                ("created", models.BigIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="favours", to="store.person"
                    ),
                ),
                (
                    "touch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="favours",
                        to="store.touch",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("title", models.TextField(blank=True, default="")),
                ("at", models.BigIntegerField()),
                ("valued", models.BooleanField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="offers", to="store.person"
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="store.reply",
                    ),
                ),
                (
                    "touch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="store.touch",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "key"), name="one_offer_of_a_piece")],
            },
        ),
        migrations.RunPython(look_anew, migrations.RunPython.noop),
    ]
