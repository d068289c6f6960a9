"""Answers about who is who: pairs that may be one person, what was said about it, what the book joined."""

import msgspec

from kithbook.vocabulary.answers.named import Named
from kithbook.vocabulary.answers.people import HandleRow
from kithbook.vocabulary.measures import Reason


class DeedAnswer(msgspec.Struct, frozen=True):
    """Something that you said about who is who; its ``id`` takes it back."""

    id: int
    kind: str  # "same" | "apart" | "split" | "me"
    names: tuple[str, ...]  # as they were shown then; of a split the person and the handle
    at: str


class Side(msgspec.Struct, frozen=True):
    """One of the two people of a pair, as far as it helps to tell who it is.

    ``handle`` is the one that the evidence is about; ``first`` and ``last`` are of what they wrote.
    """

    person: Named
    handle: int
    handles: tuple[HandleRow, ...]
    known: tuple[tuple[str, str], ...]  # pairs as in PersonAnswer.known
    chats: tuple[Named, ...]
    messages: int
    first: str = ""
    last: str = ""
    is_me: bool = False


class PairAnswer(msgspec.Struct, frozen=True):
    """Two people who may be one. ``weight`` is in bits; ``reasons`` add up to it, largest first.

    ``barred``: both are present in one chat as different members.
    """

    id: int
    weight: float
    reasons: tuple[Reason, ...]
    a: Side
    b: Side
    barred: bool = False
    later: bool = False


class Joined(msgspec.Struct, frozen=True):
    """Two handles that the book joined by itself, and why."""

    id: int
    person: Named
    a: HandleRow
    b: HandleRow
    weight: float
    reasons: tuple[Reason, ...]


class ReviewAnswer(msgspec.Struct, frozen=True):
    """What waits for your word, by its turn; ``total`` counts all pairs, ``later`` those put off.

    ``joined`` is what the book joined by itself, ``deeds`` what you said, newest first. ``above`` holds the weights
    from which many can be accepted at once, each with how many pairs that would be, the largest weight first.
    """

    pairs: tuple[PairAnswer, ...]
    total: int
    later: int
    page: int
    pages: int
    joined: tuple[Joined, ...]
    joined_total: int
    deeds: tuple[DeedAnswer, ...]
    above: tuple[tuple[float, int], ...] = ()


class AcceptAnswer(msgspec.Struct, frozen=True):
    """What accepting every pair of at least ``weight`` joins (``done`` False: would join), and what stays to be asked.

    ``deeds`` take each back. The sides of the pairs hold the name and the one handle alone: there may be thousands.
    """

    weight: float
    pairs: tuple[PairAnswer, ...]
    left: int
    done: bool
    deeds: tuple[int, ...] = ()
