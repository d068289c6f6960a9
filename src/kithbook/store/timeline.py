"""What was said between the owner and one person, in runs of a day and counts of a week. Times are UTC seconds.

A direct chat counts as a whole, of any other chat only what the person's own handles wrote.
"""

from collections.abc import Collection
from typing import Any, Final, NamedTuple

from kithbook.store import rows

DAY: Final = 86_400
WEEK: Final = 7 * DAY
# 1970-01-01 was a Thursday: weeks begin on Mondays after this shift.
TO_MONDAY: Final = 3 * DAY
FIRST_LOOK: Final = 500  # messages that are read for a page at first; four times as many each time it is not enough


class Run(NamedTuple):
    """The messages of one day in one chat: how many, and the last one that has a text (else the last)."""

    chat: int
    day: int  # days since 1970 in the zone of the book
    messages: int
    at: int
    sender: int | None
    kind: int
    text: str


class Talk(NamedTuple):
    """Where two people last talked, and when."""

    chat: int
    at: int
    direct: bool


class Written(NamedTuple):
    """One message: who wrote it (a person's id, None for nobody), when, of which kind, and its text."""

    person: int | None
    at: int
    kind: int
    text: str


def visible() -> str:
    """The condition that leaves out unfinished imports; where there are none, the indexes alone can answer."""
    if rows.all_of("SELECT 1 FROM store_import WHERE hides LIMIT 1"):
        return "source_id NOT IN (SELECT id FROM store_import WHERE hides)"
    return "1"


