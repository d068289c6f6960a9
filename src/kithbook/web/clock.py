"""The only place where the page reads the clock."""

import time
from datetime import UTC, date, datetime
from typing import Final

from django.utils import timezone

OLD_DAYS: Final = 90  # seen longer ago than this, a page asks for a fresh export


def now() -> int:
    """UTC seconds."""
    return int(time.time())


def today() -> date:
    """The day in the owner's zone."""
    return timezone.localdate()


def is_old(day: str) -> bool:
    """Whether an ISO day, until when something was seen, lies so far back that a fresh export would tell more."""
    if not day:
        return False
    seen = datetime.fromisoformat(day[:10]).replace(tzinfo=UTC)
    return now() - seen.timestamp() > OLD_DAYS * 86_400
