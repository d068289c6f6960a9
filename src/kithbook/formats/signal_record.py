"""One message of Signal Desktop's database, as it stands there and as Kithbook's record.

Fields as in Signal Desktop's own model-types.d.ts from 2019 to 2026. A message is known to Signal by who sent it and
when, to the millisecond, and so it is here: its row's id is another one on each computer.
"""

from typing import Any, Final, NamedTuple

from kithbook.formats.media import kind_of_file
from kithbook.formats.signal_call import Call
from kithbook.formats.signal_people import People
from kithbook.formats.signal_values import flags, listed, one_line, seconds, whole
from kithbook.vocabulary import DELETED_KEY, Encounter, Message

NO_TIME: Final = "A message without a time that can be read."
TALK: Final = ("incoming", "outgoing")
OBJECT: Final = "\ufffc"  # stands where somebody is mentioned
LONG_TEXT: Final = "text/x-signal-plain"  # the rest of a text, in a file of its own
VOICE: Final = 1  # flags of an attachment
SESSION_ENDED: Final = 1  # flags of a message
MORE_THAN_TEXT: Final = ("attachments", "sticker", "contact", "poll", "payment")
TOOK_PLACE: Final = ("accepted", "joined", "joinedadhoc", "outgoingring")
NOTICES: Final = {
    "keychange": "safety number changed",
    "verified-change": "safety number marked",
    "timer-notification": "disappearing messages changed",
}


class Raw(NamedTuple):
    """A row of messages: what stands in columns since one version or another, and all the rest as JSON."""

    row: Any
    id: Any
    conversation: Any
    type: Any
    body: Any
    sent_at: Any
    account: Any
    account_before: Any  # until 2023 the column's name was another one
    number: Any
    erased: Any
    json: Any
    files: Any  # of the first attachment: its type, name and flags, where they have a table (since 2025)


class Place(NamedTuple):
    """The chat that a message is in: its ref, and the key of the only other person where there is one."""

    ref: str
    partner: str


def record(
    raw: Raw, more: dict[str, Any], call: Call | None, place: Place, people: People, line: int
) -> "Message | Encounter | str":
    """The record that a row becomes, or why it becomes none; ``more`` is its JSON, ``call`` what it tells of a call."""
    at = seconds(raw.sent_at, more.get("sent_at"), more.get("timestamp"), more.get("received_at_ms"))
    if at is None:
        return NO_TIME
    if call is not None:
        return _call(raw, call, place, people, at, line)
    kind = raw.type or more.get("type") or ("incoming" if raw.account or raw.number else "outgoing")
    said = kind in TALK and not flags(more) & SESSION_ENDED and not ("group_update" in more and not raw.body)
    if not said or "expirationTimerUpdate" in more:
        sender, text = _notice(str(kind), more, people)
        return Message(place.ref, sender, at, "system", text, line, 1, "UTC", one_line(raw.id))
    sender = people.owner.key if kind == "outgoing" else _author(raw, more, place, people)
    shown, text, mentions = _shown(raw, more, people)
    return Message(
        place.ref,
        sender,
        at,
        shown,
        text,
        line,
        1,
        "UTC",
        f"{sender}:{whole(raw.sent_at) or whole(more.get('sent_at')) or one_line(raw.id)}",
        _quoted(more.get("quote"), people),
        _reactions(more["reactions"]) if more.get("reactions") else (),
        mentions,
        len(listed(more.get("editHistory"))) > 1 or "editMessageTimestamp" in more,
    )


def _author(raw: Raw, more: dict[str, Any], place: Place, people: People) -> str:
    """The key of who wrote a message that came in."""
    names = (raw.account, raw.account_before, more.get("sourceServiceId"), more.get("sourceUuid"))
    return people.key(*names, more.get("source"), raw.number) or place.partner or DELETED_KEY


def _call(raw: Raw, call: Call, place: Place, people: People, at: int, line: int) -> Message | Encounter:
    """A call that took place, with its length, is an encounter; any other is a message."""
    me = people.owner.key
    sender = call.starter or (place.partner if call.direction == "incoming" else me if call.direction else "")
    started, ended = whole(call.started), whole(call.ended)
    length = (ended - started) // 1000 if started and ended else 0
    number = one_line(raw.id)
    if length > 0 and call.status in TOOK_PLACE:
        handles = tuple(dict.fromkeys(key for key in (sender, place.partner, me) if key))
        return Encounter("call", seconds(started) or at, handles, length, "UTC", "", place.ref, line, number)
    words = " ".join(word for word in (call.direction, call.medium, "call") if word)
    text = f"{words}: {call.status}" if call.status else words
    return Message(place.ref, sender, at, "call", text, line, 1, "UTC", number)


def _notice(kind: str, more: dict[str, Any], people: People) -> tuple[str, str]:
    """Sender and text of what Signal says itself."""
    change, profile, timer = more.get("groupV2Change"), more.get("profileChange"), more.get("expirationTimerUpdate")
    if isinstance(change, dict):
        details = (detail for detail in listed(change.get("details")) if isinstance(detail, dict))
        return people.key(change.get("from")), "\n".join(_detail(detail, people) for detail in details)
    if isinstance(profile, dict):
        old, new = one_line(profile.get("oldName")), one_line(profile.get("newName"))
        return people.key(more.get("changedId")), f"{old} → {new}"
    if isinstance(timer, dict):
        names = (timer.get("sourceServiceId"), timer.get("sourceUuid"), timer.get("source"))
        length = whole(timer.get("expireTimer"))
        return people.key(*names), f"disappearing messages: {length} s" if length else "disappearing messages: off"
    update = more.get("group_update")
    if isinstance(update, dict):
        joined = ", ".join(people.name(people.key(name)) or str(name) for name in listed(update.get("joined")))
        told = (("name", update.get("name")), ("joined", joined), ("left", update.get("left")))
        return "", "\n".join(f"{what}: {value}" for what, value in told if value) or "group update"
    if kind in TALK:
        return "", "session reset"
    words = NOTICES.get(kind) or kind.replace("-", " ")
    said = more.get("body") if kind == "story" else None
    return people.key(more.get("sourceServiceId"), more.get("changedId")), f"{words}: {said}" if said else words


