"""A touch: any contact between you and people, logged by hand or seen in an import."""

from django.db import models


class Touch(models.Model):
    """One touch. ``kind`` is "met" | "called" | "wrote" | "gave" | "asked" | "note".

    ``source`` is "hand", "nudge" or "import"; ``import_ref`` is the import of the last kind, which undo removes.
    """

    people = models.ManyToManyField("store.Person", related_name="touches")
    kind = models.CharField(max_length=10)
    channel = models.CharField(max_length=40, default="", blank=True)
    on = models.DateField()
    text = models.TextField(default="", blank=True)
    next_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=10, default="hand")
    import_ref = models.ForeignKey("store.Import", models.CASCADE, null=True, blank=True, related_name="touches")
    created = models.BigIntegerField()
    details = models.JSONField(null=True)  # what answers need to take a touch back; null when nothing
