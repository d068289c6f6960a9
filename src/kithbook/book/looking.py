"""A first look through an export, before anything of it enters the book: who, when, what is doubtful."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kithbook.book.sources import as_message
from kithbook.identity import ChatSketch
from kithbook.store.clock import WallClock
from kithbook.vocabulary import Chat, Choice, Contact, Encounter, Message, Problem, Record, Tally

SAMPLES: Final = 256  # lines kept per chat, spread evenly over it
PROBLEMS: Final = 100


@dataclass
class ChatLook:
    """What was seen of one chat: messages for each sender's key, first and last moment, evenly spread lines."""

    chat: Chat
    contacts: dict[str, Contact] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    first: int | None = None
    last: int | None = None
    samples: list[tuple[int, str]] = field(default_factory=list)
    _step: int = 1
    _seen: int = 0

    def add(self, at: int, message: Message) -> None:
        """Take one message into account; ``at`` is its moment in UTC."""
        self.counts[message.sender] += 1
        self.first = at if self.first is None or at < self.first else self.first
        self.last = at if self.last is None or at > self.last else self.last
        if message.kind != "text" or not message.text:
            return
        self._seen += 1
        if self._seen % self._step == 0:
            self.samples.append((at, message.text))
            if len(self.samples) > 2 * SAMPLES:
                self.samples = self.samples[::2]
                self._step *= 2

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
    problems: list[Problem] = field(default_factory=list)
    tally: Tally = field(default_factory=lambda: Tally("line", 0, 0, 0, 0))

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


def look(records: Iterable[Record], clock: WallClock) -> Look:
    """Read a stream to its end in flat memory."""
    seen = Look()
    for record in records:
        if isinstance(record, Encounter):
            record = as_message(record)  # noqa: PLW2901
        if isinstance(record, Message):
            seen.chats[record.chat].add(record.at if record.zone else clock.utc(record.at), record)
        elif isinstance(record, Chat):
            seen.chats[record.ref] = ChatLook(record)
        elif isinstance(record, Contact):
            _meet(seen, record)
        elif isinstance(record, Choice):
            seen.choices.append(record)
        elif isinstance(record, Problem):
            if len(seen.problems) < PROBLEMS:
                seen.problems.append(record)
        elif isinstance(record, Tally):
            seen.tally = record
    return seen


def _meet(seen: Look, contact: Contact) -> None:
    """Keep who somebody is; where the export marks its owner once, that counts for the whole of it."""
    before = seen.contacts.get(contact.handle.key)
    if before is None or (contact.is_me and not before.is_me):
        seen.contacts[contact.handle.key] = contact
    if contact.chat in seen.chats:
        seen.chats[contact.chat].contacts[contact.handle.key] = contact