def _detail(detail: dict[str, Any], people: People) -> str:
    """One change of a group: its name as Signal has it, and whom or what it is about."""
    key = people.key(detail.get("aci"), detail.get("uuid"), detail.get("serviceId"))
    about = people.name(key) or detail.get("newTitle") or detail.get("description") or detail.get("count")
    words = str(detail.get("type") or "change").replace("-", " ")
    return f"{words}: {about}" if about else words


def _shown(raw: Raw, more: dict[str, Any], people: People) -> tuple[str, str, tuple[str, ...]]:
    """Kind, text and whom it mentions: the words after the last edit, else what was sent."""
    if more.get("deletedForEveryone"):
        return "deleted", "", ()
    now = _latest(more.get("editHistory"))
    body = next((text for text in (now.get("body"), raw.body, more.get("body")) if isinstance(text, str) and text), "")
    body, mentions = _mentioned(body, now.get("bodyRanges") or more.get("bodyRanges"), people)
    if body and raw.files is None and not any(map(more.get, MORE_THAN_TEXT)):
        return "text", body, mentions
    return *_kind(raw, more, body), mentions


def _latest(edits: Any) -> dict[str, Any]:
    """What a message says after its last edit; {} where it was not edited."""
    newest = edits[0] if isinstance(edits, list) and len(edits) > 1 else None
    return newest if isinstance(newest, dict) else {}


def _kind(raw: Raw, more: dict[str, Any], body: str) -> tuple[str, str]:
    sticker, poll, payment = more.get("sticker"), more.get("poll"), more.get("payment")
    if isinstance(sticker, dict):
        data = sticker.get("data")
        return "sticker", str(sticker.get("emoji") or (data.get("emoji") if isinstance(data, dict) else "") or body)
    file = _first_file(raw, more)
    if file is not None:
        type_name, name, bits = file
        kind = kind_of_file(type_name, name)
        return ("voice" if kind == "audio" and bits & VOICE else kind), body or name
    card = next(iter(listed(more.get("contact"))), None)
    if isinstance(card, dict):
        return "contact", body or _card_name(card.get("name"))
    if isinstance(poll, dict):
        return "poll", "\n".join(str(each) for each in (poll.get("question"), *listed(poll.get("options"))) if each)
    if isinstance(payment, dict):
        return "transfer", str(payment.get("note") or body)
    reaction = more.get("storyReaction")
    if not body and isinstance(reaction, dict):
        return "text", str(reaction.get("emoji") or "")
    if not body:
        return ("media" if more.get("isViewOnce") or raw.erased else "unknown"), ""
    return "text", body


def _first_file(raw: Raw, more: dict[str, Any]) -> tuple[str, str, int] | None:
    """Type, name and flags of the first file that is no part of the text."""
    if isinstance(raw.files, str):
        type_name, _, rest = raw.files.partition("\n")
        bits, _, name = rest.partition("\n")
        return type_name, one_line(name), whole(bits) or 0
    for file in listed(more.get("attachments")):
        if isinstance(file, dict) and file.get("contentType") != LONG_TEXT:
            return str(file.get("contentType") or ""), one_line(file.get("fileName")), flags(file)
    return None


def _card_name(name: Any) -> str:
    if not isinstance(name, dict):
        return ""
    parts = (name.get("givenName"), name.get("familyName"))
    return one_line(name.get("displayName")) or " ".join(one_line(part) for part in parts if part)


def _mentioned(body: str, ranges: Any, people: People) -> tuple[str, tuple[str, ...]]:
    """The text with names where people are mentioned, and their keys; places are counted in UTF-16."""
    if not ranges or OBJECT not in body:
        return body, ()
    found = []
    for each in listed(ranges):
        account = (each.get("mentionAci") or each.get("mentionUuid")) if isinstance(each, dict) else None
        if isinstance(account, str) and isinstance(each.get("start"), int):
            found.append((each["start"], people.key(account)))
    if not found:
        return body, ()
    keys = [key for _, key in sorted(found)]
    parts = body.split(OBJECT)
    names = [f"@{people.name(key) or key}" for key in keys[: len(parts) - 1]]
    names += [OBJECT] * (len(parts) - 1 - len(names))
    return "".join(part + name for part, name in zip(parts, [*names, ""], strict=True)), tuple(dict.fromkeys(keys))


def _quoted(quote: Any, people: People) -> str:
    """The id of the message that is answered: who wrote it, and when."""
    if not isinstance(quote, dict):
        return ""
    author = people.key(quote.get("authorAci"), quote.get("authorUuid"), quote.get("author"))
    when = whole(quote.get("id"))
    return f"{author}:{when}" if author and when else ""


def _reactions(told: Any) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for each in listed(told):
        emoji = each.get("emoji") if isinstance(each, dict) else None
        if isinstance(emoji, str) and emoji:
            counts[emoji] = counts.get(emoji, 0) + 1
    return tuple(counts.items())
