"""One event of a Matrix room, as the specification has it, and the message that it becomes."""

from typing import Any, Final

import msgspec

from kithbook.vocabulary import LAST_SECOND, Message

MSGTYPES: Final = {
    "m.text": "text",
    "m.notice": "text",
    "m.emote": "text",
    "m.image": "image",
    "m.video": "video",
    "m.audio": "audio",
    "m.file": "file",
    "m.location": "location",
    "m.server_notice": "system",
    "m.key.verification.request": "system",
}
FILES: Final = ("image", "video", "audio", "voice", "file", "sticker")
POLLS: Final = ("m.poll.start", "m.poll", "org.matrix.msc3381.poll.start")
VOICES: Final = ("org.matrix.msc3245.voice", "m.voice", "org.matrix.msc3245.voice.v2")
LOCATIONS: Final = ("m.beacon_info", "org.matrix.msc3672.beacon_info")
# what is about other events, or not to be seen at all
UNSEEN: Final = (
    *("m.reaction", "m.room.redaction", "m.call.candidates", "m.call.answer", "m.call.hangup", "m.call.reject"),
    *("m.call.select_answer", "m.call.negotiate", "m.call.asserted_identity", "m.poll.response", "m.poll.end"),
    *("org.matrix.msc3381.poll.response", "org.matrix.msc3381.poll.end", "m.beacon", "org.matrix.msc3672.beacon"),
)
DEEDS: Final = {
    "m.room.create": "created the room",
    "m.room.name": "changed the name of the room",
    "m.room.topic": "changed the topic",
    "m.room.avatar": "changed the picture of the room",
    "m.room.encryption": "turned encryption on",
    "m.room.tombstone": "replaced the room by another",
    "m.room.pinned_events": "changed the pinned messages",
    "m.room.canonical_alias": "changed the address of the room",
    "m.room.join_rules": "changed who can join",
    "m.room.history_visibility": "changed who can read the history",
    "m.room.guest_access": "changed whether guests can join",
    "m.room.power_levels": "changed who may do what",
    "m.room.server_acl": "changed which servers may take part",
    "m.room.third_party_invite": "invited somebody",
}
MEMBERSHIPS: Final = {
    "join": "joined",
    "invite": "was invited",
    "leave": "left",
    "ban": "was banned",
    "knock": "asked to join",
}


class Raw(msgspec.Struct):
    """The fields of one event that Kithbook uses; an encrypted one may be told as ``decrypted`` beside what it was."""

    type: str = ""
    event_id: str | None = ""
    sender: str | None = ""
    user_id: str | None = ""  # how older servers call the sender
    room_id: str | None = ""
    origin_server_ts: int | float | None = None
    state_key: str | None = None
    content: Any = None
    unsigned: Any = None
    decrypted: Any = None


MANY: Final = msgspec.json.Decoder(list[Raw])
ONE: Final = msgspec.json.Decoder(Raw)


def clear(raw: Raw) -> Raw:
    """The event itself, where it is told as a pair of decrypted and encrypted."""
    if not isinstance(raw.decrypted, dict):
        return raw
    try:
        return msgspec.convert(raw.decrypted, Raw)
    except (msgspec.ValidationError, RecursionError):
        return raw


def sender_of(raw: Raw) -> str:
    """The id of who sent an event."""
    return "".join((raw.sender or raw.user_id or "").split())


