"""What of a group is worth remembering, picked from its events: years, best days, what found an echo, who was there.

Only the numbers of messages are picked here; their texts stay where they are.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

import msgspec
import polars as pl

from kithbook.groups import talks
from kithbook.groups.figures import DAY
from kithbook.vocabulary import KINDS

MOST_DAYS, DAYS_A_YEAR = 12, 3
MOST_QUOTES, QUOTES_A_YEAR, QUOTES_A_PERSON = 20, 5, 6
PICTURES_A_DAY: Final = 12  # that have a text; many of the texts turn out to be the names of files
LEAST_PEOPLE, LEAST_ANSWERS = 3, 3  # of a day worth telling of; two people in a group of up to five
SHORTEST, LONGEST = 12, 600  # characters of a quote
LEAST_ECHO: Final = 1.5  # of a quote: more than one answer, or one surely and a reaction
REACTION: Final = 0.5  # what a reaction counts beside an answer
_TEXT: Final = KINDS.index("text")
_PICTURES: Final = tuple(KINDS.index(kind) for kind in ("image", "video", "media"))


class Year(msgspec.Struct, frozen=True):
    """Messages and people of a year, and the month (1 to 12) in which most was written."""

    year: int
    messages: int
    people: int
    best_month: int


class Day(msgspec.Struct, frozen=True):
    """A day on which many people wrote and answered each other, with message ids: the text with which its largest talk
    began (None where that had no text), and pictures with a caption.
    """

    on: date
    messages: int
    people: int
    answers: int
    begin: int | None
    pictures: tuple[int, ...]


class Quote(msgspec.Struct, frozen=True):
    """The id of a message that found an echo: how many people answered it, whether anybody reacted to it."""

    message: int
    year: int
    answers: int
    reacted: bool


class Present(msgspec.Struct, frozen=True):
    """Somebody who was there: their first and last day."""

    person: int
    first: date
    last: date


class Memories(msgspec.Struct, frozen=True):
    """What was picked: years, days and quotes in their order, people in the order in which they came.

    ``first`` is the id of the first text. ``people`` are those who have a name and are no machine.
    """

    first: int | None
    years: tuple[Year, ...]
    days: tuple[Day, ...]
    quotes: tuple[Quote, ...]
    people: tuple[Present, ...]


def memories(events: pl.DataFrame, *, names: Mapping[int, str], seen_until: int, shift: int = 0) -> Memories:
    """Pick from the ``events`` (vocabulary.EVENT_COLUMNS) of one chat.

    ``names`` are of everybody, ``seen_until`` (UTC seconds) the moment until which the chat was seen, ``shift`` the
    seconds that the owner's zone is ahead of UTC. The best days are those with most people who answer each other, the
    best of each year before the second best of any; quotes likewise, by how many people answered them.
    """
    spoken = talks.with_talks(talks.clean(events, seen_until)).with_columns(local=pl.col("at") + shift)
    time = pl.from_epoch("local")
    spoken = spoken.with_columns(day=pl.col("local") // DAY, year=time.dt.year(), month=time.dt.month())
    link = _links(spoken)
    texts = spoken.filter((pl.col("kind") == _TEXT) & (pl.col("size") > 0))
    return Memories(
        first=texts["id"][0] if texts.height else None,
        years=_years(spoken),
        days=_days(spoken, link),
        quotes=_quotes(spoken, link),
        people=_people(spoken, names),
    )


def _date(day: int) -> date:
    """The date of a day that is counted from 1970."""
    return date(1970, 1, 1) + timedelta(days=day)


def _years(spoken: pl.DataFrame) -> tuple[Year, ...]:
    """Every year in which anything was written."""
    months = spoken.group_by("year", "month").agg(count=pl.len())
    best = months.sort("count", "month", descending=[True, False]).group_by("year").agg(best=pl.col("month").first())
    years = spoken.group_by("year").agg(messages=pl.len(), people=pl.col("sender").n_unique())
    told = years.join(best, on="year").sort("year").select("year", "messages", "people", "best")
    return tuple(Year(*row) for row in told.iter_rows())


def _days(spoken: pl.DataFrame, link: pl.DataFrame) -> tuple[Day, ...]:
    """The best days, by people times the logarithm of their answers: many who talk with each other, not much by few."""
    answered = link.group_by("day").agg(answers=pl.len())
    least = LEAST_PEOPLE if spoken["sender"].n_unique() > 5 else 2
    found = (
        spoken.group_by("day", "year")
        .agg(messages=pl.len(), people=pl.col("sender").n_unique())
        .join(answered, on="day")
        .filter((pl.col("people") >= least) & (pl.col("answers") >= LEAST_ANSWERS))
        .sort(pl.col("people") * pl.col("answers").log1p(), "day", descending=[True, False])
    )
    best = _spread(found.iter_rows(named=True), a_year=DAYS_A_YEAR, most=MOST_DAYS)
    on_best = spoken.filter(pl.col("day").is_in([row["day"] for row in best]) & (pl.col("size") > 0))
    begins = _begins(on_best)
    shown: dict[int, list[int]] = {}
    for day, message in on_best.filter(pl.col("kind").is_in(_PICTURES)).select("day", "id").iter_rows():
        shown.setdefault(day, []).append(message)
    return tuple(
        Day(
            on=_date(row["day"]),
            messages=row["messages"],
            people=row["people"],
            answers=row["answers"],
            begin=begins.get(row["day"]),
            pictures=tuple(shown.get(row["day"], ())[:PICTURES_A_DAY]),
        )
        for row in sorted(best, key=lambda row: row["day"])
    )


def _begins(spoken: pl.DataFrame) -> dict[int, int]:
    """For each day the first text of the talk in which most people took part."""
    each = spoken.group_by("day", "talk", maintain_order=True).agg(
        people=pl.col("sender").n_unique(), first=pl.col("id").filter(pl.col("kind") == _TEXT).first()
    )
    told = each.filter(pl.col("first").is_not_null()).sort("people", descending=True, maintain_order=True)
    return dict(told.unique("day", keep="first", maintain_order=True).select("day", "first").iter_rows())


def _links(spoken: pl.DataFrame) -> pl.DataFrame:
    """Which message (``id``) of whom (``to``) was answered by whom (``by``), on which day, with which chance.

    As the platform says, or as the reply graph reads it within one talk: what is read out of a later talk is too
    doubtful to quote somebody for.
    """
    told = spoken.filter(pl.col("answers").is_not_null() & (pl.col("chance") >= talks.LIKELY))
    told = told.select("day", "chance", "reply_to", id="answers", by="sender", later="talk")
    found = told.join(spoken.select("id", "talk", to="sender"), on="id").filter(pl.col("by") != pl.col("to"))
    return found.filter(pl.col("reply_to").is_not_null() | (pl.col("talk") == pl.col("later")))


def _quotes(spoken: pl.DataFrame, link: pl.DataFrame) -> tuple[Quote, ...]:
    """Texts and captions that found the largest echo: people who answered, each with the chance that they did."""
    each = link.group_by("id", "by").agg(pl.col("chance").max())
    echo = each.group_by("id").agg(answers=pl.len(), chance=pl.col("chance").sum())
    worth = spoken.filter(pl.col("kind").is_in((_TEXT, *_PICTURES)) & pl.col("size").is_between(SHORTEST, LONGEST))
    found = (
        worth.select("id", "sender", "at", "year", "reacted")
        .join(echo, on="id")
        .with_columns(echo=pl.col("chance") + pl.col("reacted") * REACTION)
        .filter(pl.col("echo") >= LEAST_ECHO)
        .sort("echo", "id", descending=[True, False])
    )
    best = _spread(found.iter_rows(named=True), a_year=QUOTES_A_YEAR, most=MOST_QUOTES, a_person=QUOTES_A_PERSON)
    best.sort(key=lambda row: (row["at"], row["id"]))
    return tuple(Quote(row["id"], row["year"], row["answers"], row["reacted"]) for row in best)


def _spread(rows: Iterable[dict[str, Any]], *, a_year: int, most: int, a_person: int = 0) -> list[dict[str, Any]]:
    """Up to ``most`` of ordered ``rows``: the first of each year, then their seconds, up to ``a_year`` of each.

    With ``a_person`` no more than so many are by one sender.
    """
    years: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        years.setdefault(row["year"], []).append(row)
    wrote: Counter[int] = Counter()
    taken: list[dict[str, Any]] = []
    left = {year: iter(some) for year, some in sorted(years.items())}
    for _ in range(a_year):
        for some in left.values():
            fitting = (row for row in some if not a_person or wrote[row["sender"]] < a_person)
            for row in itertools.islice(fitting, 1 if len(taken) < most else 0):
                taken.append(row)
                wrote[row.get("sender", 0)] += 1
    return taken


def _people(spoken: pl.DataFrame, names: Mapping[int, str]) -> tuple[Present, ...]:
    """Who was there, in the order in which they came."""
    there = spoken.group_by("sender").agg(first=pl.col("day").min(), last=pl.col("day").max(), at=pl.col("at").min())
    return tuple(
        Present(sender, _date(first), _date(last))
        for sender, first, last in there.sort("at", "sender").select("sender", "first", "last").iter_rows()
        if (name := names.get(sender, "").strip()) and not name.lower().endswith("bot")
    )
