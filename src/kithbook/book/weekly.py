"""This week's few: who is worth a moment within the minutes, who was left out, what else waits."""

from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from kithbook import planning
from kithbook.book import listing, moments, rooming, suggesting
from kithbook.book.preferences import settings
from kithbook.store import people as shelf
from kithbook.store import replies, rooms
from kithbook.store.people import Line
from kithbook.vocabulary import Said, say, say_n
from kithbook.vocabulary.answers import LeftOut, Named, TodayAnswer

SLIPPING: Final = 3
DECISIONS: Final = 3
NAMED: Final = 20  # of those left out; the rest is only counted


class Few(NamedTuple):
    """Who was chosen, who was due and did not fit, how many minutes are used."""

    chosen: tuple[int, ...]
    left_out: tuple[int, ...]
    minutes: int


def today(*, now: int, minutes: int | None = None) -> TodayAnswer:
    """Whom to give a moment this week, within the minutes of the settings (or ``minutes``); the best first.

    What was answered "done" this week has used up its minutes. Reads kept measures only, never the history.
    """
    prefs = settings()
    budget = prefs.minutes if minutes is None else max(0, minutes)
    everybody = {line.id: line for line in shelf.lines()}
    if not everybody and not rooms.any_room():
        return TodayAnswer(budget, (), LeftOut(0, ()), empty_book=True)
    monday, sunday = moments.week(now, prefs.zone)
    spent = replies.minutes_since(moments.start(monday, prefs.zone)) if minutes is None else 0
    here = moments.day(now, prefs.zone)
    wishes = replies.wishes()
    may = _open(everybody, wishes, here, now)
    few = _few(may, wishes, max(0, budget - spent), now)
    return TodayAnswer(
        budget_minutes=budget,
        nudges=tuple(suggesting.suggestions([everybody[one] for one in few.chosen], wishes, prefs, now)),
        left_out=LeftOut(len(few.left_out), tuple(Named(one, everybody[one].shown) for one in few.left_out[:NAMED])),
        week=(monday.isoformat(), sunday.isoformat()),
        says=_says(few, budget, owner_known=any(line.is_me for line in everybody.values())),
        slipping=tuple(listing.rows(_slipping(may, few))),
        decisions=tuple(rooming.group_row(standing) for standing in rooms.standings(DECISIONS, waiting=True)),
    )


def _open(everybody: dict[int, Line], wishes: dict[int, date], here: date, now: int) -> list[Line]:
    """People who may be suggested: not the owner, not gone, not at rest, not answered away, not put off till later."""
    held = replies.held_back(now) | shelf.gone() | {person for person, next_on in wishes.items() if next_on > here}
    return [
        line for line in everybody.values() if not line.is_me and line.id not in held and not listing.rests(line, here)
    ]


def _few(may: list[Line], wishes: dict[int, date], budget: int, now: int) -> Few:
    """First those whom the owner wanted to be in touch with by now, then who is worth most for each minute."""
    chosen: list[int] = []
    late: list[int] = []
    left = budget
    for line in sorted((line for line in may if line.id in wishes), key=lambda line: (wishes[line.id], line.id)):
        if suggesting.minutes(line) <= left:
            chosen.append(line.id)
            left -= suggesting.minutes(line)
        else:
            late.append(line.id)
    known = [line for line in may if line.id not in wishes and line.drift is not None]
    plan = planning.week([_candidate(line) for line in known], budget=left, now=now)
    picked = tuple(nudge.person for nudge in plan.chosen)
    return Few((*chosen, *picked), (*late, *plan.left_out), budget - left + plan.minutes)


def _candidate(line: Line) -> planning.Candidate:
    circle, _ = listing.circle_of(line)
    return planning.Candidate(line.id, listing.tie(line), suggesting.minutes(line), channel="", circle=circle)


def _slipping(may: list[Line], few: Few) -> list[Line]:
    """Drifting people who are not among the few, those with most to lose first."""
    rest = sorted(
        (line for line in may if line.id not in few.chosen and line.drift is not None),
        key=lambda line: (-(line.strength or 0) * (line.drift or 0), line.id),
    )
    return list(islice(filter(listing.drifting_now, rest), SLIPPING))


def _says(few: Few, budget: int, *, owner_known: bool) -> Said:
    if few.chosen:
        return say_n(
            "{count} person and about {minutes} of your {budget} minutes. Whenever suits you.",
            "{count} people and about {minutes} of your {budget} minutes. Whenever suits you.",
            len(few.chosen),
            minutes=few.minutes,
            budget=budget,
        )
    if not owner_known:
        return say("Say which name is yours, and this page can tell who is worth a moment.")
    return say("Nothing is needed this week.")
