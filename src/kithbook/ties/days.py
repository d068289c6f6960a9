"""From contact events to days: what two people had to do with each other on each day, all that ties are measured from.

A day is the least that is kept of a history: ten years of a talkative tie are a few hundred rows. Everything here takes
and gives frames and is written with Narwhals, so that it runs on Polars and on PySpark alike.
"""

from typing import Final

import narwhals as nw

from kithbook.ties.frames import Frame, Native, narwhal, native
from kithbook.vocabulary import HOWS

DAY: Final = 86_400
TALK_GAP: Final = 8 * 3600  # seconds: a longer silence ends a talk
LONGEST_WAIT: Final = 7 * DAY  # what comes later answers nothing
LONG_TALK: Final = 20  # messages
LATE: Final = (22, 5)  # hours of the evening and the morning between which it is late
KEYS: Final = ("person", "chat")
# The numbers of a day, beside its keys; each of them can be added up. first and last are the exception.
DAYS: Final = (
    ("day", "days since 1970 where the owner lives"),
    ("first", "UTC seconds of the first contact of the day"),
    ("last", "UTC seconds of the last contact of the day"),
    ("mine", "weighted contacts from the owner; of a meeting half of its weight"),
    ("theirs", "weighted contacts from the other; of a meeting the other half"),
    ("direct", "contacts one to one: messages, calls, mails to one, meetings, touches"),
    ("in_groups", "contacts in groups: replies, mentions, answers, reactions, copies"),
    ("size_mine", "characters that the owner wrote to the other, one to one or in answer"),
    ("size_theirs", "characters from the other"),
    ("begun_mine", "talks of the owner that began on this day: without 8 hours of silence between contacts"),
    ("begun_theirs", "talks that the other began"),
    ("long", "talks of 20 contacts and more, from both, that began on this day"),
    ("wait_mine", "sum of ln(1 + minutes) until the owner answered, one to one, waits up to 7 days"),
    ("waits_mine", "how many waits that are"),
    ("wait_theirs", "the same until the other answered"),
    ("waits_theirs", "how many waits that are"),
    ("late", "contacts between 22 and 5 o'clock where the owner lives"),
    ("voice", "voice messages"),
    ("calls", "calls"),
    ("call_seconds", "seconds of them"),
    ("met", "meetings"),
    ("touches", "touches logged by hand"),
)
FRACTIONS: Final = ("mine", "theirs", "wait_mine", "wait_theirs")  # of them, those that are no whole numbers

_GROUPS = [HOWS.index(how) for how in ("cc", "reply", "mention", "answer", "reaction")]
_WRITTEN = [HOWS.index(how) for how in ("message", "mail", "cc", "reply", "mention", "answer")]
_MEETING: Final = HOWS.index("meeting")
_WAITED = [HOWS.index(how) for how in ("message", "voice", "mail")]


def seen_from(contacts: Native, me: int) -> Native:
    """The contacts (vocabulary.CONTACT_COLUMNS) of ``me``: person, chat, at, by_me, how, weight, size."""
    mine = nw.col("who") == me
    found = (
        narwhal(contacts)
        .filter(mine != (nw.col("to") == me))
        .select(
            nw.when(mine).then(nw.col("to")).otherwise(nw.col("who")).alias("person"),
            "chat",
            "at",
            mine.alias("by_me"),
            "how",
            "weight",
            "size",
        )
    )
    return native(found, contacts)


