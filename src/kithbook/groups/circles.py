"""Who talks with whom in a group: how many circles it really is, what ties them, and a map of it."""

from itertools import combinations
from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kithbook.groups import circles_told as told
from kithbook.groups.figures import DAY
from kithbook.groups.parting import LEAST, Parting, part
from kithbook.groups.places import places
from kithbook.vocabulary.answers import Spot, TalkCircle, TalkMap, Thread
from kithbook.vocabulary.answers.named import Named

Ints = NDArray[np.int64]

SPOTS: Final = 500
THREADS: Final = 1_500
TIE: Final = 3  # answers that somebody must have with a circle to tie it to another
OWN_PART = 0.1  # of somebody's answers, for a circle to be more than a visit
ALONE = 0.5  # of what ties two circles, where one person carries it


class Net(NamedTuple):
    """Answers between people numbered from 0: ``ids`` of the people, pairs ``by`` -> ``to`` with their ``times``."""

    ids: Ints
    by: Ints
    to: Ints
    times: Ints
    me: int | None  # number of the owner, None where they neither answer nor are answered


def talk_map(
    spoken: pl.DataFrame, answer: pl.DataFrame, *, me: int | None, stated: int | None, names: dict[int, str]
) -> TalkMap:
    """The circles of a group and their map, from its events and `talks.answers` of them.

    ``me`` is the owner's person id where it is known, ``stated`` the size that the group claims. Circles are found
    without the owner. The map holds the 500 people with most answers and their 1,500 strongest threads. The same events
    give the same map. A person of whom ``names`` says nothing is called "".
    """
    net = _net(answer, me)
    parting = _parted(answer, net)
    wrote = spoken["sender"].unique().to_numpy()
    quiet = len(np.setdiff1d(wrote, np.append(net.ids, -1 if me is None else me)))
    seen = len(np.union1d(wrote, net.ids))
    unseen = None if stated is None else max(0, stated - seen)
    table = _with_circles(net, parting.circle)
    bridges = _bridges(net, parting.circle, table)
    spots, threads = _drawn(net, parting.circle, bridges, names)
    circles = _circles(net, parting.circle, table, names)
    facts = told.Facts(
        circles=circles,
        others=len(net.ids) - (net.me is not None),
        wrote=len(np.setdiff1d(wrote, [-1 if me is None else me])),
        owner=net.me is not None,
        owner_circles=0 if net.me is None else int((table[net.me, 1:] > 0).sum()),
        owner_share=_owner_share(net, parting.circle, circles),
        bridges=tuple(names.get(int(net.ids[each]), "") for each in bridges),
        as_parted=parting.chance,
        silent=quiet + (unseen or 0),
        left_out=len(net.ids) - len(spots),
    )
    return TalkMap(circles, spots, threads, quiet, unseen, parting.apart, parting.chance, told.sentences(facts))


def _net(answer: pl.DataFrame, me: int | None) -> Net:
    """Answers by pair, people numbered in the order of their ids."""
    pairs = answer.group_by("by", "to").agg(count=pl.len()).sort("by", "to")
    by, to = pairs["by"].to_numpy(), pairs["to"].to_numpy()
    ids, numbers = np.unique(np.concatenate([by, to]).astype(np.int64), return_inverse=True)
    mine = np.flatnonzero(ids == (-1 if me is None else me))
    owner = int(mine[0]) if len(mine) else None
    return Net(ids, numbers[: len(by)], numbers[len(by) :], pairs["count"].to_numpy().astype(np.int64), owner)


