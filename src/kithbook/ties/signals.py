"""The signals of closeness: each looks at one tie in numbers and says one thing, from 0 (nothing) to 1 (all there is).

A signal takes what is `Seen` of a tie and gives a Sign: the figure in its own unit, how much of its curve it reaches,
and the sentence. What it adds to the strength is its share (strength.json) times that. The same function serves one tie
and columns of them; only for one is the sentence asked. TAKES are signals that speak against: what they reach is taken.

A new signal is one function here, one line in SIGNALS, one line in strength.json, one test on a hand-drawn timeline.
"""

import math
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from kithbook.ties.curves import Numbers, believed, fall, greater, lesser, part, rise
from kithbook.ties.days import LONGEST_WAIT
from kithbook.ties.seen import Seen
from kithbook.vocabulary import Said, say, say_n


class Sign(NamedTuple):
    """What one signal reads: the figure in its own unit, how much of its curve that is (0 to 1), the sentence."""

    value: Numbers
    reach: Numbers
    says: Callable[[], Said]


Signal = Callable[[Seen], Sign]
SLOWEST: Final = math.log1p(LONGEST_WAIT / 60)  # what an answer after a week adds to the waits


def recency(seen: Seen) -> Sign:
    """Days of silence, from 1 today to 0 after ten years: ties decay like a power law (Burt 2000)."""
    return Sign(seen.silence, fall(seen.silence, 7, 3650), lambda: say("last in touch on {day}", day=_day(seen.last)))


def frequency(seen: Seen) -> Sign:
    """Days of contact of which each weighs half after 90 days: days, not messages, as they compare between channels."""
    return Sign(
        seen.heat,
        rise(seen.heat, 1, 100),
        lambda: say_n(
            "lately as much as {count} day of contact in 90",
            "lately as much as {count} days of contact in 90",
            round(seen.heat),
        ),
    )


def active_days(seen: Seen) -> Sign:
    """All days with any contact (Saramäki et al. 2014; the best single figure on surveyed friends)."""
    return Sign(
        seen.days,
        rise(seen.days, 1, 300),
        lambda: say_n("{count} day of contact", "{count} days of contact", seen.days),
    )


def volume(seen: Seen) -> Sign:
    """How much there was in all, each day by its logarithm: a hundred messages on a day are not a hundred days.

    The sentence counts contacts as the others do, whatever each weighs.
    """
    return Sign(
        seen.mine + seen.theirs,
        rise(seen.volume, 2, 1000),
        lambda: say_n("{count} contact in all", "{count} contacts in all", seen.direct + seen.in_groups),
    )


def span(seen: Seen) -> Sign:
    """Days from the first to the last contact, all of it after ten years: old ties decay slower (Burt 2000)."""
    return Sign(seen.span, rise(seen.span, 7, 3650), lambda: say("in touch since {day}", day=_day(seen.first)))


def regularity(seen: Seen) -> Sign:
    """Share of the weeks from first to last with any contact; three are added, against short histories."""
    weeks = seen.span / 7 + 1
    return Sign(
        lesser(1.0, part(seen.weeks, weeks)),
        lesser(1.0, seen.weeks / (weeks + 3)),
        lambda: say(
            "in touch in {active} of {weeks} weeks from first to last",
            active=seen.weeks,
            weeks=max(seen.weeks, round(weeks)),
        ),
    )


def reciprocity(seen: Seen) -> Sign:
    """How evenly it is shared: twice the smaller share, believed the more the more there is (Raeder et al. 2011)."""
    total = seen.mine + seen.theirs
    share = part(seen.mine, total)
    even = 2 * lesser(share, 1 - share) * believed(total, 5)
    return Sign(share, even, lambda: say("{share:.0%} of it came from you", share=share))


def who_starts(seen: Seen) -> Sign:
    """How evenly the talks are begun, believed the more the more there are."""
    talks = seen.begun_mine + seen.begun_theirs
    share = part(seen.begun_mine, talks)
    even = 2 * lesser(share, 1 - share) * believed(talks, 5)
    return Sign(
        share,
        even,
        lambda: say_n(
            "you began {mine} of {count} talk", "you began {mine} of {count} talks", round(talks), mine=seen.begun_mine
        ),
    )


def your_answers(seen: Seen) -> Sign:
    """How soon you answer one to one: the mean of ln(1 + minutes), from 1 at once to 0 after a week."""
    mean, soon = _answers(seen.wait_mine, seen.waits_mine)

    def says() -> Said:
        minutes = math.expm1(mean)
        if not seen.waits_mine:
            return say("you have not answered yet")
        if minutes < 90:
            return say_n(
                "you usually answer within a minute", "you usually answer within {count} minutes", _about(minutes)
            )
        return say_n(
            "you usually answer within an hour", "you usually answer within {count} hours", _about(minutes / 60)
        )

    return Sign(mean, soon, says)


def their_answers(seen: Seen) -> Sign:
    """How soon the other answers, in the same way."""
    mean, soon = _answers(seen.wait_theirs, seen.waits_theirs)

    def says() -> Said:
        minutes = math.expm1(mean)
        if not seen.waits_theirs:
            return say("you got no answer yet")
        if minutes < 90:
            return say_n("answers you within a minute", "answers you within {count} minutes", _about(minutes))
        return say_n("answers you within an hour", "answers you within {count} hours", _about(minutes / 60))

    return Sign(mean, soon, says)


