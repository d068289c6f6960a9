"""Plain values of Monica's export: texts, ids, properties, lists inside of a record, days."""

from collections.abc import Iterator, Mapping
from typing import Any

from kithbook.formats.people_dates import day_of


def plain(value: Any) -> str:
    """A text or a number of the export as one text; "" for anything else."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def uid_of(record: Any) -> str:
    """The id of a record, on one line."""
    return " ".join(plain(record.get("uuid")).split()) if isinstance(record, dict) else ""


def properties(record: Any) -> Mapping[str, Any]:
    """What a record says, but for its id."""
    found = record.get("properties") if isinstance(record, dict) else None
    return found if isinstance(found, dict) else {}


def inner(record: Any) -> Iterator[tuple[str, list[Any]]]:
    """The lists inside of a record, by their type."""
    for part in record.get("data") or () if isinstance(record.get("data"), list) else ():
        if isinstance(part, dict) and isinstance(part.get("values"), list):
            yield plain(part.get("type")).replace("_", "").lower(), part["values"]


def day(value: Any) -> str:
    """The day of a moment, YYYY-MM-DD, or ""."""
    found = day_of(plain(value), "ymd")
    return found.iso if found and found.year else ""
