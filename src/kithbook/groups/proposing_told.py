"""The sentences about people who might become a group."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kithbook.vocabulary import Said, say, say_n

if TYPE_CHECKING:
    from kithbook.groups.proposing import Candidate, Facts

MOST_NAMED: Final = 2  # organisations, events and tastes that are named of a pair
THIN: Final = 1 / 3  # of the people share a taste with another: fewer, and a purpose must be given
EVEN: Final = 0.5
HOST_KNOWS: Final = 1 / 3  # of the rest
HOST_STARTS: Final = 5  # talks opened


def shared(answers: int, chats: int, past: Sequence[str], tastes: Sequence[str]) -> tuple[Said, ...]:
    """What two people have in common."""
    found = []
    if answers:
        found.append(say_n("answered each other {count} time", "answered each other {count} times", answers))
    if chats:
        found.append(say_n("both in {count} group", "both in {count} groups", chats))
    found += [say("both at {what}", what=what) for what in past[:MOST_NAMED]]
    found += [say("both care for {what}", what=what) for what in tastes[:MOST_NAMED]]
    return tuple(found)


def knows(count: int, rest: int) -> Said:
    """How many of the rest somebody knows."""
    return say_n("knows {knows} of the other {count}", "knows {knows} of the other {count}", rest, knows=count)


def of_weeks(talks: float) -> Said:
    """How often somebody writes in their groups."""
    return say("wrote in {share:.0%} of the weeks in which their groups talked", share=talks)


def seat(talks: float | None, count: int, rest: int, *, silent: bool) -> tuple[Said, ...]:
    """One person: whom they know, how often they write, whether they would likely fall silent."""
    found = [knows(count, rest)]
    found.append(say("too little was seen of them in groups to say") if talks is None else of_weeks(talks))
    return (*found, say("would likely fall silent")) if silent else tuple(found)


def sentences(f: "Facts", road: str) -> tuple[Said, ...]:
    """A title, then sentences."""
    told = (_title(f, road), _ground(f, road), _holds(f), _even(f), _rests(f), _knew(f), _silent(f))
    return tuple(each for each in told if each is not None)


def _title(f: "Facts", road: str) -> Said:
    if road == "one group":
        if f.holds is not None and f.holds.low < EVEN:
            return say("They may hold as one group")
        return say("They would likely hold as one group")
    if road == "smaller circles":
        return say_n("Not one group: a smaller circle", "Not one group: {count} smaller circles", len(f.circles))
    if road == "one to one":
        return say("Not a group: rather one to one")
    return say("Too little to say whether they would hold")


def _ground(f: "Facts", road: str) -> Said | None:
    """What the road was chosen by."""
    people = len(f.people)
    if road == "one to one":
        return say("No circle of them talks with each other yet, as far as the book has seen.")
    if f.known < people / 2:
        return say_n(
            "The book has seen only {known} of {count} in a group.",
            "The book has seen only {known} of {count} in groups.",
            people,
            known=f.known,
        )
    if len(f.circles) > 1:
        return say("What holds already are circles that hardly talk with each other.")
    if f.circles:
        return say_n(
            "A circle of {circle} of the {count} holds already.",
            "A circle of {circle} of the {count} holds already.",
            people,
            circle=len(f.circles[0]),
        )
    return None


def _holds(f: "Facts") -> Said:
    if f.holds is None:
        return say("Too few groups like it are known to give a chance that they still talk after 90 days.")
    return say(
        "The chance that a real conversation of several of them still happens 60 to 90 days on is {chance:.0%}, likely "
        "between {low:.0%} and {high:.0%}.",
        chance=f.holds.value,
        low=f.holds.low,
        high=f.holds.high,
    )


def _even(f: "Facts") -> Said | None:
    if f.holds is None or not f.holds.low < EVEN < f.holds.high:
        return None
    return say("So few groups cannot tell it from even odds.")


def _rests(f: "Facts") -> Said | None:
    if f.holds is None:
        return None
    return say_n(
        "It rests on about {count} group of like size and acquaintance, nearly all of public chats that had begun to "
        "talk by themselves: a private group that has to be started may fare otherwise.",
        "It rests on about {count} groups of like size and acquaintance, nearly all of public chats that had begun to "
        "talk by themselves: a private group that has to be started may fare otherwise.",
        math.floor(f.rests_on),
    )


def _knew(f: "Facts") -> Said:
    return say("{share:.0%} of the pairs among them have talked in a group that the book has seen.", share=f.knew)


def _silent(f: "Facts") -> Said | None:
    told = len(f.people) - f.unknown
    if not told:
        return None
    return say_n(
        "Of {told} of whom that can be said, {count} would likely fall silent even if it holds.",
        "Of {told} of whom that can be said, {count} would likely fall silent even if it holds.",
        f.silent,
        told=told,
    )


def helps(f: "Facts") -> tuple[Said, ...]:
    """What would help: a purpose, a host, and circles of their own where they part."""
    return (_purpose(f), _host(f), *_apart(f))


def _purpose(f: "Facts") -> Said:
    often = Counter(taste for one in f.people for taste in one.tastes)
    common = {taste: count for taste, count in often.items() if count > 1}
    sharing = sum(bool(one.tastes & common.keys()) for one in f.people)
    if sharing < THIN * len(f.people):
        return say("Little that they care for in common is known: give it a purpose that one sentence can say.")
    taste, count = min(common.items(), key=lambda pair: (-pair[1], pair[0]))
    return say_n(
        "{count} of them cares for {what}: that can be the purpose.",
        "{count} of them care for {what}: that can be the purpose.",
        count,
        what=taste,
    )


def _host(f: "Facts") -> Said:
    rest = len(f.people) - 1

    def hosts(one: "Candidate") -> tuple[float, int]:
        return f.knows[one.id] * math.log1p(one.starts), -one.id

    able = [one for one in f.people if f.knows[one.id] >= HOST_KNOWS * rest and one.starts >= HOST_STARTS]
    if not able:
        return say("Nobody among them both knows many of the rest and often starts a talk: it would need you as host.")
    best = max(able, key=hosts)
    return say_n(
        "{name} would make a host: knows {knows} of the rest and opened {count} talk.",
        "{name} would make a host: knows {knows} of the rest and opened {count} talks.",
        best.starts,
        name=best.name,
        knows=f.knows[best.id],
    )


def _apart(f: "Facts") -> tuple[Said, ...]:
    if len(f.circles) < 2:
        return ()
    return (
        say_n(
            "Make {count} circle of it, and ask one of each to the other now and then.",
            "Make {count} circles of it, and ask one of each to the others now and then.",
            len(f.circles),
        ),
    )
