"""The names and values of a card: what imports told and what you wrote stand side by side, with where each is from."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from kithbook import identity, words
from kithbook.book import knowing, moments
from kithbook.store import hands
from kithbook.store.models import Handle, Import, Membership
from kithbook.vocabulary import FACTS, Said, say, say_n
from kithbook.vocabulary.answers import NameRow, Origin, ValueRow

_NAMES: Final = ("nickname", "other_name")
_FIRST: Final = (*knowing.LISTS.values(), "organisation", "role", "place", "zone", "birthday", "language")
ORDER: Final = tuple(dict.fromkeys((*_FIRST, *FACTS, "custom", "note")))
# How Unicode calls the letters of a script, and how we do where that is another word.
_SCRIPTS: Final = {"cjk": "han", "hiragana": "kana", "katakana": "kana"}


class _Told(NamedTuple):
    """One value from one origin; ``id`` is that of the field, 0 for the single values."""

    kind: str
    value: str
    origin: Origin
    label: str = ""
    id: int | None = None


def of(parts: Sequence[int], handles: Sequence[Handle], shown: str, zone: str, now: int) -> "Card":
    """The card of a person: all parts of the whole, all handles, the name that is shown; ``zone`` is the owner's."""
    told = [*_by_hand(parts, zone), *_by_imports([handle.pk for handle in handles], zone), *_by_keys(handles, zone)]
    named = [each for each in told if each.kind in {"name", "alias"}]
    others = [each for each in told if each.kind not in {"name", "alias"}]
    return Card(_names(named, shown), _values(others, moments.day(now, zone), now, zone))


def doubts(handles: Sequence[Handle]) -> tuple[Said, ...]:
    """Handles that may have passed to somebody else: exports call them by names that are hardly one person's."""
    said = Membership.objects.filter(handle__in=handles, source__state="complete").exclude(name="")
    names: dict[int, list[str]] = {}
    for handle, name in said.order_by("source_id", "pk").values_list("handle_id", "name"):
        names.setdefault(handle, []).append(name)
    return tuple(
        say(
            "{key} is {first} in one export and {second} in a later one: it may have passed to somebody else.",
            key=handle.key,
            first=told[0],
            second=told[-1],
        )
        for handle in handles
        if (told := names.get(handle.pk, [])) and identity.two_people(told[0], told[-1])
    )


class Card(NamedTuple):
    """Names and values as the page shows them."""

    names: tuple[NameRow, ...]
    values: tuple[ValueRow, ...]


# ------------------------------------------------------------------------------------------------ what is told


def _by_hand(parts: Sequence[int], zone: str) -> list[_Told]:
    found = []
    for field in hands.fields(parts):
        if field.value and (field.kind == "alias" or field.kind not in hands.SINGLE):
            number = field.pk if field.kind not in hands.SINGLE else None
            origin = Origin("you", "", moments.iso_day(field.created, zone))
            found.append(_Told(field.kind, field.value, origin, field.label, number))
    return found


def _by_imports(handles: Sequence[int], zone: str) -> list[_Told]:
    """What complete imports told, the newest first."""
    rows = Membership.objects.filter(handle__in=handles, source__state="complete").select_related("source")
    found = []
    for row in rows.order_by("-source_id", "pk"):
        origin = _origin(row.source, zone)
        found += [_Told(kind, value, origin) for kind, value in _pairs(row.name, row.details or {})]
    return found


def _origin(source: Import, zone: str) -> Origin:
    file = "" if source.format == "typed" else PurePath(source.inside or source.path).name
    return Origin(source.platform or source.format, file, moments.iso_day(source.created, zone))


def _pairs(name: str, details: dict[str, Any]) -> list[tuple[str, str]]:
    called = [("name", name)] if any(map(str.isalpha, name)) and "@" not in name else []
    return called + [("name" if kind in _NAMES else kind, value) for kind, value in knowing.pairs(details)]


def _by_keys(handles: Sequence[Handle], zone: str) -> list[_Told]:
    """Numbers and addresses that are the key of a handle, such as on WhatsApp and in mail."""
    found = []
    for handle in handles:
        number = handle.key.startswith("+") and sum(map(str.isdecimal, handle.key)) > 6
        kind = "phone" if number else "mail" if handle.platform == "mail" and "@" in handle.key else ""
        first = Membership.objects.filter(handle=handle, source__state="complete").select_related("source").first()
        if kind and first is not None:
            found.append(_Told(kind, handle.key, _origin(first.source, zone)))
    return found


