"""The time of the year at which two people speak: "every March to May for six years, and this year not yet"."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final, NamedTuple

import numpy as np

AROUND: Final = 45  # days before and after: a season is a quarter of a year
LEAST: Final = 3  # years in a row
CHANCE: Final = 0.05  # that talks spread over the year as they are would meet this season in all these years


class Season(NamedTuple):
    """The season around a day: in how many years in a row the two spoke in it, the first and last day of the year on
    which they did (of any of these years), and the first such day of each year, latest year first.
    """

    years: int
    first: date
    last: date
    days: tuple[date, ...]


def season(days: Collection[date], today: date, *, until: date | None = None) -> Season | None:
    """The season that ``today`` is in, where the two spoke in it in each of the last years (at least LEAST of them, the
    last one among them) but not yet this year; None where there is none, or where it may well be chance.

    ``days`` are those of a contact, ``until`` is until when they were seen: an unseen season is not one without a
    talk. The chance that as many years in a row would be met by talks that do not mind the season is taken from the
    other three quarters of these years, with one met and one missed more (Laplace).
    """
    known = sorted({day for day in days if day <= today})
    if not known or (until is not None and until < today - timedelta(days=AROUND)):
        return None
    if _within(known, _around(today, 0)):
        return None
    years: list[list[date]] = []
    for back in range(1, today.year - known[0].year + 2):
        met = _within(known, _around(today, back))
        if not met:
            break
        years.append(met)
    if len(years) < LEAST:
        return None
    elsewhere = [
        bool(_within(known, _around(_shifted(today, back), 0, quarter)))
        for back in range(1, len(years) + 1)
        for quarter in (1, 2, 3)
    ]
    usual = (sum(elsewhere) + 1) / (len(elsewhere) + 2)
    if usual ** len(years) > CHANCE:
        return None
    met = [day for some in years for day in some]
    away = [(day - _nearest(day, today)).days for day in met]
    centre = date(today.year, 1, 1) + timedelta(days=min(364, today.timetuple().tm_yday - 1))
    ends = [centre + timedelta(days=int(days)) for days in (np.min(away), np.max(away))]
    return Season(len(years), ends[0], ends[1], tuple(some[0] for some in years))


def _shifted(day: date, years: int) -> date:
    """The same day so many years ago; 28 February for a 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _around(today: date, years: int, quarters: int = 0) -> tuple[date, date]:
    middle = _shifted(today, years) + timedelta(days=91 * quarters)
    return middle - timedelta(days=AROUND), middle + timedelta(days=AROUND)


def _within(days: Collection[date], ends: tuple[date, date]) -> list[date]:
    return [day for day in days if ends[0] <= day <= ends[1]]


def _nearest(day: date, today: date) -> date:
    """The anniversary of ``today`` that lies nearest to ``day``."""
    near = [_shifted(today, today.year - year) for year in (day.year - 1, day.year, day.year + 1)]
    return min(near, key=lambda each: abs((each - day).days))
