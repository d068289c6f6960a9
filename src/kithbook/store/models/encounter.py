"""An encounter: a meeting or a call outside of any chat, as an import told it."""

from django.db import models


class Encounter(models.Model):
    """One meeting or call at ``at`` (UTC seconds), of ``seconds`` where known, with these handles.

    Each import keeps its own, under the ``key`` that stays the same when the calendar is exported again; of those with
    one key the newest import's counts (`store.encounters`). A meeting may lie ahead.
    """

    source = models.ForeignKey("store.Import", models.CASCADE, related_name="encounters")
    platform = models.CharField(max_length=20)
    key = models.TextField()
    kind = models.CharField(max_length=10)  # "call" | "meeting"
    at = models.BigIntegerField()
    seconds = models.IntegerField(null=True)
    all_day = models.BooleanField(default=False)
    title = models.TextField(default="", blank=True)
    place = models.TextField(default="", blank=True)
    handles = models.ManyToManyField("store.Handle", related_name="encounters")

    class Meta:
        indexes = [models.Index(fields=["key"], name="encounter_key")]
