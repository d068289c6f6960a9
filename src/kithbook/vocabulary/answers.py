"""What a book answers: frozen objects that the page, ``--json`` and every later face render alike.

Field names are the JSON contract. Times are ISO 8601 strings in UTC ("2026-06-15T09:30:00Z"), days are ISO dates.
`as_json` turns any of them into a JSON document, `schema` into its JSON Schema.
"""

from typing import Any, Final

import msgspec

from kithbook.vocabulary.measures import Reason, Verdict
from kithbook.vocabulary.saying import Said


class Named(msgspec.Struct, frozen=True):
    """A person or a chat, briefly."""

    id: int
    name: str


# ------------------------------------------------------------------------------------------------ imports


class MessageCount(msgspec.Struct, frozen=True):
    """Messages (or meetings, pieces, tastes) of one import: read = new + known."""

    read: int
    new: int
    known: int


NONE: Final = MessageCount(0, 0, 0)


class PeopleCount(msgspec.Struct, frozen=True):
    """People (handles) of one import, and how many the book did not know."""

    read: int
    new: int


class LineCount(msgspec.Struct, frozen=True):
    """Where the units of a file went: total = read + blank + not_read, always."""

    unit: str  # "line" | "record" | "element"
    total: int
    read: int
    blank: int
    not_read: int


class Trouble(msgspec.Struct, frozen=True):
    """One thing that was not read: where ("chat.txt, line 88") and why. Never anybody's text."""

    where: str
    why: str


class ImportAnswer(msgspec.Struct, frozen=True):
    """One import. ``id`` is 0 in a dry run. ``problems`` holds at most 100; ``lines.not_read`` counts them all.

    state: "preview" | "waiting" | "reading" | "complete" | "undone" | "failed".
    """

    id: int
    path: str
    format: str
    chat: str  # the title, or of several "the first and N more"
    messages: MessageCount
    people: PeopleCount
    lines: LineCount
    problems: tuple[Trouble, ...]
    choices: dict[str, str]
    state: str = "complete"
    when: str = ""
    chat_ids: tuple[int, ...] = ()
    encounters: MessageCount = NONE
    pieces: MessageCount = NONE
    tastes: MessageCount = NONE


class Offered(msgspec.Struct, frozen=True):
    """A doubtful choice, as the preview offers it: each option with what one line of the file would then mean."""

    name: str
    value: str
    because: str
    options: tuple[str, ...]
    samples: tuple[str, ...]


class Preview(msgspec.Struct, frozen=True):
    """What an export holds, before anything enters the book. ``me`` is the most likely name of the owner, or ""."""

    path: str
    format: str
    chat: str
    chats: int
    kind: str  # "direct" | "group" | "channel" | "unknown"
    first: str
    last: str
    names: tuple[str, ...]  # at most 500, most active first
    known_people: int
    me: str
    doubtful: tuple[Offered, ...]
    found: ImportAnswer
    joins: str = ""  # the title of the chat of the book that this continues, or ""
    # of a table: {column: meaning} as JSON, the meanings that there are, some rows as JSON; also where it is sure
    columns: Offered | None = None


class PreviewsAnswer(msgspec.Struct, frozen=True):
    """What lies at a path: exports with their previews, and files that are none, each with the reason."""

    exports: tuple[Preview, ...]
    not_recognised: tuple[Trouble, ...] = ()


class ImportsAnswer(msgspec.Struct, frozen=True):
    """Imports, newest first (`kithbook imports`), or those just made (`kithbook import`).

    ``not_recognised`` names the files of a folder or an archive that no format took; ``total`` counts all imports of
    the book where they were asked for, of which these may be one page.
    """

    imports: tuple[ImportAnswer, ...]
    not_recognised: tuple[Trouble, ...] = ()
    total: int = 0
    page: int = 1
    pages: int = 1


class Progress(msgspec.Struct, frozen=True):
    """How far a running import is: units done of ``total`` (0 where not known yet), seconds left or None."""

    id: int
    state: str
    done: int
    total: int
    seconds_left: float | None = None
    failure: str = ""


# ------------------------------------------------------------------------------------------------ people and ties


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

    ``id`` is 0 for what a person has one of: "alias", "sort", "notes". ``at`` is when ``before`` was written.
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
    ``sort`` is the key by which a list of names is ordered, ``sort_by`` "you" or "book"; ``local_time`` is the ISO time
    in the person's zone, or "".
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


# ------------------------------------------------------------------------------------------------ groups


class Members(msgspec.Struct, frozen=True):
    """How many members a group says it has (None where unknown), and of how many something was seen."""

    stated: int | None
    seen: int


class GroupHead(msgspec.Struct, frozen=True):
    """A group, its size and the span that was seen of it (ISO days)."""

    id: int
    title: str
    members: Members
    messages: int
    first: str
    last: str
    seen_until: str
    platform: str = ""


class Listed(msgspec.Struct, frozen=True):
    """One person of a shortlist. ``strength`` is None where there is too little to say."""

    person: Named
    strength: float | None
    reasons: tuple[Reason, ...]
    word: str = ""
    core: bool = False