def days(contacts: Native, *, keys: tuple[str, ...] = KEYS, shift: int = 0) -> Native:
    """One row for each day of each of ``keys`` with the columns of DAYS, in no order.

    ``contacts`` as `seen_from` gives them, in any order, with all of ``keys`` as columns; ``shift`` is how many seconds
    the owner's clock is ahead of UTC.
    """
    frame = _with_talks(narwhal(contacts), keys, shift)
    mine, one = nw.col("by_me"), nw.lit(1)
    # Nobody wrote to whom when two met: whoever noted it down must not count for more.
    half_of_mine = _if((nw.col("how") == _MEETING) & mine, nw.col("weight")) / 2
    written = nw.when(nw.col("how").is_in(_WRITTEN)).then(nw.col("size")).otherwise(nw.lit(0))
    hour = ((nw.col("at") + shift) // 3600) % 24
    frame = frame.with_columns(
        (_if(mine, nw.col("weight")) - half_of_mine).alias("mine"),
        (_if(~mine, nw.col("weight")) + half_of_mine).alias("theirs"),
        _if(~nw.col("how").is_in(_GROUPS), one).alias("direct"),
        _if(nw.col("how").is_in(_GROUPS), one).alias("in_groups"),
        _if(mine, written).alias("size_mine"),
        _if(~mine, written).alias("size_theirs"),
        _if((hour >= LATE[0]) | (hour < LATE[1]), one).alias("late"),
        *(_if(nw.col("how") == HOWS.index(how), one).alias(name) for how, name in _COUNTED),
        _if(nw.col("how") == HOWS.index("call"), nw.col("size")).alias("call_seconds"),
    )
    summed = (
        *("mine", "theirs", "direct", "in_groups", "size_mine", "size_theirs", "late", "call_seconds"),
        *("wait_mine", "waits_mine", "wait_theirs", "waits_theirs", *(name for _, name in _COUNTED)),
    )
    by_day = frame.group_by(*keys, "day").agg(
        nw.col("at").min().alias("first"),
        nw.col("at").max().alias("last"),
        *(nw.col(name).sum() for name in summed),
    )
    found = by_day.join(_talks_by_day(frame, keys), on=[*keys, "day"], how="left").with_columns(
        nw.col("begun_mine", "begun_theirs", "long").fill_null(0)
    )
    return native(found.select(*keys, *(name for name, _ in DAYS)), contacts)


_COUNTED: Final = (("voice", "voice"), ("call", "calls"), ("meeting", "met"), ("touch", "touches"))


def _if(condition: nw.Expr, value: nw.Expr) -> nw.Expr:
    """The value where the condition holds, else nothing to add."""
    return nw.when(condition).then(value).otherwise(nw.lit(0))


def _with_talks(frame: Frame, keys: tuple[str, ...], shift: int) -> Frame:
    """Adds day, talk (numbered within its keys), and the waits that a contact ended."""
    order = ("at", "by_me")  # of two contacts of one second it does not matter which came first, but it must be settled
    frame = frame.with_columns(
        ((nw.col("at") + shift) // DAY).alias("day"),
        nw.col("at").shift(1).over(*keys, order_by=order).alias("before"),
        nw.col("by_me").shift(1).over(*keys, order_by=order).alias("by_me_before"),
    )
    gap = nw.col("at") - nw.col("before")
    waited = (nw.col("by_me") != nw.col("by_me_before")) & (gap <= LONGEST_WAIT) & nw.col("how").is_in(_WAITED)
    wait = (gap.cast(nw.Float64) / 60 + 1).log()
    return frame.with_columns(
        (gap.is_null() | (gap > TALK_GAP)).cast(nw.Int32).alias("begins"),
        _if((waited & nw.col("by_me")).fill_null(value=False), wait).alias("wait_mine"),
        _if((waited & ~nw.col("by_me")).fill_null(value=False), wait).alias("wait_theirs"),
        _if((waited & nw.col("by_me")).fill_null(value=False), nw.lit(1)).alias("waits_mine"),
        _if((waited & ~nw.col("by_me")).fill_null(value=False), nw.lit(1)).alias("waits_theirs"),
    ).with_columns(nw.col("begins").cum_sum().over(*keys, order_by=order).alias("talk"))


def _talks_by_day(frame: Frame, keys: tuple[str, ...]) -> Frame:
    """For each day on which talks began: how many by whom, and how many long ones."""
    begins = nw.col("begins") == 1
    begun = begins & (nw.col("how") != _MEETING)
    talks = (
        frame.with_columns(
            _if(begins, nw.col("day")).alias("began"),
            _if(begun & nw.col("by_me"), nw.lit(1)).alias("begun_mine"),
            _if(begun & ~nw.col("by_me"), nw.lit(1)).alias("begun_theirs"),
            _if(nw.col("by_me"), nw.lit(1)).alias("of_me"),
        )
        .group_by(*keys, "talk")
        .agg(
            nw.col("began").max().alias("day"),
            nw.col("begun_mine").sum(),
            nw.col("begun_theirs").sum(),
            nw.col("of_me").sum(),
            nw.len().alias("contacts"),
        )
    )
    long = (nw.col("contacts") >= LONG_TALK) & (nw.col("of_me") > 0) & (nw.col("of_me") < nw.col("contacts"))
    return (
        talks.with_columns(_if(long, nw.lit(1)).alias("long"))
        .group_by(*keys, "day")
        .agg(nw.col("begun_mine").sum(), nw.col("begun_theirs").sum(), nw.col("long").sum())
    )
