"""A world of chats as they really were, and the exports that several phones write of it."""

import json
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

START: Final = 1_709_629_200  # 2024-03-05 09:00 UTC: summer begins on the 10th in New York, on the 31st in Berlin
SUNDAY: Final = 6
SHORT: Final = ("ok", "ha", "yes", "好", "نعم", "👍")
WORDS: Final = ("kiln", "glaze", "firing", "shelf", "窯爐", "فرن", "печь", "सभा", "clay 🙂", "élan")
TELLING: Final = 8  # characters that only lines have which are said once
EDIT: Final = " <This message was edited>"
GONE: Final = {"android": "This message was deleted", "iphone": "\u200eThis message was deleted."}


class Phone(NamedTuple):
    """Who exports: which form its exports have, where it is, whether it tells files or placeholders."""

    number: int
    form: str
    zone: str
    media: bool


PHONES: Final = (
    Phone(0, "android", "Europe/Berlin", False),
    Phone(1, "iphone", "Europe/Berlin", True),
    Phone(2, "android", "America/New_York", True),
    Phone(3, "iphone", "Asia/Kolkata", False),
)


class Event(NamedTuple):
    """What really happened: UTC seconds, who (-1: the platform), the kind, the words, and how it went on."""

    number: int
    at: int
    who: int
    kind: str  # text, media, notice
    text: str
    then: str = ""  # "edited" or "deleted"
    when: int = 0  # UTC seconds of that


@dataclass
class Room:
    """One chat as it was."""

    number: int
    platform: str
    people: list[str]
    events: list[Event] = field(default_factory=list)

    @property
    def direct(self) -> bool:
        """Whether it is a chat of two."""
        return len(self.people) == 2

    def name(self, who: int, phone: Phone, version: int) -> str:
        """What a phone's address book calls somebody: some are renamed from version to version."""
        name = self.people[who]
        if phone.number and (who + phone.number) % 3 == 0:
            name = f"{name} of {phone.zone.split('/')[1]}"
        return f"{name} {'I' * version}" if version and (who + version) % 2 == 0 else name

    def title(self, phone: Phone, version: int) -> str:
        """The title in an export: of a direct chat the other one's name on that phone."""
        if self.direct:
            return self.name(1 - phone.number % 2, phone, version)
        return f"Room {self.number}" + (f" {'I' * version}" if version == 2 else "")


def room(number: int, platform: str, dice: random.Random) -> Room:
    """A chat with bursts, long pauses, many equal short lines, edits and deletions."""
    people = dice.choice((["Ines", "Lio"], ["Ines", "Lio", "Bram"], ["Ines", "Lio", "Bram", "三朵", "Tove"]))
    made = Room(number, platform, [f"{name} {number}" if platform == "whatsapp" else name for name in people])
    at = START + dice.randrange(3600)
    for place in range(dice.randrange(50, 90)):
        at += dice.choice((0, 1, 5, 20, 61, 300, 4_000, 30_000, 100_000))
        if (
            datetime.fromtimestamp(at, UTC).weekday() == SUNDAY
        ):  # the hour of a change of clocks is not told by anything
            at += 100_000
        who = dice.randrange(len(people))
        kind = dice.choices(("text", "media", "notice"), (20, 3, 0 if made.direct else 2))[0]
        words = (
            dice.choice(SHORT)
            if dice.random() < 0.4
            else f"{dice.choice(WORDS)} t{number}x{place} {dice.choice(WORDS)}"
        )
        then = dice.choices(("", "edited", "deleted"), (16, 2, 2))[0] if kind == "text" and len(words) > TELLING else ""
        made.events.append(Event(place, at, who, kind, words, then, at + dice.choice((30, 90_000, 500_000))))
    return made


class Told(NamedTuple):
    """One export: which events (from, to), by which phone, under which version of its names."""

    room: int
    first: int
    last: int
    phone: int
    version: int


def state(event: Event, until: int) -> tuple[str, str]:
    """(kind, words) of an event as an export shows it that was taken at ``until``."""
    if event.then and event.when <= until:
        return ("deleted", "") if event.then == "deleted" else ("text", edited(event))
    return event.kind, event.text


