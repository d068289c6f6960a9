"""A touch: any contact between you and people that was logged."""

from django.db import models


class Touch(models.Model):
    """One touch. ``kind`` is "met" | "called" | "wrote" | "gave" | "asked" | "note".

    ``source`` is "hand" or "nudge".
    """

    people = models.ManyToManyField("store.Person", related_name="touches")
    kind = models.CharField(max_length=10)
    channel = models.CharField(max_length=40, default="", blank=True)
    on = models.DateField()
    text = models.TextField(default="", blank=True)
    next_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=10, default="hand")
    created = models.BigIntegerField()
    details = models.JSONField(null=True)  # what answers need to take a touch back; null when nothing
