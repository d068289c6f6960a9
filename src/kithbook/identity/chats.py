"""Whether two exports show one chat: by what was said, and where nothing overlaps by title and members."""

import re
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

import msgspec

ENOUGH: Final = 3  # equal lines that are needed where two exports overlap in time
DOUBTFUL: Final = 0.1  # of the compared lines that may be equal by chance
SHARE: Final = 0.5  # of the compared lines (or of the smaller group's members) that must be equal
MANY: Final = 5  # members that two groups of one title share only when they are one, however large both are

_MONTH: Final = re.compile(r"\s*[(\[]\d{4}-\d{2}[)\]]\s*$")


class ChatSketch(msgspec.Struct, frozen=True):
    """A chat in short: title, kind, the names of its members, first and last moment (UTC seconds; None when empty).

    ``titles`` are others under which it was exported before.

    >>> ChatSketch("Lantern Street", "group", frozenset({"Ines"}), 0, 60).title
    'Lantern Street'
    """

    title: str
    kind: str
    members: AbstractSet[str]
    first: int | None = None
    last: int | None = None
    titles: AbstractSet[str] = frozenset()


def bare_title(title: str) -> str:
    """A title without the month that some archives of a group put behind it.

    >>> bare_title("Lantern Street (2019-03)")
    'Lantern Street'
    """
    return _MONTH.sub("", title) or title


class Join(NamedTuple):
    """Whether an export's chat is one of the book's, and whether that is so sure that nobody needs to be asked."""

    same: bool
    sure: bool


NO: Final = Join(same=False, sure=True)


def same_chat(new: ChatSketch, old: ChatSketch, compared: int, equal: int) -> Join:
    """Whether ``new`` continues ``old``.

    ``compared`` counts the sampled lines of ``new`` that lie where ``old`` was watched, ``equal`` those of them that
    ``old`` holds. Lines speak first: where enough of them could be compared, most must be equal; under another title
    that is asked once. Where the spans do not meet, title and kind must agree, and half of the smaller set of members
    be shared, or MANY of them: likely, and asked. Some equal lines amid many that are not are asked too.

    >>> ines, lio = ChatSketch("A", "group", {"Ines"}, 0, 9), ChatSketch("B", "group", {"Lio"}, 0, 9)
    >>> same_chat(ines, lio, 10, 9), same_chat(ines, lio, 10, 0).same, same_chat(ines, ines, 10, 9).sure
    (Join(same=True, sure=False), False, True)
    """
    titled = bool(new.title) and bare_title(new.title) in {bare_title(title) for title in (old.title, *old.titles)}
    if equal >= min(ENOUGH, compared) > 0 and equal >= compared * SHARE:
        return Join(same=True, sure=titled)
    if compared >= ENOUGH:
        return Join(same=False, sure=equal < max(ENOUGH, compared * DOUBTFUL))
    kinds_differ = new.kind != old.kind and "unknown" not in (new.kind, old.kind)
    if not titled or kinds_differ:
        return NO
    if old.first is None:
        return Join(same=True, sure=True)  # a chat that was emptied by undo and kept for what was written by hand
    smaller, shared = min(len(new.members), len(old.members)), len(new.members & old.members)
    likely = shared > 0 and (shared >= smaller * SHARE or shared >= MANY)
    return Join(same=likely, sure=not likely)
