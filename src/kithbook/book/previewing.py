"""What an export holds, before anything of it enters the book."""

from collections.abc import Iterable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from kithbook.book import columns, figures, joining, sources
from kithbook.book.columns import with_remembered
from kithbook.book.jobs import nothing_read, zone
from kithbook.book.looking import Look, look
from kithbook.book.sieving import Sieve
from kithbook.book.telling import told
from kithbook.formats import NO_ANSWERS, Answers
from kithbook.identity import Coming, likely_owner
from kithbook.store.clock import WallClock
from kithbook.store.models import Handle
from kithbook.vocabulary import KINDS, Choice, Encounter, Message, Record, Refused
from kithbook.vocabulary.answers import Offered, Preview, PreviewsAnswer, Trouble

NAMES: Final = 500
BATCH: Final = 10_000  # records that are compared at once, as many as an import does


def preview(path: str | Path, *, answers: Answers = NO_ANSWERS, now: int) -> PreviewsAnswer:
    """Look through every export at or below ``path``; nothing is written.

    Raises Refused where there is none, or where nothing in the only one can be read.
    """
    found, unknown = sources.exports(path)
    seen: list[Preview] = []
    strange = [Trouble(name, told(why)) for name, why in unknown]
    for export in found:
        try:
            seen.append(of_export(export, answers=answers, now=now))
        except Refused as reason:
            if len(found) == 1:
                raise
            strange.append(Trouble(export.inside, told(reason.says)))
    return PreviewsAnswer(tuple(seen), tuple(strange))


def of_export(export: sources.Export, *, answers: Answers, now: int) -> Preview:
    """Look through one export, and once more where it continues a chat of the book, to tell what is new."""
    clock = WallClock(zone(keep=False))
    answers = with_remembered(export, answers, now)
    read = partial(export.format.read, export.source, answers=answers, now=now)
    seen = look(read(), clock, export.format.PLATFORM)
    if seen.tally.not_read and not seen.tally.read:
        raise nothing_read(export.inside, seen.problems[0].why if seen.problems else "")
    chats = list(seen.chats.values())
    known = _known_handles(seen)
    joined = {ref: joining.continued(each, answers) for ref, each in seen.chats.items()}
    there = _Known(clock, known, joined).count(read())
    choices = {
        each.name: columns.in_words(each.value) if each.name == columns.NAME else each.value for each in seen.choices
    }
    questions = [one.question for one in joined.values() if one.question is not None]
    firsts = [at for at in (seen.first, *(each.first for each in chats)) if at is not None]
    lasts = [at for at in (seen.last, *(each.last for each in chats)) if at is not None]
    met = _strangers(seen, known, joined)
    return Preview(
        path=export.shown,
        format=export.format.NAME,
        chat=figures.titles([each.chat.title for each in chats]),
        chats=len(chats),
        kind=chats[0].chat.kind if chats else "unknown",
        first=figures.moment(min(firsts, default=None)),
        last=figures.moment(max(lasts, default=None)),
        names=tuple(seen.names()[:NAMES]),
        known_people=len(seen.contacts) - met,
        me=likely_owner(list(seen.contacts.values()), _own_keys(known, joined)),
        doubtful=tuple(_offered(each) for each in (*seen.choices, *questions) if not each.sure),
        found=figures.of_look(
            export.shown,
            export.inside,
            export.format.NAME,
            seen,
            new=seen.messages - there,
            met=met,
            choices=choices,
        ),
        joins=figures.titles([one.chat.shown for one in joined.values() if one.chat is not None]),
        columns=next((_offered(each) for each in seen.choices if each.name == columns.NAME), None),
    )


def _offered(choice: Choice) -> Offered:
    return Offered(choice.name, choice.value, choice.because, choice.options, choice.samples)


def _known_handles(seen: Look) -> dict[str, int]:
    """The rows of those handles that the book has."""
    wanted: dict[str, list[str]] = {}
    for key, contact in seen.contacts.items():
        wanted.setdefault(contact.handle.platform, []).append(key)
    found: dict[str, int] = {}
    for platform, keys in wanted.items():
        for first in range(0, len(keys), 500):
            known = Handle.objects.filter(platform=platform, key__in=keys[first : first + 500])
            found.update(known.values_list("key", "pk"))
    return found


def _strangers(seen: Look, known: dict[str, int], joined: dict[str, joining.Joined]) -> int:
    """How many people are new: the book does not know them by their key, nor by another name in each of their chats."""
    in_chats = {key for chat in seen.chats.values() for key in chat.contacts}
    named = {
        key for ref, chat in seen.chats.items() for key in chat.contacts.keys() - joined[ref].relation.names.keys()
    }
    return len((named | (seen.contacts.keys() - in_chats)) - known.keys())


def _own_keys(known: dict[str, int], joined: dict[str, joining.Joined]) -> list[str]:
    """The keys of those who are the owner in the book, under whatever name a chat knows them."""
    mine = set(Handle.objects.filter(person__is_me=True).values_list("pk", flat=True))
    pairs = [*known.items(), *(pair for one in joined.values() for pair in one.relation.names.items())]
    return [key for key, row in pairs if row in mine]


class _Known:
    """Counts the messages of an export that the book holds already, as bringing it in would."""

    def __init__(self, clock: WallClock, handles: dict[str, int], joined: dict[str, joining.Joined]) -> None:
        self._clock, self._handles, self._sieve = clock, handles, Sieve()
        self._joined = {ref: one for ref, one in joined.items() if one.chat is not None}

    def count(self, records: Iterable[Record]) -> int:
        """How many there are."""
        found, stream = 0, iter(records)
        while self._joined and (batch := list(islice(stream, BATCH))):
            coming: dict[str, list[Coming]] = {}
            for record in batch:
                message = sources.as_message(record) if isinstance(record, Encounter) and record.chat else record
                if isinstance(message, Message) and message.chat in self._joined:
                    coming.setdefault(message.chat, []).append(self._coming(message))
            found += sum(self._sift(ref, messages) for ref, messages in coming.items())
        return found

    def _coming(self, message: Message) -> Coming:
        relation = self._joined[message.chat].relation
        at = message.at if message.zone else self._clock.utc(message.at)
        # Nobody has the row -1: a sender whom the book does not know has said nothing that it holds.
        sender = relation.names.get(message.sender, self._handles.get(message.sender, -1)) if message.sender else None
        sender = relation.alike.get(message.sender, [sender])[0]
        kind = KINDS.index(message.kind)
        return Coming(at + relation.shift(at), sender, kind, message.text, message.id or None, message.edited)

    def _sift(self, ref: str, messages: list[Coming]) -> int:
        chat, relation, _ = self._joined[ref]
        assert chat is not None
        return sum(row is not None for row in self._sieve.known(chat.pk, messages, relation))
