"""Meetings and calls outside of chats, as the imports told them: of those with one key the newest word counts."""

from collections.abc import Collection
from typing import Final, NamedTuple

from kithbook.store import rows

MANY: Final = 20  # people: a meeting of more says nothing about any two of them


class Met(NamedTuple):
    """One meeting or call of the book; ``people`` are those who took part, the owner among them."""

    id: int
    kind: str
    at: int
    seconds: int | None
    all_day: bool
    title: str
    place: str
    people: frozenset[int]


_NEWEST: Final = """
    SELECT max(e.id) FROM store_encounter e JOIN store_import i ON i.id = e.source_id AND NOT i.hides
    GROUP BY e.platform, e.key"""


def until(moment: int, people: Collection[int] | None = None) -> list[Met]:
    """Everything that took place before ``moment`` (UTC seconds), of these ``people`` or of everybody, oldest first."""
    some = "" if people is None else f"AND h.person_id IN ({', '.join(str(int(each)) for each in people)})"
    return _of(
        f"""SELECT e.id FROM store_encounter e WHERE e.at <= %s AND e.id IN ({_NEWEST}) AND EXISTS (
            SELECT 1 FROM store_encounter_handles t JOIN store_handle h ON h.id = t.handle_id
            WHERE t.encounter_id = e.id {some})""",
        (moment,),
    )


def _of(chosen: str, values: tuple[int, ...]) -> list[Met]:
    found = rows.all_of(
        f"""SELECT e.id, e.kind, e.at, e.seconds, e.all_day, e.title, e.place, group_concat(h.person_id)
        FROM store_encounter e JOIN store_encounter_handles t ON t.encounter_id = e.id
        JOIN store_handle h ON h.id = t.handle_id WHERE e.id IN ({chosen}) GROUP BY e.id ORDER BY e.at, e.id""",
        values,
    )
    return [
        Met(number, kind, at, seconds, bool(all_day), title, place, frozenset(map(int, people.split(","))))
        for number, kind, at, seconds, all_day, title, place, people in found
    ]
