"""The list of people: closest first, found by any of their names, by circle, or by drifting."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from kithbook import ties
from kithbook.book import moments, naming
from kithbook.store import people as shelf
from kithbook.store.people import Line
from kithbook.vocabulary import Score, Tie
from kithbook.vocabulary.answers import PeopleAnswer, PersonRow

PAGE: Final = 50


def people(
    query: str = "", *, circle: str = "", drifting: bool = False, page: int = 1, now: int | None = None
) -> PeopleAnswer:
    """People of the book but its owner, strongest tie first, fifty a page.

    ``query`` finds any name of somebody, ``circle`` is "core", "curated" or "loose", ``drifting`` leaves out the
    steady. Ties stand as of each person's ``seen_until``, whatever ``now`` is: unwatched silence is not counted.
    """
    everybody = [line for line in shelf.lines() if not line.is_me]
    if query.strip():
        fitting = set(naming.holding(query, shelf.names()))
        everybody = [line for line in everybody if line.id in fitting]
    if circle:
        everybody = [line for line in everybody if circle_of(line)[0] == circle]
    if drifting:
        everybody = [line for line in everybody if drifting_now(line)]
    everybody.sort(key=_closeness, reverse=True)
    pages = max(1, -(-len(everybody) // PAGE))
    page = min(max(1, page), pages)
    return PeopleAnswer(
        people=tuple(rows(everybody[(page - 1) * PAGE : page * PAGE])), total=len(everybody), page=page, pages=pages
    )


def _closeness(line: Line) -> tuple[float, int, int]:
    """Strength, then recency, then who came first into the book; unknown strength below every other."""
    return (-1.0 if line.strength is None else line.strength, line.last or 0, -line.id)


def tie(line: Line) -> Tie:
    """The tie as it was measured, without its reasons."""
    return Tie(
        person=line.id,
        strength=Score(line.strength),
        rhythm_days=line.rhythm_days,
        last=line.last,
        seen_until=line.seen_until or 0,
        direct=line.direct or 0,
        in_groups=0,
        circle=line.tie_circle or "",
        drift=line.drift,
    )


def drifting_now(line: Line) -> bool:
    """Whether somebody is drifting; of whom too little is known, nobody can say."""
    return line.strength is not None and ties.drifting(tie(line))


def circle_of(line: Line) -> tuple[str, str]:
    """The circle, and who chose it: "you" or "book"."""
    return (line.circle, "you") if line.circle else (line.tie_circle or "", "book")


def rests(line: Line, today: date) -> bool:
    """Whether somebody is at rest on ``today``."""
    return line.rest_until == "always" or line.rest_until > today.isoformat()


def rows(lines: Iterable[Line]) -> list[PersonRow]:
    """The lines as the pages show them."""
    lines = list(lines)
    where = shelf.platforms(line.id for line in lines)
    return [row(line, where.get(line.id, ())) for line in lines]


def row(line: Line, platforms: tuple[str, ...]) -> PersonRow:
    """One line as the pages show it; ``alias`` is the name in the exports where you call them otherwise."""
    circle, by = circle_of(line)
    return PersonRow(
        id=line.id,
        name=line.shown,
        alias=line.name if line.alias and line.alias != line.name else "",
        circle=circle,
        circle_by=by,
        strength=line.strength,
        word=ties.word(line.strength),
        drifting=drifting_now(line),
        drift=None if line.strength is None else line.drift,
        last=moments.iso(line.last),
        rhythm_days=line.rhythm_days,
        platforms=platforms,
        seen_until=moments.iso(line.seen_until) if line.seen_until else "",
    )
