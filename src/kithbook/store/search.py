"""Messages by their words: the questions to the full-text index that `store.index` fills."""

from typing import Final, NamedTuple

from kithbook.store import rows

# Beyond so many hits the newest are told by row instead of by time: the rows follow time within an import, and sorting
# every hit would read every message.
SORTED: Final = 20_000
_HIDDEN: Final = "source_id IN (SELECT id FROM store_import WHERE hides)"


class Found(NamedTuple):
    """One message that was found; ``person`` is who wrote it, None for the platform itself."""

    id: int
    chat: int
    person: int | None
    at: int
    text: str


def count(match: str) -> int:
    """How many usable messages meet the FTS5 expression ``match``."""
    found = rows.all_of("SELECT count(*) FROM store_search WHERE store_search MATCH %s", (match,))[0][0]
    if found and rows.all_of("SELECT 1 FROM store_import WHERE hides LIMIT 1"):
        sql = f"""SELECT count(*) FROM store_search JOIN store_message m ON m.id = store_search.rowid
            WHERE store_search MATCH %s AND NOT m.{_HIDDEN}"""
        found = rows.all_of(sql, (match,))[0][0]
    return int(found)


def find(match: str, limit: int, offset: int = 0, *, by_time: bool = True) -> list[Found]:
    """Usable messages that meet the FTS5 expression ``match``, newest first; by row where ``by_time`` is False."""
    order = "m.at DESC, m.id DESC" if by_time else "store_search.rowid DESC"
    sql = f"""SELECT m.id, m.chat_id, h.person_id, m.at, m.text
        FROM store_search JOIN store_message m ON m.id = store_search.rowid
        LEFT JOIN store_handle h ON h.id = m.sender_id
        WHERE store_search MATCH %s AND NOT m.{_HIDDEN}
        ORDER BY {order} LIMIT %s OFFSET %s"""
    return [Found(*row) for row in rows.all_of(sql, (match, limit, offset))]
