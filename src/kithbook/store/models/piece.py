"""What is worth sharing, and what people care about, as imports told it."""

from django.db import models


class Piece(models.Model):
    """Something worth sharing. Each import keeps its own; of those with one ``key`` the newest import's counts."""

    source = models.ForeignKey("store.Import", models.CASCADE, related_name="pieces")
    platform = models.CharField(max_length=20)
    key = models.TextField()
    kind = models.CharField(max_length=12)
    title = models.TextField(default="", blank=True)
    link = models.TextField(default="", blank=True)
    at = models.BigIntegerField(null=True)
    text = models.TextField(default="", blank=True)
    author = models.TextField(default="", blank=True)
    tags = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["key"], name="piece_key")]


class Taste(models.Model):
    """What somebody cares about (``handle``; empty: the owner), how often and from when to when it showed."""

    source = models.ForeignKey("store.Import", models.CASCADE, related_name="tastes")
    platform = models.CharField(max_length=20)
    handle = models.ForeignKey("store.Handle", models.CASCADE, null=True, related_name="tastes")
    kind = models.CharField(max_length=12)
    what = models.TextField()
    count = models.IntegerField(default=1)
    seconds = models.BigIntegerField(default=0)
    first = models.BigIntegerField(null=True)
    last = models.BigIntegerField(null=True)
    link = models.TextField(default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["handle", "kind", "what"], name="taste_of_handle")]
