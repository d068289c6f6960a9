"""What was said between the owner and one person, in runs of a day and counts of a week. Times are UTC seconds."""

from collections.abc import Collection
from typing import Final, NamedTuple

from kithbook.store import rows
from kithbook.store.models import Message

DAY: Final = 86_400
WEEK: Final = 7 * DAY
# 1970-01-01 was a Thursday: weeks begin on Mondays after this shift.
TO_MONDAY: Final = 3 * DAY
_VISIBLE: Final = "source_id NOT IN (SELECT id FROM store_import WHERE hides)"


class Run(NamedTuple):
    """The messages of one day in one chat: how many, and the last one that has a text."""

    chat: int
    day: int  # days since 1970 in the zone of the book
    messages: int
    id: int
    at: int
    sender: int | None
    kind: int
    text: str


class Talk(NamedTuple):
    """Where two people last talked, and when."""

    chat: int
    at: int
    direct: bool


def _marks(values: Collection[int]) -> str:
    return ", ".join(["%s"] * len(values))


def _whose(direct: Collection[int], handles: Collection[int]) -> tuple[str, list[int]]:
    """The messages of direct chats (both sides), and those of ``handles`` anywhere else."""
    where = (
        f"(chat_id IN ({_marks(direct)}) OR (sender_id IN ({_marks(handles)}) AND chat_id NOT IN ({_marks(direct)})))"
    )
    return where, [*direct, *handles, *direct]


def runs(direct: Collection[int], handles: Collection[int], *, shift: int, limit: int, match: str = "") -> list[Run]:
    """The newest ``limit`` runs; ``shift`` is what the zone adds to UTC, ``match`` an FTS5 expression to meet."""
    where, values = _whose(direct, handles)
    matching = "AND id IN (SELECT rowid FROM store_search WHERE store_search MATCH %s)" if match else ""
    # The columns without a sum come from the row of the maximum: SQLite promises that for a single max().
    sql = f"""
        SELECT chat_id, (at + %s) / {DAY} AS day, count(*), id, at, sender_id, kind, text,
               max((text <> '') * 100000000000 + at)
        FROM store_message WHERE {where} AND {_VISIBLE} {matching}
        GROUP BY chat_id, day ORDER BY day DESC, at DESC LIMIT %s"""
    told = rows.all_of(sql, [shift, *values, *([match] if match else []), limit])
    return [Run(*row[:8]) for row in told]


def weeks(direct: Collection[int], handles: Collection[int], *, shift: int) -> list[tuple[int, int]]:
    """(Monday as days since 1970, messages) of each week with messages, oldest first."""
    where, values = _whose(direct, handles)
    sql = f"""
        SELECT (at + %s) / {WEEK} AS week, count(*) FROM store_message WHERE {where} AND {_VISIBLE}
        GROUP BY week ORDER BY week"""
    return [(week * 7 - 3, count) for week, count in rows.all_of(sql, [shift + TO_MONDAY, *values])]


def last_talk(direct: Collection[int], handles: Collection[int]) -> Talk | None:
    """Where the two last wrote to each other, else where the person last wrote at all."""
    for chosen, is_direct in (({"chat_id__in": direct}, True), ({"sender_id__in": handles}, False)):
        newest = Message.objects.filter(**chosen).order_by("-at").values_list("chat_id", "at").first()
        if newest:
            return Talk(newest[0], newest[1], is_direct)
    return None


def last_texts(talk: Talk, handles: Collection[int], *, count: int = 30) -> list[str]:
    """The newest texts of the chat of ``talk``: of both where it is direct, else of the person."""
    told = Message.objects.filter(chat_id=talk.chat).exclude(text="")
    if not talk.direct:
        told = told.filter(sender_id__in=handles)
    return list(told.order_by("-at").values_list("text", flat=True)[:count])


def counts(handles: Collection[int]) -> dict[int, int]:
    """How many messages each handle wrote."""
    sql = f"""SELECT sender_id, count(*) FROM store_message
        WHERE sender_id IN ({_marks(handles)}) AND {_VISIBLE} GROUP BY sender_id"""
    return dict(rows.all_of(sql, list(handles)))
