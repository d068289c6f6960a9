"""A tie in plain numbers: what the days of two people add up to, kept for each tie and read again by every formula.

All but the two ends can be added up over days, so that the same numbers stand at the end of every quarter.
"""

import math
from typing import Any, Final

import msgspec
import narwhals as nw
from narwhals.typing import IntoFrame, IntoFrameT

from kithbook.ties.days import DAY, TALK_GAP

HALF_LIFE: Final = 90.0  # days until a day of contact weighs half
IN_GROUPS: Final = 0.4  # what a day in groups is worth at most, beside a day with a message one to one (judgement)
LONG_GAP: Final = 90  # days of silence that a tie came back from
OLDEST: Final = 631_152_000  # 1990: an earlier time is a clock that was never set
MONDAY: Final = 3  # the first of January 1970 was a Thursday
# What is summed over the days as it stands there.
ADDED: Final = (
    *("direct", "in_groups", "mine", "theirs", "size_mine", "size_theirs", "begun_mine", "begun_theirs", "long"),
    *("wait_mine", "waits_mine", "wait_theirs", "waits_theirs", "late", "voice", "calls", "call_seconds"),
    *("met", "touches"),
)
WHOLE: Final = frozenset(ADDED) - {"mine", "theirs", "wait_mine", "wait_theirs"} | {"days", "weeks", "returns"}


class Sums(msgspec.Struct, frozen=True):
    """The history of the owner and one person in numbers. Times are UTC seconds; kept as JSON.

    >>> Sums().enough
    False
    """

    first: int | None = None  # the first contact
    last: int | None = None  # the last contact
    seen_until: int = 0  # until when it was seen: silence counts up to here
    days: int = 0  # days with any contact
    weeks: int = 0  # weeks, from Monday, with any contact
    returns: int = 0  # silences of 90 days and more after which there was contact again
    heat: float = 0.0  # days, each halved for every 90 days before the last one; a day in groups counts .4 at most
    volume: float = 0.0  # sum over days of ln(1 + weighted contacts): a hundred messages are not a hundred days
    direct: int = 0  # contacts one to one; from here on as in days.DAYS
    in_groups: int = 0
    mine: float = 0.0
    theirs: float = 0.0
    size_mine: int = 0
    size_theirs: int = 0
    begun_mine: int = 0
    begun_theirs: int = 0
    long: int = 0
    wait_mine: float = 0.0
    waits_mine: int = 0
    wait_theirs: float = 0.0
    waits_theirs: int = 0
    late: int = 0
    voice: int = 0
    calls: int = 0
    call_seconds: int = 0
    met: int = 0
    touches: int = 0

    @property
    def evidence(self) -> float:
        """Weighted contacts, both ways."""
        return self.mine + self.theirs

    @property
    def enough(self) -> bool:
        """Whether there is enough to say how close it is: five weighted contacts, or two touches, meetings or calls."""
        touches = self.touches + self.met + self.calls
        return self.last is not None and (self.evidence >= ENOUGH or touches >= ENOUGH_TOUCHES)

    def silence(self, now: int) -> float:
        """Days without contact as of ``now``, counted only up to ``seen_until``, never negative."""
        if self.last is None:
            return 0.0
        return max(0, min(now, self.seen_until) - self.last) / DAY


ENOUGH: Final = 5.0
ENOUGH_TOUCHES: Final = 2
FIELDS: Final = tuple(field.name for field in msgspec.structs.fields(Sums))
SUMMED: Final = ("days", "weeks", "returns", "heat", "volume", *ADDED)


def sums(days: IntoFrameT, *, keys: tuple[str, ...] = ("person",), until: int | IntoFrame) -> IntoFrameT:
    """One row for each of ``keys`` with the columns of Sums, in no order.

    ``days`` as `days.days` gives it; further keys (a chat) are merged. ``until`` (UTC seconds), the same for all or a
    frame of keys and until: until then it was seen, and days that reach beyond do not count. What lies before 1990 is a
    wrong clock and left out; who has no days, or no until, has no row.
    """
    frame = contributions(days, keys=keys, until=until)
    found = frame.group_by(*keys).agg(
        nw.col("first").min(),
        nw.col("last").max(),
        nw.col("until").max().alias("seen_until"),
        *(nw.col(name).sum() for name in SUMMED),
    )
    native: IntoFrameT = finished(found).select(*keys, *FIELDS).to_native()
    return native


