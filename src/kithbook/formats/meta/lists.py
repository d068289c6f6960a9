"""Friends of Facebook, followers and those followed of Instagram: one contact for each entry of such a list."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, Final

from kithbook.formats.json_stream import Ended, JsonStream, Passed
from kithbook.formats.meta.files import FACEBOOK, INSTAGRAM
from kithbook.formats.meta.record import mended
from kithbook.formats.source import Source
from kithbook.vocabulary import LAST_SECOND, Contact, Handle

# key of the list -> whom it follows; "" for friends
LISTS: Final = {
    "friends": "",
    "friends_v2": "",
    "relationships_followers": "me",
    "relationships_following": "them",
}
BROKEN: Final = "An entry of this list is broken, or names nobody."
CUT: Final = "The list ends or breaks off here. Download it again to get the rest."
Listed = tuple[int, Contact | str]  # the number in the list, and the contact or why there is none


def listed(source: Source, name: str) -> Iterator[Listed]:
    """Each entry of a list; a list without a name of its own is told by the file's."""
    line = 0
    with source.open(name) as handle:
        stream = JsonStream(handle)
        try:
            if stream.peek() == "[":
                follows = "them" if PurePosixPath(name).name.lower().startswith("following") else "me"
                for _ in stream.each_item():
                    line += 1
                    yield line, _contact(stream, follows, line)
                return
            for key in stream.each_key():
                if key not in LISTS:
                    stream.skip()
                    continue
                for _ in stream.each_item():
                    line += 1
                    yield line, _contact(stream, LISTS[key], line)
        except Ended:
            yield line + 1, CUT


def _contact(stream: JsonStream, follows: str, line: int) -> Contact | str:
    try:
        entry = json.loads(stream.value())
    except (Passed, ValueError, RecursionError):
        return BROKEN
    if not isinstance(entry, dict):
        return BROKEN
    return _follower(entry, follows, line) if follows else _friend(entry, line)


def _friend(entry: dict[str, Any], line: int) -> Contact | str:
    name = _text(entry.get("name"))
    return Contact(Handle(FACEBOOK, name, name), line=line, facts=_since(entry.get("timestamp"))) if name else BROKEN


def _follower(entry: dict[str, Any], follows: str, line: int) -> Contact | str:
    """Somebody by their user name, which older files have beside the link, newer ones as the title or in the link."""
    data = entry.get("string_list_data")
    first = data[0] if isinstance(data, list) and data and isinstance(data[0], dict) else {}
    link = _text(first.get("href"))
    name = (
        _text(first.get("value")) or _text(entry.get("title")) or link.partition("?")[0].rstrip("/").rpartition("/")[2]
    )
    if not name:
        return BROKEN
    facts = (*_since(first.get("timestamp")), ("follows", follows))
    link = link.replace("/_u/", "/")  # which would open the app
    return Contact(Handle(INSTAGRAM, name, name), links=(link,) if link else (), line=line, facts=facts)


def _since(time: Any) -> tuple[tuple[str, str], ...]:
    """The day since when they are connected, in UTC."""
    if isinstance(time, bool) or not isinstance(time, int | float) or not 0 < time < LAST_SECOND:
        return ()
    return (("connected", datetime.fromtimestamp(time, UTC).date().isoformat()),)


def _text(value: Any) -> str:
    return " ".join(mended(value).split()) if isinstance(value, str) else ""