# ------------------------------------------------------------------------------------------------ put together


def same(kind: str, value: str) -> str:
    """Equal for two ways of writing the same: a number with and without spaces, a page with and without its scheme."""
    folded = " ".join(words.fold(value).split())
    if kind == "phone":
        return "".join(filter(str.isdecimal, folded)).removeprefix("00")
    if kind == "link":
        return folded.partition("://")[2].rstrip("/") if "://" in folded else folded.rstrip("/")
    return folded


def _merged(told: Sequence[_Told]) -> list[tuple[_Told, tuple[Origin, ...]]]:
    """Each value once, as you wrote it or as the newest import does, with all its origins."""
    origins: dict[tuple[str, str, str], dict[Origin, None]] = {}
    first: dict[tuple[str, str, str], _Told] = {}
    for each in told:
        key = (each.kind, words.fold(each.label), same(each.kind, each.value))
        kept = first.setdefault(key, each)
        if kept.id is None and each.id is not None:
            first[key] = each
        origins.setdefault(key, {})[each.origin] = None
    return [(each, tuple(origins[key])) for key, each in first.items()]


def _names(told: Sequence[_Told], shown: str) -> tuple[NameRow, ...]:
    """All names, the shown one first, then what you wrote, then what most imports say."""
    wanted = same("name", shown)
    found = [
        NameRow(each.value, script(each.value), origins, same("name", each.value) == wanted, each.id)
        for each, origins in _merged([each._replace(kind="name") for each in told])
    ]
    if shown and not any(row.shown for row in found):
        found.append(NameRow(shown, script(shown), (), shown=True))
    return tuple(sorted(found, key=lambda row: (not row.shown, row.id is None, -len(row.origins))))


def _values(told: Sequence[_Told], today: date, now: int, zone: str) -> tuple[ValueRow, ...]:
    found = [
        ValueRow(each.kind, each.value, origins, each.label, each.id, _says(each, today, now, zone))
        for each, origins in _merged(told)
    ]
    place = {kind: number for number, kind in enumerate(ORDER)}
    return tuple(sorted(found, key=lambda row: (place.get(row.kind, len(ORDER)), row.id is None)))


def script(name: str) -> str:
    """The script in which most letters of a name are, in small letters; "" where there is none.

    >>> script("云三朵"), script("Ines 🏺"), script("نادية"), script("🏺")
    ('han', 'latin', 'arabic', '')
    """
    letters = [unicodedata.name(sign, "").split(" ")[0].lower() for sign in name if sign.isalpha()]
    most = Counter(letters).most_common(1)
    return _SCRIPTS.get(most[0][0], most[0][0]) if most else ""


# ------------------------------------------------------------------------------------------------ what follows now


def _says(told: _Told, today: date, now: int, zone: str) -> Said | None:
    if told.kind == "birthday":
        return _birthday(told.value, today)
    if told.kind == "zone":
        return _hour(told.value, now, zone)
    return None


def _birthday(written: str, today: date) -> Said | None:
    born = words.birthday_of(written)
    coming = None if born is None else words.next_birthday(born, today)
    if born is None or coming is None:
        return None
    days, age = (coming - today).days, words.age_on(born, coming)
    if not days:
        return say("today") if age is None else say("turns {age} today", age=age)
    if age is None:
        return say_n("in {count} day, on {day}", "in {count} days, on {day}", days, day=coming)
    return say_n(
        "turns {age} in {count} day, on {day}", "turns {age} in {count} days, on {day}", days, age=age, day=coming
    )


def local(zone: str, now: int) -> datetime | None:
    """The time in a zone; None where there is no such zone."""
    try:
        return datetime.fromtimestamp(now, ZoneInfo(zone))
    except (KeyError, ValueError, OSError):
        return None


def _hour(there: str, now: int, here: str) -> Said | None:
    moment, mine = local(there, now), local(here, now)
    if moment is None or mine is None:
        return None
    time = f"{moment:%H:%M}"
    if moment.date() > mine.date():
        return say("{time} there, already tomorrow", time=time)
    if moment.date() < mine.date():
        return say("{time} there, still yesterday", time=time)
    return say("{time} there now", time=time)


def local_time(values: Sequence[ValueRow], now: int) -> str:
    """The ISO time in the zone that somebody lives in, as you wrote it last, or ""."""
    zone = next((row.value for row in reversed(values) if row.kind == "zone"), "")
    there = local(zone, now) if zone else None
    return "" if there is None else there.isoformat()
