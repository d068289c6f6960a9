"""What the person set: minutes a week, time zone, language and theme of the page."""

from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kithbook.store import people
from kithbook.store.clock import local_zone
from kithbook.store.models import Setting
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
    kept = dict(Setting.objects.filter(key__in=("minutes", "zone", "language", "theme")).values_list("key", "value"))
    owner = people.owner()
    return Settings(
        minutes=kept.get("minutes", MINUTES),
        zone=kept.get("zone") or local_zone(),
        language=kept.get("language", ""),
        theme=kept.get("theme", "auto"),
        me="" if owner is None else owner.shown,
    )


def change_settings(**changes: Any) -> Settings:
    """Change some of minutes (0 to 10,080), zone (IANA), language, theme; what they are now.

    Raises Refused for a value that cannot be, and then changes nothing.
    """
    for key, value in changes.items():
        _check(key, value)
    for key, value in changes.items():
        Setting.write(key, value)
    return settings()


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
    else:
        raise Refused(say("There is no setting {name}. There are minutes, zone, language and theme.", name=key))
