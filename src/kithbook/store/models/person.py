"""A person: a set of handles and what you know of them."""

from typing import Any

from django.db import models

from kithbook.store.models.managers import Usable


class Shown(Usable):
    """People of their own: not those who are a part of somebody else."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Leave out who is part of another person, too."""
        return super().get_queryset().filter(whole__isnull=True)


class Person(models.Model):
    """Somebody. Each handle comes with a person of its own, who stays: where several are one, the first of them is
    shown, and is the ``whole`` of the others.

    What was written by hand (`Field`, `Note`, `Tag` ...) stays with the person about whom it was written, and counts
    for the whole. So taking a whole apart again restores everybody exactly. All columns but ``whole`` and ``created``
    follow from that and from the imports (`store.derive`): ``name`` is the best name in the exports, ``alias`` what you
    call them; ``circle`` is "core", "curated", "loose" or "", ``circle_by`` "you" or ""; ``rest_until`` is "", an ISO
    date or "always". One person is the owner of the book (``is_me``).
    """

    name = models.TextField()
    alias = models.TextField(default="", blank=True)
    circle = models.CharField(max_length=10, default="", blank=True)
    circle_by = models.CharField(max_length=10, default="", blank=True)
    rest_until = models.CharField(max_length=10, default="", blank=True)
    is_me = models.BooleanField(default=False)
    notes = models.TextField(default="", blank=True)
    created = models.BigIntegerField(default=0)
    whole = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    waits_for = models.ForeignKey("store.Import", models.CASCADE, null=True, blank=True, related_name="+")

    every = models.Manager()
    objects = Shown()

    class Meta:
        default_manager_name = "every"
        base_manager_name = "every"

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """The name to show: what you call them, else what the exports say."""
        return self.alias or self.name


class Field(models.Model):
    """One thing that you wrote about a person, which no import changes.

    ``kind``: "alias", "circle", "rest", "notes", "sort", "familiarity", "rhythm" (ideal and latest days, "30 90", or
    "never"), "ask_free" ("yes") and "way" (how one is in touch: "voice" ...) have one value, of which the last written
    counts ("" takes it back); "name", "phone", "mail", "link", "place", "zone", "organisation", "role", "birthday",
    "language", "met" and "custom" (``label`` says what) may have several.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="fields")
    kind = models.CharField(max_length=20)
    label = models.TextField(default="", blank=True)
    value = models.TextField(default="", blank=True)
    created = models.BigIntegerField()


class Tag(models.Model):
    """A word that you put on a person, to find them by."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tags")
    word = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "word"], name="one_tag_per_word")]


class Relation(models.Model):
    """How two people are to each other: ``person`` is ``kind`` of ``other`` ("parent", "spouse", "introduced" ...)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="relations")
    other = models.ForeignKey(Person, models.CASCADE, related_name="related")
    kind = models.CharField(max_length=20)
    label = models.TextField(default="", blank=True)
    created = models.BigIntegerField()


class Note(models.Model):
    """Something that you wrote down about a person."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="written")
    text = models.TextField()
    created = models.BigIntegerField()
