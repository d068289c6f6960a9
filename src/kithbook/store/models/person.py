"""A person: a set of handles and what you know of them."""

from django.db import models

from kithbook.store.models.managers import Usable


class Person(models.Model):
    """Somebody. ``name`` comes from the exports, ``alias`` is what you call them; the rest is set by you.

    ``circle`` is "core", "curated", "loose" or ""; ``circle_by`` is "you" or "book". ``rest_until`` is "", an ISO date
    or "always". One person is the owner of the book (``is_me``).
    """

    name = models.TextField()
    alias = models.TextField(default="", blank=True)
    circle = models.CharField(max_length=10, default="", blank=True)
    circle_by = models.CharField(max_length=10, default="", blank=True)
    rest_until = models.CharField(max_length=10, default="", blank=True)
    is_me = models.BooleanField(default=False)
    notes = models.TextField(default="", blank=True)
    created = models.BigIntegerField(default=0)
    waits_for = models.ForeignKey("store.Import", models.CASCADE, null=True, blank=True, related_name="+")

    every = models.Manager()
    objects = Usable()

    class Meta:
        default_manager_name = "every"
        base_manager_name = "every"

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """The name to show: what you call them, else what the exports say."""
        return self.alias or self.name


class Note(models.Model):
    """Something that you wrote down about a person."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="written")
    text = models.TextField()
    created = models.BigIntegerField()
