"""What WhatsApp itself writes into an export, in many languages: which kind of message, which notice, which title."""

import json
import re
from functools import lru_cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any, Final

WORDS: Final[dict[str, Any]] = json.loads(files(__package__).joinpath("words.json").read_text("utf-8"))
MARKS: Final = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"  # invisible, for directions
_UNMARK: Final = {ord(mark): None for mark in MARKS} | {0x202F: " ", 0xA0: " "}

EXTENSIONS: Final = {
    "image": "jpg jpeg png gif heic heif bmp tif tiff",
    "video": "mp4 mov 3gp avi mkv webm",
    "voice": "opus",
    "audio": "mp3 m4a aac ogg oga wav amr flac",
    "sticker": "webp was",
    "contact": "vcf",
}
_KIND_OF_EXTENSION: Final = {ending: kind for kind, endings in EXTENSIONS.items() for ending in endings.split()}
_FILE: Final = r"([^<>/\\\n]*\.[A-Za-z0-9]{1,5})"
_ATTACHED_IOS: Final = re.compile(rf"<(?:[^<>:：\n]{{1,30}}[:：] ?)?{_FILE}(?: [^<>.\n]{{1,20}})?>\s*$")
_ATTACHED_ANDROID: Final = re.compile(rf"{_FILE} \(([^()\n]{{1,40}})\)$")
_OWN_FILE: Final = re.compile(r"(?:IMG|VID|AUD|PTT|STK|DOC)-\d{8}-WA\d+")
_PLACE: Final = re.compile(
    r"[^\n]{0,100}\n?[^\n]{0,100}?[:：]? ?\(?https://(?:maps\.google\.[a-z.]+/(?:maps)?\?q=|(?:www\.)?foursquare\.com/v/)\S+\)?\s*$"
)
_EDITED: Final = re.compile(r" ?(?P<mark>[\u200e\u200f]*)<(?P<words>[^<>\n]{4,60})>\s*$")
_MENTION: Final = re.compile(r"@\u2068([^\u2069\n]+)\u2069")
_QUOTED: Final = re.compile(r"[“\"«„「『]([^“”\"«»„「」『』\n]+)[”\"»“」』]")


def bare(text: str) -> str:
    """``text`` without the invisible marks of direction, every kind of space as a plain one."""
    return text if text.isascii() else text.translate(_UNMARK)


def _folded(text: str) -> str:
    return bare(text).strip().strip("<>").strip().rstrip(".。").casefold()


def _all(meaning: str) -> tuple[str, ...]:
    return tuple(_folded(word) for words in WORDS[meaning].values() for word in words)


def _fragments(*meanings: str) -> tuple[str, ...]:
    return tuple(word.casefold() for name in meanings for words in WORDS[name].values() for word in words)


AM: Final = frozenset(bare(word).casefold() for word in WORDS["am"])
PM: Final = frozenset(bare(word).casefold() for word in WORDS["pm"])
JOINS: Final = frozenset(word.casefold() for word in WORDS["joins"])
_MEDIA: Final = ("media", "image", "video", "audio", "sticker", "file", "contact", "deleted")
_WHOLE: Final = {word: kind for kind in _MEDIA for word in _all(kind)} | dict.fromkeys(
    _all("live_location"), "location"
)
_MISSED: Final = frozenset(_all("missed_call"))
_CALLS: Final = _all("missed_call") + _all("call")
_POLLS: Final = frozenset(_all("poll"))
_EDITS: Final = frozenset(_all("edited"))
_ATTACHED: Final = frozenset(_all("attached"))
_DOCUMENTS: Final = _all("file")
_TITLES: Final = _fragments("title")
_STRICT: Final = _fragments("title", "notice", "secure")
_GROUPS: Final = _fragments("title", "group")
_ADDING: Final = _fragments("adding")
_SECURE: Final = _fragments("secure")
_SYSTEMS: Final = frozenset(word.casefold() for word in WORDS["authors"])

# texts that are not what somebody wrote although nothing else gives them away: looked up as they stand
EXACT: Final = frozenset(
    form + end
    for meaning in (*_MEDIA, "live_location", "missed_call")
    for words in WORDS[meaning].values()
    for word in words
    for form in (word, word[0].upper() + word[1:], word.lower())
    for end in ("", ".", "。")
)
MARKED: Final = frozenset(MARKS)  # what a text of WhatsApp's own may begin with


@lru_cache(4096)  # the same few placeholders make up most of what is asked
def kind_of(text: str) -> tuple[str, str, bool]:
    """What a message is (one of KINDS), its text without the mark of an edit, and whether it was edited."""
    edited = _EDITED.search(text) if ">" in text else None
    if edited and _folded(edited["words"]) in _EDITS:
        return kind_of(text[: edited.start()])[0], text[: edited.start()], True
    plain = bare(text).strip()
    folded = _folded(plain)
    first, _, rest = plain.partition("\n")
    kind = _WHOLE.get(folded) or (_WHOLE.get(_folded(first)) if rest and first.startswith("<") else None)
    if kind is None and text[:1] in MARKED:
        kind = _marked(folded)
    elif kind is None and folded in _MISSED:
        kind = "call"
    return kind or _shaped(plain, first, rest), text, False


