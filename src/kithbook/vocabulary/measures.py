"""What the rooms pass on: event columns, reply links, scores with reasons, ties, verdicts, nudges."""

import functools
from typing import Final

import msgspec

from kithbook.vocabulary.saying import Said

# The columns of the events of one chat, as `store.columns` fills them and `ties` and `groups` read them: one row for
# each message (system messages left out), ascending by (at, id). `sender` is a person's id. Times are UTC seconds.
# No type is wider than it must be: there may be millions of rows, and several frames of them at once.
EVENT_COLUMNS: Final = (
    ("id", "Int64", "the message's row in the book"),
    ("chat", "Int32", "the chat's id"),
    ("sender", "Int32", "the id of the person who wrote"),
    ("at", "Int64", "seconds since 1970, UTC"),
    ("kind", "Int8", "position in KINDS"),
    ("reply_to", "Int64", "row of the message that it explicitly answers, or null"),
    ("mentions", "Int32", "the person whom it mentions first, or null"),
    ("is_question", "Boolean", "the text asks something (a question mark of any script)"),
    ("size", "Int32", "how much: characters of the text, seconds of a call"),
    ("reacted", "Boolean", "somebody reacted to it"),
    ("answers", "Int64", "row of the message that it answers, as its platform or the reply graph says, or null"),
    ("chance", "Float32", "the chance (0 to 1) that it does; 1 where the platform says so, null where nothing is said"),
)

# A contact event: somebody turned to somebody. The one definition of contact, from which ties and groups are measured:
# who, to whom, when, how, how much. `ties.contacts` makes it from the events above, from meetings, calls and touches.
HOWS: Final = (
    "message",  # one to one
    "voice",
    "call",
    "mail",  # to this person
    "cc",  # a copy to this person
    "reply",  # in a group, to a message that the platform names
    "mention",
    "answer",  # in a group, as the reply graph reads it
    "reaction",
    "meeting",
    "touch",  # logged by hand
)
CONTACT_COLUMNS: Final = (
    ("chat", "Int32", "the chat's id; 0 outside of chats"),
    ("who", "Int32", "the id of the person who turned to the other"),
    ("to", "Int32", "the id of the other"),
    ("at", "Int64", "seconds since 1970, UTC"),
    ("how", "Int8", "position in HOWS"),
    ("weight", "Float32", "how much it counts beside a message one to one, 0 to 1"),
    ("size", "Int32", "characters of a text, seconds of a call, else 0"),
)


class ReplyLink(msgspec.Struct, frozen=True, gc=False):
    """One message answering another, with the probability that it does.

    >>> ReplyLink(12, 11, 0.9).chance
    0.9
    """

    message: int
    answers: int
    chance: float = 1.0


class Reason(msgspec.Struct, frozen=True):
    """One piece of a score. ``value`` is the measured figure in its own unit, ``weight`` what it adds (or takes, when
    negative), and ``says`` puts both in one sentence.

    >>> from kithbook.vocabulary.saying import say
    >>> Reason("recency", 3.0, 0.2, say("talked {days} days ago", days=3)).weight
    0.2
    """

    name: str
    value: float | None
    weight: float
    says: Said


@functools.total_ordering
class Score(msgspec.Struct, frozen=True, eq=False):
    """A number that lists its reasons, largest first, and compares like the plain number.

    ``value`` is None where there is too little data to say; it then sorts below every number.

    >>> Score(0.4, ()) < Score(0.5, ()) and Score(None, ()) < Score(0.0, ())
    True
    """

    value: float | None
    reasons: tuple[Reason, ...] = ()
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.reasons, key=lambda r: -abs(r.weight)))
        if ordered != self.reasons:
            msgspec.structs.force_setattr(self, "reasons", ordered)

    def _rank(self) -> float:
        return -1.0 if self.value is None else self.value

    def __float__(self) -> float:
        return self._rank()

    def __eq__(self, other: object) -> bool:
        return self._rank() == float(other) if isinstance(other, Score | int | float) else NotImplemented

    def __lt__(self, other: "Score | float") -> bool:
        return self._rank() < float(other)

    def __hash__(self) -> int:
        return hash(self._rank())


class Tie(msgspec.Struct, frozen=True):
    """You and one person, measured from everything that was seen until ``seen_until``.

    strength: 0 to 1. rhythm_days: the usual gap, or None. last: UTC seconds of the last contact, or None.
    direct: contacts one to one; in_groups: turns next to each other in groups. circle: "core", "curated", "loose" or
    "" when there is too little to say. drift: the chance (0 to 1) of silence over the next 90 days if nothing is done,
    None until it can be said.

    >>> Tie(7, Score(0.6), 30.0, 1700000000, 1700000000, 12, 40, "curated").person
    7
    """

    person: int
    strength: Score
    rhythm_days: float | None
    last: int | None
    seen_until: int
    direct: int
    in_groups: int
    circle: str
    drift: float | None = None


ANSWERS: Final = ("revive", "keep", "broadcast", "archive", "leave", "too little data")


class Verdict(msgspec.Struct, frozen=True):
    """What a group is worth: one of ANSWERS, how sure (0 to 1), as of when, why, and what would change it.

    >>> Verdict("too little data", 0.0, "2026-06-15", (), ()).answer
    'too little data'
    """

    answer: str
    confidence: float
    as_of: str  # ISO date: until when the group was seen
    reasons: tuple[Reason, ...]
    would_change: tuple[Said, ...]


class Nudge(msgspec.Struct, frozen=True):
    """One suggestion: whom, why now, what to give, where, how many minutes, with a draft.

    >>> Nudge(7, (), "whatsapp", 4, "Ines, ...").minutes
    4
    """

    person: int
    why: tuple[Said, ...]
    channel: str
    minutes: int
    draft: str
    give: Said | None = None
    language: str = "en"
    as_of: int | None = None  # set where the person was last seen long ago
