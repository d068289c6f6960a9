"""How many circles a group really is: its answers parted by modularity, as far as that is beyond chance.

What is counted are meetings: two people who answer each other on a day, however often. An evening of forty answers is
one meeting; were each answer counted, talkative evenings alone would look like circles. Chance is the same people
meeting at random among those who were there at the time (the ends of meetings shuffled within twenty stretches of it),
so that coming and going does not look like circles either. Both are tested in tests/groups/test_circles.py.
"""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

SHUFFLES: Final = 39
FEWER: Final = 19  # for two circles of a whole that parts
BY_CHANCE: Final = 0.05  # share of shuffles that may part as clearly
LEAST: Final = 3  # people of a circle
MEETINGS: Final = 3  # of each of them with others of it, on average
STRETCHES: Final = 20
IN_STRETCH: Final = 8  # meetings at least in each stretch
LOOKED_AT: Final = 3_000  # a random sample of so many meetings is shuffled, for speed; with fewer, clear circles join
PLAIN, SOME = 8.0, 6  # standard deviations beyond so many shuffles after which no more are needed
SEED: Final = 20
_TURN = threading.Lock()  # igraph has one generator of random numbers for the whole process


class Parting(NamedTuple):
    """The circle of each person, from 1 (the largest), 0 for none; how far beyond chance they part (None: not tested).

    ``apart`` is the modularity less the mean of the shuffles, ``chance`` the share of them that part as clearly: of the
    whole; or of the last two circles that became one, where only one is left.
    """

    circle: Ints
    apart: float | None
    chance: float | None


def part(one: Ints, other: Ints, people: int) -> Parting:
    """Part ``people`` (numbered from 0) by their meetings ``one[i]`` with ``other[i]``, in order of time.

    Leiden's algorithm on modularity (Traag, Waltman & van Eck 2019) against the configuration model. Where the whole
    parts beyond chance, two circles that cannot be told from chance as two become one. Deterministic.
    """
    graph, weights = _graph(one, other, people)
    whole = _met_enough(_linked(graph), one, other)
    if np.count_nonzero(whole) < 2 * LEAST:
        return Parting(whole, None, None)
    rng = np.random.default_rng(SEED)
    with _seeded():
        apart, chance = _beyond(*_sample(one, other, rng), people, rng, SHUFFLES)
        if chance > BY_CHANCE or apart <= 0:
            return Parting(whole, apart, chance)
        found = np.array(_leiden(graph, weights)[1]) + 1
        found[np.bincount(found)[found] < LEAST] = 0
        joined = _join(found, one, other, rng)
    _bring_along(found, one, other)
    found = _by_size(_met_enough(found, one, other))
    if found.max(initial=0) <= 1:
        return Parting(whole, *(joined or (None, None)))
    return Parting(found, apart, chance)


@contextmanager
def _seeded() -> Iterator[None]:
    """igraph's random numbers from a seed of our own, and Python's again afterwards."""
    import igraph

    with _TURN:
        igraph.set_random_number_generator(random.Random(SEED))
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)


def _graph(one: Ints, other: Ints, people: int) -> tuple[Any, list[int]]:
    """The graph of who meets whom, and how often."""
    import igraph

    apart = one != other
    low, high = np.minimum(one, other)[apart], np.maximum(one, other)[apart]
    pair, times = np.unique(low * people + high, return_counts=True)
    return igraph.Graph(n=people, edges=np.stack(np.divmod(pair, people), axis=1)), times.tolist()


def _linked(graph: Any) -> Ints:
    """1 for everybody who is linked with at least two more, over however many hands; else 0."""
    parts = np.array(graph.connected_components().membership)
    linked: Ints = (np.bincount(parts)[parts] >= LEAST).astype(np.int64)
    return linked


def _met_enough(circle: Ints, one: Ints, other: Ints) -> Ints:
    """The circles whose people met each other often enough to speak of one; the others are none."""
    width = int(circle.max(initial=0)) + 1
    within = np.bincount(circle[one][circle[one] == circle[other]], minlength=width)
    enough = 2 * within >= MEETINGS * np.bincount(circle, minlength=width)
    return np.where(enough[circle], circle, 0)


