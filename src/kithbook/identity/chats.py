"""Whether two exports show one chat: by what was said, and where nothing overlaps by title and members."""

import re
from collections.abc import Set as AbstractSet
from typing import Final

import msgspec

ENOUGH: Final = 3  # equal lines that are needed where two exports overlap in time
SHARE: Final = 0.5  # of the compared lines (or of the smaller group's members) that must be equal
MANY: Final = 5  # members that two groups of one title share only when they are one, however large both are

_MONTH: Final = re.compile(r"\s*[(\[]\d{4}-\d{2}[)\]]\s*$")


class ChatSketch(msgspec.Struct, frozen=True):
    """A chat in short: title, kind, the keys of its members, first and last moment (UTC seconds; None when empty).

    >>> ChatSketch("Lantern Street", "group", frozenset({"Ines"}), 0, 60).title
    'Lantern Street'
    """

    title: str
    kind: str
    members: AbstractSet[str]
    first: int | None = None
    last: int | None = None


def bare_title(title: str) -> str:
    """A title without the month that some archives of a group put behind it.

    >>> bare_title("Lantern Street (2019-03)")
    'Lantern Street'
    """
    return _MONTH.sub("", title) or title


def same_chat(new: ChatSketch, old: ChatSketch, compared: int, equal: int) -> bool:
    """Whether ``new`` continues ``old``.

    ``compared`` counts the sampled lines of ``new`` that lie in the span that ``old`` covers, ``equal`` those of them
    that ``old`` holds at the same moment. Lines speak first: where enough of them could be compared, most must be
    equal. Where the spans do not meet, title and kind must agree, and half of the smaller set of members be shared, or
    MANY of them.

    >>> ines, lio = ChatSketch("A", "group", {"Ines"}, 0, 9), ChatSketch("B", "group", {"Lio"}, 0, 9)
    >>> same_chat(ines, lio, 10, 9), same_chat(ines, lio, 10, 0), same_chat(ines, ines, 0, 0)
    (True, False, True)
    """
    if equal >= min(ENOUGH, compared) > 0 and equal >= compared * SHARE:
        return True
    if compared >= ENOUGH:
        return False
    kinds_differ = new.kind != old.kind and "unknown" not in (new.kind, old.kind)
    if not new.title or bare_title(new.title) != bare_title(old.title) or kinds_differ:
        return False
    if old.first is None:
        return True  # a chat that was emptied by undo and kept for what was written by hand
    smaller, shared = min(len(new.members), len(old.members)), len(new.members & old.members)
    return shared > 0 and (shared >= smaller * SHARE or shared >= MANY)
