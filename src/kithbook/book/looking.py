"""A first look through an export, before anything of it enters the book: who, when, what is doubtful."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kithbook.book.others import count
from kithbook.book.sources import as_message
from kithbook.identity import ChatSketch
from kithbook.store.clock import WallClock
from kithbook.vocabulary import Chat, Choice, Contact, Encounter, Message, Piece, Problem, Record, Tally, Taste

EACH: Final = 5  # of each sender: so many of the first lines and of the last, where two exports of a chat often meet
LONGEST: Final = 250  # characters of a line that is kept
BATCH: Final = 10_000
PROBLEMS: Final = 100

Line = tuple[int, int, str, str]  # UTC seconds, which line it is, the sender's key, the text


class Keeps(NamedTuple):
    """How much of a chat is kept: lines spread evenly over it, and senders of whom the first and last lines are."""

    lines: int
    people: int


# A chat that its platform's own key finds needs few lines. The more chats, the less of each, so that memory stays flat.
KEEPS: Final = Keeps(256, 500)
KEEPS_OF_MANY: Final = ((250, Keeps(32, 64)), (1_000, Keeps(8, 2)))  # from so many chats on
KEEPS_KEYED: Final = KEEPS_OF_MANY[0][1]


@dataclass
class ChatLook:
    """What was seen of one chat: messages for each sender's key, first and last moment, some of the lines."""

    chat: Chat
    keeps: Keeps = KEEPS
    contacts: dict[str, Contact] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    first: int | None = None
    last: int | None = None
    _spread: list[Line] = field(default_factory=list)
    _of_each: dict[str, tuple[list[Line], deque[Line]]] = field(default_factory=dict)
    _step: int = 1
    _seen: int = 0

    def add(self, at: int, message: Message) -> None:
        """Take one message into account; ``at`` is its moment in UTC."""
        key, text = message.sender, message.text
        self.counts[key] += 1
        self.first = at if self.first is None or at < self.first else self.first
        self.last = at if self.last is None or at > self.last else self.last
        if message.kind != "text" or not text or len(text) > LONGEST:
            return
        self._seen += 1
        line = (at, self._seen, key, text)
        if self._seen % self._step == 0:
            self._spread.append(line)
            if len(self._spread) > 2 * self.keeps.lines:
                self._spread = self._spread[::2]
                self._step *= 2
        kept = self._of_each.get(key)
        if kept is not None:
            kept[1].append(line)
            if len(kept[0]) < EACH:
                kept[0].append(line)
        elif len(self._of_each) < self.keeps.people:
            self._of_each[key] = ([line], deque([line], EACH))

    def lines(self) -> list[Line]:
        """Some of the chat's lines in the order of time: spread over all of it, and everybody's first and last."""
        found = dict.fromkeys(self._spread)
        for first, last in self._of_each.values():
            found.update(dict.fromkeys(first))
            found.update(dict.fromkeys(last))
        return sorted(found)

    def sketch(self) -> ChatSketch:
        """The chat in short, as `identity.same_chat` compares it; members go by the name that is shown of them."""
        names = {contact.handle.name or key for key, contact in self.contacts.items()}
        return ChatSketch(self.chat.title, self.chat.kind, names, self.first, self.last)


@dataclass
class Look:
    """A whole export: its chats by ref, everybody in it by key, choices, at most 100 problems, the tally."""

    chats: dict[str, ChatLook] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)  # of encounters, pieces, tastes (`others.count`)
    problems: list[Problem] = field(default_factory=list)
    tally: Tally = field(default_factory=lambda: Tally("line", 0, 0, 0, 0))

    first: int | None = None  # of what lies outside of chats
    last: int | None = None

    def span(self, record: Encounter | Piece | Taste, clock: WallClock) -> None:
        """Widen first and last by a record that has a moment."""
        if isinstance(record, Taste):
            moments = [record.first, record.last]
        else:
            moments = [record.at if record.at is None or record.zone else clock.utc(record.at)]
        for at in (at for at in moments if at is not None):
            self.first = at if self.first is None else min(self.first, at)
            self.last = at if self.last is None else max(self.last, at)

    @property
    def messages(self) -> int:
        """How many messages there are."""
        return sum(chat.counts.total() for chat in self.chats.values())

    def names(self) -> list[str]:
        """The names of everybody, who wrote most first."""
        written: Counter[str] = Counter()
        for chat in self.chats.values():
            written.update(chat.counts)
        keys = sorted(self.contacts, key=lambda key: (-written[key], key))
        return [self.contacts[key].handle.name or key for key in keys]


def look(records: Iterable[Record], clock: WallClock, platform: str) -> Look:
    """Read a stream to its end in flat memory; ``platform`` is the export's."""
    seen = Look()
    others: list[Encounter | Piece | Taste] = []
    for record in records:
        if isinstance(record, Encounter) and record.chat:
            record = as_message(record)  # noqa: PLW2901
        if isinstance(record, Message):
            seen.chats[record.chat].add(record.at if record.zone else clock.utc(record.at), record)
        elif isinstance(record, Chat):
            seen.chats[record.ref] = ChatLook(record, _keeps(record, len(seen.chats)))
        elif isinstance(record, Contact):
            _meet(seen, record)
        elif isinstance(record, Choice):
            seen.choices.append(record)
        elif isinstance(record, Problem):
            if len(seen.problems) < PROBLEMS:
                seen.problems.append(record)
        elif isinstance(record, Tally):
            seen.tally = record
        else:
            seen.span(record, clock)
            others.append(record)
            if len(others) >= BATCH:
                count(others, platform, seen.counts)
                others.clear()
    count(others, platform, seen.counts)
    return seen


def _keeps(chat: Chat, before: int) -> Keeps:
    of_many = [keeps for many, keeps in KEEPS_OF_MANY if before >= many]
    return of_many[-1] if of_many else KEEPS_KEYED if chat.key else KEEPS


def _meet(seen: Look, contact: Contact) -> None:
    """Keep who somebody is; where the export marks its owner once, that counts for the whole of it."""
    before = seen.contacts.get(contact.handle.key)
    if before is None or (contact.is_me and not before.is_me):
        seen.contacts[contact.handle.key] = contact
    if contact.chat in seen.chats:
        seen.chats[contact.chat].contacts[contact.handle.key] = contact
