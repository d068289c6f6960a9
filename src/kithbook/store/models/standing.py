"""What was last found out about a group, kept so that a page reads no history."""

from django.db import models


class Standing(models.Model):
    """The report on one group as measured at ``measured`` (UTC seconds).

    ``mark`` tells of what the report was made: while it stays the same, there is nothing new to report.
    ``row`` and ``whole`` are vocabulary's GroupRow and GroupAnswer as JSON; ``waits`` is how much the group waits for a
    decision (0 to 1), by which lists are sorted.
    """

    chat = models.OneToOneField("store.Chat", models.CASCADE, primary_key=True, related_name="standing")
    waits = models.FloatField(default=0.0)
    row = models.TextField()
    whole = models.TextField()
    measured = models.BigIntegerField()
    mark = models.TextField(default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["waits"], name="standing_waits")]
