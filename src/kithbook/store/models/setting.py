"""A setting: one value kept under a name."""

from typing import Any

from django.db import models

# How often rows came or went or something was said, and up to which of these index, people and ties have followed.
UNSETTLED, SETTLED = "unsettled", "settled"


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

    @classmethod
    def unsettle(cls) -> None:
        """Note, inside the transaction that changes it, that something has changed that others follow from."""
        cls.write(UNSETTLED, cls.changes() + 1)

    @classmethod
    def changes(cls) -> int:
        """How often something has changed: a number that tells whether anything did meanwhile."""
        return int(cls.read(UNSETTLED, 0))

    @classmethod
    def settled(cls) -> int:
        """Up to which change everything has followed."""
        return int(cls.read(SETTLED, 0))
