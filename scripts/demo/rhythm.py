"""When people talk: months that fade and come back, hours of the day, days of the week, gaps between replies."""

import math
import random
from datetime import datetime, timedelta

START = datetime(2023, 11, 1, 18, 2)  # noqa: DTZ001 - the wall clock of Lantern Street, which keeps Greenwich time
END = datetime(2026, 11, 15, 21, 40)  # noqa: DTZ001
STUDIO_DAY = 32  # the month after which talk comes back, July 2026
HOURS = (1, 0, 0, 0, 0, 0, 2, 5, 7, 6, 5, 5, 7, 6, 4, 4, 5, 7, 10, 13, 15, 14, 9, 4)
DAYS = (0.9, 0.85, 0.9, 1.15, 1.0, 1.35, 1.3)  # Monday first
BACK = {32: 26, 33: 38, 34: 44, 35: 50, 36: 27}


def month_of(moment: datetime) -> int:
    """How many months after November 2023."""
    return (moment.year - START.year) * 12 + moment.month - START.month


def starts(month: int) -> int:
    """How many conversations begin in a month of the group: a slow fall by half in nine months, then the revival."""
    return BACK.get(month) or round(100 * math.exp(-month / 13))


def moments(month: int, count: int, rng: random.Random) -> list[datetime]:
    """`count` moments within a month, in order, by day and night and by the day of the week."""
    first = datetime(2023 + (month + 10) // 12, (month + 10) % 12 + 1, 1)  # noqa: DTZ001
    following = datetime(2023 + (month + 11) // 12, (month + 11) % 12 + 1, 1)  # noqa: DTZ001
    days = [first + timedelta(days=d) for d in range((min(following, END) - first).days)]
    picked = rng.choices(days, [DAYS[day.weekday()] for day in days], k=count)
    found = [
        day + timedelta(hours=rng.choices(range(24), HOURS)[0], seconds=int(rng.random() * 3600)) for day in picked
    ]
    return sorted(max(moment, START + timedelta(hours=1)) for moment in found)


def later(moment: datetime, median_minutes: float, rng: random.Random) -> datetime:
    """The moment of the next reply: log-normal, and whoever sleeps answers in the morning."""
    gap = min(median_minutes * math.exp(1.2 * rng.gauss(0, 1)), 900)
    then = moment + timedelta(seconds=int(gap * 60) + 5)
    if 0 <= then.hour < 6 and gap > 20:
        then = then.replace(hour=7 + int(rng.random() * 3))
    return then