class Month(msgspec.Struct, frozen=True):
    """One month of a group: messages, people who wrote, messages by the owner."""

    month: str  # "2026-06"
    messages: int
    active: int
    owner: int


class GroupRow(msgspec.Struct, frozen=True):
    """One line of the list of groups."""

    group: GroupHead
    verdict: Verdict


class GroupsAnswer(msgspec.Struct, frozen=True):
    """Groups, those that wait for a decision first."""

    groups: tuple[GroupRow, ...]


class GroupAnswer(msgspec.Struct, frozen=True):
    """A group as one story: verdict, evidence, shortlist. ``says`` are the sentences of the page, in order."""

    group: GroupHead
    verdict: Verdict
    shortlist: tuple[Listed, ...]
    activity: tuple[Month, ...]
    says: dict[str, Said]  # "title", "lead", "activity", "participation", "shortlist"
    owner_known: bool = False


# ------------------------------------------------------------------------------------------------ this week


class NudgeAnswer(msgspec.Struct, frozen=True):
    """One suggestion as it is shown."""

    person: Named
    why: tuple[Said, ...]
    channel: str
    minutes: int
    draft: str
    give: Said | None
    language: str
    word: str
    drifting: bool
    as_of: str = ""  # ISO date, where the person was last seen long ago
    evidence: tuple[Said, ...] = ()


class LeftOut(msgspec.Struct, frozen=True):
    """Who would also have been worth a moment, and did not fit."""

    count: int
    people: tuple[Named, ...]


class TodayAnswer(msgspec.Struct, frozen=True):
    """This week's few under a budget of minutes."""

    budget_minutes: int
    nudges: tuple[NudgeAnswer, ...]
    left_out: LeftOut
    week: tuple[str, str] = ("", "")  # first and last ISO day
    says: Said | None = None
    slipping: tuple[PersonRow, ...] = ()
    decisions: tuple[GroupRow, ...] = ()
    empty_book: bool = False


# ------------------------------------------------------------------------------------------------ the rest


class Hit(msgspec.Struct, frozen=True):
    """A message that was found. ``marked`` is the text cut into (piece, is it a hit)."""

    id: int
    chat: Named
    person: Named | None
    at: str
    text: str
    marked: tuple[tuple[str, bool], ...]


class SearchAnswer(msgspec.Struct, frozen=True):
    """Messages that hold all the words, newest first, and people whose name fits."""

    words: str
    hits: tuple[Hit, ...]
    people: tuple[Named, ...]
    total: int
    page: int = 1
    pages: int = 1


class TouchAnswer(msgspec.Struct, frozen=True):
    """A touch that was logged."""

    id: int
    people: tuple[Named, ...]
    kind: str
    channel: str
    on: str
    text: str
    next_on: str = ""


class Check(msgspec.Struct, frozen=True):
    """One thing that `kithbook doctor` looked at. ``mend`` says what to do where it is not well."""

    name: str
    well: bool
    says: str
    mend: str = ""


class DoctorAnswer(msgspec.Struct, frozen=True):
    """All checks, and whether all is well."""

    well: bool
    checks: tuple[Check, ...]


class FormatRow(msgspec.Struct, frozen=True):
    """A format that can be read, and how to get the export out of its platform, by language.

    ``verified`` is False where it was built from descriptions alone, and no real file was read yet.
    """

    name: str
    title: str
    how_to_export: dict[str, str]
    verified: bool = True
    sort: str = "chats"  # "chats" | "people" | "meetings" | "pieces"


class FormatsAnswer(msgspec.Struct, frozen=True):
    """All formats."""

    formats: tuple[FormatRow, ...]


class Settings(msgspec.Struct, frozen=True):
    """What the person set: minutes a week, IANA time zone, language of the page ("en", "zh-hans", "ar", or
    "" for the browser's), their name, the country (ISO 3166) of telephone numbers without a prefix ("" for the one
    where the time zone is).
    """

    minutes: int
    zone: str
    language: str
    theme: str  # "auto" | "light" | "dark"
    me: str
    region: str = ""


class ServeAnswer(msgspec.Struct, frozen=True):
    """Where the page is: the address to open, with the token that lets you in; ``watching`` is a folder or ""."""

    address: str
    watching: str = ""


class DemoAnswer(msgspec.Struct, frozen=True):
    """What `kithbook demo` made and found: the book's place, the imports, the group and this week's few."""

    book: str
    imports: tuple[ImportAnswer, ...]
    group: GroupAnswer
    today: TodayAnswer


def _plain(value: Any) -> Any:
    if isinstance(value, Said):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not part of an answer")


def as_json(answer: msgspec.Struct, *, indent: int = 2) -> str:
    """One JSON document; sentences become English text.

    >>> as_json(Named(1, "Ines"), indent=0)
    '{"id": 1, "name": "Ines"}'
    """
    return msgspec.json.format(msgspec.json.encode(answer, enc_hook=_plain), indent=indent).decode()


def schema(answer: type[msgspec.Struct]) -> dict[str, Any]:
    """The JSON Schema of an answer.

    >>> schema(Named)["$defs"]["Named"]["required"]
    ['id', 'name']
    """
    return msgspec.json.schema(answer, schema_hook=lambda kind: {"type": "string"})
