"""Hand-drawn timelines for closeness: a few moments that become days, and the numbers of a tie."""

import polars as pl

from kithbook.ties.days import DAY, days
from kithbook.ties.sums import FIELDS, Sums, sums
from kithbook.vocabulary import HOWS

START = 1_699_920_000  # 14 November 2023, midnight, a Tuesday
ME, THEM = True, False
Moment = tuple[float, bool]


def contacts(
    *moments: Moment, how: str = "message", person: int = 1, size: int = 0, chat: int = 1, weight: float = 1.0
):
    """Contacts out of pairs (day from the start, whether by the owner)."""
    return pl.DataFrame(
        {
            "person": [person] * len(moments),
            "chat": [chat] * len(moments),
            "at": [START + round(day * DAY) for day, _ in moments],
            "by_me": [mine for _, mine in moments],
            "how": [HOWS.index(how)] * len(moments),
            "weight": [weight] * len(moments),
            "size": [size] * len(moments),
        },
        schema={
            **{"person": pl.Int32, "chat": pl.Int32, "at": pl.Int64, "by_me": pl.Boolean, "how": pl.Int8},
            **{"weight": pl.Float32, "size": pl.Int32},
        },
    )


def by_turns(every: float, times: int, *, start: float = 0.5, each: int = 2) -> list[Moment]:
    """``times`` days, ``every`` so many days, with ``each`` contacts ten minutes apart, both ways, begun by turns."""
    return [
        (start + i * every + j * 10 / 1440, (i + j) % 2 == 0)
        for i in range(times)
        for j in range(each)
    ]  # fmt: skip


def tie(frame: pl.DataFrame, until: float | None = None) -> Sums:
    """The numbers of the one person of some contacts, seen until a day (else the last contact)."""
    moment = int(frame["at"].max()) if until is None else START + round(until * DAY)
    rows = sums(days(frame), until=moment)
    return Sums(**{name: rows[name][0] for name in FIELDS}) if rows.height else Sums(seen_until=moment)


def drawn(*moments: Moment, until: float | None = None, how: str = "message", size: int = 0) -> Sums:
    """The numbers of a tie, straight from its moments."""
    return tie(contacts(*moments, how=how, size=size), until)
