"""The inner circles with the gaps that part them, the layers people tend to have, and who moved within a year."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl

from kithbook import ties
from kithbook.book import measuring, moments
from kithbook.book.preferences import settings
from kithbook.store import models
from kithbook.store import people as shelf
from kithbook.store.people import Line
from kithbook.vocabulary.answers import CirclesAnswer, Gap, Layer, Mover, Named, Standing

YEAR: Final = 4  # quarters
MOST: Final = 10  # people who came closer, and who drifted, that are told


def circles(*, now: int) -> CirclesAnswer:
    """Core and curated people in order, the gaps between them, the layers, and who came closer or drifted in a year.

    Circles that you chose are taken as they are; the gaps are those of the strengths.
    """
    lines = {line.id: line for line in shelf.lines() if not line.is_me}
    strengths = {person: line.strength for person, line in lines.items()}
    chosen = {person: line.circle for person, line in lines.items() if line.circle}
    found = ties.circles(strengths, chosen)
    near = [person for person, circle in found.of.items() if circle in {"core", "curated"}]
    layers = ties.layers(list(_contacts()))
    since, closer, apart = _moved(lines)
    seen = max((line.seen_until or 0 for line in lines.values()), default=0)
    return CirclesAnswer(
        as_of=moments.iso_day(seen or None, settings().zone),
        people=tuple(sorted((_standing(lines[person], found.of[person]) for person in near), key=_order)),
        gaps=tuple(Gap(gap.rank, gap.before, gap.after, gap.border) for gap in found.gaps),
        layers=tuple(
            Layer(usual, held) for usual, held in zip(layers.known, layers.shares, strict=False) if usual < layers.people
        ),
        says=(found.say(), layers.say()),
        since=since,
        closer=closer,
        apart=apart,
    )


def _standing(line: Line, circle: str) -> Standing:
    strength = 0.0 if line.strength is None else line.strength
    low, high = (strength if end is None else end for end in (line.low, line.high))
    return Standing(Named(line.id, line.shown), strength, low, high, circle, "you" if line.circle else "book")


def _order(standing: Standing) -> tuple[bool, float, int]:
    return standing.circle != "core", -standing.strength, standing.person.id


def _contacts() -> Iterator[float]:
    """The weighted contacts with each person."""
    told = models.Tie.objects.filter(person__is_me=False, person__whole__isnull=True)
    return (measuring.parameters(row).sums.evidence for row in told)


def _moved(lines: Mapping[int, Line]) -> tuple[str, tuple[Mover, ...], tuple[Mover, ...]]:
    """The quarter that is compared with, who came closer, who drifted; "" where the book does not reach back so far."""
    kept = models.Tie.objects.filter(quarters__isnull=False).values_list("person_id", "quarters")
    known: list[tuple[int, dict[str, Any]]] = [(person, told) for person, told in kept if told and person in lines]
    last = max((quarters["first"] + len(quarters["strength"]) - 1 for _, quarters in known), default=None)
    if last is None or all(quarters["first"] > last - YEAR for _, quarters in known):
        return "", (), ()
    rows = [row for person, quarters in known for row in _at(person, quarters, (last - YEAR, last))]
    frame = pl.DataFrame(rows, schema=_ROW, orient="row")
    moved = ties.movers(frame, since=last - YEAR, to=last)
    told = [(each.by, Mover(Named(each.person, lines[each.person].shown), each.before, each.after)) for each in moved]
    closer = [mover for by, mover in told if by > 0]
    apart = [mover for by, mover in told if by < 0]
    return ties.named(last - YEAR), tuple(closer[:MOST]), tuple(apart[:MOST])


_ROW: Final = {"person": pl.Int32, "quarter": pl.Int64, "strength": pl.Float64, "low": pl.Float64, "high": pl.Float64}


def _at(person: int, quarters: dict[str, Any], wanted: tuple[int, ...]) -> list[tuple[Any, ...]]:
    """The strength of somebody at the end of these quarters, where they are known."""
    found = []
    for quarter in wanted:
        place = quarter - quarters["first"]
        if 0 <= place < len(quarters["strength"]):
            found.append((person, quarter, *(quarters[name][place] for name in ("strength", "low", "high"))))
    return found
