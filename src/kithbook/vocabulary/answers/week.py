"""Answers about this week: the few, with what was left out."""

import msgspec

from kithbook.vocabulary.answers.groups import GroupRow
from kithbook.vocabulary.answers.named import Named
from kithbook.vocabulary.answers.people import PersonRow
from kithbook.vocabulary.saying import Said


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
