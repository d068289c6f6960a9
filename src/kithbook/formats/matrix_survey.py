"""A first look at a whole Matrix room: what later events change in earlier ones, who is in it, and whose chat it is."""

from typing import Any, Final

from kithbook.formats.json_stream import Ended, JsonStream
from kithbook.formats.matrix_event import (
    MANY,
    ONE,
    Raw,
    at_of,
    clear,
    is_redacted,
    kind_and_text,
    relation,
    sender_of,
    table,
    words,
)

MAX_KEPT: Final = 32 << 20  # characters of new texts and of ids kept; what is edited beyond stays as it was


class Survey:
    """What the messages of a file say about each other. ``names`` are those of members, the last one told."""

    def __init__(self) -> None:
        self.room = ""
        self.last = 0
        self.is_direct = False
        self.names: dict[str, str] = {}
        self.senders: set[str] = set()
        self.edits: dict[str, tuple[float, str, str]] = {}  # id of what is edited -> (when, by whom, the new text)
        self.late: set[str] = set()  # what comes behind its own edit
        self.reactions: dict[str, dict[str, int]] = {}
        self.answered: dict[str, tuple[int, str]] = {}  # id of a call -> when, by whom
        self.ended: dict[str, tuple[int, str]] = {}
        self._kept = 0

    def look(self, stream: JsonStream) -> None:
        """Walk over the messages of an export."""
        try:
            for key in stream.each_key():
                if key != "messages":
                    stream.skip()
                    continue
                for batch in stream.batches(MANY, ONE):
                    for raw in batch or ():
                        self._event(clear(raw))
        except Ended:
            return

    def call(self, raw: Raw) -> tuple[int, str] | None:
        """Seconds of a call, from the answer to the end, and who answered; None where the file has not both."""
        number = words(table(raw.content).get("call_id"))
        answered, ended = self.answered.get(number), self.ended.get(number)
        return (max(0, ended[0] - answered[0]), answered[1]) if answered and ended else None

    def _event(self, raw: Raw) -> None:
        self.room = self.room or (raw.room_id or "")
        self.last = max(self.last, at_of(raw) or 0)
        sender = sender_of(raw)
        content = table(raw.content)
        if raw.event_id in self.edits:
            self.late.add(raw.event_id)
        if raw.type in ("m.room.message", "m.reaction"):
            self.senders.add(sender)
            if "m.relates_to" in content and not is_redacted(raw):
                self._related(raw, sender)
        elif raw.type == "m.room.member":
            self._member(raw, content)
        elif raw.type in ("m.call.answer", "m.call.hangup"):
            moments = self.answered if raw.type == "m.call.answer" else self.ended
            moments.setdefault(words(content.get("call_id")), (at_of(raw) or 0, sender))
        else:
            self.senders.add(sender)

    def _related(self, raw: Raw, sender: str) -> None:
        how, target, key = relation(raw)
        if not target or self._kept > MAX_KEPT:
            return
        if how == "m.replace":
            new: dict[str, Any] = table(table(raw.content).get("m.new_content"))
            _, text = kind_and_text(raw, new or table(raw.content))
            moment = raw.origin_server_ts or 0
            if moment >= self.edits.get(target, (0.0, "", ""))[0]:
                self.edits[target] = moment, sender, text
                self._kept += len(target) + len(text) + 200
        elif how == "m.annotation" and key:
            counts = self.reactions.setdefault(target, {})
            counts[key] = counts.get(key, 0) + 1
            self._kept += len(target) + len(key) + 200

    def _member(self, raw: Raw, content: dict[str, Any]) -> None:
        who = "".join((raw.state_key or "").split())
        membership = words(content.get("membership"))
        if membership in ("join", "invite"):
            self.senders.add(who)
            if name := " ".join(words(content.get("displayname")).split()):
                self.names[who] = name
        self.is_direct = self.is_direct or content.get("is_direct") is True
