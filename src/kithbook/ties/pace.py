"""The pace of each tie in plain numbers: how much there was lately, from whom, and how busy its owner was.

What is counted is days with any contact. Most numbers are sums over days of which each counts half for every so
many days back: a history at several paces at once (when matters more than how much, Navarro et al. 2017).
"""

import math
from typing import Final

import msgspec
import narwhals as nw

from kithbook.ties.days import DAY
from kithbook.ties.frames import Frame, Native, narwhal, native

HALF_LIVES: Final = (7, 30, 90, 365)  # days
SHORTEST: Final = 0.5  # days that are added to a gap before its logarithm is taken
LATELY: Final = 90  # days that `recent` looks back
FARTHEST: Final = 1000.0  # half-lives beyond which nothing counts, so that no power leaves the range of a float
OLDEST: Final = 40 * 365.25  # days before the moment of seeing: older is a clock that was never set
_ALL: Final = "one_ego"


class Pace(msgspec.Struct, frozen=True):
    """One tie as of ``seen_until``. Times are UTC seconds; a number with 7, 30, 90 or 365 halves every so many days.

    >>> Pace(7).last is None
    True
    """

    person: int = 0
    seen_until: int = 0
    first: int | None = None  # the first contact
    last: int | None = None  # the last contact
    last_theirs: int | None = None  # the last day on which something came from the other
    contacts: int = 0
    days: int = 0  # with any contact
    recent: int = 0  # of these, in the 90 days before seen_until
    unanswered: int = 0  # days on which only the owner wrote, since the other last did
    days7: float = 0.0
    days30: float = 0.0
    days90: float = 0.0
    days365: float = 0.0
    mine90: float = 0.0  # days on which something came from the owner
    theirs90: float = 0.0
    gaps: int = 0  # from one day of contact to the next
    gap_logs: float = 0.0  # sum of ln(0.5 + days) of the gaps
    gap_squares: float = 0.0  # and of its squares
    busy7: float = 0.0  # the owner's days of contact, summed over all people
    busy30: float = 0.0
    busy90: float = 0.0
    busy365: float = 0.0
    together7: float | None = None  # days on which others drew both into one conversation; None: nobody looked
    together30: float | None = None
    together90: float | None = None
    last_together: int | None = None


_FADING: Final = ("days7", "days30", "days90", "days365", "mine90", "theirs90", "busy7", "busy30", "busy90", "busy365")
_TOGETHER: Final = ("together7", "together30", "together90")
COLUMNS: Final = tuple(name for name in Pace.__struct_fields__ if name != "person")


def paces(
    days: Native,
    *,
    keys: tuple[str, ...] = ("person",),
    ego: tuple[str, ...] = (),
    until: int | Native,
    together: Native | None = None,
) -> Native:
    """One row for each of ``keys`` with any contact until then: the keys and the columns of `Pace`.

    ``days`` as `ties.days.days` gives them; of keys that are not asked for (chat), the days are merged. ``until`` is a
    moment (UTC seconds) or a frame of ``keys`` and until; a day whose last contact lies after it is not seen. ``ego``
    are those of the keys that say whose book it is, none where there is one owner. ``together`` has ``keys``, day and
    last (UTC seconds): days on which somebody else drew both into one conversation, such as a mail to both.
    """
    merged = merge(narwhal(days), keys)
    seen = seen_until(merged, keys, until)
    gap = ((nw.col("first") - nw.col("last").shift(1).over(*keys, order_by="day")) / DAY).clip(0)
    theirs = nw.when(nw.col("theirs") > 0).then(nw.col("last"))
    found = (
        seen.with_columns((gap + SHORTEST).log().alias("gap"), theirs.max().over(*keys).alias("last_theirs"))
        .with_columns(*_counted())
        .group_by(*keys)
        .agg(
            nw.col("until").max().alias("seen_until"),
            nw.col("first").min(),
            nw.col("last").max(),
            nw.col("last_theirs").max(),
            nw.len().alias("days"),
            *(nw.col(name).sum() for name in _SUMMED),
        )
    )
    found = _with_busy(found, merged, ego)
    found = _with_together(found, keys, together)
    return native(found.select(*keys, *COLUMNS), days)


def touched(pace: Pace, moment: int) -> Pace:
    """The same after one more contact at ``moment`` (UTC seconds): every clock starts again, sums fade until then.

    >>> touched(Pace(7), 1_700_000_000).days30
    1.0
    """
    until = max(pace.seen_until, moment)
    last = moment if pace.last is None else max(pace.last, moment)
    gone, back = (until - pace.seen_until) / DAY, (until - moment) / DAY
    faded = {name: getattr(pace, name) * _half(gone, name) + _half(back, name) for name in _FADING}
    both = {name: None if (before := getattr(pace, name)) is None else before * _half(gone, name) for name in _TOGETHER}
    gap = 0.0 if pace.last is None else math.log(abs(moment - pace.last) / DAY + SHORTEST)
    return msgspec.structs.replace(
        pace,
        seen_until=until,
        first=moment if pace.first is None else min(pace.first, moment),
        last=last,
        last_theirs=last,
        contacts=pace.contacts + 1,
        days=pace.days + 1,
        recent=pace.recent + (back <= LATELY),
        unanswered=0,
        gaps=pace.gaps + (pace.last is not None),
        gap_logs=pace.gap_logs + gap,
        gap_squares=pace.gap_squares + gap * gap,
        **faded,
        **both,
    )


