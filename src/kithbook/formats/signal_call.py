"""How a call went, as each version of Signal Desktop has noted it."""

from typing import Any, NamedTuple

from kithbook.formats.signal_people import People
from kithbook.formats.signal_values import word


class Call(NamedTuple):
    """How a call went, whichever version of Signal noted it; times in milliseconds."""

    direction: str = ""
    medium: str = ""
    status: str = ""
    started: Any = None
    ended: Any = None
    starter: str = ""
    group: bool = False


def call_of(more: dict[str, Any], row: tuple[Any, ...] | None, people: People) -> Call:
    """A call from its row of callsHistory (since 2023), else from what the message itself says."""
    if row is not None:
        direction, medium, status, started, ended, ringer, starter, mode = row
        first = people.key(starter, ringer)
        return Call(word(direction), _medium(medium), word(status), started, ended, first, word(mode) != "direct")
    told = more.get("callHistoryDetails")
    if not isinstance(told, dict):
        return Call()
    if "direction" in told:
        started = told.get("timestamp")
        group = word(told.get("mode")) == "group"
        first = people.key(told.get("startedById"), told.get("ringerId"))
        medium, status = _medium(told.get("type")), word(told.get("status"))
        return Call(word(told["direction"]), medium, status, started, told.get("endedTimestamp"), first, group)
    if word(told.get("callMode")) == "group":
        first = people.key(told.get("creatorUuid"))
        return Call("", "group", "", told.get("startedTime"), None, first, True)
    accepted = told.get("acceptedTime")
    status = "accepted" if accepted else "declined" if told.get("wasDeclined") else "missed"
    medium = "video" if told.get("wasVideoCall") else "voice"
    return Call("incoming" if told.get("wasIncoming") else "outgoing", medium, status, accepted, told.get("endedTime"))


def _medium(value: Any) -> str:
    told = word(value)
    return {"audio": "voice", "unknown": ""}.get(told, told)