def runs(direct: Collection[int], handles: Collection[int], *, shift: int, limit: int, match: str = "") -> list[Run]:
    """The newest ``limit`` runs; ``shift`` is what the zone adds to UTC, ``match`` an FTS5 expression to meet."""
    look = FIRST_LOOK
    while True:
        told, unread = _newest(direct, handles, match, look)
        # A day in which one of the sources was cut off may have more: only later days are whole.
        whole = [row for row in told if unread is None or (row[1] + shift) // DAY > (unread + shift) // DAY]
        found = _in_runs(whole, shift)
        if unread is None or len(found) >= limit:
            return found[:limit]
        look *= 4


def _newest(
    direct: Collection[int], handles: Collection[int], match: str, look: int
) -> tuple[list[tuple[Any, ...]], int | None]:
    """The newest ``look`` messages of each chat and handle, and the latest moment at which one was cut off, or None."""
    others = ", ".join(str(int(chat)) for chat in direct)
    sources = [("chat_id = %s", chat) for chat in direct]
    sources += [(f"sender_id = %s AND chat_id NOT IN ({others})", handle) for handle in handles]
    matching = "AND id IN (SELECT rowid FROM store_search WHERE store_search MATCH %s)" if match else ""
    told: list[tuple[Any, ...]] = []
    unread = None
    for where, value in sources:
        sql = f"""SELECT chat_id, at, sender_id, kind, text FROM store_message
            WHERE {where} AND {visible()} {matching} ORDER BY at DESC LIMIT %s"""
        some = rows.all_of(sql, [value, *([match] if match else []), look])
        told += some
        if len(some) == look:
            unread = max(unread or some[-1][1], some[-1][1])
    return told, unread


def _in_runs(told: list[tuple[Any, ...]], shift: int) -> list[Run]:
    """Messages as runs, the newest first."""
    found: dict[tuple[int, int], Run] = {}
    for chat, at, sender, kind, text in sorted(told, key=lambda row: row[1]):
        day = (at + shift) // DAY
        before = found.pop((day, chat), None)
        count = 1 if before is None else before.messages + 1
        if before is not None and before.text and not text:
            found[day, chat] = before._replace(messages=count)
        else:
            found[day, chat] = Run(chat, day, count, at, sender, kind, text)
    return sorted(found.values(), key=lambda run: (run.day, run.at), reverse=True)


def weeks(direct: Collection[int], *, shift: int) -> dict[int, int]:
    """Messages of direct chats by week; a week is its Monday as days since 1970."""
    found: dict[int, int] = {}
    for chat in direct:
        sql = f"""SELECT (at + %s) / {WEEK} AS week, count(*) FROM store_message
            WHERE chat_id = %s AND {visible()} GROUP BY week"""
        for week, count in rows.all_of(sql, [shift + TO_MONDAY, chat]):
            found[week * 7 - 3] = found.get(week * 7 - 3, 0) + count
    return found


def last_talk(direct: Collection[int], handles: Collection[int]) -> Talk | None:
    """Where the two last wrote to each other, else where the person last wrote at all."""
    for column, values, is_direct in (("chat_id", direct, True), ("sender_id", handles, False)):
        newest = [_last(column, value) for value in values]
        told = [talk for talk in newest if talk is not None]
        if told:
            chat, at = max(told, key=lambda talk: talk[1])
            return Talk(chat, at, is_direct)
    return None


def _last(column: str, value: int) -> tuple[int, int] | None:
    sql = f"SELECT chat_id, at FROM store_message WHERE {column} = %s AND {visible()} ORDER BY at DESC LIMIT 1"
    found = rows.all_of(sql, [value])
    return (found[0][0], found[0][1]) if found else None


def last_texts(talk: Talk, handles: Collection[int], *, count: int = 30) -> list[str]:
    """The newest texts of the chat of ``talk``, newest first: of both where it is direct, else of the person."""
    sources = [("chat_id", talk.chat)] if talk.direct else [("sender_id", handle) for handle in handles]
    told: list[str] = []
    for column, value in sources:
        sql = f"""SELECT text FROM store_message
            WHERE {column} = %s AND kind = 0 AND text <> '' AND {visible()} ORDER BY at DESC LIMIT %s"""
        told += [text for (text,) in rows.all_of(sql, [value, count])]
    return told


def span(handles: Collection[int]) -> tuple[int | None, int | None]:
    """The moments of the first and of the last message of these handles, None where they wrote none."""
    mine = f"sender_id IN ({', '.join(str(int(each)) for each in handles)}) AND {visible()}"
    first = rows.all_of(f"SELECT min(at), max(at) FROM store_message WHERE {mine}")[0] if handles else (None, None)
    return first[0], first[1]


def counts(handles: Collection[int]) -> dict[int, int]:
    """How many messages each handle wrote."""
    sql = f"SELECT count(*) FROM store_message WHERE sender_id = %s AND {visible()}"
    return {handle: rows.all_of(sql, [handle])[0][0] for handle in handles}


def texts(messages: Collection[int]) -> dict[int, str]:
    """The texts of these messages, by their row; those without any are left out."""
    found: dict[int, str] = {}
    rows_ = sorted(messages)
    for first in range(0, len(rows_), 500):
        some = ", ".join(str(int(row)) for row in rows_[first : first + 500])
        found.update(rows.all_of(f"SELECT id, text FROM store_message WHERE id IN ({some}) AND text <> ''"))
    return found


def written_in(chat: int, *, most: int) -> list[tuple[int, str]]:
    """The last ``most`` texts of a chat in order, with the handle that wrote each."""
    found = rows.all_of(
        f"""SELECT sender_id, text FROM store_message WHERE chat_id = %s AND kind = 0 AND text <> '' AND sender_id
            IS NOT NULL AND {visible()} ORDER BY at DESC LIMIT %s""",
        (chat, most),
    )
    return found[::-1]


def written(messages: Collection[int]) -> dict[int, Written]:
    """These messages (row ids) by their ids, those of unfinished imports left out."""
    some = ", ".join(str(int(each)) for each in messages)
    found = rows.all_of(
        "SELECT m.id, h.person_id, m.at, m.kind, m.text FROM store_message m"
        f" LEFT JOIN store_handle h ON h.id = m.sender_id WHERE m.id IN ({some}) AND {visible()}"
    )
    return {message: Written(*rest) for message, *rest in found}


class Line(NamedTuple):
    """One message as evidence: its row, chat, sender (a handle), moment, text, and whether it asks something."""

    id: int
    chat: int
    sender: int
    at: int
    text: str
    question: bool


_LINE: Final = "SELECT id, chat_id, sender_id, at, text, question FROM store_message WHERE kind = 0 AND text <> ''"


def recent(handles: Collection[int], *, since: int, until: int, most: int) -> list[Line]:
    """The newest texts (``most`` of each handle) that these handles wrote in any chat within a time, newest first."""
    found: list[Line] = []
    for handle in handles:
        sql = f"{_LINE} AND sender_id = %s AND at BETWEEN %s AND %s AND {visible()} ORDER BY at DESC LIMIT %s"
        found += [_line(row) for row in rows.all_of(sql, [handle, since, until, most])]
    return sorted(found, key=lambda line: (-line.at, -line.id))


def last_of(chats: Collection[int], *, until: int) -> Line | None:
    """The last message with a text of any of these chats."""
    found = []
    for chat in chats:
        sql = (
            f"{_LINE} AND sender_id IS NOT NULL AND chat_id = %s AND at <= %s AND {visible()} ORDER BY at DESC LIMIT 1"
        )
        found += [_line(row) for row in rows.all_of(sql, [chat, until])]
    return max(found, key=lambda line: (line.at, line.id), default=None)


def between(chats: Collection[int], *, until: int, most: int) -> list[Line]:
    """The last ``most`` texts of each of these chats until a moment, oldest first."""
    found = []
    for chat in chats:
        sql = f"{_LINE} AND sender_id IS NOT NULL AND chat_id = %s AND at <= %s AND {visible()}"
        found += [_line(row) for row in rows.all_of(f"{sql} ORDER BY at DESC LIMIT %s", [chat, until, most])]
    return sorted(found, key=lambda line: (line.at, line.id))


def wrote_after(handles: Collection[int], chats: Collection[int], moment: int) -> bool:
    """Whether any of these handles wrote in any of these chats after a moment."""
    return any(
        rows.all_of(
            "SELECT 1 FROM store_message WHERE chat_id = %s AND at > %s"
            f" AND sender_id IN ({', '.join(str(int(each)) for each in handles)}) AND {visible()} LIMIT 1",
            [chat, moment],
        )
        for chat in chats
    )


def _line(row: tuple[Any, ...]) -> Line:
    number, chat, sender, at, text, question = row
    return Line(number, chat, sender, at, text, bool(question))


def days(chats: Collection[int], *, shift: int) -> list[int]:
    """The days (since 1970, in the zone that adds ``shift``) on which anything was written in these chats."""
    found: set[int] = set()
    for chat in chats:
        sql = f"SELECT DISTINCT (at + %s) / {DAY} FROM store_message WHERE chat_id = %s AND {visible()}"
        found.update(day for (day,) in rows.all_of(sql, [shift, chat]))
    return sorted(found)


def first_between(chats: Collection[int], first: int, last: int) -> int | None:
    """The row of the first message of these chats between two moments."""
    found = []
    for chat in chats:
        sql = (
            f"SELECT at, id FROM store_message WHERE chat_id = %s AND at BETWEEN %s AND %s AND {visible()} ORDER BY at"
        )
        found += rows.all_of(f"{sql} LIMIT 1", [chat, first, last])
    return min(found)[1] if found else None


def moments_of(messages: Collection[int]) -> dict[int, int]:
    """When each of these messages was written, by its row."""
    if not messages:
        return {}
    some = ", ".join(str(int(row)) for row in list(messages)[:500])
    return dict(rows.all_of(f"SELECT id, at FROM store_message WHERE id IN ({some})"))


def at_moment(handles: Collection[int], moment: int) -> list[int]:
    """The messages that these handles wrote at a moment."""
    found: list[int] = []
    for handle in handles:
        sql = f"SELECT id FROM store_message WHERE sender_id = %s AND at = %s AND {visible()}"
        found += [row for (row,) in rows.all_of(sql, [handle, moment])]
    return found
