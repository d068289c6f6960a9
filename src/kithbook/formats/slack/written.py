"""One message of Slack as it stands in the file."""

from typing import Any, Final

import msgspec

from kithbook.formats.slack.lists import User

ABSENT: Final = msgspec.Raw(b"null")
EMPTY: Final = 4  # as long as null, [] and {}: what is there is longer
DELETED: Final = "message_deleted"
CHANGED: Final = "message_changed"
EDITED: Final = msgspec.Raw(b'{"ts":""}')

Moment = str | int | float | None


class Written(msgspec.Struct, gc=False):
    """The fields of one message that Kithbook uses; what is seldom needed stays as it is written until then."""

    ts: Moment = None
    subtype: str | None = None
    user: str | None = None
    text: str | None = None
    thread_ts: Moment = None
    bot_id: str | None = None
    username: str | None = None
    hidden: bool | None = None
    deleted_ts: Moment = None
    edited: msgspec.Raw = ABSENT
    reactions: msgspec.Raw = ABSENT
    files: msgspec.Raw = ABSENT
    file: msgspec.Raw = ABSENT
    comment: msgspec.Raw = ABSENT
    blocks: msgspec.Raw = ABSENT
    attachments: msgspec.Raw = ABSENT
    room: msgspec.Raw = ABSENT
    user_profile: msgspec.Raw = ABSENT
    bot_profile: msgspec.Raw = ABSENT
    message: msgspec.Raw = ABSENT
    previous_message: msgspec.Raw = ABSENT
    slackdump_thread_replies: msgspec.Raw = ABSENT


MANY: Final = msgspec.json.Decoder(list[Written])
ONE: Final = msgspec.json.Decoder(Written)
PROFILE: Final = msgspec.json.Decoder(User)


def identity(ts: Moment) -> str:
    """A moment as Slack's id of a message; some programs write it as a number.

    >>> identity("1736478514.897649"), identity(1736478514.897649), identity(None)
    ('1736478514.897649', '1736478514.897649', '')
    """
    return f"{ts:.6f}" if isinstance(ts, float) else "" if ts is None else str(ts)


def seconds(ts: str) -> int:
    """Seconds since 1970 of an id, -1 where it is none."""
    try:
        return int(ts[:-7] if ts[-7:-6] == "." else ts.partition(".")[0])
    except ValueError:
        return -1


def plain(raw: msgspec.Raw) -> Any:
    """A value as Python has it, None where it cannot be used."""
    try:
        return msgspec.json.decode(raw)
    except (ValueError, RecursionError):
        return None


def inner(raw: msgspec.Raw) -> Written | None:
    """A message inside of another, None where there is none; what it has inside of itself is let go."""
    try:
        found = ONE.decode(raw) if len(raw) > EMPTY else None
    except (ValueError, RecursionError):
        return None
    if found is not None and found.subtype in (CHANGED, DELETED):
        found.subtype = None
    return found


def text_in(values: Any, name: str) -> str:
    """The text of this name in an object, "" where there is none."""
    value = values.get(name) if isinstance(values, dict) else None
    return value if isinstance(value, str) else ""


def texts_in(values: Any) -> list[str]:
    """The texts of a list."""
    return [each for each in values if isinstance(each, str)] if isinstance(values, list) else []
