"""Hand-drawn days of contact of the owner with others."""

import polars as pl

DAY = 86_400
START = 19_675  # 14 November 2023, days since 1970: a Tuesday
INES, BRAM = 2, 3


def drawn(*moments: float, person: int = INES, chat: int = 1, mine: float = 1.0, theirs: float = 1.0) -> pl.DataFrame:
    """Days at which the two were in touch for an hour from noon on; moments are days from the start."""
    days = [START + int(moment) for moment in moments]
    return pl.DataFrame(
        {
            "person": person,
            "chat": chat,
            "day": days,
            "first": [day * DAY + 12 * 3600 for day in days],
            "last": [day * DAY + 13 * 3600 for day in days],
            "mine": mine,
            "theirs": theirs,
            "direct": 2,
            "in_groups": 0,
        }
    )


def at(day: float) -> int:
    """The moment so many days from the start, at one o'clock."""
    return round((START + day) * DAY) + 13 * 3600
