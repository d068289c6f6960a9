"""One message element of Telegram's HTML pages, taken apart; and the clock that its times are read by."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from kithbook.vocabulary import LAST_SECOND

# "01.09.2020 00:55:25 UTC+04:00"; the zone is told since 2022
TIME: Final = re.compile(
    r"\s*(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(?:UTC([+-])(\d{1,2}):?(\d{2})?)?"
)
TARGET: Final = re.compile(r"go_to_message(-?\d+)")
VIA: Final = re.compile(r"\s+via @\w+\s*\Z")
SECONDS: Final = re.compile(r"\((\d{1,9}) seconds?\)")
EPOCH: Final = date(1970, 1, 1).toordinal()
# by class, in the order in which they are looked for
MEDIA: Final = (
    ("sticker_wrap", "sticker"),
    ("photo_wrap", "image"),
    ("animated_wrap", "video"),
    ("video_file_wrap", "video"),
    ("round_video", "video"),
    ("media_photo", "image"),
    ("media_video", "video"),
    ("media_voice_message", "voice"),
    ("media_audio_file", "audio"),
    ("media_file", "file"),
    ("media_contact", "contact"),
    ("media_live_location", "location"),
    ("media_location", "location"),
    ("media_venue", "location"),
    ("media_poll", "poll"),
    ("media_call", "call"),
)
WITH_TITLE: Final = ("file", "audio", "contact", "location", "call")  # whose title is worth keeping as text


class Element(NamedTuple):
    """What one element says; ``sender`` is "" where it is the one before it, ``time`` as written."""

    service: bool
    id: str
    sender: str = ""
    time: str = ""
    kind: str = "text"
    text: str = ""
    reply_to: str = ""
    reactions: tuple[tuple[str, int], ...] = ()
    mentions: tuple[str, ...] = ()
    forwarded: bool = False
    call_seconds: int | None = None


class Clock:
    """Reads times of one export: ``at`` is the last one, ``zone`` what it told (see ``Message.at``)."""

    def __init__(self) -> None:
        self.at: int | None = None
        self.zone = ""
        self._offset = 0
        self._days: dict[tuple[str, ...], int] = {}

    def read(self, time: str) -> int | None:
        """Seconds since 1970 of a time as written, None where it is none."""
        found = TIME.match(time)
        if not found:
            return None
        first, second, third, hours, minutes, seconds, sign, ahead, part = found.groups()
        day = self._days.get((first, second, third))
        try:
            if day is None:
                year, of_month = (first, third) if len(first) == 4 else (third, first)
                day = date(int(year), int(second), int(of_month)).toordinal() - EPOCH
                self._days[first, second, third] = day
        except ValueError:
            return None
        self._offset = 0 if sign is None else int(f"{sign}1") * (int(ahead) * 3600 + int(part or 0) * 60)
        self.zone = "" if sign is None else f"{sign}{int(ahead):02}:{int(part or 0):02}"
        at = day * 86_400 + int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0) - self._offset
        if not 0 <= at < LAST_SECOND:  # a year that nobody chatted in
            return None
        self.at = at
        return at

    def zone_of(self, found: Iterable[Element]) -> None:
        """Take the zone of the first message, for what comes before it."""
        self.read(next((each.time for each in found if each.time), ""))
        self.at = None

    def begin_day(self, heading: str) -> None:
        """A heading such as "1 September 2020": the clock stands at its midnight, unless it is past that already."""
        try:
            day = datetime.strptime(heading, "%d %B %Y").date().toordinal() - EPOCH  # noqa: DTZ007
        except ValueError:
            return
        midnight = day * 86_400 - self._offset
        if 0 <= midnight < LAST_SECOND:
            self.at = midnight if self.at is None else max(self.at, midnight)


def element(node: LexborNode) -> Element:
    """Take one ``div.message`` apart."""
    attributes = node.attributes
    number = (attributes.get("id") or "").removeprefix("message")
    service = "service" in (attributes.get("class") or "")
    for child in node.iter():
        if (child.attributes.get("class") or "").startswith("body"):
            if service:
                return Element(True, number, text=child.text().strip())
            return _Body(number).walked(child)
    return Element(service, number)


class _Body:
    """Collects what the parts of a message's body say."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.sender = self.time = self.text = self.kind = self.label = self.reply_to = ""
        self.reactions: tuple[tuple[str, int], ...] = ()
        self.mentions: tuple[str, ...] = ()
        self.forwarded = False
        self.call_seconds: int | None = None

    def walked(self, body: LexborNode) -> Element:
        for part in body.iter():
            self._part(part, part.attributes.get("class") or "")
        text = self.text or self.label
        return Element(
            False,
            self.number,
            self.sender,
            self.time,
            self.kind or ("text" if text else "unknown"),
            text,
            self.reply_to,
            self.reactions,
            self.mentions,
            self.forwarded,
            self.call_seconds,
        )

    def _part(self, part: LexborNode, name: str) -> None:
        if name == "text":
            self.text = part.text().strip()
            if "@" in self.text or "ShowMentionName" in (part.html or ""):
                self.mentions = _mentions(part)
        elif name.startswith("pull_right date"):
            self.time = part.attributes.get("title") or ""
        elif name == "from_name":
            # the name of whoever wrote it first stands inside of a forwarded body, and is nobody of this chat
            if not self.forwarded:
                self.sender = " ".join(VIA.sub("", part.text(deep=False)).splitlines()).strip()
        elif name.startswith("reply_to"):
            self.reply_to = _target(part)
        elif name.startswith("media_wrap"):
            self._media(part)
        elif name == "forwarded body":
            self.forwarded = True
            for inner in part.iter():
                self._part(inner, inner.attributes.get("class") or "")
        elif name.startswith("reactions"):
            self.reactions = _reactions(part)

    def _media(self, wrap: LexborNode) -> None:
        for media in wrap.iter():
            name = media.attributes.get("class") or ""
            self.kind = next((kind for sign, kind in MEDIA if sign in name), "media")
            title = media.css_first(".title.bold")
            words = title.text().strip() if title else ""
            status = media.css_first(".status.details")
            if words in ("Sticker", "Animated sticker"):
                emoji = status.text().partition(",")[0].strip() if status else ""  # then its size in kilobytes
                self.kind, words = "sticker", "" if emoji.isascii() else emoji
            elif self.kind == "poll":
                words = _poll(media)
            elif self.kind == "call" and status:
                seconds = SECONDS.search(status.text())
                self.call_seconds = int(seconds[1]) if seconds else None
            elif self.kind not in WITH_TITLE or words in ("Location", "Live location"):
                words = ""
            self.label = words
            return


