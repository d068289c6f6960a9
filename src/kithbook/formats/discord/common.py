"""What Discord's kinds of export have in common: ids that tell the time, people, marks, parts of one channel."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from kithbook.formats import media
from kithbook.vocabulary import DELETED_KEY, Contact, Handle

PLATFORM: Final = "discord"
DELETED: Final = "Deleted User"  # as Discord names all whom it no longer tells apart
DIRECT: Final = "Direct Messages"  # what DiscordChatExporter calls the server of chats that belong to none
BOT: Final = (("label", "bot"),)
FIRST_MOMENT: Final = 1_420_070_400_000  # milliseconds, 2015-01-01: where Discord's ids begin to count
SMALLEST_ID: Final = 10**15  # a smaller number is no id that tells a time
PART: Final = re.compile(r" \[part (\d{1,6})\]\Z")
NUMBER_IN_NAME: Final = re.compile(r"\[(\d{15,20})\]")
# <@user>, <@!member>, <@&role>, <#channel>, <:emoji:1>, <a:moving_emoji:1>
MARKUP: Final = re.compile(r"<(?:(@!?|@&|#)(\d{15,20})|a?(:\w{1,64}:)\d{15,20})>")
VOICE: Final = "voice-message.ogg"  # how the app names what was spoken into it

HOW_TO_EXPORT: Final = {
    "en": (
        "Discord itself gives you only your own messages. For a whole chat, get DiscordChatExporter (free, on GitHub), "
        "choose the server or Direct Messages and the channels, then the format {form}, and press Export."
    ),
    "zh-hans": (
        "Discord 本身只给你自己发的消息。要导出整个聊天，请用 DiscordChatExporter（免费，在 GitHub 上）："
        "选服务器或私信，再选频道，格式选 {form}，然后导出。"
    ),
    "ar": (
        "لا يعطيك Discord سوى رسائلك أنت. للحصول على محادثة كاملة استعمل DiscordChatExporter (مجاني، على GitHub): "
        "اختر الخادم أو الرسائل الخاصة ثم القنوات، واختر الصيغة {form}، ثم صدّر."
    ),
}


def how_to_export(form: str) -> dict[str, str]:
    """The steps in each language for one form of export ("JSON" or "HTML")."""
    return {language: text.format(form=form) for language, text in HOW_TO_EXPORT.items()}


def moment(number: str) -> int | None:
    """Seconds since 1970 that an id tells (its upper 42 bits count milliseconds), None where it is no such id.

    >>> moment("175928847299117063"), moment("100"), moment("x")
    (1462015105, None, None)
    """
    if not (number.isascii() and number.isdigit() and len(number) <= 20) or int(number) < SMALLEST_ID:
        return None
    return ((int(number) >> 22) + FIRST_MOMENT) // 1000


class People:
    """Who writes in one chat, and contacts that have not been introduced yet. ``names`` are those met, by key."""

    def __init__(self, chat: str) -> None:
        self.chat = chat
        self.names: dict[str, str] = {}
        self.new: list[Contact] = []
        self._keys: dict[tuple[str, str], str] = {}

    def key(self, number: str, name: str, line: int, *, bot: bool = False) -> str:
        """The handle's key of somebody: the id, else the name; somebody new is noted down for ``introduced``."""
        key = self._keys.get((number, name))
        if key is None:
            shown = " ".join(name.split())
            key = DELETED_KEY if shown == DELETED else " ".join(number.split()) or shown
            self._keys[number, name] = key
            if key and key not in self.names:
                self.names[key] = shown
                facts = BOT if bot else ()
                self.new.append(Contact(Handle(PLATFORM, key, shown), self.chat, line=line, facts=facts))
        return key

    def introduced(self) -> Iterator[Contact]:
        """The contacts that are new since the last time."""
        yield from self.new
        self.new.clear()


def kind_of_file(name: str) -> str:
    """The kind of message that a file makes, by its name.

    >>> kind_of_file("Kiln.PNG"), kind_of_file("voice-message.ogg"), kind_of_file("plan.tar.gz")
    ('image', 'voice', 'file')
    """
    return "voice" if name == VOICE else media.kind_of_file("", name)


def plain(text: str, names: Mapping[str, str]) -> str:
    """Discord's own marks as a person sees them: "@name" for an id in ``names``, ":kiln:" for an emoji of a server.

    >>> plain("<@!175928847299117063> <:kiln:175928847299117064>", {"175928847299117063": "Ines"})
    '@Ines :kiln:'
    """
    if "<" not in text:
        return text

    def shown(found: re.Match[str]) -> str:
        if found[3]:
            return found[3]
        name = names.get(found[2])
        return (found[1][0] + name) if name else found[0]

    return MARKUP.sub(shown, text)


def mentioned(text: str) -> tuple[str, ...]:
    """The ids of people whom Discord's own marks name.

    >>> mentioned("<@!175928847299117063> <#175928847299117064>")
    ('175928847299117063',)
    """
    return tuple(found[2] for found in MARKUP.finditer(text) if found[1] in ("@", "@!")) if "<" in text else ()


def parts(names: Iterable[str], ending: str) -> list[tuple[str, ...]]:
    """Which files are parts of one channel: "name.json", "name [part 2].json" ...; what has no parts is left out.

    >>> parts(["a/kiln.json", "a/kiln [part 2].json", "a/boats.json"], ".json")
    [('a/kiln.json', 'a/kiln [part 2].json')]
    """
    whole: dict[str, list[str]] = {}
    for name in names:
        if name.lower().endswith(ending):
            whole.setdefault(PART.sub("", name[: -len(ending)]), []).append(name)
    return [tuple(files) for files in whole.values() if len(files) > 1]


def number_in_name(name: str) -> str:
    """The channel's id that DiscordChatExporter puts into a file's name, or "".

    >>> number_in_name("Kiln - general [175928847299117063] [part 2].html")
    '175928847299117063'
    """
    found = NUMBER_IN_NAME.findall(PurePosixPath(name).name)
    return found[-1] if found else ""
