"""Attempts to wake a group and what each really did, in sentences."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

import numpy as np
import polars as pl

from kithbook.groups.attempts import LONG, Attempt, attempts, silences
from kithbook.groups.figures import DAY
from kithbook.groups.uplift import BURST, FEWEST_AFTER, LEVEL, Days, daily, days_up, uplift
from kithbook.vocabulary import Said, say, say_n
from kithbook.vocabulary.answers import Named, Revival

SOON: Final = 3 * DAY  # within which whoever writes answered


def revivals(
    spoken: pl.DataFrame,
    talk: pl.DataFrame,
    *,
    seen_until: int,
    names: Mapping[int, str],
    told: Sequence[tuple[int, int, str]] = (),
    greetings: Collection[int] = (),
) -> tuple[Revival, ...]:
    """What each attempt did; ``told`` and ``greetings`` as `attempts.attempts` takes them.

    An attempt is compared with ordinary dates of the same group; a greeting with dates after a silence; a talk that
    was found because it broke a silence, with other talks that broke one. What was found by what it led to would else
    always look effective.
    """
    if spoken.is_empty():
        return ()
    counts, first = daily(spoken["at"].to_numpy(), seen_until)
    found = attempts(spoken, talk, told=told, greetings=greetings)
    quiet, broke = _after_silence(counts), _breaks(talk, first)
    places = [one.at // DAY - first for one in found]
    told_all = []
    for one, day in zip(found, places, strict=True):
        others = [other for other in places if other != day]
        only = {"greeting": quiet, "burst": broke}.get(one.kind)
        told_all.append(_measured(one, day, counts, others, only, spoken, names))
    return tuple(told_all)


def together(found: Sequence[Revival]) -> Said | None:
    """One sentence over all attempts; None where there is none."""
    if not found:
        return None
    if not any(one.p is not None for one in found):
        return say("Of none of them can be said yet what it did.")
    worked = sum(one.effect == "more than chance" for one in found)
    if worked:
        return say_n(
            "{count} of {all} did more than chance.", "{count} of {all} did more than chance.", worked, all=len(found)
        )
    return say_n("It cannot be told from chance.", "None of them can be told from chance.", len(found))


def _after_silence(counts: Days) -> Days:
    """The days before which nothing was said for a long while."""
    spoke = np.flatnonzero(counts)
    days = np.arange(1, len(counts))
    last = spoke[np.searchsorted(spoke, days, "left") - 1]
    return days[(days - last) >= LONG]


def _breaks(talk: pl.DataFrame, first: int) -> Days:
    """The days on which a long silence was broken."""
    return np.unique(silences(talk)["start"].to_numpy() // DAY - first)


def _measured(
    one: Attempt,
    day: int,
    counts: Days,
    others: Collection[int],
    only: Days | None,
    spoken: pl.DataFrame,
    names: Mapping[int, str],
) -> Revival:
    soon = spoken.filter(pl.col("at").is_between(one.at, one.at + SOON) & (pl.col("sender") != one.by))
    took = soon["sender"].n_unique()
    of = spoken.filter(pl.col("at") <= one.at + SOON)["sender"].n_unique()
    seen = 0 <= day < len(counts)
    what_came = uplift(counts, day, others, only) if seen else None
    if what_came is not None:
        effect = "more than chance" if what_came.p <= LEVEL else "cannot tell"
    else:
        effect = "too early" if len(counts) - day - BURST < FEWEST_AFTER else "too little to compare"
    up = days_up(counts, day) if seen and effect != "too early" else None
    return Revival(
        on=datetime.fromtimestamp(one.at, UTC).date().isoformat(),
        kind=one.kind,
        took=took,
        of=of,
        effect=effect,
        says=_says(took, of, up, effect),
        uplift=what_came.change if what_came else None,
        low=what_came.low if what_came else None,
        high=what_came.high if what_came else None,
        band=what_came.band if what_came else None,
        p=what_came.p if what_came else None,
        placebos=what_came.placebos if what_came else 0,
        days_up=up,
        by=Named(one.by, names.get(one.by, "")) if one.by else None,
        what=one.what,
        id=one.id,
    )


def _says(took: int, of: int, up: int | None, effect: str) -> Said:
    """Who answered, how long it lasted, whether that is more than chance."""
    answered = say_n(
        "{count} of {of} people wrote within three days.",
        "{count} of {of} people wrote within three days.",
        took,
        of=of,
    )
    if effect == "too early":
        return say("{answered} {effect}", answered=answered, effect=_EFFECTS[effect])
    back = (
        say("Two months later more was said than before.")
        if up is None
        else say_n("After a day it was as before.", "After {count} days it was as before.", up)
    )
    return say("{answered} {back} {effect}", answered=answered, back=back, effect=_EFFECTS[effect])


_EFFECTS: Final = {
    "more than chance": say("That is more than chance."),
    "cannot tell": say("We cannot tell it from chance."),
    "too early": say("It is too early to say."),
    "too little to compare": say("There is too little to compare it with."),
}
