"""The book of memories of a group: its years, its best days, what was answered most, who was there."""

import msgspec

from kithbook.vocabulary.answers.named import Named
from kithbook.vocabulary.saying import Said


class MemoryQuote(msgspec.Struct, frozen=True):
    """What somebody wrote, or the caption of a picture, as it was written; ``on`` is an ISO day."""

    text: str
    on: str
    by: Named | None  # None where it is nobody's any more
    answers: int = 0  # people who answered it
    reacted: bool = False


class MemoryDay(msgspec.Struct, frozen=True):
    """One of the best days (ISO): how many people wrote, how much, and how often they answered each other.

    ``begin`` is what its largest talk began with, ``captions`` are of its pictures.
    """

    on: str
    people: int
    messages: int
    answers: int
    begin: MemoryQuote | None = None
    captions: tuple[MemoryQuote, ...] = ()


class MemoryYear(msgspec.Struct, frozen=True):
    """One year: messages, people who wrote, the month with most messages ("2026-06"), quotes and days in order."""

    year: int
    messages: int
    people: int
    best_month: str
    quotes: tuple[MemoryQuote, ...] = ()
    days: tuple[MemoryDay, ...] = ()


class MemoryPerson(msgspec.Struct, frozen=True):
    """Somebody who was there: the ISO days of their first and last message."""

    person: Named
    first: str
    last: str


class MemoriesAnswer(msgspec.Struct, frozen=True):
    """A group to remember: first and last ISO day, people in the order in which they came.

    ``members`` is how many people wrote, ``more`` how many of them are not named. With ``hidden`` no name and no text
    is in it: what people wrote may name others. ``says`` are sentences on what was left out.
    """

    id: int
    title: str
    platform: str
    first: str
    last: str
    messages: int
    members: int
    years: tuple[MemoryYear, ...]
    people: tuple[MemoryPerson, ...]
    begin: MemoryQuote | None = None
    more: int = 0
    hidden: bool = False
    says: tuple[Said, ...] = ()
