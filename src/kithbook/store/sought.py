"""Lines of an export, sought among those of the book: many with one query each, where one by one would take minutes."""

from collections.abc import Sequence
from typing import Final

from kithbook.store import rows

Line = tuple[int, str]  # UTC seconds, text

_USABLE: Final = "m.source_id NOT IN (SELECT id FROM store_import WHERE hides)"
# CROSS JOIN makes SQLite walk the few lines and look each up by the index of (chat, at).
_EQUAL: Final = f"m.at BETWEEN s.at - %s AND s.at + %s AND m.text = s.text AND {_USABLE}"


def near(chat: int, lines: Sequence[Line], within: int) -> list[list[tuple[int, int | None]]]:
    """For each line the (at, sender) of a chat's usable messages of the same text at most ``within`` seconds away."""
    found: list[list[tuple[int, int | None]]] = [[] for _ in lines]
    _seek(lines)
    for place, at, sender in rows.all_of(
        "SELECT s.place, m.at, m.sender_id FROM temp.sought s"
        f" CROSS JOIN store_message m ON m.chat_id = %s AND {_EQUAL}",
        (chat, within, within),
    ):
        found[place].append((at, sender))
    return found


def watched(chat: int, moments: Sequence[int], within: int) -> list[bool]:
    """For each moment whether a chat has any usable message at most ``within`` seconds away."""
    _seek([(at, "") for at in moments])
    there = rows.all_of(
        "SELECT place FROM temp.sought s WHERE EXISTS (SELECT 1 FROM store_message m WHERE m.chat_id = %s"
        f" AND m.at BETWEEN s.at - %s AND s.at + %s AND {_USABLE})",
        (chat, within, within),
    )
    places = {place for (place,) in there}
    return [place in places for place in range(len(moments))]


def chats(platform: str, lines: Sequence[Line], within: int, step: int, slack: int) -> dict[int, int]:
    """How many of the lines each chat of a platform holds at most ``within`` seconds away, where it holds any.

    Only those count that are a multiple of ``step`` seconds away, give or take ``slack``: clocks of zones differ so.
    """
    _seek(lines)
    ahead = (within // step + 1) * step + slack  # what makes every difference positive
    found = rows.all_of(
        "SELECT c.id, count(DISTINCT s.place) FROM store_chat c CROSS JOIN temp.sought s"
        f" CROSS JOIN store_message m ON m.chat_id = c.id AND {_EQUAL} AND (m.at - s.at + %s) %% %s <= %s"
        " WHERE c.platform = %s GROUP BY c.id",
        (within, within, ahead, step, 2 * slack, platform),
    )
    return dict(found)


def _seek(lines: Sequence[Line]) -> None:
    rows.run("CREATE TEMP TABLE IF NOT EXISTS sought (place INTEGER PRIMARY KEY, at INTEGER, text TEXT)")
    rows.run("DELETE FROM temp.sought")
    rows.put("temp.sought", ("place", "at", "text"), [(place, *line) for place, line in enumerate(lines)])
