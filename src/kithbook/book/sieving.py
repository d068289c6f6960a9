"""Telling what is new from what the book already holds, for an import and for a dry run alike."""

from collections.abc import Sequence

from kithbook.identity import PLAIN, Alignment, Coming, Relation, Row
from kithbook.store import rows
from kithbook.store.models import Known


class Sieve:
    """Pairs the messages of one import (row ``source``, 0 for a dry run) with those of the book, each of these once."""

    def __init__(self, source: int = 0) -> None:
        self._source = source
        self._spans: dict[int, tuple[int | None, int | None]] = {}
        # One byte for each row of the book: small even for millions, where a set of numbers would not be.
        self._used = bytearray(rows.next_id())
        for first, last in Known.objects.filter(source=source).values_list("first", "last"):
            self._used[first : last + 1] = b"\1" * (last + 1 - first)

    def is_empty(self, chat: int) -> bool:
        """Whether the book holds nothing of this chat but what this import brings."""
        return self._span(chat)[0] is None

    def _span(self, chat: int) -> tuple[int | None, int | None]:
        if chat not in self._spans:
            self._spans[chat] = rows.span(chat, self._source)
        return self._spans[chat]

    def known(self, chat: int, messages: Sequence[Coming], relation: Relation = PLAIN) -> list[Row | None]:
        """For each message of ``chat`` the row that it already is, or None where it is new."""
        first, last = self._span(chat)
        if first is None or last is None:
            return [None] * len(messages)
        within = [message.at for message in messages if first - rows.DAY <= message.at <= last + rows.DAY]
        if not within:
            return [None] * len(messages)
        there = {row[0]: Row._make(row) for row in rows.around(chat, within, self._source) if not self._used[row[0]]}
        found = Alignment(there.values(), relation).pair(messages)
        for row in found:
            if row is not None:
                self._used[row] = 1
        return [None if row is None else there[row] for row in found]
