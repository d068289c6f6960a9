"""What you answered to a suggestion."""

from django.db import models


class Reply(models.Model):
    """One answer to the suggestion of a person: "done", "later", "rest" or "not-them", given at ``at`` (UTC seconds).

    ``until`` is the moment before which the person is not suggested again. ``minutes`` of this week's budget went into
    it. ``touch`` is what "done" logged; ``rest_before`` is what "rest" replaced. ``reason`` and ``channel`` are of
    the suggestion, ``took`` the minutes that it took, where you said so: what is learnt from is kept with the answer.
    """

    person = models.ForeignKey("store.Person", models.CASCADE, related_name="replies")
    answer = models.CharField(max_length=10)
    at = models.BigIntegerField()
    until = models.BigIntegerField(default=0)
    minutes = models.IntegerField(default=0)
    touch = models.ForeignKey("store.Touch", models.CASCADE, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=20, default="", blank=True)
    channel = models.CharField(max_length=40, default="", blank=True)
    took = models.IntegerField(null=True, blank=True)
    rest_before = models.CharField(max_length=10, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["until"], name="reply_until")]
