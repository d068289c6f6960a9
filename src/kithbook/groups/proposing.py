"""Would a new group hold? What chosen people share, who of them would still talk, and which road is open to them.

The chance that it holds rests on groups whose beginning was seen (proposed.json, made by `benchmarks.fit_propose`, and
those of the book), weighed by how alike they are in size and acquaintance. The weights of what two people share are
judged, not measured: they only put pairs in order and tell strong links from weak ones.
"""

import functools
import math
from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import combinations
from typing import Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from kithbook.groups import proposing_told as told
from kithbook.groups.births import Past, needed
from kithbook.groups.knots import knots
from kithbook.vocabulary import Reason, Said, say, say_n
from kithbook.vocabulary.answers import Chance, Named, ProposeAnswer, Seat, Shared

SIZE_WIDTH: Final = 0.6  # of the kernel, in log size: a group of twice the size counts half
KNEW_WIDTH: Final = 0.2  # of the kernel, in the share of pairs that know each other
LEAST_GROUPS: Final = 5  # effective groups, to speak of a chance
MOST_SHARED: Final = 60
STRONG: Final = 0.4  # weight of a pair that holds already: about five answers, or two and a group or two in common
PER_GROUP, PER_PAST, PER_TASTE = 0.1, 0.15, 0.1  # what each thing in common adds to what is still missing to 1
ANSWERS: Final = 10  # so many answers make two thirds of a weight
SILENT: Final = 0.5  # a lower chance is "would likely fall silent"
HOLDS: Final = 0.5
COVERS: Final = 0.5  # of the people in one circle, for one group
KNOWN: Final = 0.5  # of the people of whom anything is known, to say anything


class Candidate(msgspec.Struct, frozen=True):
    """Somebody who might be in it. ``talks``: of the weeks in which their groups talked, the share in which they wrote
    (None: no record); ``starts``: talks they opened; ``chats``, ``past`` (organisations, events) and ``tastes``.
    """

    id: int
    name: str
    talks: float | None = None
    starts: int = 0
    chats: frozenset[int] = frozenset()
    past: frozenset[str] = frozenset()
    tastes: frozenset[str] = frozenset()


class Link(msgspec.Struct, frozen=True):
    """Two people (their ids): answers between them in any chat, and days on which they wrote close to each other."""

    one: int
    other: int
    answers: int
    met: int = 0


class Law(msgspec.Struct, frozen=True):
    """Log-odds that a founder of a group that holds still writes in days 60 to 90.

    ``coefficients`` are the constant, that of the share of weeks and that of the share of the rest known;
    ``means`` of the two shares where it was fitted, ``covariance`` of the three coefficients over groups drawn again.
    """

    coefficients: tuple[float, float, float]
    means: tuple[float, float]
    covariance: tuple[tuple[float, float, float], ...]
    people: int


class Reference(msgspec.Struct, frozen=True):
    """What ships: groups that began, the law of a founder, and how good both are on groups left out."""

    groups: tuple[Past, ...] = ()
    law: Law | None = None
    figures: dict[str, float] = {}


class Facts(NamedTuple):
    """What the road and the sentences rest on."""

    people: Sequence[Candidate]
    knows: Mapping[int, int]  # how many of the rest each knows
    knew: float  # share of pairs
    known: int  # people of whom anything is known
    circles: tuple[tuple[Named, ...], ...]
    holds: Chance | None
    rests_on: float
    silent: int  # would likely fall silent
    unknown: int  # of whom no chance can be told


@functools.cache
def reference() -> Reference:
    """The groups and the law that ship; nothing where the file is missing."""
    file = files("kithbook.groups").joinpath("proposed.json")
    return msgspec.json.decode(file.read_bytes(), type=Reference) if file.is_file() else Reference()


def propose(
    people: Sequence[Candidate], links: Sequence[Link], *, as_of: str, past: Sequence[Past] = ()
) -> ProposeAnswer:
    """Would these people hold together as a group? ``as_of`` is an ISO day, ``past`` the book's own groups."""
    between = {(min(link.one, link.other), max(link.one, link.other)): link for link in links}
    people = sorted(people, key=lambda one: one.id)
    knows = dict.fromkeys((one.id for one in people), 0)
    for pair, link in between.items():
        if (link.answers or link.met) and all(person in knows for person in pair):
            for person in pair:
                knows[person] += 1
    shared = _shared(people, between)
    seats = tuple(_seat(one, knows[one.id], len(people) - 1) for one in people)
    knew = sum(knows.values()) / max(1, len(people) * (len(people) - 1))
    holds, rests_on = holding(len(people), knew, (*reference().groups, *past))
    strong = [(each.one.id, each.other.id, each.weight) for each in shared if each.weight >= STRONG]
    named = {one.id: Named(one.id, one.name) for one in people}
    circles = tuple(tuple(named[person] for person in some) for some in knots(list(named), strong, needed(len(people))))
    facts = Facts(
        people=people,
        knows=knows,
        knew=knew,
        known=sum(one.talks is not None or knows[one.id] > 0 for one in people),
        circles=circles,
        holds=holds,
        rests_on=rests_on,
        silent=sum(seat.talks is not None and seat.talks.value < SILENT for seat in seats),
        unknown=sum(seat.talks is None for seat in seats),
    )
    chosen = road(
        len(people), known=facts.known, circles=[len(some) for some in circles], holds=holds.value if holds else None
    )
    return ProposeAnswer(
        as_of=as_of,
        people=tuple(sorted(seats, key=lambda seat: (-(seat.talks.value if seat.talks else -1), -seat.knows))),
        shared=shared[:MOST_SHARED],
        holds=holds,
        rests_on=math.floor(rests_on),
        road=chosen,
        says=told.sentences(facts, chosen),
        helps=told.helps(facts),
        circles=circles,
    )


