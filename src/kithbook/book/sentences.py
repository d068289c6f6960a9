"""A tie as one sentence: the last contact against the usual gap."""

from datetime import date

from kithbook import ties
from kithbook.book import moments
from kithbook.store.people import Line
from kithbook.vocabulary import Said, Tie, say, say_n


def of_tie(line: Line, tie: Tie | None, zone: str, *, owner_known: bool) -> Said:
    """What there is to say about the owner and somebody; ``tie`` is None where nothing was measured."""
    if line.is_me:
        return say("This is you.")
    if (tie is None or tie.last is None) and not owner_known:
        return say("Say which name is yours, and the book can tell how close the two of you are.")
    if tie is None or tie.last is None:
        return say("Nothing has passed between the two of you in what was read.")
    last = moments.day(tie.last, zone)
    if tie.strength.value is None or tie.rhythm_days is None:
        return say("Last in touch on {day}. Too little to say more.", day=last)
    if ties.drifting(tie):
        return _drifting(tie.rhythm_days, last)
    return _steady(tie.rhythm_days, last)


def _drifting(days: float, last: date) -> Said:
    if days < 10:
        return say_n(
            "Last in touch on {day}, where it used to be every day.",
            "Last in touch on {day}, where it used to be every {count} days.",
            max(1, round(days)),
            day=last,
        )
    if days < 60:
        return say_n(
            "Last in touch on {day}, where it used to be every week.",
            "Last in touch on {day}, where it used to be every {count} weeks.",
            round(days / 7),
            day=last,
        )
    return say_n(
        "Last in touch on {day}, where it used to be every month.",
        "Last in touch on {day}, where it used to be every {count} months.",
        round(days / 30.4),
        day=last,
    )


def _steady(days: float, last: date) -> Said:
    if days < 10:
        return say_n(
            "Usually every day, the last time on {day}.",
            "Usually every {count} days, the last time on {day}.",
            max(1, round(days)),
            day=last,
        )
    if days < 60:
        return say_n(
            "Usually every week, the last time on {day}.",
            "Usually every {count} weeks, the last time on {day}.",
            round(days / 7),
            day=last,
        )
    return say_n(
        "Usually every month, the last time on {day}.",
        "Usually every {count} months, the last time on {day}.",
        round(days / 30.4),
        day=last,
    )
