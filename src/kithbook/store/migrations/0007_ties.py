"""What a message answers, the days of each chat, a tie's quarters; the ties of an older book are measured anew."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def measure_anew(apps: Any, editor: Any) -> None:
    """Forget the numbers of older ties, which the new formulas cannot read, and note that they are to be measured."""
    alias = editor.connection.alias
    apps.get_model("store", "Tie").objects.using(alias).all().delete()
    settings = apps.get_model("store", "Setting").objects.using(alias)
    changes = settings.filter(pk="unsettled").first()
    if changes is not None:
        settings.filter(pk="unsettled").update(value=changes.value + 1)


class Migration(migrations.Migration):
    dependencies = [("store", "0006_after_who_is_who")]

    operations = [
        migrations.CreateModel(
            name="Answering",
            fields=[
                ("message", models.IntegerField(primary_key=True, serialize=False)),
                ("answers", models.IntegerField(null=True)),
                ("chance", models.SmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Diary",
            fields=[
                (
                    "chat",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="diary",
                        serialize=False,
                        to="store.chat",
                    ),
                ),
                ("mark", models.TextField(blank=True, default="")),
                ("linked", models.TextField(blank=True, default="")),
                ("days", models.BinaryField(default=b"")),
            ],
        ),
        migrations.AddField("tie", "mark", models.TextField(blank=True, default="")),
        migrations.AddField("tie", "quarters", models.JSONField(null=True)),
        migrations.RunPython(measure_anew, migrations.RunPython.noop),
    ]
