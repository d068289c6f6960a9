"""Circles: who is core, who is curated, who is loose, with the gaps that say so, beside the layers that are known.

A circle is a suggestion: people by falling strength, each circle ended by the widest gap within its bounds. What the
person chose always wins. People keep about 5, 15, 50 and 150 others, each layer holding the ones before (Dunbar 1992;
Zhou et al. 2005; Hill & Dunbar 2003): the layers found here are shown beside them, and nobody is pressed into them.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final

import msgspec
import numpy as np

from kithbook.vocabulary import Said, say, say_n

CIRCLES: Final = ("core", "curated", "loose")
CORE, CURATED = (5, 10), (20, 30)  # fewest and most people of a circle
CORE_FROM, CURATED_FROM = 0.45, 0.30  # a circle never reaches below
LAYERS: Final = (5, 15, 50, 150)  # people, each with all before
GAPS: Final = 3  # gaps told near each border
CLEAR: Final = 0.02  # a step in strength below it is no gap
NEAR: Final = 5  # ranks around the bounds of a border in which gaps are told


class Gap(msgspec.Struct, frozen=True):
    """A step between two neighbours in rank: after how many people, the strengths on either side, the border it is.

    >>> round(Gap(6, 0.8, 0.6, "core").width, 2)
    0.2
    """

    rank: int
    before: float
    after: float
    border: str = ""  # the circle that ends here, or ""

    @property
    def width(self) -> float:
        """How far apart the two are."""
        return self.before - self.after


class Circles(msgspec.Struct, frozen=True):
    """A circle for everybody, and what a page needs to show why."""

    of: dict[int, str]  # person -> "core", "curated", "loose", or "" when unknown
    suggested: dict[int, str]  # the same without the person's own word
    strengths: tuple[float, ...]  # falling; one for each of whom there is a strength
    gaps: tuple[Gap, ...]  # the widest near the borders, by rank
    chosen: int  # how many circles are the person's own word

    def say(self) -> Said:
        """One sentence."""
        core, curated = (list(self.of.values()).count(name) for name in ("core", "curated"))
        if not core and not curated:
            return say("Nobody is close enough yet to suggest a circle.")
        border = next((gap for gap in self.gaps if gap.border == "core"), None)
        if border is not None and border.width < CLEAR and not self.chosen:
            return say("No gap sets anybody clearly apart; the first {core} are taken as the core.", core=border.rank)
        if border is None or self.chosen:
            return say(
                "{core} in the core, {curated} curated; {chosen} of these as you chose.",
                core=core,
                curated=curated,
                chosen=self.chosen,
            )
        return say(
            "The first {core} stand apart: after them closeness falls from {before:.2f} to {after:.2f}.",
            core=border.rank,
            before=border.before,
            after=border.after,
        )


def circles(strengths: Mapping[int, float | None], chosen: Mapping[int, str] | None = None) -> Circles:
    """A circle for each person of ``strengths`` (0 to 1; None is unknown) and of ``chosen`` (the person's own word).

    Core has 5 to 10 people and curated 20 to 30, where as many are close enough (.45, .30): a thin book may have no
    core at all. Chosen people count towards the sizes, and stay also where they overflow them; everybody else fills
    what is left. ValueError for a word that is none of CIRCLES.
    """
    chosen = {person: word for person, word in (chosen or {}).items() if word}
    if wrong := next((word for word in chosen.values() if word not in CIRCLES), ""):
        raise ValueError(f"a circle is one of {', '.join(CIRCLES)}, not {wrong!r}")
    known = {person: float(value) for person, value in strengths.items() if value is not None and value == value}  # noqa: PLR0124 - NaN
    ranked = sorted(known, key=lambda person: (-known[person], person))
    suggested = dict.fromkeys(strengths, "") | _filled(ranked, known, {})
    found = dict.fromkeys([*strengths, *chosen], "") | _filled(ranked, known, chosen) | chosen
    values = [known[person] for person in ranked]
    return Circles(found, suggested, tuple(values), _gaps(values, suggested, ranked), len(chosen))


def _filled(ranked: Sequence[int], known: Mapping[int, float], chosen: Mapping[int, str]) -> dict[int, str]:
    """Circles for those whom nobody chose, in order of strength."""
    left = [person for person in ranked if person not in chosen]
    words = list(chosen.values())
    found: dict[int, str] = {}
    for name, least, (fewest, most) in (("core", CORE_FROM, CORE), ("curated", CURATED_FROM, CURATED)):
        taken = words.count(name)
        size = _cut([known[person] for person in left], least, max(0, fewest - taken), max(0, most - taken))
        found |= dict.fromkeys(left[:size], name)
        left = left[size:]
    return found | dict.fromkeys(left, "loose")


def _cut(values: Sequence[float], least: float, fewest: int, most: int) -> int:
    """How many of the falling ``values``, none below ``least``, belong together: up to the widest gap in the bounds."""
    high = [value for value in values if value >= least]
    after = [*values, least][len(high)] if len(high) < len(values) else least  # whoever comes next, however faint
    ends = range(min(fewest, len(high)), min(most, len(high)) + 1)
    return max(ends, key=lambda i: ((high[i - 1] - [*high, after][i]) if i else 0.0, -i))


def _gaps(values: Sequence[float], suggested: Mapping[int, str], ranked: Sequence[int]) -> tuple[Gap, ...]:
    """The widest gaps near each border, with the borders themselves, by rank."""
    borders = {}
    for rank, (a, b) in enumerate(pairwise(ranked), start=1):
        if suggested[a] != suggested[b]:
            borders[rank] = suggested[a]
    core = sum(word == "core" for word in suggested.values())
    found = set(borders)
    for low, high in (CORE, (core + CURATED[0], core + CURATED[1])):
        near = range(max(1, low - NEAR), min(len(values) - 1, high + NEAR) + 1)
        found |= set(sorted(near, key=lambda rank: values[rank] - values[rank - 1])[:GAPS])
    gaps = (Gap(rank, values[rank - 1], values[rank], borders.get(rank, "")) for rank in sorted(found))
    return tuple(gap for gap in gaps if gap.border or gap.width >= CLEAR)


class Layers(msgspec.Struct, frozen=True):
    """How all contact is shared out over people, beside 5, 15, 50 and 150. Each found layer holds the ones before."""

    people: int  # with any contact
    half: int  # how many people hold half of all the weighted contact
    shares: tuple[float, ...]  # of all contact, held by the first 5, 15, 50 and 150
    found: tuple[int, ...]  # people within each layer that the frequencies fall into, cumulative; () below ten people
    explains: float  # how much of the spread of the logarithms the layers explain, 0 to 1
    known: tuple[int, ...] = LAYERS

    def say(self) -> Said:
        """One sentence."""
        if not self.people:
            return say("There is no contact yet to share out.")
        if not self.found:
            return say_n(
                "{count} person holds half of all your contact; layers show from ten people on.",
                "{count} people hold half of all your contact; layers show from ten people on.",
                self.half,
            )
        return say_n(
            "{count} person holds half of all your contact; your layers have {found} people, others' mostly {known}.",
            "{count} people hold half of all your contact; your layers have {found} people, others' mostly {known}.",
            self.half,
            found=", ".join(map(str, self.found)),
            known=", ".join(map(str, self.known)),
        )


def layers(contact: Sequence[float], *, most: int = 4) -> Layers:
    """The layers of a network from the weighted contact with each person (any positive unit), in any order.

    The logarithms of contact are cut where the parts differ least within (natural breaks, Jenks 1967: the exact
    optimum), as Mac Carron, Kaski and Dunbar (2016) did with calls: into parts, at most ``most``, as long as
    one more takes away more than half of the spread within. The outermost layer is everybody.
    """
    amounts = sorted((float(amount) for amount in contact if amount > 0), reverse=True)
    if not amounts:
        return Layers(0, 0, (), (), 0.0)
    running, total = list(accumulate(amounts)), sum(amounts)
    half = next(i for i, held in enumerate(running, start=1) if held >= total / 2)
    shares = tuple(running[min(size, len(running)) - 1] / total for size in LAYERS)
    if len(amounts) < 10:
        return Layers(len(amounts), half, shares, (), 0.0)
    found, explains = _natural_breaks(np.log(np.array(amounts)), most)
    return Layers(len(amounts), half, shares, found, explains)


def _natural_breaks(falling: np.ndarray, most: int) -> tuple[tuple[int, ...], float]:
    """How many values lie within each part of the best cuts, cumulative, and the share of the spread they explain."""
    values, counts = np.unique(np.round(-falling, 2), return_counts=True)  # ascending: the most contact first
    size = np.concatenate([[0], np.cumsum(counts)])
    first = np.concatenate([[0.0], np.cumsum(values * counts)])
    second = np.concatenate([[0.0], np.cumsum(values * values * counts)])

    def spread(start: np.ndarray, end: int) -> np.ndarray:
        """The squares within start..end, for each start."""
        squares: np.ndarray = second[end] - second[start] - (first[end] - first[start]) ** 2 / (size[end] - size[start])
        return squares

    ends = range(1, len(values) + 1)
    whole = float(spread(np.array([0]), len(values))[0])
    if whole <= 1e-9:
        return (len(falling),), 1.0
    best = np.array([0.0, *(spread(np.array([0]), end)[0] for end in ends)])
    cuts: list[np.ndarray] = []
    parts = 1
    while parts < min(most, len(values)):
        parts += 1
        before, best, cut = best, np.full(len(values) + 1, np.inf), np.zeros(len(values) + 1, dtype=int)
        for end in range(parts, len(values) + 1):
            starts = np.arange(parts - 1, end)
            totals = before[starts] + spread(starts, end)
            cut[end] = starts[np.argmin(totals)]
            best[end] = totals.min()
        if best[-1] > before[-1] / 2:
            best = before
            break
        cuts.append(cut)
    found = [len(values)]
    for cut in reversed(cuts):
        found.append(int(cut[found[-1]]))
    return tuple(int(size[end]) for end in reversed(found)), float(1 - best[-1] / whole)
