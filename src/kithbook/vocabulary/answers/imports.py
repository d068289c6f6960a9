"""Answers about imports: previews, what was brought in, how far it is."""

from typing import Final

import msgspec


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
