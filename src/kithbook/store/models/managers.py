"""What may be seen: managers that leave out the rows of an import that is still being read."""

from typing import Any

from django.db import models


class Usable(models.Manager[Any]):
    """Rows that are not waiting for the import that brought them (``waits_for`` is empty)."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Leave out the rows that an unfinished import has made."""
        return super().get_queryset().filter(waits_for__isnull=True)


class UsableMessages(models.Manager[Any]):
    """Messages whose import is complete."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Leave out messages of imports that hide theirs; SQLite looks the few hiding imports up once per query."""
        from kithbook.store.models.import_ import Import

        return super().get_queryset().exclude(source__in=Import.objects.filter(hides=True))
