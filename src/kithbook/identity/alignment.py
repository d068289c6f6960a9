"""Which messages of an export the book already holds: two tellings of one chat are laid side by side as sequences.

The platform's id decides where both have one. Else the moment, the sender and the words, counted with multiplicity:
two equal lines in one minute are two messages, and the same two again are known. What is left over on both sides is
paired in its order: a message with what it was before an edit; a line with the same line of its minute, where one of
both has no seconds; and, where the export's clock or names are others than the chat's (`Relation`), a moment earlier or
later.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final, NamedTuple

from kithbook.identity.relation import PLAIN, Relation, same_words
from kithbook.vocabulary import KINDS

# An export with and one without its files tell the same photo differently: their words are not compared.
MEDIA: Final = frozenset(KINDS.index(kind) for kind in ("image", "video", "audio", "voice", "file", "sticker", "media"))
MINUTE: Final = 60
DELETED: Final = KINDS.index("deleted")
SYSTEM: Final = KINDS.index("system")


class Row(NamedTuple):
    """What is compared of a message of the book: row, UTC seconds, sender's handle or None, kind, text, id or None.

    ``edited`` says that it was, ``source`` which import told it.
    """

    row: int
    at: int
    sender: int | None
    kind: int
    text: str
    platform_id: str | None
    edited: bool = False
    source: int = 0


class Coming(NamedTuple):
    """What is compared of a message that comes in, its clock and its sender as the chat's already.

    Of a sender whom the chat holds under several handles (`Relation.alike`) the first stands for all.
    """

    at: int
    sender: int | None
    kind: int
    text: str
    platform_id: str | None
    edited: bool = False


def content(at: int, sender: int | None, kind: int, text: str) -> Hashable:
    """What two messages must share to be one: the moment, the sender, and the words."""
    return at, sender, words(kind, text)


def words(kind: int, text: str) -> Hashable:
    """What is compared of a message's text: of media only that it is media, of a deleted message that it is deleted.

    >>> words(1, "IMG-1.jpg (file attached)") == words(17, "<Media omitted>")
    True
    """
    return True if kind in MEDIA else DELETED if kind == DELETED else same_words(text)


class Alignment:
    """Pairs messages that come in with ``rows`` of the book, each row at most once.

    >>> aligned = Alignment([Row(5, 60, 1, 0, "ok", None), Row(6, 60, 1, 0, "ok", None)])
    >>> aligned.pair([Coming(60, 1, 0, "ok", None)] * 3)
    [5, 6, None]
    """

    def __init__(self, rows: Iterable[Row], relation: Relation = PLAIN) -> None:
        self._rows = sorted(rows, key=lambda row: (row.at, row.row))
        if relation.alike:
            one: dict[int | None, int] = {
                handle: handles[0] for handles in relation.alike.values() for handle in handles
            }
            self._rows = [row._replace(sender=one.get(row.sender) or row.sender) for row in self._rows]
        self._coarse = relation.coarse
        self._slack = relation.slack
        self._plain = relation.plain
        self._used: set[int] = set()
        self._by_id: dict[str, list[Row]] = defaultdict(list)
        self._by_content: dict[Hashable, list[Row]] = defaultdict(list)
        for row in self._rows:
            if row.platform_id:
                self._by_id[row.platform_id].append(row)
            self._by_content[content(row.at // self._coarse, row.sender, row.kind, row.text)].append(row)

    def pair(self, coming: Sequence[Coming]) -> list[int | None]:
        """For each message the row that it is, or None where it is new."""
        found: list[int | None] = [self._exact(message) for message in coming]
        left = [place for place, row in enumerate(found) if row is None]
        for way in WAYS[:2] if self._plain else WAYS:
            if left and len(self._used) < len(self._rows):
                left = self._in_order(coming, found, left, way)
        return found

    def _exact(self, message: Coming) -> int | None:
        """By id, else by equal content; messages that both have an id never match by words."""
        at, sender, kind, text, number, _ = message
        for row in self._by_id.get(number, ()) if number else ():
            if row.row not in self._used:
                self._used.add(row.row)
                return row.row
        for row in self._by_content.get(content(at // self._coarse, sender, kind, text), ()):
            if row.row not in self._used and not (row.platform_id and number):
                self._used.add(row.row)
                return row.row
        return None

    def _in_order(self, coming: Sequence[Coming], found: list[int | None], left: list[int], way: "Way") -> list[int]:
        """Pair what is left over on both sides, in the order of time; answers what is still left."""
        free: dict[Hashable, list[Row]] = defaultdict(list)
        for row in self._rows:
            if row.row not in self._used and (key := way.key(row.sender, row.kind, row.text)) is not None:
                free[key].append(row)
        still = []
        for place in left:
            message = coming[place]
            key = way.key(message.sender, message.kind, message.text)
            fits = None if key is None else self._fitting(free.get(key, []), message, way)
            if fits is None:
                still.append(place)
            else:
                free[key].remove(fits)
                self._used.add(fits.row)
                found[place] = fits.row
        return still

    def _fitting(self, rows: list[Row], message: Coming, way: "Way") -> Row | None:
        """The first free row that is near enough and may be this message; earlier ones belong to earlier messages."""
        reach = max(self._slack, MINUTE) + MINUTE
        for place in range(bisect_left(rows, message.at - reach, key=lambda row: row.at), len(rows)):
            row = rows[place]
            if row.at > message.at + reach:
                return None
            by_id = row.platform_id and message.platform_id
            if not by_id and self._about_then(row, message) and way.may(row, message):
                return row
        return None

    def _about_then(self, row: Row, message: Coming) -> bool:
        """Whether both are of one moment: as the relation has it, or of one minute where one tells no more than that.

        The rows of a chat may be of several imports, with seconds and without.
        """
        apart = abs(row.at // self._coarse - message.at // self._coarse)
        if apart <= -(-self._slack // self._coarse):
            return True
        by_minute = (row.at % MINUTE == 0) != (message.at % MINUTE == 0)
        return by_minute and row.at // MINUTE == message.at // MINUTE


class Way(NamedTuple):
    """One way in which two lines may be the same message although they differ.

    ``key`` of (sender, kind, text) is what they share, None where this way is none for such a line; ``may`` looks
    closer.
    """

    key: Callable[[int | None, int, str], Hashable | None]
    may: Callable[[Row, Coming], bool]


def _one_was_changed(row: Row, message: Coming) -> bool:
    """An edit or a deletion must be told by one of both, or any two lines of a minute would do."""
    if DELETED in (row.kind, message.kind):
        return True
    return (row.edited or message.edited) and (row.kind in MEDIA) == (message.kind in MEDIA)


WAYS: Final = (
    # the same words, a little earlier or later on the other phone
    Way(lambda sender, kind, text: (sender, words(kind, text)), lambda row, message: True),
    # edited or deleted, and one of the exports is older than that
    Way(lambda sender, kind, text: sender, _one_was_changed),
    # what the platform says of itself, each phone in its own words
    Way(lambda sender, kind, text: True if kind == SYSTEM else None, lambda row, message: row.kind == message.kind),
)
