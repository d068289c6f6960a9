"""Answers about the rest of a book: search, touches, checks, formats, settings, the server."""

import msgspec

from kithbook.vocabulary.answers.groups import GroupAnswer
from kithbook.vocabulary.answers.imports import ImportAnswer
from kithbook.vocabulary.answers.named import Named
from kithbook.vocabulary.answers.week import TodayAnswer
from kithbook.vocabulary.saying import Said


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


class ModelAnswer(msgspec.Struct, frozen=True):
    """Which language model may polish a draft when the person presses for it; ``url`` is "" where none is set up.

    ``local``: it is on this machine or in a private network. ``masked``: names and addresses are hidden from it.
    ``key_set``: there is a key in KITHBOOK_MODEL_KEY. ``timeout`` is in seconds.
    """

    url: str
    name: str
    local: bool
    masked: bool
    key_set: bool
    says: Said
    timeout: int = 60


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
