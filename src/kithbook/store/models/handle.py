"""A handle: how one platform names somebody."""

from django.db import models

from kithbook.store.models.managers import Usable


class Handle(models.Model):
    """One name on one platform; ``key`` is what stays the same there.

    ``home`` is the person who came with it, ``person`` whose it is: the whole that this person is part of (`Word`).
    ``looked`` is False while the book has yet to look whether it is somebody whom it knows.
    """

    platform = models.CharField(max_length=20)
    key = models.TextField()
    name = models.TextField(default="", blank=True)
    person = models.ForeignKey("store.Person", models.CASCADE, related_name="handles")
    home = models.ForeignKey("store.Person", models.CASCADE, related_name="own_handles")
    looked = models.BooleanField(default=False)
    waits_for = models.ForeignKey("store.Import", models.CASCADE, null=True, blank=True, related_name="+")

    every = models.Manager()
    objects = Usable()

    class Meta:
        default_manager_name = "every"
        base_manager_name = "every"
        constraints = [models.UniqueConstraint(fields=["platform", "key"], name="one_handle_per_key")]
        indexes = [models.Index(fields=["looked"], condition=models.Q(looked=False), name="handle_to_look_at")]
