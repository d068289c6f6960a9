"""The report on one group: figures, verdict, shortlist, months, and the sentences of its page."""

from typing import Any

import msgspec
import polars as pl

from kithbook.groups import talks
from kithbook.groups.figures import Figures, figures, months
from kithbook.groups.sentences import sentences
from kithbook.groups.shortlist import Shortlisted, shortlist
from kithbook.groups.verdict import judge
from kithbook.vocabulary import Said, Verdict
from kithbook.vocabulary.answers import Month


class Report(msgspec.Struct, frozen=True):
    """What there is to say about a group.

    ``figures`` are those of `Figures` by name; ``says`` are the sentences of the page: "title", "lead", "activity",
    "participation", "shortlist".
    """

    verdict: Verdict
    months: tuple[Month, ...]
    figures: dict[str, Any]
    shortlist: tuple[Shortlisted, ...]
    says: dict[str, Said]


def report(
    events: pl.DataFrame, *, me: int | None, stated: int | None, seen_until: int, names: dict[int, str]
) -> Report:
    """Judge one chat from its ``events`` (vocabulary.EVENT_COLUMNS).

    ``me`` is the owner's person id where it is known, ``stated`` the size that the group claims, ``seen_until``
    (UTC seconds) the moment of which everything is said, ``names`` the display name of each person. Events without any
    row, with wrong clocks or of one person are legal: the answer is then "too little data". An owner who wrote nothing
    here counts as not known: that the group lives without them is no sign of life.
    """
    events = talks.clean(events, seen_until)
    if me is not None and not (events["sender"] == me).any():
        me = None
    spoken = talks.with_talks(events)
    turn = talks.turns(spoken)
    talk = talks.talks(spoken, me)
    by_month = months(spoken, talk, me, seen_until)
    measured = figures(spoken, turn, talk, by_month, me=me, stated=stated, seen_until=seen_until)
    listed = shortlist(spoken, talks.answers(spoken), talk, me=me, seen_until=seen_until, names=names)
    verdict = judge(measured, kept=len(listed), owner_known=me is not None)
    return Report(
        verdict=verdict,
        months=by_month,
        figures=_plain(measured),
        shortlist=listed,
        says=sentences(verdict.answer, measured, len(listed)),
    )


def _plain(measured: Figures) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(measured)
    return plain | {"silence_days": measured.silence_days, "came_back": measured.came_back}