def length(seen: Seen) -> Sign:
    """Characters a contact, both ways: from 20, which is a word, to 1,000, which is a letter."""
    contacts = seen.direct + seen.in_groups
    each = part(seen.size_mine + seen.size_theirs, contacts)
    return Sign(
        each,
        rise(each, 20, 1000) * believed(contacts, 10),
        lambda: say_n("about {count} character each time", "about {count} characters each time", round(each)),
    )


def long_talks(seen: Seen) -> Sign:
    """Talks of twenty contacts and more, from both."""
    return Sign(seen.long, rise(seen.long, 1, 100), lambda: say_n("{count} long talk", "{count} long talks", seen.long))


def late_hours(seen: Seen) -> Sign:
    """Contacts late at night, which are for friends rather than colleagues (Eagle et al. 2009)."""
    return Sign(
        seen.late,
        rise(seen.late, 1, 300),
        lambda: say_n("{count} contact late at night", "{count} contacts late at night", seen.late),
    )


def voice_and_calls(seen: Seen) -> Sign:
    """Calls, with one more for each ten minutes; three voice messages count as one."""
    spoken = seen.calls + seen.call_seconds / 600 + seen.voice / 3
    return Sign(
        spoken,
        rise(spoken, 1, 100),
        lambda: say(
            "calls: {calls}, {minutes} minutes in all; voice messages: {voice}",
            calls=seen.calls,
            minutes=round(seen.call_seconds / 60),
            voice=seen.voice,
        ),
    )


def meetings(seen: Seen) -> Sign:
    """Meetings in person, and touches logged by hand, which mostly are."""
    met = seen.met + seen.touches
    return Sign(
        met,
        rise(met, 1, 30),
        lambda: say_n("{count} meeting or logged touch", "{count} meetings or logged touches", met),
    )


def returns(seen: Seen) -> Sign:
    """Silences of 90 days and more after which there was contact again: it was kept going through silence."""
    return Sign(
        seen.returns,
        rise(seen.returns, 1, 8),
        lambda: say_n(
            "back in touch after {count} silence of three months or more",
            "back in touch after {count} silences of three months or more",
            seen.returns,
        ),
    )


def channels(seen: Seen) -> Sign:
    """Platforms beyond the first: two who meet in several ways are close (Haythornthwaite 2005)."""
    return Sign(
        seen.channels,
        rise(seen.channels - 1.0, 1, 3),
        lambda: say_n("on {count} platform", "on {count} platforms", seen.channels),
    )


def groups_in_common(seen: Seen) -> Sign:
    """Groups that both are in: common friends hold a tie (Burt 2000)."""
    return Sign(
        seen.groups,
        rise(seen.groups * 1.0, 1, 10),
        lambda: say_n("{count} group in common", "{count} groups in common", seen.groups),
    )


def attention(seen: Seen) -> Sign:
    """The share of all the owner's recent days of contact; each has a signature of how it is shared (Saramäki 2014).

    Ten days are added to all, so that the first two people of a book are not close for want of others.
    """
    share = seen.heat / (seen.all_heat + 10)
    return Sign(share, rise(share, 0.02, 0.5), lambda: say("{share:.0%} of your recent days of contact", share=share))


SIGNALS: tuple[Signal, ...] = (
    *(recency, frequency, active_days, volume, span, regularity, reciprocity, who_starts, your_answers, their_answers),
    *(length, long_talks, late_hours, voice_and_calls, meetings, returns, channels, groups_in_common, attention),
)


def one_way(seen: Seen) -> Sign:
    """Nearly all of it from one of the two (under 5%), believed from some ten contacts on: a newsletter, a hotline."""
    total = seen.mine + seen.theirs
    share = part(lesser(seen.mine, seen.theirs), total)
    reach = greater(0.0, 1 - share / 0.05) * believed(total, 10) ** 2
    return Sign(share, reach, lambda: say("it goes one way only: {share:.0%} came back", share=share))


def like_a_machine(seen: Seen) -> Sign:
    """Answers within seconds every time and hardly ever begins: believed from some ten answers on."""
    wait = part(seen.wait_theirs, seen.waits_theirs)
    began = part(seen.begun_theirs, seen.begun_mine + seen.begun_theirs)
    instant, silent = greater(0.0, 1 - wait / math.log1p(0.5)), greater(0.0, 1 - began / 0.1)
    reach = greater(0.0, 1 - (1 - instant) * 2) * silent * believed(seen.waits_theirs, 10)
    return Sign(wait, reach, lambda: say("answers within seconds and never begins, like a machine"))


TAKES: tuple[Signal, ...] = (one_way, like_a_machine)


def _answers(waited: Numbers, waits: Numbers) -> tuple[Numbers, Numbers]:
    """The mean of ln(1 + minutes), and how soon that is."""
    mean = part(waited, waits)
    return mean, greater(0.0, 1 - mean / SLOWEST) * believed(waits, 5)


def _about(amount: float) -> int:
    return max(1, round(amount))


def _day(seconds: int | None) -> date:
    return datetime.fromtimestamp(seconds or 0, UTC).date()
