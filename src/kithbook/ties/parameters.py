"""What is kept of a history: plain numbers for each person, from which a page is made without it."""

from typing import Final

import msgspec

DAY: Final = 86_400
HALF_LIFE: Final = 180.0  # days until a talk counts half


class Parameters(msgspec.Struct, frozen=True):
    """The history of the owner and one person in numbers, as of ``seen_until``. Times are UTC seconds.

    Kept beside the person (msgspec reads and writes it as JSON); read again by every signal, by `at` and by `drift`.

    >>> Parameters(7).enough
    False
    """

    person: int
    first: int | None = None  # the first contact
    last: int | None = None  # the last contact
    seen_until: int = 0  # until when the chats that carry half of the contacts were seen
    direct: int = 0  # messages one to one, both ways, and touches
    in_groups: int = 0  # turns next to each other, answers and mentions in groups
    touches: int = 0  # of the direct ones: logged by hand
    evidence: float = 0.0  # contacts, each with its weight: 1 one to one, less in a group
    days: int = 0  # days with any contact
    year_days: int = 0  # of these, in the 365 days before seen_until
    pace: float = 0.0  # days, older than a year at a quarter, a day in groups by its weight (at most 0.4)
    months: int = 0  # spans of 30 days from the first to the last contact
    active_months: int = 0  # of these, with any contact
    by_me: float = 0.0  # the owner's share of the weighted contacts, 0 to 1
    sessions: int = 0  # talks: contacts without 8 hours of silence between them
    started: int = 0  # of these, begun by the owner
    long_talks: int = 0  # of these, with 20 messages or more from both, a call, a voice message or a touch
    rhythm_days: float | None = None  # the usual gap between talks, None below 3 talks
    heat: float = 0.0  # talks, each halved for every 180 days that it lies before the last one

    @property
    def enough(self) -> bool:
        """Whether there is enough to call it close or not: five weighted contacts, or two touches logged by hand."""
        return self.last is not None and (self.evidence >= 5 or self.touches >= 2)

    def silence(self, now: int) -> float:
        """Days without contact as of ``now``, counted only up to ``seen_until``, never negative."""
        if self.last is None:
            return 0.0
        return max(0, min(now, self.seen_until) - self.last) / DAY


def touched(history: Parameters, moment: int) -> Parameters:
    """The same history after a touch at ``moment`` (UTC seconds): every clock starts again, nothing else is fitted.

    A touch from before the last contact leaves the clocks alone.

    >>> touched(Parameters(7), 1_700_000_000).last
    1700000000
    """
    last = moment if history.last is None else max(history.last, moment)
    before = last if history.last is None else history.last
    seen_until = max(history.seen_until, last)
    this_year = moment > seen_until - 365 * DAY
    return msgspec.structs.replace(
        history,
        first=moment if history.first is None else min(history.first, moment),
        last=last,
        seen_until=seen_until,
        touches=history.touches + 1,
        direct=history.direct + 1,
        evidence=history.evidence + 1,
        days=history.days + 1,
        year_days=history.year_days + this_year,
        pace=history.pace + (1.0 if this_year else 0.25),
        sessions=history.sessions + 1,
        started=history.started + 1,
        long_talks=history.long_talks + 1,
        heat=history.heat * _halved(last - before) + _halved(last - moment),
    )


def _halved(seconds: int) -> float:
    return float(0.5 ** (seconds / DAY / HALF_LIFE))
