"""A setting: one value kept under a name."""

from typing import Any

from django.db import models

# True from the moment that rows came or went until the index and the ties have followed.
UNSETTLED = "unsettled"


class Setting(models.Model):
    """One value of the book ("minutes", "zone", "language", "theme" ...), kept as JSON."""

    key = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField()

    @classmethod
    def read(cls, key: str, default: Any = None) -> Any:
        """The value under ``key``, or ``default``."""
        row = cls.objects.filter(key=key).first()
        return default if row is None else row.value

    @classmethod
    def write(cls, key: str, value: Any) -> None:
        """Keep ``value`` (anything JSON) under ``key``."""
        cls.objects.update_or_create(key=key, defaults={"value": value})
