"""The health of a group in figures, each a sentence with its interval where it has one: `HEALTH`, in the order told."""

import math
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final

from kithbook.groups.figures import Figures
from kithbook.vocabulary import say, say_n
from kithbook.vocabulary.answers import Measure

Z: Final = 1.96  # standard deviations that hold 95% of a normal distribution
MONTHS: Final = (
    *(say("January"), say("February"), say("March"), say("April"), say("May"), say("June")),
    *(say("July"), say("August"), say("September"), say("October"), say("November"), say("December")),
)


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95% interval of a ``share`` of ``n`` (Wilson 1927)."""
    middle, spread = share + Z * Z / (2 * n), Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max(0.0, (middle - spread) / (1 + Z * Z / n)), min(1.0, (middle + spread) / (1 + Z * Z / n))


def activity(f: Figures) -> Measure | None:
    """Messages a month lately."""
    if f.best <= 0:
        return None
    says = say(
        "{level:,.0f} messages a month in the last 90 days; {best:,.0f} at its best before.", level=f.level, best=f.best
    )
    return Measure("activity", f.level, says)


def trend(f: Figures) -> Measure | None:
    """The slope of the last two years, seasons taken out."""
    if f.slope is None:
        return None
    shown = {"change": f.slope.yearly, "low": f.slope.low, "high": f.slope.high}
    if not f.slope.sure:
        says = say("No trend that can be told from chance: {change:+.0%} a year ({low:+.0%} to {high:+.0%}).", **shown)
    elif f.slope.low >= 1:
        says = say("It at least doubles every year.")
    elif f.season is None:
        says = say("A trend of {change:+.0%} a year ({low:+.0%} to {high:+.0%}).", **shown)
    else:
        says = say("A trend of {change:+.0%} a year ({low:+.0%} to {high:+.0%}), the seasons taken out.", **shown)
    return Measure("trend", f.slope.yearly, says, f.slope.low, f.slope.high)


def seasons(f: Figures) -> Measure | None:
    """The month in which it is quiet every year, by how much."""
    if f.season is None:
        return None
    month = f.season.quietest
    share = math.expm1(f.season.factors[month - 1])
    says = say(
        "In {month} it is quiet every year ({share:+.0%}): that is no decline.", month=MONTHS[month - 1], share=share
    )
    return Measure("season", share, says)


def voices(f: Figures) -> Measure | None:
    """How much of the year the tenth of the people wrote who wrote most (the 90-9-1 rule of Nielsen 2006, measured)."""
    if f.year_messages < 12 or f.people < 10:
        return None
    count = max(1, f.people // 10)
    says = say_n(
        "One person, a tenth of those who ever wrote, wrote {share:.0%} of the last year (Gini {gini:.2f}).",
        "{count} people, a tenth of those who ever wrote, wrote {share:.0%} of the last year (Gini {gini:.2f}).",
        count,
        share=f.top_tenth,
        gini=f.gini,
    )
    return Measure("voices", f.top_tenth, says)


def lately(f: Figures) -> Measure | None:
    """The share of those who ever wrote that did lately."""
    if not f.people:
        return None
    low, high = wilson(f.active_share, f.people)
    says = say_n(
        "{active} of {count} person who ever wrote did so in the last 90 days.",
        "{active} of {count} people who ever wrote did so in the last 90 days.",
        f.people,
        active=f.active,
    )
    return Measure("lately", f.active_share, says, low, high)


def comings(f: Figures) -> Measure | None:
    """Who came and who fell silent within a year."""
    if f.days < 365:
        return None
    says = say("Within a year {came} wrote for the first time; {left} fell silent.", came=f.newcomers, left=f.leavers)
    return Measure("comings", float(f.newcomers - f.leavers), says)


def waits(f: Figures) -> Measure | None:
    """The share of openings and questions that are not answered within a day, and how long the others wait."""
    if f.answered is None or f.openings < 3:
        return None
    low, high = wilson(1 - f.answered, f.openings)
    shown = {"share": 1 - f.answered, "low": low, "high": high}
    if f.wait_hours is None:
        says = say("Nothing that was opened or asked was answered within a day.")
    elif f.wait_hours < 1.5:
        says = say_n(
            "An opening or a question waits a minute for an answer; {share:.0%} ({low:.0%} to {high:.0%}) get none"
            " within a day.",
            "An opening or a question waits {count} minutes for an answer; {share:.0%} ({low:.0%} to {high:.0%}) get"
            " none within a day.",
            max(1, round(f.wait_hours * 60)),
            **shown,
        )
    else:
        says = say_n(
            "An opening or a question waits an hour for an answer; {share:.0%} ({low:.0%} to {high:.0%}) get none"
            " within a day.",
            "An opening or a question waits {count} hours for an answer; {share:.0%} ({low:.0%} to {high:.0%}) get none"
            " within a day.",
            round(f.wait_hours),
            **shown,
        )
    return Measure("waits", 1 - f.answered, says, low, high)


def without_you(f: Figures) -> Measure | None:
    """What others say in talks that the owner did not open."""
    if f.alone is None:
        return None
    says = say_n(
        "Without you it says about {count} message a month; {alone} of {talks} conversations of the year went on"
        " without you.",
        "Without you it says about {count} messages a month; {alone} of {talks} conversations of the year went on"
        " without you.",
        round(f.alone),
        alone=f.alone_talks,
        talks=f.talks_of_year,
    )
    return Measure("without you", f.alone, says)


def silence(f: Figures) -> Measure | None:
    """The silence now against all silences between two real conversations before."""
    if f.last_talk is None:
        return Measure("silence", None, say("There never was a conversation of several people."))
    if f.talks < 2:
        return Measure("silence", f.silence_days, say("There was one conversation, on {day}.", day=_day(f.last_talk)))
    if f.silence_days <= (f.talk_gap_days or 0.0):
        says = say("The last conversation was on {day}, no longer ago than usual.", day=_day(f.last_talk))
        return Measure("silence", f.silence_days, says)
    says = say_n(
        "The last conversation was on {day}; {longer} of {count} silence before lasted as long.",
        "The last conversation was on {day}; {longer} of {count} silences before lasted as long.",
        f.talks - 1,
        day=_day(f.last_talk),
        longer=f.longer,
    )
    return Measure("silence", f.silence_days, says)


HEALTH: Final[tuple[Callable[[Figures], Measure | None], ...]] = (
    *(activity, trend, seasons, silence, lately, voices, comings, waits, without_you),
)


def health(f: Figures) -> tuple[Measure, ...]:
    """Every figure that can be told."""
    return tuple(measure for look in HEALTH if (measure := look(f)) is not None)


def _day(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()
