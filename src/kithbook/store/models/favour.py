"""A favour between the owner and somebody: asked for, given or promised. Never counted without the owner's yes."""

from django.db import models


class Favour(models.Model):
    """One favour. ``deed`` is "asked" | "given" | "promised"; ``by_me``: the owner asked, gave or promised.

    ``kind`` is "help" | "time" | "introduction" | "money" | "gift". ``state`` is "yes", "kept" (a promise that was
    kept) or "no" (proposed from messages, and not one: it is not proposed again, which ``mark`` is for). ``messages``
    are the rows that it was read from. ``touch`` is what logged it, and takes it along when undone.
    """

    person = models.ForeignKey("store.Person", models.CASCADE, related_name="favours")
    deed = models.CharField(max_length=10)
    by_me = models.BooleanField()
    kind = models.CharField(max_length=15, default="help")
    on = models.DateField()
    due = models.DateField(null=True, blank=True)
    text = models.TextField(default="", blank=True)
    state = models.CharField(max_length=5, default="yes")
    mark = models.TextField(default="", blank=True)
    messages = models.JSONField(default=list)
    touch = models.ForeignKey("store.Touch", models.CASCADE, null=True, blank=True, related_name="favours")
    created = models.BigIntegerField()
