"""The report on one group: figures, verdict, shortlist, months, and the sentences of its page."""

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import msgspec
import polars as pl

from kithbook.groups import talks
from kithbook.groups.attempts import openings
from kithbook.groups.circles import talk_map
from kithbook.groups.figures import Figures, figures, months
from kithbook.groups.forecast import forecast
from kithbook.groups.health import health
from kithbook.groups.reach import reach
from kithbook.groups.revivals import revivals, together
from kithbook.groups.sentences import sentences
from kithbook.groups.shortlist import Beside, Shortlisted, shortlist
from kithbook.groups.verdict import NOTHING_SAID, judge
from kithbook.vocabulary import Said, Verdict
from kithbook.vocabulary.answers import GroupForecast, GroupWords, Measure, Month, Reach, Revival, TalkMap

NOBODY: Final[Mapping[int, Beside]] = MappingProxyType({})


def nobody_greets(messages: list[int]) -> Collection[int]:
    """Where no text can be looked at."""
    return ()


class Report(msgspec.Struct, frozen=True):
    """What there is to say about a group.

    ``figures`` are those of `Figures` by name; ``says`` are the sentences of the page: "title", "lead", "activity",
    "participation", "shortlist", and "tried" where anything was.
    """

    verdict: Verdict
    months: tuple[Month, ...]
    figures: dict[str, Any]
    shortlist: tuple[Shortlisted, ...]
    says: dict[str, Said]
    health: tuple[Measure, ...]
    reach: Reach | None
    circles: TalkMap
    forecast: GroupForecast
    revivals: tuple[Revival, ...]


def report(
    events: pl.DataFrame,
    *,
    me: int | None,
    stated: int | None,
    seen_until: int,
    names: dict[int, str],
    words: GroupWords = NOTHING_SAID,
    beside: Mapping[int, Beside] = NOBODY,
    told: Sequence[tuple[int, int, str]] = (),
    greets: Callable[[list[int]], Collection[int]] = nobody_greets,
) -> Report:
    """Judge one chat from its ``events`` (vocabulary.EVENT_COLUMNS).

    ``me`` is the owner's person id where it is known, ``stated`` the size that the group claims, ``seen_until``
    (UTC seconds) the moment of which everything is said, ``names`` the display name of each person, ``words`` what the
    owner says of the group, ``beside`` what is known of people beside it, ``told`` the attempts to wake it that the
    owner told of (number, UTC seconds, words); ``greets`` tells which of some messages greet or call everybody.

    Events without any row, with wrong clocks or of one person are legal: the answer is then "too little data". An owner
    who wrote nothing here counts as not known: that the group lives without them is no sign of life.
    """
    events = talks.clean(events, seen_until)
    if me is not None and not (events["sender"] == me).any():
        me = None
    spoken = talks.with_talks(events)
    turn = talks.turns(spoken)
    talk = talks.talks(spoken, me)
    answer = talks.answers(spoken)
    by_month = months(spoken, talk, me, seen_until)
    measured = figures(spoken, turn, talk, by_month, me=me, stated=stated, seen_until=seen_until)
    listed = shortlist(spoken, answer, talk, me=me, seen_until=seen_until, names=names, beside=beside)
    greetings = greets(openings(spoken, talk))
    tried = revivals(spoken, talk, seen_until=seen_until, names=names, told=told, greetings=greetings)
    ahead = forecast(spoken, seen_until=seen_until)
    verdict = judge(measured, kept=len(listed), owner_known=me is not None, words=words, forecast=ahead)
    return Report(
        verdict=verdict,
        months=by_month,
        figures=_plain(measured),
        shortlist=listed,
        says=sentences(verdict.answer, measured, len(listed)) | _tried(tried),
        health=health(measured),
        reach=reach(spoken, answer, me=me, seen_until=seen_until, names=names),
        circles=talk_map(spoken, answer, me=me, stated=stated, names=names),
        forecast=ahead,
        revivals=tried,
    )


def _tried(found: tuple[Revival, ...]) -> dict[str, Said]:
    closing = together(found)
    return {} if closing is None else {"tried": closing}


def _plain(measured: Figures) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(measured)
    return plain | {"silence_days": measured.silence_days, "came_back": measured.came_back}