def road(people: int, *, known: int, circles: Sequence[int], holds: float | None) -> str:
    """One of ROADS for so many people, of ``known`` of whom anything is known, with circles of these sizes.

    Too little data where less than half are known, or one circle is there and no chance; smaller circles where there
    are several, or the only one holds less than half of the people, or the chance is below a half; one to one where
    there is none; else one group.
    """
    if known < KNOWN * people:
        return "too little data"
    if len(circles) > 1:
        return "smaller circles"
    if not circles:
        return "one to one"
    if holds is None:
        return "too little data"
    return "one group" if holds >= HOLDS and circles[0] >= COVERS * people else "smaller circles"


def holding(people: int, knew: float, past: Sequence[Past]) -> tuple[Chance | None, float]:
    """The chance (with its 95% interval) that such a group still talks at 90 days, and how many groups it rests on.

    Groups of ``past`` count by a Gaussian kernel in log size and share of pairs that knew each other; what they sum up
    to is the effective number, and the posterior of their share with a uniform prior is a Beta law. None where that
    number is below five. The reasons are what size, and then acquaintance, change beside all groups.
    """
    still = np.array([each.still for each in past], dtype=float)
    size = np.log([max(1, each.people) for each in past]) - math.log(max(1, people))
    apart = np.array([each.knew for each in past], dtype=float) - knew
    of_size = np.exp(-0.5 * (size / SIZE_WIDTH) ** 2)
    weight = of_size * np.exp(-0.5 * (apart / KNEW_WIDTH) ** 2)
    number = float(weight.sum())
    if number < LEAST_GROUPS:
        return None, number
    held = float((weight * still).sum())
    a, b = 1 + held, 1 + number - held
    steps = [_log_odds(each, still) for each in (np.ones(len(past)), of_size, weight)]
    reasons = (
        Reason("size", float(people), steps[1] - steps[0], _of_size(people)),
        Reason("knew", knew, steps[2] - steps[1], say("{share:.0%} of the pairs know each other", share=knew)),
    )
    low, high = (float(betaincinv(a, b, end)) for end in (0.025, 0.975))
    return Chance(a / (a + b), low, high, tuple(sorted(reasons, key=lambda reason: -abs(reason.weight)))), number


def _of_size(people: int) -> Said:
    return say_n("it would have {count} person", "it would have {count} people", people)


def _log_odds(weight: NDArray[np.float64], still: NDArray[np.float64]) -> float:
    held = float((weight * still).sum())
    return math.log((1 + held) / (1 + float(weight.sum()) - held))


def _shared(people: Sequence[Candidate], between: Mapping[tuple[int, int], Link]) -> tuple[Shared, ...]:
    """What each two have in common, the most first."""
    found = []
    for one, other in combinations(people, 2):
        link = between.get((one.id, other.id))
        answers = link.answers if link else 0
        chats, past, tastes = one.chats & other.chats, one.past & other.past, one.tastes & other.tastes
        missing = math.exp(-answers / ANSWERS)
        missing *= (1 - PER_GROUP) ** len(chats) * (1 - PER_PAST) ** len(past) * (1 - PER_TASTE) ** len(tastes)
        if missing < 1:
            says = told.shared(answers, len(chats), sorted(past), sorted(tastes))
            found.append(Shared(Named(one.id, one.name), Named(other.id, other.name), 1 - missing, says))
    return tuple(sorted(found, key=lambda each: (-each.weight, each.one.id, each.other.id)))


def _seat(one: Candidate, knows: int, rest: int) -> Seat:
    """One person with the chance that they would still talk if the group holds; None without a record of them."""
    law = reference().law
    chance = None
    if law is not None and one.talks is not None and rest > 0:
        chance = _still(law, one.talks, knows / rest, told.of_weeks(one.talks), told.knows(knows, rest))
    says = told.seat(one.talks, knows, rest, silent=chance is not None and chance.value < SILENT)
    return Seat(Named(one.id, one.name), chance, knows, says)


def _still(law: Law, talks: float, knew: float, of_weeks: Said, of_rest: Said) -> Chance:
    """The chance by the law, with the interval that its coefficients leave open."""
    x = np.array([1.0, talks, knew])
    middle = float(x @ np.array(law.coefficients))
    spread = 1.96 * math.sqrt(max(0.0, float(x @ np.array(law.covariance) @ x)))
    value, low, high = (1 / (1 + math.exp(-each)) for each in (middle, middle - spread, middle + spread))
    reasons = (
        Reason("talks", talks, law.coefficients[1] * (talks - law.means[0]), of_weeks),
        Reason("knows", knew, law.coefficients[2] * (knew - law.means[1]), of_rest),
    )
    return Chance(value, low, high, tuple(sorted(reasons, key=lambda reason: -abs(reason.weight))))