def _target(reply: LexborNode) -> str:
    """The id of the message that is answered; "" where it is in another chat."""
    for link in reply.iter():
        found = TARGET.search(link.attributes.get("href") or "")
        if found:
            return found[1]
    return ""


def _mentions(text: LexborNode) -> tuple[str, ...]:
    """Names in links to a person: "@name", or the plain name of somebody without one."""
    names = []
    for link in text.css("a"):
        words = link.text().strip()
        if words.startswith("@"):
            names.append(words[1:])
        elif "ShowMentionName" in (link.attributes.get("onclick") or ""):
            names.append(words)
    return tuple(names)


def _poll(media: LexborNode) -> str:
    """Question and answers, a line each, without the counts."""
    question = media.css_first(".question")
    lines = [question.text().strip()] if question else []
    return "\n".join(lines + [each.text(deep=False).strip().removeprefix("- ") for each in media.css(".answer")])


def _reactions(part: LexborNode) -> tuple[tuple[str, int], ...]:
    """Pairs (emoji, how many): a count where there is one, else a small picture for each person."""
    pairs = []
    for each in part.css(".reaction"):
        emoji, count = each.css_first(".emoji"), each.css_first(".count")
        counted = count.text().strip() if count else ""
        many = int(counted) if counted.isdecimal() and len(counted) < 10 else len(each.css(".userpic")) or 1
        pairs.append((emoji.text().strip() if emoji else "", many))
    return tuple(pairs)
