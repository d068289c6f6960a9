"""One message of a thread, as it stands in the file and as Kithbook's record."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

import msgspec

from kithbook.formats.media import kind_of_file
from kithbook.vocabulary import DELETED_KEY, LAST_SECOND, Contact, Encounter, Handle, Message

NO_TIME: Final = "A message without a time that can be read."
# how people are called whose account is gone, in the language of the download (other languages: their own words)
GONE: Final = frozenset(
    (
        *("", "facebook user", "instagram user", "facebook-nutzer", "instagram-nutzer", "facebook-nutzer:in"),
        *("utilisateur de facebook", "utilisateur facebook", "utilisateur d’instagram", "utilisateur instagram"),
        *("usuario de facebook", "usuario de instagram", "utente di facebook", "utente facebook", "utente instagram"),
        *("usuário do facebook", "usuário do instagram", "użytkownik facebooka", "użytkownik instagrama"),
        *("facebook 用户", "facebook 用戶", "instagram 用户", "instagram 用戶", "مستخدم فيسبوك", "مستخدم instagram"),
    )
)
ATTACHED: Final = ("photos", "videos", "audio_files", "gifs", "files")
KINDS: Final = {"photos": "image", "videos": "video", "audio_files": "voice", "gifs": "image", "files": "file"}
MAPS: Final = re.compile(r"https?://(?:www\.)?(?:bing\.com/maps|google\.[a-z.]+/maps|maps\.google\.|maps\.apple\.com)")
# what the app writes into a message that is nothing but an attachment
SENT: Final = re.compile(
    r"(?:.{1,100} )?(?:sent (?:an|\d+) attachments?|sent a (?:photo|video|GIF|voice message|link|reel|post|location)"
    r"|hat einen Anhang gesendet|a envoyé une pièce jointe|envió un archivo adjunto|ha enviado un archivo adjunto"
    r"|enviou um anexo|ha inviato un allegato|heeft een bijlage verzonden|wysłał\(a\) załącznik)\."
    r"|.{1,100}(?:傳送了 ?\d+ ?份附件|发送了 ?\d+ ?个附件)。"
)
# what the app says itself, behind "You" or the name of whoever did it
DID: Final = re.compile(
    r"(?P<deleted>(?:unsent|removed) a message)|(?P<media>sent (?:an|\d+) attachments?)"
    r"|(?P<location>(?:sent|shared) (?:a|your|his|her|their) (?:live )?location)"
    r"|(?P<call>missed (?:an?|your) (?:audio |video |voice )?(?:call|chat).*)"
    r"|(?P<system>added .+ to the group|removed .+ from the group"
    r"|(?:left|joined|created) (?:the|a) (?:group|call|video chat)"
    r"|named the group .+|changed the (?:group photo|group name|chat theme|theme|emoji|quick reaction).*"
    r"|set the (?:nickname|emoji|quick reaction).* to .+|set (?:your|my|his|her|their)(?: own)? nickname to .+"
    r"|cleared (?:the|your|his|her|their)(?: own)? nickname.*|started an? (?:audio |video |voice )?(?:call|chat)"
    r"|(?:un)?pinned a message|liked a message|reacted .{1,40} to (?:your|a) message|waved at .+|created a poll.*"
    r"|made .+ an? (?:group )?admin.*|(?:are|is) now connected on Messenger)",
    re.IGNORECASE,
)
ALONE: Final = re.compile(r"Liked a message|Reacted .{1,40} to (?:your|a) message ?")
LONGEST_NOTICE: Final = 300  # characters
TYPES: Final = {"Subscribe": "system", "Unsubscribe": "system", "Call": "call", "Payment": "transfer", "Plan": "system"}


class Raw(
    msgspec.Struct,
    gc=False,
    rename={"encrypted_sender": "senderName", "encrypted_unsent": "isUnsent"},
):
    """The fields of one message that Kithbook uses; encrypted chats have other names for some."""

    sender_name: str | None = None
    timestamp_ms: int | float | None = None
    timestamp: int | float | None = None
    content: str | None = None
    type: str | None = None
    photos: Any = None
    videos: Any = None
    audio_files: Any = None
    gifs: Any = None
    files: Any = None
    sticker: Any = None
    share: Any = None
    call_duration: int | float | None = None
    missed: Any = None
    is_unsent: Any = None
    reactions: Any = None
    encrypted_sender: str | None = None
    text: str | None = None
    media: Any = None
    encrypted_unsent: Any = None

    @property
    def at(self) -> int:
        """Seconds since 1970, -1 where there is no time; those of early 2018 have seconds, all others thousandths."""
        time = self.timestamp_ms if self.timestamp_ms is not None else self.timestamp
        if time is None or not 0 <= time < LAST_SECOND * 1000:
            return -1
        return int(time) if self.timestamp_ms is None and time < 100_000_000_000 else int(time) // 1000


MANY: Final = msgspec.json.Decoder(list[Raw])
ONE: Final = msgspec.json.Decoder(Raw)


def mended(text: str) -> str:
    """Text whose bytes of UTF-8 were written as one character each, as it was meant; other text as it is.

    >>> mended("JosÃ©"), mended("José"), mended("Σ Ã©")
    ('José', 'José', 'Σ Ã©')
    """
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def plain(text: str) -> str:
    """Text that is right already, as that of encrypted chats."""
    return text


class People:
    """Who takes part in one thread: the handle's key by the name in the file, and contacts not introduced yet."""

    def __init__(self, platform: str, chat: str, owner: str, mend: Callable[[str], str]) -> None:
        self.platform, self.chat, self.owner, self.mend = platform, chat, owner, mend
        self.new: list[Contact] = []
        self.partners: tuple[str, ...] = ()  # of a chat of two
        self._keys: dict[str, str] = {}
        self._met: set[str] = set()

    def key(self, name: str, line: int) -> str:
        """The key of whoever has this name; somebody new is noted down for ``introduced``."""
        key = self._keys.get(name)
        if key is None:
            shown = " ".join(self.mend(name).split())
            key = self._keys[name] = DELETED_KEY if shown.lower() in GONE else shown
            if key not in self._met:
                self._met.add(key)
                is_me = True if key == self.owner and key != DELETED_KEY else None
                self.new.append(Contact(Handle(self.platform, key, shown), self.chat, is_me, line=line))
        return key

    def introduced(self) -> Iterator[Contact]:
        """The contacts that are new since the last time."""
        yield from self.new
        self.new.clear()