def _sample(one: Ints, other: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """At most LOOKED_AT meetings, still in order of time; who of the two stands first is drawn by lot."""
    if len(one) > LOOKED_AT:
        kept = np.sort(rng.choice(len(one), LOOKED_AT, replace=False))
        one, other = one[kept], other[kept]
    turned = rng.random(len(one)) < 0.5
    return np.where(turned, other, one), np.where(turned, one, other)


def _leiden(graph: Any, weights: list[int]) -> tuple[float, list[int]]:
    """The modularity that Leiden reaches, and the part of each person."""
    found: list[int] = graph.community_leiden("modularity", weights=weights, n_iterations=2).membership
    return float(graph.modularity(found, weights=weights)), found


def _beyond(one: Ints, other: Ints, people: int, rng: np.random.Generator, shuffles: int) -> tuple[float, float]:
    """How far the meetings part beyond the mean of shuffles, and the share of shuffles that part as clearly.

    The whole has all its shuffles, which are told; of two circles that plainly part a few are enough.
    """
    reached = _leiden(*_graph(one, other, people))[0]
    by_chance: list[float] = []
    while len(by_chance) < shuffles:
        by_chance.append(_leiden(*_graph(one, _shuffled(other, rng), people))[0])
        if shuffles == FEWER and len(by_chance) == SOME and reached > np.mean(by_chance) + PLAIN * np.std(by_chance):
            break
    drawn = np.array(by_chance)
    return reached - float(drawn.mean()), float((drawn >= reached).mean())


def _shuffled(ends: Ints, rng: np.random.Generator) -> Ints:
    """The ends of meetings, shuffled within stretches of equally many. The few that are left over stay."""
    stretches = max(1, min(STRETCHES, len(ends) // IN_STRETCH))
    whole = len(ends) // stretches * stretches
    mixed = rng.permuted(ends[:whole].reshape(stretches, -1), axis=1).ravel()
    return np.concatenate([mixed, ends[whole:]])


def _join(circle: Ints, one: Ints, other: Ints, rng: np.random.Generator) -> tuple[float, float] | None:
    """Make one circle of two that do not part beyond chance: of each and the one it is closest to, the closest first.

    Tells how the last two parted that became one.
    """
    apart: set[tuple[int, int]] = set()
    last = None
    while (pair := _closest(circle, one, other, apart)) is not None:
        both = np.isin(circle[one], pair) & np.isin(circle[other], pair)
        seen = _sample(one[both], other[both], rng)
        named, ends = np.unique(np.concatenate(seen), return_inverse=True)
        half = len(ends) // 2
        beyond, chance = _beyond(ends[:half], ends[half:], len(named), rng, FEWER)
        if chance > BY_CHANCE or beyond <= 0:
            last = beyond, chance
            circle[circle == pair[1]] = pair[0]
            apart = {each for each in apart if not set(each) & set(pair)}
        else:
            apart.add(pair)
    return last


def _closest(circle: Ints, one: Ints, other: Ints, apart: set[tuple[int, int]]) -> tuple[int, int] | None:
    """Of each circle and the one that it meets most, for how much both meet anybody: the closest not ``apart``."""
    count = int(circle.max(initial=0)) + 1
    met = np.bincount(circle[one] * count + circle[other], minlength=count * count).reshape(count, count).astype(float)
    met += met.T
    close = met / np.maximum(1, np.outer(met.sum(axis=0), met.sum(axis=0)))
    close[0], close[:, 0] = 0, 0
    np.fill_diagonal(close, 0)
    pairs: dict[tuple[int, int], float] = {}
    for each in np.flatnonzero(close.any(axis=0)).tolist():
        nearest = int(close[each].argmax())
        pairs[min(each, nearest), max(each, nearest)] = float(close[each, nearest])
    return max(pairs.keys() - apart, key=lambda pair: (pairs[pair], pair), default=None)


def _bring_along(circle: Ints, one: Ints, other: Ints) -> None:
    """Who is in no circle stands with the one they meet most, if they meet any."""
    count = int(circle.max(initial=0)) + 1
    here, there = np.concatenate([one, other]), circle[np.concatenate([other, one])]
    met = np.bincount(here * count + there, minlength=len(circle) * count).reshape(-1, count)
    met[:, 0] = 0
    alone = (circle == 0) & (met.max(axis=1, initial=0) > 0)
    circle[alone] = met[alone].argmax(axis=1)


def _by_size(circle: Ints) -> Ints:
    """The circles numbered from the largest."""
    sizes = np.bincount(circle)
    sizes[0] = 0
    number = np.zeros(len(sizes), dtype=np.int64)
    order = [each for each in np.argsort(-sizes, kind="stable") if sizes[each]]
    number[order] = np.arange(1, len(order) + 1)
    return number[circle]
