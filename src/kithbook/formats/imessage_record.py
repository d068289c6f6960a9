"""One message of a chat.db, as it stands there and as Kithbook's record."""

from typing import Any, Final, NamedTuple

from kithbook.formats.imessage_text import OBJECT, handle_key, seconds, words
from kithbook.formats.media import kind_of_file
from kithbook.vocabulary import Message

NO_TIME: Final = "A message without a time that can be read."
LINKS: Final = "com.apple.messages.URLBalloonProvider"
# by a part of the name of the app whose balloon it is
APPS: Final = (
    (LINKS, "link"),
    ("PeerPayment", "transfer"),
    ("PassbookUIService", "transfer"),
    ("messages.Polls", "poll"),
    ("findmy", "location"),
    ("Handwriting", "image"),
    ("DigitalTouch", "image"),
)
TAPBACKS: Final = range(2000, 4000)
STICKER: Final = 1000  # one put on another message
VOTE: Final = 4000
# (item_type, group_action_type) of what somebody did; {} is somebody or something else
DEEDS: Final = {
    (1, 0): "added {}",
    (1, 1): "removed {}",
    (2, 0): "named the group: {}",
    (3, 0): "left the group",
    (3, 1): "changed the group's photo",
    (3, 2): "removed the group's photo",
    (3, 4): "changed the background",
    (3, 6): "removed the background",
    (5, 0): "kept an audio message",
    (6, 0): "SharePlay",
}


class Raw(NamedTuple):
    """A row of ``imessage_query.messages``."""

    row: Any
    guid: Any
    text: Any
    subject: Any
    handle: Any
    date: Any
    delivered: Any
    read: Any
    from_me: Any
    item: Any
    action: Any
    group_title: Any
    other: Any
    share_status: Any
    system: Any
    points_at: Any
    points_how: Any
    thread: Any
    balloon: Any
    edited: Any
    retracted: Any
    audio: Any
    forward: Any
    body: Any
    chat: Any
    file_type: Any
    file_name: Any
    sticker: Any
    reactions: Any
    target_is_here: Any


def record(raw: Raw, ref: str, sender: str, line: int, handles: dict[Any, str]) -> Message | str | None:
    """The message of a row, why it is none, or None for a tapback, which is part of what it points at.

    ``handles`` are keys of people by the row of their handle.
    """
    if raw.points_how in TAPBACKS and raw.target_is_here:
        return None
    at = seconds(raw.date)
    if at is None:  # nothing but when it arrived may be known
        at = seconds(raw.delivered) or seconds(raw.read)
    if at is None:
        return NO_TIME
    written = raw.text if isinstance(raw.text, str) and raw.text else words(raw.body)
    written = written.replace(OBJECT, "") if OBJECT in written else written
    if isinstance(raw.subject, str) and raw.subject:
        written = f"{raw.subject}\n{written}".rstrip("\n")
    kind, text = _kind(raw, written, handles)
    replied = raw.points_at if raw.points_how == STICKER else raw.thread
    return Message(
        ref,
        sender,
        at,
        kind,
        text,
        line,
        1,
        "UTC",
        raw.guid if isinstance(raw.guid, str) else "",
        _bare(replied) if isinstance(replied, str) else "",
        _reactions(raw.reactions) if raw.reactions else (),
        (),
        bool(raw.edited),
        bool(raw.forward),
    )


def _kind(raw: Raw, text: str, handles: dict[Any, str]) -> tuple[str, str]:
    """Kind and text: what somebody did, what was taken back, an app's balloon, a file with its caption, words."""
    if raw.item or raw.system:
        return "system", text or _deed(raw, handles)
    if raw.retracted or (raw.edited and not text and raw.file_type is None and not raw.balloon):
        return "deleted", text
    if raw.points_how in TAPBACKS or raw.points_how == VOTE:
        return "system", text
    if isinstance(raw.balloon, str):
        app = raw.balloon
        kind = next((kind for part, kind in APPS if part in app), "unknown")
        return ("text" if kind == "unknown" and text else kind), text
    if raw.file_type is not None:
        if raw.sticker or raw.points_how == STICKER:
            return "sticker", text
        kind = kind_of_file(str(raw.file_type), str(raw.file_name))
        return ("voice" if raw.audio else kind), text or str(raw.file_name).rpartition("/")[2]
    return ("text" if text else "unknown"), text


def _deed(raw: Raw, handles: dict[Any, str]) -> str:
    if raw.item == 4:
        return "stopped sharing their location" if raw.share_status else "started sharing their location"
    if raw.item == 2:
        title = raw.group_title if isinstance(raw.group_title, str) else ""
        return DEEDS[2, 0].format(title) if title else "removed the group's name"
    if raw.item == 1 and raw.action == 0 and raw.other and raw.other == raw.handle:
        return "changed their number"
    deed = DEEDS.get((raw.item, raw.action or 0), "")
    return deed.format(handles.get(raw.other, "")).strip()


def _bare(guid: str) -> str:
    """The id of a message without the part of it that is meant.

    >>> _bare("p:0/FC62"), _bare("bp:FC62"), _bare("FC62")
    ('FC62', 'FC62', 'FC62')
    """
    return guid.removeprefix("bp:").rpartition("/")[2]


def _reactions(told: Any) -> tuple[tuple[str, int], ...]:
    """What the query has put in lines, each a number and what it counts."""
    pairs = (line.partition(" ") for line in str(told).split("\n"))
    return tuple((what, int(count)) for count, _, what in pairs if count.isdecimal())


def owner_addresses(logins: list[Any]) -> list[str]:
    """The owner's own addresses from logins such as "E:ines@example.org" and "P:+16475550100", each once."""
    found = (handle_key(login[2:]) for login in logins if isinstance(login, str) and login[1:2] == ":")
    return list(dict.fromkeys(address for address in found if address))
