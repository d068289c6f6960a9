"""Where each person stands on the map of a group: circles apart from each other, around the owner in the middle.

All is laid out in a disc; the picture may stretch it to an ellipse, which only moves people further apart. Within a
circle people stand as the seeds of a sunflower do (Vogel 1979): the most answered in the middle, nobody on anybody, and
of the places at one distance each takes the one that looks towards those whom they answer.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

GOLDEN: Final = np.pi * (3 - np.sqrt(5))
INNER: Final = 0.42  # radius of all, of a picture that is 1 wide: the rim is for those who answer nobody
BIG: Final = 1.8  # how much larger the most answered is drawn than one who is hardly answered
AIR: Final = 1.5  # between two circles, in people
TALL: Final = 1.5  # how much higher a map may be made to use the height
ROUNDS: Final = 6
SETTLE: Final = 120


def sizes(answers: Ints) -> Floats:
    """How large a person is drawn, from 1 to 1 + BIG, by the square root of their answers."""
    size: Floats = 1 + BIG * np.sqrt(answers / max(1, int(answers.max(initial=1))))
    return size


def places(circle: Ints, answers: Ints, pairs: tuple[Ints, Ints, Ints], me: int | None) -> tuple[Floats, Floats]:
    """x and y (0 to 1) of people by their ``circle`` (0 none), ``answers``, and ``pairs`` (one, other, answers).

    ``me`` is the place of the owner in the arrays, who stands in the middle with those who are in no circle; where
    there is but one circle, it stands around the owner.
    """
    size = sizes(answers)
    if me is not None:
        size[me] = 1 + BIG
    cluster = circle.copy() if circle.max(initial=0) > 1 else np.zeros_like(circle)
    seats = {each: _seats(np.flatnonzero(cluster == each), circle, answers, size, me) for each in np.unique(cluster)}
    radius = np.array([seats[each][1] if each in seats else 0.0 for each in range(int(cluster.max(initial=0)) + 1)])
    middle, scale = _packed(radius, _between(cluster, pairs, len(radius)))
    x, y = np.zeros(len(circle)), np.zeros(len(circle))
    for each, (members, _, sx, sy) in seats.items():
        x[members], y[members] = middle[each, 0] + scale * sx, middle[each, 1] + scale * sy
    for _ in range(ROUNDS):
        for each, (members, *_) in seats.items():
            _turn(members, middle[each], x, y, pairs, me)
    x, y = _filled(x, y)
    return 0.5 + INNER * x, 0.5 + INNER * y


def _filled(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Use the height that is left: two circles side by side leave much above and below them."""
    room = np.sqrt(np.maximum(0, 1 - x**2)) / np.maximum(np.abs(y), 1e-9)
    return x, y * float(np.clip(room.min(initial=TALL), 1, TALL))


def _seats(
    members: Ints, circle: Ints, answers: Ints, size: Floats, me: int | None
) -> tuple[Ints, float, Floats, Floats]:
    """Members from the middle outwards, the radius of their circle, and the seats, in units of a small person."""
    outside = circle[members] == 0
    order = members[np.lexsort((members, -answers[members], outside & (circle.max(initial=0) == 1), members != me))]
    area = (size[order] + 0.6) ** 2
    reach = np.sqrt(np.cumsum(area) - area[0]) * 1.08 if len(order) else area
    angle = GOLDEN * np.arange(len(order))
    edge = float(reach[-1] + size[order[-1]]) if len(order) else 0.0
    return order, edge, reach * np.cos(angle), reach * np.sin(angle)


def _between(cluster: Ints, pairs: tuple[Ints, Ints, Ints], count: int) -> Floats:
    """Answers between any two clusters."""
    one, other, answers = pairs
    told = np.bincount(cluster[one] * count + cluster[other], weights=answers, minlength=count * count)
    return (told.reshape(count, count) + told.reshape(count, count).T).astype(float)


def _packed(radius: Floats, between: Floats) -> tuple[Floats, float]:
    """Middles of the clusters within a disc of radius 1, and the scale at which they fit: cluster 0 in the middle."""
    ring = _ring(radius, between)
    if not ring:
        return np.zeros((1, 2)), 1 / max(1.0, float(radius[0]))
    share = radius[ring] + AIR
    turn = np.cumsum(share) - share / 2
    # The first two look left and right, where a wide picture has room.
    angle = np.pi + 2 * np.pi * (turn - turn[0]) / share.sum()
    at = np.zeros((len(radius), 2))
    at[ring] = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    scale = 1.0 / float(np.sqrt(((radius + AIR) ** 2).sum()))
    settled = at
    while True:
        settled, fits = _settled(at * (1 - scale * radius.max()), scale * radius, scale * AIR)
        if fits:
            return settled, scale
        scale *= 0.96


def _ring(radius: Floats, between: Floats) -> list[int]:
    """The clusters in the order of their ring: the largest first, then always the one that the last answers most."""
    left = [each for each in range(1, len(radius)) if radius[each] > 0]
    ring: list[int] = []
    while left:
        ring.append(max(left, key=lambda each: (between[ring[-1], each] if ring else 0, radius[each], -each)))
        left.remove(ring[-1])
    return ring


def _settled(at: Floats, radius: Floats, air: float) -> tuple[Floats, bool]:
    """Push apart what overlaps, the middle one staying, and say whether all found room in the disc of radius 1."""
    at = at.copy()
    need = radius[:, None] + radius[None, :] + air
    np.fill_diagonal(need, 0)
    if radius[0] == 0:
        need[0], need[:, 0] = 0, 0
    for _ in range(SETTLE):
        apart = at[:, None] - at[None, :]
        distance = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 1e-9)
        short = np.maximum(0, need - distance)
        at += (apart * (short / distance / 2)[..., None]).sum(axis=1)
        at[0] = 0
        out = np.maximum(1, np.hypot(at[:, 0], at[:, 1]) / np.maximum(1e-9, 1 - radius))
        at /= out[:, None]
        if short.max() < 0.1 * air and out.max() < 1.001:
            return at, True
    return at, False


def _turn(members: Ints, middle: Floats, x: Floats, y: Floats, pairs: tuple[Ints, Ints, Ints], me: int | None) -> None:
    """Within each band of seats, give each member the one that looks towards those whom they answer."""
    one, other, answers = pairs
    here, there = np.concatenate([one, other]), np.concatenate([other, one])
    pull_x = np.bincount(here, weights=np.tile(answers, 2) * (x[there] - middle[0]), minlength=len(x))
    pull_y = np.bincount(here, weights=np.tile(answers, 2) * (y[there] - middle[1]), minlength=len(y))
    start, width = 1, 6
    while start < len(members):
        band = members[start : start + width]
        seat = np.arctan2(y[band] - middle[1], x[band] - middle[0])
        wish = np.arctan2(pull_y[band], pull_x[band])
        seats, wishes = np.argsort(seat, kind="stable"), np.argsort(wish, kind="stable")
        turns = np.arange(len(band))
        fit = np.cos(seat[seats][(turns[:, None] + turns[None, :]) % len(band)] - wish[wishes][None, :]).sum(axis=1)
        taken = band[seats][(int(fit.argmax()) + turns) % len(band)]
        x[band[wishes]], y[band[wishes]] = x[taken], y[taken]
        start, width = start + width, width + 6
