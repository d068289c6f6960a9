"""What the owner says of a group, the ticked steps of its plan, the attempts to wake it that were told."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def report_anew(apps: Any, editor: Any) -> None:
    """Note that there is something to follow: reports hold more than they did."""
    settings = apps.get_model("store", "Setting").objects.using(editor.connection.alias)
    changes = settings.filter(pk="unsettled").first()
    if changes is not None:
        settings.filter(pk="unsettled").update(value=changes.value + 1)


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0007_ties"),
    ]

    operations = [
        migrations.AddField(
            model_name="chat",
            name="ask_free",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="chat",
            name="choice",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="chat",
            name="feeling",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="chat",
            name="purpose",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.BigIntegerField()),
                ("words", models.TextField(blank=True, default="")),
                (
                    "chat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="store.chat"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("done", models.CharField(max_length=10)),
                (
                    "chat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="store.chat"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chat", "key"), name="one_tick_per_step")],
            },
        ),
        migrations.RunPython(report_anew, migrations.RunPython.noop),
    ]
