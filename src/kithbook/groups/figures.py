"""The figures of a group, each measured as of the moment until which it was seen."""

from datetime import UTC, datetime
from typing import Final

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray

from kithbook.groups.trend import Season, Slope, season, theil_sen
from kithbook.vocabulary.answers import Month

DAY: Final = 86_400
YEAR: Final = 365 * DAY
RECENT: Final = 90 * DAY
ANSWER: Final = DAY  # an opening or a question waits so long for an answer
REAL_PEOPLE, REAL_MESSAGES = 3, 4  # a real conversation has at least so many people and messages


class Figures(msgspec.Struct, frozen=True):
    """What was measured of a group. "Year" is the 365 days, "lately" the 90 days before ``seen_until`` (UTC seconds).

    Shares are 0 to 1. None where it cannot be said: no owner known, no stated size, nothing to divide by.
    """

    seen_until: int
    messages: int
    people: int  # who ever wrote
    stated: int | None
    days: float  # from the first message to seen_until
    year_messages: int
    recent_messages: int
    active: int  # people who wrote lately
    active_share: float  # of the people seen
    active_share_stated: float | None  # of the members stated
    gini: float  # of messages by person, 0 even, 1 one alone
    top_share: float  # of the year's messages, by the one who wrote most
    level: float  # messages a month lately
    best: float  # messages a month in the best 90 days, before the last 90
    low: float  # messages a month in the lowest 90 days after the best ones and before the last
    slope: Slope | None  # of the monthly messages, at most 24 full months
    owner_share: float | None  # of the year's messages, written by the owner
    owner_carried: float | None  # of the year's messages, by the owner or in talks that the owner opened
    openings: int  # openings and questions of the year
    answered: float | None  # of them, answered by somebody else within a day
    wait_hours: float | None  # median wait of the answered ones
    talkers: int  # people but the owner in real conversations lately
    talkers_year: int  # the same, in the year
    talks: int  # real conversations ever
    last_talk: int | None  # when the last one ended
    talk_gap_days: float | None  # usual time between two of them
    longer: int = 0  # silences between two of them that were at least as long as the one now
    top_tenth: float = 0.0  # of the year's messages, by the tenth of the people seen who wrote most (one at least)
    newcomers: int = 0  # of the year
    leavers: int = 0  # who wrote for the last time more than 90 days and at most a year and 90 days ago
    alone: float | None = None  # messages a month lately by others in talks that the owner did not open
    alone_talks: int = 0  # real conversations of the year that the owner neither opened nor spoke in
    talks_of_year: int = 0  # real conversations of the year
    season: Season | None = None

    @property
    def silence_days(self) -> float:
        """Days since the last real conversation, or since the first message where there never was one."""
        return self.days if self.last_talk is None else max(0.0, (self.seen_until - self.last_talk) / DAY)

    @property
    def came_back(self) -> float | None:
        """How many times the lowest level since the best time the group speaks lately, where it had fallen by half."""
        if self.best < 3 or self.low > self.best / 2 or self.level < 2 * self.low or self.recent_messages < 10:
            return None
        return self.level / max(self.low, 1 / 3)


def months(spoken: pl.DataFrame, talk: pl.DataFrame, me: int | None, seen_until: int) -> tuple[Month, ...]:
    """Every month (UTC) from the first message to ``seen_until``; ``spoken`` and ``talk`` as `talks` makes them.

    Somebody has left in the month of their last message once nothing of them was seen for 90 days after it.
    """
    if spoken.is_empty():
        return ()
    mine, at = -1 if me is None else me, pl.from_epoch("at")
    opened = talk.filter(pl.col("opener") == mine)["talk"].implode()
    counted = {
        row[0]: row[1:]
        for row in spoken.lazy()
        .group_by(month=_month(at))
        .agg(
            all=pl.len(),
            active=pl.col("sender").n_unique(),
            owner=(pl.col("sender") == mine).sum(),
            alone=(~pl.col("talk").is_in(opened) & (pl.col("sender") != mine)).sum(),
        )
        .collect(engine="streaming")
        .iter_rows()
    }
    there = spoken.lazy().group_by("sender").agg(first=pl.col("at").min(), last=pl.col("at").max())
    seen = there.collect(engine="streaming")
    came = _counted(seen["first"])
    left = _counted(seen.filter(pl.col("last") <= seen_until - RECENT)["last"])
    end = datetime.fromtimestamp(max(seen_until, int(spoken["at"][-1])), UTC)
    found = []
    for month in range(min(counted), end.year * 12 + end.month):
        messages, active, owner, alone = counted.get(month, (0, 0, 0, 0))
        name = f"{month // 12}-{month % 12 + 1:02d}"
        found.append(Month(name, messages, active, owner, came.get(month, 0), left.get(month, 0), alone))
    return tuple(found)


