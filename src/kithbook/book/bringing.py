"""Reading one export into the book: short batches, hidden until the last one, resumed after the last that was kept."""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Final

from django.db import transaction

from kithbook.book import joining, sources
from kithbook.book.looking import PROBLEMS, ChatLook, look
from kithbook.book.meeting import Meeting
from kithbook.book.sieving import Sieve
from kithbook.store import derive, lease, models, rows
from kithbook.store.clock import HOUR, WallClock
from kithbook.store.context import alias
from kithbook.vocabulary import KINDS, Chat, Choice, Contact, Message, Problem, Record, Tally
from kithbook.words import is_question

BATCH: Final = 10_000  # records of a transaction: other writers wait no longer than it takes
_KIND: Final = {kind: place for place, kind in enumerate(KINDS)}


class Bringing:
    """One import at work. ``row`` is its row, ``worker`` the lease under which every batch is written."""

    def __init__(self, row: models.Import, worker: str, export: sources.Export, clock: WallClock) -> None:
        self._row, self._worker, self._export, self._clock = row, worker, export, clock
        self._sieve = Sieve(row.pk)
        self._people = Meeting(row)
        self._sightings = {each.ref: each for each in models.Sighting.objects.filter(source=row)}
        self._looks: dict[str, ChatLook] = {}

    def run(self, tell: Callable[[models.Import], None]) -> None:
        """Read everything that is not in the book yet; ``tell`` hears the import's row after each batch."""
        if self._row.position == 0 and joining.has_candidates(self._row.platform):
            self._looks = look(self._stream(self._export.source), self._clock).chats
        watched = sources.Watched(self._export.source)
        stream = self._stream(watched)
        for record in islice(stream, self._row.position):
            if isinstance(record, Contact):
                self._people.recall(record)
        while batch := list(islice(stream, BATCH)):
            with self._writing():
                self._keep(batch)
                self._row.done = min(watched.read, self._row.total)
                self._row.counts |= self._people.counts()
                self._row.save(update_fields=["position", "done", "counts", "choices"])
            tell(self._row)
        with self._writing():
            rows.resolve_replies(sorted({each.chat_id for each in self._sightings.values()}))
            if self._row.counts.get("open_mentions"):
                self._people.resolve_mentions()
        with self._writing():
            self._complete()

    def _stream(self, source: Any) -> Iterator[Record]:
        stream: Iterator[Record] = self._export.format.read(source, dates=self._row.options.get("dates"))
        return stream

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """One short transaction, in which this worker still holds the lease."""
        with transaction.atomic(using=alias(), durable=True):
            lease.keep(self._row.pk, self._worker)
            yield

    # ------------------------------------------------------------------------------------------ one batch

    def _keep(self, batch: list[Record]) -> None:
        """Write the records of one batch: first what the messages stand on, then the messages."""
        messages: list[Message] = []
        for record in batch:
            if isinstance(record, Message):
                messages.append(record)
            elif isinstance(record, Contact):
                seen_in = self._sightings.get(record.chat)
                self._people.meet(record, seen_in.chat_id if seen_in else None)
            elif isinstance(record, Chat):
                self._place(record)
            else:
                self._note(record)
        if messages:
            self._write(messages)
        self._row.position += len(batch)

    def _note(self, record: Record) -> None:
        counts = self._row.counts
        if isinstance(record, Choice):
            self._row.choices[record.name] = f"{record.value} ({record.because})" if record.because else record.value
        elif isinstance(record, Problem):
            counts["problems"] = counts.get("problems", 0) + 1
            if counts["problems"] <= PROBLEMS:
                models.Problem.objects.create(
                    source=self._row, file=record.file, line=record.line, lines=record.lines, why=record.why
                )
        elif isinstance(record, Tally):
            counts["lines"] = {name: getattr(record, name) for name in record.__struct_fields__}

    def _place(self, chat: Chat) -> None:
        """Find or make the chat of the book that ``chat`` is, and keep what this export says about it."""
        looked = self._looks.get(chat.ref)
        found = joining.continued(looked) if looked else joining.keyed(chat.platform, chat.key)
        if found is None:
            found = models.Chat.every.create(
                platform=chat.platform, key=chat.key, title=chat.title, kind=chat.kind, waits_for=self._row
            )
        elif not self._sieve.is_empty(found.pk):
            self._row.choices["chat" if not self._sightings else f"chat {chat.ref}"] = f"joined {found.shown}"
        told = {name: getattr(chat, name) for name in ("ref", "key", "title", "kind", "stated_size", "seen_until")}
        self._sightings[chat.ref] = models.Sighting.objects.create(source=self._row, chat=found, **told)

    # ------------------------------------------------------------------------------------------ messages

    def _write(self, messages: list[Message]) -> None:
        """Insert those messages that are new, and keep which rows of the book the others are."""
        counts = self._row.counts
        known: list[int] = []
        for ref in dict.fromkeys([message.chat for message in messages]):
            seen_in = self._sightings[ref]
            made = self._rows(seen_in.chat_id, [message for message in messages if message.chat == ref])
            self._see_until(seen_in, max([row[3] for row in made]), zoned=made[0][8])
            counts["read"] = counts.get("read", 0) + len(made)
            if not self._sieve.is_empty(seen_in.chat_id):
                found = self._sieve.known(seen_in.chat_id, [(r[3], r[2], r[4], r[5], r[6]) for r in made])
                known += [row for row in found if row is not None]
                made = [row for row, there in zip(made, found, strict=True) if there is None]
            first = rows.next_id()
            rows.insert([(first + place, *row[1:]) for place, row in enumerate(made)])
            counts["new"] = counts.get("new", 0) + len(made)
        models.Known.objects.bulk_create(
            models.Known(source=self._row, first=first, last=last) for first, last in rows.runs(sorted(known))
        )