def record(raw: Raw, line: int, people: People) -> Message | Encounter | str:
    """The record that a message becomes, or why it becomes none; ``line`` is its number in the file."""
    at = raw.at
    if at < 0:
        return NO_TIME
    name = raw.sender_name if raw.sender_name is not None else raw.encrypted_sender
    sender = "" if name is None else people.key(name, line)
    said = raw.content if raw.content is not None else raw.text
    text = people.mend(said) if said else ""
    if raw.call_duration and raw.call_duration > 0 and not raw.is_unsent:
        handles = dict.fromkeys(key for key in (sender, *people.partners) if key)
        seconds = int(min(raw.call_duration, LAST_SECOND))
        return Encounter("call", at, tuple(handles), seconds, "UTC", "", people.chat, line)
    kind, text = _kind(raw, text, sender)
    reactions = _reactions(raw.reactions, people.mend) if raw.reactions else ()
    return Message(people.chat, sender, at, kind, text, line, 1, "UTC", reactions=reactions)


def _kind(raw: Raw, text: str, sender: str) -> tuple[str, str]:
    """Kind and text of a message; without a caption the text is the attachment's name, or its link."""
    if raw.is_unsent or raw.encrypted_unsent or raw.type == "placeholder":
        return "deleted", text
    if raw.call_duration is not None or raw.missed:
        return "call", text
    if raw.type in TYPES:
        return TYPES[raw.type], text
    if raw.share is not None:
        return _shared(raw.share, text)
    for field in ATTACHED:
        if getattr(raw, field):
            return KINDS[field], _caption(text, getattr(raw, field))
    if raw.sticker is not None:
        return "sticker", _caption(text, [raw.sticker])
    if raw.media:
        name = _name(raw.media)
        kind = kind_of_file("", name) if name else "media"
        return ("voice" if kind == "audio" else kind), _caption(text, raw.media)
    if not text:
        return "unknown", ""
    if raw.type == "link":
        return "link", text
    return (_kind_of_line(text, sender) if len(text) < LONGEST_NOTICE else "text"), text


def _kind_of_line(text: str, sender: str) -> str:
    """The kind of a text that stands alone: the app speaks in lines that begin with "You" or the sender's own name."""
    by_name = bool(sender) and text.startswith(f"{sender} ")
    if by_name or text.startswith("You "):
        did = DID.fullmatch((text[len(sender) + 1 :] if by_name else text[4:]).strip(" ."))
        if did:
            return did.lastgroup or "system"
        if by_name and " " in sender:  # nobody begins with their own first and last name
            return "system"
    elif text[:4] in ("Like", "Reac") and ALONE.fullmatch(text):
        return "system"
    return "media" if text[-1] in ".。" and SENT.fullmatch(text) else "text"


def _shared(share: Any, text: str) -> tuple[str, str]:
    """A link, or a place on a map; what the app says about it is left out where there is the link itself."""
    found = share if isinstance(share, dict) else {}
    link, words = (each if isinstance(each := found.get(name), str) else "" for name in ("link", "share_text"))
    link, words = mended(link), mended(words)
    if SENT.fullmatch(text) and (link or words):
        text = ""
    parts = [text, link] if link and link not in text else [text] if text or link else [words]
    return ("location" if MAPS.match(link) else "link"), "\n".join(part for part in parts if part)


def _caption(text: str, files: Any) -> str:
    return text if text and not SENT.fullmatch(text) else _name(files) or text


def _name(files: Any) -> str:
    """The name of the first file of a list of attachments, "" where it has none or was not downloaded."""
    first = files[0] if isinstance(files, Sequence) and files else None
    uri = first.get("uri") if isinstance(first, dict) else None
    if not isinstance(uri, str):
        return ""
    path = PurePosixPath(mended(uri.partition("?")[0]))
    return path.name if path.suffix or len(path.parts) > 1 else ""


def _reactions(found: Any, mend: Callable[[str], str]) -> tuple[tuple[str, int], ...]:
    """Pairs (what, how many); the file has one entry for each person who reacted."""
    given: Counter[str] = Counter()
    for each in found if isinstance(found, list) else ():
        what = each.get("reaction") if isinstance(each, dict) else None
        if isinstance(what, str) and what:
            given[mend(what)] += 1
    return tuple(given.items())
