"""An import: one export brought in, undoable as a whole; what it could not read; what it found already there."""

from typing import Any

from django.db import models


def _empty() -> dict[str, Any]:
    return {}


class Import(models.Model):
    """One export, from the first look to complete, undone or failed.

    ``state``: "waiting" | "reading" | "complete" | "undone" | "failed". ``hides`` is True while its rows must not be
    seen. ``position`` counts the records of the stream that are safely in the book: reading resumes after them.
    ``worker`` and ``heartbeat`` are the lease of whoever works on it. ``counts`` are the figures of the answer,
    ``options`` what the person said (me, dates), ``choices`` what was chosen.
    """

    path = models.TextField()
    inside = models.TextField(default="", blank=True)  # the entry, where one path holds several exports
    format = models.CharField(max_length=40)
    platform = models.CharField(max_length=20, default="", blank=True)
    state = models.CharField(max_length=10, default="waiting")
    hides = models.BooleanField(default=True)
    fingerprint = models.TextField(default="", blank=True)
    position = models.BigIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    counts = models.JSONField(default=_empty)
    options = models.JSONField(default=_empty)
    choices = models.JSONField(default=_empty)
    failure = models.TextField(default="", blank=True)
    created = models.BigIntegerField()
    worker = models.TextField(default="", blank=True)
    heartbeat = models.FloatField(default=0.0)


class Problem(models.Model):
    """One thing that could not be read: where, and why. Never anybody's text."""

    source = models.ForeignKey(Import, models.CASCADE, related_name="problems")
    file = models.TextField(default="", blank=True)
    line = models.BigIntegerField(default=0)
    lines = models.BigIntegerField(default=1)
    why = models.TextField()


class Known(models.Model):
    """A run of message rows (``first`` to ``last``) of earlier imports that this import holds too.

    Undoing the earlier import hands them over to this one instead of removing them.
    """

    source = models.ForeignKey(Import, models.CASCADE, related_name="known_runs")
    first = models.BigIntegerField()
    last = models.BigIntegerField()
