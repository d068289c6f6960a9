"""This week's few: who is worth a moment within the minutes, who was left out, what else waits."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

import msgspec

from kithbook import planning
from kithbook.book import intending, learning, listing, moments, occasions, rooming, suggesting
from kithbook.book.learning import Lessons
from kithbook.book.preferences import settings
from kithbook.store import people as shelf
from kithbook.store import replies, rooms
from kithbook.store.people import Line
from kithbook.vocabulary import Said, say, say_n
from kithbook.vocabulary.answers import LeftOut, Named, Occasion, Settings, TodayAnswer

DAY: Final = 86_400
SLIPPING: Final = 3
DECISIONS: Final = 3
NAMED: Final = 20  # of those left out; the rest is only counted
LOOKED_AT: Final = 5  # times the minutes: of whom it is looked up why now
FEWEST_LOOKED_AT: Final = 150  # minutes of them
CIRCLE_WORTH: Final = {"core": 2.0, "curated": 1.0, "loose": 0.5, "": 0.25}
LEAST_DRIFT: Final = 0.2  # a tie that will most likely speak by itself is left in peace, unless there is a reason
UNKNOWN_REST: Final = 30.0  # days, where no rhythm is known
GAPS: Final = 1.5  # usual gaps that pass before somebody is due, if their circle's rhythm is slower
HORIZON: Final = 90.0  # days of silence that a tie's drift is about
THEIRS: Final = 0.5  # the share of contacts that come from the other side by themselves, where nothing else is known
NO_REASON: Final = 0.25  # by how much less a tie counts for which nothing speaks just now
NAMED_DAY: Final = ("wished", "reminder")  # days that the owner named come first of all
CLOSE: Final = ("birthday", "promise", "waiting", "news")  # and, of those who are close, what has its time
FAINT: Final = 0.05  # the strength of a tie of which too little is known


class Week(NamedTuple):
    """The plan of a week with what it was made from."""

    plan: planning.Plan
    chosen: tuple[int, ...]
    left_out: tuple[int, ...]
    minutes: int
    reasons: Mapping[int, Sequence[Occasion]]


class _May(NamedTuple):
    """Who may be suggested, and what is known of them without reading any history."""

    lines: dict[int, Line]
    occasions: Mapping[int, Sequence[Occasion]]
    weights: Mapping[int, float]
    rhythms: intending.Rhythms
    ways: Mapping[int, str]
    lessons: Lessons
    now: int


def today(*, now: int, minutes: int | None = None) -> TodayAnswer:
    """Whom to give a moment this week, within the minutes of the settings (or ``minutes``); the best first.

    What was answered "done" this week has used up its minutes. In a quiet time nobody is suggested, unless ``minutes``
    are given. Reads kept measures, and of the history only what speaks for now, of the few who may be suggested.
    """
    prefs = settings()
    everybody = {line.id: line for line in shelf.lines()}
    budget = prefs.minutes if minutes is None else max(0, minutes)
    if not everybody and not rooms.any_room():
        return TodayAnswer(budget, (), LeftOut(0, ()), empty_book=True)
    monday, sunday = moments.week(now, prefs.zone)
    here = moments.day(now, prefs.zone)
    quiet = intending.quiet_until(here) if minutes is None else ""
    lessons = learning.lessons(now=now)
    spent = replies.minutes_since(moments.start(monday, prefs.zone)) if minutes is None else 0
    free = 0 if quiet else max(0, (budget if minutes is not None else lessons.budget(budget)) - spent)
    may = _may(everybody, here, lessons, now)
    week = _week(may, free, here, prefs)
    late = [may.lines[one] for one in week.left_out]
    return TodayAnswer(
        budget_minutes=budget,
        nudges=tuple(
            suggesting.suggestions([may.lines[one] for one in week.chosen], week.reasons, may.ways, lessons, prefs, now)
        ),
        left_out=LeftOut(
            len(late),
            tuple(Named(line.id, line.shown) for line in late[:NAMED]),
            sum(_minutes(may, line) for line in late),
        ),
        week=(monday.isoformat(), sunday.isoformat()),
        says=_says(week, budget, quiet, owner_known=any(line.is_me for line in everybody.values())),
        slipping=tuple(listing.rows(_slipping(may.lines.values(), week.chosen))),
        decisions=tuple(rooming.group_row(standing) for standing in rooms.standings(DECISIONS, waiting=True)),
        kept_value=_share(week.plan.kept_value),
        if_nothing=_share(week.plan.if_nothing),
        quiet=quiet,
    )


def _share(share: float) -> float | None:
    return round(share, 3) if share > 0 else None


def _may(everybody: Mapping[int, Line], here: date, lessons: Lessons, now: int) -> _May:
    """People who may be suggested: not the owner, not gone, not at rest, not answered away, not put off till later."""
    ahead = {person for person, next_on in replies.wishes().items() if next_on > here}
    held = replies.held_back(now) | shelf.gone() | ahead
    lines = {
        line.id: line
        for line in everybody.values()
        if not line.is_me and line.id not in held and not listing.rests(line, here)
    }
    return _May(
        lines,
        occasions.coming(here, lines, now=now),
        intending.weights(list(lines.values())),
        intending.Rhythms(),
        suggesting.ways(),
        lessons,
        now,
    )


def _week(may: _May, budget: int, here: date, prefs: Settings) -> Week:
    """First a look at those who come into question, why now; then the plan, in which a reason counts."""
    prospects = {line.id: each for line in may.lines.values() if (each := _prospect(may, line)) is not None}
    prospects = _kept(prospects, may)
    yearly = budget * (1 - intending.quiet_share(here))
    whole = planning.week(list(prospects.values()), budget=budget, yearly=yearly)
    wide = planning.week(list(prospects.values()), budget=max(FEWEST_LOOKED_AT, LOOKED_AT * budget), yearly=yearly)
    found, channels = suggesting.reasons(
        [may.lines[one] for one in wide.chosen],
        may.occasions,
        {one: may.rhythms.of(may.lines[one])[1:] for one in wide.chosen},
        prefs,
        may.now,
    )
    looked_at = [
        _with_reason(prospects[one], may.lines[one], found[one][0], channels[one], may.lessons)
        for one in wide.chosen
        if found[one][0].kind != "none" or (may.lines[one].drift or 0) >= LEAST_DRIFT
    ]
    plan = planning.week(looked_at, budget=budget, yearly=yearly)
    chosen = tuple(plan.chosen)
    further = (one for one in wide.left_out if (may.lines[one].drift or 0) >= LEAST_DRIFT)
    late = (*plan.left_out, *further)
    return Week(whole, chosen, late, plan.minutes, found)


def _prospect(may: _May, line: Line) -> planning.Prospect | None:
    """What the plan is to know of somebody; None where nothing is known and nothing speaks for them."""
    told = may.occasions.get(line.id, ())
    known = line.strength is not None and line.drift is not None
    if not told and not known:
        return None
    circle, _ = listing.circle_of(line)
    ideal, latest, own = may.rhythms.of(line)
    if own and ideal is None and not told:  # "never"
        return None
    silent = max(0.0, (may.now - line.last) / DAY) if line.last is not None else 2 * UNKNOWN_REST
    return planning.Prospect(
        person=line.id,
        value=CIRCLE_WORTH[circle] * max(FAINT, line.strength or 0) * may.weights[line.id],
        silent=silent,
        half=_half(line, silent),
        minutes=_minutes(may, line),
        inbound=THEIRS / line.rhythm_days if line.rhythm_days else 0.0,
        ideal=ideal if own else _due_after(line, circle, ideal),
        latest=latest,
        occasion=occasions.STRENGTH[told[0].kind] if told else 0.0,
        wished=_first(told[0] if told else None, circle),
    )


def _half(line: Line, silent: float) -> float:
    """The silence in days after which half of a tie is lost, if its drift is what a log-logistic law gives 90 days on:
    1 - drift = 1 / (1 + (silence + 90) / half).
    """
    seen = max(0.0, ((line.seen_until or 0) - line.last) / DAY) if line.last is not None else silent
    drift = min(0.98, max(0.02, 0.5 if line.drift is None else line.drift))
    return (seen + HORIZON) * (1 - drift) / drift


def _due_after(line: Line, circle: str, ideal: float | None) -> float:
    """Days after which somebody is due: the rhythm of their circle, or sooner where the two speak more often by habit.

    Loose ties keep to the rhythm of their circle, which is slow by intention.
    """
    usual = UNKNOWN_REST if line.rhythm_days is None else GAPS * line.rhythm_days
    if ideal is None:
        return usual
    return ideal if circle == "loose" else min(ideal, usual)


def _minutes(may: _May, line: Line) -> int:
    return may.lessons.takes(suggesting.way_of(line, may.ways))


def _kept(prospects: dict[int, planning.Prospect], may: _May) -> dict[int, planning.Prospect]:
    """Only as many people as the owner wants to keep, those worth most; whoever has an occasion stays."""
    many = intending.intention().many
    if many is None or len(prospects) <= many:
        return prospects
    best = sorted(prospects.values(), key=lambda each: (-each.value, each.person))[:many]
    kept = {each.person for each in best} | {person for person in prospects if may.occasions.get(person)}
    return {person: each for person, each in prospects.items() if person in kept}


def _first(reason: Occasion | None, circle: str) -> bool:
    """Whether somebody comes before all others for a reason: their tie may be far from fading."""
    if reason is None:
        return False
    return reason.kind in NAMED_DAY or (reason.kind in CLOSE and circle in {"core", "curated"})


def _with_reason(
    prospect: planning.Prospect, line: Line, reason: Occasion, channel: str, lessons: Lessons
) -> planning.Prospect:
    """The same with its reason: how strongly it speaks, how readily the owner acts on such reasons, and is answered."""
    factor = NO_REASON if reason.kind == "none" else lessons.acted.get(reason.kind, 1.0)
    return msgspec.structs.replace(
        prospect,
        value=prospect.value * factor,
        occasion=occasions.STRENGTH[reason.kind] if reason.kind in occasions.NOW else 0.0,
        wished=_first(reason, listing.circle_of(line)[0]),
        reached=lessons.reach(channel),
    )


def _slipping(lines: Iterable[Line], chosen: Sequence[int]) -> list[Line]:
    """Drifting people who are not among the few, those with most to lose first."""
    rest = sorted(
        (line for line in lines if line.id not in chosen and line.drift is not None),
        key=lambda line: (-(line.strength or 0) * (line.drift or 0), line.id),
    )
    return list(islice(filter(listing.drifting_now, rest), SLIPPING))


def _says(week: Week, budget: int, quiet: str, *, owner_known: bool) -> Said:
    if quiet:
        return say("A quiet time until {day}: nothing is needed.", day=date.fromisoformat(quiet))
    if week.chosen:
        return say_n(
            "{count} person and about {minutes} of your {budget} minutes. Whenever suits you.",
            "{count} people and about {minutes} of your {budget} minutes. Whenever suits you.",
            len(week.chosen),
            minutes=week.minutes,
            budget=budget,
        )
    if not owner_known:
        return say("Say which name is yours, and this page can tell who is worth a moment.")
    return say("Nothing is needed this week.")
