"""The signals of closeness: each looks at one history and says one thing, with what it adds to the strength.

A signal takes the history in numbers (`Parameters`) and ``now`` (UTC seconds) and returns a Reason whose weight
lies between 0 and its own share. The shares sum to 1, so that the strength of a tie is the plain sum of the weights.
The shares are judgement, a first piece, guided by what is known: days of contact carry most (area under the curve
.81 on surveyed friendships), then recency, regularity and reciprocity (Raeder et al. 2011; Navarro et al. 2017).

A new signal is one function here, one line in SIGNALS, one test on a hand-drawn timeline.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime

from kithbook.ties.parameters import DAY, Parameters
from kithbook.vocabulary import Reason, say, say_n

Signal = Callable[[Parameters, int], Reason]


def recency(history: Parameters, now: int) -> Reason:
    """Days of silence s, as 1 / (1 + s / 90): ties decay like a power law, not all at once (Burt 2000)."""
    silent = history.silence(now)
    return Reason("recency", silent, 0.15 / (1 + silent / 90), say("last in touch on {day}", day=_day(history.last)))


def frequency(history: Parameters, now: int) -> Reason:
    """Days of contact d, older than a year at a quarter, as d / (d + 15)."""
    weight = 0.30 * history.pace / (history.pace + 15)
    says = say_n(
        "a day of contact, {recent} in the last year",
        "{count} days of contact, {recent} in the last year",
        history.days,
        recent=history.year_days,
    )
    return Reason("frequency", float(history.days), weight, says)


def rhythm(history: Parameters, now: int) -> Reason:
    """Share of the months from first to last with any contact; two silent ones are added, against short histories."""
    weight = 0.15 * history.active_months / (history.months + 2)
    says = say(
        "in touch in {active} of {months} months from first to last",
        active=history.active_months,
        months=history.months,
    )
    return Reason("rhythm", history.active_months / max(1, history.months), weight, says)


def reciprocity(history: Parameters, now: int) -> Reason:
    """How evenly the messages are shared: twice the smaller share, believed the more the more of them there are."""
    even = 2 * min(history.by_me, 1 - history.by_me)
    weight = 0.15 * even * history.evidence / (history.evidence + 10)
    return Reason("reciprocity", history.by_me, weight, say("{share:.0%} of it came from you", share=history.by_me))


def who_starts(history: Parameters, now: int) -> Reason:
    """How evenly the talks are begun: twice the smaller share, believed the more the more of them there are."""
    share = history.started / max(1, history.sessions)
    weight = 0.10 * 2 * min(share, 1 - share) * history.sessions / (history.sessions + 10)
    says = say_n(
        "you began {mine} of {count} talk", "you began {mine} of {count} talks", history.sessions, mine=history.started
    )
    return Reason("who starts", share, weight, says)


def depth(history: Parameters, now: int) -> Reason:
    """Long talks, calls, voice messages and touches t, as t / (t + 5)."""
    weight = 0.10 * history.long_talks / (history.long_talks + 5)
    says = say_n("{count} long talk, call or meeting", "{count} long talks, calls or meetings", history.long_talks)
    return Reason("depth", float(history.long_talks), weight, says)


def span(history: Parameters, now: int) -> Reason:
    """Years y from the first to the last contact, as y / (y + 3): old ties decay slower (Burt 2000)."""
    years = max(0, (history.last or 0) - (history.first or 0)) / (365.25 * DAY)
    return Reason("span", years, 0.05 * years / (years + 3), say("in touch since {day}", day=_day(history.first)))


SIGNALS: tuple[Signal, ...] = (recency, frequency, rhythm, reciprocity, who_starts, depth, span)


def _day(seconds: int | None) -> date:
    return datetime.fromtimestamp(seconds or 0, UTC).date()