def merge(days: Frame, keys: tuple[str, ...]) -> Frame:
    """The days of several chats as one: who took part, how many contacts, from when until when."""
    return days.group_by(*keys, "day").agg(
        nw.col("first").min(),
        nw.col("last").max(),
        nw.col("mine").sum(),
        nw.col("theirs").sum(),
        (nw.col("direct") + nw.col("in_groups")).sum().alias("contacts"),
    )


def seen_until(days: Frame, keys: tuple[str, ...], until: int | object) -> Frame:
    """The days that end until then, with until and ``back`` as columns: how many days before it they end."""
    if isinstance(until, int):
        seen = days.with_columns(nw.lit(until).cast(nw.Int64).alias("until"))
    else:
        seen = days.join(narwhal(until).select(*keys, nw.col("until").cast(nw.Int64)), on=list(keys), how="inner")
    back = (nw.col("until") - nw.col("last")) / DAY
    return seen.with_columns(back.alias("back")).filter((nw.col("back") >= 0) & (nw.col("back") <= OLDEST))


def fading(days: nw.Expr, half_life: float) -> nw.Expr:
    """What a day so many days back counts: 0.5 ^ (days / half-life)."""
    return (days.clip(-FARTHEST * half_life, FARTHEST * half_life) * (-math.log(2) / half_life)).exp()


def _half(days: float, name: str) -> float:
    return float(0.5 ** (days / int(name.lstrip("abcdefghijklmnopqrstuvwxyz"))))


_SUMMED: Final = (
    *("contacts", "recent", "unanswered", "gaps", "gap_logs", "gap_squares", "mine90", "theirs90"),
    *(f"days{half_life}" for half_life in HALF_LIVES),
)


def _counted() -> list[nw.Expr]:
    """What each day adds to the numbers of its tie."""
    mine, theirs = nw.col("mine") > 0, nw.col("theirs") > 0
    back, season = nw.col("back"), fading(nw.col("back"), 90)
    alone = mine & ((nw.col("last") > nw.col("last_theirs")) | nw.col("last_theirs").is_null())
    return [
        _one(back <= LATELY).alias("recent"),
        _one(alone).alias("unanswered"),
        _one(~nw.col("gap").is_null()).alias("gaps"),
        nw.col("gap").fill_null(0.0).alias("gap_logs"),
        (nw.col("gap") * nw.col("gap")).fill_null(0.0).alias("gap_squares"),
        nw.when(mine).then(season).otherwise(nw.lit(0.0)).alias("mine90"),
        nw.when(theirs).then(season).otherwise(nw.lit(0.0)).alias("theirs90"),
        *(fading(back, half_life).alias(f"days{half_life}") for half_life in HALF_LIVES),
    ]


def _one(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def _with_busy(found: Frame, merged: Frame, ego: tuple[str, ...]) -> Frame:
    """Adds how busy each ego was until the moment of each row.

    A running sum of 2 ^ (t / half-life) over all days up to a moment, divided by 2 ^ (moment / half-life), is the faded
    sum at that moment: one pass for any number of moments, where a join of people and days would be their product.
    """
    whose = ego or (_ALL,)
    if not ego:
        found, merged = (frame.with_columns(nw.lit(1).alias(_ALL)) for frame in (found, merged))
    events = merged.group_by(*whose, "day").agg(
        nw.col("last").max().alias("at"), nw.len().cast(nw.Int64).alias("people")
    )
    marks = found.group_by(*whose, "seen_until").agg(nw.len().cast(nw.Int64).alias("people"))
    both = nw.concat(
        [
            events.select(*whose, "at", "people", nw.lit(0).cast(nw.Int64).alias("mark")),
            marks.select(
                *whose, nw.col("seen_until").alias("at"), (nw.col("people") * 0), nw.lit(1).cast(nw.Int64).alias("mark")
            ),
        ]
    ).with_columns(nw.when(nw.col("mark") == 1).then(nw.col("at")).max().over(*whose).alias("end"))
    both = both.with_columns(((nw.col("at") - nw.col("end")) / DAY).alias("ahead"))
    running = both.with_columns(
        (nw.col("people") * fading(-nw.col("ahead"), half_life)).alias(f"busy{half_life}") for half_life in HALF_LIVES
    ).with_columns(
        nw.col(f"busy{half_life}").cum_sum().over(*whose, order_by=("at", "mark")) for half_life in HALF_LIVES
    )
    busy = running.filter(nw.col("mark") == 1).select(
        *whose,
        nw.col("at").alias("seen_until"),
        *((nw.col(f"busy{half_life}") * fading(nw.col("ahead"), half_life)) for half_life in HALF_LIVES),
    )
    return found.join(busy, on=[*whose, "seen_until"], how="left")


def _with_together(found: Frame, keys: tuple[str, ...], together: object | None) -> Frame:
    """Adds the days together; null where nobody looked, 0 where there were none."""
    if together is None:
        return found.with_columns(
            *(nw.lit(None).cast(nw.Float64).alias(name) for name in _TOGETHER),
            nw.lit(None).cast(nw.Int64).alias("last_together"),
        )
    until = found.select(*keys, nw.col("seen_until").alias("until"))
    days = narwhal(together).select(*keys, "day", "last")
    seen = days.join(until, on=list(keys), how="inner").filter(nw.col("last") <= nw.col("until"))
    back = (nw.col("until") - nw.col("last")) / DAY
    summed = (
        seen.with_columns(fading(back, int(name[8:])).alias(name) for name in _TOGETHER)
        .group_by(*keys)
        .agg(nw.col("last").max().alias("last_together"), *(nw.col(name).sum() for name in _TOGETHER))
    )
    return found.join(summed, on=list(keys), how="left").with_columns(nw.col(*_TOGETHER).fill_null(0.0))
