"""The chats of one import: which of the book's each is, how its clock and names differ, until when it was seen."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from operator import itemgetter
from typing import Any, Final

import msgspec

from kithbook.book import joining
from kithbook.book.looking import ChatLook
from kithbook.identity import PLAIN, Relation, bare_title
from kithbook.store import models
from kithbook.store.clock import WallClock
from kithbook.vocabulary import Chat

_TOLD: Final = ("ref", "key", "title", "kind", "stated_size", "seen_until")


class Rooms:
    """What one import has seen of chats, by the ref that its stream calls each.

    ``writing`` opens a short transaction under the import's lease; ``looks`` is what a first look found in the chats.
    """

    def __init__(
        self, row: models.Import, clock: WallClock, writing: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._row, self._clock, self._writing = row, clock, writing
        self.sightings = {each.ref: each for each in models.Sighting.objects.filter(source=row)}
        self.relations = {ref: _relation(each) for ref, each in self.sightings.items()}
        self.looks: dict[str, ChatLook] = {}

    def chat(self, ref: str) -> int | None:
        """The row of a chat; None for "", which is none."""
        return self.sightings[ref].chat_id if ref in self.sightings else None

    def place(self, chat: Chat) -> None:
        """Find or make the chat of the book that ``chat`` is, and keep what this export says about it.

        This is written at once, ahead of the batch: after a crash in between it is found again and not made twice.
        """
        if chat.ref not in self.sightings:
            with self._writing():
                found, relation = self._found(chat)
                if found is None:
                    found = models.Chat.every.create(
                        platform=chat.platform, key=chat.key, title=chat.title, kind=chat.kind, waits_for=self._row
                    )
                told = {name: getattr(chat, name) for name in _TOLD}
                if bare_title(chat.title) == bare_title(found.title) and chat.title != found.title:
                    told["title"] = bare_title(chat.title)  # one month of several: the whole goes without it
                if relation is not PLAIN:
                    told["relation"] = msgspec.to_builtins(relation)
                self.sightings[chat.ref] = models.Sighting.objects.create(source=self._row, chat=found, **told)
                self.relations[chat.ref] = relation

    def _found(self, chat: Chat) -> tuple[models.Chat | None, Relation]:
        """The chat of the book that this is, and how this export tells it."""
        if "chat" in self._row.options:  # a member list was typed for a group of the book
            return models.Chat.objects.get(pk=self._row.options["chat"]), PLAIN
        looked = self.looks.get(chat.ref)
        if looked is None:
            return joining.keyed(chat.platform, chat.key), PLAIN
        joined = joining.continued(looked, self._row.options.get("answers", {}))
        return joined.chat, joined.relation

    def tell_joined(self, ref: str) -> None:
        """Tell among the choices what a chat has joined, whose names were others there, and how its clock differed."""
        found, relation = self.sightings[ref].chat, self.relations[ref]
        name = "chat" if len(self.sightings) == 1 else f"chat {ref}"
        self._row.choices[name] = f"joined {found.shown}"
        if relation.names:
            handles = models.Handle.every.in_bulk(relation.names.values())
            pairs = [f"{key} = {handles[row].name or handles[row].key}" for key, row in sorted(relation.names.items())]
            self._row.choices[f"names of {name}"] = ", ".join(pairs)
        shifts = {shift for _, shift in relation.clock if shift}
        if shifts:
            self._row.choices[f"clock of {name}"] = ", ".join(f"{shift / 3600:+.4g} h" for shift in sorted(shifts))

    def names(self, ref: str) -> dict[str, int]:
        """Senders' keys that are other handles in this chat of the book."""
        return self.relations[ref].names if ref in self.relations else {}

    def see_until(self, sighting: models.Sighting, made: list[tuple[Any, ...]]) -> None:
        """Keep the last moment of the chat in this export; its stated end is on the same clock as its messages."""
        latest = max(map(itemgetter(3), made))
        if sighting.last is None and sighting.seen_until is not None and not made[0][8]:
            sighting.seen_until = self._clock.utc(sighting.seen_until)
        sighting.last = latest if sighting.last is None else max(sighting.last, latest)


def _relation(sighting: models.Sighting) -> Relation:
    return PLAIN if sighting.relation is None else msgspec.convert(sighting.relation, Relation)
