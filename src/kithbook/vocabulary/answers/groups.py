"""Answers about groups: the verdict with its evidence."""

from typing import Final

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
    newcomers: int = 0  # wrote for the first time
    leavers: int = 0  # wrote for the last time, and 90 days and more are known after it
    alone: int = 0  # messages in talks that the owner did not open


class Measure(msgspec.Struct, frozen=True):
    """One figure of a group's health, in a sentence that names its unit, with its 95% interval where it has one."""

    name: str
    value: float | None
    says: Said
    low: float | None = None
    high: float | None = None


class Chance(msgspec.Struct, frozen=True):
    """A chance (0 to 1) with the interval it is believed in, and what raises and lowers it (in log-odds)."""

    value: float
    low: float
    high: float
    reasons: tuple[Reason, ...] = ()


class GroupForecast(msgspec.Struct, frozen=True):
    """What is likely if nothing is done, as of until when the group was seen. None: too little to say.

    ``alive``: that it is alive in six months; ``halves``: that its next 60 days fall under half of its last 60.
    ``says`` are sentences: what is likely, what "alive" means, on how many groups that was tested.
    """

    alive: Chance | None
    halves: Chance | None
    says: tuple[Said, ...]


class Revival(msgspec.Struct, frozen=True):
    """One attempt to wake a group, and what it did, set against placebo dates of the same group.

    ``kind`` is one of REVIVAL_KINDS, ``what`` the owner's own words where the owner told of it. ``took`` people of the
    ``of`` seen by then answered within three days. ``uplift`` is the change in messages a month with its 95% interval
    (``low``, ``high``); ``band`` what chance alone gives at placebo dates; ``p`` the rank among them. ``days_up`` is
    after how many days it was back at the old level, None where it is still above. ``effect`` is one of EFFECTS.
    """

    on: str  # ISO day
    kind: str
    took: int
    of: int
    effect: str
    says: Said
    uplift: float | None = None
    low: float | None = None
    high: float | None = None
    band: tuple[float, float] | None = None
    p: float | None = None
    placebos: int = 0
    days_up: int | None = None
    by: Named | None = None
    what: str = ""
    id: int = 0  # of what the owner told, to take it back by; 0 where it was found


REVIVAL_KINDS: Final = ("told", "red envelope", "greeting", "burst")
EFFECTS: Final = ("more than chance", "cannot tell", "too early", "too little to compare")


class Spot(msgspec.Struct, frozen=True):
    """One person on the map: place (0 to 1 each way), the number of their circle (0: none), answers given and got."""

    person: Named
    x: float
    y: float
    circle: int
    gave: int
    got: int
    bridge: bool = False  # ties circles that hardly meet without them
    me: bool = False


class Thread(msgspec.Struct, frozen=True):
    """Two people of the map (their ids) and how many answers went between them."""

    one: int
    other: int
    answers: int


class TalkCircle(msgspec.Struct, frozen=True):
    """People who answer each other: its number from 1, who is in it, answers within it and to the rest."""

    number: int
    people: tuple[Named, ...]
    within: int
    beyond: int
    says: Said


class TalkMap(msgspec.Struct, frozen=True):
    """Who talks with whom: the circles that a group really is, and the map of it.

    ``apart`` is how far beyond chance the circles part (modularity less what shuffled answers give, with ``chance`` the
    share of shuffles as parted). ``quiet`` wrote without any answer given or got; ``unseen`` never wrote.
    """

    circles: tuple[TalkCircle, ...]
    spots: tuple[Spot, ...]
    threads: tuple[Thread, ...]
    quiet: int
    unseen: int | None
    apart: float | None
    chance: float | None
    says: tuple[Said, ...]  # a title, then sentences


class Reader(msgspec.Struct, frozen=True):
    """Somebody who answers one voice of a group: how often."""

    person: Named
    answers: int


class Reach(msgspec.Struct, frozen=True):
    """What one voice (the owner's, else the loudest) reaches: posts a month in the last year, the share that was
    answered or reacted to with its 95% interval, who answers most, after how many days another post was still answered.
    """

    voice: Named
    by_you: bool
    posts: float
    heard: float
    low: float
    high: float
    readers: tuple[Reader, ...]
    every_days: float | None
    says: tuple[Said, ...]


class Letter(msgspec.Struct, frozen=True):
    """First words to one person, to move from the group to the two of you: where, in which language, by when.

    ``when`` is the ISO day until which it is due at the set minutes, ``done`` the day it was ticked.
    """

    person: Named
    draft: str
    language: str
    channel: str  # a platform, or "" where only the group is known
    minutes: int
    core: bool = False
    when: str = ""
    done: str = ""


class Step(msgspec.Struct, frozen=True):
    """One step of a plan: ``key`` names it, ``when`` (ISO day) by when at the set minutes, ``done`` when it was ticked.

    ``opens`` says what the page puts beside it: "letters", "note", "memories", "tried", "look", or "".
    """

    key: str
    says: Said
    detail: Said
    minutes: int
    when: str = ""
    done: str = ""
    opens: str = ""


class Plan(msgspec.Struct, frozen=True):
    """The way out: steps at the owner's pace, the letters, a note to pin. ``says`` tells the pace in a sentence."""

    says: Said
    steps: tuple[Step, ...]
    letters: tuple[Letter, ...] = ()
    note: str = ""


PURPOSES: Final = ("friends", "work", "hobby", "news", "family")
FEELINGS: Final = ("worth it", "neutral", "a burden")


class GroupWords(msgspec.Struct, frozen=True):
    """What the owner says of a group: what it is for, how it feels, which end they chose against the verdict ("" each
    where nothing is said), and whether nothing may be asked of it.
    """

    purpose: str = ""
    feeling: str = ""
    choice: str = ""
    ask_free: bool = False


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
    health: tuple[Measure, ...] = ()
    forecast: GroupForecast | None = None
    revivals: tuple[Revival, ...] = ()
    circles: TalkMap | None = None
    reach: Reach | None = None
    topics: tuple[str, ...] = ()
    plan: Plan | None = None
    words: GroupWords = GroupWords()


class Shared(msgspec.Struct, frozen=True):
    """What two people share already, largest first: chats, answers, history, tastes. ``weight`` 0 to 1."""

    one: Named
    other: Named
    weight: float
    says: tuple[Said, ...]


class Seat(msgspec.Struct, frozen=True):
    """One person of a proposed group: the chance that they would still talk there, how many of the rest they know."""

    person: Named
    talks: Chance | None
    knows: int
    says: tuple[Said, ...]


class ProposeAnswer(msgspec.Struct, frozen=True):
    """Would these people hold together as a group? ``holds`` is the chance that they still talk in 90 days.

    ``rests_on`` is how many groups of that size and make-up it rests on; None for ``holds`` is too little data.
    ``road`` is one of ROADS; ``circles`` are those among them that already hold.
    """

    as_of: str
    people: tuple[Seat, ...]
    shared: tuple[Shared, ...]
    holds: Chance | None
    rests_on: int
    road: str
    says: tuple[Said, ...]  # a title, then sentences
    helps: tuple[Said, ...]
    circles: tuple[tuple[Named, ...], ...] = ()


ROADS: Final = ("one group", "smaller circles", "one to one", "too little data")
