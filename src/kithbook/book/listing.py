"""The list of people: closest first or by name, found by what they are called, by circle, tag, or by drifting."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from kithbook import ties
from kithbook.book import moments, seeking
from kithbook.identity.names import sort_key
from kithbook.store import described
from kithbook.store import people as shelf
from kithbook.store.people import Line
from kithbook.vocabulary import Score, Tie
from kithbook.vocabulary.answers import PeopleAnswer, PersonRow

PAGE: Final = 50


def people(
    query: str = "",
    *,
    circle: str = "",
    drifting: bool = False,
    tag: str = "",
    sort: str = "tie",
    page: int = 1,
    now: int | None = None,
) -> PeopleAnswer:
    """People of the book but its owner, fifty a page, by ``sort``: "tie", the strongest first, or "name".

    ``query`` finds any name, tag, telephone number or address of somebody, ``circle`` is "core", "curated" or "loose",
    ``drifting`` leaves out the steady, ``tag`` those without it. Ties stand as of each person's ``seen_until``,
    whatever ``now`` is: unwatched silence is not counted.
    """
    tags = described.tags()
    everybody = _fitting(query, tag, tags)
    if circle:
        everybody = [line for line in everybody if circle_of(line)[0] == circle]
    if drifting:
        everybody = [line for line in everybody if drifting_now(line)]
    if sort == "name":
        by_hand = described.single("sort")
        everybody.sort(key=lambda line: (sort_key(by_hand.get(line.id) or line.shown), line.id))
    else:
        everybody.sort(key=_closeness, reverse=True)
    pages = max(1, -(-len(everybody) // PAGE))
    page = min(max(1, page), pages)
    return PeopleAnswer(
        people=tuple(rows(everybody[(page - 1) * PAGE : page * PAGE], tags)),
        total=len(everybody),
        page=page,
        pages=pages,
        tags=counted(tags),
    )


def _fitting(query: str, tag: str, tags: Mapping[int, tuple[str, ...]]) -> list[Line]:
    """Everybody but the owner who fits what was typed, and has the tag."""
    everybody = [line for line in shelf.lines() if not line.is_me]
    if query.strip():
        found = seeking.fitting(query, tags)
        everybody = [line for line in everybody if line.id in found]
    if tag.strip():
        wanted = tag.strip().lstrip("#").casefold()
        everybody = [line for line in everybody if wanted in map(str.casefold, tags.get(line.id, ()))]
    return everybody


def counted(tags: Mapping[int, tuple[str, ...]]) -> tuple[tuple[str, int], ...]:
    """Every tag with how many people have it, in alphabetical order."""
    spelled: dict[str, str] = {}
    for word in (word for words in tags.values() for word in words):
        spelled.setdefault(word.casefold(), word)
    often = Counter(word.casefold() for words in tags.values() for word in words)
    return tuple((spelled[key], often[key]) for key in sorted(often))


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


def rows(lines: Iterable[Line], tags: Mapping[int, tuple[str, ...]] | None = None) -> list[PersonRow]:
    """The lines as the pages show them, with their tags where those are given."""
    lines = list(lines)
    where = shelf.platforms(line.id for line in lines)
    return [row(line, where.get(line.id, ()), (tags or {}).get(line.id, ())) for line in lines]


def row(line: Line, platforms: tuple[str, ...], tags: tuple[str, ...] = ()) -> PersonRow:
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
        tags=tags,
        low=line.low,
        high=line.high,
    )
