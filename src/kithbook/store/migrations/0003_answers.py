"""What pages need besides the history: the kept reports on groups, and the answers to suggestions."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the two tables."""

    dependencies = [("store", "0002_search")]

    operations = [
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
            ],
            options={"indexes": [models.Index(fields=["waits"], name="standing_waits")]},
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
            options={"indexes": [models.Index(fields=["until"], name="reply_until")]},
        ),
    ]
