"""Who is who: what was said about it, by you, by an export, or found out by the book; and what waits for your word."""

from django.db import models


class Deed(models.Model):
    """One thing that you said about who is who.

    Deleting its row takes it back: its words go, and those that it had ended hold again.

    ``kind`` is "same" | "apart" | "split" | "me"; ``names`` are those shown at that time.
    """

    kind = models.CharField(max_length=10)
    names = models.JSONField(default=list)
    at = models.BigIntegerField()


class Word(models.Model):
    """That two handles are one person's (``same``), or are not.

    Handles are named as their platforms name them, so that a word outlives the imports; ("me", "") stands for the
    owner. ``by`` is "you" (then there is a ``deed``), "export" (the import ``source`` says whose it is) or "book"
    (found out, made anew whenever something changes, with ``weight`` and ``reasons``). A word that a later deed has
    ended does not hold.
    """

    a_platform = models.CharField(max_length=20)
    a_key = models.TextField()
    b_platform = models.CharField(max_length=20)
    b_key = models.TextField()
    same = models.BooleanField()
    by = models.CharField(max_length=10)
    source = models.ForeignKey("store.Import", models.CASCADE, null=True, related_name="words")
    deed = models.ForeignKey(Deed, models.CASCADE, null=True, related_name="words")
    ended_by = models.ForeignKey(Deed, models.SET_NULL, null=True, related_name="ended")
    weight = models.FloatField(null=True)
    reasons = models.TextField(default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["a_platform", "a_key"], name="word_a")]


class Pair(models.Model):
    """Two handles that may be one person's and wait for your word; ``later`` (UTC seconds) puts them behind others."""

    a = models.ForeignKey("store.Handle", models.CASCADE, related_name="+")
    b = models.ForeignKey("store.Handle", models.CASCADE, related_name="+")
    weight = models.FloatField()
    reasons = models.TextField()
    barred = models.BooleanField(default=False)
    later = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["later", "-weight"], name="pair_turn")]
        constraints = [models.UniqueConstraint(fields=["a", "b"], name="one_pair_of_handles")]
