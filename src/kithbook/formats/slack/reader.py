"""One walk through an export: the people, then each channel with its members and messages."""

import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from kithbook.formats.slack import lists
from kithbook.formats.slack.batches import Batch, batches, facts, messages
from kithbook.formats.slack.files import CHANNELS, DUMP, Files, sorted_out
from kithbook.formats.slack.later import Later
from kithbook.formats.slack.lists import PLATFORM, SLACKBOT, SLACKBOT_NAME, Channel, clean
from kithbook.formats.slack.record import Talk
from kithbook.formats.slack.words import Words
from kithbook.formats.slack.written import Written
from kithbook.formats.source import Entry, Source
from kithbook.vocabulary import Chat, Problem, Record, Tally

BROKEN: Final = "A record is broken, nested too deep or too long, and was passed over."
NO_ID: Final = "A record of a list without an id."
NOTHING: Final = "There is no message and nobody in this export."
KINDS: Final = {"D": "direct", "C": "group", "G": "group"}  # by the first letter of an id


class Room:
    """A channel, what kind it is, and the files with its messages in order of their days."""

    def __init__(self, channel: Channel, kind: str) -> None:
        self.channel, self.kind = channel, kind
        self.files: list[str] = []


class Reading:
    """Counts what it meets; each record of a list and each message is one unit."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.words = Words()
        self.total = self.blank = self.not_read = 0
        self.rooms: list[Room] = []
        self._placed: dict[tuple[PurePosixPath, str], Room] = {}
        self._known: dict[str, Room] = {}
        self._sizes = {entry.name: entry.size for entry in source.entries()}

    def records(self) -> Iterator[Record]:
        """All records; see ``kithbook.formats``."""
        files = sorted_out(self.source)
        for name in files.users:
            yield from self._people(name)
        self.words.names.setdefault(SLACKBOT, SLACKBOT_NAME)
        for name in files.channels:
            yield from self._channels(name)
        self._place(files)
        owner = lists.owner_among([room.channel for room in self.rooms if room.kind == "direct"])
        for number, room in enumerate(self.rooms, 1):
            yield from self._room(room, str(number), owner)
        if not self.total:
            yield self._problem(self.source.name, 1, NOTHING)
        yield Tally("record", self.total, self.total - self.blank - self.not_read, self.blank, self.not_read)

    def _people(self, name: str) -> Iterator[Record]:
        line = 0
        for batch in batches(self.source, self._entry(name), lists.USERS, lists.USER):
            for user in (batch,) if isinstance(batch, str) else batch:
                line += 1
                key = clean(user.id or "") if isinstance(user, lists.User) else ""
                if not isinstance(user, lists.User) or not key:
                    yield self._problem(name, line, user if isinstance(user, str) else NO_ID if user else BROKEN)
                    continue
                self.total += 1
                if key in self.words.names:  # of several workspaces
                    self.blank += 1
                    continue
                person = lists.contact(user, key, line)
                self.words.names[key] = person.handle.name
                yield person

    def _channels(self, name: str) -> Iterator[Problem]:
        """Note down the channels of one list, by the folders that they may lie in."""
        path, line = PurePosixPath(name), 0
        for batch in batches(self.source, self._entry(name), lists.CHANNELS, lists.CHANNEL):
            for channel in (batch,) if isinstance(batch, str) else batch:
                line += 1
                if not isinstance(channel, Channel) or not (channel.id or channel.called):
                    why = channel if isinstance(channel, str) else NO_ID if channel else BROKEN
                    yield self._problem(name, line, why)
                    continue
                self.total += 1
                room = self._known.get(channel.id) if channel.id else None
                if room is None:
                    room = self._new_room(channel, "direct" if channel.is_im else CHANNELS[path.name.lower()])
                else:
                    self.blank += 1
                for folder in (channel.id, channel.name_normalized, channel.name):
                    if folder:
                        self._placed[path.parent, _composed(folder)] = room

    def _new_room(self, channel: Channel, kind: str) -> Room:
        room = Room(channel, kind)
        self.rooms.append(room)
        if channel.id:
            self._known[channel.id] = room
            self.words.channels[channel.id] = channel.called
        return room

    def _place(self, files: Files) -> None:
        """Give each channel its files; a folder that no list names is a channel of its own."""
        anywhere = {folder: room for (_, folder), room in self._placed.items()}
        for folder, names in files.folders.items():
            name = _composed(folder.name)
            room = self._placed.get((folder.parent, name)) or anywhere.get(name)
            if room is None:
                channel = self._unlisted(name or self._holder(), names[0])
                room = self._known.get(channel.id or "")
                kind = KINDS.get((channel.id or " ")[0], "group" if channel.is_mpim else "unknown")
                room = room or self._new_room(channel, kind)
            room.files += names
        for room in self.rooms:
            room.files.sort(key=lambda name: PurePosixPath(name).name)

    def _unlisted(self, label: str, name: str) -> Channel:
        """A channel of which only the folder tells, or the dump itself."""
        channel = lists.from_folder(label)
        if DUMP.fullmatch(PurePosixPath(name).name) or len(self.source.entries()) == 1:
            told = facts(self.source, name)
            if "channel_id" in told:
                channel = Channel(id=told["channel_id"], name=told.get("name"))
        return channel

    def _holder(self) -> str:
        """What the folder or file that was given is called."""
        holder = self.source.holder
        return holder.name if self.source.kind == "folder" else holder.stem

    def _room(self, room: Room, ref: str, owner: str) -> Iterator[Record]:
        channel, people = room.channel, room.channel.people
        title = lists.title_of(channel, room.kind, self.words.names, owner)
        size = None if room.kind == "direct" else max(channel.num_members or 0, 0) or len(people) or None
        yield Chat(ref, PLATFORM, clean(channel.id or ""), title, room.kind, size)
        talk = Talk(ref, self.words)
        for key in people:
            if self.words.names.get(key):
                talk.meet(key)
        yield from talk.introduced()
        for name in room.files:
            line = 0
            for batch in messages(self.source, self._entry(name)):
                if isinstance(batch, str):
                    yield self._problem(name, line + 1, batch)
                else:
                    yield from self._batch(batch, name, line, talk)
                    line += len(batch)
        for key in people:  # whom no list names; what they wrote may have
            talk.meet(key)
        yield from talk.introduced()

    def _batch(self, batch: Batch[Written], name: str, line: int, talk: Talk) -> Iterator[Record]:
        """The messages of a part of a file, of which ``line`` came before."""
        talk.look_ahead(batch)
        later = Later(batch) if [raw for raw in batch if raw is not None and raw.hidden] else None
        for raw in batch:
            line += 1
            latest, gone = (raw, False) if raw is None or later is None else later.of(raw)
            found = talk.record(latest, line, gone) if latest is not None else BROKEN if raw is None else None
            if talk.new:
                yield from talk.introduced()
            if isinstance(found, str):
                yield self._problem(name, line, found)
                continue
            self.total += 1
            if found is None:
                self.blank += 1
            else:
                yield found

    def _entry(self, name: str) -> Entry:
        return Entry(name, self._sizes[name])

    def _problem(self, file: str, line: int, why: str) -> Problem:
        self.total += 1
        self.not_read += 1
        return Problem(file, line, why)


def _composed(folder: str) -> str:
    """The name of a folder in one form: a Mac takes letters and their accents apart."""
    return unicodedata.normalize("NFC", folder)
