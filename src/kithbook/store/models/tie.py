"""A tie: you and one person, as last measured."""

from typing import Any

from django.db import models


def _empty() -> dict[str, Any]:
    return {}


class Tie(models.Model):
    """The measured tie (vocabulary.Tie) with the parameters that let a page evaluate it again at another moment."""

    person = models.OneToOneField("store.Person", models.CASCADE, primary_key=True, related_name="tie")
    strength = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    drift = models.FloatField(null=True)
    rhythm_days = models.FloatField(null=True)
    last = models.BigIntegerField(null=True)
    seen_until = models.BigIntegerField(default=0)
    direct = models.IntegerField(default=0)
    in_groups = models.IntegerField(default=0)
    circle = models.CharField(max_length=10, default="", blank=True)
    as_of = models.BigIntegerField(default=0)
    parameters = models.JSONField(default=_empty)
    mark = models.TextField(default="", blank=True)  # of what it was measured: while that stays the same, so does it
    # {"first": year * 4 + 0 to 3, "strength": [at the end of each quarter from it on, or null], "low": [], "high": []}
    quarters = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["strength"], name="tie_strength")]
