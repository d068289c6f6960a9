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
LAST_SECOND: Final = 253_402_300_800  # the end of the year 9999: a time from here on is a broken number
# The key of whoever has left a platform, where it tells the accounts that were deleted no longer apart: nobody.
DELETED_KEY: Final = "deleted"
# How a platform is called in `Handle.platform`. "mail" is for everybody who is known by an address, in mail and
# calendars alike; "contacts" for cards of an address book; "list" for rows of any table of people.
PLATFORMS: Final = (
    "whatsapp",
    "telegram",
    "wechat",
    "slack",
    "discord",
    "linkedin",
    "facebook",
    "instagram",
    "signal",
    "imessage",
    "line",
    "kakaotalk",
    "matrix",
    "mail",
    "contacts",
    "list",
    "github",
    "spotify",
    "feed",
    "typed",
)
# What `Contact.facts` may say, in a fixed order of importance.
FACTS: Final = (
    "nickname",
    "other_name",  # a name in another script, a maiden name
    "organisation",
    "role",
    "place",
    "birthday",  # ISO date, or --MM-DD without a year
    "anniversary",
    "label",  # a group, tag or category that the owner or the platform gave
    "connected",  # ISO date since when the owner and this person are connected
    "met",  # where or how they met
    "relation",  # how the owner is related to them
    "last_contact",  # ISO date, as the list says
    "rhythm",  # how often the owner meant to write, as the list says
    "reminder",  # "2026-05-01 | yearly | Call about the boat": day, how often again or "", what for (see histories.py)
    "favour",  # "2023-05-02 | given | me | gift | A bowl": day or "", deed, "me" or "them", sort, what (histories.py)
    "dated_note",  # "2024-03-01 | Moved to Rome": what was written down on a day (histories.py)
    "event",  # an event that they registered for or came to
    "follows",  # "me" (follows the owner), "them" (the owner follows), or a name
)


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
    ``chat`` is the ref of the chat whose member this is, or "". ``facts`` are pairs (one of FACTS, value);
    ``notes`` keeps what has no field of its own. Telephone numbers are as written, addresses in lower case.

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
    facts: tuple[tuple[str, str], ...] = ()


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

    ``handles`` are keys of contacts that came before in the stream, the owner may be among them. A call belongs to
    its ``chat``; a meeting has none (""). ``all_day`` is a date without a clock: ``at`` is then midnight, without zone.

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
    place: str = ""
    all_day: bool = False

    @property
    def minutes(self) -> int:
        """Whole minutes, 0 where the length is not known."""
        return (self.seconds or 0) // 60


class Piece(msgspec.Struct, frozen=True, gc=False):
    """Something worth sharing: a post, an article, a book, a talk, with ``at`` and ``zone`` as in Message.

    ``text`` is its beginning or summary as plain text, at most a few thousand characters; ``id`` what stays the same
    when it is exported again (a guid, else the link, else the file's name).

    >>> Piece("post", "The kiln is warm", "https://example.org/kiln").kind
    'post'
    """

    kind: str  # "post" | "article" | "book" | "talk" | "repository" | "link"
    title: str
    link: str = ""
    at: int | None = None
    zone: str = ""
    text: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    line: int = 0
    id: str = ""


class Taste(msgspec.Struct, frozen=True, gc=False):
    """What somebody cares about, as something that they did shows: ``what``, how often, from when to when.

    ``handle`` is the key of a contact that came before in the stream, or "" for the owner. ``seconds`` is the time
    spent on it where the export tells; ``first`` and ``last`` are UTC seconds or None.

    >>> Taste("", "music", "Nina Simone", 12).count
    12
    """

    handle: str
    kind: str  # "music" | "show" | "repository" | "topic" | "book" | "place"
    what: str
    count: int = 1
    seconds: int = 0
    first: int | None = None
    last: int | None = None
    link: str = ""
    line: int = 0


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
    The person may answer with another value: reading again with ``answers={name: value}`` follows that.

    >>> Choice("date_order", "dmy", "a day over 12 on line 7").sure
    True
    """

    name: str  # "date_order" | "encoding" | "columns" ...
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


Record = Chat | Contact | Message | Encounter | Piece | Taste | Problem | Choice | Tally
