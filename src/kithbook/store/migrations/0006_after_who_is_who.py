"""What words and fields have replaced goes; apart from their migration, because SQLite does not mix both in one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0005_who_is_who")]

    operations = [
        migrations.RemoveField(
            model_name="import",
            name="before",
        ),
        migrations.RemoveField(
            model_name="touch",
            name="import_ref",
        ),
        migrations.AlterField(
            model_name="handle",
            name="home",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="own_handles", to="store.person"
            ),
        ),
    ]
