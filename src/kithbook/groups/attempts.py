"""Past attempts to wake a group: red envelopes, greetings to all, talks after a long silence, what the owner told."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

import polars as pl

from kithbook.groups.figures import DAY, REAL_PEOPLE
from kithbook.vocabulary import KINDS

RED: Final = KINDS.index("red_envelope")
LONG: Final = 14.0  # days: a silence is never called long before
RATHER: Final = 8.0  # times the usual gap between talks, for a silence to be long
APART: Final = 7  # days within which two attempts are one
MOST: Final = 12  # attempts that are found
LOOKED: Final = 200  # openings whose text is looked at


class Attempt(NamedTuple):
    """One attempt: when it began (UTC seconds), its kind (REVIVAL_KINDS), who began it (0: nobody is known for it), the
    silence before it in days, the owner's words and number where they told of it.
    """

    at: int
    kind: str
    by: int = 0
    silence: float = 0.0
    what: str = ""
    id: int = 0


def silences(talk: pl.DataFrame) -> pl.DataFrame:
    """The talks (`talks.talks`) that came after a long silence, with ``silence`` in days: start, opener, people."""
    gap = (pl.col("start") - pl.col("end").shift()) / DAY
    told = talk.with_columns(silence=gap)
    usual = told["silence"].median()
    long = max(LONG, RATHER * float(usual)) if isinstance(usual, int | float) else LONG
    return told.filter(pl.col("silence") >= long)


def openings(spoken: pl.DataFrame, talk: pl.DataFrame) -> list[int]:
    """The messages that broke a long silence: their rows, the longest silences first, at most 200."""
    chosen = silences(talk).sort("silence", descending=True).head(LOOKED)["talk"]
    first = spoken.filter(pl.col("talk").is_in(chosen.implode())).group_by("talk", maintain_order=True)
    return [int(row) for row in first.agg(pl.col("id").first())["id"]]


def attempts(
    spoken: pl.DataFrame,
    talk: pl.DataFrame,
    *,
    told: Sequence[tuple[int, int, str]] = (),
    greetings: Collection[int] = (),
) -> list[Attempt]:
    """All attempts in the order of time, the 12 found ones after the longest silences, and all that were told.

    ``told`` are (number, UTC seconds, words); ``greetings`` the rows of `openings` that greet or call everybody. What
    comes within a week of an attempt belongs to it; what was told goes before what was found.
    """
    after = silences(talk)
    broke = {row["talk"]: row for row in after.iter_rows(named=True)}
    greeted = set(spoken.filter(pl.col("id").is_in(list(greetings)))["talk"].to_list())
    found = [Attempt(at, "told", what=words, id=number) for number, at, words in told]
    for row in spoken.filter(pl.col("kind") == RED).iter_rows(named=True):
        silence = broke[row["talk"]]["silence"] if row["talk"] in broke else 0.0
        found.append(Attempt(row["at"], "red envelope", row["sender"], silence))
    for number, row in broke.items():
        if number in greeted:
            found.append(Attempt(row["start"], "greeting", row["opener"], row["silence"]))
        elif row["people"] >= REAL_PEOPLE:
            found.append(Attempt(row["start"], "burst", row["opener"], row["silence"]))
    order = {"told": 0, "red envelope": 1, "greeting": 2, "burst": 3}
    kept: list[Attempt] = []
    for one in sorted(found, key=lambda each: (order[each.kind], -each.silence, each.at)):
        near = any(abs(one.at - other.at) <= APART * DAY for other in kept)
        if one.kind == "told" or (not near and sum(each.kind != "told" for each in kept) < MOST):
            kept.append(one)
    return sorted(kept, key=lambda each: (each.at, each.id))
