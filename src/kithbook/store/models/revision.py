"""What a message was before a newer export told of an edit or of its deletion."""

from django.db import models


class Revision(models.Model):
    """Another telling of one message; ``source`` is the import by which there are two.

    ``newer`` says that this import tells the message as it became later. What the revision holds is then the import's
    own telling until the import is complete (``applied`` False), and after that what the message was before. Of an
    older import (``newer`` False) it holds what that one says. ``message`` is a row number without a constraint.
    """

    source = models.ForeignKey("store.Import", models.CASCADE, related_name="revisions")
    message = models.IntegerField(db_index=True)
    newer = models.BooleanField()
    applied = models.BooleanField(default=False)
    text = models.TextField(default="", blank=True)
    kind = models.SmallIntegerField()
    edited = models.BooleanField(default=False)
    question = models.BooleanField(default=False)
