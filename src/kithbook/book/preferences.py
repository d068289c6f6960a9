"""What the person set: minutes a week, time zone, country of telephone numbers, language and theme of the page."""

import functools
from importlib import resources
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction

from kithbook import identity
from kithbook.store import people
from kithbook.store.clock import local_zone
from kithbook.store.context import alias
from kithbook.store.models import Handle, Setting
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import Settings

MINUTES: Final = 30
MOST_MINUTES: Final = 7 * 24 * 60
LANGUAGES: Final = ("en", "zh-hans", "ar")
THEMES: Final = ("auto", "light", "dark")


def settings() -> Settings:
    """The settings of the open book.

    ``me`` is the owner's name, or "" where nobody has said who that is; ``language`` is "" until one is chosen: the
    page then follows the browser.
    """
    kept = dict(
        Setting.objects.filter(key__in=("minutes", "zone", "language", "theme", "region")).values_list("key", "value")
    )
    owner = people.owner()
    return Settings(
        minutes=kept.get("minutes", MINUTES),
        zone=kept.get("zone") or local_zone(),
        language=kept.get("language", ""),
        theme=kept.get("theme", "auto"),
        me="" if owner is None else owner.shown,
        region=kept.get("region", ""),
    )


def change_settings(**changes: Any) -> Settings:
    """Change some of minutes (0 to 10,080), zone (IANA), region (ISO 3166), language, theme; what they are now.

    Raises Refused for a value that cannot be, and then changes nothing.
    """
    before = region()
    for key, value in changes.items():
        _check(key, value)
    with transaction.atomic(using=alias()):
        for key, value in changes.items():
            Setting.write(key, value)
        if region() != before:  # every number may be another's now
            Handle.every.update(looked=False)
            Setting.unsettle()
    return settings()


def region() -> str:
    """The country (ISO 3166) whose telephone numbers need no prefix: as set, else where the book's zone is, else ""."""
    now_set = settings()
    return now_set.region or _countries().get(now_set.zone, "")


def regions() -> tuple[str, ...]:
    """The countries that a book may have, in alphabetical order of their letters."""
    return identity.REGIONS


@functools.cache
def _countries() -> dict[str, str]:
    """The country of each zone, as the time zone database has it (zone.tab)."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return {row[2]: row[0] for row in rows}


def _check(key: str, value: Any) -> None:
    if key == "minutes":
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_MINUTES:
            raise Refused(say("Minutes a week must be a whole number from 0 to {most}.", most=MOST_MINUTES))
    elif key == "zone":
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError, TypeError) as reason:
            raise Refused(
                say("{zone} is not a time zone. Choose one such as Europe/Berlin.", zone=str(value))
            ) from reason
    elif key == "language":
        if value not in LANGUAGES:
            raise Refused(say("There is no page in {language}. Choose en, zh-hans or ar.", language=str(value)))
    elif key == "theme":
        if value not in THEMES:
            raise Refused(say("There is no theme {theme}. Choose auto, light or dark.", theme=str(value)))
    elif key == "region":
        if value and value not in identity.REGIONS:
            raise Refused(say("{region} is no country. Write its two letters, such as DE.", region=str(value)))
    else:
        raise Refused(say("There is no setting {name}. There are minutes, zone, region, language and theme.", name=key))
