"""What the owner did with a group: the steps of its plan that are ticked, the attempts to wake it that they told of."""

from django.db import models


class Step(models.Model):
    """One ticked step of a group's plan: its ``key`` there, and ``done``, the ISO day of the tick."""

    chat = models.ForeignKey("store.Chat", models.CASCADE, related_name="steps")
    key = models.CharField(max_length=40)
    done = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chat", "key"], name="one_tick_per_step")]


class Attempt(models.Model):
    """An attempt to wake a group, as told: when (UTC seconds) and in which ``words``."""

    chat = models.ForeignKey("store.Chat", models.CASCADE, related_name="attempts")
    at = models.BigIntegerField()
    words = models.TextField(default="", blank=True)
