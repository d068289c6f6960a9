"""Answers about people and ties: the list, the card, the timeline."""

import msgspec

from kithbook.vocabulary.answers.named import Named
from kithbook.vocabulary.answers.ties import Ahead
from kithbook.vocabulary.measures import Reason
from kithbook.vocabulary.saying import Said


class PersonRow(msgspec.Struct, frozen=True):
    """One line of the list of people. ``strength`` and ``drift`` are None where there is too little to say."""

    id: int
    name: str
    alias: str
    circle: str  # "core" | "curated" | "loose" | ""
    circle_by: str  # "you" | "book"
    strength: float | None
    word: str  # "close" | "warm" | "familiar" | "faint" | "unknown"
    drifting: bool
    drift: float | None
    last: str
    rhythm_days: float | None
    platforms: tuple[str, ...]
    seen_until: str = ""
    tags: tuple[str, ...] = ()
    low: float | None = None  # the 80% interval of the strength
    high: float | None = None


class PeopleAnswer(msgspec.Struct, frozen=True):
    """People, strongest tie first or by name. ``total`` counts all that fit, ``people`` is one page of them.

    ``tags`` are all of the book with the number of people, in alphabetical order.
    """

    people: tuple[PersonRow, ...]
    total: int
    page: int
    pages: int
    tags: tuple[tuple[str, int], ...] = ()


class Moment(msgspec.Struct, frozen=True):
    """One thing on a timeline: a run of messages on one day in one chat, a touch, a note.

    kind: "message" | "met" | "called" | "wrote" | "gave" | "asked" | "note". ``text`` is what was said last in it.
    """

    id: str
    at: str
    kind: str
    channel: str
    chat: str
    chat_id: int | None
    text: str
    by_me: bool
    count: int = 1
    can_undo: bool = False


class HandleRow(msgspec.Struct, frozen=True):
    """A handle of a person: where, how it is written there, how many messages."""

    id: int
    platform: str
    key: str
    name: str
    messages: int


class Origin(msgspec.Struct, frozen=True):
    """Where something on a card came from: "you", or the platform of an import and its file; and the ISO day."""

    by: str
    file: str
    on: str


class NameRow(msgspec.Struct, frozen=True):
    """One name of a person. ``script``: "latin", "han", "arabic", "cyrillic" and so on, "" for none or several.

    ``id`` is that of the value where you wrote it down.
    """

    name: str
    script: str
    origins: tuple[Origin, ...]
    shown: bool = False
    id: int | None = None


class ValueRow(msgspec.Struct, frozen=True):
    """One thing that is known of a person, of all origins that tell the same.

    kind: "phone" | "mail" | "link" | "place" | "zone" | "organisation" | "role" | "birthday" | "language" | "met" |
    "custom" (``label`` says what) | "note" | another of vocabulary.FACTS. ``id`` is there where you wrote it down;
    ``says`` is what follows from it now: the hour in a zone, the next birthday.
    """

    kind: str
    value: str
    origins: tuple[Origin, ...]
    label: str = ""
    id: int | None = None
    says: Said | None = None


class RelationRow(msgspec.Struct, frozen=True):
    """What ``other`` is to this person.

    kind: "spouse" | "partner" | "parent" | "child" | "sibling" | "friend" | "colleague" | "manager" | "report" |
    "introduced" (the other introduced this person to somebody, or to you) | "introduced_by" | "custom" (``label``).
    """

    id: int
    other: Named
    kind: str
    label: str = ""
    other_is_me: bool = False


class WrittenAnswer(msgspec.Struct, frozen=True):
    """A value that you wrote on a card, or that was changed or removed; ``before`` is what stood there.

    ``id`` is 0 for what a person has one of: "alias", "sort", "notes", "familiarity". ``at`` is when ``before`` was
    written.
    """

    id: int
    person: Named
    kind: str
    value: str
    label: str = ""
    before: str = ""
    label_before: str = ""
    at: str = ""


class TagAnswer(msgspec.Struct, frozen=True):
    """Those on whom a tag was put, or, where ``off``, off whom it was taken; not those of whom that was so already."""

    word: str
    people: tuple[Named, ...]
    off: bool = False


class PersonAnswer(msgspec.Struct, frozen=True):
    """The card, the tie with its reasons, the timeline (newest first).

    ``weeks`` are (ISO year, ISO week, messages with the owner, met in person) for the picture of the rhythm. ``known``
    are pairs ("phone", "mail", "link", one of vocabulary.FACTS or "note"; value), ``tastes`` (sort, what, how often).
    ``doubts`` are sentences on handles that may have passed to somebody else.
    ``sort`` is the key by which a list of names is ordered, ``sort_by`` "you" or "book"; ``local_time`` is the ISO time
    in the person's zone, or "".
    ``familiarity`` is what you said yourself, 1 to 5, or None. ``ahead`` is what lies ahead if nothing is done.
    ``quarters`` are ("2025-Q2", strength at its end or None where there was too little), oldest first.
    """

    person: PersonRow
    handles: tuple[HandleRow, ...]
    chats: tuple[Named, ...]
    reasons: tuple[Reason, ...]
    says: Said  # the tie as one sentence
    as_of: str
    weeks: tuple[tuple[int, int, int, bool], ...]
    timeline: tuple[Moment, ...]
    more: bool
    notes: str
    rest_until: str  # "" | ISO date | "always"
    is_me: bool = False
    known: tuple[tuple[str, str], ...] = ()
    tastes: tuple[tuple[str, str, int], ...] = ()
    names: tuple[NameRow, ...] = ()
    values: tuple[ValueRow, ...] = ()
    tags: tuple[str, ...] = ()
    relations: tuple[RelationRow, ...] = ()
    sort: str = ""
    sort_by: str = "book"
    local_time: str = ""
    doubts: tuple[Said, ...] = ()
    familiarity: int | None = None
    ahead: Ahead | None = None
    quarters: tuple[tuple[str, float | None], ...] = ()
