"""The moments that a recurrence rule (RFC 5545, 3.3.10) gives, within bounds: dateutil does the calendar's arithmetic.

dateutil looks for the next moment until the year 9999, which takes minutes for a rule that has none (30 February). So a
rule is worked out in the last of the 400 years after which the calendar repeats itself to the day, and shifted back.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from dateutil.rrule import rrulestr

BAD_RULE: Final = "A rule of repetition that cannot be understood."
TOO_OFTEN: Final = "An event repeats more often than anybody meets."
OTHER_CALENDAR: Final = "A repetition that follows another calendar than the Gregorian."
CYCLE: Final = 400  # years
LAST_YEAR: Final = 9999
FREQUENCIES: Final = frozenset(("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"))
TOO_FREQUENT: Final = frozenset(("MINUTELY", "SECONDLY"))
PARTS: Final = (
    *("FREQ", "INTERVAL", "COUNT", "WKST", "BYSETPOS", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYDAY"),
    *("BYHOUR", "BYMINUTE", "BYSECOND"),
)
MAX_RULE: Final = 2_000  # characters
MAX_INTERVAL: Final = 10_000
EMPTY: Final = 20  # rules of one file that end without a moment, each of which takes a while to find out


class Unread(Exception):
    """Why something of an event cannot be read."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Budget:
    """What one file may cost: repetitions given, and rules that led to nothing."""

    def __init__(self, moments: int) -> None:
        self.moments = moments
        self.empty = EMPTY


def parts(text: str) -> dict[str, str]:
    """The parts of a rule by name; raises Unread where nobody could follow it.

    >>> parts("FREQ=WEEKLY;BYDAY=MO, TU")
    {'FREQ': 'WEEKLY', 'BYDAY': 'MO,TU'}
    """
    found: dict[str, str] = {}
    for part in "".join(text.replace("\\", "").upper().split()).split(";"):
        name, _, value = part.partition("=")
        if value:
            found.setdefault(name, value)
    frequency = found.get("FREQ", "")
    if frequency in TOO_FREQUENT:
        raise Unread(TOO_OFTEN)
    if found.get("RSCALE", "GREGORIAN") != "GREGORIAN":
        raise Unread(OTHER_CALENDAR)
    if frequency not in FREQUENCIES or len(text) > MAX_RULE:
        raise Unread(BAD_RULE)
    try:
        if not 1 <= int(found.get("INTERVAL", "1")) <= MAX_INTERVAL:
            raise Unread(BAD_RULE)
        if int(found.get("COUNT", "0")) < 0:  # some programs write -1 for "without end"
            del found["COUNT"]
    except ValueError:
        raise Unread(BAD_RULE) from None
    return found


def moments(found: dict[str, str], start: datetime, last: datetime, budget: Budget) -> Iterator[datetime]:
    """The moments of a rule from ``start`` to ``last``, which are clocks on one wall; raises Unread as ``parts``."""
    if budget.empty <= 0:
        raise Unread(BAD_RULE)
    shift = (LAST_YEAR - 1 - max(start.year, last.year)) // CYCLE * CYCLE
    end = last.replace(year=last.year + shift)
    try:
        text = ";".join(f"{name}={found[name]}" for name in PARTS if name in found)
        walk = iter(rrulestr(text, dtstart=start.replace(year=start.year + shift)))
    except Exception:  # whatever an odd rule does to the library
        raise Unread(BAD_RULE) from None
    while True:
        try:
            at = next(walk)
        except StopIteration:
            budget.empty -= "COUNT" not in found
            return
        except Exception:  # the end of time
            budget.empty -= 1
            return
        if at > end:
            return
        budget.moments -= 1
        if budget.moments < 0:
            raise Unread(TOO_OFTEN)
        yield at.replace(year=at.year - shift)