def at_of(raw: Raw) -> int | None:
    """UTC seconds of an event, or None where it has no time that exists."""
    moment = raw.origin_server_ts
    return int(moment // 1000) if moment is not None and 0 <= moment < LAST_SECOND * 1000 else None


def table(value: Any) -> dict[str, Any]:
    """A JSON object, empty where it is anything else."""
    return value if isinstance(value, dict) else {}


def words(value: Any) -> str:
    """A JSON string, empty where it is anything else."""
    return value if isinstance(value, str) else ""


def relation(raw: Raw) -> tuple[str, str, str]:
    """What an event is to another one (``m.replace``, ``m.annotation``, ``m.thread``, ""), to which, with what key."""
    related = table(table(raw.content).get("m.relates_to"))
    return words(related.get("rel_type")), words(related.get("event_id")), words(related.get("key"))


def is_redacted(raw: Raw) -> bool:
    """Whether somebody has taken this event back."""
    unsigned = table(raw.unsigned)
    return "redacted_because" in unsigned or "redacted_by" in unsigned


def kind_and_text(raw: Raw, content: dict[str, Any]) -> tuple[str, str]:
    """Kind and text of an event that people wrote or sent: the caption, else the name of a file."""
    kind = raw.type
    if kind == "m.sticker":
        return "sticker", words(content.get("body"))
    if kind in POLLS:
        return "poll", _poll(content)
    if kind == "m.call.invite":
        return "call", ""
    if kind in LOCATIONS or kind == "m.location":
        return "location", words(content.get("description")) or words(content.get("body"))
    if kind == "m.room.encrypted":
        return "unknown", ""
    if kind != "m.room.message":
        return "unknown", words(content.get("body"))
    found = MSGTYPES.get(words(content.get("msgtype")), "unknown")
    if found == "audio" and any(name in content for name in VOICES):
        found = "voice"
    body = words(content.get("body"))
    if "m.in_reply_to" in table(content.get("m.relates_to")) and body.startswith("> "):
        body = _answer(body)
    if found == "location" and not body:
        body = words(content.get("geo_uri"))
    return found, body


def _answer(body: str) -> str:
    """A reply without the lines that quote what it answers (the fallback of the specification before 1.13)."""
    lines = body.split("\n")
    start = next((number for number, line in enumerate(lines) if not line.startswith(">")), len(lines))
    return "\n".join(lines[start + 1 if start < len(lines) and not lines[start] else start :])


def _poll(content: dict[str, Any]) -> str:
    """Question and answers as lines, in the form of the specification or of the proposal before it."""
    start = table(content.get("m.poll") or content.get("m.poll.start") or content.get("org.matrix.msc3381.poll.start"))
    answers = start.get("answers")
    told = [_said(start.get("question")), *(_said(each) for each in (answers if isinstance(answers, list) else ()))]
    return "\n".join(line for line in told if line) or words(content.get("body"))


def _said(value: Any) -> str:
    block = table(value)
    several = block.get("m.text")
    first = table(several[0]).get("body") if isinstance(several, list) and several else several
    return words(first) or words(block.get("org.matrix.msc1767.text")) or words(block.get("body"))


def deed(raw: Raw, name: str, whom: str) -> str:
    """What an event says that the room itself tells; ``whom`` is the one whom it is about, where that is another."""
    content = table(raw.content)
    if raw.type != "m.room.member":
        title = words(content.get("name")) or words(content.get("topic"))
        done = DEEDS.get(raw.type, raw.type)
        return f"{name} {done}: {title}" if title else f"{name} {done}"
    membership = words(content.get("membership"))
    before = words(table(table(raw.unsigned).get("prev_content")).get("membership"))
    if membership == "join" and before == "join":
        return f"{name} changed their name or picture"
    if membership == "leave" and whom:
        return f"{name} removed {whom}"
    return f"{whom or name} {MEMBERSHIPS.get(membership, membership)}"


def reactions_of(raw: Raw) -> tuple[tuple[str, int], ...]:
    """Reactions that the server has counted beside the event."""
    annotations = table(table(table(raw.unsigned).get("m.relations")).get("m.annotation")).get("chunk")
    pairs = []
    for each in annotations if isinstance(annotations, list) else ():
        count = table(each).get("count")
        if isinstance(count, int) and words(table(each).get("key")):
            pairs.append((words(each["key"]), count))
    return tuple(pairs)


def message(raw: Raw, sender: str, at: int, line: int, chat: str) -> Message:
    """The message of an event of people, before anything that came later is applied to it.

    An edit of something that is not in the file stands for it, with its id.
    """
    content = table(raw.content)
    how, target, _ = relation(raw)
    if how == "m.replace" and target:
        content = table(content.get("m.new_content")) or content
    kind, text = ("deleted", "") if is_redacted(raw) else kind_and_text(raw, content)
    related = table(content.get("m.relates_to"))
    mentioned = table(content.get("m.mentions")).get("user_ids")
    edited = how == "m.replace" or "m.replace" in table(table(raw.unsigned).get("m.relations"))
    return Message(
        chat,
        sender,
        at,
        kind,
        text,
        line,
        1,
        "UTC",
        (target if how == "m.replace" else raw.event_id) or "",
        words(table(related.get("m.in_reply_to")).get("event_id")),
        reactions_of(raw),
        tuple(words(each) for each in mentioned if words(each)) if isinstance(mentioned, list) else (),
        edited and kind != "deleted",
    )
