"""What is worth sharing, and what people care about, as imports told it."""

from django.db import models


class Piece(models.Model):
    """Something worth sharing. Each import keeps its own; of those with one ``key`` the newest import's counts.

    ``source`` is empty where you wrote it down yourself: something that you tried, read or made.
    """

    source = models.ForeignKey("store.Import", models.CASCADE, null=True, blank=True, related_name="pieces")
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


class Offer(models.Model):
    """That a piece went to somebody, under the ``key`` that all its translations share: it is not offered again.

    ``reply`` or ``touch`` is what it went with, and takes it back when undone. ``valued`` is what became of it: None
    where nothing was heard, else whether they answered.
    """

    person = models.ForeignKey("store.Person", models.CASCADE, related_name="offers")
    key = models.TextField()
    title = models.TextField(default="", blank=True)
    at = models.BigIntegerField()
    valued = models.BooleanField(null=True, blank=True)
    reply = models.ForeignKey("store.Reply", models.CASCADE, null=True, blank=True, related_name="offers")
    touch = models.ForeignKey("store.Touch", models.CASCADE, null=True, blank=True, related_name="offers")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_offer_of_a_piece")]


class Profile(models.Model):
    """What somebody cares about as last worked out (words.Profile as JSON), of the evidence that ``mark`` tells of."""

    person = models.OneToOneField("store.Person", models.CASCADE, primary_key=True, related_name="profile")
    mark = models.TextField(default="", blank=True)
    told = models.TextField()
