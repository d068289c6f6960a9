"""Answers about groups: the verdict with its evidence."""

import msgspec

from kithbook.vocabulary.answers.named import Named
from kithbook.vocabulary.measures import Reason, Verdict
from kithbook.vocabulary.saying import Said


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