def finished(frame: Any) -> Any:
    """Sums as they are kept: never seen until before the last contact, the heat as of it, types as they are written."""
    late = nw.col("seen_until") < nw.col("last")
    return frame.with_columns(
        nw.when(late).then(nw.col("last")).otherwise(nw.col("seen_until")).cast(nw.Int64).alias("seen_until"),
        (nw.col("heat") * (-_halvings("last")).exp()).alias("heat"),
        *(nw.col(name).cast(nw.Int64 if name in WHOLE else nw.Float64) for name in SUMMED if name != "heat"),
    )


def contributions(days: IntoFrame, *, keys: tuple[str, ...], until: int | IntoFrame) -> Any:
    """A Narwhals frame, one row for each of ``keys`` and day before until, with what it adds to each of SUMMED.

    ``heat`` is told as of 1970, which a double holds for some centuries: so it can be added up over any days.
    """
    frame: Any = nw.from_native(days)
    if isinstance(until, int):
        frame = frame.with_columns(nw.lit(until).alias("until"))
    else:
        untils: Any = nw.from_native(until)
        frame = frame.join(untils.select(*keys, "until"), on=list(keys), how="inner")
    frame = frame.filter((nw.col("last") <= nw.col("until")) & (nw.col("first") >= OLDEST))
    frame = frame.group_by(*keys, "day").agg(
        nw.col("first").min(),
        nw.col("last").max(),
        nw.col("until").max(),
        *(nw.col(name).sum() for name in ADDED),
    )
    frame = frame.with_columns(nw.col("day").shift(1).over(*keys, order_by="day").alias("before"))
    day, before, one, none = nw.col("day"), nw.col("before"), nw.lit(1), nw.lit(0)
    contacts = nw.col("mine").cast(nw.Float64) + nw.col("theirs").cast(nw.Float64)
    worth = nw.when((nw.col("direct") > 0) | (contacts > IN_GROUPS))
    in_groups = nw.when(nw.col("direct") > 0).then(nw.lit(1.0)).otherwise(nw.lit(IN_GROUPS))
    fresh = before.is_null() | ((day + MONDAY) // 7 != (before + MONDAY) // 7)
    return frame.with_columns(
        one.alias("days"),
        nw.when(fresh).then(one).otherwise(none).alias("weeks"),
        nw.when((day - before) >= LONG_GAP).then(one).otherwise(none).alias("returns"),
        (worth.then(in_groups).otherwise(contacts) * _halvings("last").exp()).alias("heat"),
        (contacts + 1).log().alias("volume"),
    )


def _halvings(column: str) -> nw.Expr:
    """Half-lives from 1970 to a moment, as the power of e."""
    return nw.col(column).cast(nw.Float64) * (math.log(2) / (HALF_LIFE * DAY))


def touched(sums: Sums, moment: int) -> Sums:
    """The same after one more touch at ``moment`` (UTC seconds): every clock starts again, nothing is fitted.

    A touch from before the last contact leaves the clocks alone. Of days only the first and the last are known: a touch
    on another day counts as a day of its own.

    >>> touched(Sums(), 1_700_000_000).last
    1700000000
    """
    last = moment if sums.last is None else max(sums.last, moment)
    before = last if sums.last is None else sums.last
    first = moment if sums.first is None else sums.first
    known = sums.last is not None and moment // DAY in (first // DAY, before // DAY)
    fresh = sums.last is None or (moment // DAY + MONDAY) // 7 not in {
        (first // DAY + MONDAY) // 7,
        (before // DAY + MONDAY) // 7,
    }
    return msgspec.structs.replace(
        sums,
        first=min(first, moment),
        last=last,
        seen_until=max(sums.seen_until, last),
        days=sums.days + (not known),
        weeks=sums.weeks + fresh,
        returns=sums.returns + (moment // DAY - before // DAY >= LONG_GAP),
        heat=sums.heat * _halved(last - before) + (0.0 if known else _halved(last - moment)),
        volume=sums.volume + math.log(2),
        direct=sums.direct + 1,
        mine=sums.mine + 1,
        begun_mine=sums.begun_mine + (sums.last is None or abs(moment - before) > TALK_GAP),
        touches=sums.touches + 1,
    )


def _halved(seconds: int) -> float:
    return float(0.5 ** (seconds / DAY / HALF_LIFE))
