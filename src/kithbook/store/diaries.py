"""The days of each chat as they are kept, and what each message of a group answers."""

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import polars as pl
from django.db import transaction

from kithbook.store import rows
from kithbook.store.columns import THOUSANDTHS
from kithbook.store.context import alias
from kithbook.store.models import Chat, Diary

_FAST: Final = 1  # zlib: half the time of its default, nearly as small
_TOGETHER: Final = 500


def marks() -> dict[int, tuple[str, str]]:
    """Of what the days of each chat were made, and up to where it is known what answers what."""
    return {chat: (mark, linked) for chat, mark, linked in Diary.objects.values_list("chat_id", "mark", "linked")}


def keep(days: Mapping[int, pl.DataFrame], marked: Mapping[int, str]) -> None:
    """Keep the days of these chats in place of what was kept: frames of numbers, all with the same columns."""
    made = [
        Diary(chat_id=chat, mark=marked[chat], days=zlib.compress(_matrix(frame).tobytes(), _FAST))
        for chat, frame in days.items()
    ]
    _put(made, ["mark", "days"])


def mark_linked(chat: int, linked: str) -> None:
    """Note up to where it is known what the messages of a chat answer. Its days are none until they are kept again."""
    _put([Diary(chat_id=chat, linked=linked)], ["linked", "mark"])


def _put(made: Sequence[Diary], fields: list[str]) -> None:
    """Write these fields, of the chats that are still in the book."""
    with transaction.atomic(using=alias()):
        there = set(Chat.every.values_list("pk", flat=True))
        Diary.objects.bulk_create(
            [each for each in made if each.chat_id in there],
            batch_size=_TOGETHER,
            update_conflicts=True,
            unique_fields=["chat"],
            update_fields=fields,
        )


def _matrix(frame: pl.DataFrame) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.ascontiguousarray(frame.cast(pl.Float64).to_numpy())


def read(columns: Sequence[str], chats: Collection[int] | None = None) -> pl.DataFrame:
    """The days of these chats (or all) with ``chat`` and these columns, which must be those that were kept."""
    kept = Diary.objects.all() if chats is None else Diary.objects.filter(chat_id__in=chats)
    numbers, where = [], []
    for chat, packed in kept.order_by("chat_id").values_list("chat_id", "days"):
        found = np.frombuffer(zlib.decompress(packed), dtype=np.float64).reshape(-1, len(columns))
        numbers.append(found)
        where.append(np.full(len(found), chat, dtype=np.int32))
    whole = np.concatenate(numbers) if numbers else np.empty((0, len(columns)))
    frame = pl.DataFrame({name: whole[:, place] for place, name in enumerate(columns)})
    return frame.with_columns(chat=pl.Series(np.concatenate(where) if where else [], dtype=pl.Int32))


def forget(chats: Iterable[int]) -> None:
    """Let go of the diaries of these chats."""
    Diary.objects.filter(chat_id__in=list(chats)).delete()


def forget_answers(chat: int, *, after: int | None) -> None:
    """Let go of what the messages of a chat after a moment (UTC seconds), or all of them, were said to answer."""
    rows.run(
        "DELETE FROM store_answering WHERE message IN (SELECT id FROM store_message WHERE chat_id = %s AND at > %s)",
        (chat, -(2**63) if after is None else after),
    )


def keep_answers(links: pl.DataFrame) -> None:
    """Keep what messages answer: message, answers (or null), chance (0 to 1)."""
    chance = (pl.col("chance").fill_null(0) * THOUSANDTHS).round().cast(pl.Int16)
    told = links.select("message", "answers", chance).sort("message")
    with transaction.atomic(using=alias()):
        # Another process may be at the same: what both find out is the same.
        rows.put("store_answering", ("message", "answers", "chance"), told.rows(), verb="INSERT OR REPLACE")
