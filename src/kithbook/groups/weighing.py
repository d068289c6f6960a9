"""What each figure says about the life of a group: one small function for each, from dead (-1) to alive (1)."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import msgspec

from kithbook.groups.figures import Figures
from kithbook.vocabulary import Said, say, say_n
from kithbook.vocabulary.answers import Chance


class Sign(msgspec.Struct, frozen=True):
    """One figure read as a sign of life: ``life`` from -1 to 1, ``counts`` how much it matters beside the others."""

    name: str
    value: float
    life: float
    counts: float
    says: Said


def day(seconds: int) -> date:
    """The day (UTC) of a moment."""
    return datetime.fromtimestamp(seconds, UTC).date()


def needed(f: Figures) -> int:
    """How many people must talk for the group to be called alive: three, in a group of up to five two."""
    return 3 if f.people > 5 else 2


def _clamp(x: float) -> float:
    return max(-1.0, min(1.0, x))


def activity(f: Figures) -> Sign | None:
    """People in real conversations lately: none is dead, one more than needed is neutral, eight more is alive."""
    says = say_n(
        "{count} person took part in real conversations in the last 90 days",
        "{count} people took part in real conversations in the last 90 days",
        f.talkers,
    )
    need = needed(f)
    life = f.talkers / need - 1 if f.talkers <= need else (f.talkers - need) / 5
    return Sign("activity", f.talkers, _clamp(life), 3, says)


def silence(f: Figures) -> Sign | None:
    """Time since the last real conversation, against the usual time between two: four times is neutral."""
    if f.last_talk is None:
        return Sign("silence", f.silence_days, -1, 2, say("there never was a conversation of several people"))
    usual = max(7.0, f.talk_gap_days or 30.0)
    says = say("the last real conversation was on {day}", day=day(f.last_talk))
    return Sign("silence", f.silence_days, _clamp(1 - f.silence_days / (4 * usual)), 2, says)


def level(f: Figures) -> Sign | None:
    """Messages a month lately, against the best 90 days: a third is neutral."""
    if f.best <= 0:
        return None
    says = say("{level:,.0f} messages a month lately; {best:,.0f} at its best before", level=f.level, best=f.best)
    ratio = f.level / f.best
    return Sign("level", f.level, _clamp((ratio - 1 / 3) * (3 if ratio < 1 / 3 else 1.5)), 1.5, says)


def trend(f: Figures) -> Sign | None:
    """The slope of the last two years: halving within a year is dead; counts little where it may be chance."""
    if f.slope is None:
        return None
    shown = {"change": f.slope.yearly, "low": f.slope.low, "high": f.slope.high}
    if f.slope.low >= 1:
        says = say("it at least doubles every year")
    elif f.slope.sure:
        says = say("{change:+.0%} a year ({low:+.0%} to {high:+.0%})", **shown)
    else:
        says = say("{change:+.0%} a year ({low:+.0%} to {high:+.0%}): it may be chance", **shown)
    return Sign("trend", f.slope.yearly, _clamp(f.slope.yearly / 0.5) * (1 if f.slope.sure else 0.25), 1.5, says)


def answers(f: Figures) -> Sign | None:
    """Share of openings and questions that somebody else answers within a day: half is neutral."""
    if f.answered is None or f.openings < 3:
        return None
    says = say_n(
        "{share:.0%} of {count} opening or question was answered within a day",
        "{share:.0%} of {count:,} openings and questions were answered within a day",
        f.openings,
        share=f.answered,
    )
    return Sign("answers", f.answered, _clamp((f.answered - 0.5) / 0.4), 2, says)


def owner(f: Figures) -> Sign | None:
    """How much of the year is the owner's, or said in talks that the owner opened: 60% is neutral.

    Where nobody talks any more it is no sign of life that the owner is silent too.
    """
    if f.owner_carried is None or f.owner_share is None or (f.owner_carried < 0.6 and f.talkers < needed(f)):
        return None
    says = say(
        "{carried:.0%} of the last year is yours ({own:.0%}) or was said in talks that you opened",
        carried=f.owner_carried,
        own=f.owner_share,
    )
    return Sign("owner", f.owner_carried, _clamp((0.6 - f.owner_carried) / 0.4), 2, says)


def participation(f: Figures) -> Sign | None:
    """Share of the people seen who wrote lately: 20% is neutral."""
    if f.stated is None:
        says = say_n(
            "{count} of {seen} people seen wrote in the last 90 days",
            "{count} of {seen} people seen wrote in the last 90 days",
            f.active,
            seen=f.people,
        )
    else:
        says = say_n(
            "{count} of {seen} people seen, and of {stated} members, wrote in the last 90 days",
            "{count} of {seen} people seen, and of {stated} members, wrote in the last 90 days",
            f.active,
            seen=f.people,
            stated=f.stated,
        )
    return Sign("participation", f.active_share, _clamp((f.active_share - 0.2) / 0.2), 1, says)


def inequality(f: Figures) -> Sign | None:
    """How much of the year one person wrote: half is neutral."""
    if f.year_messages < 12:
        return None
    says = say("one person wrote {share:.0%} of the last year (Gini {gini:.2f})", share=f.top_share, gini=f.gini)
    return Sign("inequality", f.gini, _clamp((0.5 - f.top_share) / 0.3), 0.5, says)


def revival(f: Figures) -> Sign | None:
    """A fall by half and more, and a rise to twice the low since."""
    if f.came_back is None:
        return None
    says = say("it came back: {level:,.0f} messages a month after a low of {low:,.0f}", level=f.level, low=f.low)
    return Sign("revival", f.came_back, 1, 1, says)


def ahead(alive: Chance) -> Sign:
    """The chance of being alive in half a year, as the forecast has it: half is neutral."""
    says = say(
        "chance that it is alive in half a year if nothing is done: {chance:.0%} ({low:.0%} to {high:.0%})",
        chance=alive.value,
        low=alive.low,
        high=alive.high,
    )
    return Sign("forecast", alive.value, 2 * alive.value - 1, 2, says)


SIGNS: tuple[Callable[[Figures], Sign | None], ...] = (
    activity,
    silence,
    level,
    trend,
    answers,
    owner,
    participation,
    inequality,
    revival,
)
