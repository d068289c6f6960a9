"""One walk through a saved answer of GitHub's API, whatever way its pages were put together."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import UNSET

from kithbook.formats.github_record import (
    MANY,
    ONE,
    PLATFORM,
    Raw,
    committer,
    filled,
    inner,
    is_empty,
    key_of,
    kind_of,
    message,
    moment,
    person,
    place_of,
    profile,
    release,
    repository,
    topics,
    words,
)
from kithbook.formats.iso_moments import Moments
from kithbook.formats.json_stream import HALF_CHARACTER, Ended, JsonStream, Passed
from kithbook.vocabulary import DELETED_KEY, Chat, Contact, Handle, Problem, Record, Tally, Taste

MOST_TOPICS: Final = 100_000  # that are counted, so that memory stays flat
BROKEN: Final = "A record is broken, nested too deep or too long, and was passed over."
CUT: Final = "The file ends or breaks off here. Save it again to get the rest."
NOBODY: Final = "A record that names nobody."
NO_PLACE: Final = "An issue or a comment that does not say which issue it belongs to."
NO_TIME: Final = "An issue or a comment without a time that can be read."
OTHER: Final = "A record of a kind that is not kept."


class Asked(NamedTuple):
    """What a file holds by its name ("followers", "following", "starred" or ""), and whose list it is by login."""

    what: str
    whose: str


class Reading:
    """Counts the objects of one file, and knows which chats and people it has told of."""

    def __init__(self, file: str, stream: JsonStream, asked: Asked) -> None:
        self.file, self.stream, self.asked = file, stream, asked
        self.whose = key_of(asked.whose)
        self.moments = Moments("UTC")
        self.total = self.blank = self.not_read = 0
        self.chats: dict[str, str] = {}  # refs by keys
        self.senders: dict[str, int] = {}
        self.members: set[int] = set()  # chat and sender in one number: a large file has a million of them
        self.authors: set[tuple[str, ...]] = set()
        self.topics: dict[str, list[int]] = {}  # how often, and in which record first
        self.follows = ""
        if asked.what == "followers":
            self.follows = self.whose or "me"
        elif asked.what == "following" and not self.whose:
            self.follows = "them"

    def records(self) -> Iterator[Record]:
        """Everything in the file, and the Tally."""
        if self.whose and self.asked.what == "starred":
            yield Contact(Handle(PLATFORM, self.whose, self.asked.whose))
        try:
            while char := self.stream.peek():
                if char == "[":
                    for batch in self.stream.batches(MANY, ONE):
                        for found in batch or (None,):
                            yield from self._found(found)
                else:
                    yield from self._found(self._object())
            cut = not self.total
        except Ended:
            cut = True
        if cut:
            self.total += 1
            yield self._problem(CUT)
        for topic, (count, line) in self.topics.items():
            yield Taste(self.whose, "topic", topic, count, line=line)
        yield Tally("record", self.total, self.total - self.blank - self.not_read, self.blank, self.not_read)

    def _object(self) -> Raw | list[Raw] | None:
        """The object that comes next: all there is, or one of many lines."""
        try:
            return ONE.decode(HALF_CHARACTER.sub(r"\1\\ufffd", self.stream.value()))
        except (Passed, ValueError, RecursionError):
            return None

    def _found(self, found: Raw | list[Raw] | None) -> Iterator[Record]:
        """The records of one object, of a list in a list, or of what a search found."""
        if isinstance(found, list):
            for raw in found:
                yield from self._found(raw)
        elif found is not None and found.total_count is not UNSET and isinstance(found.items, list):
            for item in found.items:
                try:
                    yield from self._found(msgspec.convert(item, Raw))
                except msgspec.ValidationError:
                    yield from self._found(None)
        else:
            self.total += 1
            yield from (self._problem(BROKEN),) if found is None else self._records(found)

    def _records(self, raw: Raw) -> Iterator[Record]:
        kind = kind_of(filled(raw))
        if kind in ("issue", "comment"):
            yield from self._written(raw, kind == "issue")
        elif kind == "star":
            yield from self._star(raw.repo, raw.starred_at)
        elif kind == "repository" and self.asked.what == "starred":
            yield from self._star(msgspec.to_builtins(raw), None)
        elif kind in ("repository", "release"):
            piece = (repository if kind == "repository" else release)(raw, self.moments, self.total)
            self.blank += piece is None
            yield from (piece,) if piece else ()
        elif kind in ("user", "stargazer"):
            yield from self._person(raw, kind)
        elif kind == "commit":
            yield from self._author(raw)
        else:
            yield self._problem(OTHER)

    def _person(self, raw: Raw, kind: str) -> Iterator[Record]:
        told = raw.type if kind == "user" else inner(raw.user, "type")
        contact = profile(raw, self.follows, self.total) if kind == "user" else person(raw.user, line=self.total)
        if told == "Organization" or (contact is not None and contact.handle.key == DELETED_KEY):
            self.blank += 1
        else:
            yield contact or self._problem(NOBODY)

    def _author(self, raw: Raw) -> Iterator[Record]:
        """Who wrote a commit, once for each address."""
        contact = committer(raw, self.total)
        if contact is None:
            yield self._problem(NOBODY)
            return
        known = (contact.handle.key, *contact.mails)
        if known not in self.authors:
            self.authors.add(known)
            yield contact

    def _star(self, told: Any, starred: Any) -> Iterator[Record]:
        name = words(inner(told, "full_name"))
        if not name:
            yield self._problem(NOBODY)
            return
        at = moment(self.moments, starred)
        yield Taste(self.whose, "repository", name, 1, 0, at, at, words(inner(told, "html_url")), self.total)
        for topic in topics(told):
            if topic in self.topics:
                self.topics[topic][0] += 1
            elif len(self.topics) < MOST_TOPICS:
                self.topics[topic] = [1, self.total]

    def _written(self, raw: Raw, is_issue: bool) -> Iterator[Record]:
        """An issue or a comment, with its chat and its author where they are new."""
        place = place_of(raw)
        at = moment(self.moments, raw.submitted_at, raw.created_at)
        if place is None or at is None:
            if place is not None and is_empty(raw):
                self.blank += 1
            else:
                yield self._problem(NO_PLACE if place is None else NO_TIME)
            return
        if is_empty(raw):
            self.blank += 1
            return
        title = f"{place[0]}#{place[1]}"
        key = title.lower()
        ref = self.chats.get(key)
        if ref is None:
            ref = self.chats[key] = str(len(self.chats) + 1)
            yield Chat(ref, PLATFORM, key, f"{title}: {words(raw.title)}" if words(raw.title) else title, "group")
        contact = person(raw.user, ref, self.total)
        sender = contact.handle.key if contact else ""
        if contact:
            number = int(ref) << 32 | self.senders.setdefault(sender, len(self.senders))
            if number not in self.members:
                self.members.add(number)
                yield contact
        yield message(raw, ref, place, at, sender, self.total, is_issue)

    def _problem(self, why: str) -> Problem:
        self.not_read += 1
        return Problem(self.file, self.total, why)
