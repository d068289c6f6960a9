"""Reading one export into the book: short batches, hidden until the last one, resumed after the last that was kept.

One thread reads and prepares, another writes the batch before: SQLite works without Python's lock, so both go on.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import Any, Final

import msgspec
from django.db import transaction

from kithbook.book import joining, sources
from kithbook.book.looking import PROBLEMS, look
from kithbook.book.meeting import Meeting
from kithbook.book.others import Others
from kithbook.book.sieving import Sieve
from kithbook.book.sighting import Rooms
from kithbook.identity import Coming, Relation, Row, same_words
from kithbook.store import background, context, derive, lease, models, revisions, rows, wholes
from kithbook.store.batch import Batch, write
from kithbook.store.clock import HOUR, WallClock
from kithbook.store.revisions import Telling
from kithbook.vocabulary import (
    KINDS,
    Chat,
    Choice,
    Contact,
    Encounter,
    Message,
    Piece,
    Problem,
    Record,
    Tally,
    Taste,
)
from kithbook.words import is_question

BATCH: Final = 10_000  # records of a transaction: other writers wait no longer than it takes
_KIND: Final = {kind: place for place, kind in enumerate(KINDS)}
_DELETED: Final = KINDS.index("deleted")


class Bringing:
    """One import at work. ``row`` is its row, ``worker`` the lease under which every batch is written."""

    def __init__(self, row: models.Import, worker: str, export: sources.Export, clock: WallClock) -> None:
        self._row, self._worker, self._export, self._clock = row, worker, export, clock
        self._next = rows.next_id()
        self._sieve = Sieve(row.pk)
        self._people = Meeting(row)
        self._others = Others(row, clock)
        self._rooms = Rooms(row, clock, self._writing)
        self._revised = revisions.messages()
        self._formats = dict(models.Import.objects.values_list("pk", "format"))

    def run(self, tell: Callable[[int], None]) -> None:
        """Read everything that is not in the book yet; ``tell`` hears how many bytes were read, after each batch."""
        if joining.has_candidates(self._row.platform):
            self._rooms.looks = look(self._stream(self._export.source), self._clock, self._row.platform).chats
        watched = sources.Watched(self._export.source)
        stream = self._stream(watched)
        kept = islice(stream, self._row.position)
        self._people.recall((record, self._rooms.names(record.chat)) for record in kept if isinstance(record, Contact))
        with background.writer() as submit:
            while records := list(islice(stream, BATCH)):
                batch = self._prepare(records)
                self._row.done = batch.done = min(watched.read, self._row.total)
                submit(partial(write, batch))
                tell(batch.done)
        self._tie_up()

    def _stream(self, source: Any) -> Iterator[Record]:
        stream: Iterator[Record] = self._export.format.read(
            source, answers=self._row.options.get("answers", {}), now=self._row.created
        )
        return stream

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """One short transaction, in which this worker still holds the lease."""
        with transaction.atomic(using=context.alias(), durable=True):
            lease.keep(self._row.pk, self._worker)
            yield

    # ------------------------------------------------------------------------------------------ one batch

    def _prepare(self, records: list[Record]) -> Batch:
        """Make one batch of the next records: first what the messages stand on, then the messages."""
        batch = Batch(self._row.pk, self._worker, self._row.created)
        messages: list[Message] = []
        contacts: list[tuple[Contact, int | None, dict[str, int]]] = []
        others: list[Encounter | Piece | Taste] = []
        for record in records:
            if isinstance(record, Message):
                messages.append(record)
            elif isinstance(record, Contact):
                contacts.append((record, self._rooms.chat(record.chat), self._rooms.names(record.chat)))
            elif isinstance(record, Chat):
                self._rooms.place(record)
                if not self._sieve.is_empty(self._rooms.sightings[record.ref].chat_id):
                    self._rooms.tell_joined(record.ref)
            elif isinstance(record, Encounter) and record.chat:
                messages.append(sources.as_message(record))
            elif isinstance(record, Encounter | Piece | Taste):
                others.append(record)
            else:
                self._note(record, batch)
        self._people.meet(contacts, batch)
        if messages:
            self._sift(messages, batch)
        if others:
            self._others.take(others, self._people.handles, batch)
        self._row.position += len(records)
        self._row.counts |= self._people.counts()
        batch.position = self._row.position
        batch.counts, batch.choices = dict(self._row.counts), dict(self._row.choices)
        return batch

    def _note(self, record: Record, batch: Batch) -> None:
        counts = self._row.counts
        if isinstance(record, Choice):
            self._row.choices[record.name] = f"{record.value} ({record.because})" if record.because else record.value
        elif isinstance(record, Problem):
            counts["problems"] = counts.get("problems", 0) + 1
            if counts["problems"] <= PROBLEMS:
                batch.problems.append(record)
        elif isinstance(record, Tally):
            counts["lines"] = {name: getattr(record, name) for name in record.__struct_fields__}

    # ------------------------------------------------------------------------------------------ messages

    def _sift(self, messages: list[Message], batch: Batch) -> None:
        """Put the new messages into ``batch``, and the rows that the others are already."""
        counts = self._row.counts
        counts["read"] = counts.get("read", 0) + len(messages)
        refs = dict.fromkeys(map(attrgetter("chat"), messages))
        for ref in refs:
            sighting = self._rooms.sightings[ref]
            of_chat = messages if len(refs) == 1 else [message for message in messages if message.chat == ref]
            made = self._rows(sighting.chat_id, of_chat, self._rooms.relations[ref])
            self._rooms.see_until(sighting, made)
            batch.sightings.append(sighting)
            if not self._sieve.is_empty(sighting.chat_id):
                made = self._unknown(sighting, made, batch)
            self._next += len(made)
            batch.messages += made
        counts["new"] = counts.get("new", 0) + len(batch.messages)

    def _unknown(self, sighting: models.Sighting, made: list[tuple[Any, ...]], batch: Batch) -> list[tuple[Any, ...]]:
        """The rows that the book does not hold yet; of the others it is noted that, and how, this import holds them."""
        relation, handles = self._rooms.relations[sighting.ref], self._people.handles
        alike = {relation.names.get(key, handles.get(key)): those[0] for key, those in relation.alike.items()}
        alike.pop(None, None)  # somebody who writes later only; None is the platform itself
        found = self._sieve.known(sighting.chat_id, [_compared(row, alike) for row in made], relation)
        for row, there in zip(made, found, strict=True):
            if there is not None:
                batch.known.append(there.row)
                if there.row in self._revised or self._differs(row, there):
                    batch.tellings.append(Telling(there.row, row[5], row[4], _edited(row), row[7]))
        new = [row for row, there in zip(made, found, strict=True) if there is None]
        # no gaps, so that a resumed import gives the same rows
        return [(place, *row[1:]) for place, row in enumerate(new, self._next)]

    def _differs(self, row: tuple[Any, ...], there: Row) -> bool:
        """Whether one message is told in two ways: edited or deleted in between, not just shown otherwise."""
        if row[4] == there.kind and (row[4] == _DELETED or same_words(row[5]) == same_words(there.text)):
            return False
        flagged = _edited(row) or there.edited or _DELETED in (row[4], there.kind)
        return flagged or (self._formats.get(there.source) == self._row.format and row[4] == there.kind == 0)

    def _rows(self, chat: int, messages: list[Message], relation: Relation) -> list[tuple[Any, ...]]:
        """The messages of one chat in the order of rows.COLUMNS, numbered from the next free row on.

        One plain loop, because it runs a million times, and tuples, because lists would be walked again and again by
        Python's garbage collector.
        """
        clock, utc, source = self._clock, self._clock.utc, self._row.pk
        handles: dict[str, int | None] = {**self._people.handles, **relation.names}
        if not relation.names:
            handles = self._people.handles
        made: list[tuple[Any, ...]] = []
        for row, message in enumerate(messages, self._next):
            at, zone, text = message.at, message.zone, message.text
            if not zone:
                offset = clock[at // HOUR]
                at = utc(at) if offset is None else at - offset
            if relation.clock:
                at += relation.shift(at)
            sender, kind, asks = handles[message.sender], _KIND[message.kind], is_question(text)
            line: tuple[Any, ...] = (row, chat, sender, at, kind, text, source, asks, zone != "")
            mentions, reactions = message.mentions, message.reactions
            if message.id or message.reply_to or message.edited or message.forwarded or mentions or reactions:
                line += (
                    message.id or None,
                    message.reply_to or None,
                    message.edited,
                    message.forwarded,
                    self._mention(mentions) if mentions else None,
                    _json(mentions) if mentions else None,
                    _json(reactions) if reactions else None,
                )
            made.append(line)
        return made

    def _mention(self, mentions: tuple[str, ...]) -> int | None:
        """Whom a message mentions first; somebody who was not seen yet is looked for again at the end."""
        found = self._people.mentioned(mentions[0])
        if found is None:
            self._row.counts["open_mentions"] = True
        return found

    # ------------------------------------------------------------------------------------------ the end

    def _tie_up(self) -> None:
        """Resolve what pointed ahead, then let everybody see what this import brought, all at once."""
        chats = {each.chat_id for each in self._rooms.sightings.values()}
        with self._writing():
            rows.resolve_replies(chats)
            if self._row.counts.get("open_mentions"):
                self._people.resolve_mentions()
        with self._writing():
            row, me = self._row, self._row.options.get("me")
            claimed, found = self._people.owners(me)
            wholes.claim(row, claimed)
            if me:
                row.choices["me"] = found or f"{me} (nobody of that name is in this export)"
            row.state, row.hides, row.done = "complete", False, row.total
            row.save(update_fields=["state", "hides", "done", "choices"])
            revisions.apply(row.pk)
            models.Setting.unsettle()
            # An import that was never finished may have brought them first: whoever completes makes them usable.
            models.Person.every.filter(own_handles__memberships__source=row).update(waits_for=None)
            models.Handle.every.filter(memberships__source=row).update(waits_for=None)
            models.Chat.every.filter(sightings__source=row).update(waits_for=None)
            derive.chats(chats)
            derive.handles(self._people.rows())
            models.Handle.every.filter(memberships__source=row).update(looked=False)
            wholes.settle()


def _compared(row: Sequence[Any], alike: dict[int | None, int]) -> Coming:
    """What the sieve compares of a row in the order of rows.COLUMNS; ``alike`` are senders who go by other handles."""
    rare = len(row) > 9
    return Coming(row[3], alike.get(row[2], row[2]), row[4], row[5], row[9] if rare else None, rare and row[11])


def _edited(row: Sequence[Any]) -> bool:
    return len(row) > 9 and bool(row[11])


def _json(pairs: tuple[Any, ...]) -> str:
    return msgspec.json.encode(pairs).decode()
