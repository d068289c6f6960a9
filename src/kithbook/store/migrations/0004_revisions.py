"""A revision is how one import tells a message; which of them is shown follows from the imports."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0003_reading"),
    ]

    operations = [
        # They held what a message was before instead; each message keeps the newest telling, which it shows.
        migrations.RunSQL("DELETE FROM store_revision", migrations.RunSQL.noop),
        migrations.RemoveField(model_name="revision", name="newer"),
        migrations.RemoveField(model_name="revision", name="applied"),
        migrations.RemoveField(model_name="sighting", name="older"),
    ]