def _month(at: pl.Expr) -> pl.Expr:
    """A number for each calendar month."""
    return at.dt.year() * 12 + at.dt.month() - 1


def _counted(moments: pl.Series) -> dict[int, int]:
    """How many of these moments fall into each month."""
    return dict(moments.to_frame("at").group_by(month=_month(pl.from_epoch("at"))).len().iter_rows())


def gini(counts: NDArray[np.float64]) -> float:
    """Inequality of ``counts``: 0 where all are equal, towards 1 where one has all (Gini 1912, sorted form)."""
    ordered = np.sort(counts.astype(float))
    n, total = len(ordered), float(ordered.sum())
    if n < 2 or total <= 0:
        return 0.0
    return float(((2 * np.arange(1, n + 1) - n - 1) * ordered).sum() / (n * total))


def figures(
    spoken: pl.DataFrame,
    turn: pl.DataFrame,
    talk: pl.DataFrame,
    by_month: tuple[Month, ...],
    *,
    me: int | None,
    stated: int | None,
    seen_until: int,
) -> Figures:
    """Measure a group from its events (`talks.clean`, `talks.with_talks`), turns, talks and months."""
    at = spoken["at"].to_numpy()
    brief = spoken.select("at", "sender", "talk")
    year = brief.filter(pl.col("at") > seen_until - YEAR)
    recent = brief.filter(pl.col("at") > seen_until - RECENT)
    people = spoken["sender"].n_unique()
    active = recent["sender"].n_unique()
    best, low = _best_and_low(at, seen_until)
    owner_share, owner_carried = _owner(year, talk, me)
    openings, answered, wait_hours = _answered(turn, seen_until)
    real = conversations(talk, people)
    full = [m.messages for m in by_month[1:-1]]
    first = int(by_month[1].month[5:]) if full else 1
    seasons = season(full, first)
    late = full[-24:]
    counts, this_year = _counts(year), real.filter(pl.col("start") > seen_until - YEAR)
    gaps = real["start"].diff().drop_nulls()
    silences = (real["start"] - real["end"].shift()).drop_nulls()
    return Figures(
        seen_until=seen_until,
        messages=spoken.height,
        people=people,
        stated=stated,
        days=(seen_until - int(at[0])) / DAY if len(at) else 0.0,
        year_messages=year.height,
        recent_messages=recent.height,
        active=active,
        active_share=active / people if people else 0.0,
        active_share_stated=min(1.0, active / stated) if stated else None,
        gini=gini(_counts(spoken)),
        top_share=float(counts.max()) / year.height if year.height else 0.0,
        level=recent.height / 3,
        best=best,
        low=low,
        slope=theil_sen(late, seasons, (first - 1 + len(full) - len(late)) % 12 + 1),
        owner_share=owner_share,
        owner_carried=owner_carried,
        openings=openings,
        answered=answered,
        wait_hours=wait_hours,
        talkers=_talkers(recent, real, me),
        talkers_year=_talkers(year, real, me),
        talks=real.height,
        last_talk=int(real["end"][-1]) if real.height else None,
        talk_gap_days=_median(gaps, DAY),
        longer=int((silences >= seen_until - int(real["end"][-1])).sum()) if real.height else 0,
        top_tenth=float(np.sort(counts)[-max(1, people // 10) :].sum()) / year.height if year.height else 0.0,
        newcomers=sum(m.newcomers for m in by_month[-12:]),
        leavers=sum(m.leavers for m in by_month[-15:]),
        alone=_alone(recent, talk, me),
        alone_talks=this_year.filter(pl.col("by_me") == 0).height,
        talks_of_year=this_year.height,
        season=seasons,
    )


def _counts(events: pl.DataFrame) -> NDArray[np.float64]:
    """Messages of each person."""
    counted = events.lazy().group_by("sender").agg(count=pl.len()).collect(engine="streaming")
    return counted["count"].to_numpy().astype(float)


def _median(values: pl.Series, unit: float) -> float | None:
    middle = values.median()
    return float(middle) / unit if isinstance(middle, int | float) else None


def _best_and_low(at: NDArray[np.int64], seen_until: int) -> tuple[float, float]:
    """Messages a month in the best 90 days before the last 90, and in the lowest 90 days between the two."""
    if not len(at):
        return 0.0, 0.0
    blocks = (seen_until - at) // RECENT  # 0 is lately, 1 the 90 days before ...
    counts = np.bincount(np.maximum(blocks, 0))[1:]
    if not len(counts):
        return 0.0, 0.0
    best = int(counts.argmax())
    return float(counts[best]) / 3, float(counts[:best].min()) / 3 if best else float(counts[best]) / 3


def _owner(year: pl.DataFrame, talk: pl.DataFrame, me: int | None) -> tuple[float | None, float | None]:
    """The owner's share of the year, and with what was said in talks that the owner opened."""
    if me is None or year.is_empty():
        return None, None
    opened = talk.filter(pl.col("opener") == me)["talk"].implode()
    mine = pl.col("sender") == me
    row = year.select(own=mine.mean(), carried=(mine | pl.col("talk").is_in(opened)).mean()).row(0)
    return float(row[0]), float(row[1])


def _alone(recent: pl.DataFrame, talk: pl.DataFrame, me: int | None) -> float | None:
    """Messages a month lately by others, in talks that the owner did not open."""
    if me is None:
        return None
    opened = talk.filter(pl.col("opener") == me)["talk"].implode()
    return recent.filter(~pl.col("talk").is_in(opened) & (pl.col("sender") != me)).height / 3


def _answered(turn: pl.DataFrame, seen_until: int) -> tuple[int, float | None, float | None]:
    """Openings and questions of the year, the share that somebody else answered within a day, the median wait (h)."""
    # What comes next from somebody else: the next turn, unless the same person went on after a pause.
    following = pl.when(pl.col("sender").shift(-1) != pl.col("sender")).then(pl.col("start").shift(-1)).backward_fill()
    waits = (
        turn.with_columns(opens=pl.col("talk") != pl.col("talk").shift().fill_null(0), wait=following - pl.col("end"))
        .filter((pl.col("opens") | pl.col("asks")) & pl.col("start").is_between(seen_until - YEAR, seen_until - ANSWER))
        .get_column("wait")
    )
    in_time = waits.filter((waits <= ANSWER).fill_null(value=False))
    return len(waits), len(in_time) / len(waits) if len(waits) else None, _median(in_time, 3600)


def conversations(talk: pl.DataFrame, people: int) -> pl.DataFrame:
    """Real conversations: talks of at least three people (two in a group of up to five) and four messages."""
    return talk.filter((pl.col("people") >= (REAL_PEOPLE if people > 5 else 2)) & (pl.col("messages") >= REAL_MESSAGES))


def _talkers(spoken: pl.DataFrame, real: pl.DataFrame, me: int | None) -> int:
    """People but the owner who wrote in real conversations."""
    within = spoken.filter(pl.col("talk").is_in(real["talk"].implode()))
    return within.filter(pl.col("sender") != (-1 if me is None else me))["sender"].n_unique()
