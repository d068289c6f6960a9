"""How one import tells a message that is told in more than one way: edited or deleted in between."""

from django.db import models


class Revision(models.Model):
    """One telling of one message, that of the import ``source``. ``message`` is a row number without a constraint."""

    source = models.ForeignKey("store.Import", models.CASCADE, related_name="revisions")
    message = models.IntegerField(db_index=True)
    text = models.TextField(default="", blank=True)
    kind = models.SmallIntegerField()
    edited = models.BooleanField(default=False)
    question = models.BooleanField(default=False)