def edited(event: Event) -> str:
    """What an event says after it was edited."""
    return f"{event.text} e{event.number}y"


def write(room: Room, told: Told, folder: Path) -> Path:
    """The export as a real file."""
    events = room.events[told.first : told.last]
    return (_telegram if room.platform == "telegram" else _whatsapp)(room, told, events, folder)


def _whatsapp(room: Room, told: Told, events: list[Event], folder: Path) -> Path:
    phone, title = PHONES[told.phone], room.title(PHONES[told.phone], told.version)
    lines = []
    for event in events:
        kind, words = state(event, events[-1].at)
        name = room.name(event.who, phone, told.version)
        clock = datetime.fromtimestamp(event.at, UTC).astimezone(ZoneInfo(phone.zone))
        if phone.form == "android":
            lines.append(f"{clock:%d/%m/%Y, %H:%M} - " + _android(kind, words, name, event, phone))
        else:
            lines.append(_iphone(kind, words, name, title, event, phone).format(at=f"[{clock:%Y-%m-%d, %H:%M:%S}]"))
    path = folder / (f"WhatsApp Chat with {title}.txt" if phone.form == "android" else f"WhatsApp Chat - {title}.txt")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _android(kind: str, words: str, name: str, event: Event, phone: Phone) -> str:
    if kind == "notice":
        return f"{name} changed the group description"
    if kind == "media":
        words = f"IMG-20240301-WA{event.number:04}.jpg (file attached)" if phone.media else "<Media omitted>"
    if kind == "deleted":
        words = GONE["android"]
    return f"{name}: {words}" + (EDIT if words.endswith("y") and " e" in words else "")


def _iphone(kind: str, words: str, name: str, title: str, event: Event, phone: Phone) -> str:
    if kind == "notice":
        return f"{{at}} {title}: \u200e{name} changed the group description"
    if kind == "media":
        words = f"\u200e<attached: {event.number:08}-PHOTO.jpg>" if phone.media else "\u200eimage omitted"
        return f"\u200e{{at}} {name}: {words}"
    if kind == "deleted":
        return f"{{at}} {name}: {GONE['iphone']}"
    return f"{{at}} {name}: {words}" + ("\u200e" + EDIT.strip() if words.endswith("y") and " e" in words else "")


def _telegram(room: Room, told: Told, events: list[Event], folder: Path) -> Path:
    messages: list[dict[str, Any]] = []
    for event in events:
        kind, words = state(event, events[-1].at)
        if kind in ("deleted", "notice"):
            continue
        one = {
            "id": event.number + 1,
            "type": "message",
            "date": "2024-03-01T00:00:00",
            "date_unixtime": str(event.at),
            "from": room.name(event.who, PHONES[told.phone], told.version),
            "from_id": f"user{room.number * 100 + event.who}",
            "text": "" if kind == "media" else words,
        }
        if kind == "media":
            one["photo"] = "(File not included. Change data exporting settings to download.)"
        if words != event.text and kind == "text":
            one["edited_unixtime"], one["edited"] = str(event.when), "2024-03-02T00:00:00"
        messages.append(one)
    path = folder / "result.json"
    whole = {"name": room.title(PHONES[told.phone], told.version), "type": "private_group", "id": 70 + room.number}
    path.write_text(json.dumps(whole | {"messages": messages}, ensure_ascii=False), encoding="utf-8")
    return path


def expected(room: Room, all_told: list[Told]) -> Counter[tuple[str, str]]:
    """(kind, words) of every event that any export told, as the newest of them tells it; notices left out."""
    found: Counter[tuple[str, str]] = Counter()
    for event in room.events:
        known = [told for told in all_told if told.first <= event.number < told.last]
        if room.platform == "telegram":  # what was deleted is no longer told, not told as deleted
            known = [told for told in known if state(event, room.events[told.last - 1].at)[0] != "deleted"]
        if not known or event.kind == "notice":
            continue
        kind, words = state(event, max(room.events[told.last - 1].at for told in known))
        found[kind, words if kind == "text" else ""] += 1
    return found
