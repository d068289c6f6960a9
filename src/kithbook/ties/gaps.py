"""The gaps of each tie in plain numbers, and on which days of the week and of the year its contacts lie.

A gap reaches from the end of one day of contact to the begin of the next. Gaps are measured in logarithms, as they
spread over orders of magnitude.
"""

import math
from typing import Final

import msgspec
import narwhals as nw

from kithbook.ties.days import DAY
from kithbook.ties.frames import Native, narwhal, native
from kithbook.ties.pace import SHORTEST, fading, merge, seen_until

YEAR: Final = 365.25
LONG_GAP: Final = 180.0  # days: so long a silence ends a year's contacts
WEEK: Final = tuple(f"weekday{day}" for day in range(7))
FADING: Final = {"days30": 30.0, "days365": 365.0}


class Rhythm(msgspec.Struct, frozen=True):
    """The gaps of one tie as of ``seen_until``. Times are UTC seconds; kept as JSON.

    >>> Rhythm(7).last is None
    True
    """

    person: int = 0
    seen_until: int = 0
    first: int | None = None
    last: int | None = None
    days: int = 0  # days with any contact
    gaps: int = 0
    gap_logs: float = 0.0  # sum of ln(0.5 + days) of the gaps
    gap_squares: float = 0.0  # and of its squares
    longest: float = 0.0  # days
    long_gaps: int = 0  # of more than 180 days
    days30: float = 0.0  # days, halved for every 30 days back
    days365: float = 0.0
    year_cos: float = 0.0  # sums of the cosine and the sine of the day in the year, as an angle
    year_sin: float = 0.0
    weekday0: int = 0  # days that were Mondays, and so on
    weekday1: int = 0
    weekday2: int = 0
    weekday3: int = 0
    weekday4: int = 0
    weekday5: int = 0
    weekday6: int = 0


COLUMNS: Final = tuple(name for name in Rhythm.__struct_fields__ if name != "person")


def rhythms(days: Native, *, keys: tuple[str, ...] = ("person",), until: int | Native) -> Native:
    """One row for each of ``keys`` with any contact until then: the keys and the columns of `Rhythm`.

    ``days`` and ``until`` as for `pace.paces`. Weekdays and days of the year are those where the owner lives.
    """
    seen = seen_until(merge(narwhal(days), keys), keys, until)
    gap = ((nw.col("first") - nw.col("last").shift(1).over(*keys, order_by="day")) / DAY).clip(0)
    angle = nw.col("day") * (2 * math.pi / YEAR)
    weekday = (nw.col("day") + 3) % 7  # the first of January 1970 was a Thursday
    counted = seen.with_columns(gap.alias("gap")).with_columns((nw.col("gap") + SHORTEST).log().alias("log"))
    found = (
        counted.with_columns(
            (~nw.col("gap").is_null()).cast(nw.Int64).alias("gaps"),
            nw.col("log").fill_null(0.0).alias("gap_logs"),
            (nw.col("log") * nw.col("log")).fill_null(0.0).alias("gap_squares"),
            nw.when(nw.col("gap") > LONG_GAP).then(nw.lit(1)).otherwise(nw.lit(0)).alias("long_gaps"),
            angle.cos().alias("year_cos"),
            angle.sin().alias("year_sin"),
            *((weekday == day).cast(nw.Int64).alias(name) for day, name in enumerate(WEEK)),
            *(fading(nw.col("back"), half_life).alias(name) for name, half_life in FADING.items()),
        )
        .group_by(*keys)
        .agg(
            nw.col("until").max().alias("seen_until"),
            nw.col("first").min(),
            nw.col("last").max(),
            nw.len().alias("days"),
            nw.col("gap").max().alias("longest"),
            nw.col("gaps", "gap_logs", "gap_squares", "long_gaps", "year_cos", "year_sin", *FADING, *WEEK).sum(),
        )
        .with_columns(nw.col("longest").fill_null(0.0))
    )
    return native(found.select(*keys, *COLUMNS), days)


def touched(rhythm: Rhythm, moment: int, *, shift: int = 0) -> Rhythm:
    """The same after one more contact at ``moment`` (UTC seconds), where the owner's clock is ``shift`` seconds ahead.

    >>> touched(Rhythm(7), 1_700_000_000).days
    1
    """
    until = max(rhythm.seen_until, moment)
    gone, back = (until - rhythm.seen_until) / DAY, (until - moment) / DAY
    gap = None if rhythm.last is None else abs(moment - rhythm.last) / DAY
    log = 0.0 if gap is None else math.log(gap + SHORTEST)
    day = (moment + shift) // DAY
    weekday, angle = WEEK[(day + 3) % 7], day * 2 * math.pi / YEAR
    return msgspec.structs.replace(
        rhythm,
        seen_until=until,
        first=moment if rhythm.first is None else min(rhythm.first, moment),
        last=moment if rhythm.last is None else max(rhythm.last, moment),
        days=rhythm.days + 1,
        gaps=rhythm.gaps + (gap is not None),
        gap_logs=rhythm.gap_logs + log,
        gap_squares=rhythm.gap_squares + log * log,
        longest=max(rhythm.longest, gap or 0.0),
        long_gaps=rhythm.long_gaps + ((gap or 0.0) > LONG_GAP),
        year_cos=rhythm.year_cos + math.cos(angle),
        year_sin=rhythm.year_sin + math.sin(angle),
        **{weekday: getattr(rhythm, weekday) + 1},
        **{name: getattr(rhythm, name) * 0.5 ** (gone / half) + 0.5 ** (back / half) for name, half in FADING.items()},
    )
