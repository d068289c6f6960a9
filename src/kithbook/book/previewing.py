"""What an export holds, before anything of it enters the book."""

from collections.abc import Iterable
from functools import partial
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
_BATCH: Final = 10_000


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
    renamed = {key for one in joined.values() for key in one.relation.names} - known.keys()
    return Preview(
        path=export.shown,
        format=export.format.NAME,
        chat=figures.titles([each.chat.title for each in chats]),
        chats=len(chats),
        kind=chats[0].chat.kind if chats else "unknown",
        first=figures.moment(min(firsts, default=None)),
        last=figures.moment(max(lasts, default=None)),
        names=tuple(seen.names()[:NAMES]),
        known_people=len(known) + len(renamed),
        me=likely_owner(list(seen.contacts.values()), _own_keys(seen)),
        doubtful=tuple(_offered(each) for each in (*seen.choices, *questions) if not each.sure),
        found=figures.of_look(
            export.shown,
            export.inside,
            export.format.NAME,
            seen,
            new=seen.messages - there,
            met=len(seen.contacts) - len(known) - len(renamed),
            choices=choices,
        ),
        joins=figures.titles([one.chat.shown for one in joined.values() if one.chat is not None]),
        columns=next((_offered(each) for each in seen.choices if each.name == columns.NAME), None),
    )


def _offered(choice: Choice) -> Offered:
    return Offered(choice.name, choice.value, choice.because, choice.options, choice.samples)


def _platform(seen: Look) -> str:
    return next((contact.handle.platform for contact in seen.contacts.values()), "")


def _known_handles(seen: Look) -> dict[str, int]:
    """The rows of those handles that the book has."""
    keys, found = list(seen.contacts), dict[str, int]()
    for first in range(0, len(keys), 500):
        known = Handle.objects.filter(platform=_platform(seen), key__in=keys[first : first + 500])
        found.update(known.values_list("key", "pk"))
    return found


def _own_keys(seen: Look) -> list[str]:
    mine = Handle.objects.filter(platform=_platform(seen), person__is_me=True)
    return list(mine.values_list("key", flat=True))


class _Known:
    """Counts the messages of an export that the book holds already, as bringing it in would."""

    def __init__(self, clock: WallClock, handles: dict[str, int], joined: dict[str, joining.Joined]) -> None:
        self._clock, self._handles, self._sieve = clock, handles, Sieve()
        self._joined = {ref: one for ref, one in joined.items() if one.chat is not None}
        self._waiting: dict[str, list[Coming]] = {ref: [] for ref in self._joined}
        self._known = 0

    def count(self, records: Iterable[Record]) -> int:
        """How many there are."""
        if not self._joined:
            return 0
        for record in records:
            if isinstance(record, Encounter) and record.chat:
                record = sources.as_message(record)  # noqa: PLW2901
            if isinstance(record, Message) and record.chat in self._joined:
                self._waiting[record.chat].append(self._coming(record))
                if len(self._waiting[record.chat]) >= _BATCH:
                    self._sift(record.chat)
        for ref in self._joined:
            self._sift(ref)
        return self._known

    def _coming(self, message: Message) -> Coming:
        relation = self._joined[message.chat].relation
        at = message.at if message.zone else self._clock.utc(message.at)
        # Nobody has the row -1: a sender whom the book does not know has said nothing that it holds.
        sender = relation.names.get(message.sender, self._handles.get(message.sender, -1)) if message.sender else None
        kind = KINDS.index(message.kind)
        return Coming(at + relation.shift(at), sender, kind, message.text, message.id or None, message.edited)

    def _sift(self, ref: str) -> None:
        chat, relation, _ = self._joined[ref]
        assert chat is not None
        found = self._sieve.known(chat.pk, self._waiting[ref], relation)
        self._waiting[ref] = []
        self._known += sum(row is not None for row in found)