def _parted(answer: pl.DataFrame, net: Net) -> Parting:
    """The parting of the people but the owner, by their meetings: two who answer each other on a day (UTC)."""
    owner = -1 if net.me is None else int(net.ids[net.me])
    met = (
        answer.lazy()
        .filter((pl.col("by") != owner) & (pl.col("to") != owner))
        .select(day=pl.col("at") // DAY, one=pl.min_horizontal("by", "to"), other=pl.max_horizontal("by", "to"))
        .unique()
        .sort("day", "one", "other")
        .collect()
    )
    one, other = (np.searchsorted(net.ids, met[end].to_numpy()) for end in ("one", "other"))
    if not len(one):
        return Parting(np.zeros(len(net.ids), dtype=np.int64), None, None)
    return part(one, other, len(net.ids))


def _with_circles(net: Net, circle: Ints) -> Ints:
    """Answers of each person (rows), given and got, with the people of each circle (columns; 0 is none)."""
    width = int(circle.max(initial=0)) + 1
    flat = np.bincount(net.by * width + circle[net.to], weights=net.times, minlength=len(circle) * width)
    flat += np.bincount(net.to * width + circle[net.by], weights=net.times, minlength=len(circle) * width)
    return flat.reshape(len(circle), width).astype(np.int64)


def _bridges(net: Net, circle: Ints, table: Ints) -> tuple[int, ...]:
    """Whose answers tie two circles that would hardly meet without them: at least half of what ties the two.

    Whoever alone joins two circles (an articulation point of the graph) carries all of it. The most tying first.
    """
    found: dict[int, int] = {}
    for first, second in combinations(range(1, table.shape[1]), 2):
        ties = np.where(
            circle == first,
            table[:, second],
            np.where(circle == second, table[:, first], np.minimum(table[:, first], table[:, second])),
        )
        if net.me is not None:
            ties[net.me] = 0
        # An answer between the two circles has an end in each: half of both ends is what they share.
        whole = ties[circle == 0].sum() + ties[circle > 0].sum() / 2
        enough = np.maximum(TIE, OWN_PART * table.sum(axis=1))
        for each in np.flatnonzero((ties >= enough) & (ties >= ALONE * whole)):
            found[int(each)] = max(found.get(int(each), 0), int(ties[each]))
    return tuple(sorted(found, key=lambda each: (-found[each], each)))


def _drawn(
    net: Net, circle: Ints, bridges: tuple[int, ...], names: dict[int, str]
) -> tuple[tuple[Spot, ...], tuple[Thread, ...]]:
    """The people and threads of the map: those with most answers, the owner always; circle by circle."""
    people = len(net.ids)
    gave = np.bincount(net.by, weights=net.times, minlength=people).astype(np.int64)
    got = np.bincount(net.to, weights=net.times, minlength=people).astype(np.int64)
    mine = np.arange(people) == (-1 if net.me is None else net.me)
    shown = np.sort(np.lexsort((net.ids, -(gave + got), ~mine))[:SPOTS])
    one, other, count = _pairs(net, shown)
    me = int(np.searchsorted(shown, net.me)) if net.me is not None else None
    x, y = places(circle[shown], (gave + got)[shown], (one, other, count), me)
    order = np.lexsort((net.ids[shown], -(gave + got)[shown], circle[shown], ~mine[shown]))
    spots = tuple(
        Spot(
            person=_named(net, each, names),
            x=round(float(x[at]), 4),
            y=round(float(y[at]), 4),
            circle=int(circle[each]),
            gave=int(gave[each]),
            got=int(got[each]),
            bridge=each in bridges,
            me=each == net.me,
        )
        for at, each in ((at, int(shown[at])) for at in order)
    )
    strongest = np.lexsort((other, one, -count))[:THREADS]
    ids = net.ids[shown]
    return spots, tuple(Thread(int(ids[one[i]]), int(ids[other[i]]), int(count[i])) for i in strongest)


def _pairs(net: Net, shown: Ints) -> tuple[Ints, Ints, Ints]:
    """Answers either way between any two of ``shown``, who are numbered by their place in it."""
    both = np.isin(net.by, shown) & np.isin(net.to, shown)
    by, to = np.searchsorted(shown, net.by[both]), np.searchsorted(shown, net.to[both])
    pair, where = np.unique(np.minimum(by, to) * len(shown) + np.maximum(by, to), return_inverse=True)
    one, other = np.divmod(pair, max(1, len(shown)))
    return one, other, np.bincount(where, weights=net.times[both], minlength=len(pair)).astype(np.int64)


def _circles(net: Net, circle: Ints, table: Ints, names: dict[int, str]) -> tuple[TalkCircle, ...]:
    """Each circle with its people, the most answers first."""
    found = []
    for number in range(1, table.shape[1]):
        members = np.flatnonzero(circle == number)
        ordered = members[np.lexsort((net.ids[members], -table[members].sum(axis=1)))]
        within = int(table[members, number].sum()) // 2
        beyond = int(table[members].sum()) - 2 * within
        owners = int(table[net.me, number]) if net.me is not None else None
        people = tuple(_named(net, int(each), names) for each in ordered)
        found.append(TalkCircle(number, people, within, beyond, told.circle(len(people), within, beyond, owners)))
    return tuple(found) if sum(len(each.people) for each in found) >= LEAST else ()


def _owner_share(net: Net, circle: Ints, circles: tuple[TalkCircle, ...]) -> float | None:
    """Of the answers that leave a circle, the share to or from the owner; with one circle or none, of all answers."""
    if net.me is None:
        return None
    mine = (net.by == net.me) | (net.to == net.me)
    leaves = circle[net.by] != circle[net.to] if len(circles) > 1 else np.ones(len(net.by), dtype=bool)
    whole = int(net.times[leaves].sum())
    return float(net.times[leaves & mine].sum()) / whole if whole else None


def _named(net: Net, each: int, names: dict[int, str]) -> Named:
    person = int(net.ids[each])
    return Named(person, names.get(person, ""))
