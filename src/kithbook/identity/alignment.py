"""Which messages of an export the book already holds: by the platform's id, else by moment, sender and words.

Counted with multiplicity: two equal lines in one minute are two messages, and the same two again are known. A renamed
sender or a clock that is shifted as a whole is not seen through here yet; ``Alignment`` is the place for it.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from kithbook.vocabulary import KINDS

# An export with and one without its files tell the same photo differently: their words are not compared.
MEDIA: Final = frozenset(KINDS.index(kind) for kind in ("image", "video", "audio", "voice", "file", "sticker", "media"))


class Row(NamedTuple):
    """What is compared of a message of the book: row, UTC seconds, sender's handle or None, kind, text, id or None."""

    row: int
    at: int
    sender: int | None
    kind: int
    text: str
    platform_id: str | None


Content = tuple[int, int | None, str | bool]


def content(at: int, sender: int | None, kind: int, text: str) -> Content:
    """What two messages must share to be one: the moment, the sender, and the words (of media only that it is media).

    >>> content(60, 1, 1, "IMG-1.jpg (file attached)") == content(60, 1, 17, "<Media omitted>")
    True
    """
    return at, sender, True if kind in MEDIA else text


class Alignment:
    """Pairs messages that come in with ``rows`` of the book, each row at most once.

    >>> aligned = Alignment([Row(5, 60, 1, 0, "ok", None), Row(6, 60, 1, 0, "ok", None)])
    >>> [aligned.find(60, 1, 0, "ok", None) for _ in range(3)]
    [5, 6, None]
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._used: set[int] = set()
        self._by_id: dict[str, list[int]] = {}
        self._by_content: dict[Content, list[tuple[int, bool]]] = {}
        for row in rows:
            if row.platform_id:
                self._by_id.setdefault(row.platform_id, []).append(row.row)
            key = content(row.at, row.sender, row.kind, row.text)
            self._by_content.setdefault(key, []).append((row.row, bool(row.platform_id)))

    def find(self, at: int, sender: int | None, kind: int, text: str, platform_id: str | None) -> int | None:
        """The row that this message is, or None where it is new; messages that both have an id never match by words."""
        for row in self._by_id.get(platform_id, ()) if platform_id else ():
            if row not in self._used:
                self._used.add(row)
                return row
        for row, has_id in self._by_content.get(content(at, sender, kind, text), ()):
            if row not in self._used and not (has_id and platform_id):
                self._used.add(row)
                return row
        return None