def _marked(folded: str) -> str | None:
    """Kinds that only count where WhatsApp put its invisible mark first, since people write these words too."""
    if folded.startswith(_CALLS):
        return "call"
    return "file" if folded.endswith(_DOCUMENTS) else None


def _shaped(plain: str, first: str, rest: str) -> str:
    """Kinds that are known by their form: a file's name, a place on a map, a poll."""
    attached = None
    if ">" in plain:
        attached = _ATTACHED_IOS.search(plain)
    elif " (" in first:
        attached = _ATTACHED_ANDROID.match(first)
    if attached and (">" in plain or _folded(attached[2]) in _ATTACHED or _OWN_FILE.match(attached[1])):
        return _kind_of_file(attached[1])
    if "https://" in plain and _PLACE.match(plain):
        return "location"
    if rest and first.endswith((":", "：")) and first[:-1].casefold() in _POLLS:
        return "poll"
    return "text" if plain else "media"  # an empty message is a photo or a voice message that was to be seen once


def _kind_of_file(name: str) -> str:
    if name.startswith("PTT-"):
        return "voice"
    if name.startswith("STK-") or "-STICKER-" in name:
        return "sticker"
    return _KIND_OF_EXTENSION.get(name.rpartition(".")[2].lower(), "file")


def mentions(text: str) -> tuple[str, ...]:
    """Whom a text mentions, as named there: WhatsApp isolates the name by invisible marks."""
    return tuple(dict.fromkeys(person(name) for name in _MENTION.findall(text)))


def person(head: str) -> str:
    """A sender's name as exported, without marks and without the sign of somebody who is not a contact.

    >>> person("\u200e~\u202fInes")
    'Ines'
    """
    name = head.strip(MARKS + " \u202f\u00a0")
    if name.startswith("~"):
        name = name[1:].lstrip(" \u202f\u00a0")
    name = "".join(name.splitlines()).strip()  # other signs for the end of a line than WhatsApp's own
    return bare(name) if name[:1] == "+" else name


def phone(name: str) -> tuple[str, ...]:
    """The telephone number that a name is, as its digits, or nothing."""
    if not re.fullmatch(r"\+?[\d ().\u2010-\u2015-]{6,30}", name):
        return ()
    digits = "".join(char for char in name if char.isdigit())
    return ("+" * name.startswith("+") + digits,) if 6 <= len(digits) <= 15 else ()


def is_notice(line: str) -> bool:
    """Whether a line of the form "name: text" is WhatsApp speaking about names that hold a colon.

    >>> is_notice('Ines changed the group name from "Trip: Rome" to "Rome"'), is_notice("Ines: I left")
    (True, False)
    """
    head = line.partition(": ")[0]
    if head.count('"') % 2 or head.count("“") > head.count("”") or head.count("«") > head.count("»"):
        return True
    return holds(head, _STRICT + _ADDING) or head.count("「") > head.count("」")


def is_notice_of(author: str, text: str, of_chat: bool) -> bool:
    """Whether a text with an author is WhatsApp's own: marked as such by the chat (``of_chat``), or by "System"."""
    if text[:1] in MARKED and "\n" not in text:
        return of_chat or holds(text, _STRICT)
    return author.casefold() in _SYSTEMS and holds(text, _GROUPS + _STRICT)


def is_call(text: str) -> bool:
    """Whether a line without a sender, or of WhatsApp's own, speaks of a call."""
    return _folded(text).startswith(_CALLS)


def is_welcome(text: str) -> bool:
    """Whether this is the notice about encryption with which chats begin."""
    return holds(text, _SECURE)


def is_of_group(line: str) -> bool:
    """Whether a line of WhatsApp's own can only stand in a group."""
    return holds(line, _GROUPS)


def is_about_chat(text: str) -> bool:
    """Whether a marked text speaks about the chat instead of standing for something sent."""
    return holds(text, _GROUPS + _STRICT)


def title_given(line: str) -> str:
    """The title that a line of WhatsApp's own gives the group, or ""."""
    quoted = _QUOTED.findall(line) if holds(line, _TITLES) else []
    return str(quoted[-1]) if quoted else ""


def title_of_file(name: str) -> str:
    """The chat's title in the name that WhatsApp gives an exported file, or "".

    >>> title_of_file("WhatsApp Chat - Lantern Street (2).zip")
    'Lantern Street'
    """
    stem = re.sub(r" ?\(\d{1,3}\)$", "", bare(PurePosixPath(name).stem)).strip()
    if " " not in stem:
        stem = stem.replace("_", " ")
    for pattern in (pattern for patterns in WORDS["name"].values() for pattern in patterns):
        before, after = pattern.casefold().split("{}")
        folded = stem.casefold()
        if len(folded) == len(stem) > len(before + after) and folded.startswith(before) and folded.endswith(after):
            return stem[len(before) : len(stem) - len(after)].strip()
    return ""


def holds(line: str, fragments: tuple[str, ...]) -> bool:
    """Whether any fragment stands in the line, whatever the case."""
    folded = bare(line).casefold()
    return any(fragment in folded for fragment in fragments)
