"""What formats yield: one record for each thing found in an export, in the order of the file.

Structs are frozen and outside the garbage collector, because a chat has millions of them. Fields are positional in
the order below. Nothing here holds a reference that could make a cycle.
"""

from typing import Final

import msgspec

# Kinds of message, in a fixed order: the store keeps the position, so only ever append.
KINDS: Final = (
    "text",
    "image",
    "video",
    "audio",
    "voice",
    "file",
    "sticker",
    "location",
    "contact",
    "link",
    "poll",
    "call",
    "red_envelope",
    "transfer",
    "deleted",
    "system",
    "quote",
    "media",  # a file of a kind that the export does not name
    "unknown",
)
# The key of whoever has left a platform, where it tells the accounts that were deleted no longer apart: nobody.
DELETED_KEY: Final = "deleted"
PLATFORMS: Final = ("whatsapp", "telegram", "wechat", "typed")


class Handle(msgspec.Struct, frozen=True, gc=False):
    """How one platform names somebody. ``key`` is what stays the same (an id, else the name as exported).

    >>> Handle("telegram", "user4321", "Ines")
    Handle(platform='telegram', key='user4321', name='Ines')
    """

    platform: str
    key: str
    name: str = ""


class Chat(msgspec.Struct, frozen=True, gc=False):
    """A direct chat, a group or a channel. ``key`` is the platform's id where the export has one, else "".

    ``ref`` is how the messages of this stream name the chat; it means nothing outside the stream.
    ``stated_size`` is how many members the export says there are; ``seen_until`` (seconds since 1970, read like
    ``Message.at``) is the moment of the export where the file tells it, else None: then the last message counts.

    >>> Chat("1", "whatsapp", "", "Lantern Street", "group")
    Chat(ref='1', platform='whatsapp', key='', title='Lantern Street', kind='group', stated_size=None, seen_until=None)
    """

    ref: str
    platform: str
    key: str
    title: str
    kind: str  # "direct" | "group" | "channel" | "unknown"
    stated_size: int | None = None
    seen_until: int | None = None


class Contact(msgspec.Struct, frozen=True, gc=False):
    """Somebody found in an export: a sender (before the first message of theirs), a member, an address book's card.

    ``is_me`` is True where the export itself says that this is its owner, None where it says nothing.
    ``chat`` is the ref of the chat whose member this is, or "". ``notes`` keeps what has no field of its own.

    >>> Contact(Handle("whatsapp", "Ines", "Ines"), chat="1").is_me is None
    True
    """

    handle: Handle
    chat: str = ""
    is_me: bool | None = None
    phones: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    notes: str = ""
    line: int = 0


class Message(msgspec.Struct, frozen=True, gc=False):
    """One thing that somebody wrote, sent or did in a chat.

    ``at`` is in seconds since 1970-01-01: true UTC where ``zone`` is not empty, otherwise the clock on the wall as
    if it were UTC (the store turns it into UTC with the book's own zone and keeps that it was guessed).
    ``zone`` is "" (not known) or what the export told: "UTC", "+04:00", "Asia/Shanghai".
    ``sender`` is a handle's key, or "" for a message of the platform itself. ``text`` is raw, never normalised.
    ``id`` is the platform's own message id, or "". ``line`` is the first line (or record, or element) of it in the
    file, from 1, and ``lines`` how many of them it took.
    ``reactions`` are pairs (what, how many); ``mentions`` are handle keys, or names where there is no key.

    >>> Message("1", "Ines", 1467000000, "text", "the kiln is warm", 12).lines
    1
    """

    chat: str
    sender: str
    at: int
    kind: str
    text: str
    line: int = 0
    lines: int = 1
    zone: str = ""
    id: str = ""
    reply_to: str = ""
    reactions: tuple[tuple[str, int], ...] = ()
    mentions: tuple[str, ...] = ()
    edited: bool = False
    forwarded: bool = False


class Encounter(msgspec.Struct, frozen=True, gc=False):
    """A call or a meeting: when (seconds, as in Message), how long (seconds, or None), with whom.

    >>> Encounter("call", 1467000000, ("Ines",)).minutes
    0
    """

    kind: str  # "call" | "meeting"
    at: int
    handles: tuple[str, ...]
    seconds: int | None = None
    zone: str = ""
    title: str = ""
    chat: str = ""
    line: int = 0
    id: str = ""

    @property
    def minutes(self) -> int:
        """Whole minutes, 0 where the length is not known."""
        return (self.seconds or 0) // 60


class Problem(msgspec.Struct, frozen=True, gc=False):
    """What could not be read: where (``file`` inside the source, first ``line``, how many ``lines``) and why.

    ``why`` is one English sentence (a template of the translations) and never holds anybody's text.

    >>> Problem("_chat.txt", 88, "A date without a year.").lines
    1
    """

    file: str
    line: int
    why: str
    lines: int = 1


class Choice(msgspec.Struct, frozen=True, gc=False):
    """A decision that the reader took for a whole file: which, on what ground, how sure, what else it could be.

    ``samples`` shows, for each of ``options``, what one doubtful line would mean; empty where the choice is sure.

    >>> Choice("date_order", "dmy", "a day over 12 on line 7").sure
    True
    """

    name: str  # "date_order" | "encoding" | "clock" ...
    value: str
    because: str
    sure: bool = True
    options: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()


class Tally(msgspec.Struct, frozen=True, gc=False):
    """The last record of every stream: how the file's units were accounted for. total = read + blank + not_read.

    ``unit`` is "line", "record" or "element".

    >>> Tally("line", 10, 8, 1, 1)
    Tally(unit='line', total=10, read=8, blank=1, not_read=1)
    """

    unit: str
    total: int
    read: int
    blank: int
    not_read: int


Record = Chat | Contact | Message | Encounter | Problem | Choice | Tally
